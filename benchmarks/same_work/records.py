"""Findings, events and messages as slotted classes, named as in the library.

Amounts are whole cents of the one currency, and stages are their codes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

Pairs: TypeAlias = tuple[tuple[str, Any], ...]


@dataclass(slots=True)
class Finding:
    """What one rule answered; `holds` is none while a fact is missing."""

    rule: str
    clause: tuple[str, str]
    holds: bool | None
    observed: Pairs = ()
    required: Pairs = ()
    applies: bool = True


@dataclass(slots=True)
class Decision:
    """The findings of a policy."""

    policy: str
    findings: tuple[Finding, ...]
    override: Any = None


@dataclass(slots=True)
class Approval:
    """Credit that was reserved, until it expires."""

    decision: Any
    amount: int
    at: datetime
    expires: datetime


@dataclass(slots=True)
class Adjustment:
    """What an agreed offer takes off a line."""

    reason: str
    amount: Any
    share: Any
    charge: bool = False


@dataclass(slots=True)
class BillLine:
    """A line as it will be billed."""

    sku: str
    quantity: Any
    unit_price: Any
    category: str
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(slots=True)
class OrderReceived:
    """An event, as each of the following."""

    order: str
    request: Any
    requested_by: str
    at: datetime
    complete: bool


@dataclass(slots=True)
class InformationMissing:
    """Something is not in the request."""

    decision: Decision


@dataclass(slots=True)
class PartyReported:
    """Who ordered."""

    record: Any


@dataclass(slots=True)
class OfferingsReported:
    """What is offered."""

    offerings: tuple[Any, ...]


@dataclass(slots=True)
class StockReported:
    """What is there."""

    warehouse: str
    items: tuple[Any, ...]
    at: datetime


@dataclass(slots=True)
class CoverageReported:
    """What can be installed."""

    items: tuple[Any, ...]
    at: datetime


@dataclass(slots=True)
class OrderVerified:
    """It can be delivered, for so much."""

    decision: Decision
    lines: tuple[BillLine, ...]
    total: int


@dataclass(slots=True)
class OrderRejected:
    """It ends here."""

    decision: Decision


@dataclass(slots=True)
class CreditNotRequired:
    """It is paid up front."""

    decision: Decision
    at: datetime


@dataclass(slots=True)
class CreditPending:
    """Nobody can say yet."""

    decision: Any


@dataclass(slots=True)
class CreditApproved:
    """The amount is reserved."""

    approval: Approval


@dataclass(slots=True)
class CreditDeclined:
    """It is not."""

    decision: Any
    closes: datetime


@dataclass(slots=True)
class CreditLapsed:
    """It was, for too long."""


@dataclass(slots=True)
class TermsReported:
    """Which terms are in force."""

    items: tuple[Any, ...]


@dataclass(slots=True)
class AvailabilityLapsed:
    """The answers about stock and coverage are too old."""

    at: datetime


@dataclass(slots=True)
class OrderReleased:
    """Delivery begins."""

    decision: Decision


@dataclass(slots=True)
class LineScheduled:
    """A slot."""

    line: int
    slot: datetime


@dataclass(slots=True)
class LineDelivered:
    """Goods were handed over."""

    line: int
    signed_by: Any
    signed_at: datetime
    quantity: Any


@dataclass(slots=True)
class LineActivated:
    """A service runs."""

    line: int
    at: datetime
    quantity: Any


@dataclass(slots=True)
class OrderCompleted:
    """Everything was delivered."""

    at: datetime
    delivered: int
    deducted: tuple[()] = ()
    undone: tuple[()] = ()


@dataclass(slots=True)
class Pieces:
    """The pieces of a line that an invoice bills."""

    line: int
    start: int
    end: Any
    back: int = 0


@dataclass(slots=True)
class Paper:
    """The invoice of the order."""

    number: int
    parts: tuple[Pieces, ...]
    at: datetime
    invoice: str = ""
    credited: None = None
    deducted: tuple[()] = ()


@dataclass(slots=True)
class AskParty:
    """A message, as each of the following."""

    party: str


@dataclass(slots=True)
class AskOfferings:
    """To the catalogue."""

    skus: tuple[str, ...]
    on: date
    amended: int = 0


@dataclass(slots=True)
class AskStock:
    """To the warehouse."""

    zone: str
    skus: tuple[str, ...]
    amended: int = 0


@dataclass(slots=True)
class AskCoverage:
    """To the directory of coverage."""

    zone: str
    skus: tuple[str, ...]
    on: date
    amended: int = 0


@dataclass(slots=True)
class AskTerms:
    """To the directory of terms."""

    terms: tuple[str, ...]
    on: date
    amended: int = 0


@dataclass(slots=True)
class Notify:
    """To the party."""

    notice: str
    to: str
    values: Pairs
    contact: Any
    findings: tuple[Any, ...] = ()
    proposals: tuple[Any, ...] = ()


@dataclass(slots=True)
class Tell:
    """To another case."""

    process: str
    case: str
    command: Any
    otherwise: None = None


@dataclass(slots=True)
class ReserveCredit:
    """To the account, as the three that follow."""

    order: str
    amount: int
    override: None = None
    own: tuple[()] = ()
    amended: int = 0


@dataclass(slots=True)
class CommitCredit:
    """It counts from now on."""

    order: str
    amount: int


@dataclass(slots=True)
class FreeCredit:
    """It is not needed."""

    order: str


@dataclass(slots=True)
class RecordDelivery:
    """So much was delivered."""

    order: str
    amount: int
    part: int = 0
    rest: None = None


@dataclass(slots=True)
class GoodsLine:
    """A line for the warehouse."""

    line: int
    sku: str
    quantity: Any


@dataclass(slots=True)
class PrepareGoods:
    """To the warehouse."""

    order: str
    warehouse: str
    lines: tuple[GoodsLine, ...]
    mode: str
    address: Any


@dataclass(slots=True)
class OpenWorkOrder:
    """To the technical team."""

    order: str
    line: int
    sku: str
    zone: str
    technology: str
    address: Any
    recover: tuple[()] = ()


@dataclass(slots=True)
class Bill:
    """What is to be invoiced."""

    order: str
    account: str
    party: str
    lines: tuple[BillLine, ...]
    currency: str
    terms: Any
    contact: Any
    origin: str = "order"
    adjustments: tuple[()] = ()
    part: int = 0
    advance: bool = False
    prepaid: tuple[()] = ()
    elsewhere: str = ""


@dataclass(slots=True)
class RaiseInvoice:
    """To the receivable."""

    bill: Bill
