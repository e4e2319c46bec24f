"""A customer who does not consent withdraws: told, put back, never counted as done (TRF-23)."""

from datetime import timedelta
from typing import Any

import pytest

from order_to_cash.analytics.history import request_of
from order_to_cash.analytics.measured import TRANSFERS
from order_to_cash.domain.core import BrokenDefinition, Language, Moved, changed
from order_to_cash.domain.trade import ChargeOnce, Notice, OpenWorkOrder, RefundPayment
from order_to_cash.domain.trade.notice_wording import worded
from order_to_cash.domain.transfer import Stage, Step
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import records as r
from order_to_cash.domain.transfer.lifecycle import LIFECYCLE
from order_to_cash.operators.bolivia_returns import BOOT_TO_COPPER
from order_to_cash.ports import Recorded
from order_to_cash.testing import Story
from tests.transfer import samples as s

NO = s.envelope(s.ADVISOR, s.NO_CONSENT, s.LATER + timedelta(days=2))
UNDO = (Step.TRANSFER_PRODUCT, Step.SIGN, Step.WORK_ORDERS, Step.ADD_PRODUCT)


def refused(story: Story[Any, Any, Any]) -> tuple[Any, ...]:
    """What is sent when the customer does not consent."""
    story = story.when(NO).then(e.ConsentRefused(UNDO)).reaches(Stage.WITHDRAWN)
    assert isinstance(story.outcome, Moved)
    return story.outcome.messages


def test_without_consent_the_customer_has_withdrawn() -> None:
    """TRF-23: a "no" at step 16 is an end of its own, with what has to be put back."""
    told, office, field = refused(s.before(4, Step.CONSENT))
    assert (Notice.TRANSFER_WITHDRAWN, "A-1") == (told.notice, told.to)
    assert [s.ADVISOR.value, s.FIELD.value] == [office.to, field.to]
    assert Stage.WITHDRAWN in LIFECYCLE.ends
    assert (
        "El cliente desistió del traslado T-1 al pedirle su consentimiento. Esto ya se hizo y se "
        "debe reponer:\n"
        "- traslado del producto\n- firma\n- órdenes de trabajo\n- alta del producto\n"
    ) == worded(office, Language.ES).body


def test_what_happened_outside_is_put_back() -> None:
    """TRF-22, TRF-23: service, equipment and money go back, and nothing was charged."""
    paid = s.envelope(s.CASHIER, c.PayFee("R-1", s.FEE))
    off, _, settled = s.outside(4)
    story = s.before(4, Step.WORK_ORDERS).when(paid)
    for step in (Step.WORK_ORDERS, Step.ADD_PRODUCT):
        story = story.when(s.envelope(s.ADVISOR, s.command(4, step)))
    for envelope in (off, settled):
        story = story.when(envelope)
    messages = refused(story)
    told = worded(messages[0], Language.EN).body
    assert "We give back the 200.00 BOB that you paid.\n" in told
    assert "A technician brings this equipment back: modem.\n" in told
    assert OpenWorkOrder("T-1", 1, "internet", "boot", "ftth") == messages[3]
    assert RefundPayment("A-1", s.FEE, "transfer T-1", tax=s.bob("26.00")) == messages[4]
    assert not any(isinstance(message, ChargeOnce) for message in messages)


@pytest.mark.parametrize(
    "record", [r.Consent(consents=False), r.Consent(data_shown=True), r.Consent()]
)
def test_a_no_needs_the_data_shown_and_an_answer(record: r.Consent) -> None:
    """TRF-23: nobody withdraws by a field that was left out."""
    given = s.envelope(s.ADVISOR, c.RecordStep(Step.CONSENT, record))
    s.before(4, Step.CONSENT).when(given).refused("transfer.left-out")


def test_a_withdrawn_transfer_is_over() -> None:
    """TRF-23: nothing more is recorded of it."""
    story = s.before(4, Step.CONSENT).when(NO)
    story.when(s.envelope(s.ADVISOR, s.command(4, Step.CONSENT))).refused("process.wrong-stage")


def recorded(kind: str, hours: int, body: str = "{}") -> Recorded:
    """An event of the case, some hours after the first."""
    at = s.AT + timedelta(hours=hours)
    return Recorded("transfer", "T-1", hours + 1, at, "somebody", "sales", "x", kind, body)


def test_the_indicator_does_not_count_it_as_done() -> None:
    """KPI-01: whoever signs and then does not consent was not attended effectively.

    The request ends with the "no", not with the form that was handed over before.
    """
    signed = (recorded("transfer_received", 0), recorded("step_recorded", 1, '{"step": "sign"}'))
    request = request_of(signed, TRANSFERS)
    assert request is not None
    assert (s.AT + timedelta(hours=1), True) == (request.closed, request.effective)
    request = request_of((*signed, recorded("consent_refused", 30)), TRANSFERS)
    assert request is not None
    assert (s.AT + timedelta(hours=30), False) == (request.closed, request.effective)


def test_no_procedure_charges_before_the_consent() -> None:
    """TRF-23, TRF-24: what ends at the consent has charged nothing, which the rows must show."""
    rows = {row.step: row for row in BOOT_TO_COPPER.rows}
    early = tuple(row for row in BOOT_TO_COPPER.rows if row.step is not Step.CHARGE)
    place = early.index(rows[Step.CONSENT])
    for table in (early, (*early[:place], rows[Step.CHARGE], *early[place:])):
        with pytest.raises(BrokenDefinition, match="procedure 4") as raised:
            changed(BOOT_TO_COPPER, rows=table)
        assert ["procedure.early"] == [problem.code for problem in raised.value.problems]


DEBT = c.PresentRequirements(s.presented(overdue=s.CENT))
ENDS: dict[Stage, c.Command] = {Stage.NOT_POSSIBLE: DEBT, Stage.CANCELLED: c.CancelTransfer("otro")}
PART = s.bob("150.00")


@pytest.mark.parametrize("paid", [None, PART])
@pytest.mark.parametrize("end", ENDS)
def test_what_was_paid_of_a_transfer_that_is_not_done_goes_back(end: Stage, paid: Any) -> None:
    """TRF-20: refused in the review or cancelled, it gives back what was paid, and its tax once.

    13 % of what is paid are the tax in it: 19.50 of 150.00.
    """
    story = s.before(3, Step.REQUIREMENTS)
    if paid is not None:
        story = story.when(s.envelope(s.CASHIER, c.PayFee("R-1", paid)))
    story = story.when(s.envelope(s.ADVISOR, ENDS[end])).reaches(end)
    assert isinstance(story.outcome, Moved)
    back = [one for one in story.outcome.messages if isinstance(one, RefundPayment)]
    due = RefundPayment("A-1", PART, "transfer T-1", tax=s.bob("19.50"))
    assert ([] if paid is None else [due]) == back
    told = [worded(one, Language.EN).body for one in story.outcome.messages if one not in back]
    said = ["We give back the 150.00 BOB that you paid." in body for body in told]
    assert [paid is not None] * (end is Stage.NOT_POSSIBLE) == said
