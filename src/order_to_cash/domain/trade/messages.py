"""What a case asks and tells: questions to directories, instructions, words to other cases.

Each is sent at least once under a key that never changes, so whoever receives it can tell a repeat.
"""

import enum
from datetime import date
from typing import Any, TypeAlias

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Value, Values
from order_to_cash.domain.trade.billing import Bill, ChargeForm, Totals
from order_to_cash.domain.trade.equipment import Equipment
from order_to_cash.domain.trade.payment_terms import Instalment
from order_to_cash.domain.trade.ticketing import CloseTicket, RegisterTicket, RouteTicket


@entity
class AskParty:
    """Who is this party, and is its account active?"""

    party: str


@entity
class AskOfferings:
    """What does the catalogue offer under these skus on that day?"""

    skus: tuple[str, ...]
    on: date


@entity
class AskStock:
    """How much of each does the warehouse that serves the zone have?"""

    zone: str
    skus: tuple[str, ...]


@entity
class AskCoverage:
    """Which of these services can be given in the zone on that day?"""

    zone: str
    skus: tuple[str, ...]
    on: date


@entity
class AskTerms:
    """Which version of each of these terms and conditions is in force on that day?"""

    terms: tuple[str, ...]
    on: date


@entity
class AskCreditLine:
    """Which credit line does this account have?"""

    account: str


@entity
class GoodsLine:
    """A line of an order for the warehouse."""

    line: int
    sku: str
    quantity: int


@entity
class PrepareGoods:
    """Warehouse: prepare these goods and ship them, or keep them for pick-up."""

    order: str
    warehouse: str
    lines: tuple[GoodsLine, ...]
    mode: str
    address: Sensitive | None = None


@entity
class OpenWorkOrder:
    """Technical team: install or activate this service, and collect this equipment there."""

    order: str
    line: int
    sku: str
    zone: str
    technology: str
    address: Sensitive | None = None
    recover: tuple[Equipment, ...] = ()


@entity
class StopFulfilment:
    """Warehouse and technical team: stop what is not delivered yet, and say when it is stopped."""

    order: str


@entity
class BlockService:
    """Technical team: suspend the services that were delivered with this order."""

    order: str
    account: str


@entity
class UnblockService:
    """Technical team: reconnect the services that were delivered with this order."""

    order: str
    account: str


@entity
class OpenSupport:
    """Technical team: support is needed for what was delivered with this order."""

    order: str
    subject: Sensitive


@entity
class IssueInvoice:
    """Billing: issue one invoice for this receivable, or know its own one of that `number`."""

    receivable: str
    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    number: str = ""


@entity
class IssueCreditNote:
    """Billing: credit this amount of an invoice."""

    invoice: str
    amount: Money
    reason: str


@entity
class RefundPayment:
    """Billing: give this amount back to whom the account belongs, of the payment if any."""

    account: str
    amount: Money
    reason: str
    payment: str | None = None
    details: Values = ()


@entity
class RecordReceipt:
    """Billing: this payment came in, once under its reference."""

    payment: str
    amount: Money
    received: date


@entity
class ChargeOnce:
    """Billing: put this amount on the account's next invoice, exactly once under its key."""

    account: str
    amount: Money
    reason: str
    form: ChargeForm | None = None
    details: Values = ()


@entity
class RemoveService:
    """Technical team: take this service out of operation at the address that is left.

    `recover` is the equipment to collect there.
    """

    order: str
    line: int
    sku: str
    zone: str
    technology: str
    recover: tuple[Equipment, ...] = ()


