"""The ports that facts come from: parties, catalogue, stock, coverage, credit lines, terms.

Each question may raise `Unavailable`; it is asked again later, and until then the fact is unknown.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, assert_never

from order_to_cash.domain.core import entity
from order_to_cash.domain.trade import (
    AskCoverage,
    AskCreditLine,
    AskOfferings,
    AskParty,
    AskStock,
    AskTerms,
    CoverageItem,
    CreditLine,
    Offering,
    PartyRecord,
    Question,
    StockItem,
    TermsInForce,
)


class Parties(Protocol):
    """The directory of distributors and customers."""

    def party(self, party: str, /) -> PartyRecord | None:
        """The party's record, or nothing for a party nobody registered."""
        ...


class Catalogue(Protocol):
    """What is offered, day by day."""

    def offerings(self, skus: Sequence[str], on: date, /) -> tuple[Offering, ...]:
        """What is offered under these skus on that day; a sku that is not is left out."""
        ...


class Stock(Protocol):
    """What the warehouses hold."""

    def stock(self, zone: str, skus: Sequence[str], /) -> tuple[str, tuple[StockItem, ...]]:
        """The warehouse that serves the zone, and what it has of each; empty name for none."""
        ...


class Coverage(Protocol):
    """Which services can be given where."""

    def coverage(self, zone: str, skus: Sequence[str], on: date, /) -> tuple[CoverageItem, ...]:
        """Whether each service can be given in the zone on that day, and what can instead."""
        ...


class CreditLines(Protocol):
    """The credit lines of the accounts."""

    def credit_line(self, account: str, /) -> CreditLine | None:
        """The credit line of the account, or nothing for an account without one."""
        ...


class Terms(Protocol):
    """Terms and conditions and their versions."""

    def terms(self, names: Sequence[str], on: date, /) -> tuple[TermsInForce, ...]:
        """The version of each that is in force on that day; one without is left out."""
        ...


@entity
class Directories:
    """Every directory that the processes ask; one object may serve as several."""

    parties: Parties
    catalogue: Catalogue
    stock: Stock
    coverage: Coverage
    credit_lines: CreditLines
    terms: Terms


def asked(directories: Directories, question: Question) -> object:
    """Ask the directory that a question is for; what it answered."""
    match question:
        case AskParty(party):
            return directories.parties.party(party)
        case AskOfferings(skus, on):
            return directories.catalogue.offerings(skus, on)
        case AskStock(zone, skus):
            return directories.stock.stock(zone, skus)
        case AskCoverage(zone, skus, on):
            return directories.coverage.coverage(zone, skus, on)
        case AskTerms(names, on):
            return directories.terms.terms(names, on)
        case AskCreditLine(account):
            return directories.credit_lines.credit_line(account)
        case _:
            assert_never(question)
