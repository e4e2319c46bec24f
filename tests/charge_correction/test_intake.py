"""Whether a correction is taken up: for whom, for which sale, and with which checks."""

from typing import Any

import pytest

from order_to_cash.domain.charge_correction import (
    Checks,
    CorrectionRequest,
    Intake,
    IntakeFacts,
    Sale,
    Stage,
    Standing,
)
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.core import Currency, Money, Role, Verdict, changed
from order_to_cash.domain.trade import Notice
from order_to_cash.operators.peru_corrections import CASE as CLAUSE
from order_to_cash.rules import checks_policy
from order_to_cash.rules.charge_correction import CHECKS
from tests.charge_correction import samples as s


def with_charges(offered: Money, listed: Money = s.LISTED) -> CorrectionRequest:
    """The request with other charges."""
    agreement = changed(s.AGREEMENT, offered=offered, listed=listed)
    return changed(s.REQUEST, agreement=agreement)


def test_a_complete_request_goes_to_the_queue() -> None:
    """FIX-19: with all checks made the case is accepted for the operator's queue."""
    told = s.requested().reaches(Stage.IN_REVIEW)
    recorded, accepted = s.moved(told).events
    assert e.CorrectionRequested(s.CASE, s.REQUEST, s.STANDING, s.CHECKS) == recorded
    assert "corporate-variations" == accepted.queue
    assert (Verdict.PASS, 10) == (accepted.decision.verdict, len(accepted.decision.findings))


@pytest.mark.parametrize(
    ("listed", "offered", "eligible"),
    [
        ("99.90", "99.89", True),
        ("99.90", "99.90", False),
        ("99.90", "99.91", False),
        ("99.90", "0.00", True),
    ],
)
def test_the_charge_offered_is_the_lower_one(listed: str, offered: str, eligible: bool) -> None:
    """FIX-01: there is something to correct where less was offered than is charged."""
    told = s.requested(with_charges(s.sol(offered), s.sol(listed)))
    told.reaches(Stage.IN_REVIEW if eligible else Stage.REFUSED)
    assert (() if eligible else ("offered-charge",)) == s.obstacles(told)


def test_another_currency_is_not_eligible() -> None:
    """Charges stand in the currency of the operator; others are refused, never compared."""
    dollars = with_charges(Money.of("69.90", Currency.USD))
    assert ("offered-charge",) == s.obstacles(s.requested(dollars))


@pytest.mark.parametrize(
    ("standing", "reasons"),
    [
        (changed(s.STANDING, corporate=False), ("corporate",)),
        (changed(s.STANDING, executive=False), ("portfolio-executive",)),
        (changed(s.STANDING, sale=Sale.OTHER), ("sale",)),
        (
            Standing(corporate=False, executive=False, sale=Sale.OTHER),
            ("corporate", "portfolio-executive", "sale"),
        ),
    ],
)
def test_who_is_not_eligible_hears_all_reasons(
    standing: Standing, reasons: tuple[str, ...]
) -> None:
    """FIX-02, FIX-03, FIX-04: corporate, with an executive, in one of three kinds of sale."""
    told = s.requested(standing=standing).reaches(Stage.REFUSED)
    assert reasons == s.obstacles(told)
    (notice,) = s.moved(told).messages
    assert (Notice.CORRECTION_NOT_ELIGIBLE, s.CUSTOMER) == (notice.notice, notice.to)
    assert len(reasons) == len(notice.findings)


@pytest.mark.parametrize("sale", [Sale.NEW_LINE, Sale.PORTABILITY, Sale.RENEWAL])
def test_three_kinds_of_sale_are_covered(sale: Sale) -> None:
    """FIX-04: a new line, a portability, a renewal."""
    s.requested(standing=changed(s.STANDING, sale=sale)).reaches(Stage.IN_REVIEW)


@pytest.mark.parametrize("intake", Intake)
def test_two_channels_are_open(intake: Intake) -> None:
    """FIX-13: the phone channel and the authorised mailbox, no other."""
    told = s.requested(changed(s.REQUEST, intake=intake))
    other = intake is Intake.OTHER
    told.reaches(Stage.REFUSED if other else Stage.IN_REVIEW)
    assert (("channel",) if other else ()) == s.obstacles(told)


@pytest.mark.parametrize("found", [None, False])
@pytest.mark.parametrize("kind", CHECKS)
def test_each_check_keeps_the_case_pending(kind: str, found: bool | None) -> None:
    """FIX-14, FIX-15, FIX-16, FIX-17, FIX-18: one check not made is enough to wait."""
    told = s.requested(checks=changed(s.CHECKS, **{kind: found})).reaches(Stage.PENDING)
    assert (kind.replace("_", "-"),) == s.obstacles(told)
    asked = s.notices(told)[s.CUSTOMER]
    assert Notice.CORRECTION_EVIDENCE_MISSING is asked.notice
    assert "corporate-care-mailbox" == dict(asked.values)["mailbox"]


def test_the_five_checks_are_asked_together() -> None:
    """FIX-18: whatever is missing is named at once, in the order of the document."""
    told = s.requested(checks=Checks())
    expected = tuple(kind.replace("_", "-") for kind in CHECKS)
    assert expected == s.obstacles(told)
    assert 5 == len(expected)


