"""A share of an invoice that is owed on another account: a withholding, a detracción (PRI-07).

The share is a receivable of its own, beside that of the invoice: each is paid, dunned, credited
and settled by itself, and together they are what the invoice comes to.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Final

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Money, Rounding, whole
from order_to_cash.domain.core.timeline import Timeline
from order_to_cash.domain.trade.totals import Totals

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,19}")


@entity
class Elsewhere:
    """So much of an invoice is owed on the account of that name, by this text."""

    name: str
    amount: Money
    clause: Clause


@entity
class Withholding:
    """What share is owed elsewhere, of which tax categories, above which amount.

    `rates` are dated, each with its text; a day without one withholds nothing, and neither does a
    policy that names no category. The share is a multiple of so many minor units, its `unit`: 100
    for whole soles. Raises `BrokenDefinition` for a name that is no short word of small letters, a
    share that is not above zero and below the whole, and a unit below one.
    """

    name: str
    rates: Timeline[Fraction]
    above: Money
    categories: tuple[str, ...] = ()
    unit: int = 1
    rounding: Rounding = Rounding.HALF_UP

    def __attrs_post_init__(self) -> None:
        shares = all(0 < entry.value < 1 for entry in self.rates.entries)
        if NAME.fullmatch(self.name) is None or not shares or self.unit < 1:
            raise BrokenDefinition(
                "a withholding has a name such as 'detraccion', rates above zero and below the "
                "whole, and a unit of at least one minor unit; correct it"
            )

    def of(self, *categories: str) -> "Withholding":
        """The same of these tax categories."""
        return changed(self, categories=categories)

    def share(self, totals: Totals, on: date) -> Elsewhere | None:
        """What of an invoice is owed elsewhere; none where nothing of it is."""
        found, currency = self.rates.find(on), totals.payable.currency
        if found is None or currency is not self.above.currency:
            return None
        parts = (part for part in totals.taxes if part.category in self.categories)
        owed = Money.sum_of((p.net + p.tax for p in parts if p.is_owed), currency)
        base = min(owed, totals.payable)
        if base <= self.above:
            return None
        exact = base.minor * found.value
        units = whole(exact.numerator, exact.denominator * self.unit, self.rounding)
        amount = min(Money(units * self.unit, currency), totals.payable)
        return Elsewhere(self.name, amount, found.clause) if amount.is_positive else None


def only(totals: Totals, amount: Money) -> Totals:
    """The sums of an invoice of which only so much is owed here."""
    return changed(totals, prepaid=totals.total + totals.rounding - amount, payable=amount)
