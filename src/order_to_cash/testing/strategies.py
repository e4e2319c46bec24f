"""Hypothesis strategies for everything that crosses the wire, derived from the classes themselves.

Every field is drawn, also those with a default. What a class refuses to be made from is not drawn.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, Final, TypeAlias, get_args
from unicodedata import normalize

from hypothesis import reject
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Currency,
    Decision,
    Envelope,
    Finding,
    InvalidValue,
    Money,
    Override,
    Process,
    Proposal,
    Refusal,
    Role,
    Sensitive,
    Term,
    Value,
    changed,
)
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.trade import (
    Adjustment,
    AgreedOffer,
    BillLine,
    Cycle,
    Due,
    DuePart,
    InAdvance,
    NetDays,
    Offering,
    Quantity,
    UnitPrice,
    WeightedParts,
)
from order_to_cash.domain.trade import Kind as Sold
from order_to_cash.domain.trade.bill_cycle import DAYS_MAX
from order_to_cash.domain.trade.prices import PRICE_DECIMALS, QUANTITY_DECIMALS
from order_to_cash.wire.limits import LARGEST_INTEGER, LIMITS
from order_to_cash.wire.shapes import (
    Id,
    Kind,
    Shape,
    class_of,
    fields_of,
    kind_of,
    variants,
    without_none,
)

Strategy: TypeAlias = st.SearchStrategy[Any]
AnyProcess: TypeAlias = Process[Any, Any, Any]

FIRST: Final = datetime(LIMITS.first_year, 1, 1)  # noqa: DTZ001  (the zone is drawn apart)
LAST: Final = datetime(LIMITS.last_year, 12, 31, 23, 59, 59, 999_999)  # noqa: DTZ001
TRIES: Final = 10
"""How often a record is drawn anew that its class refuses to be made from."""

OFFSETS: Final = (UTC, *(timezone(timedelta(minutes=m)) for m in (-1439, -300, -240, 345, 1439)))


def texts(*, max_size: int = 20) -> st.SearchStrategy[str]:
    """Texts that the wire carries: normal form NFC, no control characters."""
    letters = st.characters(categories=("L", "M", "N", "P", "S", "Zs"))
    drawn = st.text(letters, max_size=max_size).map(lambda text: normalize("NFC", text))
    return st.sampled_from(("", "Distribuidora Ñandú", 'TV 32"')) | drawn


def ids() -> st.SearchStrategy[str]:
    """Identifiers: printable ASCII without spaces, and without the "/" of cases that are opened."""
    letters = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="/")
    return st.text(letters, min_size=1, max_size=12)


def names() -> st.SearchStrategy[str]:
    """Names of values, as sentences and phrases use them."""
    return st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


def whole_numbers() -> st.SearchStrategy[int]:
    """Whole numbers, small ones and those at the limits."""
    return st.integers(0, 1000) | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)


def amounts(currency: Currency | None = None) -> st.SearchStrategy[Money]:
    """Amounts of any size, in that currency or in any, as often without decimals as with three."""
    minor = st.integers(0, 1_000_000) | st.integers(-MAX_MINOR, MAX_MINOR)
    return st.builds(Money, minor, st.just(currency) if currency else currencies())


def currencies() -> st.SearchStrategy[Currency]:
    """Currencies, those with no, two and three decimals as often."""
    by_digits = groupby(sorted(Currency, key=lambda c: (c.digits, c.value)), lambda c: c.digits)
    return st.one_of([st.sampled_from(list(members)) for _, members in by_digits])


def days() -> st.SearchStrategy[date]:
    """Days in the years of the wire."""
    return st.dates(FIRST.date(), LAST.date())


def instants() -> st.SearchStrategy[datetime]:
    """Aware instants in the years of the wire, with various offsets."""
    return st.datetimes(FIRST, LAST, timezones=st.sampled_from(OFFSETS))


def fractions() -> st.SearchStrategy[Fraction]:
    """Exact rates."""
    return st.fractions(-10, 10, max_denominator=10_000)


def decimals() -> st.SearchStrategy[Decimal]:
    """Numbers with up to ten decimals, as unit prices have."""
    figures = st.integers(0, 10**6) | st.integers(-MAX_MINOR, MAX_MINOR)
    made = st.builds(lambda n, places: Decimal(f"{n}E-{places}"), figures, st.integers(0, 10))
    return made.map(lambda number: Decimal(format(number, "f")))


def quantities() -> st.SearchStrategy[Quantity]:
    """Quantities: whole ones, and parts of a unit."""
    parts = st.integers(1, 10**9).filter(lambda n: n % 10**6 != 0)
    return st.integers(1, 10_000) | parts.map(lambda n: Decimal(f"{n}E-6").normalize())


@st.composite
def prices(draw: st.DrawFn) -> UnitPrice:
    """Unit prices of any size in any currency, with up to ten decimals, tax in them or not."""
    currency = draw(currencies())
    figures = draw(st.integers(0, 10**6) | st.integers(-MAX_MINOR, MAX_MINOR))
    places = draw(st.integers(currency.digits, PRICE_DECIMALS))
    return UnitPrice.written(figures, places, currency, with_tax=draw(st.booleans()))


def adjustments() -> st.SearchStrategy[Adjustment]:
    """Allowances and charges: shares up to a tenth, so that several can stand on a line."""
    share = st.fractions(0, Fraction(1, 10), max_denominator=1000)
    return st.builds(Adjustment, _reasons(), share=share, charge=st.booleans())


def bill_lines() -> st.SearchStrategy[BillLine]:
    """Lines of any price and quantity, with discounts of their own."""
    some = st.lists(adjustments(), max_size=3).map(tuple)
    return st.builds(BillLine, texts(), quantities(), prices(), texts(), some)


@st.composite
def offerings(draw: st.DrawFn) -> Offering:
    """What a catalogue can have: no price below zero, decimals of services alone."""
    kind, price = draw(st.sampled_from(Sold)), draw(prices())
    several = st.lists(texts(), max_size=3).map(tuple)
    return Offering(
        sku=draw(texts()),
        name=draw(texts()),
        kind=kind,
        price=changed(price, amount=price.amount.copy_abs()),
        technology=draw(texts()),
        terms=draw(texts()),
        requires=draw(several),
        excludes=draw(several),
        replaces=draw(several),
        tax=draw(texts()),
        decimals=draw(st.integers(0, QUANTITY_DECIMALS)) if kind is Sold.SERVICE else 0,
    )


def due_rules() -> st.SearchStrategy[Due]:
    """When a part is due: steps of all kinds, up to a few years."""
    months, steps = st.integers(0, 40), st.integers(0, 400)
    of_month = st.none() | st.integers(1, 31)
    return st.builds(Due, months, steps, of_month, st.booleans(), steps, of_month)


def weighted_parts() -> st.SearchStrategy[WeightedParts]:
    """Parts of any shares, which are the whole together."""
    weights = st.lists(st.tuples(st.integers(1, 1000), due_rules()), min_size=1, max_size=5)
    return weights.map(
        lambda drawn: WeightedParts(
            tuple(DuePart(Fraction(n, sum(w for w, _ in drawn)), due) for n, due in drawn)
        )
    )


def offers() -> st.SearchStrategy[AgreedOffer]:
    """Offers of a share or an amount, without an end, for a time or until a day."""
    parts = st.fractions(0, 1, max_denominator=100)
    less = st.tuples(parts, st.none()) | st.tuples(st.none(), amounts().map(abs))
    since = st.dates(FIRST.date(), LAST.date() - timedelta(days=4_000))
    ends = st.tuples(st.none() | st.builds(Term, st.integers(1, 36)), st.none()) | st.tuples(
        st.none(), st.just(LAST.date())
    )
    return st.tuples(_reasons(), since, less, ends).map(
        lambda drawn: AgreedOffer(drawn[0], drawn[1], *drawn[2], *drawn[3])
    )


def _reasons() -> st.SearchStrategy[str]:
    return texts().filter(lambda text: bool(text.strip()))


def terms() -> st.SearchStrategy[Term]:
    """Spans of months and days."""
    return st.builds(Term, st.integers(0, 120), st.integers(0, 3_660))


def values() -> st.SearchStrategy[Value]:
    """What a finding can have observed or required."""
    scalars = (
        st.none() | st.booleans() | whole_numbers() | texts() | amounts() | days() | instants()
    )
    return scalars | st.lists(scalars, max_size=3).map(tuple)


def cycles() -> st.SearchStrategy[Cycle]:
    """Bill cycles of a day to a year; two days that are drawn apart would rarely make one."""
    latest = LAST.date() - timedelta(days=DAYS_MAX)
    first, further = st.dates(FIRST.date(), latest), st.integers(0, DAYS_MAX - 1)
    return st.builds(lambda day, days: Cycle(day, day + timedelta(days=days)), first, further)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Findings of rules nobody knows, each value with its name."""
    row = draw(st.lists(st.tuples(names(), values()), max_size=4, unique_by=lambda pair: pair[0]))
    first = draw(st.integers(0, len(row)))
    holds = draw(st.sampled_from((True, False, None)))
    warns = draw(st.just("") | names()) if holds is False else ""
    answer = Answer(holds, tuple(row[:first]), tuple(row[first:]), draw(st.booleans()), warns)
    return Finding(draw(texts()), Clause(draw(texts()), draw(texts())), answer)


