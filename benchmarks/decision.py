"""One decision of fifteen rules: may this request of this party go on, and if not, why not?"""

from datetime import date
from typing import Final

from benchmarks import goals
from benchmarks.measure import Probe, Ratio, Subject, per_call
from benchmarks.order import AT, CREDIT_FACTS, PARTY, PHONE, REQUEST
from order_to_cash.analytics.replay import replay
from order_to_cash.domain.core import Currency, Decision, Policy, together
from order_to_cash.domain.order import (
    AccountStatus,
    Answers,
    Channel,
    DeliveryMode,
    LineFacts,
    OrderRequest,
    PartyFacts,
    PartyKind,
    PartyRecord,
    StockItem,
    StockReport,
)
from order_to_cash.domain.trade import Kind, Offering
from order_to_cash.operators.peru import AVAILABILITY, CREDIT_ACCOUNTS, ORDERS, PAYMENT_TERMS
from order_to_cash.rules import availability_policy
from order_to_cash.rules.intake import MAX_QUANTITY

STOCK: Final = StockReport("W-LIMA", (StockItem(PHONE.sku, 100),), AT)
ANSWERS: Final = Answers((PARTY,), (PHONE,), STOCK)
OF_PARTY: Final = PartyFacts(REQUEST, ANSWERS, PAYMENT_TERMS)
OF_LINE: Final = LineFacts(1, REQUEST.items[0], REQUEST.zone, ANSWERS, date(2024, 3, 1))

INTAKE: Final = ORDERS.settings.intake
ENTITLED: Final = Policy("party", ORDERS.settings.party.rules[:4])
"""What the party must be, without the rule about products, which one line alone does not need."""

NEEDED: Final = ("availability.offered", "availability.currency", "availability.stock")
GOODS: Final = Policy(
    "goods",
    tuple(r for r in availability_policy(AVAILABILITY, Currency.PEN).rules if r.code in NEEDED),
)
"""Availability without what whole pieces at the standard tax do not need, and without coverage."""


def decided() -> Decision:
    """Every finding of all fifteen rules."""
    return together(
        "reception", (INTAKE.decide(REQUEST), ENTITLED.decide(OF_PARTY), GOODS.decide(OF_LINE))
    )


def plainly(
    request: OrderRequest, party: PartyRecord | None, offering: Offering | None, stock: StockReport
) -> bool:
    """The same fifteen conditions as ifs: yes or no."""
    items = request.items
    goods = any(item.kind is Kind.GOODS for item in items)
    services = any(item.kind is Kind.SERVICE for item in items)
    if not items:
        return False
    if any(not 1 <= item.quantity <= MAX_QUANTITY for item in items):
        return False
    if len({item.sku for item in items}) != len(items):
        return False
    if not request.zone or not request.payment:
        return False
    if goods and request.delivery is None:
        return False
    if (services or request.delivery is DeliveryMode.HOME_DELIVERY) and request.address is None:
        return False
    if request.contact is None or party is None or party.status is not AccountStatus.ACTIVE:
        return False
    distributor = party.kind is PartyKind.DISTRIBUTOR
    if (request.channel is Channel.DISTRIBUTOR_SYSTEM) != distributor:
        return False
    if request.payment not in party.payment_terms or request.payment not in PAYMENT_TERMS:
        return False
    if offering is None or offering.kind is not items[0].kind:
        return False
    if offering.price.currency is not Currency.PEN:
        return False
    available = next((i.available for i in stock.items if i.sku == items[0].sku), 0)
    return items[0].quantity <= available


def allowed() -> bool:
    """The answer of the plain ifs."""
    return plainly(REQUEST, PARTY, PHONE, STOCK)


def sentences() -> tuple[str, ...]:
    """What the decision reads like."""
    return DECISION.sentences()


DECISION: Final = decided()
CASES: Final = 1_000
"""How many cases are replayed at a time, each by two policies."""


def library() -> float:
    """Processor seconds for one decision with all its findings."""
    return per_call(decided)


def plain() -> float:
    """Processor seconds for the plain ifs."""
    return per_call(allowed)


def rendered() -> float:
    """Processor seconds for the sentences of one decision."""
    return per_call(sentences)


def replayed() -> float:
    """Processor seconds for one of the decisions by which a credit policy is replayed."""
    policy = CREDIT_ACCOUNTS.evaluation.policy
    cases = tuple((f"O-{n}", CREDIT_FACTS) for n in range(CASES))
    return per_call(lambda: replay(policy, policy, cases)) / (2 * CASES)


LIBRARY: Final = Probe("decided with all findings", "benchmarks.decision:library")
PLAIN: Final = Probe("plain ifs", "benchmarks.decision:plain")
SAME_WORK: Final = Probe("the same work by hand", "benchmarks.same_work.measured:decision")
ZEN: Final = Probe("zen, compiled", "benchmarks.peers.expression:decision", "zen")
ZEN_GRAPH: Final = Probe("zen, fifteen answers", "benchmarks.peers.traced:decision", "zen")
ZEN_TRACE: Final = Probe("zen, with its trace", "benchmarks.peers.traced:traced", "zen")
REPLAYED: Final = Probe("a credit decision in `replay`", "benchmarks.decision:replayed")
RENDERED: Final = Probe("its sentences", "benchmarks.decision:rendered")

SUBJECT: Final = Subject(
    "A decision of fifteen rules",
    "All fifteen pass, so nobody stops early. The library keeps every finding with what it "
    "observed; the compiled expression and the ifs answer yes or no, a graph of zen fifteen times, "
    "and its trace says what each node was given and gave. Sentences are made when they are read. "
    "`replay` decides each case by two policies: 10 µs a decision are 100,000 a second.",
    (
        Ratio("all findings, against the same by hand", LIBRARY, SAME_WORK, at_most=1.6),
        Ratio("all findings, against plain ifs", LIBRARY, PLAIN),
        Ratio("a compiled zen expression, against all findings", ZEN, LIBRARY, at_least=1),
        Ratio("zen with fifteen answers, against all findings", ZEN_GRAPH, LIBRARY, at_least=1),
        Ratio("zen with its trace, against all findings", ZEN_TRACE, LIBRARY, at_least=1),
        Ratio("the sentences, against all findings", RENDERED, LIBRARY),
        Ratio("a credit decision in `replay`, against 10 µs", REPLAYED, goals.REPLAYED, at_most=1),
    ),
)
