"""Papers to be written as UBL: of every tax, mode and adjustment, and those about them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from order_to_cash.domain.core import Clause, Currency, Money, Sensitive, changed
from order_to_cash.domain.receivable import Elsewhere
from order_to_cash.domain.receivable.debt import Debt
from order_to_cash.domain.trade import (
    Adjustment,
    Bill,
    BillLine,
    Instalment,
    NetDays,
    NoteLine,
    PaperAdjustment,
    Prepaid,
    TaxKind,
    TaxPolicy,
    TaxWay,
    Totals,
    UnitPrice,
)
from order_to_cash.standards.ubl import Kind, Paper
from tests.domain.reckoning import TODAY, category

SOLES: Final = Currency.PEN
BEFORE: Final = Money.of("100.00", SOLES)
"""What was invoiced in advance."""

HOSTILE: Final = 'Café <& "peso\x00" ]]>'
POLICY: Final = TaxPolicy(
    (
        category(Fraction(18, 100), parts=(Fraction(16, 100), Fraction(2, 100))),
        category(Fraction(10, 100), kind=TaxKind.REDUCED, code="reduced"),
        category(Fraction(13, 100), TaxWay.INSIDE, code="inside"),
        category(Fraction(0), kind=TaxKind.EXEMPT, code="exempt"),
        category(Fraction(0), kind=TaxKind.OUTSIDE, code="outside"),
        category(Fraction(18, 100), kind=TaxKind.FREE, code="free"),
    )
)


def bill(lines: tuple[BillLine, ...], changes: tuple[PaperAdjustment, ...], of: Currency) -> Bill:
    contact = Sensitive("someone@example.com")
    known = (Prepaid("F001-2", BEFORE, Money.of("15.25", SOLES)),) if changes else ()
    made = Bill("O-1", "A-1", "D-1", lines, of, NetDays(30), contact, adjustments=changes)
    return changed(made, prepaid=known if of is SOLES else ())


def invoice(
    lines: tuple[BillLine, ...],
    changes: tuple[PaperAdjustment, ...],
    totals: Totals,
    *,
    number: str = "F001-7",
) -> Paper:
    """The invoice of these lines, due in two parts."""
    nothing = totals.payable - totals.payable
    parts = tuple(
        Instalment(date(2026, 4, day), amount, nothing)
        for day, amount in zip((1, 30), totals.payable.allocate([1, 1]), strict=True)
        if not totals.payable.is_negative
    )
    billed = bill(lines, changes, totals.payable.currency)
    debt = Debt(billed, totals, TODAY, parts, nothing, nothing, nothing, nothing)
    return Paper(Kind.INVOICE, number, TODAY, number, debt)


def priced(
    amount: str, quantity: int | Decimal = 1, code: str = "standard", **more: Any
) -> BillLine:
    with_tax = more.pop("with_tax", False)
    return BillLine("SKU", quantity, UnitPrice.of(amount, SOLES, with_tax=with_tax), code, **more)


def off(reason: str, share: Fraction, *, charge: bool = False) -> Adjustment:
    return Adjustment(reason, share=share, charge=charge)


LINES: Final = (
    priced("1.102", 700),
    priced("330.00", 3, with_tax=True),
    priced("80.00", Decimal("2.5"), adjustments=(off("campaign", Fraction(1, 10)),)),
    priced("12.00", 2, "reduced", adjustments=(off("delivery", Fraction(1, 4), charge=True),)),
    priced("100.00", 1, "inside", with_tax=True),
    priced("50.00", 1, "exempt"),
    priced("9.90", 1, "free"),
)
CHANGES: Final = (
    PaperAdjustment(off("loyal", Fraction(1, 20))),
    PaperAdjustment(Adjustment("freight", Money.of("5.00", SOLES), charge=True)),
    PaperAdjustment(Adjustment(HOSTILE, Money.of("1.00", SOLES)), "reduced"),
)
RICH: Final = invoice(
    LINES,
    CHANGES,
    POLICY.totals(LINES, TODAY, SOLES, adjustments=CHANGES, prepaid=Money.of("100.00", SOLES)),
)
OUTSIDE: Final = (priced("50.00", 1, "outside"),)
UNTAXED: Final = invoice(OUTSIDE, (), POLICY.totals(OUTSIDE, TODAY, SOLES), number="F001-8")
SHARED: Final = changed(
    UNTAXED,
    number="F001-9",
    debt=changed(
        UNTAXED.debt, elsewhere=Elsewhere("withheld", Money.of("6.00", SOLES), Clause("Law", "1"))
    ),
)
NOTED: Final = (
    NoteLine(1, Money.of("100.00", SOLES), Money.of("18.00", SOLES)),
    NoteLine(4, Money.of("10.00", SOLES), Money.of("1.00", SOLES)),
)
CREDIT: Final = Paper(Kind.CREDIT_NOTE, "FC01-1", TODAY, RICH.number, RICH.debt, HOSTILE, NOTED)
DEBIT: Final = Paper(Kind.DEBIT_NOTE, "FD01-1", TODAY, RICH.number, RICH.debt, "wrong", NOTED)
REMINDER: Final = Paper(
    Kind.REMINDER,
    "F001-7-9",
    TODAY,
    RICH.number,
    RICH.debt,
    "first",
    (),
    Money.of("7.00", SOLES),
    2,
)
SAMPLES: Final = (RICH, UNTAXED, SHARED, CREDIT, DEBIT, REMINDER)
