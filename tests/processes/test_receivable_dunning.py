"""Dunning: alerts, the block, what lifts it, what pauses it, and when to look again."""

from datetime import date, datetime, timedelta

import pytest

from order_to_cash.domain.core import (
    BrokenDefinition,
    Currency,
    Envelope,
    Money,
    Role,
    Term,
    changed,
)
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.receivable import DunningLevel, ReceivableProcess, Stage
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade import (
    BlockService,
    Instalments,
    IssueCreditNote,
    NetDays,
    Notice,
    Notify,
    UnblockService,
)
from order_to_cash.operators.peru import COLLECTION, RECEIVABLES
from order_to_cash.rules import dunning_schedule
from tests.processes import samples as s

NO_BLOCK = changed(
    RECEIVABLES,
    dunning=dunning_schedule(COLLECTION, DunningLevel("only", days=1, minimum=s.sol("100.00"))),
)
THREE = Instalments(3, Term(months=1))


DUNNED = e.PaymentReminded | e.CollectionAlertRaised | e.ServiceBlocked


def levels(story: s.ReceivableStory) -> list[str]:
    """The levels that the last look raised."""
    events = s.moved(story).events
    return [x.level for x in events if isinstance(x, DUNNED)]


def dispute(at: datetime = s.NOON) -> Envelope[c.Command]:
    return s.to_receivable(c.OpenDispute("monto no reconocido"), at)


def resolve(credited: str | None = None, at: datetime = s.NOON) -> Envelope[c.Command]:
    amount = None if credited is None else s.sol(credited)
    return s.to_receivable(c.ResolveDispute(amount, "revisado"), at)


def promise(until: date, at: datetime = s.NOON) -> Envelope[c.Command]:
    return s.to_receivable(c.PromiseToPay(until), at)


def checked_on(story: s.ReceivableStory, process: ReceivableProcess = RECEIVABLES) -> object:
    """The local day and time of the next look, if any."""
    at = process.next_check(story.state)
    return None if at is None else at.astimezone(s.LIMA).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, []),
        (0, []),
        (1, ["reminder"]),
        (7, ["reminder"]),
        (8, ["reminder", "second-alert"]),
        (9, ["reminder", "second-alert"]),
        (14, ["reminder", "second-alert"]),
        (400, ["reminder", "second-alert"]),
    ],
)
def test_every_alert_passed_is_raised_in_order(days: int, expected: list[str]) -> None:
    """ORD-30: on the day of a level and not before, and none is skipped however late one looks."""
    story = s.issued().when(s.follow_up(s.after_due(days)))
    assert expected == levels(story)
    story.reaches(Stage.ISSUED)


@pytest.mark.parametrize(
    ("alerted", "looked", "blocks"),
    [
        (8, (14, 23, 59), False),
        (8, (15, 0, 0), True),
        (13, (14, 23, 59), False),
        (13, (15, 0, 0), True),
        (14, (15, 23, 59), False),
        (14, (16, 0, 0), True),
        (400, (401, 23, 59), False),
        (400, (402, 0, 0), True),
    ],
)
def test_a_whole_day_lies_between_the_last_alert_and_the_block(
    alerted: int, looked: tuple[int, int, int], *, blocks: bool
) -> None:
    """COL-04: a local day from midnight to midnight, whenever the alerts were told."""
    day, hour, minute = looked
    at = s.after_due(day).astimezone(s.LIMA).replace(hour=hour, minute=minute)
    story = s.went(s.issued(), s.follow_up(s.after_due(alerted))).when(s.follow_up(at))
    assert (["block"] if blocks else []) == levels(story)
    story.reaches(Stage.BLOCKED if blocks else Stage.ISSUED)


def test_a_level_is_raised_once() -> None:
    """ORD-30: looking again on the same day raises nothing, later only what is new."""
    story = s.went(s.issued(), s.follow_up(s.after_due(1)))
    assert [] == levels(story.when(s.follow_up(s.after_due(1))))
    story = story.when(s.follow_up(s.after_due(8)))
    assert ["second-alert"] == levels(story)
    story = story.when(s.follow_up(s.after_due(15)))
    assert ["block"] == levels(story)
    assert [] == levels(story.when(s.follow_up(s.after_due(99))))


