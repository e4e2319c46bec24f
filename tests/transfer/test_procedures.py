"""The four procedures, step by step: order, roles, records, charge, work orders, equipment."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve as changed

from order_to_cash.domain.core import BrokenDefinition, Language, Moved, Refusal, Role, Sensitive
from order_to_cash.domain.trade import (
    ChargeForm,
    ChargeOnce,
    Notice,
    Notify,
    OpenWorkOrder,
    RemoveService,
)
from order_to_cash.domain.transfer import (
    Fate,
    FormKind,
    Place,
    PlanGeneration,
    PrintedForm,
    Procedure,
    Row,
    Stage,
    Step,
    Technology,
)
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import records as r
from order_to_cash.domain.transfer.procedures import RECORDED
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.transfer import samples as s

NUMBERS = (1, 2, 3, 4)
PROCEDURES = {p.number: p for p in PROCESS.settings.procedures}


def told(number: int) -> tuple[Any, list[Any]]:
    """The story of a procedure straight through to the end, and every message it sends."""
    story: Story[Any, Any, Any] = Story(PROCESS)
    messages: list[Any] = []
    for envelope in (*s.steps(number), *s.outside(number)):
        story = story.when(envelope)
        assert isinstance(story.outcome, Moved), story.outcome
        messages += story.outcome.messages
    return story, messages


def of(kind: type, messages: list[Any]) -> list[Any]:
    """The messages of one kind."""
    return [message for message in messages if isinstance(message, kind)]


def refusal(story: Story[Any, Any, Any]) -> Refusal:
    """Why the last command was refused."""
    assert isinstance(story.outcome, Refusal)
    return story.outcome


@pytest.mark.parametrize("number", NUMBERS)
def test_each_procedure_goes_straight_through(number: int) -> None:
    """From the request to the service at the new address, with nothing left open (TRF-01)."""
    told(number)[0].reaches(Stage.COMPLETED)


@pytest.mark.parametrize(
    ("origin", "destination"),
    list(product([Place(z, t) for z in ("own", "boot", "other") for t in Technology], repeat=2)),
)
def test_origin_and_destination_give_the_procedure(origin: Place, destination: Place) -> None:
    """Each pair has its procedure, or is refused naming all four (TRF-01, TRF-02)."""
    by_hand = {ends: number for number, ends in s.ENDS.items()}
    number = by_hand.get((origin, destination))
    asked = s.request(1, origin=origin, destination=destination)
    role = s.SALES if number in (3, 4) else s.CARE
    story = Story(PROCESS).when(s.envelope(role, c.RequestTransfer(asked)))
    if number is None:
        story.refused("transfer.no-procedure")
        assert all(f"{n}: " in refusal(story).text() for n in NUMBERS)
    else:
        assert number == story.state.procedure
        changes = origin.technology is not destination.technology
        assert changes == PROCEDURES[number].changes_technology


@pytest.mark.parametrize("plan", [None, *PlanGeneration])
def test_plans_of_both_generations_are_covered(plan: PlanGeneration | None) -> None:
    """FTTH plans, old and new, go by the same procedure (TRF-01)."""
    asked = s.request(2, origin=changed(s.OWN_FTTH, plan=plan))
    story = Story(PROCESS).when(s.envelope(s.CARE, c.RequestTransfer(asked)))
    assert 2 == story.state.procedure


def test_all_missing_data_are_named_at_once() -> None:
    """Contract, name, mobile and hours are asked for together, then the case goes on (TRF-03)."""
    bare = s.request(1, contract=None, customer=None, mobile=None, hours="")
    story = Story(PROCESS).when(s.envelope(s.CARE, c.RequestTransfer(bare)))
    story.reaches(Stage.WAITING)
    assert isinstance(story.outcome, Moved)
    (missing,) = of(e.DataMissing, list(story.outcome.events))
    codes = ["transfer.contract", "transfer.customer", "transfer.mobile", "transfer.hours"]
    assert codes == [finding.rule for finding in missing.decision.obstacles]
    story = story.when(s.envelope(s.CARE, c.CompleteData(contract="C-1", hours="9-12")))
    story.reaches(Stage.WAITING)
    rest = c.CompleteData(customer=Sensitive("N"), mobile=Sensitive("7"))
    story.when(s.envelope(s.CARE, rest)).reaches(Stage.RECEIVED)


@pytest.mark.parametrize(("number", "head"), [(1, s.HEAD), (2, s.HEAD), (3, s.LEAD), (4, s.LEAD)])
def test_the_form_goes_to_whoever_assigns(number: int, head: Role) -> None:
    """The customer is told the cost, and the head or lead gets the form (TRF-04, TRF-05)."""
    _, messages = told(number)
    notices = {m.notice: m for m in of(Notify, messages)}
    assert head.value == notices[Notice.TRANSFER_TO_ASSIGN].to
    assert ("total", s.FEE) in notices[Notice.TRANSFER_COST].values
    assert "V-1" == notices[Notice.TRANSFER_ASSIGNED].to


@pytest.mark.parametrize("number", NUMBERS)
def test_steps_follow_the_procedures_order(number: int) -> None:
    """At each step every other step is refused, naming the one that is next (TRF-25)."""
    for step, role in s.BY_HAND[number]:
        if step in (Step.RECEIVE, Step.CASHIER):
            continue
        story = s.before(number, step)
        assert step is PROCESS.next_step(story.state)
        for other, kind in RECORDED.items():
            wrong = story.when(s.envelope(s.ADVISOR, c.RecordStep(other, kind())))
            if other is not step:
                assert isinstance(wrong.outcome, Refusal)
                assert wrong.outcome.code in ("transfer.wrong-step", "process.wrong-stage")
        right = story.when(s.envelope(role, s.command(number, step)))
        assert isinstance(right.outcome, Moved)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_step_is_for_its_role(number: int) -> None:
    """Every role but the one written by hand is refused at every step (TRF-25)."""
    for step, right in s.BY_HAND[number]:
        if step is Step.CASHIER:
            continue
        story = s.before(number, step)
        for role in Role:
            outcome = story.when(s.envelope(role, s.command(number, step))).outcome
            assert (role is right) == isinstance(outcome, Moved)


CASES = [
    (number, step, field)
    for number, procedure in PROCEDURES.items()
    for row in procedure.rows
    for step in (row.step,)
    for field in row.records
    if step is not Step.CASHIER
]


@pytest.mark.parametrize(("number", "step", "field"), CASES)
def test_a_step_records_each_of_its_fields(number: int, step: Step, field: str) -> None:
    """A record without one field is refused naming it.

    TRF-08 to TRF-12, TRF-15, TRF-17, TRF-19, TRF-22 to TRF-24.
    """
    row = PROCEDURES[number].row(step)
    assert row is not None
    blank: Any = () if field in {"components", "forms"} else None
    record = changed(s.RECORDS[number, step], **{field: blank})
    story = s.before(number, step).when(s.envelope(row.role, c.RecordStep(step, record)))
    story.refused("transfer.left-out")
    assert (field,) == dict(refusal(story).values)["missing"]


@pytest.mark.parametrize(
    ("number", "step", "kind"), sorted({(n, st, RECORDED[st]) for n, st, _ in CASES}, key=str)
)
def test_everything_that_is_left_out_is_named_at_once(
    number: int, step: Step, kind: type[r.Record]
) -> None:
    """An empty record is answered with all fields of its row (TRF-09, TRF-15, TRF-17, TRF-23)."""
    row = PROCEDURES[number].row(step)
    assert row is not None
    story = s.before(number, step).when(s.envelope(row.role, c.RecordStep(step, kind())))
    story.refused("transfer.left-out")
    assert row.records == dict(refusal(story).values)["missing"]


def test_the_rows_hold_what_the_source_names() -> None:
    """The fields of the main entries, by hand from 004 (TRF-09, TRF-12, TRF-15, TRF-17, TRF-23)."""
    rows = {(n, row.step): set(row.records) for n, p in PROCEDURES.items() for row in p.rows}
    category = {"category", "subcategory"}
    withdrawn = {"seller", "unticked", "agreements_reviewed", "motive", "cause", "observation"}
    assert withdrawn | category == rows[1, Step.WITHDRAW_PRODUCT]
    added = {"seller", "plan", "nplay", "technical_data", "observation"}
    assert added | category == rows[1, Step.ADD_PRODUCT]
    place = {"location", "district", "street"}
    moved = place | {"seller", "network_box", "technical_data", "observation"} | category
    assert moved == rows[2, Step.TRANSFER_PRODUCT]
    sold = {"contract", "plan", "components", "summary_confirmed", "cart_checked", "observation"}
    assert place | category | sold == rows[3, Step.TRANSFER_PRODUCT]
    assert place | category | sold | {"unticked", "motive"} == rows[4, Step.TRANSFER_PRODUCT]
    again = {"plan", "components", "devices", "extras_confirmed", "cart_checked", "observation"}
    assert place | category | again == rows[4, Step.ADD_PRODUCT]
    assert {"address", "screen_refreshed"} == rows[1, Step.CHANGE_ADDRESS]
    assert {"address", "screen_refreshed"} == rows[2, Step.CHANGE_ADDRESS]


@pytest.mark.parametrize(
    ("number", "step", "field", "value"),
    [
        (1, Step.WITHDRAW_PRODUCT, "category", "commercial"),
        (1, Step.WITHDRAW_PRODUCT, "motive", "other"),
        (1, Step.WITHDRAW_PRODUCT, "cause", "other"),
        (2, Step.TRANSFER_PRODUCT, "subcategory", "special"),
        (4, Step.TRANSFER_PRODUCT, "motive", "other"),
        (1, Step.CHARGE, "value_to_collect", s.CENT),
        (1, Step.CHARGE, "cause", "other"),
        (4, Step.CHARGE, "received_at", "elsewhere"),
        (1, Step.TO_INSTALLATION, "to", "elsewhere"),
        (4, Step.TO_CLAIMS, "to", "elsewhere"),
    ],
)
def test_values_that_the_procedure_fixes_are_kept(
    number: int, step: Step, field: str, value: Any
) -> None:
    """Motive, cause, category and claim are as the source says.

    TRF-09, TRF-14, TRF-15, TRF-22, TRF-24.
    """
    row = PROCEDURES[number].row(step)
    assert row is not None
    record = changed(s.RECORDS[number, step], **{field: value})
    story = s.before(number, step).when(s.envelope(row.role, c.RecordStep(step, record)))
    story.refused("transfer.other-value")


def test_the_category_of_a_company_stays() -> None:
    """A legal entity is never made residential, and needs no category there (TRF-09)."""
    company = c.PresentRequirements(s.COMPANY)
    story = s.before(1, Step.WITHDRAW_PRODUCT, company)
    as_written = c.RecordStep(Step.WITHDRAW_PRODUCT, s.PRODUCT)
    story.when(s.envelope(s.OFFICE, as_written)).refused("transfer.category-stays")
    without = changed(s.PRODUCT, category=None, subcategory=None)
    kept = story.when(s.envelope(s.OFFICE, c.RecordStep(Step.WITHDRAW_PRODUCT, without)))
    assert isinstance(kept.outcome, Moved)
    person = s.before(1, Step.WITHDRAW_PRODUCT)
    left = person.when(s.envelope(s.OFFICE, c.RecordStep(Step.WITHDRAW_PRODUCT, without)))
    left.refused("transfer.left-out")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_fee_reaches_billing_exactly_once(number: int) -> None:
    """The tariff's amount is charged once; a claim carries both its figures (TRF-14, TRF-24).

    PRI-04: of 200.00 with 13 % reckoned inside, 26.00 are tax.
    """
    (charge,) = of(ChargeOnce, told(number)[1])
    assert (s.FEE, s.bob("26.00")) == (charge.amount, charge.tax)
    if number in (1, 4):
        kind, cause = ("charges", "observed amounts")
        places = ("F-1", "customer assistance", kind, cause)
        assert ChargeForm(*places, s.NOTHING, s.FEE, "transfer") == charge.form
    else:
        assert charge.form is None


def test_the_claim_shows_the_fee() -> None:
    """A claim over a cent more or less than the fee is refused (TRF-14)."""
    for observed in (s.FEE - s.CENT, s.FEE + s.CENT):
        record = changed(s.CLAIM, observed=observed)
        story = s.before(1, Step.CHARGE)
        story.when(s.envelope(s.OFFICE, c.RecordStep(Step.CHARGE, record))).refused(
            "transfer.claim-amount"
        )


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (1, [OpenWorkOrder, RemoveService]),
        (2, [OpenWorkOrder]),
        (3, [OpenWorkOrder, RemoveService]),
        (4, [RemoveService, OpenWorkOrder]),
    ],
)
def test_work_orders_are_those_of_the_procedure(number: int, kinds: list[type]) -> None:
    """Each procedure's additions and withdrawals go to the technical team (TRF-13, TRF-21)."""
    orders = [m for m in told(number)[1] if isinstance(m, OpenWorkOrder | RemoveService)]
    assert kinds == [type(order) for order in orders]
    origin, destination = s.ENDS[number]
    for order in orders:
        place = origin if isinstance(order, RemoveService) else destination
        assert (place.zone, place.technology.value) == (order.zone, order.technology)


