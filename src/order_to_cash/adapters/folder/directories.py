"""Directories in a folder of CSV files, for whoever keeps the facts in spreadsheets.

Every file is in UTF-8 with commas and begins with its columns:

- parties.csv: party, kind, status, account, payment_terms, products
- offerings.csv: sku, name, kind, price, currency, since, until, technology, terms, requires,
  excludes, replaces, and where they are needed with_tax, tax, decimals
- warehouses.csv: zone, warehouse
- stock.csv: warehouse, sku, available, expected
- coverage.csv: zone, sku, technology, since, until, alternatives
- credit_lines.csv: account, party, limit, currency
- terms.csv: terms, version, since

Several values in one cell have a bar between them: `net-15|net-30`. An offer holds from its
`since` until the day before its `until`, or the next `since` of the same sku. A line of
coverage.csv without technology says that the service cannot be given in the zone. A price has up to
ten decimals; `with_tax` is `yes` where tax is in it, `tax` names a tax category other than the
standard one, and `decimals` says how many a quantity may have.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from order_to_cash.adapters.folder.cells import (
    YES,
    count,
    day,
    few,
    one_of,
    optional_day,
    optional_text,
    text,
    texts,
    yes_or_no,
)
from order_to_cash.adapters.folder.tables import Cells, Row, Sheet, Table
from order_to_cash.adapters.in_memory import Covered, InMemoryDirectories, Offered, VersionOfTerms
from order_to_cash.adapters.in_memory.directories import timeline
from order_to_cash.domain.core import (
    BrokenDefinition,
    Currency,
    InvalidDocument,
    InvalidValue,
    Money,
    Problem,
)
from order_to_cash.domain.core.currency import ADVICE
from order_to_cash.domain.trade import (
    AccountStatus,
    CreditLine,
    Kind,
    Offering,
    PartyKind,
    PartyRecord,
    StockItem,
    UnitPrice,
)
from order_to_cash.domain.trade.prices import STANDARD
from order_to_cash.ports.directories import Directories

PERIOD: Final[Mapping[str, tuple[str, str]]] = {
    "timeline.no-period": ("until", "it does not end after it begins; give a later day"),
    "timeline.repeated": ("since", "another line begins on the same day; keep one of them"),
    "timeline.overlap": ("since", "it begins before an earlier line ends; end that one sooner"),
}
"""Where a contradiction between lines shows, and what to do, by the code of the timeline."""

POSITION: Final = re.compile(r"\[([0-9]+)\]$")


class Zone(NamedTuple):
    """Which warehouse serves a zone."""

    zone: str
    warehouse: str


class Held(NamedTuple):
    """What a warehouse has of a product."""

    warehouse: str
    item: StockItem


class FolderDirectories:
    """Reads a folder of CSV files; when the files change, load it again."""

    @staticmethod
    def load(folder: Path) -> Directories:
        """Every directory as the files say; raises `InvalidDocument` with all of their problems."""
        if not folder.is_dir():
            raise InvalidDocument(
                f"there is no folder {folder}; give the one with {TABLES[0].file} and the others",
                code="folder.missing",
            )
        sheets = tuple(Sheet[Any](folder, table) for table in TABLES)
        parties, offerings, zones, held, coverage, credit_lines, terms = sheets
        for sheet in (offerings, coverage, terms):
            _check_periods(sheet)
        problems = [problem for sheet in sheets for problem in sheet.problems]
        if problems:
            raise InvalidDocument(
                "the folder is refused; mend each place listed, then load it again",
                code="folder.refused",
                problems=problems,
            )
        return InMemoryDirectories(
            parties=parties.values,
            offerings=offerings.values,
            warehouses=dict(zones.values),
            stock=_by_warehouse(held.values),
            coverage=coverage.values,
            credit_lines=credit_lines.values,
            terms=terms.values,
        ).directories


def _check_periods(sheet: Sheet[Any]) -> None:
    ordered = sorted(sheet.rows, key=lambda row: (row.value.key, row.value.since))
    for _, group in groupby(ordered, key=attrgetter("value.key")):
        rows = tuple(group)
        try:
            timeline(sheet.table.file, tuple(row.value for row in rows))
        except BrokenDefinition as broken:
            for problem in broken.problems:
                sheet.add(_at_its_line(sheet, rows, problem))


def _at_its_line(sheet: Sheet[Any], rows: tuple[Row[Any], ...], problem: Problem) -> Problem:
    found = POSITION.search(problem.path)
    row = rows[int(found[1]) if found else 0]
    column, advice = PERIOD[problem.code]
    return Problem(problem.code, sheet.at(row.line, column), advice)


def _by_warehouse(held: tuple[Held, ...]) -> dict[str, list[StockItem]]:
    found: dict[str, list[StockItem]] = {}
    for warehouse, item in held:
        found.setdefault(warehouse, []).append(item)
    return found


def _amount(cell: str, currency: Currency) -> Money:
    amount = Money.of(cell, currency)
    if amount.is_negative:
        raise _negative()
    return amount


def _negative() -> InvalidValue:
    return InvalidValue("the amount is below zero; give zero or more", code="folder.negative")


def _currency(cell: str) -> Currency:
    try:
        return Currency(cell)
    except ValueError:
        raise InvalidValue(f"{ADVICE} is due", code="folder.choice") from None


def _offered(*cells: Any) -> Offered:
    sku, name, kind, price, currency, since, until, *rest, with_tax, tax, decimals = cells
    offered = UnitPrice.of(price, currency, with_tax=with_tax == YES)
    if offered.is_negative:
        raise _negative()
    fields = (sku, name, kind, offered, *rest, tax or STANDARD, decimals)
    return Offered(Offering(*fields), since, until)


def _held(warehouse: str, *item: Any) -> Held:
    return Held(warehouse, StockItem(*item))


def _credit_line(account: str, party: str, limit: str, currency: Currency) -> CreditLine:
    return CreditLine(account, party, _amount(limit, currency))


OFFERING: Final[Cells] = {
    "sku": text,
    "name": text,
    "kind": one_of(Kind),
    "price": text,
    "currency": _currency,
    "since": day,
    "until": optional_day,
    "technology": optional_text,
    "terms": optional_text,
    "requires": texts,
    "excludes": texts,
    "replaces": texts,
}
OFFERING_MORE: Final[Cells] = {"with_tax": yes_or_no, "tax": optional_text, "decimals": few}
PARTY: Final[Cells] = {
    "party": text,
    "kind": one_of(PartyKind),
    "status": one_of(AccountStatus),
    "account": text,
    "payment_terms": texts,
    "products": texts,
}
STOCK: Final[Cells] = {
    "warehouse": text,
    "sku": text,
    "available": count,
    "expected": optional_day,
}
COVERAGE: Final[Cells] = {
    "zone": text,
    "sku": text,
    "technology": optional_text,
    "since": day,
    "until": optional_day,
    "alternatives": texts,
}
CREDIT_LINE: Final[Cells] = {
    "account": text,
    "party": text,
    "limit": text,
    "currency": _currency,
}
TABLES: Final[tuple[Table[Any], ...]] = (
    Table("parties.csv", PARTY, PartyRecord, key=attrgetter("party")),
    Table("offerings.csv", OFFERING, _offered, blamed="price", more=OFFERING_MORE),
    Table("warehouses.csv", {"zone": text, "warehouse": text}, Zone, key=attrgetter("zone")),
    Table("stock.csv", STOCK, _held, key=lambda held: (held.warehouse, held.item.sku)),
    Table("coverage.csv", COVERAGE, Covered),
    Table("credit_lines.csv", CREDIT_LINE, _credit_line, blamed="limit", key=attrgetter("account")),
    Table("terms.csv", {"terms": text, "version": text, "since": day}, VersionOfTerms),
)
