"""One-time fees by service and day: how much, since when, who says so (TAR-01 to TAR-03)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue, NotInForce
from order_to_cash.domain.core.html import DATED, named, table
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.timeline import Dated, Timeline, told
from order_to_cash.domain.core.wording import WORDS, Language, Words
from order_to_cash.domain.trade.prices import STANDARD
from order_to_cash.domain.trade.totals import TaxPolicy

NO_PACKAGES: Final[Mapping[str, frozenset[str]]] = {}


@entity
class FeeLine:
    """One line of the tariff as it was applied: the service, its fee, since when, by which text."""

    service: str
    amount: Money
    since: date
    clause: Clause


@entity
class Quote:
    """What was to be paid on a day, line by line; nothing that changes later changes it.

    `tax` is what of the total is tax, if the tariff says how its fees are taxed.
    """

    on: date
    lines: tuple[FeeLine, ...]
    total: Money
    tax: Money | None = None


@entity
class Tariffs:
    """The fees of each service by day, in one currency.

    A package is a service with its own fee: its components are never summed (TAR-03). `packages`
    say which services are parts of which, so that nobody pays for one beside the other. Tax is in
    every fee, as the policy reckons it for the category.
    """

    name: str
    currency: Currency
    prices: Mapping[str, Timeline[Money]]
    packages: Mapping[str, frozenset[str]] = NO_PACKAGES
    tax: TaxPolicy | None = None
    category: str = STANDARD

    def find(self, service: str, on: date) -> Dated[Money] | None:
        """The fee in force on that day, if there is one for the service."""
        prices = self.prices.get(service)
        return None if prices is None else prices.find(on)

    def fee(self, service: str, on: date) -> Dated[Money]:
        """The fee in force on that day; raises `NotInForce` naming service and day."""
        if (entry := self.find(service, on)) is None:
            raise NotInForce(
                f"{self.name}: there is no fee for {service!r} on {on}; give one of "
                f"{', '.join(self.prices)}, on a day that has an entry",
                code="tariff.not-in-force",
            )
        return entry

    def doubled(self, services: Iterable[str]) -> tuple[str, ...]:
        """The services among these that are parts of a package which is among them too."""
        named = tuple(dict.fromkeys(services))
        parts = frozenset[str]().union(*(self.packages.get(one, frozenset()) for one in named))
        return tuple(one for one in named if one in parts)

    def quote(self, services: Iterable[str], on: date) -> Quote:
        """The fees of separate products, summed; raises `NotInForce` for one that has none.

        Raises `InvalidValue` for no service at all, and for a package beside a part of its own.
        """
        named = tuple(services)
        if not named:
            raise InvalidValue(
                f"{self.name}: no service is named, and the fee of nothing is not zero; name one",
                code="tariff.no-services",
            )
        if doubled := self.doubled(named):
            raise InvalidValue(
                f"{self.name}: {', '.join(doubled)} is part of a package that is named too; name "
                "the package alone, or its parts alone",
                code="tariff.package-and-part",
            )
        found = tuple((service, self.fee(service, on)) for service in named)
        lines = tuple(FeeLine(s, d.value, d.since, d.clause) for s, d in found)
        total = Money.sum_of((line.amount for line in lines), self.currency)
        return Quote(on, lines, total, self.tax_in(total, on))

    def tax_in(self, amount: Money, on: date) -> Money | None:
        """The tax in so much of the fees; none if nobody says how they are taxed."""
        return None if self.tax is None else self.tax.tax_in(amount, self.category, on)

    def html(self, language: Language = Language.EN, words: Words = WORDS) -> str:
        """The tariff as a table: each service with its fees by day."""
        rows = (
            (service, *told(entry))
            for service, prices in self.prices.items()
            for entry in prices.entries
        )
        return table(self.name, named(("service", *DATED), language, words), rows)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return f"Tariffs({self.name!r}, {self.currency.value}, {len(self.prices)} services)"