@pytest.mark.parametrize(("number", "fate"), [(2, "carry"), (3, "carry"), (4, "recover")])
def test_the_customer_is_told_about_the_equipment(number: int, fate: str) -> None:
    """Carry it along, or give it back to the technician (TRF-16, TRF-22)."""
    notices = [m for m in of(Notify, told(number)[1]) if m.notice is Notice.TRANSFER_EQUIPMENT]
    assert [fate] == [dict(m.values)["fate"] for m in notices]


def test_copper_equipment_is_recovered_at_the_installation() -> None:
    """In procedure 1 the technician collects it; it cannot be carried along (TRF-10)."""
    assert Fate.RECOVER is PROCEDURES[1].fate
    story = s.before(1, Step.CHARGE)
    carried = c.SettleEquipment((s.CARRIED,))
    story.when(s.envelope(s.FIELD, carried)).refused("transfer.cannot-carry")


@pytest.mark.parametrize("number", [3, 4])
def test_a_summary_that_is_not_confirmed_goes_back_to_the_data(number: int) -> None:
    """Everything is looked at again, and the fee is charged once all the same (TRF-18)."""
    story = s.before(number, Step.SUMMARY)
    story = story.when(s.envelope(s.ADVISOR, c.ConfirmSummary(confirmed=False)))
    story.reaches(Stage.WAITING)
    assert (1, None, None) == (story.state.rounds, story.state.feasibility, story.state.presented)
    story = story.when(s.envelope(s.SALES, c.CompleteData(services=("cable_tv", "internet"))))
    charges: list[Any] = []
    for step, role in s.BY_HAND[number][1:]:
        if step in (Step.CASHIER, Step.CHARGE, Step.TO_CLAIMS):
            continue
        story = story.when(s.envelope(role, s.command(number, step)))
        assert isinstance(story.outcome, Moved), story.outcome
        charges += of(ChargeOnce, list(story.outcome.messages))
    assert s.bob("400.00") == story.state.fee.quote.total
    assert ([s.bob("400.00")] if number == 3 else []) == [charge.amount for charge in charges]


