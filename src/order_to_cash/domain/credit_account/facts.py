"""What is known of an account: its exposure, how its party has paid, how far collection is.

A credit evaluation looks at some of it (000 flow 3 and postcondition 2), dunning at the rest.
"""

import enum
from collections import abc
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias, assert_type

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.overlay import with_entry, without_entry
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.collection_events import CollectionEvent
from order_to_cash.domain.trade.collecting import ExemptionName, Reach


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

    def only(self, counts: abc.Collection[Part]) -> "Exposure":
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


REMEMBERED: Final = timedelta(days=366)
"""How long the days on which something went wrong are remembered."""


@entity
class PaymentHistory:
    """How the party has paid so far (000 postcondition 2).

    `payments` counts what the party paid, and no credit that it put to use; `paid` is what is
    paid of its invoices now, with nothing that was taken back or credited. `misses` are what went
    wrong by day, for a year: the sums stay, the days are forgotten.
    """

    payments: int
    paid: Money
    late: int
    reversed: int
    defaults: int
    worst_days: int
    misses: Mapping[date, Misses] = Factory(dict)

    def as_of(self, today: date) -> PaymentRecord:
        """What a rule may look at on that day; what was entered for a later day counts as today."""
        ago = ((max((today - day).days, 0), misses) for day, misses in self.misses.items())
        return PaymentRecord(self.payments, tuple(ago))


def paid(history: PaymentHistory, event: e.PaymentRecorded) -> PaymentHistory:
    """With one more payment, unless it was the account's own credit that paid."""
    more = changed(history, paid=history.paid + event.amount)
    if event.by_credit:
        return more
    counted = changed(more, payments=history.payments + 1, late=history.late + event.late)
    return _missed(counted, event.on, Misses(late=1)) if event.late else counted


def taken_back(history: PaymentHistory, event: e.ReversalRecorded) -> PaymentHistory:
    """With a payment taken back, which counts where the party had paid."""
    left = changed(history, paid=history.paid - event.amount)
    if event.by_credit:
        return left
    return _missed(changed(left, reversed=history.reversed + 1), event.on, Misses(reversed=1))


def freed(history: PaymentHistory, amount: Money) -> PaymentHistory:
    """Without what had been paid and became credit."""
    return changed(history, paid=history.paid - amount)


def defaulted(history: PaymentHistory, days: int, on: date) -> PaymentHistory:
    """With one more level of dunning that was reached, so many days past due."""
    worst = max(days, history.worst_days)
    more = changed(history, defaults=history.defaults + 1, worst_days=worst)
    return _missed(more, on, Misses(defaults=1, worst_days=days))


def _missed(history: PaymentHistory, on: date, misses: Misses) -> PaymentHistory:
    """With what went wrong on that day, and without days that are too old to be looked at."""
    kept = {day: known for day, known in history.misses.items() if day > on - REMEMBERED}
    kept[on] = kept.get(on, Misses()).with_(misses)
    return changed(history, misses=kept)


WHOLE = ""
"""The name under which an exemption of the whole account is kept."""


@entity
class Exemption:
    """Nothing is told of an account or an invoice until the end of that day, and why (COL-05)."""

    name: ExemptionName
    reason: str
    until: date
    invoice: str = ""


@entity
class Collection:
    """What collection did to an account since nothing was past due.

    `reached` counts the levels that were told, the last one on the day `told`. `stopped` is the
    level that stopped the account, while it is stopped, and `reach` what that reaches. `exempt` are
    the exemptions by obligation, or of the whole account. `following` are the orders that are told
    whether the account is stopped, each with the first word it was told. `number` counts those
    words, and `spoken` what was told of exemptions.
    """

    reached: int = 0
    told: date | None = None
    stopped: str = ""
    reach: tuple[Reach, ...] = ()
    exempt: Mapping[str, Exemption] = Factory(dict)
    following: Mapping[str, int] = Factory(dict)
    number: int = 1
    spoken: int = 0

    def until(self, obligation: str) -> date | None:
        """The last day on which nothing is told of that invoice, by itself or with the account."""
        of = (self.exempt.get(name) for name in (WHOLE, obligation))
        return max((one.until for one in of if one is not None), default=None)


_Untold: TypeAlias = e.CreditDeferred | e.OnlyStage


def followed(collection: Collection, event: CollectionEvent | e.OnlyStage) -> Collection:
    """The collection of an account once the event has happened."""
    match event:
        case e.AccountReminded(on=on):
            return changed(collection, reached=collection.reached + 1, told=on)
        case e.AccountStopped(level=level, on=on, reach=reach):
            told = changed(collection, reached=collection.reached + 1, told=on)
            return changed(told, stopped=level, reach=reach, number=collection.number + 1)
        case e.AccountCleared():
            return changed(collection, reached=0, told=None)
        case e.StopLifted():
            number = collection.number + 1
            return changed(collection, reached=0, told=None, stopped="", reach=(), number=number)
        case e.AccountFollowed(_, order):
            following = with_entry(collection.following, order, collection.number)
            return changed(collection, following=following)
        case e.AccountLeft(order):
            return changed(collection, following=without_entry(collection.following, order))
        case e.ExemptionGranted(_, name, reason, until, invoice, order):
            granted = Exemption(name, reason, until, invoice)
            exempt = {**collection.exempt, order: granted}
            return changed(collection, exempt=exempt, spoken=collection.spoken + 1)
        case e.ExemptionWithdrawn(order=order) | e.ExemptionEnded(order=order):
            exempt = {name: one for name, one in collection.exempt.items() if name != order}
            return changed(collection, exempt=exempt, spoken=collection.spoken + 1)
        case _:
            assert_type(event, _Untold)
            return collection
