"""Who may do what in which stage, by hand; every row of the table walked; laws of all states."""

from collections.abc import Iterable
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Door, Envelope, Lifecycle, Role
from order_to_cash.domain.transfer import Feasibility, Outcome, Stage, Step, Transfer
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer.lifecycle import LIFECYCLE
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import World, explore, survivors
from order_to_cash.testing.mutants import door_mutants
from tests.transfer import samples as s

ROWS: Final = """
NEW RequestTransfer TransferReceived RECEIVED
RECEIVED RequestTransfer DataMissing WAITING +
WAITING CompleteData DataCorrected WAITING
WAITING CompleteData DataCompleted RECEIVED
RECEIVED AssignTransfer TransferAssigned IN_REVIEW
IN_REVIEW RecordStep StepRecorded IN_REVIEW
IN_REVIEW ReportFeasibility FeasibilityReported IN_REVIEW
IN_REVIEW PresentRequirements RequirementsPresented IN_REVIEW
IN_REVIEW ReportFeasibility TransferApproved IN_EXECUTION +
IN_REVIEW PresentRequirements TransferApproved IN_EXECUTION +
IN_REVIEW ReportFeasibility TransferRefused NOT_POSSIBLE +
IN_REVIEW PresentRequirements TransferRefused NOT_POSSIBLE +
IN_EXECUTION RecordStep StepRecorded IN_EXECUTION
IN_EXECUTION RecordStep ConsentRefused WITHDRAWN
IN_EXECUTION IssueWorkOrders WorkOrdersIssued IN_EXECUTION
IN_EXECUTION ConfirmSummary SummaryConfirmed IN_EXECUTION
IN_EXECUTION ConfirmSummary SummaryRejected WAITING
RECEIVED PayFee FeePaid RECEIVED
IN_REVIEW PayFee FeePaid IN_REVIEW
IN_EXECUTION PayFee FeePaid IN_EXECUTION
RECEIVED WaiveFee FeeWaived RECEIVED
IN_REVIEW WaiveFee FeeWaived IN_REVIEW
IN_EXECUTION WaiveFee FeeWaived IN_EXECUTION
IN_EXECUTION RecordStep ProcedureFinished INSTALLING +
IN_EXECUTION IssueWorkOrders ProcedureFinished INSTALLING +
IN_EXECUTION SettleEquipment EquipmentSettled IN_EXECUTION
INSTALLING SettleEquipment EquipmentSettled INSTALLING
IN_EXECUTION ReportOff ServiceOff IN_EXECUTION
INSTALLING ReportOff ServiceOff INSTALLING
IN_EXECUTION ReportOn ServiceOn IN_EXECUTION
INSTALLING ReportOn ServiceOn INSTALLING
INSTALLING RecordStep TransferCompleted COMPLETED +
INSTALLING SettleEquipment TransferCompleted COMPLETED +
INSTALLING ReportOn TransferCompleted COMPLETED +
WAITING CancelTransfer TransferCancelled CANCELLED
RECEIVED CancelTransfer TransferCancelled CANCELLED
IN_REVIEW CancelTransfer TransferCancelled CANCELLED
IN_EXECUTION CancelTransfer TransferCancelled CANCELLED
"""
"""The table by hand; `+` marks a row that only continues a command."""

WHO: Final = {
    c.RequestTransfer: {s.CARE, s.SALES},
    c.CompleteData: {s.CARE, s.SALES, s.ADVISOR},
    c.AssignTransfer: {s.HEAD, s.LEAD},
    c.ReportFeasibility: {s.SALES, s.ADVISOR},
    c.PresentRequirements: {s.SALES, s.ADVISOR},
    c.RecordStep: {s.SALES, s.OFFICE, s.ADVISOR},
    c.ConfirmSummary: {s.ADVISOR},
    c.PayFee: {s.CASHIER},
    c.WaiveFee: {s.HEAD, s.LEAD},
    c.IssueWorkOrders: {s.OFFICE, s.ADVISOR},
    c.SettleEquipment: {s.FIELD, s.OFFICE, s.ADVISOR},
    c.ReportOff: {s.FIELD},
    c.ReportOn: {s.FIELD},
    c.CancelTransfer: {s.CARE, s.SALES, s.ADVISOR},
}
"""Who may give each command in some procedure, by hand."""


def test_the_door_of_each_role_is_a_persons() -> None:
    """TRU-04: who acts on a transfer is a person, at a desk, at the till or in the field."""
    by_hand = {(command, role): Door.PERSON for command, roles in WHO.items() for role in roles}

    def check_doors(table: Lifecycle[Any, Any, Any]) -> None:
        assert by_hand == dict(table.doors)

    check_doors(LIFECYCLE)
    assert () == survivors(LIFECYCLE, check_doors, mutants=door_mutants)


def check(lifecycle: Lifecycle[Any, Any, Any]) -> None:
    """Compare a table with the one above."""
    by_hand = {tuple(line.rstrip(" +").split()) for line in ROWS.strip().splitlines()}
    more = {tuple(line.rstrip(" +").split()) for line in ROWS.splitlines() if line.endswith("+")}
    table = {
        (a.source.name, a.command.__name__, a.event.__name__, a.target.name): a.first
        for a in lifecycle.arrows
    }
    assert Stage.NEW is lifecycle.start
    assert by_hand == table.keys()
    assert len(by_hand) == len(lifecycle.arrows)
    assert more == {row for row, first in table.items() if not first}
    assert {k: frozenset(v) for k, v in WHO.items()} == dict(lifecycle.roles)


