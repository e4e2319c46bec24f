"""What a note says of each line: the tax in it, and never more than is left (PRI-06)."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.trade import (
    Adjustment,
    Amounts,
    BillLine,
    CreditedLine,
    NoteLine,
    PaperAdjustment,
    UnitPrice,
)
from order_to_cash.domain.trade.notes import left_of, noted, spread, unfit, worth
from order_to_cash.operators.peru import TAX
from tests.domain.reckoning import Paper, papers
from tests.processes.samples import TODAY, sol


def line(amount: str, category: str = "standard") -> BillLine:
    """One piece at that price without tax."""
    return BillLine("X", 1, UnitPrice.of(amount, Currency.PEN), category)


def off(amount: str, category: str = "standard") -> PaperAdjustment:
    """So much off the whole paper, in that category."""
    return PaperAdjustment(Adjustment("campaign", sol(amount)), category)


LINES = (line("100.00"), line("50.00", "exempt"), line("300.00"))
PLAIN = TAX.totals(LINES, TODAY, Currency.PEN)
REDUCED = TAX.totals(LINES, TODAY, Currency.PEN, adjustments=(off("40.00"),))


def shown(whole: dict[int, Amounts]) -> dict[int, tuple[str, str]]:
    """Net and tax of each line."""
    return {n: (one.net.amount, one.tax.amount) for n, one in sorted(whole.items())}


def test_a_line_is_worth_what_it_comes_to() -> None:
    """PRI-06: of three lines 18.00 and 54.00 are tax, and nothing of the exempt one."""
    assert {1: ("100.00", "18.00"), 2: ("50.00", "0.00"), 3: ("300.00", "54.00")} == shown(
        worth(LINES, PLAIN)
    )


def test_what_is_off_the_paper_is_off_its_lines() -> None:
    """PRI-06: 40.00 off the taxed lines: 10.00 off the first and 30.00 off the third."""
    assert {1: ("90.00", "16.20"), 2: ("50.00", "0.00"), 3: ("270.00", "48.60")} == shown(
        worth(LINES, REDUCED)
    )


def test_a_charge_that_belongs_to_no_line_stands_apart() -> None:
    """PRI-06: 5.00 to send, in a category that no line has, are line 0."""
    sending = PaperAdjustment(Adjustment("delivery", sol("5.00"), charge=True), "exempt")
    totals = TAX.totals(LINES[:1], TODAY, Currency.PEN, adjustments=(sending,))
    assert {0: ("5.00", "0.00"), 1: ("100.00", "18.00")} == shown(worth(LINES[:1], totals))


def test_an_amount_is_taken_off_all_lines_in_proportion() -> None:
    """PRI-06: half of 522.00: 59.00, 25.00 and 177.00, of which 9.00 and 27.00 are tax."""
    whole = worth(LINES, PLAIN)
    asked = spread(sol("261.00"), whole)
    assert [(1, "59.00"), (2, "25.00"), (3, "177.00")] == [
        (one.line, one.amount.amount) for one in asked
    ]
    assert ["9.00", "0.00", "27.00"] == [one.tax.amount for one in noted(asked, whole, whole)]


def test_a_line_is_credited_to_its_last_cent() -> None:
    """PRI-06: 17.70 of 118.00 leave 100.30 of it; a cent more is not left, nor is a fourth line."""
    whole = worth(LINES, PLAIN)
    first = noted((CreditedLine(1, sol("17.70")),), whole, whole)
    assert (NoteLine(1, sol("15.00"), sol("2.70")),) == first
    left = left_of(whole, first)
    assert unfit((CreditedLine(1, sol("100.30")),), left) is None
    for number, amount in ((1, "100.31"), (4, "0.01"), (1, "0.00"), (1, "-0.01")):
        wrong = CreditedLine(number, sol(amount))
        assert wrong == unfit((wrong,), left)
    twice = CreditedLine(3, sol("200.00"))
    assert twice == unfit((twice, twice), left)
    last = noted((CreditedLine(1, sol("100.30")),), whole, left)
    assert (NoteLine(1, sol("85.00"), sol("15.30")),) == last


@given(papers(), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_notes_over_a_whole_paper_are_the_paper(paper: Paper, weights: list[int]) -> None:
    """PRI-06: however it is credited, notes together are its lines to the minor unit, and none
    says less than nothing of net or tax, nor more than is left.
    """
    whole, nothing = worth(paper.lines, paper.totals), Money.zero(paper.currency)
    assert paper.totals.total == Money.sum_of((x.total for x in whole.values()), paper.currency)
    assert paper.totals.tax == Money.sum_of((x.tax for x in whole.values()), paper.currency)
    if not any(weights) or any(min(one.net, one.tax) < nothing for one in whole.values()):
        return
    left = dict(whole)
    for part in paper.totals.total.allocate(weights):
        lines = noted(spread(part, left), whole, left) if part.is_positive else ()
        assert part == Money.sum_of((one.amount for one in lines), paper.currency)
        assert all(nothing <= one.net and nothing <= one.tax for one in lines)
        left = left_of(left, lines)
        assert all(nothing <= one.net and nothing <= one.tax for one in left.values())
    assert all(one.total.is_zero for one in left.values())


@pytest.mark.parametrize("cents", range(1, 118, 13))
def test_the_tax_in_each_step_is_its_share(cents: int) -> None:
    """PRI-06: notes in steps of some cents are each within a cent of 18/118 of them."""
    lines = (line("1.00"),)
    whole = worth(lines, TAX.totals(lines, TODAY, Currency.PEN))
    left = dict(whole)
    steps = [*range(0, 118, cents), 118]
    for before, after in pairwise(steps):
        step = Money(after - before, Currency.PEN)
        (one,) = noted((CreditedLine(1, step),), whole, left)
        assert abs(one.tax.minor - Fraction(18, 118) * step.minor) <= 1
        left = left_of(left, (one,))
