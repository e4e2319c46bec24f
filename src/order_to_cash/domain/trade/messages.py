"""What a case asks and tells: questions to directories, instructions, words to other cases.

Each is sent at least once under a key that never changes, so whoever receives it can tell a repeat.
"""

from typing import Any, ClassVar, Final, TypeAlias

from order_to_cash.domain.core.asking import only_done
from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import OpenEnum, entity
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.proposals import Proposal
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.trade.fulfilment import FulfilmentInstruction, ReservationInstruction
from order_to_cash.domain.trade.invoicing import BillingInstruction
from order_to_cash.domain.trade.questions import Question
from order_to_cash.domain.trade.ticketing import TicketingInstruction

NOTIFICATION: Final = "notification"
"""The name of the port through which people are told what happened."""


class Notice(OpenEnum):
    """What people are told about; the words of each stand in the files of words."""

    CASE_WAITS = "case_waits"
    INFORMATION_MISSING = "information_missing"
    AVAILABILITY = "availability"
    CREDIT_DECLINED = "credit_declined"
    ORDER_REJECTED = "order_rejected"
    ORDER_RELEASED = "order_released"
    LINE_ON_HOLD = "line_on_hold"
    ORDER_COMPLETED = "order_completed"
    GOODS_RETURNED = "goods_returned"
    INVOICE = "invoice"
    ADVANCE_INVOICE = "advance_invoice"
    SHARE_ELSEWHERE = "share_elsewhere"
    PAYMENT_REMINDER = "payment_reminder"
    COLLECTION_ALERT = "collection_alert"
    SERVICE_BLOCKED = "service_blocked"
    SERVICE_UNBLOCKED = "service_unblocked"
    LIMIT_PASSED = "limit_passed"
    ISSUE_REFUSED = "issue_refused"
    RULE_WARNED = "rule_warned"
    LATE_CHARGE = "late_charge"
    PAYMENT_UNPLACED = "payment_unplaced"
    PAYMENT_OWED = "payment_owed"
    PAYMENT_GIVEN_BACK = "payment_given_back"
    ACCOUNT_IN_DEBT = "account_in_debt"
    ACCOUNT_PAST_DUE = "account_past_due"
    ACCOUNT_STOPPED = "account_stopped"
    ACCOUNT_RESUMED = "account_resumed"
    EXEMPTION_ENDED = "exemption_ended"
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

    `findings` are the reasons, put into words in the language of whoever reads them; `proposals`
    are what would have helped.
    """

    notice: Notice
    to: str
    values: tuple[tuple[str, Value], ...] = ()
    contact: Sensitive | None = None
    findings: tuple[Finding, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    topic: ClassVar[str] = NOTIFICATION
    answered = only_done


@entity
class Tell:
    """Give a command to another case, in the name of this one.

    Where the other case refuses it, `otherwise` comes back to the one who told it, if it is given.
    """

    process: str
    case: str
    command: Any
    otherwise: Any = None


Instruction: TypeAlias = (
    FulfilmentInstruction
    | BillingInstruction
    | TicketingInstruction
    | ReservationInstruction
    | Notify
)
Message: TypeAlias = Question | Instruction | Tell
