"""What a paper comes to: one place totals, by the parts of UBL 2.1 and the sums of EN 16931.

Every line, allowance and charge is an entry: an amount with tax in it or not, of one category. Its
tax is the difference that it makes to the tax of its category so far, or by line its own; so
entries always sum to their category and categories to the paper, to the minor unit (PRI-05).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import (
    BrokenDefinition,
    CurrencyMismatch,
    NotInForce,
    Problem,
)
from order_to_cash.domain.core.money import Currency, Money, Rounding
from order_to_cash.domain.trade.prices import (
    BillLine,
    Exact,
    PaperAdjustment,
    UnitPrice,
    rounded_in_turn,
)
from order_to_cash.domain.trade.taxes import TaxCategory, TaxKind, TaxShare, TaxWay

Key: TypeAlias = tuple[str, bool]
"""The category of an entry, and whether tax is in its amount."""


@entity
class Amounts:
    """What one line, allowance or charge comes to; `net + tax == total`."""

    net: Money
    tax: Money
    total: Money

    def plus(self, other: "Amounts") -> "Amounts":
        """Both together."""
        return Amounts(self.net + other.net, self.tax + other.tax, self.total + other.total)


@entity
class TaxTotal:
    """What a paper comes to in one tax category.

    `base` is what the rate is a share of: the net, the gross where the tax is inside, and the
    reference value where nothing is owed. `parts` are its named taxes, and sum to `tax`.
    """

    category: str
    kind: TaxKind
    rate: Fraction
    base: Money
    net: Money
    tax: Money
    parts: tuple[TaxShare, ...]
    clause: Clause

    @property
    def is_owed(self) -> bool:
        """Whether the customer owes it: the tax of what is free of charge is the operator's."""
        return self.kind is not TaxKind.FREE


@entity
class Totals:
    """The sums of a paper, to the minor unit (UBL 2.1 LegalMonetaryTotal, EN 16931).

    `net == lines - allowances + charges`, `total == net + tax`, and `payable == total - prepaid +
    rounding`. `each` are the amounts of the lines in their order, and sum to `lines`.
    """

    lines: Money
    allowances: Money
    charges: Money
    net: Money
    tax: Money
    total: Money
    prepaid: Money
    rounding: Money
    payable: Money
    taxes: tuple[TaxTotal, ...]
    each: tuple[Amounts, ...]

    @property
    def agree(self) -> bool:
        """Whether its sums hold: BR-CO-10, 13, 14, 15 and 16."""
        nothing = self.net - self.net
        owed = [part for part in self.taxes if part.is_owed]
        return (
            self.lines == sum((one.net for one in self.each), nothing)
            and self.net == self.lines - self.allowances + self.charges
            and self.net == sum((part.net for part in owed), nothing)
            and self.tax == sum((part.tax for part in owed), nothing)
            and self.total == self.net + self.tax
            and self.payable == self.total - self.prepaid + self.rounding
        )

    def bills(self, lines: Sequence[BillLine]) -> bool:
        """Whether each line comes to what its quantity and its price make, rounded some way."""
        free = {part.category for part in self.taxes if not part.is_owed}
        return len(lines) == len(self.each) and all(
            one.total.is_zero
            if line.category in free
            else (one.total if line.unit_price.with_tax else one.net)
            in {line.amount(rounding) for rounding in Rounding}
            for line, one in zip(lines, self.each, strict=True)
        )


@entity
class Entry:
    """An amount in minor units that goes into the sums of its category."""

    category: str
    with_tax: bool
    minor: int
    free: bool = False


