"""Dunning: every level passed is raised, in order, each when it may be (000 flow 8)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from order_to_cash.domain.core.decision import Policy
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.debt import DunningLevel, DunningRule
from order_to_cash.domain.receivable.lifecycle import OWING, Stage
from order_to_cash.domain.receivable.state import Receivable
from order_to_cash.domain.trade.collecting import NoteExemption
from order_to_cash.domain.trade.payment_terms import filled

R = TypeVar("R", bound=DunningRule)


def checked(schedule: Sequence[R]) -> tuple[R, ...]:
    """The schedule, or `BrokenDefinition` unless it rises in days and alerts before it blocks."""
    levels = [rule.level for rule in schedule]
    days = [level.days for level in levels]
    if any(later <= sooner for sooner, later in pairwise(days)):
        raise BrokenDefinition("the levels of a dunning schedule must rise in days past due")
    if any(level.waits < 0 for level in levels):
        raise BrokenDefinition("a level of dunning waits no days or some; give 0 or more")
    least = [level.minimum for level in levels]
    if any(a.currency is not b.currency or b < a for a, b in pairwise(least)):
        raise BrokenDefinition(
            "a later level of dunning asks for at least what the level before asks for, in the "
            "same currency; a smaller minimum would never be reached"
        )
    blocking = [n for n, level in enumerate(levels) if level.blocks]
    alerted = any(level.in_default for level in levels[: blocking[0]]) if blocking else True
    if not alerted or len(blocking) > 1:
        raise BrokenDefinition(
            "a dunning schedule blocks once, after an alert that lies at least a day past due"
        )
    return tuple(schedule)


def passed(
    receivable: Receivable, schedule: Sequence[DunningRule], today: date
) -> tuple[e.Event, ...]:
    """Every level that was reached, may follow the one before and was not raised yet.

    Nothing while dunning is paused, and of an advance nothing before its order is released.
    """
    if receivable.pause.holds(today) or not receivable.is_demanded:
        return ()
    debt, disputed, told = receivable.owed, receivable.pause.disputed, receivable.told
    events: tuple[e.Event, ...] = ()
    for rule in schedule[receivable.reached :]:
        arrears = debt.arrears(today, disputed, level=rule.level.days)
        if arrears is None or (told is not None and today < rule.level.after(told)):
            break
        decision = Policy("dunning", (rule,)).decide(arrears)
        if not decision.failures:
            break
        raised = _raised(rule.level)
        events += (raised(rule.level.code, arrears.days, arrears.overdue, decision, today),)
        told = today
    return events


def _raised(
    level: DunningLevel,
) -> type[e.PaymentReminded | e.CollectionAlertRaised | e.ServiceBlocked]:
    if level.blocks:
        return e.ServiceBlocked
    return e.CollectionAlertRaised if level.in_default else e.PaymentReminded


def next_day(receivable: Receivable, schedule: Sequence[DunningRule]) -> date | None:
    """The first day on which the next level would be raised if nothing more were paid."""
    if receivable.stage not in OWING or receivable.reached >= len(schedule):
        return None
    if not receivable.is_demanded:
        return None
    pause, level = receivable.pause, schedule[receivable.reached].level
    day = _reached(receivable, level)
    if day is None:
        return None
    if receivable.told is not None:
        day = max(day, level.after(receivable.told))
    return day if pause.until is None else max(day, pause.until + timedelta(days=1))


def exempted(receivable: Receivable, given: NoteExemption, today: date) -> tuple[e.Event, ...]:
    """What the account says of exemptions, unless it said something newer; a block is lifted."""
    if given.number <= receivable.pause.number:
        return ()
    noted = e.ExemptionNoted(given.number, given.until)
    lifts = given.until is not None and today <= given.until
    if receivable.stage is Stage.BLOCKED and lifts:
        return (noted, e.ServiceUnblocked())
    return (noted,)


def _reached(receivable: Receivable, level: DunningLevel) -> date | None:
    demanded, disputed = receivable.owed.instalments, receivable.pause.disputed
    if disputed is not None:
        demanded = filled(demanded, disputed)
    parts = [p for p in demanded if not p.outstanding.is_zero]
    if not parts:
        return None
    old_enough = parts[0].due + timedelta(days=level.days)
    owed = parts[0].outstanding - parts[0].outstanding
    for part in parts:
        owed = owed + part.outstanding
        if level.asks_for(owed):
            return max(old_enough, level.counts_from(part.due))
    return None
