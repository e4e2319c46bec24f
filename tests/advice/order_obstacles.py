"""What stands in the way of orders and of their credit, and how it goes away."""

from decimal import Decimal
from typing import Any, Final

from order_to_cash.domain.core import Currency, Decision, Money
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.order.validation import validation_facts
from order_to_cash.domain.trade import AccountStatus, CoverageItem, Kind, PartyRecord, Reach
from order_to_cash.operators.peru import VALIDATION
from order_to_cash.rules import standing_policy
from tests.advice.obstacles import Obstacle
from tests.advice.orders import CAREFUL
from tests.processes import samples as s

ONE: Final = s.item(s.PHONE)
DOLLARS: Final = Money.of("10.00", Currency.USD)
SOON: Final = s.NOON + 2 * s.DAY


def completed(code: str, lacking: dict[str, Any], **given: Any) -> Obstacle:
    """An order waits for information, and gets it."""
    before = s.placed(**lacking)
    return Obstacle(code, before, s.went(before, s.to_order(o.CompleteInformation(**given))))


def answered(*skus: str, record: PartyRecord | None = None, **other: Any) -> s.OrderStory:
    """Everything is answered about an order of these products, so that it is verified or ends."""
    story = s.placed(*skus, **other)
    known = s.to_order(o.ReportParty(record or s.record()))
    asked = (s.stock(), s.coverage(), known, s.offerings(*(skus or (s.PHONE,))))
    kinds = {item.kind for item in story.state.request.items}
    skipped = {o.ReportStock: Kind.GOODS, o.ReportCoverage: Kind.SERVICE}
    told = [e for e in asked if skipped.get(type(e.command)) in {None, *kinds}]
    return s.went(story, *told)


def unregistered() -> s.OrderStory:
    """Nobody knows the party."""
    return s.went(s.placed(), s.stock(), s.to_order(o.ReportParty(None)), s.offerings())


def out_of_stock() -> s.OrderStory:
    """The warehouse has ten, and twelve are ordered."""
    twelve = (f.Item(s.PHONE, 12, Kind.GOODS),)
    return s.went(s.placed(items=twelve), s.stock(), s.party(), s.offerings())


def uncovered() -> s.OrderStory:
    """Fibre cannot be given there, but the plan can."""
    left = (CoverageItem(s.FIBRE, False, alternatives=(s.LINE,)),)
    told = s.went(s.placed(s.FIBRE), s.to_order(o.ReportCoverage(left)), s.party())
    return s.went(told, s.offerings(s.FIBRE))


def validated(story: s.OrderStory) -> Decision:
    """What the validation of an order waits for."""
    settings: Any = story.process
    facts = validation_facts(settings.settings, story.state, s.NOON)
    return settings.settings.validation.decide(facts)  # type: ignore[no-any-return]


RECEIVED: Final = (
    completed("intake.lines", {"items": ()}, items=(ONE,)),
    completed("intake.quantities", {"items": (f.Item(s.PHONE, 0, Kind.GOODS),)}, items=(ONE,)),
    completed("intake.distinct", {"items": (ONE, ONE)}, items=(s.item(s.PHONE, 2),)),
    completed("intake.zone", {"zone": None}, zone=s.ZONE),
    completed("intake.payment", {"payment": None}, payment="net-30"),
    completed("intake.delivery", {"delivery": None}, delivery=f.DeliveryMode.STORE_PICKUP),
    completed("intake.address", {"address": None}, address=s.request().address),
    completed("intake.contact", {"contact": None}, contact=s.request().contact),
)
VERIFIED: Final = (
    Obstacle("party.registered", unregistered(), answered()),
    Obstacle(
        "party.active",
        answered(record=s.record(status=AccountStatus.SUSPENDED)),
        answered(),
    ),
    Obstacle("party.channel", answered(channel=f.Channel.WEBSITE), answered()),
    Obstacle("party.payment-terms", answered(payment="net-7"), answered(payment="net-15")),
    Obstacle(
        "availability.offered",
        answered(s.PHONE, items=(f.Item(s.PHONE, 1, Kind.SERVICE),)),
        answered(s.PHONE),
    ),
    Obstacle(
        "availability.quantity",
        answered(s.FIBRE, items=(f.Item(s.FIBRE, Decimal("1.5"), Kind.SERVICE),)),
        answered(s.FIBRE),
    ),
    Obstacle("availability.stock", out_of_stock(), answered(items=(s.item(s.PHONE, 10),))),
    Obstacle("availability.coverage", uncovered(), answered(s.LINE)),
    Obstacle("validation.compatible", answered(s.TV), answered(s.TV, s.FIBRE)),
    Obstacle("validation.compatible", answered(s.FIBRE, s.FIBRE_FASTER), answered(s.FIBRE_FASTER)),
)