@pytest.mark.parametrize(
    ("left", "days", "expected"),
    [
        ("0.01", 1, ["reminder"]),
        ("19.99", 30, ["reminder"]),
        ("20.00", 30, ["reminder", "second-alert"]),
        ("20.01", 30, ["reminder", "second-alert"]),
        ("49.99", 30, ["reminder", "second-alert"]),
        ("50.00", 30, ["reminder", "second-alert", "block"]),
        ("50.01", 30, ["reminder", "second-alert", "block"]),
    ],
)
def test_each_level_has_its_amount(left: str, days: int, expected: list[str]) -> None:
    """ORD-30: a level needs its minimum, exactly or more; below it nothing later is raised."""
    story = s.went(s.issued(), s.receive(s.PHONE_TOTAL - s.sol(left)))
    alerts, block = s.looks(s.after_due(days))
    first = story.when(alerts)
    assert expected == levels(first) + levels(s.went(story, alerts).when(block))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 4, 1, 23, 59, 59, 999_999, s.LIMA), []),
        (datetime(2026, 4, 2, 0, 0, tzinfo=s.LIMA), ["reminder"]),
    ],
)
def test_days_past_due_are_days_in_lima(at: datetime, expected: list[str]) -> None:
    """ORD-30: the first alert comes with midnight in Lima, five hours after that of UTC."""
    assert expected == levels(s.issued().when(s.follow_up(at)))


def test_an_alert_tells_the_party_and_the_account() -> None:
    """ORD-29: the default enters the payment history, and the party hears how much and how long."""
    story = s.issued().when(s.follow_up(s.after_due(3)))
    assert (a.RecordDefault(s.ORDER, "reminder", 3, s.PHONE_TOTAL),) == s.sent(
        story, a.RecordDefault
    )
    (told,) = s.sent(story, Notify)
    assert (Notice.COLLECTION_ALERT, s.DISTRIBUTOR) == (told.notice, told.to)
    assert (3, s.PHONE_TOTAL) == (dict(told.values)["days"], dict(told.values)["overdue"])


def test_the_block_is_told_to_the_technical_team_after_the_alerts() -> None:
    """ORD-31: however late one looks, the alerts come first, then the block, told once."""
    alerts, block = s.looks(s.after_due(20))
    alerted = s.issued().when(alerts)
    assert (e.CollectionAlertRaised, e.CollectionAlertRaised) == s.kinds(alerted)
    story = s.went(s.issued(), alerts).when(block).reaches(Stage.BLOCKED)
    assert (e.ServiceBlocked,) == s.kinds(story)
    assert (BlockService(s.ORDER, s.ACCOUNT),) == s.sent(story, BlockService)
    told = [n.notice for look in (alerted, story) for n in s.sent(look, Notify)]
    assert [Notice.COLLECTION_ALERT, Notice.COLLECTION_ALERT, Notice.SERVICE_BLOCKED] == told
    assert (2, 1) == tuple(len(s.sent(look, a.RecordDefault)) for look in (alerted, story))


@pytest.mark.parametrize(
    "schedule",
    [
        (("block", 15, True),),
        (("block", 1, True), ("reminder", 8, False)),
        (("reminder", 0, False), ("block", 15, True)),
        (("reminder", 5, False), ("second", 5, False)),
        (("reminder", 5, False), ("second", 4, False)),
        (("reminder", 1, False), ("block", 8, True), ("again", 15, True)),
    ],
)
def test_a_schedule_alerts_before_it_blocks(schedule: tuple[tuple[str, int, bool], ...]) -> None:
    """ORD-31: a schedule that blocks first, twice, too early or out of order cannot be built."""
    made = [DunningLevel(code, days, s.CENT, blocks) for code, days, blocks in schedule]
    with pytest.raises(BrokenDefinition):
        dunning_schedule(COLLECTION, *made)


def test_a_schedule_may_go_on_after_the_block_or_never_block() -> None:
    """ORD-30: alerts may follow the block; an operator may alert only, or do nothing."""
    assert () == dunning_schedule(COLLECTION)
    after = dunning_schedule(
        COLLECTION,
        DunningLevel("reminder", 1, s.CENT),
        DunningLevel("block", 2, s.CENT, blocks=True),
        DunningLevel("last", 3, s.CENT),
    )
    story = s.issued(process=changed(RECEIVABLES, dunning=after))
    story = s.went(story, s.follow_up(s.after_due(1)))
    both = story.when(s.follow_up(s.after_due(3))).reaches(Stage.BLOCKED)
    assert ["block", "last"] == levels(both)