def test_the_confirmed_price_stays_with_its_tariff_line() -> None:
    """What was confirmed is what is charged, with the day and clause of its line (TRF-18)."""
    story = s.before(3, Step.PRINT)
    assert isinstance(story.outcome, Moved)
    (confirmed,) = story.outcome.events
    (line,) = confirmed.quote.lines
    assert ("internet", s.FEE, "anexo 2") == (line.service, line.amount, line.clause.section)


@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize("copies", [(0, 1), (1, 0), (2, 1), (1, 2)])
def test_one_original_and_one_copy_of_each_document(
    kind: FormKind, copies: tuple[int, int]
) -> None:
    """Request, contract and loan contract in one original and one copy each (TRF-19, TRF-26)."""
    forms = tuple(PrintedForm(k, *(copies if k is kind else (1, 1))) for k in FormKind)
    printed = c.RecordStep(Step.PRINT, r.Printed(forms))
    story = s.before(3, Step.PRINT).when(s.envelope(s.ADVISOR, printed))
    story.refused("transfer.forms-missing")
    assert (kind.value,) == dict(refusal(story).values)["forms"]


def test_no_loan_contract_without_loaned_equipment() -> None:
    """The loan-for-use contract is filled in where it applies (TRF-19)."""
    without = c.RequestTransfer(s.request(3, equipment=()))
    story: Story[Any, Any, Any] = Story(PROCESS).when(s.envelope(s.SALES, without))
    for step, role in s.BY_HAND[3][1:7]:
        if step is not Step.TELL_EQUIPMENT:
            story = story.when(s.envelope(role, s.command(3, step)))
    two = (FormKind.SERVICE_REQUEST, FormKind.SERVICE_CONTRACT)
    printed = r.Printed(tuple(PrintedForm(kind, 1, 1) for kind in two))
    story = story.when(s.envelope(s.ADVISOR, c.RecordStep(Step.PRINT, printed)))
    assert isinstance(story.outcome, Moved)


