"""Credit as an order sees it: the answer of the account, an override, and answers that age."""

from datetime import datetime, timedelta

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Currency, Decision, Money, Override, Role, Verdict
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import CreditApproval, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.trade import AskTerms, Notice, Notify, Tell
from order_to_cash.operators.peru import ORDERS
from tests.processes import samples as s

HOLDS = timedelta(hours=72)
WINDOW = timedelta(days=5)


def asked(story: s.OrderStory) -> tuple[a.ReserveCredit, ...]:
    """What the account was asked by the last command."""
    requests = s.sent(story, a.ReserveCredit)
    assert all(isinstance(x, a.ReserveCredit) for x in requests)
    return requests


def test_a_financed_order_asks_the_account_for_its_total() -> None:
    """ORD-11: once verified, the order asks for credit for its total with tax."""
    story = s.verified(s.PHONE).reaches(Stage.IN_CREDIT)
    assert (a.ReserveCredit(s.ORDER, s.PHONE_TOTAL, None),) == asked(story)


def test_an_order_paid_up_front_needs_no_credit_and_says_so() -> None:
    """ORD-12: paid in full up front, credit is recorded as not applicable, and nobody is asked."""
    story = s.verified(s.PHONE, payment="up-front").reaches(Stage.IN_VALIDATION)
    (_, _, event) = s.moved(story).events
    assert isinstance(event, e.CreditNotRequired)
    (finding,) = event.decision.findings
    assert ("credit.needed", Verdict.PASS, False) == (
        finding.rule,
        finding.verdict,
        finding.applies,
    )
    assert "not applicable" in finding.text()
    assert () == asked(story)
    assert (AskTerms((), s.TODAY),) == s.sent(story, AskTerms)


def test_an_approved_order_goes_on_to_validation() -> None:
    """ORD-13: with the account's yes the order goes on, and the terms in force are asked for."""
    story = s.verified(s.PHONE, s.FIBRE).when(s.credit(amount=s.sol("1100.01")))
    answer = s.credit_answer(s.sol("1100.01"))
    approval = CreditApproval(answer.decision, answer.amount, s.NOON, s.NOON + HOLDS)
    story.then(e.CreditApproved(approval)).reaches(Stage.IN_VALIDATION)
    story.sends(AskTerms(("internet",), s.TODAY))
    assert s.NOON + HOLDS == ORDERS.next_check(story.state)


def test_a_declined_order_waits_for_an_override() -> None:
    """ORD-13: declined, the order does not go on; party and clock are told what that means."""
    story = s.declined().reaches(Stage.DECLINED)
    (told,) = s.sent(story, Notify)
    assert Notice.CREDIT_DECLINED is told.notice
    assert ["credit.limit"] == [finding.rule for finding in told.findings]
    assert s.NOON + WINDOW == dict(told.values)["closes"]
    assert s.NOON + WINDOW == ORDERS.next_check(story.state)
    for command in (c.ReportTerms(s.IN_FORCE), c.DecideFinancing(approved=True, reason="sí")):
        story.when(s.to_order(command)).refused("process.wrong-stage")


def test_a_source_that_cannot_be_reached_leaves_credit_pending() -> None:
    """ORD-02: without a credit line the answer is pending; asked again it can still be given."""
    unknown = s.credit(limit=None)
    story = s.verified(s.PHONE).when(unknown).reaches(Stage.IN_CREDIT)
    assert (e.CreditPending,) == s.kinds(story)
    story.when(unknown).reaches(Stage.IN_CREDIT)
    story.when(s.credit()).reaches(Stage.IN_VALIDATION)
    story.when(s.credit(limit=s.CENT)).reaches(Stage.DECLINED)


def test_an_override_asks_the_account_again() -> None:
    """ORD-13: an override is an event with actor, role, reason, ceiling and expiry."""
    story = s.declined().when(s.override(s.sol("1500.00"), s.NOON + s.DAY))
    made = Override(
        s.ANALYST,
        "credit_and_collections",
        "campaña de apertura",
        s.sol("1500.00"),
        s.NOON + s.DAY,
    )
    story.then(e.CreditOverridden(made)).reaches(Stage.IN_CREDIT)
    assert (a.ReserveCredit(s.ORDER, s.PHONE_TOTAL, made),) == asked(story)


def test_an_overridden_decision_shows_both() -> None:
    """ORD-13: the decision then reads declined, and overridden by whom, up to what, until when."""
    story = s.went(s.declined(), s.override(s.sol("1500.00"), s.NOON + s.DAY))
    given = story.state.credit.override
    story = story.when(s.credit(limit=s.CENT, override=given)).reaches(Stage.IN_VALIDATION)
    approval = story.state.credit.approval
    assert approval is not None
    text = str(approval.decision)
    assert Verdict.FAIL is approval.decision.verdict
    assert ("declined" in text, "overridden" in text, s.ANALYST in text) == (True, True, True)


