"""Internal validation: terms, credit that still holds, approval, payment up front."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from order_to_cash.domain.core import Answer, Decision, Finding, Money, Override, changed
from order_to_cash.domain.order import (
    Acceptance,
    AccountStatus,
    Answers,
    Approval,
    Channel,
    CreditApproval,
    OrderRequest,
    PartyKind,
    PartyRecord,
    TermsInForce,
    ValidationFacts,
)
from order_to_cash.domain.trade import (
    Kind,
    Offering,
    UnitPrice,
)
from order_to_cash.rules import (
    CreditApprovalHolds,
    FinancingIsApproved,
    HasCreditLine,
    TermsAreAccepted,
    UpFrontIsPaid,
    validation_policy,
)
from tests.rules.told import (
    CLAUSE,
    FAIL,
    OPEN,
    PASS,
    Told,
    codes,
    pen,
    skipped,
    told,
    undecided,
    usd,
)

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
TICK = timedelta(microseconds=1)
FIBRE = Offering(
    "FIBRE", "Fibre", Kind.SERVICE, UnitPrice.from_money(pen("100.00")), terms="internet"
)
TV = Offering("TV", "TV", Kind.SERVICE, UnitPrice.from_money(pen("50.00")), terms="cable")
CABLE_TOO = changed(TV, sku="TV-2")
PHONE = Offering("PHONE", "Phone", Kind.GOODS, UnitPrice.from_money(pen("899.00")))
IN_FORCE = (TermsInForce("internet", "2026-01"), TermsInForce("cable", "7"))
ACCEPTED = (Acceptance("internet", "2026-01"), Acceptance("cable", "7"))
CLEAN = Decision.of("credit", ())
DECLINED = Decision.of("credit", (Finding(HasCreditLine.code, CLAUSE, Answer(False)),))
OVERRIDE = Override("ana", "credit_and_collections", "good", pen("9.00"), AT)
CREDIT = CreditApproval(CLEAN, pen("150.00"), AT, AT + timedelta(hours=72))
OVERRIDDEN = changed(CREDIT, decision=DECLINED.overridden(OVERRIDE))
YES, NO = Approval(True, "ana", "", AT), Approval(False, "ana", "too much", AT)
FACTS = ValidationFacts(
    at=AT,
    request=OrderRequest("D-1", Channel.DISTRIBUTOR_SYSTEM, (), accepted=ACCEPTED),
    answers=Answers(
        party=(PartyRecord("D-1", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "A-1"),),
        offerings=(FIBRE, TV, CABLE_TOO, PHONE),
        terms=IN_FORCE,
    ),
    total=pen("150.00"),
    financed=True,
    credit=CREDIT,
    approval=None,
    paid=pen("0.00"),
)
TERMS = ("The terms in force are accepted", "Se aceptaron los términos vigentes")
HOLDS = (
    "The credit approval holds for this amount",
    "La aprobación de crédito vale para este monto",
)
APPROVAL = (
    "The financing is approved where it has to be",
    "El financiamiento está aprobado donde corresponde",
)
PAID = ("What is paid up front is paid", "Lo que se paga por adelantado está pagado")


def facts(**values: Any) -> ValidationFacts:
    return changed(FACTS, **values)


def answered(**values: Any) -> ValidationFacts:
    return facts(answers=changed(FACTS.answers, **values))


def accepting(*accepted: Acceptance) -> ValidationFacts:
    return facts(request=changed(FACTS.request, accepted=accepted))


def test_the_terms_in_force_are_accepted() -> None:
    """ORD-14: the version in force of the terms of everything that is ordered, each named once."""
    passed = Told(
        "validation.terms",
        PASS,
        ((), ()),
        (("cable 7", "internet 2026-01"),),
        "accepted as in force: cable 7, internet 2026-01",
        "aceptados los vigentes: cable 7, internet 2026-01",
    )
    assert passed == told(TermsAreAccepted(CLAUSE), FACTS)
    more = accepting(Acceptance("internet", "2025-01"), *ACCEPTED, Acceptance("gym", "1"))
    assert passed == told(TermsAreAccepted(CLAUSE), more)


@pytest.mark.parametrize(
    "accepted",
    [
        (Acceptance("internet", "2026-01"),),
        (*ACCEPTED[:1], Acceptance("cable", "6")),
        (*ACCEPTED[:1], Acceptance("internet", "7")),
    ],
    ids=["none", "an old version", "the version of others"],
)
def test_terms_that_are_not_accepted_are_waited_for(accepted: tuple[Acceptance, ...]) -> None:
    """ORD-14: an acceptance of another version, or of other terms, is none."""
    waiting = Told(
        "validation.terms",
        OPEN,
        (("cable",), ()),
        (("cable 7", "internet 2026-01"),),
        "waiting for the acceptance of cable (in force: cable 7, internet 2026-01)",
        "en espera de la aceptación de cable (vigentes: cable 7, internet 2026-01)",
    )
    assert waiting == told(TermsAreAccepted(CLAUSE), accepting(*accepted))


def test_terms_that_are_not_in_force_cannot_be_accepted() -> None:
    """ORD-14: a product whose terms have no version in force cannot be sold."""
    failed = Told(
        "validation.terms",
        FAIL,
        (("internet",), ("internet",)),
        (("cable 7",),),
        "no version is in force of internet; the product cannot be sold now",
        "no hay versión vigente de internet; el producto no se puede vender ahora",
    )
    assert failed == told(TermsAreAccepted(CLAUSE), answered(terms=IN_FORCE[1:]))


def test_terms_wait_for_the_directories() -> None:
    """ORD-14: until the catalogue and the terms in force are known, nothing is decided."""
    waiting = Told(
        "validation.terms",
        OPEN,
        (("cable", "internet"), ()),
        (None,),
        "waiting for the acceptance of cable, internet (in force: not known yet)",
        "en espera de la aceptación de cable, internet (vigentes: aún no se conoce)",
    )
    assert waiting == told(TermsAreAccepted(CLAUSE), answered(terms=None))
    unknown = Told(
        "validation.terms",
        OPEN,
        (None, ()),
        (None,),
        "waiting for the acceptance of not known yet (in force: not known yet)",
        "en espera de la aceptación de aún no se conoce (vigentes: aún no se conoce)",
    )
    for silent in (answered(offerings=None), answered(offerings=None, terms=None)):
        assert unknown == told(TermsAreAccepted(CLAUSE), silent)


def test_products_without_terms_need_no_acceptance() -> None:
    """ORD-14: terms are asked for where there are any."""
    plain = answered(offerings=(PHONE,), terms=())
    assert skipped("validation.terms", *TERMS) == told(TermsAreAccepted(CLAUSE), plain)


def test_the_credit_approval_holds() -> None:
    """ORD-14: the approval covers the total exactly, and is still valid at that instant."""
    passed = Told(
        "validation.credit-holds",
        PASS,
        (pen("150.00"), CREDIT.expires, AT),
        (pen("150.00"),),
        "credit for 150.00 PEN is approved until 2026-03-05 15:00:00+00:00",
        "el crédito por 150.00 PEN está aprobado hasta 2026-03-05 15:00:00+00:00",
    )
    assert passed == told(CreditApprovalHolds(CLAUSE), FACTS)


def test_the_credit_approval_does_not_hold_for_more() -> None:
    """ORD-14: a cent more than what was approved needs a new approval."""
    failed = Told(
        "validation.credit-holds",
        FAIL,
        (pen("150.00"), CREDIT.expires, AT),
        (pen("150.01"),),
        "credit is approved for 150.00 PEN until 2026-03-05 15:00:00+00:00, the order needs "
        "150.01 PEN at 2026-03-02 15:00:00+00:00",
        "el crédito está aprobado por 150.00 PEN hasta 2026-03-05 15:00:00+00:00, el pedido "
        "necesita 150.01 PEN a 2026-03-02 15:00:00+00:00",
    )
    assert failed == told(CreditApprovalHolds(CLAUSE), facts(total=pen("150.01")))
    assert FAIL is CreditApprovalHolds(CLAUSE).check(facts(total=usd("1.00"))).verdict
    assert PASS is CreditApprovalHolds(CLAUSE).check(facts(total=pen("149.99"))).verdict


@pytest.mark.parametrize(
    ("at", "verdict"),
    [(CREDIT.expires - TICK, PASS), (CREDIT.expires, FAIL), (CREDIT.expires + TICK, FAIL)],
    ids=["before", "at", "after"],
)
def test_the_credit_approval_ends_as_it_expires(at: datetime, verdict: object) -> None:
    """ORD-14: it holds until just before it expires."""
    assert verdict is CreditApprovalHolds(CLAUSE).check(facts(at=at)).verdict


def test_credit_is_open_until_answered_and_not_asked_for_what_is_paid() -> None:
    """ORD-12, ORD-14: an order paid up front has no approval that could lapse."""
    unknown = undecided("validation.credit-holds", (None, None, AT), *HOLDS, pen("150.00"))
    assert unknown == told(CreditApprovalHolds(CLAUSE), facts(credit=None))
    expected = skipped("validation.credit-holds", *HOLDS)
    assert expected == told(CreditApprovalHolds(CLAUSE), facts(financed=False, credit=None))


def approval(**values: Any) -> Told:
    return told(FinancingIsApproved(CLAUSE, pen("149.99")), facts(**values))


def test_financing_is_approved_or_refused_by_somebody() -> None:
    """ORD-15: the decision names who took it; a refusal also why."""
    code, required = "validation.approval", (pen("149.99"),)
    observed = (pen("150.00"), "ana", "")
    passed = Told(code, PASS, observed, required, "approved by ana", "aprobado por ana")
    assert passed == approval(approval=YES)
    en, es = "refused by ana: too much", "denegado por ana: too much"
    failed = Told(code, FAIL, (pen("150.00"), "ana", "too much"), required, en, es)
    assert failed == approval(approval=NO)
    waiting = Told(
        code,
        OPEN,
        (pen("150.00"), None, None),
        required,
        "waiting for the financial approval of 150.00 PEN, needed above 149.99 PEN or on an "
        "override",
        "en espera de la aprobación financiera de 150.00 PEN, necesaria sobre 149.99 PEN o con "
        "autorización",
    )
    assert waiting == approval() == approval(credit=None) == approval(credit=None, approval=YES)


@pytest.mark.parametrize(
    ("above", "applies"), [("149.99", True), ("150.00", False), ("150.01", False)]
)
def test_financing_is_approved_above_an_amount(above: str, applies: bool) -> None:
    """ORD-15: exactly the amount needs no approval, a cent more does."""
    assert applies is FinancingIsApproved(CLAUSE, pen(above)).check(FACTS).applies


@pytest.mark.parametrize(
    ("values", "when_financed", "applies"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"credit": OVERRIDDEN}, False, True),
        ({"total": usd("0.01")}, False, True),
        ({"financed": False, "credit": None}, True, False),
        ({"financed": False, "credit": None, "total": pen("9999.00")}, False, False),
        ({"financed": False, "credit": OVERRIDDEN}, False, True),
    ],
    ids=[
        "small",
        "financed",
        "overridden",
        "foreign",
        "paid",
        "large but paid",
        "paid, overridden",
    ],
)
def test_financing_is_approved_where_it_has_to_be(
    values: dict[str, Any], when_financed: bool, applies: bool
) -> None:
    """ORD-15: above the amount, when financed if the policy says so, and on every override."""
    rule = FinancingIsApproved(CLAUSE, pen("150.00"), when_financed)
    finding = rule.check(facts(**values))
    assert (applies, OPEN if applies else PASS) == (finding.applies, finding.verdict)


def test_an_approval_that_is_not_needed_is_not_applicable() -> None:
    """ORD-15: where no approval is needed, the finding says so, even if there is one."""
    rule, expected = (
        FinancingIsApproved(CLAUSE, pen("150.00")),
        skipped("validation.approval", *APPROVAL),
    )
    assert expected == told(rule, FACTS) == told(rule, facts(approval=NO))


@pytest.mark.parametrize(
    ("paid", "verdict"),
    [
        (pen("149.99"), OPEN),
        (pen("150.00"), PASS),
        (pen("150.01"), PASS),
        (usd("150.00"), OPEN),
    ],
    ids=str,
)
def test_what_is_paid_up_front_is_paid(paid: Money, verdict: Any) -> None:
    """ORD-28: a cent too little is waited for, as is money in another currency."""
    texts = (f"{paid} of 150.00 PEN is paid", f"{paid} de 150.00 PEN está pagado")
    if verdict is OPEN:
        texts = (
            f"{texts[0]}; the order is released when all of it is",
            f"{texts[1]}; el pedido se libera cuando esté todo",
        )
    expected = Told("validation.paid", verdict, (paid,), (pen("150.00"),), *texts)
    assert expected == told(UpFrontIsPaid(CLAUSE), facts(financed=False, paid=paid))


def test_a_financed_order_is_paid_later() -> None:
    """Nothing is paid up front of an order that is financed."""
    assert skipped("validation.paid", *PAID) == told(UpFrontIsPaid(CLAUSE), FACTS)


def test_the_validation_policy_asks_six_rules() -> None:
    """ORD-14, ORD-15, ORD-16, PRI-10: the rules of the internal validation, in order."""
    names = ["terms", "credit-holds", "approval", "paid", "advance", "compatible"]
    policy = validation_policy(CLAUSE, above=pen("150.00"))
    assert [f"validation.{name}" for name in names] == codes(policy, FACTS)
    assert policy.decide(FACTS).allows
    assert OPEN is validation_policy(CLAUSE, above=pen("149.99")).decide(FACTS).verdict
    always = validation_policy(CLAUSE, above=pen("150.00"), when_financed=True)
    assert OPEN is always.decide(FACTS).verdict
