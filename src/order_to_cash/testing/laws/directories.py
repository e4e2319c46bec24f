"""The laws of the directories: `for law in LAWS: law(our_directories)`, filled with `FACTS`.

They ask for what is known and what is not, on the day before, the first, the last and the day
after of everything that holds for a time.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeAlias

from order_to_cash.adapters.in_memory import Covered, Offered, VersionOfTerms
from order_to_cash.domain.core import Currency, Money, changed, entity
from order_to_cash.domain.credit_account import CreditLine
from order_to_cash.domain.order import (
    AccountStatus,
    CoverageItem,
    PartyKind,
    PartyRecord,
    StockItem,
    TermsInForce,
)
from order_to_cash.domain.trade import Kind, Offering, UnitPrice
from order_to_cash.ports.directories import Directories
from order_to_cash.testing.laws import same, up_to

Law: TypeAlias = Callable[[Directories], None]

DAY = timedelta(days=1)
SINCE, CHANGE, UNTIL = date(2024, 2, 29), date(2024, 7, 1), date(2025, 1, 1)
FAR = date(2199, 12, 31)
ANA = PartyRecord(
    *("p1", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "a1"), ("net-15", "net-30"), ("fibra",)
)
BOB = PartyRecord("p2", PartyKind.CUSTOMER, AccountStatus.SUSPENDED, "a2")
TV = Offering("tv", 'TV 32", Ñandú', Kind.GOODS, UnitPrice.of("899.90", Currency.PEN))
CHEAPER = changed(TV, price=UnitPrice.of("0.01", Currency.PEN))
FIBRA = Offering(
    sku="fibra",
    name="Fibra 200",
    kind=Kind.SERVICE,
    price=UnitPrice.of("120", Currency.BOB),
    technology="fiber",
    terms="t1",
    requires=("router",),
    excludes=("cobre", "adsl"),
    replaces=("adsl",),
)
SOME, NONE = StockItem("tv", 5), StockItem("router", 0, CHANGE)
LINE = CreditLine("a1", "p1", Money.of("5000.00", Currency.PEN))


@entity
class Facts:
    """What the directories must be filled with before the laws are asked of them."""

    parties: tuple[PartyRecord, ...]
    offerings: tuple[Offered, ...]
    warehouses: Mapping[str, str]
    stock: Mapping[str, tuple[StockItem, ...]]
    coverage: tuple[Covered, ...]
    credit_lines: tuple[CreditLine, ...]
    terms: tuple[VersionOfTerms, ...]


FACTS = Facts(
    parties=(ANA, BOB),
    offerings=(
        Offered(TV, SINCE),
        Offered(CHEAPER, CHANGE, UNTIL),
        Offered(FIBRA, CHANGE),
    ),
    warehouses={"lima": "W1", "cusco": "W2"},
    stock={"W1": (SOME, NONE)},
    coverage=(
        Covered("lima", "fibra", "fiber", SINCE, UNTIL),
        Covered("cusco", "fibra", "", SINCE, None, ("adsl", "cobre")),
        Covered("cusco", "fibra", "fiber", CHANGE),
    ),
    credit_lines=(LINE,),
    terms=(VersionOfTerms("t1", "1", SINCE), VersionOfTerms("t1", "2", CHANGE)),
)
"""An offer, a coverage or a version ends where the next one of the same begins."""


def parties_are_known_by_their_id(directories: Directories) -> None:
    """A party has its whole record; what was never registered has none."""
    ask = directories.parties.party
    same((ANA, BOB), (ask("p1"), ask("p2")), "the records")
    for unknown in ("p3", "P1", "p", ""):
        same(None, ask(unknown), "the record of a party nobody registered")


def products_are_offered_from_their_first_day_to_their_last(directories: Directories) -> None:
    """A product is offered from its first day on, at the price of the day, and no longer."""
    for on, expected in (
        (SINCE - DAY, ()),
        (SINCE, (TV,)),
        (CHANGE - DAY, (TV,)),
        (CHANGE, (CHEAPER,)),
        (UNTIL - DAY, (CHEAPER,)),
        (UNTIL, ()),
    ):
        same(expected, directories.catalogue.offerings(("tv",), on), f"what is offered on {on}")


def what_has_no_end_goes_on(directories: Directories) -> None:
    """An offer, a coverage or a version without an end holds for good."""
    same((FIBRA,), directories.catalogue.offerings(("fibra",), FAR), "what is offered")
    covered = (CoverageItem("fibra", True, "fiber"),)
    same(covered, directories.coverage.coverage("cusco", ("fibra",), FAR), "what is covered")
    same((TermsInForce("t1", "2"),), directories.terms.terms(("t1",), FAR), "what is in force")


def products_nobody_offers_are_left_out(directories: Directories) -> None:
    """Of several products those that are offered come back, whatever else was asked."""
    asked = ("fibra", "nothing", "TV", "", "tv")
    found = directories.catalogue.offerings(asked, CHANGE)
    same([CHEAPER, FIBRA], sorted(found, key=lambda o: o.sku, reverse=True), "what is offered")
    same((), directories.catalogue.offerings((), CHANGE), "what is offered of nothing")


def stock_is_that_of_the_zones_warehouse(directories: Directories) -> None:
    """The warehouse that serves the zone is named, with what it has of what was asked."""
    ask = directories.stock.stock
    warehouse, items = ask("lima", ("router", "nothing", "tv"))
    same("W1", warehouse, "the warehouse")
    same([NONE, SOME], sorted(items, key=lambda item: item.sku), "what it has")
    same(("W1", (SOME,)), ask("lima", ("tv",)), "what it has of one product")
    same(("W2", ()), ask("cusco", ("tv",)), "a warehouse without the product")


def a_zone_without_warehouse_has_none(directories: Directories) -> None:
    """Where no warehouse delivers, its name is empty and there is nothing."""
    for zone in ("puno", "Lima", ""):
        same(("", ()), directories.stock.stock(zone, ("tv",)), "the stock of an unknown zone")


def services_are_covered_from_their_first_day_to_their_last(directories: Directories) -> None:
    """A service can be given from its first day on until just before the day it ends."""
    covered = (CoverageItem("fibra", True, "fiber", UNTIL),)
    for on, expected in (
        (SINCE - DAY, ()),
        (SINCE, covered),
        (UNTIL - DAY, covered),
        (UNTIL, ()),
    ):
        found = directories.coverage.coverage("lima", ("fibra",), on)
        same(expected, found, f"what is covered on {on}")


def what_cannot_be_given_says_what_can(directories: Directories) -> None:
    """Where a service cannot be given, its alternatives are told, until it can be."""
    ask = directories.coverage.coverage
    instead = (CoverageItem("fibra", False, alternatives=("adsl", "cobre")),)
    covered = (CoverageItem("fibra", True, "fiber"),)
    for on, expected in ((SINCE - DAY, ()), (CHANGE - DAY, instead), (CHANGE, covered)):
        same(expected, ask("cusco", ("fibra",), on), f"what is covered on {on}")


def services_nobody_knows_are_left_out(directories: Directories) -> None:
    """Unknown services and zones are left out, whatever else was asked."""
    ask = directories.coverage.coverage
    covered = (CoverageItem("fibra", True, "fiber", UNTIL),)
    same(covered, ask("lima", ("nothing", "fibra", "FIBRA"), SINCE), "what is covered")
    same((), ask("puno", ("fibra",), SINCE), "what is covered in an unknown zone")
    same((), ask("lima", (), SINCE), "what is covered of nothing")


def credit_lines_are_known_by_their_account(directories: Directories) -> None:
    """An account has its line; one without a line has none, and a party's id is no account."""
    ask = directories.credit_lines.credit_line
    same(LINE, ask("a1"), "the credit line")
    for unknown in ("a2", "p1", "A1", ""):
        same(None, ask(unknown), "the credit line of an account without one")


