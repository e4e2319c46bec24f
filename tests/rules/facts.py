"""Facts for every policy, complete ones, and the same ones with some forgotten.

Names and amounts come from small sets, so that they often meet.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from order_to_cash.domain.charge_correction import facts as correction
from order_to_cash.domain.core import (
    Answer,
    Currency,
    Decision,
    Finding,
    Money,
    Override,
    Role,
    Sensitive,
    Term,
    changed,
)
from order_to_cash.domain.credit_account import CreditFacts, Exposure, Overdue
from order_to_cash.domain.onboarding import facts as onboarding
from order_to_cash.domain.order import (
    Acceptance,
    AccountStatus,
    Answers,
    Approval,
    Channel,
    CoverageItem,
    CoverageReport,
    CreditApproval,
    DeliveryMode,
    Item,
    LineFacts,
    OrderRequest,
    PartyFacts,
    PartyKind,
    PartyRecord,
    StockItem,
    StockReport,
    TermsInForce,
    ValidationFacts,
)
from order_to_cash.domain.receivable import Arrears
from order_to_cash.domain.trade import (
    EndOfMonth,
    Instalments,
    Kind,
    NetDays,
    Offering,
    PaymentTerms,
    UnitPrice,
    UpFront,
)
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.operators.peru import PAYMENT_TERMS
from order_to_cash.rules import HasCreditLine
from tests.rules.told import CLAUSE

T = TypeVar("T")
S = st.SearchStrategy

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SKUS = st.sampled_from(("BOX", "FIBRE", "PHONE", "TV"))
SOMES = st.lists(SKUS, max_size=2).map(tuple)
TERMS, VERSIONS = st.sampled_from(("", "cable", "internet")), st.sampled_from(("1", "2"))
SECRET = st.none() | st.just(Sensitive("Av. Larco 345"))
CURRENCIES = st.sampled_from((*[Currency.PEN] * 6, Currency.USD, Currency.BOB))
"""Mostly the operator's own, so that what is mixed stands out."""


def several(one: S[T], most: int = 3) -> S[tuple[T, ...]]:
    return st.lists(one, max_size=most).map(tuple)


def amounts(currencies: S[Currency] = CURRENCIES, *, least: int = 0) -> S[Money]:
    cents = st.integers(max(least, 0), 40) | st.integers(least, 10**15)
    return st.builds(Money, cents, currencies)


def instants() -> S[datetime]:
    return st.integers(-2, 2).map(lambda hours: NOON + timedelta(hours=hours))


def days() -> S[date]:
    return st.integers(-2, 2).map(lambda number: TODAY + timedelta(days=number))


def items() -> S[Item]:
    return st.builds(Item, SKUS, st.integers(-1, 10_001), st.sampled_from(Kind))


def requests() -> S[OrderRequest]:
    return st.builds(
        OrderRequest,
        party=st.just("D-1"),
        channel=st.sampled_from(Channel),
        items=several(items(), 4),
        zone=st.sampled_from((None, "", "LIMA-1")),
        payment=st.sampled_from((None, "", "net-99", *PAYMENT_TERMS)),
        delivery=st.none() | st.sampled_from(DeliveryMode),
        address=SECRET,
        contact=SECRET,
        accepted=several(st.builds(Acceptance, TERMS, VERSIONS)),
    )


def records() -> S[PartyRecord]:
    return st.builds(
        PartyRecord,
        party=st.just("D-1"),
        kind=st.sampled_from(PartyKind),
        status=st.sampled_from(AccountStatus),
        account=st.just("A-1"),
        payment_terms=several(st.sampled_from(("net-99", *PAYMENT_TERMS))),
        products=SOMES,
    )


def offerings() -> S[Offering]:
    return st.builds(
        Offering,
        sku=SKUS,
        name=st.just("A product"),
        kind=st.sampled_from(Kind),
        price=st.builds(UnitPrice.from_money, amounts()),
        tax=st.sampled_from(("standard", "reduced")),
        terms=TERMS,
        requires=SOMES,
        excludes=SOMES,
        replaces=SOMES,
    )


def stock() -> S[StockReport]:
    item = st.builds(StockItem, SKUS, st.integers(0, 10_001), st.none() | days())
    return st.builds(StockReport, st.just("W-1"), several(item), st.just(NOON))


def coverage() -> S[CoverageReport]:
    technologies = st.sampled_from(("", "ftth"))
    item = st.builds(CoverageItem, SKUS, st.booleans(), technologies, st.none() | days(), SOMES)
    return st.builds(CoverageReport, st.just("LIMA-1"), several(item), st.just(NOON))


def party_facts() -> S[PartyFacts]:
    request = st.builds(
        OrderRequest,
        party=st.just("D-1"),
        channel=st.sampled_from(Channel),
        items=st.just(()),
        payment=st.sampled_from((None, "", "net-99", *PAYMENT_TERMS)),
    )
    found = st.builds(Answers, party=several(records(), 1))
    return st.builds(PartyFacts, request, found, st.just(PAYMENT_TERMS))


