"""Requests told from the history of a case, by data that name its events (KPI-02, KPI-03)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.analytics import (
    Label,
    Measured,
    Pause,
    Request,
    Told,
    Where,
    check_measured,
    requests_of,
)
from order_to_cash.analytics.history import closing_into, request_of
from order_to_cash.analytics.measured import (
    CLAIMS,
    MEASURED,
    ORDERS,
    PLAN_CHANGES,
    TRANSFERS,
    measured_of,
)
from order_to_cash.domain import order
from order_to_cash.domain.core import BrokenDefinition
from order_to_cash.domain.order import LIFECYCLE as ORDER
from order_to_cash.domain.order.lifecycle import DONE
from order_to_cash.domain.plan_change.lifecycle import LIFECYCLE as PLAN_CHANGE
from order_to_cash.domain.technical_claim.lifecycle import LIFECYCLE as CLAIM
from order_to_cash.domain.transfer.lifecycle import LIFECYCLE as TRANSFER
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import Entry, Recorded
from order_to_cash.ports.journal import Answer
from tests.indicators.common import DAY, START, TICK, counted
from tests.parcel import Delivered, Parcels, Weighed

HOUR = timedelta(hours=1)


def happened(process: str, *events: tuple[str, timedelta, dict[str, Any]]) -> tuple[Recorded, ...]:
    """The history of a case, an event for each type, time and content."""
    return tuple(
        Recorded(
            process,
            "case-1",
            version,
            START + after,
            f"actor-{version}",
            "sales",
            "command",
            kind,
            json.dumps(body),
        )
        for version, (kind, after, body) in enumerate(events, start=1)
    )


def told(measured: Measured, *events: tuple[str, timedelta, dict[str, Any]]) -> Request:
    """The request that these events tell of."""
    found = request_of(happened(measured.process, *events), measured)
    assert found is not None
    return found


def test_nothing_is_measured_before_it_is_opened() -> None:
    """A case whose opening was not recorded is no request."""
    assert None is request_of(happened("order", ("order_completed", HOUR, {})), ORDERS)
    assert None is request_of((), ORDERS)


@pytest.mark.parametrize(
    ("end", "effective"),
    [
        ("order_completed", True),
        ("order_partly_completed", True),
        ("order_rejected", True),
        ("order_cancelled", True),
        ("order_failed", False),
    ],
)
def test_a_documented_end_is_effective_and_a_failure_is_not(end: str, effective: bool) -> None:
    """Done, declined with the reasons told, or withdrawn; not what failed (KPI-01)."""
    request = told(ORDERS, ("order_received", TICK, {}), (end, HOUR, {}))
    assert (START + TICK, START + HOUR, effective) == (
        request.opened,
        request.closed,
        request.effective,
    )


def test_labels_come_from_who_acted_and_from_the_content() -> None:
    """Channel, advisor and unit are told by the first event that has them (KPI-03)."""
    request = told(
        ORDERS,
        ("order_received", TICK, {"request": {"channel": "store"}}),
        ("order_held", HOUR, {"request": {"channel": "web"}}),
    )
    labels = {"process": "order", "channel": "store", "advisor": "actor-1", "unit": "sales"}
    assert labels == request.labels


def test_a_transfer_runs_until_the_form_is_handed_over() -> None:
    """Other steps do not end it, the signature does, what comes after does not matter (KPI-02)."""
    received = ("transfer_received", timedelta(), {"procedure": 3})
    printed = ("step_recorded", HOUR, {"step": "print"})
    signed = ("step_recorded", 2 * HOUR, {"step": "sign"})
    finished: Any = ("procedure_finished", 3 * HOUR, {})
    assigned = ("transfer_assigned", TICK, {"to": "A-7"})
    assert None is told(TRANSFERS, received, printed).closed
    request = told(TRANSFERS, received, assigned, printed, signed, finished)
    assert (START + 2 * HOUR, True) == (request.closed, request.effective)
    assert ("3", "A-7") == (request.labels["procedure"], request.labels["advisor"])


def test_a_procedure_without_signature_ends_with_its_last_step() -> None:
    """Where no form is signed, the last step of the procedure is the end (KPI-02)."""
    request = told(
        TRANSFERS, ("transfer_received", timedelta(), {}), ("procedure_finished", 3 * HOUR, {})
    )
    assert START + 3 * HOUR == request.closed


def test_a_refused_transfer_was_attended_effectively() -> None:
    """A customer who was told every reason has an answer (KPI-01)."""
    refused = told(TRANSFERS, ("transfer_received", TICK, {}), ("transfer_refused", HOUR, {}))
    assert (START + HOUR, True) == (refused.closed, refused.effective)


@pytest.mark.parametrize(("own_error", "effective"), [(True, False), (False, True)])
def test_what_is_reopened_is_open_again(own_error: bool, effective: bool) -> None:
    """A reopened claim ends with its last end, and for the operator's error never well (KPI-01)."""
    events: Any = (
        ("claim_registered", timedelta(), {}),
        ("claim_closed", HOUR, {}),
        ("claim_reopened", 2 * HOUR, {"own_error": own_error}),
    )
    assert None is told(CLAIMS, *events).closed
    request = told(CLAIMS, *events, ("claim_closed", 5 * HOUR, {}))
    assert (START + 5 * HOUR, effective) == (request.closed, request.effective)


