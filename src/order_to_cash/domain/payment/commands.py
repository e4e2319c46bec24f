"""The commands a payment is given (000 flow 8, § 7; TRU-15)."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.billing import NoteRecalled as NoteRecalled
from order_to_cash.domain.trade.billing import NoteTaken as NoteTaken
from order_to_cash.domain.trade.billing import NoteUntaken as NoteUntaken
from order_to_cash.domain.trade.billing import PassOn as PassOn
from order_to_cash.domain.trade.billing import RefundMoney as RefundMoney
from order_to_cash.domain.trade.billing import ReturnMoney as ReturnMoney
from order_to_cash.domain.trade.billing import Target
from order_to_cash.domain.trade.payment_terms import PaymentMethod

__all__ = [
    "Command",
    "GiveBack",
    "LookAgain",
    "NoteRecalled",
    "NoteTaken",
    "NoteUntaken",
    "PassOn",
    "PlacePayment",
    "ReceivePayment",
    "RefundMoney",
    "ReturnMoney",
    "TakeBack",
]


@entity
class ReceivePayment:
    """Money arrived, under the reference of bank or cashier, which is the id of the case."""

    amount: Money
    received: date
    method: PaymentMethod
    towards: Target


@entity
class PlacePayment:
    """Credit & Collections says where money goes that nobody took."""

    towards: Target


@entity
class GiveBack:
    """Credit & Collections gives back what nobody took."""

    reason: str


@entity
class TakeBack:
    """The bank took the payment back, for instance a rejected direct debit."""

    reason: str


@entity
class LookAgain:
    """Time has passed: try again to place what nobody took."""


Command: TypeAlias = (
    ReceivePayment
    | PlacePayment
    | GiveBack
    | TakeBack
    | NoteTaken
    | NoteUntaken
    | PassOn
    | ReturnMoney
    | RefundMoney
    | NoteRecalled
    | LookAgain
)
