"""A figure of a pack that changes is told, with the day from which it counts."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from order_to_cash.domain.core import Clause, Dated, changed
from order_to_cash.domain.trade import TaxPart
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import PERU, TAX
from tests.architecture.figures import (
    CHANGELOG,
    KEPT,
    RENEW,
    Figure,
    Kept,
    figures,
    kept,
    renewed,
    unnoticed,
    untold,
)

BEFORE = kept(KEPT.read_text(encoding="utf-8"))
TODAY: Final = date(2031, 5, 6)
IGV: Final = "peru processes.order.settings.tax.categories.standard.rates.entries"


def of_peru() -> dict[str, Any]:
    return {name: one for name, one in BEFORE.items() if name.startswith("peru ")}


def with_orders(**settings: Any) -> Operator:
    """The shipped pack with orders of other settings."""
    orders: Any = PERU.processes[0]
    others = PERU.processes[1:]
    other = changed(orders, settings=changed(orders.settings, **settings))
    return changed(PERU, processes=(other, *others))


def taxed(*later: Dated[tuple[TaxPart, ...]]) -> Operator:
    standard, *others = TAX.categories
    rates = changed(standard.rates, entries=(*standard.rates.entries, *later))
    return with_orders(tax=changed(TAX, categories=(changed(standard, rates=rates), *others)))


def test_no_figure_of_a_pack_changed_unnoticed() -> None:
    """Each figure is as the file keeps it."""
    wrong = unnoticed(figures(), BEFORE)
    assert [] == wrong, f"figures changed: {RENEW}, then tell from which day in {CHANGELOG.name}"


def test_a_figure_that_changed_stands_in_the_changelog() -> None:
    """The day from which a changed figure counts is told to those who upgrade."""
    wrong = untold(BEFORE, CHANGELOG.read_text(encoding="utf-8"))
    assert [] == wrong, "tell in CHANGELOG.md, with its day, what each of these changes"


def test_every_kind_of_figure_is_kept() -> None:
    """Tariffs, rates, limits, spans and shares are among them."""
    assert {"4/25", "20000.00 PEN", "3 days, 0:00:00", "49/50"} <= {
        f.value for f in BEFORE.values()
    }
    assert "4/25" == BEFORE[f"{IGV}.2011-03-01.igv.rate"].value


def new_in(after: Mapping[str, Kept], changelog: str = "") -> list[str]:
    """What is untold in it, beside what our own changelog told before."""
    return sorted(set(untold(after, changelog)) - set(untold(of_peru(), changelog)))


def test_a_new_rate_is_named_and_counts_from_its_own_day() -> None:
    """A line that is added to a timeline asks for a line of the changelog with its day."""
    new = (TaxPart("igv", Fraction(17, 100)),)
    now = figures([taxed(Dated(date(2031, 7, 1), new, Clause("law", "1")))])
    added = f"{IGV}.2031-07-01.igv.rate"
    assert [added] == unnoticed(now, of_peru())
    after = kept(renewed(now, of_peru(), TODAY))
    assert [] == unnoticed(now, after)
    assert [added] == new_in(after, "The rate is 17 %, *order*, from 2031-06-01.")
    assert [] == new_in(after, "The rate is 17 %, *order*, from 2031-07-01.")


def test_a_figure_without_a_day_counts_from_the_day_it_is_noted() -> None:
    """A limit that has no day of its own is told with that of its change."""
    now, place = figures([with_orders(credit_holds=timedelta(hours=71))]), "credit_holds"
    (name,) = unnoticed(now, of_peru())
    assert name.endswith(place)
    after = kept(renewed(now, of_peru(), TODAY))
    assert [name] == new_in(after)
    assert [] == new_in(after, "Credit holds for 71 hours, *order*, from 2031-05-06.")


def test_a_figure_that_is_gone_is_told_too() -> None:
    """Nothing leaves the file in silence, and what comes back is told again."""
    now = figures([PERU])
    name, figure = next(iter(now.items()))
    fewer = {place: one for place, one in now.items() if place != name}
    assert [name] == unnoticed(fewer, of_peru())
    after = kept(renewed(fewer, of_peru(), TODAY))
    assert [] == unnoticed(fewer, after)
    assert [name] == new_in(after)
    assert [name] == unnoticed(now, after)
    assert Figure(figure.value) == Figure(kept(renewed(now, after, TODAY))[name].value)
