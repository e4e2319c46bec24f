"""What collection does to an account as a whole (COL-05)."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.collecting import ExemptionName, Reach


@entity
class PastDue:
    """An invoice as a letter names it: what of it is past due, since the day after its oldest part.

    `invoice` is its number, or the name of what was billed where the number is not known.
    """

    invoice: str
    due: date
    amount: Money


@entity
class AccountReminded:
    """A level of the account was reached; one letter to the party names all its invoices."""

    account: str
    level: str
    days: int
    overdue: Money
    invoices: tuple[PastDue, ...]
    decision: Decision
    on: date


@entity
class AccountStopped:
    """The level that stops the account was reached, after a letter at least."""

    account: str
    level: str
    days: int
    overdue: Money
    invoices: tuple[PastDue, ...]
    decision: Decision
    on: date
    reach: tuple[Reach, ...]


@entity
class AccountCleared:
    """Nothing of the account is past due any more: its levels begin anew."""


@entity
class StopLifted:
    """The account is not stopped any more: it paid, or it is exempt. Its levels begin anew."""

    account: str
    level: str


@entity
class CreditDeferred:
    """A stopped account answers no order: this one is answered once the stop is lifted."""

    order: str
    amount: Money
    override: Override | None
    own: Values = ()
    amended: int = 0


@entity
class AccountFollowed:
    """The order is told whether the account is stopped, from now on."""

    account: str
    order: str


@entity
class AccountLeft:
    """The order is over, and is told no more."""

    order: str


@entity
class ExemptionGranted:
    """No level is told of the account, or of one invoice of it, until the day is over."""

    account: str
    name: ExemptionName
    reason: str
    until: date
    invoice: str = ""
    order: str = ""


@entity
class ExemptionWithdrawn:
    """The exemption was taken back before its end; levels go on where they are."""

    account: str
    reason: str
    invoice: str = ""
    order: str = ""


@entity
class ExemptionEnded:
    """The day of the exemption is over, and Credit & Collections is told."""

    account: str
    name: ExemptionName
    until: date
    invoice: str = ""
    order: str = ""


CollectionEvent: TypeAlias = (
    AccountReminded
    | AccountStopped
    | AccountCleared
    | StopLifted
    | CreditDeferred
    | AccountFollowed
    | AccountLeft
    | ExemptionGranted
    | ExemptionWithdrawn
    | ExemptionEnded
)
