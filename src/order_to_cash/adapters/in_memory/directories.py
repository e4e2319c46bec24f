"""Facts in memory: parties, offerings, stock, coverage, credit lines and terms, as they were given.

Nothing changes once it is made, so threads may share it; when facts change, make a new one.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar

from order_to_cash.domain.core import Clause, Dated, Timeline, entity
from order_to_cash.domain.trade import (
    CoverageItem,
    CreditLine,
    Offering,
    PartyRecord,
    StockItem,
    TermsInForce,
)
from order_to_cash.ports.directories import Directories

GIVEN: Final = Clause("directory", "as given")


@entity
class Offered:
    """A product as it is offered from `since` until just before `until` or its next entry."""

    offering: Offering
    since: date
    until: date | None = None

    @property
    def key(self) -> str:
        """What it is an entry of: the product."""
        return self.offering.sku


@entity
class Covered:
    """A service that can be given in a zone from `since` until just before `until`.

    No technology says that it cannot be given then, and `alternatives` what can be instead.
    """

    zone: str
    sku: str
    technology: str
    since: date
    until: date | None = None
    alternatives: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What it is an entry of: the service in its zone."""
        return self.zone, self.sku


@entity
class VersionOfTerms:
    """A version of terms and conditions that is in force from `since` until the next one."""

    terms: str
    version: str
    since: date

    @property
    def key(self) -> str:
        """What it is an entry of: the terms and conditions."""
        return self.terms

    @property
    def until(self) -> date | None:
        """It has no end of its own: the next version ends it."""
        return None


Entry = TypeVar("Entry", Offered, Covered, VersionOfTerms)
ByDay: TypeAlias = Mapping[Hashable, Timeline[Entry]]


class InMemoryDirectories:
    """Every directory in one object; `directories` hands it out as each of them.

    Raises `BrokenDefinition` where two entries of one product, service or terms overlap.
    """

    def __init__(  # noqa: PLR0913  (one for each directory)
        self,
        *,
        parties: Iterable[PartyRecord] = (),
        offerings: Iterable[Offered] = (),
        warehouses: Mapping[str, str] | None = None,
        stock: Mapping[str, Iterable[StockItem]] | None = None,
        coverage: Iterable[Covered] = (),
        credit_lines: Iterable[CreditLine] = (),
        terms: Iterable[VersionOfTerms] = (),
    ) -> None:
        self._parties = {record.party: record for record in parties}
        self._offerings: ByDay[Offered] = by_day("offering", offerings)
        self._warehouses = dict(warehouses or {})
        held = (stock or {}).items()
        self._stock = {name: {item.sku: item for item in items} for name, items in held}
        self._coverage: ByDay[Covered] = by_day("coverage", coverage)
        self._credit_lines = {line.account: line for line in credit_lines}
        self._terms: ByDay[VersionOfTerms] = by_day("terms", terms)

    @property
    def directories(self) -> Directories:
        """The same object as each of the directories that a desk asks."""
        return Directories(self, self, self, self, self, self)

    def party(self, party: str, /) -> PartyRecord | None:
        return self._parties.get(party)

    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        found = (in_force(self._offerings, sku, on) for sku in skus)
        return tuple(entry.value.offering for entry in found if entry is not None)

    def stock(self, zone: str, skus: Sequence[str], /) -> tuple[str, tuple[StockItem, ...]]:
        warehouse = self._warehouses.get(zone, "")
        held = self._stock.get(warehouse, {})
        return warehouse, tuple(held[sku] for sku in skus if sku in held)

    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        found = (in_force(self._coverage, (zone, sku), on) for sku in skus)
        return tuple(_coverage_item(entry) for entry in found if entry is not None)

    def credit_line(self, account: str, /) -> CreditLine | None:
        return self._credit_lines.get(account)

    def terms(self, names: Sequence[str], on: date, /) -> tuple[TermsInForce, ...]:
        found = (in_force(self._terms, name, on) for name in names)
        return tuple(TermsInForce(e.value.terms, e.value.version) for e in found if e is not None)


def by_day(name: str, entries: Iterable[Entry]) -> dict[Hashable, Timeline[Entry]]:
    """The entries as one timeline for each product, service or terms, in any order given."""
    ordered = sorted(entries, key=lambda entry: (entry.key, entry.since))
    groups = groupby(ordered, key=attrgetter("key"))
    return {key: timeline(name, tuple(group)) for key, group in groups}


def timeline(name: str, entries: tuple[Entry, ...]) -> Timeline[Entry]:
    """The entries of one product, service or terms, in order of day, each ended by the next."""
    following = (*(entry.since for entry in entries[1:]), None)
    pairs = zip(entries, following, strict=True)
    return Timeline(name, tuple(_dated(entry, next_since) for entry, next_since in pairs))


def in_force(known: ByDay[Any], key: Hashable, on: date) -> "Dated[Any] | None":
    """The entry that holds on that day, if any does."""
    found = known.get(key)
    return None if found is None else found.find(on)


def _dated(entry: Entry, next_since: date | None) -> Dated[Entry]:
    until = entry.until
    if until is None and next_since is not None and entry.since < next_since:
        until = next_since
    return Dated(entry.since, entry, GIVEN, until)


def _coverage_item(entry: Dated[Covered]) -> CoverageItem:
    held = entry.value
    can = bool(held.technology)
    until = entry.until if can else None
    return CoverageItem(held.sku, can, held.technology, until, held.alternatives)
