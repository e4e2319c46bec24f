"""What a paper comes to: the sums of EN 16931, categories, and tax in both ways and both modes."""

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from order_to_cash.domain.core import (
    BrokenDefinition,
    Currency,
    CurrencyMismatch,
    Dated,
    Money,
    NotInForce,
    Timeline,
    changed,
)
from order_to_cash.domain.core.money import Rounding
from order_to_cash.domain.trade import (
    Adjustment,
    BillLine,
    PaperAdjustment,
    TaxCategory,
    TaxKind,
    TaxPart,
    TaxPolicy,
    TaxTotal,
    TaxWay,
    Totals,
    UnitPrice,
    flat,
    untaxed,
)
from order_to_cash.domain.trade.totals import unknown_taxes
from tests.domain.reckoning import LAW, TODAY, Paper, category, papers, reckoned, rounded, split
from tests.rules.told import pen, usd

EIGHTEEN, NINETEEN = Fraction(18, 100), Fraction(19, 100)
SUMS = ("lines", "allowances", "charges", "net", "tax", "total", "payable")
ON_TOP, INSIDE = TaxWay.ON_TOP, TaxWay.INSIDE


def line(
    amount: str,
    quantity: int = 1,
    *,
    with_tax: bool = False,
    code: str = "standard",
    currency: Currency = Currency.PEN,
) -> BillLine:
    return BillLine("SKU", quantity, UnitPrice.of(amount, currency, with_tax=with_tax), code)


def totals(
    *lines: BillLine,
    policy: TaxPolicy | None = None,
    currency: Currency = Currency.PEN,
    **more: Any,
) -> Totals:
    policy = policy or TaxPolicy((category(EIGHTEEN),))
    return policy.totals(lines, TODAY, currency, **more)


def sums(found: Totals) -> list[str]:
    return [found.net.amount, found.tax.amount, found.total.amount]


@pytest.mark.parametrize(
    ("given_line", "rate", "way", "expected"),
    [
        (line("330.00", 20, with_tax=True), EIGHTEEN, ON_TOP, ["5593.22", "1006.78", "6600.00"]),
        (line("330.00", 120, with_tax=True), EIGHTEEN, ON_TOP, ["33559.32", "6040.68", "39600.00"]),
        (line("0.65", 100, with_tax=True), EIGHTEEN, ON_TOP, ["55.08", "9.92", "65.00"]),
        (line("112.00", with_tax=True), Fraction(12, 100), ON_TOP, ["100.00", "12.00", "112.00"]),
        (line("100.00", with_tax=True), Fraction(13, 100), INSIDE, ["87.00", "13.00", "100.00"]),
        (line("87.00"), Fraction(13, 100), INSIDE, ["87.00", "13.00", "100.00"]),
        (line("279.66", 20), EIGHTEEN, ON_TOP, ["5593.20", "1006.78", "6599.98"]),
        (line("1.102", 700), EIGHTEEN, ON_TOP, ["771.40", "138.85", "910.25"]),
    ],
)
def test_tax_is_on_top_of_the_net_or_inside_the_gross(
    given_line: BillLine, rate: Fraction, way: TaxWay, expected: list[str]
) -> None:
    """PRI-01, PRI-04: each mode and each way, with the figures that people expect."""
    found = totals(given_line, policy=TaxPolicy((category(rate, way),)))
    assert expected == sums(found)


def test_consumer_prices_in_pesos_hold_the_tax() -> None:
    """PRI-04: of 11,900 pesos 1,900 are tax, and 10,000 pesos bear 1,900."""
    policy = TaxPolicy((category(NINETEEN),))
    for amount, with_tax in (("11900", True), ("10000", False)):
        one = line(amount, with_tax=with_tax, currency=Currency.CLP)
        found = totals(one, policy=policy, currency=Currency.CLP)
        assert ["10000", "1900", "11900"] == sums(found)


def test_a_tax_of_two_parts_is_one_tax() -> None:
    """PRI-04: of 18 %, 16 are one named tax and 2 the other; they sum to it to the cent."""
    policy = TaxPolicy((category(EIGHTEEN, parts=(Fraction(16, 100), Fraction(2, 100))),))
    (one,) = totals(line("100.00"), policy=policy).taxes
    assert [pen("16.00"), pen("2.00")] == [part.amount for part in one.parts]
    (odd,) = totals(line("0.30"), policy=policy).taxes
    assert (pen("0.05"), [pen("0.04"), pen("0.01")]) == (odd.tax, [p.amount for p in odd.parts])


