"""What the cases of a process amount to, where the process is none of ours."""

from datetime import date

import pytest

from order_to_cash.cli.amounts import Figure, figures_of
from order_to_cash.domain.core import BrokenDefinition, Currency, Money
from tests.parcel import Parcel, Parcels

TODAY = date(2024, 1, 2)


class Charging(Parcels):
    """A process that says what its cases amount to, under a name."""

    named = "charged"

    def figures(self, parcel: Parcel, /) -> tuple[tuple[str, Money], ...]:
        return ((self.named, Money.of(parcel.grams, Currency.CLP)),)


class Mistaken(Charging):
    named = "weighed"


def test_a_process_of_ones_own_adds_to_the_report() -> None:
    """OPN-07: its amounts are summed under the figures of every report."""
    found = list(figures_of(Charging(), Parcel(grams=3), TODAY))
    assert [(Figure.CHARGED, Money.of(3, Currency.CLP))] == found


def test_a_figure_that_no_report_has_is_named() -> None:
    """The advice lists what there is."""
    with pytest.raises(BrokenDefinition, match=r"weighed.*charged"):
        list(figures_of(Mistaken(), Parcel(grams=3), TODAY))


def test_a_process_that_says_nothing_adds_nothing() -> None:
    """Its cases are counted by stage alone."""
    assert [] == list(figures_of(Parcels(), Parcel(), TODAY))