@entity
class TaxPolicy:
    """How an operator taxes: its categories, how it rounds, and whether line by line.

    By line, the tax of a category may differ from its rate by as much as its lines were rounded;
    otherwise it is within one minor unit. Raises `BrokenDefinition` for a code that stands twice.
    """

    categories: tuple[TaxCategory, ...]
    rounding: Rounding = Rounding.HALF_UP
    by_line: bool = False

    def __attrs_post_init__(self) -> None:
        codes = self.codes
        if not codes or len(set(codes)) < len(codes):
            raise BrokenDefinition(
                "a tax policy has each of its categories once, and one at least; correct them",
                problems=(Problem("tax.categories", "categories", f"the codes are {codes}"),),
            )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its categories."""
        return tuple(category.code for category in self.categories)

    def category(self, code: str) -> TaxCategory:
        """The category of that code; raises `NotInForce` for one that the operator has not."""
        for category in self.categories:
            if category.code == code:
                return category
        raise NotInForce(
            f"there is no tax category {code!r}; give one of {', '.join(self.codes)}, or add it "
            "to the pack with its text",
            code="tax.unknown-category",
        )

    def of(self, amount: Money, category: str, on: date, *, with_tax: bool = True) -> Totals:
        """What one amount comes to, with tax in it unless you say that it is not."""
        price = UnitPrice.from_money(amount, with_tax=with_tax)
        return self.totals((BillLine("", 1, price, category),), on, amount.currency)

    def tax_in(self, amount: Money, category: str, on: date) -> Money | None:
        """The tax in an amount that holds it; none on a day without a rate: it is not assumed."""
        if self.category(category).rates.find(on) is None:
            return None
        return self.of(amount, category, on).tax

    def totals(
        self,
        lines: Iterable[BillLine],
        on: date,
        currency: Currency,
        *,
        adjustments: Sequence[PaperAdjustment] = (),
        prepaid: Money | None = None,
        rounding: Money | None = None,
    ) -> Totals:
        """What lines and adjustments cost on that day; raises `NotInForce` for a missing rate.

        `prepaid` was paid before, and `rounding` makes the payable one that coins can pay.
        """
        billed = [_entry(line, self.rounding, currency) for line in lines]
        changes = self._changes(billed, adjustments, currency)
        reckoned = self._taxed([*billed, *changes], on)
        owed = [(0, 0) if entry.free else pair for entry, pair in reckoned]
        each, more = owed[: len(billed)], owed[len(billed) :]
        charges = [one.adjustment.charge for one in adjustments]
        sums = (
            sum(net for net, _ in each),
            -sum(net for (net, _), charge in zip(more, charges, strict=True) if not charge),
            sum(net for (net, _), charge in zip(more, charges, strict=True) if charge),
            sum(net for net, _ in owed),
            sum(tax for _, tax in owed),
        )
        lines_, allowances, charged, net, tax = (Money(minor, currency) for minor in sums)
        nothing, total = Money.zero(currency), net + tax
        before = nothing if prepaid is None else prepaid
        coins = nothing if rounding is None else rounding
        return Totals(
            *(lines_, allowances, charged, net, tax, total, before, coins),
            payable=total - before + coins,
            taxes=tuple(self._by_category(reckoned, on, currency)),
            each=tuple(_amounts(*pair, currency) for pair in each),
        )

    def total(self, lines: Iterable[BillLine], on: date, currency: Currency) -> Money:
        """The total that `totals` would give of these lines, without its other sums."""
        reckoned = self._taxed([_entry(line, self.rounding, currency) for line in lines], on)
        gross = [(entry.free, net + tax) for entry, (net, tax) in reckoned]
        Money(sum(minor for _, minor in gross), currency)  # what is free must fit as well
        return Money(sum(minor for free, minor in gross if not free), currency)

    def _changes(
        self, billed: list[Entry], adjustments: Sequence[PaperAdjustment], currency: Currency
    ) -> list[Entry]:
        """The adjustments of the paper as entries; a share is of the lines like it."""
        bases: dict[Key, int] = defaultdict(int)
        for entry in billed:
            bases[entry.category, entry.with_tax] += entry.minor
        exact: dict[Key, list[Exact]] = defaultdict(list)
        keys: list[Key] = [(one.category, one.with_tax) for one in adjustments]
        for key, one in zip(keys, adjustments, strict=True):
            exact[key].append(one.adjustment.exact((bases[key], 1), currency))
        turns = {k: iter(rounded_in_turn(parts, self.rounding)) for k, parts in exact.items()}
        return [Entry(*key, next(turns[key])) for key in keys]

    def _taxed(self, entries: list[Entry], on: date) -> list[tuple[Entry, tuple[int, int]]]:
        """Each entry with its net and its tax, owed or not."""
        so_far: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
        made = []
        for entry in entries:
            key = (entry.category, entry.with_tax)
            before, taxed = (0, 0) if self.by_line else so_far[key]
            category, after = self.category(entry.category), before + entry.minor
            rate = category.rate(on).value
            now = category.tax_within(after, rate, with_tax=entry.with_tax, rounding=self.rounding)
            so_far[key] = after, now
            tax = now - taxed
            net = entry.minor - tax if entry.with_tax else entry.minor
            free = category.kind is TaxKind.FREE
            made.append((changed(entry, free=True) if free else entry, (net, tax)))
        return made

    def _by_category(
        self, reckoned: list[tuple[Entry, tuple[int, int]]], on: date, currency: Currency
    ) -> Iterator[TaxTotal]:
        nothing = Amounts(*(Money.zero(currency),) * 3)
        sums: dict[str, Amounts] = defaultdict(lambda: nothing)
        for entry, pair in reckoned:
            sums[entry.category] = sums[entry.category].plus(_amounts(*pair, currency))
        for code, sum_ in sums.items():
            category, rate = self.category(code), self.category(code).rate(on)
            yield TaxTotal(
                code,
                category.kind,
                rate.value,
                base=sum_.total if category.way is TaxWay.INSIDE else sum_.net,
                net=nothing.net if category.kind is TaxKind.FREE else sum_.net,
                tax=sum_.tax,
                parts=category.shares(sum_.tax, on),
                clause=rate.clause,
            )


def _entry(line: BillLine, rounding: Rounding, currency: Currency) -> Entry:
    if line.unit_price.currency is not currency:
        raise CurrencyMismatch(
            f"a line in {line.unit_price.currency.value} stands on a paper in {currency.value}; "
            "convert it first, at a rate you name"
        )
    return Entry(line.category, line.unit_price.with_tax, line.amount(rounding).minor)


def _amounts(net: int, tax: int, currency: Currency) -> Amounts:
    return Amounts(Money(net, currency), Money(tax, currency), Money(net + tax, currency))


def unknown_taxes(
    known: tuple[str, ...],
    lines: Iterable[BillLine],
    adjustments: Iterable[PaperAdjustment] = (),
) -> tuple[str, ...]:
    """The tax categories of lines and adjustments that are none of those known."""
    named = dict.fromkeys([*(x.category for x in lines), *(x.category for x in adjustments)])
    return tuple(code for code in named if code not in known)