@pytest.mark.parametrize("there", [True, False, None])
def test_the_executive_is_asked_for_his_evidence(there: bool | None) -> None:
    """FIX-17: where the executive's evidence is missing, he hears where it goes; else nothing."""
    checks = changed(s.CHECKS, executive_evidence=there, campaign=None)
    asked = s.notices(s.requested(checks=checks)).get(Role.PORTFOLIO_EXECUTIVE.value)
    assert (there is not True) == (asked is not None)


def test_a_fact_about_the_customer_can_be_missing_too() -> None:
    """What nobody has looked up is no reason to refuse: the case waits for it."""
    told = s.requested(standing=Standing()).reaches(Stage.PENDING)
    assert ("corporate", "portfolio-executive", "sale") == s.obstacles(told)


def test_what_comes_later_completes_the_intake() -> None:
    """FIX-18: pending until everything is there, and asked again until then."""
    told = s.requested(checks=Checks(ownership=True))
    half = s.went(told, s.care(c.CompleteIntake(s.STANDING, changed(s.CHECKS, campaign=None))))
    assert ("campaign",) == s.obstacles(half.reaches(Stage.PENDING))
    whole = s.went(half, s.care(c.CompleteIntake(s.STANDING, s.CHECKS))).reaches(Stage.IN_REVIEW)
    assert whole.state.checks == s.CHECKS
    no = changed(s.STANDING, corporate=False)
    s.went(half, s.care(c.CompleteIntake(no, s.CHECKS))).reaches(Stage.REFUSED)


@pytest.mark.parametrize("last", CHECKS)
def test_what_is_sent_is_added_to_what_is_known(last: str) -> None:
    """FIX-18: one check that was missing wipes none of the other four, nor what the customer is."""
    told = s.requested(checks=changed(s.CHECKS, **{last: None})).reaches(Stage.PENDING)
    told = told.when(s.care(c.CompleteIntake(checks=Checks(**{last: True}))))
    told.reaches(Stage.IN_REVIEW)
    assert (s.STANDING, s.CHECKS) == (told.state.standing, told.state.checks)
    assert e.IntakeCompleted(s.STANDING, s.CHECKS) == s.moved(told).events[0]


def test_a_check_can_turn_out_otherwise() -> None:
    """FIX-18: what is sent again counts, a "no" too; what is left out stays."""
    told = s.requested(checks=changed(s.CHECKS, campaign=None))
    told = s.went(told, s.care(c.CompleteIntake(checks=Checks(ownership=False))))
    assert ("ownership", "campaign") == s.obstacles(told.reaches(Stage.PENDING))
    told = s.went(told, s.care(c.CompleteIntake(checks=Checks(ownership=True, campaign=True))))
    told.reaches(Stage.IN_REVIEW)


def test_a_fact_about_the_customer_is_added_alone() -> None:
    """FIX-18: the standing may come by itself, and one part of it after the other."""
    told = s.requested(standing=Standing(sale=Sale.RENEWAL))
    told = s.went(told, s.care(c.CompleteIntake(Standing(corporate=True))))
    assert ("portfolio-executive",) == s.obstacles(told.reaches(Stage.PENDING))
    s.went(told, s.care(c.CompleteIntake(Standing(executive=True)))).reaches(Stage.IN_REVIEW)


@pytest.mark.parametrize("executive", [True, False, None])
@pytest.mark.parametrize("customer", [True, False, None])
def test_a_policy_may_accept_one_of_the_two_evidences(
    executive: bool | None, customer: bool | None
) -> None:
    """FIX-17, FIX-18: with `either_evidence` one is enough; without it both are needed."""
    checks = changed(s.CHECKS, executive_evidence=executive, customer_evidence=customer)
    facts = IntakeFacts(s.REQUEST, s.STANDING, checks)
    strict, lenient = (
        checks_policy(CLAUSE, either_evidence=one).decide(facts) for one in (False, True)
    )
    assert (executive is True and customer is True) == strict.allows
    assert (executive is True or customer is True) == lenient.allows


def test_what_does_not_come_ends_with_a_reason() -> None:
    """Nobody refuses without a reason, and the customer hears it."""
    told = s.requested(checks=Checks())
    told.when(s.variations(c.RefuseCorrection(""))).refused("process.blank")
    refused = s.went(told, s.variations(c.RefuseCorrection("sin evidencias")))
    notice = s.notices(refused.reaches(Stage.REFUSED))[s.CUSTOMER]
    assert Notice.CORRECTION_REFUSED is notice.notice
    assert ("reason", "sin evidencias") in notice.values


def withdraw(actor: str) -> Any:
    """A customer takes a request back."""
    return s.by(Role.CUSTOMER, c.WithdrawCorrection("ya no"), actor)


def test_customers_withdraw_their_own_requests_only() -> None:
    """The request of somebody else cannot be withdrawn, one's own until it is routed."""
    told = s.requested(checks=Checks())
    told.when(withdraw("EMP-0099")).refused("charge-correction.not-yours")
    told.when(withdraw(s.CUSTOMER)).reaches(Stage.WITHDRAWN)
    s.routed().when(withdraw(s.CUSTOMER)).refused("process.wrong-stage")
