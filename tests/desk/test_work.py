"""A round of a worker: it may be stopped, keeps to its share, and begins where no other does."""

from collections.abc import Callable
from datetime import timedelta

from order_to_cash.desk import Desk, Passed
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.journal import ALL, Share
from tests.desk.small_operator import Office, directories, placing, wire

ORDERS = 24


def declined() -> Office:
    """Orders that were declined, whose time for an override is over."""
    office = Office(directories=directories(limit="0.00"))
    for number in range(ORDERS):
        office.place(f"O-{number}")
    office.now += timedelta(days=5)
    return office


def worker(office: Office, name: str, share: Share = ALL) -> Desk:
    """A worker on the journal of an office, whose clock it shares."""
    return Desk(
        PERU,
        office.journal,
        office.desk.world,
        wire(),
        clock=lambda: office.now,
        worker=name,
        share=share,
    )


def after(times: int) -> Callable[[], bool]:
    """Whether to go on, which it says so many times."""
    left = iter([True] * times)
    return lambda: next(left, False)


def looked_at(office: Office) -> set[str]:
    """The orders that were rejected."""
    return {e.case for e in office.journal.events(limit=10_000) if e.type == "order_rejected"}


def test_a_round_looks_at_every_case_and_sends_what_that_causes() -> None:
    """TRU-14: what `pass_time` would do, a few cases at a time."""
    office = declined()
    done = worker(office, "one").work(lambda: True)
    assert ORDERS == done.looked
    assert {f"O-{number}" for number in range(ORDERS)} == looked_at(office)
    assert () == office.journal.waiting(office.now)
    assert Passed() == worker(office, "two").work(lambda: True)
    assert office.now == office.journal.reached()


def test_a_round_ends_before_the_case_at_which_it_is_told_to() -> None:
    """TRU-14: it is asked before each case; what is left is left for the next round."""
    office = declined()
    desk = worker(office, "one")
    assert 2 == desk.work(after(3)).looked  # the first answer lets it send what waits
    assert 2 == len(looked_at(office))
    assert ORDERS - 2 == desk.work(lambda: True).looked


def test_workers_on_the_same_cases_begin_with_others() -> None:
    """TRU-14: of two that look at the same few at once, each takes another one first."""
    first = []
    for name in ("one", "two", "three"):
        office = declined()
        worker(office, name).work(after(4))
        first.append(frozenset(looked_at(office)))
    assert 3 == len({*first})


def test_of_a_share_nothing_else_is_sent_or_looked_at() -> None:
    """TRU-14: the others' cases wait for the others, and together nothing is left."""
    office = Office(directories=directories(limit="0.00"))
    for number in range(ORDERS):
        office.desk.handle(placing(f"c-{number}", f"O-{number}"))
    mine, theirs = (worker(office, f"half-{part}", Share(part, 2)) for part in (1, 2))
    while mine.work(lambda: True) != Passed():
        pass
    left = {(message.process, message.case) for message in office.journal.waiting(office.now)}
    assert left
    assert not any(mine.share.has(*case) for case in left)
    while (mine.work(lambda: True), theirs.work(lambda: True)) != (Passed(), Passed()):
        pass
    assert () == office.journal.waiting(office.now)
    office.now += timedelta(days=5)
    looked = mine.work(lambda: True).looked
    assert {f"O-{n}" for n in range(ORDERS) if mine.share.has("order", f"O-{n}")} == looked_at(
        office
    )
    assert ORDERS - looked == theirs.work(lambda: True).looked