def test_cash_is_paid_at_the_cashier_before_the_work_orders() -> None:
    """Who pays cash goes to the cashier; a cent less leaves the step open (TRF-20)."""
    cash = c.PresentRequirements(s.presented(pays_cash=True))
    story = s.before(3, Step.WORK_ORDERS, cash)
    orders = s.envelope(s.ADVISOR, c.IssueWorkOrders(s.NOTHING))
    story.when(orders).refused("transfer.wrong-step")
    most = story.when(s.envelope(s.CASHIER, c.PayFee("R-1", s.FEE - s.CENT)))
    most.when(orders).refused("transfer.wrong-step")
    paid = most.when(s.envelope(s.CASHIER, c.PayFee("R-2", s.CENT))).when(orders)
    assert isinstance(paid.outcome, Moved)
    assert [] == of(ChargeOnce, list(paid.outcome.messages))
    for receipt, amount, code in (
        ("R-1", s.CENT, "transfer.receipt-known"),
        ("R-3", s.CENT * 2, "transfer.too-much"),
        ("R-3", s.NOTHING, "transfer.amount-not-positive"),
    ):
        most.when(s.envelope(s.CASHIER, c.PayFee(receipt, amount))).refused(code)


def test_a_waiver_has_a_name_and_a_reason() -> None:
    """Nothing is free by a zero on the claim: only a named waiver stops the charge (TRF-14)."""
    story = s.before(1, Step.CHARGE)
    story.when(s.envelope(s.HEAD, c.WaiveFee("late"))).refused("transfer.charged-already")
    early = s.before(1, Step.WORK_ORDERS).when(s.envelope(s.HEAD, c.WaiveFee("our fault")))
    for step in (Step.WORK_ORDERS, Step.CHARGE):
        early = early.when(s.envelope(s.OFFICE, s.command(1, step)))
        assert isinstance(early.outcome, Moved)
        assert [] == of(ChargeOnce, list(early.outcome.messages))
    waiver = early.state.fee.waiver
    assert ("somebody", "our fault") == (waiver.actor, waiver.reason)


