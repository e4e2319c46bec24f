"""What is billed, to whom and on which terms, and what is paid (000 flow 7)."""

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
