"""What a credit evaluation looks at (000 flow 3)."""

import enum
from collections.abc import Collection
from datetime import datetime

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.wording import Values


class Part(enum.StrEnum):
    """The named parts of an exposure; a policy may leave some out."""

    RESERVED = "reserved"
    DELIVERED = "delivered"
    UNPAID = "unpaid"
    UNALLOCATED = "unallocated"


@entity
class Exposure:
    """What the operator would lose if nothing more were paid, part by part.

    `reserved` is for orders under way, `delivered` is not invoiced yet, `unpaid` is invoiced;
    `unallocated` is money of the party that is not put to any invoice, and is deducted.
    """

    reserved: Money
    delivered: Money
    unpaid: Money
    unallocated: Money

    def only(self, counts: Collection[Part]) -> "Exposure":
        """The same exposure with every part left out that does not count."""
        if len(counts) == len(Part):
            return self
        nothing = self.unpaid - self.unpaid
        return Exposure(
            self.reserved if Part.RESERVED in counts else nothing,
            self.delivered if Part.DELIVERED in counts else nothing,
            self.unpaid if Part.UNPAID in counts else nothing,
            self.unallocated if Part.UNALLOCATED in counts else nothing,
        )

    @property
    def currencies(self) -> frozenset[Currency]:
        """Those of its parts, which are one in every account."""
        parts = (self.reserved, self.delivered, self.unpaid, self.unallocated)
        return frozenset(part.currency for part in parts)

    @property
    def exact(self) -> int:
        """All parts together in minor units, which may be more than the largest amount.

        It means something where they are in one currency.
        """
        counted = self.reserved.minor + self.delivered.minor + self.unpaid.minor
        return counted - self.unallocated.minor

    @property
    def total(self) -> Money:
        """All parts together, or the largest amount on their side of zero where they are more."""
        return Money.nearest(self.exact, self.unpaid.currency)


@entity
class Overdue:
    """An amount that is past due, and since how many days."""

    days: int
    amount: Money


@entity
class Misses:
    """What went wrong on one day: late payments, payments taken back, levels of dunning reached.

    `worst_days` are the most days past due that a level of that day told.
    """

    late: int = 0
    reversed: int = 0
    defaults: int = 0
    worst_days: int = 0

    def with_(self, other: "Misses") -> "Misses":
        """Both together."""
        return Misses(
            self.late + other.late,
            self.reversed + other.reversed,
            self.defaults + other.defaults,
            max(self.worst_days, other.worst_days),
        )


@entity
class PaymentRecord:
    """How a party paid: how many payments so far, and what went wrong so many days ago (COL-08)."""

    payments: int
    misses: tuple[tuple[int, Misses], ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the party has neither paid nor failed to."""
        return not self.payments and not self.misses

    def within(self, days: int) -> Misses:
        """What went wrong in the last so many days, today among them."""
        total = Misses()
        for ago, misses in self.misses:
            if ago < days:
                total = total.with_(misses)
        return total


@entity
class CreditFacts:
    """The facts of one evaluation, as of the instant `at`.

    `known` tells whether the directory knows a credit line for the account (`None`: not answered
    yet); `exposure` leaves this order out, so that it is counted once. `record` is how the party
    paid. `own` are the facts of the operator's own that the order carries.
    """

    at: datetime
    order: str
    amount: Money
    known: bool | None
    active: bool | None
    limit: Money | None
    exposure: Exposure
    overdue: tuple[Overdue, ...] | None
    own: Values = ()
    record: PaymentRecord | None = None


@entity
class OverrideFacts:
    """An override, and the evaluation that it has to cover."""

    override: Override
    credit: CreditFacts
