"""The commands a payment is given (000 flow 8, § 7; TRU-15)."""

from datetime import date
from typing import TypeAlias

from order_to_cash.domain.entity import entity
from order_to_cash.domain.money import Money
from order_to_cash.domain.payment_terms import PaymentMethod
from order_to_cash.domain.settlement import NoteRecalled as NoteRecalled  # noqa: PLC0414
from order_to_cash.domain.settlement import NoteTaken as NoteTaken  # noqa: PLC0414
from order_to_cash.domain.settlement import NoteUntaken as NoteUntaken  # noqa: PLC0414
from order_to_cash.domain.settlement import PassOn as PassOn  # noqa: PLC0414
from order_to_cash.domain.settlement import RefundMoney as RefundMoney  # noqa: PLC0414
from order_to_cash.domain.settlement import ReturnMoney as ReturnMoney  # noqa: PLC0414
from order_to_cash.domain.settlement import Target


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