@pytest.mark.parametrize(
    ("ceiling", "at", "stage"),
    [
        (s.PHONE_TOTAL, s.NOON, Stage.IN_VALIDATION),
        (s.PHONE_TOTAL + s.CENT, s.NOON, Stage.IN_VALIDATION),
        (s.PHONE_TOTAL - s.CENT, s.NOON, Stage.DECLINED),
        (s.PHONE_TOTAL, s.NOON + s.DAY - s.TICK, Stage.IN_VALIDATION),
        (s.PHONE_TOTAL, s.NOON + s.DAY, Stage.DECLINED),
        (s.PHONE_TOTAL, s.NOON + s.DAY + s.TICK, Stage.DECLINED),
    ],
)
def test_an_override_ends_at_its_ceiling_and_expiry(
    ceiling: Money, at: datetime, stage: Stage
) -> None:
    """ORD-13: it covers its ceiling exactly, not a cent more, and until just before its expiry."""
    story = s.went(s.declined(), s.override(ceiling, s.NOON + s.DAY))
    answer = s.credit(at, limit=s.CENT, override=story.state.credit.override)
    story.when(answer).reaches(stage)


@pytest.mark.parametrize(
    ("expires", "code"),
    [(s.NOON, "order.override-expired"), (s.NOON - s.TICK, "order.override-expired"), (None, "")],
)
def test_an_override_must_outlive_the_moment(expires: datetime | None, code: str) -> None:
    """ORD-13: an override that is over when it is given is refused."""
    story = s.declined().when(s.override(expires=expires or s.NOON + s.TICK))
    assert code == ("" if story.state.stage is Stage.IN_CREDIT else s.refusal(story).code)


def test_an_override_is_up_to_nothing_or_more() -> None:
    """TRU-09: a ceiling a cent below zero is refused."""
    s.declined().when(s.override(-s.CENT)).refused("order.override-below-zero")
    s.declined().when(s.override(s.CENT - s.CENT)).reaches(Stage.IN_CREDIT)


def test_nobody_overrides_his_own_order() -> None:
    """ORD-15: whoever requested the order cannot override its credit, whatever his role."""
    placed_by_seller = s.to_order(c.PlaceOrder(s.request()), actor=s.SELLER, role=Role.SALES)
    story = s.went(s.order_story(), placed_by_seller, s.stock(), s.party(), s.offerings())
    story = s.went(story, s.credit(limit=s.CENT))
    story.when(s.override(actor=s.SELLER)).refused("order.own-approval").reaches(Stage.DECLINED)
    story.when(s.override(actor=s.ANALYST)).reaches(Stage.IN_CREDIT)


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (s.SELLER.upper(), "order.own-approval"),
        (s.DISTRIBUTOR, "order.own-gain"),
        (s.DISTRIBUTOR.lower(), "order.own-gain"),
    ],
)
def test_whoever_profits_overrides_nothing_however_the_name_is_written(
    actor: str, code: str
) -> None:
    """TRU-16: what sales placed for a distributor is overridden by neither of the two."""
    placed_by_seller = s.to_order(c.PlaceOrder(s.request()), actor=s.SELLER, role=Role.SALES)
    story = s.went(s.order_story(), placed_by_seller, s.stock(), s.party(), s.offerings())
    story = s.went(story, s.credit(limit=s.CENT))
    story.when(s.override(actor=actor)).refused(code).reaches(Stage.DECLINED)
    story.when(s.override(actor=s.ANALYST)).reaches(Stage.IN_CREDIT)


@pytest.mark.parametrize("role", [x for x in Role if x is not Role.CREDIT_AND_COLLECTIONS])
def test_only_credit_and_collections_overrides(role: Role) -> None:
    """ORD-32: nobody else may let a declined order go on."""
    s.declined().when(s.override(role=role)).refused("process.wrong-role").reaches(Stage.DECLINED)


def test_an_override_in_another_currency_is_refused() -> None:
    """ORD-11: a ceiling in dollars says nothing about an order in soles."""
    story = s.declined().when(s.override(Money.of("9000.00", Currency.USD)))
    story.refused("order.currency").reaches(Stage.DECLINED)


def test_an_override_is_given_where_credit_was_declined() -> None:
    """ORD-13: an order that was not declined needs no override and gets none."""
    for story in (s.verified(), s.approved(), s.released()):
        story.when(s.override()).refused("process.wrong-stage")


