"""What is billed: lines, tax by a dated policy, and totals that always agree (000 flow 7)."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Currency, Money, Rounding
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.timeline import Timeline
from order_to_cash.domain.trade.payment_terms import PaymentMethod, PaymentTerms


@entity
class BillLine:
    """One product on an invoice, at least one unit of it; `unit_price` is net."""

    sku: str
    quantity: int
    unit_price: Money

    def __attrs_post_init__(self) -> None:
        if type(self.quantity) is not int or self.quantity < 1:
            raise InvalidValue(
                "a line bills a whole quantity of at least one; leave out what was not delivered",
                code="billing.quantity",
            )

    @property
    def net(self) -> Money:
        """Quantity times unit price."""
        return self.unit_price * self.quantity


@entity
class Totals:
    """Net, tax and total of an invoice; `net + tax == total`, to the minor unit."""

    net: Money
    tax: Money
    total: Money
    rate: Fraction
    clause: Clause


@entity
class TaxPolicy:
    """The tax rate in force by day, applied once to the net total, and how it is rounded."""

    rates: Timeline[Fraction]
    rounding: Rounding = Rounding.HALF_UP

    def totals(self, lines: Iterable[BillLine], on: date, currency: Currency) -> Totals:
        """What the lines cost on that day; raises `NotInForce` where no rate was published."""
        rate = self.rates.on(on)
        net = Money.zero(currency)
        for line in lines:
            net = net + line.net
        tax = net.times(rate.value, rounding=self.rounding)
        return Totals(net, tax, net + tax, rate.value, rate.clause)


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
class Bill:
    """What was delivered for an order and has to be invoiced, to whom and on which terms.

    `origin` is the process that `order` is a case of, and that hears of the invoice.
    """

    order: str
    account: str
    party: str
    lines: tuple[BillLine, ...]
    currency: Currency
    terms: PaymentTerms
    contact: Sensitive | None = None
    origin: str = "order"


@entity
class NoteInvoice:
    """The receivable tells the number of the invoice."""

    invoice: str


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