def line_facts() -> S[LineFacts]:
    zones = st.sampled_from((None, "LIMA-1"))
    found = st.builds(
        Answers, offerings=several(offerings(), 2), stock=stock(), coverage=coverage()
    )
    return st.builds(LineFacts, st.integers(1, 9), items(), zones, found, days())


@st.composite
def exposures(draw: st.DrawFn, currency: Currency | None = None) -> Exposure:
    """The parts of an exposure, mostly of one currency."""
    one = st.just(currency or draw(CURRENCIES))
    mixed = amounts() if draw(st.integers(0, 9)) == 9 and currency is None else amounts(one)
    return Exposure(draw(mixed), draw(mixed), draw(mixed), draw(mixed))


def credit_facts() -> S[CreditFacts]:
    return st.builds(
        CreditFacts,
        at=instants(),
        order=st.just("O-1"),
        amount=amounts(),
        known=st.booleans(),
        active=st.booleans(),
        limit=amounts(),
        exposure=exposures(),
        overdue=several(st.builds(Overdue, st.integers(0, 9), amounts())),
    )


def credit_decisions() -> S[Decision]:
    declined = Decision.of("credit", (Finding(HasCreditLine.code, CLAUSE, Answer(False)),))
    leave = Override("ana", "credit_and_collections", "good", Money.of("9.00", Currency.PEN), NOON)
    return st.sampled_from((Decision.of("credit", ()), declined.overridden(leave)))


@st.composite
def validation_facts(draw: st.DrawFn) -> ValidationFacts:
    """An order is financed exactly where the account was asked."""
    financed = draw(st.booleans())
    credit = st.builds(CreditApproval, credit_decisions(), amounts(), st.just(NOON), instants())
    found = st.builds(
        Answers,
        party=several(records(), 1),
        offerings=several(offerings(), 2),
        terms=several(st.builds(TermsInForce, TERMS, VERSIONS)),
    )
    accepted = draw(several(st.builds(Acceptance, TERMS, VERSIONS)))
    approval = st.builds(Approval, st.booleans(), st.just("ana"), st.just("why"), st.just(NOON))
    return ValidationFacts(
        at=draw(instants()),
        request=OrderRequest("D-1", Channel.WEBSITE, (), accepted=accepted),
        answers=draw(found),
        total=draw(amounts()),
        financed=financed,
        credit=draw(credit) if financed else None,
        approval=draw(approval),
        paid=draw(amounts()),
    )


def payment_terms() -> S[PaymentTerms]:
    return st.one_of(
        st.builds(UpFront),
        st.builds(NetDays, st.integers(0, 400)),
        st.builds(EndOfMonth, st.integers(0, 30)),
        st.builds(
            Instalments,
            st.integers(1, 60),
            st.builds(Term, st.integers(1, 6), st.integers(0, 40))
            | st.builds(Term, st.just(0), st.integers(1, 40)),
        ),
    )


def arrears() -> S[Arrears]:
    return st.builds(Arrears, st.integers(1, 20), amounts())


def forgotten(facts: Any, unknown: Iterable[str]) -> Any:
    """The same facts before those at these places, such as `answers.party`, had come in."""
    for place in sorted(unknown):
        outer, _, inner = place.partition(".")
        value = forgotten(getattr(facts, outer), [inner]) if inner else None
        facts = changed(facts, **{outer: value})
    return facts


def approvals() -> st.SearchStrategy[onboarding.ApprovalFacts]:
    """Somebody wants to approve a document that they or somebody else made."""
    return st.builds(
        onboarding.ApprovalFacts,
        st.sampled_from(onboarding.Segment),
        st.sampled_from(("proposal", "contract", "service_order", "invoice")),
        st.sampled_from(Role),
        st.sampled_from("ab"),
        st.sampled_from("ab"),
    )


def reviews() -> st.SearchStrategy[onboarding.ReviewFacts]:
    """Some criteria, and outcomes for some of them."""
    outcomes = st.builds(onboarding.Outcome, st.sampled_from(("price", "sla")), st.booleans())
    return st.builds(
        onboarding.ReviewFacts,
        st.sampled_from(((), ("price",), ("price", "sla"))),
        st.lists(outcomes, max_size=3).map(tuple),
    )


def prerequisites() -> st.SearchStrategy[onboarding.PrerequisiteFacts]:
    """An environment that is needed, or none, and whether it is ready."""
    needed = st.one_of(st.none(), st.sampled_from(onboarding.Environment))
    return st.builds(onboarding.PrerequisiteFacts, needed, st.booleans())


def intakes() -> st.SearchStrategy[correction.IntakeFacts]:
    """A customer wants a charge corrected; everything is known of him and of the checks."""
    known = st.booleans()
    return st.builds(
        correction.IntakeFacts,
        st.builds(
            correction.CorrectionRequest,
            st.just("EMP-1"),
            st.builds(
                Agreement,
                st.just("CTA-1"),
                st.just("LIN-1"),
                amounts(),
                amounts(),
                st.just(date(2024, 1, 15)),
            ),
            st.sampled_from(correction.Intake),
        ),
        st.builds(correction.Standing, known, known, st.sampled_from(correction.Sale)),
        st.builds(correction.Checks, known, known, known, known, known),
    )
