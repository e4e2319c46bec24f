"""What is known about an order: the request, and what the directories answered (000 §§ 1 to 3)."""

import enum
from collections.abc import Mapping
from datetime import date, datetime

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import OpenEnum, entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.collecting import Reach
from order_to_cash.domain.trade.offers import AgreedOffer
from order_to_cash.domain.trade.payment_terms import PaymentTerms
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.domain.trade.questions import (
    CoverageItem,
    Kind,
    Offering,
    PartyRecord,
    StockItem,
    TermsInForce,
)


class Channel(OpenEnum):
    """How an order comes in (000 § 1); distributors use the operator's distributor system."""

    PHYSICAL_STORE = "physical_store"
    ONLINE_STORE = "online_store"
    CALL_CENTRE = "call_centre"
    WEBSITE = "website"
    MOBILE_APP = "mobile_app"
    DISTRIBUTOR_SYSTEM = "distributor_system"


class DeliveryMode(enum.StrEnum):
    """How goods reach the party (000 § 5)."""

    HOME_DELIVERY = "home_delivery"
    STORE_PICKUP = "store_pickup"


class HoldReason(OpenEnum):
    """Why a line has to wait."""

    MISSED_APPOINTMENT = "missed_appointment"
    STOCK_LOST = "stock_lost"
    SIGNATURE_REFUSED = "signature_refused"
    RESERVATION_LAPSED = "reservation_lapsed"


class FailReason(OpenEnum):
    """Why what is left of a line will not be delivered (FUL-04); the words beside it say more."""

    OUT_OF_STOCK = "out_of_stock"
    ADDRESS_NOT_FOUND = "address_not_found"
    NOT_INSTALLABLE = "not_installable"
    TURNED_AWAY = "turned_away"
    OTHER = "other"


class ReturnReason(OpenEnum):
    """Why goods came back (FUL-02, FUL-04); the words beside it say more."""

    DAMAGED = "damaged"
    WRONG_PRODUCT = "wrong_product"
    NOT_WANTED = "not_wanted"
    OTHER = "other"


class CancelReason(OpenEnum):
    """Why somebody wants no order any more (FUL-04); the words beside it say more."""

    CHANGED_MIND = "changed_mind"
    TOO_LATE = "too_late"
    TOO_DEAR = "too_dear"
    MISTAKE = "mistake"
    OTHER = "other"


@entity
class Item:
    """One line as it was asked for (TM Forum: ProductOrderItem); a part only of a service.

    `offer` is what sales agreed for it with the party, if anything (PRI-11).
    """

    sku: str
    quantity: Quantity
    kind: Kind
    offer: AgreedOffer | None = None


@entity
class Acceptance:
    """The party accepted this version of these terms and conditions."""

    terms: str
    version: str


@entity
class OrderRequest:
    """What the party asks for (TM Forum: ProductOrder); what is missing can be given later.

    `own` are facts of the operator's own, which its settings declare.
    """

    party: str
    channel: Channel
    items: tuple[Item, ...]
    zone: str | None = None
    payment: str | None = None
    delivery: DeliveryMode | None = None
    address: Sensitive | None = None
    contact: Sensitive | None = None
    accepted: tuple[Acceptance, ...] = ()
    own: Values = ()

    def asks_for(self, kind: Kind) -> bool:
        """Whether any of its lines is of that kind."""
        return kind in [item.kind for item in self.items]


@entity
class StockReport:
    """What the warehouse that serves the zone answered, and when."""

    warehouse: str
    items: tuple[StockItem, ...]
    at: datetime


@entity
class CoverageReport:
    """What the coverage directory answered for a zone, and when."""

    zone: str
    items: tuple[CoverageItem, ...]
    at: datetime


@entity
class Answers:
    """What the directories have answered so far; `None` is a question still open.

    `party` holds a record or, for a party nobody knows, an empty tuple.
    """

    party: tuple[PartyRecord, ...] | None = None
    offerings: tuple[Offering, ...] | None = None
    stock: StockReport | None = None
    coverage: CoverageReport | None = None
    terms: tuple[TermsInForce, ...] | None = None

    @property
    def record(self) -> PartyRecord | None:
        """The party's record, if it was found."""
        return self.party[0] if self.party else None

    def offering(self, sku: str) -> Offering | None:
        """What the catalogue offers under the sku, if it was asked and knows it."""
        for offering in self.offerings or ():
            if offering.sku == sku:
                return offering
        return None


@entity
class PartyFacts:
    """The facts of the verification that concern the whole order (000 precondition; flow 1).

    `agreed` are the payment terms the operator offers, by their code.
    """

    request: OrderRequest
    answers: Answers
    agreed: Mapping[str, PaymentTerms]


@entity
class LineFacts:
    """The facts of the verification that concern one line (000 flow 2)."""

    line: int
    item: Item
    zone: str | None
    answers: Answers
    on: date


@entity
class CreditApproval:
    """The account reserved this amount for the order; it holds until just before `expires`."""

    decision: Decision
    amount: Money
    at: datetime
    expires: datetime


@entity
class Approval:
    """Somebody of Credit & Collections approved the financing, or did not (000 § 3)."""

    approved: bool
    actor: str
    reason: str
    at: datetime


@entity
class AccountStanding:
    """How the account of an order stands: at which level it is stopped, and how far that reaches.

    `number` is that of the account's last word, and 0 before the first. `new` says that the order
    came while the account was stopped (COL-05).
    """

    number: int = 0
    level: str = ""
    reach: tuple[Reach, ...] = ()
    new: bool = False

    @property
    def stops_deliveries(self) -> bool:
        """Whether nothing is delivered while it stands so."""
        return Reach.DELIVERIES in self.reach

    @property
    def stops_order(self) -> bool:
        """Whether the order came too late to go on while the account is stopped."""
        return self.new and Reach.ORDERS in self.reach


@entity
class ValidationFacts:
    """The facts of the internal validation (000 flow 4, § 3), as of the instant `at`.

    Of the total so much is to be paid `in_advance` by an invoice of its own, and so much of that is
    paid, as `advanced`; none is the same as nothing (PRI-10).
    """

    at: datetime
    request: OrderRequest
    answers: Answers
    total: Money
    financed: bool
    credit: CreditApproval | None
    approval: Approval | None
    paid: Money
    in_advance: Money | None = None
    advanced: Money | None = None

    @property
    def on_credit(self) -> Money:
        """What of the total is financed if the order is: all that is not paid in advance."""
        ahead = self.in_advance
        same = ahead is not None and ahead.currency is self.total.currency
        return self.total - ahead if ahead is not None and same else self.total
