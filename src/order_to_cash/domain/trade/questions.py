"""What directories are asked: each question beside its records and the command of its answer.

The records of the catalogue say what can be ordered, and what each product requires, excludes or
replaces (000 §§ 1 to 3).
"""

import enum
from datetime import date
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.prices import QUANTITY_DECIMALS, STANDARD, UnitPrice

DIRECTORIES: Final = "directories"
"""The name of the port that facts come from."""


class Kind(enum.StrEnum):
    """How a line is fulfilled: goods come from a warehouse, services from the technical team."""

    GOODS = "goods"
    SERVICE = "service"


@entity
class Offering:
    """A product of the catalogue as it is offered on one day (TM Forum: ProductOffering).

    `price` is for one unit, and never below zero; it says whether tax is in it. `tax` is its tax
    category, and `decimals` how many a quantity of it may have: none, for goods in pieces.
    `terms` names the terms and conditions that the customer must accept, if any. `requires`,
    `excludes` and `replaces` name other products by their sku.
    """

    sku: str
    name: str
    kind: Kind
    price: UnitPrice
    technology: str = ""
    terms: str = ""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    tax: str = STANDARD
    decimals: int = 0

    def __attrs_post_init__(self) -> None:
        if self.price.is_negative:
            raise InvalidValue(
                "a price is zero or more; correct its sign in the catalogue",
                code="offering.negative-price",
            )
        counted = type(self.decimals) is int and 0 <= self.decimals <= QUANTITY_DECIMALS
        if not counted or (self.decimals and self.kind is Kind.GOODS):
            raise InvalidValue(
                f"a quantity of a service may have up to {QUANTITY_DECIMALS} decimals, one of "
                "goods none, for they come in pieces; correct it in the catalogue",
                code="offering.decimals",
            )


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