def test_paying_all_that_is_overdue_lifts_the_block() -> None:
    """ORD-31: a cent less does not; more than is due is not needed."""
    at = s.after_due(0) + 20 * s.DAY
    story = s.went(s.issued(THREE, at=s.NOON - s.DAY), *s.looks(at)).reaches(Stage.BLOCKED)
    short = s.went(story, s.receive(s.sol("333.33"), at=at)).reaches(Stage.BLOCKED)
    assert () == s.sent(short, UnblockService)
    lifted = short.when(s.receive(s.CENT, "OP-2", at)).reaches(Stage.ISSUED)
    assert (e.PaymentAllocated, e.ServiceUnblocked) == s.kinds(lifted)
    assert (UnblockService(s.ORDER, s.ACCOUNT),) == s.sent(lifted, UnblockService)
    assert [Notice.SERVICE_UNBLOCKED] == [n.notice for n in s.sent(lifted, Notify)]
    assert s.sol("666.66") == lifted.state.owed.outstanding


def test_a_debt_that_is_paid_in_full_is_never_blocked() -> None:
    """ORD-31: the payment that settles lifts the block first, and keeps what is too much."""
    at = s.after_due(16)
    story = s.blocked().when(s.receive(s.sol("1000.01"), at=at)).reaches(Stage.SETTLED)
    assert (
        e.PaymentAllocated,
        e.SurplusReceived,
        e.ServiceUnblocked,
        e.InvoiceSettled,
    ) == s.kinds(story)


def test_dunning_begins_anew_once_nothing_is_past_due() -> None:
    """ORD-30: after the arrears are cleared the next part starts with the first level again."""
    first_due = datetime(2026, 4, 2, 12, tzinfo=s.LIMA)
    story = s.went(s.issued(THREE), s.follow_up(first_due + 9 * s.DAY))
    assert 2 == story.state.reached
    story = story.when(s.receive(s.sol("333.34"), at=first_due + 10 * s.DAY))
    assert (e.PaymentAllocated, e.ArrearsCleared) == s.kinds(story)
    assert (0, Stage.ISSUED) == (story.state.reached, story.state.stage)
    second_due = datetime(2026, 5, 2, 12, tzinfo=s.LIMA)
    assert ["reminder"] == levels(story.when(s.follow_up(second_due + s.DAY)))


def test_a_part_payment_does_not_begin_dunning_anew() -> None:
    """ORD-30: while something is past due no level is raised a second time."""
    at = s.after_due(9)
    story = s.went(s.issued(), s.follow_up(at), s.receive(s.sol("500.00"), at=at))
    assert ([], 2) == (levels(story.when(s.follow_up(at))), story.state.reached)
    assert ["block"] == levels(story.when(s.follow_up(s.after_due(15))))


def test_a_reversal_brings_dunning_back() -> None:
    """ORD-30: taken back after the due day, the debt is as old as it was; every level counts."""
    story = s.went(s.issued(), s.receive(), s.reverse(at=s.after_due(40)))
    alerts, block = s.looks(s.after_due(42))
    assert ["reminder", "second-alert"] == levels(story.when(alerts))
    assert ["block"] == levels(s.went(story, alerts).when(block))


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (datetime(2026, 4, 10, 23, 59, 59, tzinfo=s.LIMA), []),
        (datetime(2026, 4, 11, 0, 0, tzinfo=s.LIMA), ["reminder", "second-alert"]),
    ],
)
def test_a_promise_holds_to_the_end_of_its_day(look: datetime, expected: list[str]) -> None:
    """ORD-30: dunning waits until the promised day is over in Lima, then makes up for it."""
    story = s.went(s.issued(), promise(date(2026, 4, 10)))
    assert expected == levels(story.when(s.follow_up(look)))


@pytest.mark.parametrize(
    ("until", "refused"), [(s.TODAY - s.DAY, True), (s.TODAY, False), (s.TODAY + s.DAY, False)]
)
def test_a_promise_is_for_today_or_later(until: date, *, refused: bool) -> None:
    """ORD-30: yesterday cannot be promised, today can."""
    story = s.issued().when(promise(until)).reaches(Stage.ISSUED)
    if refused:
        story.refused("receivable.promise-in-the-past")
    else:
        story.then(e.PaymentPromised(until))


