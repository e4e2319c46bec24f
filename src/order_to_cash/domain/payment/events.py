"""What happens to a payment and to each part of its money."""

from datetime import date, datetime
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.billing import Owner, Payment, Target

__all__ = [
    "DebtCharged",
    "DebtFollowed",
    "DebtUnplaced",
    "Event",
    "MoneyGivenBack",
    "MoneyPlaced",
    "MoneyReleased",
    "MoneySent",
    "MoneyTaken",
    "MoneyTakenBack",
    "MoneyUnplaced",
    "MoneyUntaken",
    "PaymentReceived",
    "PaymentRepeated",
    "PaymentTakenBack",
    "PlacingRetried",
    "UnplacedGivenBack",
]


@entity
class PaymentReceived:
    """The money is here and on its way to the case that it is for."""

    payment: Payment
    towards: Target


@entity
class PaymentRepeated:
    """The same payment was reported again, and counts once."""


@entity
class MoneyTaken:
    """A case took so much, and needs the rest not."""

    by: Target
    taken: Money
    rest: Money
    owner: Owner


@entity
class MoneyUntaken:
    """The case refused the money, or does not exist."""

    by: Target
    amount: Money


@entity
class MoneyReleased:
    """A case gave up what it held."""

    by: Target
    amount: Money
    owner: Owner | None = None


@entity
class MoneySent:
    """Money is on its way to another case; `on` is the day on which it counts there."""

    to: Target
    amount: Money
    on: date | None = None


@entity
class MoneyUnplaced:
    """Nobody takes it; Credit & Collections is told."""

    amount: Money
    at: datetime


@entity
class MoneyPlaced:
    """What nobody took is on its way to another case."""

    to: Target
    amount: Money


@entity
class PlacingRetried:
    """What nobody took is on its way to the same case again."""

    to: Target
    amount: Money


@entity
class MoneyGivenBack:
    """Money goes back to the party, who is told."""

    amount: Money
    owner: Owner
    reason: str


@entity
class UnplacedGivenBack:
    """What nobody took goes back to where it came from."""

    amount: Money
    owner: Owner
    reason: str


@entity
class PaymentTakenBack:
    """The bank took the payment back; whoever holds some of it gives it up."""

    reason: str


@entity
class MoneyTakenBack:
    """So much went back to the bank."""

    amount: Money


@entity
class DebtCharged:
    """What had been given back, and was then taken back by the bank, is owed by the account."""

    to: Target
    amount: Money
    reason: str


@entity
class DebtUnplaced:
    """It was given back and taken back by the bank, and no account is known that owes it."""

    amount: Money
    at: datetime


@entity
class DebtFollowed:
    """Still no account is known that owes it; Credit & Collections is told again."""

    at: datetime


Event: TypeAlias = (
    PaymentReceived
    | PaymentRepeated
    | MoneyTaken
    | MoneyUntaken
    | MoneyReleased
    | MoneySent
    | MoneyUnplaced
    | MoneyPlaced
    | PlacingRetried
    | MoneyGivenBack
    | UnplacedGivenBack
    | PaymentTakenBack
    | MoneyTakenBack
    | DebtCharged
    | DebtUnplaced
    | DebtFollowed
)

OnlyStage: TypeAlias = PaymentRepeated
"""Events that change nothing but the stage."""

Quiet: TypeAlias = PaymentRepeated | MoneyTaken | MoneyUntaken | MoneyReleased | MoneyTakenBack
"""Events that nobody outside hears of."""
