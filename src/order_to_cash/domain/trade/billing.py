"""What is billed, to whom and on which terms, and where its money is (000 flow 7; TRU-15).

A payment is the one place that knows where its money is. Whoever holds some of it says so, and
moves it by asking the payment: never from one holder to the next.
"""

from datetime import date

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.trade.payment_terms import PaymentMethod, PaymentTerms
from order_to_cash.domain.trade.prices import BillLine, PaperAdjustment


@entity
class Payment:
    """Money that arrived, under the id that the bank or the cash desk gave it."""

    id: str
    amount: Money
    method: PaymentMethod
    received: date

    @property
    def is_credit(self) -> bool:
        """Whether it is an earlier overpayment put to use, and no money that arrived now."""
        return self.method is PaymentMethod.ACCOUNT_CREDIT


@entity
class Prepaid:
    """So much, tax included, was invoiced in advance by the invoice of that number (PRI-10)."""

    invoice: str
    amount: Money
    tax: Money


@entity
class Bill:
    """What was delivered for an order and has to be invoiced, to whom and on which terms.

    `origin` is the process that `order` is a case of, and that hears of the invoice. `adjustments`
    are allowances and charges of the whole paper. `part` counts the invoices of an order of which
    each delivery is invoiced; it is zero for the one of all that was delivered. An `advance` is
    asked for before the delivery; `prepaid` are the advances that the invoice deducts. `elsewhere`
    names the account on which a share of it is owed, in the receivable of that share (PRI-07).
    """

    order: str
    account: str
    party: str
    lines: tuple[BillLine, ...]
    currency: Currency
    terms: PaymentTerms
    contact: Sensitive | None = None
    origin: str = "order"
    adjustments: tuple[PaperAdjustment, ...] = ()
    part: int = 0
    advance: bool = False
    prepaid: tuple[Prepaid, ...] = ()
    elsewhere: str = ""


@entity
class NoteInvoice:
    """The receivable tells the number of the invoice; `part` is that of its bill."""

    invoice: str
    part: int = 0


@entity
class ChargeForm:
    """A charge in the form in which some billing takes it: a claim on an invoice (004)."""

    invoice: str
    received_at: str
    kind: str
    cause: str
    value_to_collect: Money
    observed: Money
    note: str


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
