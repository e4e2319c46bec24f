"""Availability: catalogue, price, stock and coverage, line by line."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from order_to_cash.domain.core import WORDS, Currency, Language, Value, changed
from order_to_cash.domain.order import (
    Answers,
    CoverageItem,
    CoverageReport,
    Item,
    LineFacts,
    StockItem,
    StockReport,
)
from order_to_cash.domain.trade import (
    Kind,
    Offering,
    UnitPrice,
)
from order_to_cash.rules import (
    PriceIsInCurrency,
    ProductIsOffered,
    QuantityIsAsOffered,
    StockSuffices,
    TaxIsKnown,
    ZoneIsCovered,
    availability_policy,
)
from tests.rules.told import (
    CLAUSE,
    FAIL,
    PASS,
    Told,
    codes,
    seen,
    skipped,
    told,
    undecided,
)

NOW, TODAY, DAY = datetime(2026, 3, 2, 15, tzinfo=UTC), date(2026, 3, 2), timedelta(days=1)
PHONE = Offering("PHONE", "Phone", Kind.GOODS, UnitPrice.of("899.00", Currency.PEN))
FIBRE = Offering("FIBRE", "Fibre 300", Kind.SERVICE, UnitPrice.of("30.00", Currency.USD))
GOODS, SERVICE = Item("PHONE", 3, Kind.GOODS), Item("FIBRE", 1, Kind.SERVICE)
OFFERED = ("The product is offered", "El producto se ofrece")
PRICE = ("The price is in the account's currency", "El precio está en la moneda de la cuenta")
STOCK = ("The warehouse has enough", "El almacén tiene suficiente")
COVERAGE = ("The zone is covered", "La zona tiene cobertura")


def facts(item: Item, **answers: Any) -> LineFacts:
    return LineFacts(2, item, "LIMA-1", Answers(**answers), TODAY)


def in_stock(available: int, expected: date | None = None, ordered: int = 3) -> LineFacts:
    report = StockReport("W-1", (StockItem("SIM", 9), StockItem("PHONE", available, expected)), NOW)
    return facts(changed(GOODS, quantity=ordered), stock=report)


def covered(*items: CoverageItem) -> LineFacts:
    return facts(SERVICE, coverage=CoverageReport("LIMA-1", items, NOW))


def test_the_product_is_offered() -> None:
    """ORD-03: a line asks for a product as the catalogue has it."""
    en, es = "line 2: PHONE is offered as goods", "línea 2: PHONE se ofrece como producto"
    passed = Told("availability.offered", PASS, (2, "PHONE", "goods"), ("goods",), en, es)
    assert passed == told(ProductIsOffered(CLAUSE), facts(GOODS, offerings=(FIBRE, PHONE)))


@pytest.mark.parametrize(
    ("item", "kind", "en", "es"),
    [
        (changed(GOODS, kind=Kind.SERVICE), "goods", "goods", "producto"),
        (changed(GOODS, sku="SIM"), (), "none", "ninguno"),
    ],
)
def test_a_product_that_is_not_offered_so_is_named(
    item: Item, kind: Value, en: str, es: str
) -> None:
    """What the catalogue has as another kind, or not at all, fails and says which."""
    asked = item.kind.value
    como = WORDS.word(Language.ES, "Kind", asked)
    failed = Told(
        "availability.offered",
        FAIL,
        (2, item.sku, kind),
        (asked,),
        f"line 2: {item.sku} is not offered as {asked}; the catalogue has it as: {en}",
        f"línea 2: {item.sku} no se ofrece como {como}; el catálogo lo tiene como: {es}",
    )
    assert failed == told(ProductIsOffered(CLAUSE), facts(item, offerings=(PHONE,)))


def test_a_silent_catalogue_decides_nothing() -> None:
    """While the catalogue has not answered, offer and price are open."""
    offered = undecided("availability.offered", (2, "PHONE", None), *OFFERED, "goods")
    assert offered == told(ProductIsOffered(CLAUSE), facts(GOODS))
    price = undecided("availability.currency", (2, "PHONE", None), *PRICE, "PEN")
    assert price == told(PriceIsInCurrency(CLAUSE, Currency.PEN), facts(GOODS))


def test_the_price_is_in_the_accounts_currency() -> None:
    """ORD-11: one currency per account, and no rate is assumed."""
    rule, code = PriceIsInCurrency(CLAUSE, Currency.PEN), "availability.currency"
    both = (PHONE, FIBRE)
    en, es = "line 2: PHONE is priced in PEN", "línea 2: PHONE tiene precio en PEN"
    passed = Told(code, PASS, (2, "PHONE", "PEN"), ("PEN",), en, es)
    assert passed == told(rule, facts(GOODS, offerings=both))
    en = "line 2: FIBRE is priced in USD, the account is kept in PEN"
    es = "línea 2: FIBRE tiene precio en USD, la cuenta se lleva en PEN"
    failed = Told(code, FAIL, (2, "FIBRE", "USD"), ("PEN",), en, es)
    assert failed == told(rule, facts(SERVICE, offerings=both))
    assert skipped(code, *PRICE) == told(rule, facts(GOODS, offerings=(FIBRE,)))


@pytest.mark.parametrize("available", [3, 4])
def test_the_warehouse_has_enough(available: int) -> None:
    """ORD-07, ORD-09: exactly what is ordered is enough; the warehouse and quantity are shown."""
    passed = Told(
        "availability.stock",
        PASS,
        (2, "PHONE", "W-1", available, None),
        (3,),
        f"line 2: W-1 has {available} of PHONE, ordered 3",
        f"línea 2: W-1 tiene {available} de PHONE, pedido 3",
    )
    assert passed == told(StockSuffices(CLAUSE), in_stock(available))


@pytest.mark.parametrize(
    ("expected", "en", "es"),
    [(None, "", ""), (TODAY, "; more expected: 2026-03-02", "; se espera más: 2026-03-02")],
)
def test_too_little_stock_fails_the_line(expected: date | None, en: str, es: str) -> None:
    """ORD-07, FUL-07: one too few is too little; what there is and what to do is told.

    When more is expected is told where it is known.
    """
    failed = Told(
        "availability.stock",
        FAIL,
        (2, "PHONE", "W-1", 2, expected),
        (3,),
        f"line 2: W-1 has 2 of PHONE, ordered 3; order what is there, or later{en}",
        f"línea 2: W-1 tiene 2 de PHONE, pedido 3; pida lo que hay, o más adelante{es}",
    )
    assert failed == told(StockSuffices(CLAUSE), in_stock(2, expected))


def test_a_back_order_needs_a_day_on_which_more_is_expected() -> None:
    """ORD-07: where the policy allows back-orders, what is expected is enough."""
    rule = StockSuffices(CLAUSE, back_order=True)
    assert PASS is rule.check(in_stock(0, TODAY)).verdict
    assert FAIL is rule.check(in_stock(2, None)).verdict
    assert PASS is rule.check(in_stock(3, None)).verdict


def test_what_the_warehouse_does_not_list_it_does_not_have() -> None:
    """A report without the product means none of it."""
    report = StockReport("W-1", (), NOW)
    finding = StockSuffices(CLAUSE).check(facts(GOODS, stock=report))
    assert (FAIL, (2, "PHONE", "W-1", 0, None)) == (finding.verdict, seen(finding))


def test_stock_is_open_until_the_warehouse_answers_and_is_not_asked_for_services() -> None:
    """ORD-03, ORD-07: each line has its own kind, and only goods come from a warehouse."""
    rule, code = StockSuffices(CLAUSE), "availability.stock"
    unknown = undecided(code, (2, "PHONE", None, None, None), *STOCK, 3)
    assert unknown == told(rule, facts(GOODS))
    assert skipped(code, *STOCK) == told(rule, facts(SERVICE))


@pytest.mark.parametrize(
    ("technology", "until", "shown", "en", "es"),
    [
        ("ftth", TODAY + DAY, "ftth", "ftth; end: 2026-03-03", "ftth; fin: 2026-03-03"),
        ("hfc", None, "hfc", "hfc; end: none", "hfc; fin: ninguno"),
        ("", None, None, "not known yet; end: none", "aún no se conoce; fin: ninguno"),
    ],
)
def test_the_zone_is_covered(
    technology: str, until: date | None, shown: Value, en: str, es: str
) -> None:
    """ORD-08, ORD-09: the zone, the technology and the end of the coverage are shown."""
    found = CoverageItem("FIBRE", qualified=True, technology=technology, until=until)
    end = () if until is None else until
    passed = Told(
        "availability.coverage",
        PASS,
        (2, "FIBRE", "LIMA-1", shown, end, ()),
        (),
        f"line 2: FIBRE can be given in LIMA-1; technology: {en}",
        f"línea 2: FIBRE se puede dar en LIMA-1; tecnología: {es}",
    )
    assert passed == told(ZoneIsCovered(CLAUSE), covered(CoverageItem("TV", True), found))


@pytest.mark.parametrize(
    ("days", "verdict"), [(-1, FAIL), (0, FAIL), (1, PASS)], ids=["before", "on", "after"]
)
def test_coverage_holds_until_the_day_it_ends(days: int, verdict: object) -> None:
    """ORD-08: on the day on which it ends, coverage holds no more."""
    found = CoverageItem("FIBRE", qualified=True, until=TODAY + days * DAY)
    assert verdict is ZoneIsCovered(CLAUSE).check(covered(found)).verdict


@pytest.mark.parametrize(
    ("alternatives", "en", "es"),
    [(("4G", "5G"), "; what can: 4G, 5G", "; lo que sí: 4G, 5G"), ((), "", "")],
)
def test_what_can_be_given_instead_is_told(alternatives: tuple[str, ...], en: str, es: str) -> None:
    """ORD-09, FUL-07: a zone without coverage names what there is, if there is something."""
    found = CoverageItem("FIBRE", qualified=False, alternatives=alternatives)
    failed = Told(
        "availability.coverage",
        FAIL,
        (2, "FIBRE", "LIMA-1", None, (), alternatives),
        (),
        f"line 2: FIBRE cannot be given in LIMA-1; take it out, or give another zone{en}",
        f"línea 2: FIBRE no se puede dar en LIMA-1; quítelo, o indique otra zona{es}",
    )
    assert failed == told(ZoneIsCovered(CLAUSE), covered(found))


def test_what_the_coverage_report_does_not_list_is_not_covered() -> None:
    """A report without the service means that it cannot be given."""
    finding = ZoneIsCovered(CLAUSE).check(covered(CoverageItem("TV", qualified=True)))
    expected = (FAIL, (2, "FIBRE", "LIMA-1", None, (), ()))
    assert expected == (finding.verdict, seen(finding))


def test_coverage_is_open_until_it_is_answered_and_is_not_asked_for_goods() -> None:
    """ORD-03, ORD-08: only services depend on the zone's coverage."""
    rule, code = ZoneIsCovered(CLAUSE), "availability.coverage"
    unknown = undecided(code, (2, "FIBRE", "LIMA-1", None, None, ()), *COVERAGE)
    assert unknown == told(rule, facts(SERVICE))
    assert skipped(code, *COVERAGE) == told(rule, facts(GOODS))