def test_rounding_by_line_or_by_total_is_the_policy_of_the_operator() -> None:
    """PRI-03: three lines of 0.99 at 18 % bear 0.53 of tax together, and 0.54 line by line."""
    lines = [line("0.99")] * 3
    by_total, by_line = (
        TaxPolicy((category(EIGHTEEN),), by_line=by_line) for by_line in (False, True)
    )
    assert ["2.97", "0.53", "3.50"] == sums(totals(*lines, policy=by_total))
    assert ["2.97", "0.54", "3.51"] == sums(totals(*lines, policy=by_line))
    assert ["0.18", "0.18", "0.17"] == [x.tax.amount for x in totals(*lines, policy=by_total).each]
    assert ["0.18", "0.18", "0.18"] == [x.tax.amount for x in totals(*lines, policy=by_line).each]


def test_totals_stand_by_category() -> None:
    """PRI-03: standard and exempt lines side by side, each with its rate and its text."""
    other = changed(LAW, section="5")
    policy = TaxPolicy(
        (category(EIGHTEEN), untaxed("exempt", TaxKind.EXEMPT, date(2000, 1, 1), other))
    )
    found = totals(line("100.00"), line("50.00", code="exempt"), line("10.00"), policy=policy)
    nothing, tax = pen("0.00"), pen("19.80")
    standard, exempt = found.taxes
    assert (pen("110.00"), pen("110.00"), tax) == (standard.base, standard.net, standard.tax)
    assert exempt == TaxTotal(
        "exempt", TaxKind.EXEMPT, Fraction(0), pen("50.00"), pen("50.00"), nothing, (), other
    )
    assert ["160.00", "19.80", "179.80"] == sums(found)


def test_what_is_free_is_taxed_on_its_reference_value_and_not_owed() -> None:
    """PRI-03: a phone given away is worth 100.00 and bears 18.00, which nobody is asked for."""
    free = category(EIGHTEEN, kind=TaxKind.FREE, code="free")
    policy = TaxPolicy((category(EIGHTEEN), free))
    found = totals(line("100.00", code="free"), line("10.00"), policy=policy)
    assert ["10.00", "1.80", "11.80"] == sums(found)
    given_away = found.taxes[0]
    assert (pen("100.00"), pen("18.00")) == (given_away.base, given_away.tax)
    assert (pen("0.00"), False) == (given_away.net, given_away.is_owed)
    assert found.agree


def test_allowances_and_charges_of_a_paper() -> None:
    """PRI-02, PRI-05: 200.00 of lines, a tenth off, 5.00 for delivery, 100.00 paid before."""
    changes = (
        PaperAdjustment(Adjustment("agreed", share=Fraction(1, 10))),
        PaperAdjustment(Adjustment("delivery", pen("5.00"), charge=True)),
    )
    paid: Any = {"prepaid": pen("100.00"), "rounding": pen("0.70")}
    found = totals(line("100.00", 2), adjustments=changes, **paid)
    assert (pen("200.00"), pen("20.00"), pen("5.00")) == (
        found.lines,
        found.allowances,
        found.charges,
    )
    assert ["185.00", "33.30", "218.30"] == sums(found)
    assert (pen("100.00"), pen("0.70"), pen("119.00")) == (
        found.prepaid,
        found.rounding,
        found.payable,
    )
    assert found.agree


@given(papers())
def test_the_sums_of_a_paper_always_hold(paper: Paper) -> None:
    """PRI-05: BR-CO-10, 13, 15 and 16, by hand, for any paper in any currency."""
    found, nothing = paper.totals, Money.zero(paper.currency)
    owed = [part for part in found.taxes if part.kind is not TaxKind.FREE]
    assert found.lines == sum((one.net for one in found.each), nothing)
    assert found.net == found.lines - found.allowances + found.charges
    assert found.net == sum((part.net for part in owed), nothing)
    assert found.tax == sum((part.tax for part in owed), nothing)
    assert found.total == found.net + found.tax
    assert found.payable == found.total - found.prepaid + found.rounding
    assert found.agree
    assert found.bills(paper.lines)
    for part in found.taxes:
        assert part.tax == sum((one.amount for one in part.parts), nothing)


@given(papers())
def test_the_total_alone_is_that_of_all_sums(paper: Paper) -> None:
    """PRI-05: who needs no other sum is told the same total, of any lines."""
    all_sums = paper.policy.totals(paper.lines, TODAY, paper.currency)
    assert all_sums.total == paper.policy.total(paper.lines, TODAY, paper.currency)


