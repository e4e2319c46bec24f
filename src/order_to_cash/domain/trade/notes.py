"""Credit and debit notes: what they say of each line of their invoice, and what is left (PRI-06).

A line is worth what it comes to with its share of the allowances and charges of the whole paper.
Line 0 is what belongs to no line, such as a charge in a tax category of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.prices import BillLine, CreditedLine, NoteLine
from order_to_cash.domain.trade.totals import Amounts, TaxTotal, Totals

Worth: TypeAlias = Mapping[int, Amounts]
"""What lines come to, by their number from one on; 0 is the rest of the paper."""

REST: Final = 0


def worth(lines: Sequence[BillLine], totals: Totals) -> dict[int, Amounts]:
    """What each line comes to with its share of the paper's adjustments; together the total."""
    made: dict[int, Amounts] = {}
    for part in totals.taxes:
        if part.is_owed:
            made.update(_of_category(part, lines, totals, made))
    return made


def _of_category(
    part: TaxTotal, lines: Sequence[BillLine], totals: Totals, known: Worth
) -> dict[int, Amounts]:
    numbers = [n for n, line in enumerate(lines, 1) if line.category == part.category]
    each = [totals.each[n - 1] for n in numbers]
    weights = [max(one.total.minor, 0) for one in each]
    if not any(weights):
        before = known.get(REST, Amounts(*(part.net - part.net,) * 3))
        return {REST: before.plus(Amounts(part.net, part.tax, part.net + part.tax))}
    nets = _spread(part.net, [one.net for one in each], weights)
    taxes = _spread(part.tax, [one.tax for one in each], weights)
    return {
        n: Amounts(net, tax, net + tax) for n, net, tax in zip(numbers, nets, taxes, strict=True)
    }


def _spread(whole: Money, each: list[Money], weights: list[int]) -> list[Money]:
    """The amounts of lines, with what they differ from the whole spread by weight."""
    nothing = whole - whole
    own = [max(one, nothing) for one in each]
    more = (whole - Money.sum_of(own, whole.currency)).allocate(weights)
    return [one + part for one, part in zip(own, more, strict=True)]


def left_of(whole: Worth, noted: Iterable[NoteLine]) -> dict[int, Amounts]:
    """What is left of each line after notes on it."""
    left = dict(whole)
    for line in noted:
        before = left[line.line]
        net, tax = before.net - line.net, before.tax - line.tax
        left[line.line] = Amounts(net, tax, net + tax)
    return left


def spread(amount: Money, left: Worth) -> tuple[CreditedLine, ...]:
    """An amount over what is left of all lines, in proportion; lines that get none are left out."""
    numbers = sorted(left)
    parts = amount.allocate([max(left[n].total.minor, 0) for n in numbers])
    return tuple(
        CreditedLine(n, part) for n, part in zip(numbers, parts, strict=True) if part.is_positive
    )


def noted(asked: Iterable[CreditedLine], whole: Worth, left: Worth) -> tuple[NoteLine, ...]:
    """The lines of a note with the tax in each: notes over all of a line hold all of its tax."""
    return tuple(_noted(one, whole[one.line], left[one.line]) for one in asked)


def _noted(asked: CreditedLine, whole: Amounts, left: Amounts) -> NoteLine:
    """Of the tax so much that what is left bears its share, and neither part falls below zero."""
    after = left.total - asked.amount
    bears = whole.tax.times(Fraction(after.minor, whole.total.minor))
    most, least = min(left.tax, asked.amount), asked.amount - left.net
    tax = max(min(left.tax - bears, most), least, asked.amount - asked.amount)
    return NoteLine(asked.line, asked.amount - tax, tax)


def unfit(asked: Iterable[CreditedLine], left: Worth) -> CreditedLine | None:
    """The first line asked for of which so much is not left, all that is asked of it counted."""
    sums: dict[int, int] = defaultdict(int)
    for one in asked:
        sums[one.line] += one.amount.minor
        most = left[one.line].total.minor if one.line in left else 0
        if not one.amount.is_positive or sums[one.line] > most:
            return one
    return None