@pytest.mark.parametrize("number", NUMBERS)
def test_debt_that_falls_due_meanwhile_stops_the_work_orders(number: int) -> None:
    """The accounts are looked up again at the execution, to the cent (REQ-04)."""
    story = s.before(number, Step.WORK_ORDERS)
    role = dict(s.BY_HAND[number])[Step.WORK_ORDERS]
    late = story.when(s.envelope(role, c.IssueWorkOrders(s.CENT)))
    late.refused("transfer.accounts-in-arrears")
    assert "0.01 BOB" in refusal(late).text(Language.ES)
    paid = late.when(s.envelope(role, c.IssueWorkOrders(s.NOTHING)))
    assert isinstance(paid.outcome, Moved)


def test_a_review_that_lacks_a_fact_waits_for_it() -> None:
    """What nobody looked up yet is neither yes nor no; it can be given later (REQ-12)."""
    open_ = c.PresentRequirements(s.presented(overdue=None))
    story = s.before(1, Step.PRESALE, open_).reaches(Stage.IN_REVIEW)
    story.when(s.envelope(s.SALES, c.PresentRequirements(s.presented()))).reaches(
        Stage.IN_EXECUTION
    )


def test_the_gap_between_the_services_is_reported() -> None:
    """Never two services at once; the time without one is kept (TRF-21)."""
    story = s.before(1, Step.CHARGE)
    off, on = s.AT + timedelta(seconds=10), s.AT + timedelta(seconds=70)
    new = s.envelope(s.FIELD, c.ReportOn(on), s.LATER)
    story.when(new).refused("transfer.still-on")
    story = story.when(s.envelope(s.FIELD, c.ReportOff(off), s.LATER))
    early = s.envelope(s.FIELD, c.ReportOn(off - timedelta(seconds=1)), s.LATER)
    story.when(early).refused("transfer.still-on")
    story.when(new).then(e.ServiceOn(on, 60))
    seamless = s.envelope(s.FIELD, c.ReportOn(off), s.LATER)
    story.when(seamless).then(e.ServiceOn(off, 0))
    again = s.envelope(s.FIELD, c.ReportOff(off), s.LATER)
    story.when(again).refused("transfer.reported-already")