@given(papers())
def test_categories_are_as_a_second_reckoning_says(paper: Paper) -> None:
    """PRI-03, PRI-04: each category comes to what fractions make of it, in each mode."""
    expected = reckoned(paper.policy, paper.lines, paper.changes)
    found = {part.category: part for part in paper.totals.taxes}
    assert expected.keys() == found.keys()
    for code, (net, tax) in expected.items():
        part, inside = found[code], paper.policy.category(code).way is INSIDE
        assert tax == part.tax.minor
        assert (net + tax if inside else net) == part.base.minor
        assert (net if part.is_owed else 0) == part.net.minor


@given(papers())
def test_tax_is_the_rate_of_its_base_within_a_minor_unit(paper: Paper) -> None:
    """PRI-05: prices of one mode, rounded to halves and by total, are off by less than one.

    What is rounded is the tax, or the net that it is reckoned from, once for each mode or amount.
    """
    halves = paper.policy.rounding in {Rounding.HALF_UP, Rounding.HALF_EVEN}
    modes = [(x.category, x.unit_price.with_tax) for x in paper.lines]
    modes += [(x.category, x.with_tax) for x in paper.changes]
    for part in paper.totals.taxes:
        here = [with_tax for code, with_tax in modes if code == part.category]
        most = (len(here) if paper.policy.by_line else len(set(here))) * (1 + part.rate)
        off = abs(part.tax.minor - part.rate * part.base.minor)
        assert off <= (most / 2 if halves else most)


@given(papers())
def test_with_prices_that_hold_the_tax_the_gross_is_exact(paper: Paper) -> None:
    """PRI-04: a line with tax in its price comes to that price, whatever the tax is."""
    for one, comes_to in zip(paper.lines, paper.totals.each, strict=True):
        if one.category != "free":
            exact = comes_to.total if one.unit_price.with_tax else comes_to.net
            assert one.amount(paper.policy.rounding) == exact
        assert comes_to.net + comes_to.tax == comes_to.total


@given(papers())
def test_the_order_of_the_lines_changes_no_sum(paper: Paper) -> None:
    """A paper comes to the same whichever line stands first."""
    other = paper._replace(lines=paper.lines[::-1]).totals
    by_code = {part.category: part for part in other.taxes}
    assert {part.category: part for part in paper.totals.taxes} == by_code
    for name in SUMS:
        assert getattr(paper.totals, name) == getattr(other, name)


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize(("way", "with_tax"), list(product(TaxWay, (False, True))))
def test_every_small_amount_at_every_edge(rounding: Rounding, way: TaxWay, with_tax: bool) -> None:
    """PRI-04: each amount to 2.00 at rates that end on halves, thirds and nothing."""
    rates = [Fraction(n, 1000) for n in (0, 5, 125, 130, 180, 190, 333, 500)] + [Fraction(1, 3)]
    for rate, minor in product(rates, range(-200, 201)):
        one = category(rate, way)
        tax = one.tax_within(minor, rate, with_tax=with_tax, rounding=rounding)
        assert split(minor, rate, way, with_tax=with_tax, by=rounding).tax == tax


@pytest.mark.parametrize("with_tax", [False, True])
def test_every_pair_of_small_lines_is_conserved(with_tax: bool) -> None:
    """PRI-05: whatever two lines to 0.40 cost, they sum to their paper, and none goes below."""
    policy = TaxPolicy((category(EIGHTEEN),))
    for first, second in product(range(41), repeat=2):
        amounts = [f"0.{minor:02d}" for minor in (first, second)]
        found = totals(*(line(a, with_tax=with_tax) for a in amounts), policy=policy)
        exact = first + second
        assert split(exact, EIGHTEEN, ON_TOP, with_tax=with_tax, by=Rounding.HALF_UP) == (
            found.net.minor,
            found.tax.minor,
        )
        assert found.agree
        assert all(x.net.minor >= 0 and x.tax.minor >= 0 for x in found.each)


def test_of_one_amount_the_tax_is_known() -> None:
    """PRI-04: of a fee of 146.28 with 13 % inside, 19.02 is tax."""
    policy = TaxPolicy((category(Fraction(13, 100), INSIDE),))
    found = policy.of(pen("146.28"), "standard", TODAY)
    assert ["127.26", "19.02", "146.28"] == sums(found)


