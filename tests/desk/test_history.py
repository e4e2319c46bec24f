"""OPN-08: what a desk tells of a case is typed by its process, and events are no JSON."""

from datetime import timedelta
from typing import Any, assert_type

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.desk import Desk, Happened
from order_to_cash.domain.core import InvalidDocument, InvalidValue, Role, changed
from order_to_cash.domain.core.process import replay
from order_to_cash.domain.order import CancelOrder, Event, Order, OrderReceived
from order_to_cash.operators.peru import ORDERS, PERU
from order_to_cash.ports import Recorded
from order_to_cash.wire import Wire
from tests.desk.small_operator import START, Office, request, wire

RECEIVED = OrderReceived("O-1", request(), "D-0", START, complete=True)


def reading(office: Office, journal: Any = None, reader: Wire | None = None) -> Desk:
    """Another desk on the office's journal, or on one that stands before it."""
    return Desk(PERU, journal or office.journal, office.desk.world, reader or wire())


class Damaged:
    """A journal whose first event was changed by somebody."""

    def __init__(self, journal: Any, **other: Any) -> None:
        self._journal, self._other = journal, other

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def history(self, process: str, case: str) -> tuple[Recorded, ...]:
        first, *rest = self._journal.history(process, case)
        return changed(first, **self._other), *rest


def test_state_and_history_have_the_types_of_the_process() -> None:
    """A process says what its cases are; its name says nothing about them to a type checker."""
    office = Office()
    office.place("O-1")
    desk = office.desk

    assert_type(desk.state(ORDERS, "O-1"), Order)
    assert_type(desk.state("order", "O-1"), Any)
    assert_type(desk.history(ORDERS, "O-1"), tuple[Happened[Event], ...])
    assert_type(desk.history("order", "O-1"), tuple[Happened[Any], ...])
    assert desk.state(ORDERS, "O-1") == desk.state("order", "O-1")
    assert desk.history(ORDERS, "O-1") == desk.history("order", "O-1")


def test_history_says_what_happened_by_whom_in_which_role_and_when() -> None:
    """Each event stands with who gave its command, and in the order of its versions."""
    office = Office()
    office.place("O-1")
    office.now += timedelta(hours=1)
    office.give("O-1", Role.SALES, CancelOrder("a mistake"), actor="Ana")
    history = office.desk.history(ORDERS, "O-1")
    first = Happened(RECEIVED, "D-0", Role.DISTRIBUTOR, START, 1, "c-0")

    assert first == history[0]
    assert list(range(1, len(history) + 1)) == [each.version for each in history]
    asked = [each for each in history if each.actor == "Ana"]
    assert [(Role.SALES, office.now, "c-1")] == [(e.role, e.at, e.command) for e in asked]
    assert office.desk.state(ORDERS, "O-1") == replay(ORDERS, (each.event for each in history))


def test_history_is_read_in_the_form_of_today() -> None:
    """TRU-20: an event that an older release wrote is lifted before anybody sees it."""
    office = Office()
    office.place("O-1")

    def moved(body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "request": {**body["request"], "zone": "CALLAO"}}

    lifting = Wire(PERU.processes, upcasters={"order.order_received": (moved,)})
    (first, *_) = reading(office, reader=lifting).history(ORDERS, "O-1")

    assert changed(RECEIVED, request=changed(request(), zone="CALLAO")) == first.event


@pytest.mark.parametrize("other", [{"body": "{}"}, {"type": "unheard_of"}, {"role": "unheard-of"}])
def test_a_case_that_cannot_be_read_is_named(other: dict[str, str]) -> None:
    """One event that nobody can read any more makes its case unreadable, by the case's name."""
    office = Office()
    office.place("O-1")
    office.place("O-2")
    desk = reading(office, Damaged(office.journal, **other))
    with pytest.raises(InvalidDocument, match="order/O-1") as caught:
        desk.history(ORDERS, "O-1")

    assert "desk.unreadable-case" == caught.value.code


@pytest.mark.parametrize("process", ["order", ORDERS])
def test_a_case_that_nobody_wrote_to_has_no_history(process: Any) -> None:
    """Whoever asks for a case that is not there mistook its id: that is said, not an empty list."""
    desk = Office(InMemoryJournal()).desk
    for asked in (desk.history, desk.state):
        with pytest.raises(InvalidValue, match="no case order/O-9") as caught:
            asked(process, "O-9")
        assert "desk.unknown-case" == caught.value.code


def test_only_the_processes_of_the_desk_are_asked() -> None:
    """A process of another operator, or another under a known name, would be typed wrongly."""
    desk = Office().desk
    for asked in (desk.history, desk.state):
        strangers: tuple[Any, ...] = (_named("order"), _named("plan_change"), "parcel", None, 7)
        for strange in strangers:
            with pytest.raises(InvalidValue) as caught:
                asked(strange, "O-1")
            assert "desk.unknown-process" == caught.value.code


def _named(name: str) -> Any:
    """Something else than an order or a plan change, under that name."""

    class Other:
        pass

    other: Any = Other()
    other.name = name
    return other
