"""The commands a credit account is given (000 flows 3, 7 and 8)."""

from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.agreements import CommitCredit as CommitCredit
from order_to_cash.domain.trade.agreements import FreeCredit as FreeCredit
from order_to_cash.domain.trade.agreements import RecordDefault as RecordDefault
from order_to_cash.domain.trade.agreements import RecordDelivery as RecordDelivery
from order_to_cash.domain.trade.agreements import RecordInvoice as RecordInvoice
from order_to_cash.domain.trade.agreements import RecordPayment as RecordPayment
from order_to_cash.domain.trade.agreements import RecordReversal as RecordReversal
from order_to_cash.domain.trade.agreements import ReserveCredit as ReserveCredit
from order_to_cash.domain.trade.questions import CreditLine as CreditLine
from order_to_cash.domain.trade.questions import ReportCreditLine as ReportCreditLine
from order_to_cash.domain.trade.settlement import OweBack as OweBack
from order_to_cash.domain.trade.settlement import RecallPayment as RecallPayment
from order_to_cash.domain.trade.settlement import TakePayment as TakePayment


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
class CheckAccount:
    """Time has passed: look whether the account still owes what it was refunded."""


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
    | TakePayment
    | RecallPayment
    | OweBack
    | UseSurplus
    | RefundSurplus
    | ChangeLimit
    | SuspendAccount
    | ReactivateAccount
    | CloseAccount
    | CheckAccount
)
