"""A faulty port fails exactly as its plan says, and the same way again."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from attrs import define, field

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.domain.core import Conflict, PortError, Unavailable
from order_to_cash.ports import Refused
from order_to_cash.testing import Fault, Faults, FaultyPort, Foreign, Place, WrongAnswer
from order_to_cash.testing.faults import at, between, first_of, from_then_on, never, only, seeded

TIMED_OUT = r"call 2, shop\.sell timed out on purpose"


@define
class Shop:
    """Something with methods."""

    name: str = "shop"
    sold: list[str] = field(factory=list)

    def sell(self, what: str) -> int:
        self.sold.append(what)
        return len(self.sold)

    def issue(self, what: str) -> int:
        return self.sell(what)


def shop(fault: Fault, *, linger: int = 3) -> tuple[Shop, Shop, Faults]:
    """A shop, the same one failing at its second call, and the faults."""
    real = Shop()
    faults = Faults(at(2, fault), linger=linger)
    return real, faults.port(real, "shop"), faults


def test_a_sound_port_is_left_alone() -> None:
    """Without a plan every call is counted and passes through; what is no method does too."""
    real = Shop()
    port = FaultyPort(real, never)
    assert [1, 2] == [port.sell("a"), port.sell("b")]
    assert "shop" == port.name
    assert 2 == port.faults.calls


@pytest.mark.parametrize(
    ("fault", "sold"),
    [
        (Fault.UNAVAILABLE, ["a"]),
        (Fault.EXECUTED, ["a", "b"]),
        (Fault.DELAYED, ["a"]),
        (Fault.REORDERED, ["a"]),
    ],
)
def test_a_call_that_times_out_was_done_or_not(fault: Fault, sold: list[str]) -> None:
    """Who calls cannot tell the difference; the port can."""
    real, port, faults = shop(fault)
    port.sell("a")
    with pytest.raises(Unavailable, match=TIMED_OUT):
        port.sell("b")
    assert sold == real.sold
    assert [(Place(2, "shop", "sell"), fault)] == faults.happened


def test_a_duplicated_call_is_done_twice() -> None:
    """The second answer is heard."""
    real, port, _ = shop(Fault.DUPLICATED)
    port.sell("a")
    assert 3 == port.sell("b")
    assert ["a", "b", "b"] == real.sold


def test_a_wrong_answer_comes_after_the_work() -> None:
    """It is done, and what comes back is no answer."""
    real, port, _ = shop(Fault.WRONG_ANSWER)
    port.sell("a")
    answer: object = port.sell("b")
    assert WrongAnswer() == answer
    assert ["a", "b"] == real.sold


def test_a_foreign_exception_is_none_of_the_library() -> None:
    """An adapter that was not written with care."""
    real, port, _ = shop(Fault.FOREIGN)
    port.sell("a")
    with pytest.raises(Foreign, match=r"call 2, shop\.sell"):
        port.sell("b")
    assert ["a"] == real.sold


def test_a_refusal_is_an_answer_of_billing_and_an_error_elsewhere() -> None:
    """Each port says no in its own way, and does nothing."""
    real, port, _ = shop(Fault.REFUSED)
    port.sell("a")
    with pytest.raises(PortError, match=r"testing\.refused"):
        port.sell("b")
    assert ["a"] == real.sold
    assert isinstance(FaultyPort(real, at(1, Fault.REFUSED)).issue("c"), Refused)
    assert ["a"] == real.sold
    journal = Faults(at(1, Fault.REFUSED)).journal(InMemoryJournal())
    with pytest.raises(Conflict):
        journal.append()


@pytest.mark.parametrize("linger", [1, 2, 3])
def test_a_delayed_call_answers_after_so_many_more(linger: int) -> None:
    """The same call times out until then; another call is answered at once."""
    real, port, _ = shop(Fault.DELAYED, linger=linger)
    port.sell("a")
    for _ in range(linger + 1):
        with pytest.raises(Unavailable):
            port.sell("b")
    assert 2 == port.sell("b")
    assert ["a", "b"] == real.sold


def test_another_call_is_not_delayed() -> None:
    """Only the same question waits."""
    _, port, _ = shop(Fault.DELAYED)
    port.sell("a")
    with pytest.raises(Unavailable):
        port.sell("b")
    assert 2 == port.sell("c")


def test_a_reordered_call_arrives_behind_later_ones() -> None:
    """What was sent first comes last."""
    real, port, _ = shop(Fault.REORDERED, linger=2)
    port.sell("a")
    with pytest.raises(Unavailable):
        port.sell("b")
    for what in ("c", "d", "e"):
        port.sell(what)
    assert ["a", "c", "d", "b", "e"] == real.sold


def test_what_lingers_arrives_when_everything_heals() -> None:
    """Healed, nothing fails any more, and nothing is on its way."""
    real, port, faults = shop(Fault.REORDERED, linger=99)
    port.sell("a")
    with pytest.raises(Unavailable):
        port.sell("b")
    faults.heal()
    assert ["a", "b"] == real.sold
    assert 3 == port.sell("c")


def test_plans_say_when() -> None:
    """Once, from then on, for a while, for some ports, and several at once."""

    def numbers(plan: object, port: str = "shop") -> list[int]:
        assert callable(plan)
        return [n for n in range(1, 7) if plan(Place(n, port, "sell")) is not None]

    fault = Fault.REFUSED
    assert [3] == numbers(at(3, fault))
    assert [3, 4, 5, 6] == numbers(from_then_on(3, fault))
    assert [3, 4] == numbers(between(3, 4, fault))
    assert [] == numbers(only(at(3, fault), "billing"))
    assert [3] == numbers(only(at(3, fault), "billing"), "billing")
    assert [1, 3] == numbers(first_of(at(3, fault), at(1, fault)))
    assert [] == numbers(never)


def test_the_first_plan_that_says_something_decides() -> None:
    """Two plans may name the same call."""
    plan = first_of(at(1, Fault.FOREIGN), at(1, Fault.REFUSED))
    assert Fault.FOREIGN == plan(Place(1, "shop", "sell"))


def test_a_seed_fails_the_same_way_again_and_about_as_often_as_asked() -> None:
    """Random faults are a pure function of seed and call."""
    rates = {Fault.REFUSED: 0.1, Fault.EXECUTED: 0.3}
    places = [Place(n, "shop", "sell") for n in range(5_000)]
    drawn = [seeded(7, rates)(place) for place in places]
    assert drawn == [seeded(7, rates)(place) for place in places]
    assert drawn != [seeded(8, rates)(place) for place in places]
    counted = Counter(drawn)
    assert {Fault.REFUSED, Fault.EXECUTED, None} == set(counted)
    assert 400 < counted[Fault.REFUSED] < 600
    assert 1_350 < counted[Fault.EXECUTED] < 1_650


def test_a_journal_never_gives_a_wrong_answer() -> None:
    """A store that lies cannot be worked with; it times out instead."""
    journal = Faults(from_then_on(1, Fault.WRONG_ANSWER)).journal(InMemoryJournal())
    with pytest.raises(Unavailable):
        journal.due(datetime(2024, 1, 1, tzinfo=UTC), processes=("order",))