def decisions() -> st.SearchStrategy[Decision]:
    """Decisions with some findings, with and without an override, and what would have helped."""
    several = st.lists(findings(), max_size=3)
    helps = st.just(()) | st.lists(values_of(Proposal), max_size=2).map(tuple)
    return st.builds(Decision.of, texts(), several, st.none() | values_of(Override), helps)


def refusals() -> st.SearchStrategy[Refusal]:
    """Refusals with values under their names, with and without the decision behind them."""
    pairs = st.dictionaries(names(), values(), max_size=3).map(lambda d: tuple(d.items()))
    return st.builds(Refusal, ids(), pairs, st.none() | decisions())


EXPLICIT: Final[Mapping[Any, Strategy]] = {
    str: texts(),
    int: whole_numbers(),
    bool: st.booleans(),
    date: days(),
    datetime: instants(),
    Fraction: fractions(),
    Decimal: decimals(),
    Quantity: whole_numbers() | quantities(),
    Sensitive: texts().map(Sensitive),
    Id: ids(),
    Money: amounts(),
    Term: terms(),
    Finding: findings(),
    Cycle: cycles(),
    UnitPrice: prices(),
    Adjustment: adjustments() | st.builds(Adjustment, _reasons(), amounts().map(abs)),
    BillLine: bill_lines(),
    Offering: offerings(),
    AgreedOffer: offers(),
    Due: due_rules(),
    WeightedParts: weighted_parts(),
    InAdvance: st.builds(
        InAdvance,
        st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100),
        st.builds(NetDays, st.integers(0, 365)) | weighted_parts(),
        st.integers(0, 60),
    ),
}


