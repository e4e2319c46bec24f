"""Late interest and fees: what is charged, and in which order money is put to what (COL-06)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.timeline import Timeline
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.debt import DunningRule, Owed
from order_to_cash.domain.receivable.lifecycle import OWING, Stage
from order_to_cash.domain.receivable.state import Receivable
from order_to_cash.domain.trade.payment_terms import filled

Events = tuple[e.Event, ...]
DAY: Final = timedelta(days=1)
LONGEST_YEAR: Final = 366


@entity
class LateInterest:
    """The yearly rate by day, with its source, and of how many days a year is: 360, 365 or 366.

    Interest is simple: what is past due x rate x days / year, from the day after the due day to the
    day in question. A day in no period of the rates bears none.
    """

    rates: Timeline[Fraction]
    year: int

    def __attrs_post_init__(self) -> None:
        rates = [entry.value for entry in self.rates.entries]
        if type(self.year) is not int or not 1 <= self.year <= LONGEST_YEAR or min(rates) < 0:
            raise BrokenDefinition(
                "a year of interest has 1 to 366 days and no rate is below zero; give for "
                "instance 365 and Fraction(12, 100)"
            )

    def share(self, after: date, until: date) -> Fraction:
        """The share of an amount that is due for the days after the first one to the last one."""
        total = Fraction(0)
        starts = [*(entry.since for entry in self.rates.entries[1:]), date.max]
        for entry, following in zip(self.rates.entries, starts, strict=True):
            ends = min(following, entry.until or date.max, until + DAY)
            days = (ends - max(entry.since, after + DAY)).days
            total += entry.value * max(days, 0)
        return total / self.year


@entity
class LateFee:
    """What a level of dunning costs the party, by its code."""

    level: str
    amount: Money
    clause: Clause


@entity
class LatePolicy:
    """What paying late costs, and the order in which money is put to what is owed.

    Raises `BrokenDefinition` for an order that is not costs, interest and principal, each once,
    for two fees of one level, and for a fee that is no amount.
    """

    interest: LateInterest | None = None
    fees: tuple[LateFee, ...] = ()
    order: tuple[Owed, ...] = tuple(Owed)

    def __attrs_post_init__(self) -> None:
        levels = [fee.level for fee in self.fees]
        amounts = all(fee.amount.is_positive for fee in self.fees)
        if sorted(self.order) != sorted(Owed) or len(set(levels)) < len(levels) or not amounts:
            raise BrokenDefinition(
                "money is put to costs, interest and principal, each once in some order, and each "
                "level of dunning has at most one fee, above zero; correct the policy"
            )


def checked_late(policy: LatePolicy | None, schedule: tuple[DunningRule, ...]) -> None:
    """Raises `BrokenDefinition` for a fee of a level that the schedule does not have."""
    known = {rule.level.code for rule in schedule if rule.level.in_default}
    if strange := [fee.level for fee in (policy.fees if policy else ()) if fee.level not in known]:
        raise BrokenDefinition(
            f"a fee is for a level of dunning past the due day; there is none of {strange}"
        )


def reckoned(
    receivable: Receivable, policy: LatePolicy | None, until: date, *, raises: bool = False
) -> Events:
    """The interest up to that day on what is past due, before what is owed changes.

    Where what is owed is about to rise, that day is noted even if no interest is due for it, so
    that none is ever charged for days on which it was not owed.
    """
    terms, late = None if policy is None else policy.interest, receivable.late
    owes = receivable.stage in OWING or (raises and receivable.stage is Stage.SETTLED)
    if terms is None or not owes or not receivable.is_demanded:
        return ()
    debt, disputed = receivable.owed, receivable.pause.disputed
    known = late.reckoned if late is not None else None
    begin = debt.instalments[0].due if known is None else known
    if until <= begin:
        return ()
    parts = debt.instalments if disputed is None else filled(debt.instalments, disputed)
    exact, overdue = Fraction(0), debt.paid - debt.paid
    for part in parts:
        begins = max(part.due, begin)
        if begins < until and not part.outstanding.is_zero:
            exact += part.outstanding.minor * terms.share(begins, until)
            overdue = overdue + part.outstanding
    amount = Money(int(exact + Fraction(1, 2)), overdue.currency)
    if amount.is_zero and not raises:
        return ()
    return (e.InterestReckoned(amount, begin, until, overdue),)


def with_fees(levels: Events, policy: LatePolicy | None) -> Iterator[e.Event]:
    """The levels that were reached, each with the fee that it costs."""
    fees = {fee.level: fee for fee in (policy.fees if policy is not None else ())}
    for event in levels:
        yield event
        if isinstance(event, e.CollectionAlertRaised | e.ServiceBlocked):
            fee = fees.get(event.level)
            if fee is not None and fee.amount.currency is event.overdue.currency:
                yield e.LateFeeCharged(fee.level, fee.amount, fee.clause, event.on)


def reopened_charges(receivable: Receivable, payment: str, amount: Money) -> Iterator[e.Event]:
    """What costs and interest give up of a payment that is taken back, interest first."""
    late = receivable.late
    for kind in (Owed.INTEREST, Owed.COSTS) if late is not None else ():
        held = late.of(kind).paid.get(payment) if late is not None else None
        part = amount - amount if held is None else min(held, amount)
        if part.is_positive:
            yield e.ChargeReopened(payment, kind, part)
            amount = amount - part


def waived(receivable: Receivable, reason: str) -> Iterator[e.Event]:
    """All that is open of costs and interest is waived."""
    late = receivable.late
    for kind in (Owed.COSTS, Owed.INTEREST) if late is not None else ():
        if late is not None and late.of(kind).open.is_positive:
            yield e.ChargesWaived(kind, late.of(kind).open, reason)