def test_a_dispute_pauses_dunning_until_it_is_resolved() -> None:
    """ORD-30: no level while it is open, every level passed when it is over."""
    story = s.went(s.issued(), dispute())
    assert [] == levels(story.when(s.follow_up(s.after_due(99))))
    story = s.went(story, resolve(at=s.after_due(99)))
    assert 2 == len(levels(story.when(s.follow_up(s.after_due(99)))))
    story.when(resolve()).refused("receivable.no-dispute")
    s.issued().when(resolve()).refused("receivable.no-dispute")


def test_a_promise_does_not_end_a_dispute_nor_the_other_way_round() -> None:
    """ORD-30: each pauses dunning for itself, whichever came first."""
    until = date(2026, 4, 10)
    after = datetime(2026, 4, 11, 12, tzinfo=s.LIMA)
    for steps in ((dispute(), promise(until)), (promise(until), dispute())):
        story = s.went(s.issued(), *steps)
        assert [] == levels(story.when(s.follow_up(after)))
        story = s.went(story, resolve())
        assert [] == levels(story.when(s.follow_up(after - s.DAY)))
        assert ["reminder", "second-alert"] == levels(story.when(s.follow_up(after)))


@pytest.mark.parametrize(
    ("credited", "code"),
    [
        ("-0.01", "receivable.credit-too-large"),
        ("0.00", "receivable.credit-too-large"),
        ("0.01", ""),
        ("1000.00", ""),
        ("1000.01", "receivable.credit-too-large"),
    ],
)
def test_a_dispute_credits_at_most_what_is_owed(credited: str, code: str) -> None:
    """ORD-28: from one cent to all of it, and billing is asked for the credit note."""
    story = s.went(s.issued(), dispute()).when(resolve(credited))
    if code:
        story.refused(code)
        return
    tax = "152.54" if credited == "1000.00" else "0.00"
    lines = (s.on_line(credited, tax),)
    note = IssueCreditNote(s.INVOICE, s.sol(credited), "revisado", s.sol(tax), lines, "1")
    assert (note,) == s.sent(story, IssueCreditNote)
    (*_, told) = s.sent(story, a.RecordInvoice)
    assert (s.part(due=date(2026, 4, 1), paid=s.sol(credited)),) == told.instalments
    story.reaches(Stage.SETTLED if credited == "1000.00" else Stage.ISSUED)


def test_a_credit_in_another_currency_is_refused() -> None:
    """ORD-28: a dispute about soles is not settled in dollars."""
    given = c.ResolveDispute(Money.of("10.00", Currency.USD), "x")
    s.went(s.issued(), dispute()).when(s.to_receivable(given)).refused("receivable.currency")


def test_a_credit_lifts_the_block_when_it_covers_what_is_overdue() -> None:
    """ORD-31: credited is like paid: the block goes as soon as nothing is past due."""
    at = s.after_due(17)
    story = s.went(s.blocked(), dispute(at)).reaches(Stage.BLOCKED)
    part = s.went(story, resolve("999.99", at)).reaches(Stage.BLOCKED)
    assert s.CENT == part.state.owed.outstanding
    whole = story.when(resolve("1000.00", at)).reaches(Stage.SETTLED)
    assert (
        e.DisputeResolved,
        e.InvoiceCredited,
        e.ServiceUnblocked,
        e.InvoiceSettled,
    ) == s.kinds(whole)
    nothing = story.when(resolve(None, at)).then(e.DisputeResolved("revisado"))
    nothing.reaches(Stage.BLOCKED)


def test_a_credit_clears_arrears_that_were_alerted() -> None:
    """ORD-30: the alert of a credited part is over, and dunning begins anew with the next."""
    at = datetime(2026, 4, 5, 12, tzinfo=s.LIMA)
    story = s.went(s.issued(THREE), s.follow_up(at), dispute(at))
    story = story.when(resolve("333.34", at)).reaches(Stage.ISSUED)
    assert (e.DisputeResolved, e.InvoiceCredited, e.ArrearsCleared) == s.kinds(story)


def test_promise_and_write_off_are_possible_while_blocked() -> None:
    """ORD-30: a blocked debtor can promise, dispute and be given up like any other."""
    at = s.after_due(16)
    s.blocked().when(promise(at.date(), at)).reaches(Stage.BLOCKED)
    s.blocked().when(s.to_receivable(c.WriteOff("x"), at)).reaches(Stage.WRITTEN_OFF)