class Notice(enum.StrEnum):
    """What people are told about; the wording of each is in the catalogue of texts."""

    INFORMATION_MISSING = "information_missing"
    AVAILABILITY = "availability"
    CREDIT_DECLINED = "credit_declined"
    ORDER_REJECTED = "order_rejected"
    ORDER_RELEASED = "order_released"
    LINE_ON_HOLD = "line_on_hold"
    ORDER_COMPLETED = "order_completed"
    INVOICE = "invoice"
    COLLECTION_ALERT = "collection_alert"
    SERVICE_BLOCKED = "service_blocked"
    SERVICE_UNBLOCKED = "service_unblocked"
    LIMIT_PASSED = "limit_passed"
    ISSUE_REFUSED = "issue_refused"
    PAYMENT_UNPLACED = "payment_unplaced"
    PAYMENT_OWED = "payment_owed"
    PAYMENT_GIVEN_BACK = "payment_given_back"
    ACCOUNT_IN_DEBT = "account_in_debt"
    TRANSFER_DATA_MISSING = "transfer_data_missing"
    TRANSFER_COST = "transfer_cost"
    TRANSFER_TO_ASSIGN = "transfer_to_assign"
    TRANSFER_ASSIGNED = "transfer_assigned"
    TRANSFER_REFUSED = "transfer_refused"
    TRANSFER_EQUIPMENT = "transfer_equipment"
    TRANSFER_PASSED_ON = "transfer_passed_on"
    TRANSFER_COMPLETED = "transfer_completed"
    TRANSFER_WITHDRAWN = "transfer_withdrawn"
    TRANSFER_TO_UNDO = "transfer_to_undo"
    DOCUMENT_SENT = "document_sent"
    REQUEST_REJECTED = "request_rejected"
    REQUEST_CANCELLED = "request_cancelled"
    ONBOARDING_CLOSED = "onboarding_closed"
    UNDO_NEEDED = "undo_needed"
    DEADLINE_PASSED = "deadline_passed"
    CONTACT_DATA = "contact_data"
    PLAN_CHANGE_MISSING = "plan_change_missing"
    PLAN_CHANGE_PROPOSED = "plan_change_proposed"
    PLAN_CHANGE_APPLIED = "plan_change_applied"
    PLAN_CHANGE_REFUSED = "plan_change_refused"
    CLAIM_DOCUMENTS_MISSING = "claim_documents_missing"
    CLAIM_ACCEPTED = "claim_accepted"
    CLAIM_REOPENED = "claim_reopened"
    CLAIM_SOLVED = "claim_solved"
    CLAIM_UNFOUNDED = "claim_unfounded"
    CLAIM_REFUNDED = "claim_refunded"
    CLAIM_REFUND_REFUSED = "claim_refund_refused"
    CORRECTION_EVIDENCE_MISSING = "correction_evidence_missing"
    CORRECTION_EXECUTIVE = "correction_executive"
    CORRECTION_NOT_ELIGIBLE = "correction_not_eligible"
    CORRECTION_TO_APPROVE = "correction_to_approve"
    CORRECTION_AUDIT = "correction_audit"
    CORRECTION_REFUSED = "correction_refused"
    CORRECTION_ATTENDED = "correction_attended"


@entity
class Notify:
    """Tell a party or a role what happened; `values` fill the notice's text.

    `findings` are the reasons, put into words in the language of whoever reads them.
    """

    notice: Notice
    to: str
    values: tuple[tuple[str, Value], ...] = ()
    contact: Sensitive | None = None
    findings: tuple[Finding, ...] = ()


@entity
class Tell:
    """Give a command to another case, in the name of this one.

    Where the other case refuses it, `otherwise` comes back to the one who told it, if it is given.
    """

    process: str
    case: str
    command: Any
    otherwise: Any = None


Question: TypeAlias = AskParty | AskOfferings | AskStock | AskCoverage | AskTerms | AskCreditLine
Instruction: TypeAlias = (
    PrepareGoods
    | OpenWorkOrder
    | StopFulfilment
    | BlockService
    | UnblockService
    | OpenSupport
    | IssueInvoice
    | IssueCreditNote
    | RefundPayment
    | RecordReceipt
    | ChargeOnce
    | RemoveService
    | RegisterTicket
    | RouteTicket
    | CloseTicket
    | Notify
)
Message: TypeAlias = Question | Instruction | Tell