def test_on_a_day_without_a_rate_no_tax_is_known() -> None:
    """Nothing is assumed for an amount of an earlier day."""
    policy = TaxPolicy((category(EIGHTEEN),))
    assert policy.tax_in(pen("118.00"), "standard", date(1999, 12, 31)) is None
    assert pen("18.00") == policy.tax_in(pen("118.00"), "standard", TODAY)


@pytest.mark.parametrize(
    ("on", "rate"),
    [(date(2003, 8, 1), 19), (date(2011, 2, 28), 19), (date(2011, 3, 1), 18)],
)
def test_the_rate_of_the_day_decides(on: date, rate: int) -> None:
    """PRI-03: a new rate holds from its day on, and the totals name its text."""
    texts = [changed(LAW, section="16"), changed(LAW, section="17")]
    policy = TaxPolicy(
        (
            flat(
                "igv",
                (date(2003, 8, 1), NINETEEN, texts[0]),
                (date(2011, 3, 1), EIGHTEEN, texts[1]),
            ),
        )
    )
    found = policy.totals([line("100.00")], on, Currency.PEN)
    (only,) = found.taxes
    text = texts[0 if rate == 19 else 1]
    assert (Fraction(rate, 100), pen(f"{rate}.00"), text) == (only.rate, found.tax, only.clause)
    with pytest.raises(NotInForce):
        policy.totals([line("100.00")], date(2003, 7, 31), Currency.PEN)


def test_an_unknown_category_has_no_rate() -> None:
    """PRI-03: nothing is assumed for a category that the operator has not."""
    with pytest.raises(NotInForce) as caught:
        totals(line("1.00", code="luxury"))
    assert "tax.unknown-category" == caught.value.code
    changes = [PaperAdjustment(Adjustment("x", pen("1.00")), "other")]
    lines = [line("1.00", code="luxury"), line("1.00")]
    policy = TaxPolicy((category(EIGHTEEN),))
    assert ("luxury", "other") == unknown_taxes(policy.codes, lines, changes)


def test_a_paper_is_in_one_currency() -> None:
    """A line in another currency is no part of it, not even one of zero."""
    with pytest.raises(CurrencyMismatch):
        totals(line("1.00"), line("0.00", currency=Currency.USD))
    with pytest.raises(CurrencyMismatch):
        totals(adjustments=[PaperAdjustment(Adjustment("x", usd("0.00")))])


def test_nothing_is_billed_at_nothing() -> None:
    """A paper without lines comes to nothing, in its currency, and has no category."""
    found = totals()
    assert {pen("0.00")} == {found.lines, found.net, found.tax, found.total, found.payable}
    assert ((), ()) == (found.taxes, found.each)
    assert found.agree


def _rates(*parts: Fraction) -> Timeline[tuple[TaxPart, ...]]:
    return Timeline("x", (Dated(TODAY, tuple(TaxPart("x", part) for part in parts), LAW),))


@pytest.mark.parametrize(
    "make",
    [
        lambda: TaxPolicy(()),
        lambda: TaxPolicy((category(EIGHTEEN), category(NINETEEN))),
        lambda: TaxCategory("x", _rates(Fraction(-1, 100))),
        lambda: TaxCategory("x", _rates(Fraction(1)), way=INSIDE),
        lambda: TaxCategory("x", _rates(EIGHTEEN), TaxKind.EXEMPT),
    ],
)
def test_a_policy_that_contradicts_itself_is_not_made(make: Any) -> None:
    """PRI-03: no category twice, no rate below zero, none without a net, none on what is exempt."""
    with pytest.raises(BrokenDefinition):
        make()


@pytest.mark.parametrize("name", SUMS)
def test_totals_that_disagree_are_known(name: str) -> None:
    """PRI-05: a cent more in any of the sums is noticed."""
    found = totals(line("100.00"))
    assert found.agree
    wrong = changed(found, **{name: getattr(found, name) + pen("0.01")})
    assert not wrong.agree


def test_a_line_that_is_not_its_price_is_known() -> None:
    """PRI-05: what a line comes to is its quantity times its price."""
    found = totals(line("100.00"), line("1.00"))
    assert found.bills([line("100.00"), line("1.00")])
    assert not found.bills([line("100.00"), line("1.01")])
    assert not found.bills([line("100.00")])


def test_the_second_reckoning_rounds_as_people_do() -> None:
    """What the tests compare with is itself right at the halves."""
    half = Fraction(1, 2)
    assert [1, 0, 0, 1] == [
        rounded(half, by)
        for by in (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP)
    ]
    assert -1 == rounded(-half, Rounding.HALF_UP)