def test_nobody_is_dunned_for_what_is_settled_or_not_issued() -> None:
    """ORD-30: only an issued invoice that is owed is followed up."""
    for story in (s.raised(), s.went(s.issued(), s.receive())):
        stage = story.state.stage
        story.when(s.follow_up(s.after_due(99))).refused("process.wrong-stage").reaches(stage)


def test_the_next_look_is_when_the_next_level_is_reached() -> None:
    """ORD-30: midnight in Lima on the day of the level; after a promise; never in a dispute."""
    story = s.issued()
    assert "2026-04-02 00:00" == checked_on(story)
    alerted = s.went(story, s.follow_up(s.after_due(1)))
    assert "2026-04-09 00:00" == checked_on(alerted)
    twice = s.went(alerted, s.follow_up(s.after_due(8)))
    assert "2026-04-16 00:00" == checked_on(twice)
    assert (None, None) == (checked_on(s.blocked()), checked_on(s.went(story, dispute())))
    assert "2026-04-11 00:00" == checked_on(s.went(story, promise(date(2026, 4, 10))))
    assert "2026-04-02 00:00" == checked_on(s.went(story, promise(date(2026, 3, 10))))
    assert (None, None) == (checked_on(s.raised()), checked_on(s.went(story, s.receive())))


def test_the_next_look_waits_for_the_amount_too() -> None:
    """ORD-30: a level with a minimum is looked at when enough parts are past due."""
    story = s.went(s.issued(THREE, process=NO_BLOCK), s.receive(s.sol("323.34")))
    assert "2026-05-03 00:00" == checked_on(story, NO_BLOCK)
    assert [] == levels(story.when(s.follow_up(s.NOON + 45 * s.DAY)))
    assert ["only"] == levels(story.when(s.follow_up(datetime(2026, 5, 3, tzinfo=s.LIMA))))
    little = s.went(s.issued(process=NO_BLOCK), s.receive(s.sol("900.01")))
    assert checked_on(little, NO_BLOCK) is None


def test_looking_at_the_next_check_always_finds_something() -> None:
    """ORD-30: at the instant named something is raised, and just before it nothing is."""
    for terms in (NetDays(0), NetDays(30), THREE):
        story = s.issued(terms)
        while (at := RECEIVABLES.next_check(story.state)) is not None:
            assert [] == levels(story.when(s.follow_up(at - timedelta(microseconds=1))))
            story = story.when(s.follow_up(at))
            assert 1 == len(levels(story))
        story.reaches(Stage.BLOCKED)


def test_a_party_disputes_its_own_invoice_only() -> None:
    """ORD-32: the distributor itself may dispute, another one may not."""
    own = s.to_receivable(c.OpenDispute("x"), actor=s.DISTRIBUTOR, role=Role.DISTRIBUTOR)
    s.issued().when(own).then(e.DisputeOpened("x", s.PHONE_TOTAL))
    other = s.to_receivable(c.OpenDispute("x"), actor="DIST-0099", role=Role.DISTRIBUTOR)
    s.issued().when(other).refused("receivable.not-yours")


def test_a_later_level_never_asks_for_less() -> None:
    """COL-04: a smaller minimum later would never be reached, so it is refused when made."""
    first = DunningLevel("reminder", days=1, minimum=s.sol("20.00"))
    for minimum in (s.sol("19.99"), Money.of("30.00", Currency.USD)):
        later = DunningLevel("second", days=8, minimum=minimum)
        with pytest.raises(BrokenDefinition, match="never be reached"):
            changed(RECEIVABLES, dunning=dunning_schedule(s.CLAUSE, first, later))


REMINDING = changed(
    RECEIVABLES,
    dunning=dunning_schedule(
        COLLECTION,
        DunningLevel("soon", days=-3, minimum=s.sol("10.00")),
        DunningLevel("today", days=0, minimum=s.sol("10.00")),
        DunningLevel("late", days=1, minimum=s.sol("10.00")),
        DunningLevel("again", days=2, minimum=s.sol("10.00"), waits=5),
        DunningLevel("block", days=3, minimum=s.sol("10.00"), blocks=True, waits=1),
    ),
)
"""Reminders three days before the due day and on it, alerts, and a block."""


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-4, []),
        (-3, ["soon"]),
        (-1, ["soon"]),
        (0, ["soon", "today"]),
        (1, ["soon", "today", "late"]),
    ],
)
def test_levels_lie_before_on_and_after_the_due_day(days: int, expected: list[str]) -> None:
    """COL-04: each on its day and not before."""
    story = s.issued(process=REMINDING)
    assert expected == levels(story.when(s.follow_up(s.after_due(days))))