@pytest.mark.parametrize(("quantity", "holds"), [("2.5", True), ("2.55", False), ("2", True)])
def test_a_quantity_has_the_decimals_that_are_offered(quantity: str, holds: bool) -> None:
    """PRI-01: an offering of one decimal is ordered with one, never with two."""
    rule, offered = QuantityIsAsOffered(CLAUSE), changed(FIBRE, decimals=1)
    asked = Decimal(quantity) if "." in quantity else int(quantity)
    found = rule.check(facts(changed(SERVICE, quantity=asked), offerings=(offered,)))
    assert holds is found.holds
    assert (quantity == "2") is (not found.applies)


def test_a_quantity_that_is_not_offered_so_is_named() -> None:
    """PRI-01: which line, how many decimals it has and how many it may have."""
    rule, code = QuantityIsAsOffered(CLAUSE), "availability.quantity"
    metres = changed(SERVICE, quantity=Decimal("2.55"))
    en = "line 2: FIBRE is ordered with 2 decimals, it may have 1; round the quantity"
    es = "línea 2: FIBRE se pide con 2 decimales, puede tener 1; redondee la cantidad"
    failed = Told(code, FAIL, (2, "FIBRE", 1), (2,), en, es)
    assert failed == told(rule, facts(metres, offerings=(changed(FIBRE, decimals=1),)))
    assert rule.check(facts(metres)).holds is None