def test_the_table_is_the_one_written_by_hand() -> None:
    """Rows, roles, start: each cell as the source has it (TRF-25)."""
    check(LIFECYCLE)


def test_a_table_that_differs_in_one_cell_is_noticed() -> None:
    """No changed role, row or start survives the comparison."""
    assert () == survivors(LIFECYCLE, check)


def offered(number: int) -> Iterable[Envelope[c.Command]]:
    """What people try at any time in one procedure: right steps, wrong turns, ends."""
    bare = s.request(number, mobile=None)
    roles = dict(s.BY_HAND[number])
    yield from s.steps(number)
    yield from s.outside(number)
    yield s.envelope(roles[Step.RECEIVE], c.RequestTransfer(bare))
    yield s.envelope(s.CARE, c.CompleteData(hours="10-11"))
    yield s.envelope(s.CARE, c.CompleteData(mobile=s.SECRET))
    nowhere = c.ReportFeasibility(Feasibility(in_zone=False, feasible=False))
    yield s.envelope(roles[Step.FEASIBILITY], nowhere)
    cash = c.PresentRequirements(s.presented(pays_cash=True))
    yield s.envelope(roles[Step.REQUIREMENTS], cash)
    debt = c.PresentRequirements(s.presented(overdue=s.CENT))
    yield s.envelope(roles[Step.REQUIREMENTS], debt)
    yield s.envelope(s.CASHIER, c.PayFee("R-1", s.FEE))
    yield s.envelope(s.HEAD, c.WaiveFee("reason"))
    yield s.envelope(s.ADVISOR, c.ConfirmSummary(confirmed=False))
    yield s.envelope(s.ADVISOR, c.CancelTransfer("reason"))
    yield s.envelope(s.ADVISOR, s.NO_CONSENT)


def worlds() -> Iterable[World[Any, Any, Any]]:
    """All that can be reached in each procedure, the summary rejected at most once."""
    for number in s.BY_HAND:
        envelopes = tuple(offered(number))

        def offer(
            state: Transfer, envelopes: tuple[Envelope[c.Command], ...] = envelopes
        ) -> Iterable[Envelope[c.Command]]:
            again = c.ConfirmSummary(confirmed=False)
            return (e for e in envelopes if not (state.rounds and e.command == again))

        yield explore(PROCESS, offer, invariants=INVARIANTS, limit=20_000)


def never_two_services(transfer: Transfer) -> bool:
    """The new service is on only if the old one was off by then."""
    field = transfer.field
    return field.on is None or (field.off is not None and field.off <= field.on)


def removal_follows_the_review(transfer: Transfer) -> bool:
    """Nothing is withdrawn or ordered before the new address is feasible."""
    late = {Step.WITHDRAW_PRODUCT, Step.TRANSFER_PRODUCT, Step.WORK_ORDERS} & {*transfer.done}
    found = transfer.feasibility
    return not late or bool(found is not None and found.in_zone and found.feasible)


def every_item_has_an_end(transfer: Transfer) -> bool:
    """A completed transfer has each loaned item carried, recovered with its form, or charged."""
    if transfer.stage is not Stage.COMPLETED:
        return True
    ended = {item.code: item for item in transfer.field.settled}
    return all(
        (item := ended.get(lent.code)) is not None
        and (item.outcome is not Outcome.RECOVERED or item.form is not None)
        and (item.outcome is not Outcome.CHARGED or item.charge is not None)
        for lent in transfer.request.equipment
    )


def steps_keep_their_order(transfer: Transfer) -> bool:
    """What is done is the procedure's order, with nothing twice."""
    rows = s.BY_HAND.get(transfer.procedure, ())
    places = [[step for step, _ in rows].index(step) for step in transfer.done]
    return places == sorted(set(places))


INVARIANTS: Final = (
    never_two_services,
    removal_follows_the_review,
    every_item_has_an_end,
    steps_keep_their_order,
)


def test_every_row_is_walked_and_nothing_is_stuck() -> None:
    """All four procedures, all turns: each row happens, each state has a way to an end (TRF-25)."""
    missed = set(LIFECYCLE.arrows)
    for world in worlds():
        assert () == world.stuck()
        missed &= set(world.rows_not_taken(LIFECYCLE))
    assert set() == missed


@given(st.sampled_from((1, 2, 3, 4)), st.data())
def test_laws_hold_in_whatever_order_people_act(number: int, data: st.DataObject) -> None:
    """Any commands in any order by any roles keep the invariants (TRF-21, TRF-25, TRF-27)."""
    envelopes = list(offered(number))
    state, process = PROCESS.initial, PROCESS
    for envelope in data.draw(st.lists(st.sampled_from(envelopes), max_size=30)):
        role = data.draw(st.sampled_from((envelope.role, *Role)))
        if not process.lifecycle.allows(type(envelope.command), role):
            continue
        if not process.lifecycle.welcomes(state.stage, type(envelope.command)):
            continue
        answer = process.decide(state, s.envelope(role, envelope.command, envelope.at))
        if isinstance(answer, tuple):
            for event in answer:
                state = process.evolve(state, event)
        assert all(law(state) for law in INVARIANTS)