def terms_are_in_force_until_the_next_version(directories: Directories) -> None:
    """Each version is in force from its first day until just before the next one's."""
    for on, versions in (
        (SINCE - DAY, ()),
        (SINCE, ("1",)),
        (CHANGE - DAY, ("1",)),
        (CHANGE, ("2",)),
    ):
        expected = tuple(TermsInForce("t1", version) for version in versions)
        same(expected, directories.terms.terms(("t1",), on), f"what is in force on {on}")


def terms_nobody_wrote_are_left_out(directories: Directories) -> None:
    """Unknown terms are left out, whatever else was asked."""
    ask = directories.terms.terms
    same((TermsInForce("t1", "1"),), ask(("t2", "t1", "T1"), SINCE), "what is in force")
    same((), ask((), SINCE), "what is in force of nothing")


def no_amount_is_below_zero(directories: Directories) -> None:
    """A price or a limit below zero would make room that is not there."""
    for on in (SINCE, CHANGE, FAR):
        for offering in directories.catalogue.offerings(("tv", "fibra"), on):
            same(False, offering.price.is_negative, f"a price below zero on {on}")
    line = directories.credit_lines.credit_line(LINE.account)
    same(False, line is not None and line.limit.is_negative, "a limit below zero")


LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        parties_are_known_by_their_id,
        products_are_offered_from_their_first_day_to_their_last,
        what_has_no_end_goes_on,
        products_nobody_offers_are_left_out,
        stock_is_that_of_the_zones_warehouse,
        a_zone_without_warehouse_has_none,
        services_are_covered_from_their_first_day_to_their_last,
        what_cannot_be_given_says_what_can,
        services_nobody_knows_are_left_out,
        credit_lines_are_known_by_their_account,
        terms_are_in_force_until_the_next_version,
        terms_nobody_wrote_are_left_out,
        no_amount_is_below_zero,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
