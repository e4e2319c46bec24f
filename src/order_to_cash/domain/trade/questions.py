"""What directories are asked: each question beside its records and the command of its answer."""

import enum
from datetime import date
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.offering import Offering

DIRECTORIES: Final = "directories"
"""The name of the port that facts come from."""


class PartyKind(enum.StrEnum):
    """Who orders: a distributor, or an end customer."""

    DISTRIBUTOR = "distributor"
    CUSTOMER = "customer"


class AccountStatus(enum.StrEnum):
    """How a party's account stands in the directory."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@entity
class PartyRecord:
    """A party as the directory knows it: its account, payment terms and products."""

    party: str
    kind: PartyKind
    status: AccountStatus
    account: str
    payment_terms: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@entity
class ReportParty:
    """The directory of parties answers; no record means that it knows no such party."""

    record: PartyRecord | None


@entity
class AskParty:
    """Who is this party, and is its account active?"""

    party: str

    topic: ClassVar[str] = DIRECTORIES

    def answered(self, answer: PartyRecord | None, /) -> ReportParty:
        return ReportParty(answer)


@entity
class ReportOfferings:
    """The catalogue answers with what it offers; a sku left out is not offered."""

    offerings: tuple[Offering, ...]
    amended: int = 0


@entity
class AskOfferings:
    """What does the catalogue offer under these skus on that day?"""

    skus: tuple[str, ...]
    on: date
    amended: int = 0

    topic: ClassVar[str] = DIRECTORIES

    def answered(self, answer: tuple[Offering, ...], /) -> ReportOfferings:
        return ReportOfferings(answer, self.amended)


@entity
class StockItem:
    """How many of a product the warehouse has, and when more are expected."""

    sku: str
    available: int
    expected: date | None = None


@entity
class ReportStock:
    """The warehouse that serves the zone answers; a sku left out has none."""

    warehouse: str
    items: tuple[StockItem, ...]
    amended: int = 0


@entity
class AskStock:
    """How much of each does the warehouse that serves the zone have?"""

    zone: str
    skus: tuple[str, ...]
    amended: int = 0

    topic: ClassVar[str] = DIRECTORIES

    def answered(self, answer: tuple[str, tuple[StockItem, ...]], /) -> ReportStock:
        return ReportStock(*answer, self.amended)


@entity
class CoverageItem:
    """Whether a service can be given in the zone, until when, and what can be given instead."""

    sku: str
    qualified: bool
    technology: str = ""
    until: date | None = None
    alternatives: tuple[str, ...] = ()


@entity
class ReportCoverage:
    """The coverage directory answers; a sku left out is not covered."""

    items: tuple[CoverageItem, ...]
    amended: int = 0


@entity
class AskCoverage:
    """Which of these services can be given in the zone on that day?"""

    zone: str
    skus: tuple[str, ...]
    on: date
    amended: int = 0

    topic: ClassVar[str] = DIRECTORIES

    def answered(self, answer: tuple[CoverageItem, ...], /) -> ReportCoverage:
        return ReportCoverage(answer, self.amended)


@entity
class TermsInForce:
    """The version of terms and conditions that is in force."""

    terms: str
    version: str


@entity
class ReportTerms:
    """The directory of terms and conditions answers with the versions in force."""

    items: tuple[TermsInForce, ...]
    amended: int = 0


@entity
class AskTerms:
    """Which version of each of these terms and conditions is in force on that day?"""

    terms: tuple[str, ...]
    on: date
    amended: int = 0

    topic: ClassVar[str] = DIRECTORIES

    def answered(self, answer: tuple[TermsInForce, ...], /) -> ReportTerms:
        return ReportTerms(answer, self.amended)


@entity
class CreditLine:
    """The credit line of an account as the directory knows it."""

    account: str
    party: str
    limit: Money


@entity
class ReportCreditLine:
    """The directory of credit lines answers; no line means that it knows no such account."""

    line: CreditLine | None


@entity
class AskCreditLine:
    """Which credit line does this account have?"""

    account: str

    topic: ClassVar[str] = DIRECTORIES

    def answered(self, answer: CreditLine | None, /) -> ReportCreditLine:
        return ReportCreditLine(answer)


Question: TypeAlias = AskParty | AskOfferings | AskStock | AskCoverage | AskTerms | AskCreditLine