def test_the_wait_for_an_agreed_day_does_not_count() -> None:
    """A plan change that was confirmed in time is in time, however far its day is (KPI-02)."""
    events: Any = (
        ("plan_change_requested", timedelta(), {}),
        ("change_confirmed", DAY - TICK, {}),
    )
    waiting = told(PLAN_CHANGES, *events)
    assert (Pause(START + DAY - TICK),) == waiting.pauses
    applied: Any = ("change_applied", 30 * DAY, {})
    assert 1 == counted(told(PLAN_CHANGES, *events, applied)).in_time
    late: Any = ("change_confirmed", DAY, {})
    assert 0 == counted(told(PLAN_CHANGES, events[0], late, applied)).in_time


def test_what_was_never_paused_is_not_resumed() -> None:
    """A change that is cancelled before it was confirmed has waited for nothing (KPI-02)."""
    events: Any = (
        ("plan_change_requested", timedelta(), {}),
        ("plan_change_cancelled", HOUR, {}),
    )
    assert () == told(PLAN_CHANGES, *events).pauses


def test_every_case_of_a_journal_is_told_once() -> None:
    """Cases of processes that are not measured are passed over, pages are joined (KPI-03)."""
    journal = InMemoryJournal()
    for number in range(7):
        process = ("order", "receivable")[number % 2]
        event = happened(process, ("order_received", HOUR, {}))[0]
        case = f"case-{number}"
        recorded = Recorded(
            process, case, 1, event.at, "a", "sales", f"c-{number}", event.type, event.body
        )
        who = (f"c-{number}", "a", "sales", event.at, event.at)
        answer = Answer(*who, "{}", "print", "{}")
        journal.append(Entry(process, case, 0, answer, (recorded,)))
    assert 4 == len(list(requests_of(journal, MEASURED)))


@pytest.mark.parametrize(
    ("measured", "lifecycle"),
    [(ORDERS, ORDER), (TRANSFERS, TRANSFER), (PLAN_CHANGES, PLAN_CHANGE), (CLAIMS, CLAIM)],
    ids=lambda value: getattr(value, "process", "table"),
)
def test_what_is_measured_is_what_the_process_records(measured: Measured, lifecycle: Any) -> None:
    """Every event that is named is one that the table emits."""
    check_measured(measured, lifecycle)


def test_what_is_measured_of_every_operator_is_recorded_there() -> None:
    """The declarations fit the tables of every data pack."""
    by_process = {measured.process: measured for measured in MEASURED}
    tables = [
        (by_process[name], process.lifecycle)
        for operator in OPERATORS.values()
        for name, process in operator.by_name.items()
        if name in by_process
    ]
    assert tables
    for measured, lifecycle in tables:
        check_measured(measured, lifecycle)


@pytest.mark.parametrize(
    "measured",
    [
        Measured("order", (str,), (), ()),
        Measured("order", (), (order.OrderFailed,), ()),
        Measured("order", (order.OrderReceived,), (), (order.OrderFailed,)),
        Measured("order", (order.OrderReceived, Where(str, "a", "b")), (), ()),
        Measured(
            "order", (order.OrderReceived,), (), (), labels=(Label("a", "b", frozenset({int})),)
        ),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(measured: Measured) -> None:
    """Unknown events, nothing that opens, or an effective end that is none, are named."""
    with pytest.raises(BrokenDefinition, match="order"):
        check_measured(measured, ORDER)


def test_ends_can_be_taken_from_the_table() -> None:
    """The events that lead into some stages from outside are found in the table itself."""
    ends = frozenset({order.OrderCompleted, order.OrderPartlyCompleted})
    assert ends == closing_into(ORDER, DONE)


def test_a_label_can_be_the_role() -> None:
    """Who acts, and in which role, are labels as well."""
    role = Label("by", Told.ROLE)
    measured = Measured("order", (order.OrderReceived,), (), (), labels=(role,))
    assert "sales" == told(measured, ("order_received", TICK, {})).labels["by"]


class Own(Parcels):
    measured = Measured("parcel", opens=(Weighed,), closes=(Delivered,), effective=(Delivered,))


class Mistaken(Parcels):
    measured = Measured("parcel", opens=(order.OrderReceived,), closes=(), effective=())


def test_a_process_of_ones_own_says_how_it_is_measured() -> None:
    """OPN-07: its declaration is taken beside ours, and one that does not fit its table is not."""
    assert (ORDERS, Own.measured) == measured_of((PERU.by_name["order"], Own()))
    with pytest.raises(BrokenDefinition):
        measured_of((Mistaken(),))


def test_a_process_that_nobody_measures_is_left_out() -> None:
    """Nothing is counted of a process that says nothing."""
    assert () == measured_of((Parcels(),))