def values_of(shape: Shape, explicit: Mapping[Any, Strategy] = EXPLICIT) -> Strategy:
    """Values of a type, a class or an alias, every field drawn; `explicit` has the last word."""
    if kind_of(shape) is Kind.VALUE:
        return values()
    if (given := explicit.get(shape)) is not None:
        return given
    if shape is Decision:
        return decisions()

    def inner(part: Shape) -> Strategy:
        return values_of(part, explicit)

    match kind_of(shape):
        case Kind.CHOICE:
            return st.sampled_from(shape)
        case Kind.OPTIONAL:
            return st.none() | inner(without_none(shape))
        case Kind.MANY:
            return st.lists(inner(get_args(shape)[0]), max_size=3).map(tuple)
        case Kind.FIXED:
            return st.tuples(*(inner(part) for part in get_args(shape)))
        case Kind.TABLE:
            key, value = map(inner, get_args(shape))
            return st.dictionaries(key, value, max_size=3)
        case Kind.ONE_OF:
            return st.one_of(*(inner(cls) for cls in variants(shape).values()))
        case _:
            return _records(class_of(shape), {f.key: inner(f.shape) for f in fields_of(shape)})


@st.composite
def _records(draw: st.DrawFn, cls: Any, parts: Mapping[str, Strategy]) -> Any:
    for _ in range(TRIES):
        try:
            return cls(**{key: draw(part) for key, part in parts.items()})
        except InvalidValue:
            continue
    return reject()


def commands(process: AnyProcess, explicit: Mapping[Any, Strategy] = EXPLICIT) -> Strategy:
    """Commands of a process, each kind as likely as any other."""
    kinds = process.lifecycle.commands
    return st.one_of(*(values_of(cls, explicit) for cls in kinds))


def envelopes(process: AnyProcess, explicit: Mapping[Any, Strategy] = EXPLICIT) -> Strategy:
    """Envelopes with commands of a process, by anybody in any role."""
    return st.builds(
        Envelope,
        ids(),
        ids(),
        st.just(process.name),
        instants(),
        ids(),
        st.sampled_from(Role),
        commands(process, explicit),
    )


def events(process: AnyProcess, explicit: Mapping[Any, Strategy] = EXPLICIT) -> Strategy:
    """Events of a process, each kind as likely as any other."""
    return st.one_of(*(values_of(cls, explicit) for cls in process.lifecycle.events))


def states(process: AnyProcess, explicit: Mapping[Any, Strategy] = EXPLICIT) -> Strategy:
    """States of a process as the wire sees them: of the right shape, reachable or not."""
    return values_of(type(process.initial), explicit)