def test_a_reminder_is_no_default() -> None:
    """COL-04: the party hears what falls due and by when, the account hears nothing."""
    story = s.issued(process=REMINDING).when(s.follow_up(s.after_due(-3)))
    (reminded,) = s.moved(story).events
    assert isinstance(reminded, e.PaymentReminded)
    assert ("soon", -3, s.PHONE_TOTAL) == (reminded.level, reminded.days, reminded.due)
    assert () == s.sent(story, a.RecordDefault)
    (told,) = s.sent(story, Notify)
    values = dict(told.values)
    assert (Notice.PAYMENT_REMINDER, s.PHONE_TOTAL) == (told.notice, values["due"])
    assert date(2026, 4, 1) == values["day"]


@pytest.mark.parametrize(("left", "reminded"), [("9.99", []), ("10.00", ["soon"])])
def test_a_reminder_asks_for_its_amount(left: str, reminded: list[str]) -> None:
    """COL-04: of what falls due on that day, exactly the amount or more."""
    paid = s.went(s.issued(process=REMINDING), s.receive(s.PHONE_TOTAL - s.sol(left)))
    assert reminded == levels(paid.when(s.follow_up(s.after_due(-3))))


@pytest.mark.parametrize(
    ("told", "looked", "expected"),
    [(1, 5, []), (1, 6, ["again"]), (3, 7, []), (3, 8, ["again"]), (3, 9, ["again"])],
)
def test_a_level_waits_after_the_one_before(told: int, looked: int, expected: list[str]) -> None:
    """COL-04: five days after the level before was told, and not after it could have been."""
    story = s.went(s.issued(process=REMINDING), s.follow_up(s.after_due(told)))
    assert expected == levels(story.when(s.follow_up(s.after_due(looked))))


def test_what_is_waited_for_is_looked_at_on_its_day() -> None:
    """COL-04: the next look is when days, amount and wait allow the level, at midnight in Lima."""
    story = s.issued(process=REMINDING)
    looks = []
    while (at := REMINDING.next_check(story.state)) is not None:
        assert [] == levels(story.when(s.follow_up(at - timedelta(microseconds=1))))
        looks.append(checked_on(story, REMINDING))
        story = story.when(s.follow_up(at))
    days = ("03-29", "04-01", "04-02", "04-07", "04-09")
    assert [f"2026-{day} 00:00" for day in days] == looks
    story.reaches(Stage.BLOCKED)


def test_a_part_that_was_reminded_is_not_reminded_again() -> None:
    """COL-04: paying a bit of it before its day changes nothing; the next part has its own."""
    first = datetime(2026, 4, 2, 12, tzinfo=s.LIMA)
    story = s.went(s.issued(THREE, process=REMINDING), s.follow_up(first - 3 * s.DAY))
    bit = s.went(story, s.receive(s.sol("100.00"), at=first - 2 * s.DAY))
    assert 1 == bit.state.reached
    assert [] == levels(bit.when(s.follow_up(first - s.DAY)))
    paid = bit.when(s.receive(s.sol("233.34"), "OP-2", at=first - s.DAY))
    assert e.ArrearsCleared in s.kinds(paid)
    second = datetime(2026, 5, 2, 12, tzinfo=s.LIMA)
    assert ["soon"] == levels(paid.when(s.follow_up(second - 3 * s.DAY)))


@pytest.mark.parametrize(
    "made",
    [
        (DunningLevel("soon", -3, s.CENT), DunningLevel("block", 5, s.CENT, blocks=True)),
        (DunningLevel("late", 1, s.CENT), DunningLevel("block", 5, s.sol("0.00"), blocks=True)),
        (DunningLevel("late", 1, s.CENT, waits=-1),),
    ],
)
def test_what_can_never_be_reached_is_refused(made: tuple[DunningLevel, ...]) -> None:
    """COL-04: a reminder is no alert, a smaller minimum and days below zero wait for nothing."""
    with pytest.raises(BrokenDefinition):
        dunning_schedule(COLLECTION, *made)