def test_the_tax_of_a_product_is_known() -> None:
    """PRI-03: a category that the operator has not is named, and no rate is assumed."""
    rule, code = TaxIsKnown(CLAUSE, ("standard", "exempt")), "availability.tax"
    en, es = (
        "line 2: PHONE is of the tax category standard",
        "línea 2: PHONE es de la categoría tributaria standard",
    )
    known = ("standard", "exempt")
    passed = Told(code, PASS, (2, "PHONE", "standard"), (known,), en, es)
    assert passed == told(rule, facts(GOODS, offerings=(PHONE,)))
    en = (
        "line 2: PHONE is of the tax category luxury, known are standard, exempt; "
        "correct the catalogue"
    )
    es = (
        "línea 2: PHONE es de la categoría tributaria luxury, se conocen standard, exempt; "
        "corrija el catálogo"
    )
    failed = Told(code, FAIL, (2, "PHONE", "luxury"), (known,), en, es)
    assert failed == told(rule, facts(GOODS, offerings=(changed(PHONE, tax="luxury"),)))
    assert rule.check(facts(GOODS)).holds is None


def test_the_availability_policy_asks_six_rules() -> None:
    """ORD-07, ORD-08: the rules about a line, in order, with back-orders only if allowed."""
    order = ("offered", "currency", "quantity", "tax", "stock", "coverage")
    names = [f"availability.{name}" for name in order]
    policy = availability_policy(CLAUSE, Currency.PEN)
    late = changed(
        in_stock(0, TODAY), answers=changed(in_stock(0, TODAY).answers, offerings=(PHONE,))
    )
    assert names == codes(policy, late)
    assert not policy.decide(late).allows
    assert availability_policy(CLAUSE, Currency.PEN, back_order=True).decide(late).allows
