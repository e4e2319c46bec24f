"""Who gets credit, and who keeps it: decided where limit and exposure are known (000 flow 3)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeAlias

from order_to_cash.domain.core.advising import Adviser, advised
from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.decision import Answer, Decision, Finding, Policy, Verdict, together
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.facts import (
    CreditFacts,
    Exposure,
    Overdue,
    OverrideFacts,
    Part,
)
from order_to_cash.domain.credit_account.lifecycle import Stage
from order_to_cash.domain.credit_account.state import CreditAccount, Kind, Pending, evolve

Events: TypeAlias = tuple[e.Event, ...]


@entity
class Evaluation:
    """An operator's credit evaluation: what an order and an override need, and its calendar.

    `disputed_counts` tells whether what is disputed still counts as past due (COL-03). `counts`
    are the parts of the exposure that are looked at, by the rule, an override and the warning
    alike: one sum, one switch. With `advises`, such as `whatif.Advice`, a "no" keeps what would
    have made it a yes, and the letter of the order tells it.
    """

    policy: Policy[CreditFacts]
    covering: Policy[OverrideFacts]
    calendar: BusinessCalendar
    disputed_counts: bool = False
    counts: tuple[Part, ...] = tuple(Part)
    advises: Adviser | None = None

    def facts(self, account: CreditAccount, asked: c.ReserveCredit, at: datetime) -> CreditFacts:
        """What is known about the account as of an instant, this order left out."""
        order = asked.order
        known = True if account.limit is not None else None
        others = evolve(account, e.CreditFreed(order)) if order in account.obligations else account
        today = self.calendar.local_day(at)
        overdue = tuple(
            Overdue((today - day).days, owed)
            for day, owed in self._demanded(account)
            if day < today and owed.is_positive
        )
        return CreditFacts(
            at=at,
            order=order,
            amount=asked.amount,
            known=known,
            active=None if known is None else account.stage is Stage.ACTIVE,
            limit=account.limit,
            exposure=others.exposure.only(self.counts),
            overdue=overdue if known else None,
            own=asked.own,
            record=account.history.as_of(today) if known else None,
        )

    def _demanded(self, account: CreditAccount) -> Iterator[tuple[date, Money]]:
        """What is due by day, without what is disputed unless the operator counts that."""
        for day, owed in account.due.items():
            disputed = None if self.disputed_counts else account.disputed.get(day)
            yield day, owed if disputed is None else owed - disputed

    def exposed(self, account: CreditAccount) -> Exposure:
        """The parts of the exposure that count."""
        return account.exposure.only(self.counts)

    def decide(self, account: CreditAccount, asked: c.ReserveCredit, at: datetime) -> Decision:
        """The decision about an order's request, with its override or why that does not help."""
        facts = self.facts(account, asked, at)
        decision, override = self.policy.decide(facts), asked.override
        if decision.verdict is not Verdict.FAIL:
            return decision
        if override is not None:
            covering = self.covering.decide(OverrideFacts(override, facts))
            if covering.allows:
                return decision.overridden(override)
            decision = together(decision.policy, (decision, covering))
        return advised(decision, self.advises, (self.policy, facts))


def reserve(
    evaluation: Evaluation, name: str, account: CreditAccount, asked: c.ReserveCredit, at: datetime
) -> Events:
    """Reserve, decline, or wait: for the credit line, or for the end of a stop (COL-05).

    What counts for an order already stays.
    """
    existing = account.obligations.get(asked.order)
    if existing is not None and existing.kind is not Kind.RESERVED:
        return ()
    if account.collection.reach:
        return (
            e.CreditDeferred(asked.order, asked.amount, asked.override, asked.own, asked.amended),
        )
    decision = evaluation.decide(account, asked, at)
    if account.stage is Stage.UNKNOWN and decision.allows:
        decision = _by_the_line(decision, holds=None)
    if decision.verdict is Verdict.OPEN:
        of, number = asked.order, asked.amended
        waits = e.CreditRequested(
            name, of, asked.amount, asked.override, decision, asked.own, number
        )
        return (waits,)
    return (_answer(asked, decision),)


def opened(
    evaluation: Evaluation, account: CreditAccount, line: c.CreditLine | None, at: datetime
) -> Events:
    """The credit line is known, or there is none: answer every order that waits, in its turn.

    Those of a stopped account wait on.
    """
    events: Events = () if line is None else (e.AccountOpened(line),)
    after = account if line is None else evolve(account, e.AccountOpened(line))
    if line is not None and account.collection.reach:
        return events
    for waiting in account.pending:
        asked = _asked(waiting)
        if line is None:
            facts = evaluation.facts(after, asked, at)
            unknown = changed(facts, known=False, active=False, overdue=())
            decision = evaluation.policy.decide(unknown)
            if decision.allows:
                decision = _by_the_line(decision, holds=False)
            event = _answer(asked, decision)
        else:
            event = _answer(asked, evaluation.decide(after, asked, at))
        events, after = (*events, event), evolve(after, event)
    return events


def _by_the_line(decision: Decision, *, holds: bool | None) -> Decision:
    """Instead of a yes: nothing is reserved before the credit line is known, nor without one.

    A policy may say yes early, where none of its rules looks at the line, or by an override.
    """
    finding = Finding("credit.line", decision.asked[0].clause, Answer(holds))
    return Decision.of(decision.policy, (finding,))


def answered(evaluation: Evaluation, name: str, account: CreditAccount, at: datetime) -> Events:
    """Every order that waited for the end of a stop, evaluated in its turn."""
    events: Events = ()
    for waiting in account.pending:
        for event in reserve(evaluation, name, account, _asked(waiting), at):
            events, account = (*events, event), evolve(account, event)
    return events


def revoking(
    evaluation: Evaluation, account: CreditAccount, event: e.Event, at: datetime
) -> Events:
    """The event, and the youngest reservations that no longer fit, until the others do."""
    events: Events = (event,)
    after = evolve(account, event)
    reserved = [
        order
        for order, obligation in account.obligations.items()
        if obligation.kind is Kind.RESERVED and not obligation.overridden
    ]
    for order in reversed(reserved):
        held = after.obligations[order]
        asked = c.ReserveCredit(order, held.amount, own=held.own, amended=held.amended)
        decision = evaluation.decide(after, asked, at)
        if decision.verdict is Verdict.FAIL:
            revoked = e.CreditRevoked(order, asked.amount, decision, asked.amended)
            events, after = (*events, revoked), evolve(after, revoked)
    return events


def raised(evaluation: Evaluation, name: str, account: CreditAccount, *events: e.Event) -> Events:
    """The events, and a warning when they take the exposure from within the limit to above it."""
    after = account
    for event in events:
        after = evolve(after, event)
    before, limit, exposure = account.limit, after.limit, evaluation.exposed(after)
    if before is None or limit is None or before.minor < evaluation.exposed(account).exact:
        return events
    if exposure.exact <= limit.minor:
        return events
    return (*events, e.LimitPassed(name, exposure.total, limit))


def _asked(waiting: Pending) -> c.ReserveCredit:
    return c.ReserveCredit(
        waiting.order, waiting.amount, waiting.override, waiting.own, waiting.amended
    )


def _answer(asked: c.ReserveCredit, decision: Decision) -> e.Event:
    if decision.allows:
        return e.CreditReserved(asked.order, asked.amount, decision, asked.own, asked.amended)
    return e.ReservationDeclined(asked.order, asked.amount, decision, asked.amended)