NO_LINE: Final = s.went(s.account_story(), s.reserve(), s.to_account(a.ReportCreditLine(None)))
LINE: Final = a.ReportCreditLine(a.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.ROOMY))
SUSPENDED: Final = s.went(s.opened(), s.to_account(a.SuspendAccount("x")))
LATE: Final = s.went(s.opened(), s.invoiced("PED-1", s.part(due=s.TODAY - s.DAY)))
TIGHT: Final = s.opened(s.PHONE_TOTAL)
FULL: Final = s.went(TIGHT, s.invoiced("PED-1", s.part(s.CENT)))


def reserved(story: s.AccountStory, *first: Any, **asked: Any) -> s.AccountStory:
    """An order asks for credit, after these commands."""
    return s.went(story, *first, s.reserve(**asked))


CREDIT: Final = (
    Obstacle("credit.line", NO_LINE, s.went(NO_LINE, s.reserve(), s.to_account(LINE))),
    Obstacle("credit.line", NO_LINE, answered(payment="up-front")),
    Obstacle(
        "credit.account-active",
        reserved(SUSPENDED),
        reserved(SUSPENDED, s.to_account(a.ReactivateAccount("x"))),
    ),
    Obstacle("credit.currency", reserved(TIGHT, amount=DOLLARS), reserved(TIGHT)),
    Obstacle("credit.past-due", reserved(LATE), reserved(LATE, s.paid("PED-1", s.PHONE_TOTAL))),
    Obstacle("credit.limit", reserved(FULL), reserved(FULL, amount=s.PHONE_TOTAL - s.CENT)),
    Obstacle("credit.limit", reserved(FULL), reserved(FULL, s.paid("PED-1", s.CENT))),
    Obstacle("credit.limit", reserved(FULL), reserved(FULL, given=s.leave())),
    Obstacle(
        "credit.override",
        reserved(FULL, given=s.leave(s.PHONE_TOTAL)),
        reserved(FULL, given=s.leave(s.PHONE_TOTAL + s.CENT)),
    ),
    Obstacle(
        "credit.override",
        reserved(FULL, given=s.leave(expires=s.NOON)),
        reserved(FULL, given=s.leave(expires=SOON)),
    ),
)


def standing(number: int, *reach: Reach) -> Decision:
    """What is said of a new order whose account stands so."""
    stands = f.AccountStanding(number, "stop" if reach else "", reach, new=True)
    return standing_policy(VALIDATION, refuses=True).decide(stands)


STANDINGS: Final = (
    Obstacle("validation.account", standing(1, Reach.ORDERS), standing(2)),
    Obstacle("validation.account", standing(1, Reach.DELIVERIES), standing(2)),
)

UNACCEPTED: Final = s.went(s.approved(s.FIBRE, accepted=()), s.terms())
ACCEPT: Final = s.to_order(o.AcceptTerms(f.Acceptance("internet", "2026-1")))
UNPAID: Final = s.went(s.verified(payment="up-front"), s.terms())
AHEAD: Final = s.went(
    s.verified(payment=s.IN_ADVANCE, process=s.AHEAD), s.credit(amount=s.sol("700.00")), s.terms()
)
ADVANCED: Final = s.to_order(o.ReportAdvance(1, s.INVOICE, s.NOTHING, 1))
BIG: Final = s.went(s.approved(process=CAREFUL), s.terms())
FINANCE: Final = s.to_order(o.DecideFinancing(approved=True, reason="sí"))
VALIDATED: Final = (
    Obstacle("validation.terms", validated(UNACCEPTED), s.went(UNACCEPTED, ACCEPT)),
    Obstacle("validation.paid", validated(UNPAID), s.went(UNPAID, s.pay())),
    Obstacle("validation.advance", validated(AHEAD), s.went(AHEAD, ADVANCED)),
    Obstacle("validation.approval", validated(BIG), s.went(BIG, FINANCE)),
)
OBSTACLES: Final = (*RECEIVED, *VERIFIED, *CREDIT, *STANDINGS, *VALIDATED)