def test_nothing_happens_outside_without_a_work_order() -> None:
    """No service goes off, and no item is settled, before the orders are out (TRF-21)."""
    story = s.before(1, Step.WORK_ORDERS)
    for command in (c.ReportOff(s.AT), c.ReportOn(s.AT), c.SettleEquipment((s.RECOVERED,))):
        story.when(s.envelope(s.FIELD, command)).refused("transfer.orders-not-out")
    after = s.before(1, Step.CHARGE)
    for since in (s.AT - timedelta(seconds=1), s.LATER + timedelta(seconds=1)):
        late = s.envelope(s.FIELD, c.ReportOff(since), s.LATER)
        after.when(late).refused("transfer.not-yet")
    cancel = s.envelope(s.ADVISOR, c.CancelTransfer("no"))
    after.when(cancel).refused("transfer.orders-out")
    story.when(cancel).reaches(Stage.CANCELLED)


@pytest.mark.parametrize("field", ["technician", "zone", "project", "description", "received_by"])
def test_the_recovered_form_is_complete(field: str) -> None:
    """Each field of the form is asked for by name (TRF-27)."""
    lacking = changed(s.RECOVERED, form=s.form(**{field: ""}))
    story = s.before(1, Step.CHARGE)
    story = story.when(s.envelope(s.FIELD, c.SettleEquipment((lacking,))))
    story.refused("transfer.form-incomplete")
    assert (field,) == dict(refusal(story).values)["missing"]


def test_a_transfer_ends_only_when_every_item_has_ended() -> None:
    """An item is carried, recovered or charged, once; a charge goes to billing (TRF-27)."""
    story: Story[Any, Any, Any] = Story(PROCESS)
    for envelope in (*s.steps(2), *tuple(s.outside(2))[:2]):
        story = story.when(envelope)
    story.reaches(Stage.INSTALLING)
    free = changed(s.CHARGED, charge=s.NOTHING)
    story.when(s.envelope(s.OFFICE, c.SettleEquipment((free,)))).refused("transfer.no-item-charge")
    twice = c.SettleEquipment((s.CHARGED, s.CHARGED))
    story.when(s.envelope(s.OFFICE, twice)).refused("transfer.unknown-item")
    story = story.when(s.envelope(s.OFFICE, c.SettleEquipment((s.CHARGED,))))
    story.reaches(Stage.COMPLETED).sends(ChargeOnce("A-1", s.bob("350.00"), "equipment E-1"))


def test_a_table_of_steps_is_checked_when_it_is_built() -> None:
    """Repeated steps, unknown fields, removal before the review are refused at once (TRF-25)."""
    whole = PROCEDURES[1]
    rows = {row.step: row for row in whole.rows}
    withdrawal = rows[Step.WITHDRAW_PRODUCT]

    def rebuilt(*table: Row) -> Procedure:
        return changed(whole, rows=table)

    for table in (
        (*whole.rows, withdrawal),
        (changed(rows[Step.CONTACT], records=("nothing",)), *whole.rows[3:]),
        (withdrawal, *(row for row in whole.rows if row is not withdrawal)),
        whole.rows[:3],
    ):
        with pytest.raises(BrokenDefinition, match="procedure 1"):
            rebuilt(*table)
