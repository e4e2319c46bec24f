"""The commands a credit account is given (000 flows 3, 7 and 8)."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.agreements import CommitCredit as CommitCredit
from order_to_cash.domain.trade.agreements import FreeCredit as FreeCredit
from order_to_cash.domain.trade.agreements import RecordCharges as RecordCharges
from order_to_cash.domain.trade.agreements import RecordDefault as RecordDefault
from order_to_cash.domain.trade.agreements import RecordDelivery as RecordDelivery
from order_to_cash.domain.trade.agreements import RecordInvoice as RecordInvoice
from order_to_cash.domain.trade.agreements import RecordPayment as RecordPayment
from order_to_cash.domain.trade.agreements import RecordReversal as RecordReversal
from order_to_cash.domain.trade.agreements import ReserveCredit as ReserveCredit
from order_to_cash.domain.trade.billing import OweBack as OweBack
from order_to_cash.domain.trade.billing import RecallPayment as RecallPayment
from order_to_cash.domain.trade.billing import TakePayment as TakePayment
from order_to_cash.domain.trade.collecting import ExemptionName
from order_to_cash.domain.trade.collecting import FollowAccount as FollowAccount
from order_to_cash.domain.trade.collecting import LeaveAccount as LeaveAccount
from order_to_cash.domain.trade.questions import CreditLine as CreditLine
from order_to_cash.domain.trade.questions import ReportCreditLine as ReportCreditLine

__all__ = [
    "ChangeLimit",
    "CheckAccount",
    "CloseAccount",
    "Command",
    "CommitCredit",
    "CreditLine",
    "ExemptAccount",
    "FollowAccount",
    "FreeCredit",
    "LeaveAccount",
    "OweBack",
    "ReactivateAccount",
    "RecallPayment",
    "RecordCharges",
    "RecordDefault",
    "RecordDelivery",
    "RecordInvoice",
    "RecordPayment",
    "RecordReversal",
    "RefundSurplus",
    "ReportCreditLine",
    "ReserveCredit",
    "SuspendAccount",
    "TakePayment",
    "UseSurplus",
    "WithdrawExemption",
]


@entity
class UseSurplus:
    """Credit & Collections puts credit of the account to an order's invoice."""

    order: str
    amount: Money


@entity
class RefundSurplus:
    """Credit & Collections gives credit of the account back to the party."""

    amount: Money
    reason: str


@entity
class ChangeLimit:
    """Credit & Collections sets another limit."""

    limit: Money
    reason: str


@entity
class SuspendAccount:
    """Credit & Collections suspends the account: nothing new is financed."""

    reason: str


@entity
class ReactivateAccount:
    """Credit & Collections lifts the suspension."""

    reason: str


@entity
class CloseAccount:
    """Credit & Collections closes the account for good."""

    reason: str


@entity
class ExemptAccount:
    """No level is told of the account, or of that invoice, until the day is over (COL-05)."""

    name: ExemptionName
    reason: str
    until: date
    invoice: str = ""


@entity
class WithdrawExemption:
    """The exemption of the account, or of that invoice, is over before its end."""

    reason: str
    invoice: str = ""


@entity
class CheckAccount:
    """Time has passed: look at levels, at the ends of exemptions, and at what is owed back."""


Command: TypeAlias = (
    ReserveCredit
    | ReportCreditLine
    | FreeCredit
    | CommitCredit
    | RecordDelivery
    | RecordInvoice
    | RecordPayment
    | RecordReversal
    | RecordDefault
    | RecordCharges
    | TakePayment
    | RecallPayment
    | OweBack
    | UseSurplus
    | RefundSurplus
    | ChangeLimit
    | SuspendAccount
    | ReactivateAccount
    | CloseAccount
    | FollowAccount
    | LeaveAccount
    | ExemptAccount
    | WithdrawExemption
    | CheckAccount
)
