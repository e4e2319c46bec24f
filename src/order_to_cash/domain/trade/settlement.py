"""What a payment and those who hold its money say to each other (TRU-15).

A payment is the one place that knows where its money is. Whoever holds some of it says so, and
moves it by asking the payment: never from one holder to the next.
"""

from datetime import date

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.trade.billing import Payment


@entity
class Target:
    """The case that money goes to: an order, a receivable or a credit account."""

    process: str
    case: str


@entity
class Owner:
    """Whose money it is: the account it belongs to, and the party that is told."""

    account: str
    party: str = ""
    contact: Sensitive | None = None


@entity
class TakePayment:
    """A payment brings money: all of it, or what is left."""

    payment: Payment


@entity
class RecallPayment:
    """The bank took the payment back: what is held of it is given up."""

    payment: str
    amount: Money
    reason: str


@entity
class OweBack:
    """Money that was refunded was taken back by the bank: the account owes it."""

    payment: str
    amount: Money
    reason: str


@entity
class NoteTaken:
    """So much was taken, and the rest is not needed."""

    by: Target
    taken: Money
    rest: Money
    owner: Owner


@entity
class NoteUntaken:
    """Nothing was taken: the case refused, or there is none."""

    by: Target
    amount: Money


@entity
class PassOn:
    """What is held of the payment goes on to another case; `on` is the day on which it counts."""

    by: Target
    amount: Money
    to: Target
    owner: Owner
    on: date | None = None


@entity
class ReturnMoney:
    """What the money was for will not be: it goes back, or to the account."""

    by: Target
    amount: Money
    owner: Owner
    reason: str


@entity
class RefundMoney:
    """Credit of the account is given back to the party."""

    by: Target
    amount: Money
    owner: Owner
    reason: str


@entity
class NoteRecalled:
    """What was held of a payment that was taken back is given up."""

    by: Target
    amount: Money
