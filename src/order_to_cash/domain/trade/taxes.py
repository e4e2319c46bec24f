"""Tax categories: what is taxed how, at which rate, since when and by which text (PRI-03, PRI-04).

A tax is reckoned in one of two ways. On top: it is a share of the net. Inside: it is a share of
the gross itself, as Bolivia's IVA is, so that 13 % of 100.00 is 13.00.
"""

import enum
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Final

from attrs import Factory, field

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, Problem
from order_to_cash.domain.core.money import Money, Rounding, whole
from order_to_cash.domain.core.timeline import Dated, Timeline


class TaxKind(enum.StrEnum):
    """Why a line is taxed as it is; UNCL 5305 has S, AA, E, O and G for the first five."""

    STANDARD = "standard"
    REDUCED = "reduced"
    EXEMPT = "exempt"
    OUTSIDE = "outside"
    EXPORT = "export"
    FREE = "free"
    """Given for nothing: taxed on a reference value, and neither value nor tax is owed."""


class TaxWay(enum.StrEnum):
    """Of what a tax is a share: of the net, or of the gross that holds it."""

    ON_TOP = "on_top"
    INSIDE = "inside"


UNTAXED: Final = frozenset({TaxKind.EXEMPT, TaxKind.OUTSIDE, TaxKind.EXPORT})


@entity
class TaxPart:
    """A tax by its name, and its rate: the sales tax, the municipal promotion tax."""

    name: str
    rate: Fraction


@entity
class TaxShare:
    """What one of the named taxes of a category comes to."""

    name: str
    rate: Fraction
    amount: Money


@entity
class TaxCategory:
    """How one kind of sale is taxed: the parts of its rate by day, each with the text behind it.

    Raises `BrokenDefinition` for a rate below zero, one that leaves no net, and one of a kind that
    is not taxed.
    """

    code: str
    rates: Timeline[tuple[TaxPart, ...]]
    kind: TaxKind = TaxKind.STANDARD
    way: TaxWay = TaxWay.ON_TOP
    _whole: Timeline[Fraction] = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(lambda self: _whole_rates(self.rates), takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        if problems := tuple(self._contradictions()):
            raise BrokenDefinition(
                f"the tax category {self.code} contradicts itself; correct its rates",
                problems=problems,
            )

    def rate(self, on: date) -> Dated[Fraction]:
        """The whole rate on that day with its text; raises `NotInForce` where there is none."""
        return self._whole.on(on)

    def tax_within(self, minor: int, rate: Fraction, *, with_tax: bool, rounding: Rounding) -> int:
        """The tax of an amount at that rate, in minor units: the one place that taxes.

        An amount with tax stays as it is, and so does one without: what is rounded is the other.
        """
        up, down = rate.numerator, rate.denominator
        match self.way, with_tax:
            case TaxWay.ON_TOP, False:
                return whole(minor * up, down, rounding)
            case TaxWay.ON_TOP, _:
                return minor - whole(minor * down, down + up, rounding)
            case _, True:
                return whole(minor * up, down, rounding)
            case _:
                return whole(minor * down, down - up, rounding) - minor

    def shares(self, tax: Money, on: date) -> tuple[TaxShare, ...]:
        """The tax by its named parts, which sum to it exactly."""
        parts = self.rates.on(on).value
        of = lcm(*(part.rate.denominator for part in parts))
        weights = [part.rate.numerator * (of // part.rate.denominator) for part in parts]
        if not any(weights):
            return tuple(TaxShare(p.name, p.rate, tax - tax) for p in parts)
        amounts = tax.allocate(weights)
        return tuple(TaxShare(p.name, p.rate, a) for p, a in zip(parts, amounts, strict=True))

    def _contradictions(self) -> Iterator[Problem]:
        for entry in self.rates.entries:
            rate, path = _sum(entry.value), f"{self.code}.{entry.since}"
            if any(part.rate < 0 for part in entry.value):
                yield Problem("tax.below-zero", path, "a rate is zero or more; correct it")
            if self.way is TaxWay.INSIDE and rate >= 1:
                yield Problem("tax.no-net", path, "a tax inside the gross is less than all of it")
            if self.kind in UNTAXED and rate:
                yield Problem("tax.not-taxed", path, "this kind bears no tax; leave its rate out")


def percent(rate: Fraction) -> str:
    """A rate in percent, exactly: "18", "12.5", "100/3"."""
    hundred = rate * 100
    places = next((n for n in range(7) if 10**n % hundred.denominator == 0), None)
    if places is None:
        return str(hundred)
    units, part = divmod(hundred.numerator * 10**places // hundred.denominator, 10**places)
    return f"{units}.{part:0{places}d}" if places else str(units)


def flat(name: str, *lines: tuple[date, Fraction, Clause], code: str = "standard") -> TaxCategory:
    """A category with one tax of that name, on top of the net: a day, a rate and a text a line."""
    entries: list[Dated[tuple[TaxPart, ...]]] = [
        Dated(day, (TaxPart(name, rate),), clause) for day, rate, clause in lines
    ]
    return TaxCategory(code, Timeline(name, tuple(entries)))


def untaxed(code: str, kind: TaxKind, since: date, clause: Clause) -> TaxCategory:
    """A category that bears no tax from that day on, by the text that says so."""
    return TaxCategory(code, Timeline(code, (Dated(since, (), clause),)), kind)


def _whole_rates(rates: Timeline[tuple[TaxPart, ...]]) -> Timeline[Fraction]:
    """The sums of the parts, made once for all days."""
    entries = (Dated(e.since, _sum(e.value), e.clause, e.until) for e in rates.entries)
    return Timeline(rates.name, tuple(entries))


def _sum(parts: tuple[TaxPart, ...]) -> Fraction:
    return sum((part.rate for part in parts), Fraction(0))
