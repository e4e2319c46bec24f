"""What an account keeps and owes, and its collection: levels, letters, exemptions, stop (COL-05).

Money of payments is kept, given up, or owed by the account itself (TRU-15, COL-01).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias, assert_never

from order_to_cash.domain.core.decision import Policy
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.collection_events import PastDue
from order_to_cash.domain.credit_account.facts import WHOLE
from order_to_cash.domain.credit_account.levels import AccountArrears, AccountLevel, AccountRule
from order_to_cash.domain.credit_account.state import CreditAccount, demanded, evolve

Events: TypeAlias = tuple[e.Event, ...]
DAY: Final = timedelta(days=1)


def owed_by_day(account: CreditAccount) -> Iterator[tuple[date, Money, int]]:
    """What is due by day, and of how many invoices the oldest part is: none disputed or exempt."""
    owed, first = dict(account.due), dict(account.oldest)
    for day, disputed in account.disputed.items():
        owed[day] = owed[day] - disputed
    for name in account.collection.exempt:
        spared = demanded(account.obligations.get(name))
        for part in spared:
            owed[part.due] = owed[part.due] - part.outstanding
        for part in spared[:1]:
            first[part.due] -= 1
    for day in sorted(owed):
        if owed[day].is_positive:
            yield day, owed[day], first.get(day, 0)


def arrears(account: CreditAccount, today: date) -> AccountArrears | None:
    """What is past due on that day; a part is past due from the day after its due day."""
    late = [found for found in owed_by_day(account) if found[0] < today]
    if not late:
        return None
    overdue = Money.sum_of((owed for _, owed, _ in late), account.currency)
    return AccountArrears((today - late[0][0]).days, overdue, sum(count for *_, count in late))


def _reached_on(account: CreditAccount, level: AccountLevel) -> date | None:
    """The first day on which the account reaches the level if nothing more is paid."""
    oldest, overdue, invoices = None, Money.zero(account.currency), 0
    for due, owed, count in owed_by_day(account):
        oldest, overdue, invoices = oldest or due, overdue + owed, invoices + count
        if level.asks_for(overdue, invoices):
            return max(oldest + timedelta(days=level.days), due + DAY)
    return None


def next_day(account: CreditAccount, schedule: Sequence[AccountRule]) -> date | None:
    """The first day on which the next level is told if nothing more is paid.

    None while the account is exempt: the end of the exemption is looked at first.
    """
    collection = account.collection
    if WHOLE in collection.exempt or collection.reached >= len(schedule):
        return None
    level = schedule[collection.reached].level
    day = _reached_on(account, level)
    if day is None or collection.told is None:
        return day
    return max(day, level.after(collection.told))


def passed(
    name: str, account: CreditAccount, schedule: Sequence[AccountRule], today: date
) -> Events:
    """Every level that is reached and may follow the one before, each told in one letter."""
    events: Events = ()
    while (day := next_day(account, schedule)) is not None and day <= today:
        rule, facts = schedule[account.collection.reached], arrears(account, today)
        decision = None if facts is None else Policy("dunning", (rule,)).decide(facts)
        if facts is None or decision is None or not decision.failures:
            break
        level, invoices = rule.level, tuple(_letter(account, today))
        event: e.Event = e.AccountReminded(
            name, level.code, facts.days, facts.overdue, invoices, decision, today
        )
        if level.stops:
            event = e.AccountStopped(
                name,
                level.code,
                facts.days,
                facts.overdue,
                invoices,
                decision,
                today,
                level.stops,
            )
        account, events = evolve(account, event), (*events, event)
    return events


def _letter(account: CreditAccount, today: date) -> Iterator[PastDue]:
    """Each invoice that is past due, with how much of it, the oldest first."""
    found = []
    for name, obligation in account.obligations.items():
        late = [part for part in demanded(obligation) if part.due < today]
        if late and name not in account.collection.exempt:
            amount = Money.sum_of((part.outstanding for part in late), account.currency)
            found.append(PastDue(obligation.invoice or name, late[0].due, amount))
    yield from sorted(found, key=lambda one: (one.due, one.invoice))


def cleared(name: str, account: CreditAccount, today: date) -> Events:
    """What ends once nothing is past due any more: the levels, and a stop with them."""
    if not account.collection.reached or arrears(account, today) is not None:
        return ()
    return _lifted(name, account) or (e.AccountCleared(),)


def _lifted(name: str, account: CreditAccount) -> Events:
    stopped = account.collection.stopped
    return (e.StopLifted(name, stopped),) if stopped else ()


def exempted(
    name: str, account: CreditAccount, given: c.ExemptAccount, today: date
) -> Events | Refusal:
    """Leave the account or one invoice alone until a day is over; a stop of it is lifted."""
    if given.until < today:
        return refuse("account.exemption-over", until=given.until, today=today)
    order = _obligation(account, given.invoice)
    if order is None:
        return refuse("account.no-such-invoice", invoice=given.invoice)
    granted = e.ExemptionGranted(name, given.name, given.reason, given.until, given.invoice, order)
    after = evolve(account, granted)
    if order == WHOLE:
        return (granted, *_lifted(name, after))
    return (granted, *cleared(name, after, today))


def withdrawn(name: str, account: CreditAccount, given: c.WithdrawExemption) -> Events | Refusal:
    """Take an exemption back before its end."""
    for order, known in account.collection.exempt.items():
        if known.invoice == given.invoice:
            return (e.ExemptionWithdrawn(name, given.reason, given.invoice, order),)
    return refuse("account.no-exemption", invoice=given.invoice or None)


def ended(name: str, account: CreditAccount, today: date) -> Events:
    """The exemptions whose last day is over."""
    return tuple(
        e.ExemptionEnded(name, known.name, known.until, known.invoice, order)
        for order, known in account.collection.exempt.items()
        if known.until < today
    )


def looked(
    name: str, account: CreditAccount, schedule: Sequence[AccountRule], today: date
) -> Events:
    """What the passing of time leads to: the ends of exemptions, then the levels."""
    over = ended(name, account, today)
    for event in over:
        account = evolve(account, event)
    return (*over, *passed(name, account, schedule, today))


def next_look(account: CreditAccount, schedule: Sequence[AccountRule]) -> date | None:
    """The first day on which a level is told or an exemption has ended."""
    days = [known.until + DAY for known in account.collection.exempt.values()]
    if (day := next_day(account, schedule)) is not None:
        days.append(day)
    return min(days, default=None)


def _obligation(account: CreditAccount, invoice: str) -> str | None:
    """The name under which the account counts an open invoice; that of the whole for none."""
    if not invoice:
        return WHOLE
    known: Mapping[str, str] = {o.invoice or n: n for n, o in account.obligations.items()}
    return known.get(invoice)


_Money: TypeAlias = c.TakePayment | c.RecallPayment | c.OweBack


def kept(name: str, account: CreditAccount, command: _Money, at: datetime) -> tuple[e.Event, ...]:
    """What comes of money for the account itself."""
    match command:
        case c.TakePayment(payment):
            taken = e.SurplusKept(name, payment.id, payment.amount)
            settles = (
                account.indebted.is_positive and not evolve(account, taken).indebted.is_positive
            )
            return (taken, e.DebtSettled()) if settles else (taken,)
        case c.RecallPayment(payment_id, amount):
            part = min(account.held(payment_id), amount)
            return (e.SurplusRecalled(name, payment_id, part, at),) if part.is_positive else ()
        case c.OweBack(payment_id, amount):
            return (e.DebtIncurred(name, payment_id, amount, at),)
        case _:
            assert_never(command)


def next_told(account: CreditAccount, follow: timedelta) -> datetime | None:
    """When it is told again what the account owes of refunds, if it owes any."""
    if account.looked is None or not account.indebted.is_positive:
        return None
    return account.looked + follow


def told_again(
    name: str, account: CreditAccount, follow: timedelta, at: datetime
) -> tuple[e.Event, ...]:
    """That the account still owes what it was refunded, once it is time to say so."""
    due = next_told(account, follow)
    return (e.DebtFollowed(name, account.indebted, at),) if due is not None and due <= at else ()