@pytest.mark.parametrize(
    ("after", "stage"),
    [
        (WINDOW - s.TICK, Stage.DECLINED),
        (WINDOW, Stage.REJECTED),
        (WINDOW + s.TICK, Stage.REJECTED),
    ],
)
def test_a_declined_order_that_nobody_overrides_ends(after: timedelta, stage: Stage) -> None:
    """ORD-13: when the window for an override closes the order is rejected, its credit freed."""
    story = s.declined().when(s.to_order(c.CheckOrder(), s.NOON + after)).reaches(stage)
    freed = s.sent(story, a.FreeCredit)
    assert ((a.FreeCredit(s.ORDER),) if stage is Stage.REJECTED else ()) == freed


def test_credit_that_is_taken_back_stops_the_order() -> None:
    """ORD-11: what the account takes back before the release sends the order back to declined."""
    story = s.approved().when(s.credit(limit=s.CENT)).reaches(Stage.DECLINED)
    assert (e.CreditDeclined,) == s.kinds(story)
    assert story.state.credit.approval is None
    assert s.NOON + WINDOW == story.state.credit.closes


def test_a_repeated_yes_changes_nothing() -> None:
    """ORD-11: an account that says yes again, or pending, leaves an approved order as it is."""
    story = s.approved()
    story.when(s.credit()).then().reaches(Stage.IN_VALIDATION)
    story.when(s.credit(limit=None)).then().reaches(Stage.IN_VALIDATION)


def test_the_last_word_of_the_account_counts() -> None:
    """ORD-13: an older no that crosses the question with an override does not outweigh the yes."""
    story = s.went(s.declined(), s.override()).when(s.credit(limit=s.CENT)).reaches(Stage.DECLINED)
    story.when(s.credit(limit=s.CENT)).then().reaches(Stage.DECLINED)
    story.when(s.credit(limit=None)).then().reaches(Stage.DECLINED)
    story = story.when(s.credit()).reaches(Stage.IN_VALIDATION)
    assert (e.CreditApproved,) == s.kinds(story)
    s.went(story, s.terms()).reaches(Stage.RELEASED)


def test_a_late_no_comes_too_late() -> None:
    """ORD-13: once the order is released the account's no is not welcome any more."""
    s.released().when(s.credit(limit=s.CENT)).refused("process.wrong-stage").reaches(Stage.RELEASED)


@pytest.mark.parametrize(
    ("after", "stage"),
    [
        (HOLDS - s.TICK, Stage.IN_VALIDATION),
        (HOLDS, Stage.IN_CREDIT),
        (HOLDS + s.TICK, Stage.IN_CREDIT),
    ],
)
def test_an_approval_lapses_at_its_expiry(after: timedelta, stage: Stage) -> None:
    """ORD-14: an approval holds until just before its expiry; then the account is asked again."""
    story = s.approved(s.FIBRE, accepted=())
    story = story.when(s.to_order(c.CheckOrder(), s.NOON + after)).reaches(stage)
    again = (a.ReserveCredit(s.ORDER, s.sol("100.01"), None),)
    assert (again if stage is Stage.IN_CREDIT else ()) == asked(story)


def test_an_override_goes_along_when_the_account_is_asked_again() -> None:
    """ORD-13: after a lapse the account hears of the override too, and ignores it once expired."""
    story = s.went(s.declined(), s.override(s.sol("1500.00"), s.NOON + s.DAY))
    given = story.state.credit.override
    story = s.went(story, s.credit(limit=s.CENT, override=given))
    late = s.NOON + HOLDS
    story = story.when(s.to_order(c.CheckOrder(), late)).reaches(Stage.IN_CREDIT)
    assert (given,) == tuple(x.override for x in asked(story))
    story.when(s.credit(late, limit=s.CENT, override=given)).reaches(Stage.DECLINED)


def test_only_the_account_answers() -> None:
    """ORD-32: a decision about credit comes from the system, not from a seller."""
    forged = s.to_order(c.ReportCredit(Decision.of("credit", ()), s.PHONE_TOTAL), role=Role.SALES)
    s.verified().when(forged).refused("process.wrong-role").reaches(Stage.IN_CREDIT)


def test_money_does_not_replace_the_credit_decision() -> None:
    """ORD-13: a payment while credit is being decided is kept and decides nothing."""
    for start in (s.verified(), s.declined()):
        stage = start.state.stage
        story = start.when(s.pay()).then(e.PaidUpFront(s.payment())).reaches(stage)
        assert (s.payment(),) == story.state.prepaid


def test_the_request_for_credit_goes_to_the_account_of_the_party() -> None:
    """ORD-11: the account that pays is the one in the party's record."""
    (tell,) = (m for m in s.moved(s.verified()).messages if isinstance(m, Tell))
    assert ("credit_account", s.ACCOUNT) == (tell.process, tell.case)
