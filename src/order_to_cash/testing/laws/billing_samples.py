"""What the laws of billing give, and how they look into the books."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from order_to_cash.domain.core import Clause, Currency, Money, entity
from order_to_cash.domain.trade import (
    Bill,
    BillLine,
    Instalment,
    IssueInvoice,
    NetDays,
    TaxPolicy,
    UnitPrice,
    flat,
)
from order_to_cash.ports.billing import Billing, Issued, Refused
from order_to_cash.testing.laws import holds

TODAY = date(2024, 2, 29)
RACERS = 4


def sol(amount: str) -> Money:
    """An amount as the laws give it: in soles."""
    return Money.of(amount, Currency.PEN)


NOTHING, TOTAL, CENT = sol("0.00"), sol("236.00"), sol("0.01")


@entity
class Books:
    """How many invoices there are, and the sums of what went each way."""

    invoices: int = 0
    invoiced: Money = NOTHING
    credited: Money = NOTHING
    refunded: Money = NOTHING
    charged: Money = NOTHING
    received: Money = NOTHING
    taken_back: Money = NOTHING


ReadBooks: TypeAlias = Callable[[], Books]
Law: TypeAlias = Callable[[Billing, ReadBooks], None]
ONE = Books(1, TOTAL)


def invoice(receivable: str = "r1", net: str = "200.00", tax: str = "36.00") -> IssueInvoice:
    """An invoice of two units of one product, to be paid in two parts."""
    half = UnitPrice.from_money(Money(sol(net).minor // 2, Currency.PEN))
    lines = (BillLine("tv", 2, half),)
    bill = Bill(f"order of {receivable}", "a1", "p1", lines, Currency.PEN, NetDays(30))
    rate = Fraction(sol(tax).minor, sol(net).minor)
    taxed = TaxPolicy((flat("tax", (TODAY, rate, Clause("law", "1"))),))
    totals = taxed.totals(lines, TODAY, Currency.PEN)
    parts = tuple(Instalment(TODAY, part, NOTHING) for part in totals.payable.allocate((1, 1)))
    return IssueInvoice(receivable, bill, totals, TODAY, parts)


def issued(billing: Billing, given: IssueInvoice) -> str:
    """Issue an invoice and check that it was; its number."""
    answer = billing.issue(given)
    if not isinstance(answer, Issued):
        raise AssertionError(f"a new invoice: expected that it is issued, but got {answer!r}")
    return answer.invoice


def refused(answer: object, why: str) -> None:
    """Check that the answer is a refusal which says why."""
    holds(isinstance(answer, Refused), f"nothing was refused, although {why}")
    holds(answer != Refused(""), f"the refusal says no reason, although {why}")
