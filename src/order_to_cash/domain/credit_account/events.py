"""What happens to a credit account, with the decision behind it."""

from datetime import date, datetime
from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.credit_account.collection_events import (
    AccountCleared,
    AccountFollowed,
    AccountLeft,
    AccountReminded,
    AccountStopped,
    CollectionEvent,
    CreditDeferred,
    ExemptionEnded,
    ExemptionGranted,
    ExemptionWithdrawn,
    StopLifted,
)
from order_to_cash.domain.credit_account.commands import CreditLine
from order_to_cash.domain.trade.billing import Owner
from order_to_cash.domain.trade.payment_terms import Instalment

__all__ = [
    "AccountCleared",
    "AccountClosed",
    "AccountFollowed",
    "AccountLeft",
    "AccountOpened",
    "AccountReactivated",
    "AccountReminded",
    "AccountStopped",
    "AccountSuspended",
    "ChargesRecorded",
    "CreditCommitted",
    "CreditDeferred",
    "CreditFreed",
    "CreditRequested",
    "CreditReserved",
    "CreditRevoked",
    "DebtFollowed",
    "DebtIncurred",
    "DebtSettled",
    "DefaultRecorded",
    "DeliveryRecorded",
    "Event",
    "ExemptionEnded",
    "ExemptionGranted",
    "ExemptionWithdrawn",
    "InvoiceRecorded",
    "LimitChanged",
    "LimitPassed",
    "PaymentRecorded",
    "ReservationDeclined",
    "ReversalRecorded",
    "StopLifted",
    "SurplusKept",
    "SurplusRecalled",
    "SurplusRefunded",
    "SurplusUsed",
]


@entity
class CreditRequested:
    """An order asked before the credit line is known; it is answered as soon as it is."""

    account: str
    order: str
    amount: Money
    override: Override | None
    decision: Decision
    own: Values = ()
    amended: int = 0


@entity
class CreditReserved:
    """The amount is reserved for the order, in place of what was reserved for it before."""

    order: str
    amount: Money
    decision: Decision
    own: Values = ()
    amended: int = 0


@entity
class ReservationDeclined:
    """The order gets no credit, and what was reserved for it is free."""

    order: str
    amount: Money
    decision: Decision
    amended: int = 0


@entity
class AccountOpened:
    """The directory named the credit line."""

    line: CreditLine


@entity
class CreditRevoked:
    """A reservation of an order that is not released yet no longer fits and is taken back."""

    order: str
    amount: Money
    decision: Decision
    amended: int = 0


@entity
class CreditFreed:
    """The order needs its credit no more."""

    order: str


@entity
class CreditCommitted:
    """The order was released, so its amount counts until it is delivered."""

    order: str
    amount: Money


@entity
class DeliveryRecorded:
    """What was delivered counts in place of what was reserved."""

    order: str
    amount: Money


@entity
class InvoiceRecorded:
    """What is unpaid counts in place of what counted for the order before.

    `freed` had been paid, and counts as paid no more. Of an invoice that is `awaited` the delivery
    is told too, now or later. `invoice` is its number, and `owner` whose it is, where it is new.
    """

    order: str
    instalments: tuple[Instalment, ...]
    sequence: int
    disputed: Money | None = None
    freed: Money | None = None
    awaited: bool = False
    invoice: str = ""
    owner: Owner | None = None


@entity
class PaymentRecorded:
    """More is paid, and what remains unpaid counts from now on.

    The party paid, and the payment history grew, unless it was paid by the account's own credit.
    """

    order: str
    payment: str
    amount: Money
    late: bool
    instalments: tuple[Instalment, ...]
    sequence: int
    on: date
    by_credit: bool = False


@entity
class ReversalRecorded:
    """A payment was taken back, and what is owed again counts from now on.

    Taken back `by_credit`, it counts where the party had paid with it.
    """

    order: str
    payment: str
    amount: Money
    instalments: tuple[Instalment, ...]
    sequence: int
    on: date
    by_credit: bool = False
    invoice: str = ""


@entity
class DefaultRecorded:
    """The payment history holds one more default."""

    order: str
    level: str
    days: int
    amount: Money
    on: date


@entity
class ChargesRecorded:
    """What is open of late interest and fees of an order's invoice counts from now on (COL-06)."""

    order: str
    amount: Money
    sequence: int


@entity
class SurplusKept:
    """Unallocated credit of the party, out of this payment."""

    account: str
    payment: str
    amount: Money


@entity
class SurplusRecalled:
    """The bank took the payment back: what was kept of it is credit no more."""

    account: str
    payment: str
    amount: Money
    at: datetime


@entity
class DebtIncurred:
    """Credit that was refunded was taken back by the bank: the account owes it, and is told."""

    account: str
    payment: str
    amount: Money
    at: datetime


@entity
class DebtFollowed:
    """The account still owes what it was refunded; Credit & Collections is told again."""

    account: str
    amount: Money
    at: datetime


@entity
class DebtSettled:
    """What the account owed of its refunds is covered by what came in since."""


@entity
class SurplusUsed:
    """Credit of the account, kept of this payment, goes to an order's invoice."""

    account: str
    order: str
    amount: Money
    payment: str
    on: date


@entity
class SurplusRefunded:
    """Credit of the account, kept of this payment, is given back."""

    account: str
    amount: Money
    reason: str
    payment: str


@entity
class LimitPassed:
    """What is owed went above the limit; Credit & Collections is told."""

    account: str
    exposure: Money
    limit: Money


@entity
class LimitChanged:
    """Another limit is in force."""

    limit: Money
    reason: str


@entity
class AccountSuspended:
    """Nothing new is financed."""

    reason: str


@entity
class AccountReactivated:
    """The suspension is over."""

    reason: str


@entity
class AccountClosed:
    """The account is closed for good."""

    reason: str


Event: TypeAlias = (
    CreditRequested
    | CreditReserved
    | ReservationDeclined
    | AccountOpened
    | CreditRevoked
    | CreditFreed
    | CreditCommitted
    | DeliveryRecorded
    | InvoiceRecorded
    | PaymentRecorded
    | ReversalRecorded
    | DefaultRecorded
    | ChargesRecorded
    | SurplusKept
    | SurplusRecalled
    | DebtIncurred
    | DebtFollowed
    | DebtSettled
    | SurplusUsed
    | SurplusRefunded
    | LimitPassed
    | LimitChanged
    | AccountSuspended
    | AccountReactivated
    | AccountClosed
    | CollectionEvent
)

OnlyStage: TypeAlias = LimitPassed | AccountSuspended | AccountReactivated | AccountClosed
"""Events that change nothing but the stage."""

Quiet: TypeAlias = (
    AccountOpened
    | CreditFreed
    | CreditCommitted
    | DeliveryRecorded
    | PaymentRecorded
    | DefaultRecorded
    | ChargesRecorded
    | DebtSettled
    | LimitChanged
    | AccountSuspended
    | AccountReactivated
    | AccountClosed
    | AccountCleared
    | CreditDeferred
    | AccountLeft
)
"""Events that nobody outside hears of."""
