"""The commands a credit account is given (000 flows 3, 7 and 8)."""

from typing import TypeAlias

from order_to_cash.domain.decision import Override
from order_to_cash.domain.entity import entity
from order_to_cash.domain.money import Money
from order_to_cash.domain.payment_terms import Instalment
from order_to_cash.domain.settlement import OweBack as OweBack  # noqa: PLC0414
from order_to_cash.domain.settlement import RecallPayment as RecallPayment  # noqa: PLC0414
from order_to_cash.domain.settlement import TakePayment as TakePayment  # noqa: PLC0414


@entity
class CreditLine:
    """The credit line of an account as the directory knows it."""

    account: str
    party: str
    limit: Money


@entity
class ReserveCredit:
    """An order asks for credit, counted once however often it asks."""

    order: str
    amount: Money
    override: Override | None = None


@entity
class ReportCreditLine:
    """The directory of credit lines answers; no line means that it knows no such account."""

    line: CreditLine | None


@entity
class FreeCredit:
    """An order ended without delivery: its credit is free again."""

    order: str


@entity
class CommitCredit:
    """An order was released: its credit counts from now on, and can no longer be taken back."""

    order: str
    amount: Money


@entity
class RecordDelivery:
    """An order was delivered and not invoiced yet: what counts now is what was delivered."""

    order: str
    amount: Money


@entity
class RecordInvoice:
    """What is unpaid of an order's invoice, and when it is due; none means that nothing is.

    `sequence` counts the changes of the receivable, so that an older one never wins.
    """

    order: str
    instalments: tuple[Instalment, ...]
    sequence: int
    disputed: Money | None = None


@entity
class RecordPayment:
    """Something was paid on an order's invoice; `instalments` is what remains of it."""

    order: str
    payment: str
    amount: Money
    late: bool
    instalments: tuple[Instalment, ...]
    sequence: int


@entity
class RecordReversal:
    """A payment was taken back; `instalments` is what is owed again."""

    order: str
    payment: str
    amount: Money
    instalments: tuple[Instalment, ...]
    sequence: int


@entity
class RecordDefault:
    """An invoice reached a level of the dunning schedule."""

    order: str
    level: str
    days: int
    amount: Money


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
