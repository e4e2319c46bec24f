"""Ageing and days sales outstanding of any number of postings, in constant memory (COL-07)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import define, field

from order_to_cash.analytics.ageing.postings import Posting, Reason
from order_to_cash.analytics.indicators import MOST_GROUPS, too_many_groups
from order_to_cash.domain.core import Currency, InvalidValue, entity
from order_to_cash.domain.core.instants import plain_day
from order_to_cash.rules.ageing import Ageing

Key: TypeAlias = tuple[str, ...]
"""The values of a group, in the order in which it was asked to group by."""

LABELS: Final = ("account", "party", "origin", "owed")
"""By what the journal's receivables can be grouped."""

SOLD: Final = (Reason.INVOICED, Reason.CREDITED)
"""What credit sales are made of: what was invoiced, less what was credited."""


def _day(day: date) -> date:
    return plain_day(day)


@entity
class AgeingQuestion:
    """What is asked: which buckets and days, as of the end of which day, by what.

    Raises `InvalidValue` for a label that is empty or named twice, or a day that is an instant.
    """

    ageing: Ageing
    as_of: date = field(converter=_day)
    by: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if len(set(self.by)) != len(self.by) or "" in self.by:
            raise InvalidValue(
                "group by labels, each once and none empty; leave out what is there twice",
                code="ageing.by",
            )
        if self.as_of.toordinal() <= self.ageing.days:
            raise InvalidValue(
                f"{self.as_of} has not {self.ageing.days} days before it; give a later day",
                code="ageing.as-of",
            )

    @property
    def sold_from(self) -> date:
        """The first of the days whose credit sales count."""
        return self.as_of - timedelta(days=self.ageing.days - 1)


@entity
class Aged:
    """What is open in one currency, by bucket, and the credit sales that it is held against.

    All in minor units of the currency. `key` is empty for all groups together.
    """

    key: Key
    currency: Currency
    buckets: tuple[int, ...]
    sold: int

    @property
    def open(self) -> int:
        """What is open in all."""
        return sum(self.buckets)

    def outstanding(self, days: int) -> Fraction | None:
        """Days sales outstanding: open / sold x days, or `None` where nothing was sold in all."""
        return Fraction(self.open * days, self.sold) if self.sold > 0 else None


@entity
class AgeingReport:
    """What was found: every group in the order of its key, then all of a currency together."""

    question: AgeingQuestion
    groups: tuple[Aged, ...]

    @property
    def totals(self) -> tuple[Aged, ...]:
        """All groups of each currency together; they never sum over currencies."""
        currencies = sorted({group.currency for group in self.groups}, key=lambda c: c.value)
        return tuple(self._total(currency) for currency in currencies)

    def __repr__(self) -> str:
        return f"AgeingReport(as of {self.question.as_of}, {len(self.groups)} groups)"

    def _total(self, currency: Currency) -> Aged:
        found = [group for group in self.groups if group.currency is currency]
        buckets = tuple(sum(part) for part in zip(*(g.buckets for g in found), strict=True))
        return Aged((), currency, buckets, sum(group.sold for group in found))

    def outstanding(self, aged: Aged) -> Fraction | None:
        """The days sales outstanding of a group, exactly."""
        return aged.outstanding(self.question.ageing.days)


@define
class AgeingAggregation:
    """Sums for each group and currency; it takes postings in any order."""

    question: AgeingQuestion
    sums: dict[tuple[Key, Currency], list[int]] = field(factory=dict)

    def add(self, posting: Posting) -> None:
        """Count one posting, unless the journal knew of it only after the day of the question."""
        question = self.question
        if posting.on > question.as_of:
            return
        key = tuple(_label(posting, by) for by in question.by)
        place = question.ageing.place((question.as_of - posting.due).days)
        self.take(key, posting.amount.currency, place, posting.amount.minor, self._sold(posting))

    def take(self, key: Key, currency: Currency, place: int, minor: int, sold: int) -> None:
        """Add so much to a bucket of a group, and so much to what was sold."""
        sums = self.sums.get((key, currency))
        if sums is None:
            if len(self.sums) >= MOST_GROUPS:
                raise too_many_groups()
            sums = self.sums[key, currency] = [0] * (len(self.question.ageing.names) + 1)
        sums[place] += minor
        sums[-1] += sold

    def report(self) -> AgeingReport:
        """What was found so far; groups in which nothing is open or was sold are left out."""
        found = sorted(self.sums.items(), key=lambda pair: (pair[0][0], pair[0][1].value))
        groups = (
            Aged(key, currency, tuple(buckets), sold)
            for (key, currency), (*buckets, sold) in found
            if any(buckets) or sold
        )
        return AgeingReport(self.question, tuple(groups))

    def _sold(self, posting: Posting) -> int:
        counts = posting.reason in SOLD and posting.dated >= self.question.sold_from
        return posting.amount.minor if counts else 0


def age(
    postings: Iterable[Posting], ageing: Ageing, *, as_of: date, by: Sequence[str] = ()
) -> AgeingReport:
    """What is open at the end of a day by days past due, and the days sales outstanding.

    `by` groups it by `account`, `party`, `origin` or `owed`; another label is an `InvalidValue`.
    """
    counted = AgeingAggregation(AgeingQuestion(ageing, as_of, tuple(by)))
    check_labels(counted.question)
    for posting in postings:
        counted.add(posting)
    return counted.report()


def check_labels(question: AgeingQuestion) -> None:
    """Raise `InvalidValue` naming those there are, for a label that no posting has."""
    if set(question.by) - set(LABELS):
        raise InvalidValue(
            f"receivables are grouped by {', '.join(LABELS)}; give some of these",
            code="ageing.label",
        )


def _label(posting: Posting, by: str) -> str:
    label: str = getattr(posting, by)
    return label
