"""Ageing and days sales outstanding: from the journal, over columns, and reckoned another way."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics.ageing import (
    AgeingReport,
    Posting,
    Reason,
    age,
    age_columns,
    as_data,
    as_frame_of_postings,
    postings_of,
)
from order_to_cash.analytics.ageing.figures import days_text
from order_to_cash.desk import Desk
from order_to_cash.domain.core import (
    BrokenDefinition,
    Clause,
    Currency,
    Dated,
    InvalidValue,
    Money,
    Role,
    Timeline,
    changed,
)
from order_to_cash.domain.core.process import fold
from order_to_cash.domain.payment import TakeBack
from order_to_cash.domain.receivable import (
    LateFee,
    LateInterest,
    LatePolicy,
    OpenDispute,
    Owed,
    ReceivableProcess,
    ResolveDispute,
    Stage,
    WaiveCharges,
    WriteOff,
)
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.rules import Ageing
from order_to_cash.wire import Wire
from tests.desk.small_operator import Office

CREDIT = Role.CREDIT_AND_COLLECTIONS
AGEING = Ageing()
FIRST = date(2024, 3, 1)


def receivables() -> ReceivableProcess:
    """The process of the operator."""
    process = PERU.by_name["receivable"]
    assert isinstance(process, ReceivableProcess)
    return process


def postings(office: Office) -> list[Posting]:
    """All that the journal tells of receivables."""
    return list(postings_of(office.journal, office.desk.wire, receivables()))


def on_receivable(office: Office, case: str, command: Any) -> None:
    """Credit & Collections gives an order's receivable a command."""
    office.give(f"order/{case}", CREDIT, command, process="receivable", actor="collector")


@pytest.fixture(scope="module")
def office() -> Office:
    """From the first of March 2024 on, in Lima, all amounts with 18 % of tax.

    O-1: 118.00 due on March 31; 100.00 paid on April 5, 18.00 given up on May 15, recovered on
    May 20 and taken back on May 25. O-2: 236.00 in three parts, due on April 1, May 1 and June 1.
    O-3 of another account: 118.00 of April 5, due on May 5; 59.00 credited on May 20.
    """
    made = Office()
    made.place("O-1")
    made.deliver_line("O-1")
    made.place("O-2", quantity=2, payment="3-instalments")
    made.deliver_line("O-2")
    made.pass_time(timedelta(days=35))
    made.pay("O-1", "100.00")
    made.place("O-3", party="D-1")
    made.deliver_line("O-3")
    made.pass_time(timedelta(days=40))
    on_receivable(made, "O-1", WriteOff("gone"))
    made.pass_time(timedelta(days=5))
    made.pay("O-1", "18.00", payment="P-2")
    on_receivable(made, "O-3", OpenDispute("broken", sol("59.00")))
    on_receivable(made, "O-3", ResolveDispute(sol("59.00"), "broken"))
    made.pass_time(timedelta(days=5))
    made.give("P-2", Role.BILLING, TakeBack("no funds"), process="payment")
    return made


CONTRACT = Clause("contract", "12.3")
RATES = Timeline("late interest", (Dated(date(2024, 1, 1), Fraction(36, 100), CONTRACT),))
COSTLY = LatePolicy(
    LateInterest(RATES, 360),
    (LateFee("reminder", sol("2.00"), CONTRACT), LateFee("block", sol("5.00"), CONTRACT)),
    order=(Owed.PRINCIPAL, Owed.INTEREST, Owed.COSTS),
)


@pytest.fixture(scope="module")
def costly() -> Office:
    """An order of 118.00 due on March 31, at 36 % a year and with fees; by hand, in 2024.

    April 1: 2.00 and 0.12 of one day. April 8: 0.83 of seven days. April 15: 5.00 and 0.83.
    April 20: 119.00 paid, of which 118.00 go to the invoice and 1.00 to interest, 0.59 more of
    which had come. April 25: the rest is waived. April 30: the payment is taken back.
    """
    others = tuple(process for process in PERU.processes if process.name != "receivable")
    late = changed(receivables(), late=COSTLY)
    made = Office(operator=changed(PERU, processes=(*others, late)))
    made.desk = Desk(
        made.operator, made.journal, made.desk.world, Wire(made.operator.processes), worker="office"
    )
    made.place("O-1")
    made.deliver_line("O-1")
    for days in (31, 7, 7):
        made.pass_time(timedelta(days=days))
    made.pass_time(timedelta(days=5))
    made.pay("O-1", "119.00")
    made.pass_time(timedelta(days=5))
    on_receivable(made, "O-1", WaiveCharges("a first time"))
    made.pass_time(timedelta(days=5))
    made.give("P-1", Role.BILLING, TakeBack("no funds"), process="payment")
    return made


@pytest.mark.parametrize(
    ("day", "principal", "interest", "costs"),
    [
        ("2024-04-01", "0.00 118.00", "0.12 0.00", "2.00 0.00"),
        ("2024-04-08", "0.00 118.00", "0.83 0.12", "0.00 2.00"),
        ("2024-04-15", "0.00 118.00", "0.83 0.95", "5.00 2.00"),
        ("2024-04-20", "", "0.59 0.78", "0.00 7.00"),
        ("2024-04-25", "", "", ""),
        ("2024-04-30", "0.00 118.00", "0.00 1.00", ""),
    ],
)
def test_late_interest_and_fees_have_an_age_of_their_own(
    costly: Office, day: str, principal: str, interest: str, costs: str
) -> None:
    """COL-06, COL-07: counted by hand, each from its own day on; no fee is a sale."""
    ageing = Ageing((1_000,))
    report = age(postings(costly), ageing, as_of=date.fromisoformat(day), by=["owed"])
    rows = {str(row["owed"]): f"{row['not-due']} {row['1-1000']}" for row in as_data(report)}
    expected = {"principal": principal, "interest": interest, "costs": costs}
    open_ones = {name: told for name, told in rows.items() if name and told != "0.00 0.00"}
    assert {name: told for name, told in expected.items() if told} == open_ones
    assert [11800] == [total.sold for total in report.totals]


def told(office: Office, day: date, ageing: Ageing = AGEING) -> tuple[str, ...]:
    """Buckets, open, sold and days of all together, as texts."""
    (row,) = as_data(age(postings(office), ageing, as_of=day))
    names = (*ageing.names, "open", "sold", "days_outstanding_text")
    return tuple(str(row[name]) for name in names)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-03-31", ("354.00", "0.00", "0.00", "0.00", "0.00", "354.00", "354.00", "90.0")),
        ("2024-04-01", ("236.00", "118.00", "0.00", "0.00", "0.00", "354.00", "354.00", "90.0")),
        ("2024-04-05", ("275.33", "96.67", "0.00", "0.00", "0.00", "372.00", "472.00", "70.9")),
        ("2024-05-14", ("78.66", "196.67", "96.67", "0.00", "0.00", "372.00", "472.00", "70.9")),
        ("2024-05-15", ("78.66", "196.67", "78.67", "0.00", "0.00", "354.00", "472.00", "67.5")),
        ("2024-05-20", ("78.66", "137.67", "78.67", "0.00", "0.00", "295.00", "413.00", "64.3")),
        ("2024-05-25", ("78.66", "137.67", "96.67", "0.00", "0.00", "313.00", "413.00", "68.2")),
        ("2024-05-30", ("78.66", "137.67", "96.67", "0.00", "0.00", "313.00", "59.00", "477.5")),
        ("2024-07-05", ("0.00", "0.00", "78.66", "137.67", "96.67", "313.00", "-59.00", "")),
    ],
)
def test_what_is_open_is_told_by_its_age(
    office: Office, day: str, expected: tuple[str, ...]
) -> None:
    """COL-07: counted by hand; what is due that day is not past due, what is given up not open."""
    assert expected == told(office, date.fromisoformat(day))


def test_the_buckets_are_those_of_the_data(office: Office) -> None:
    """COL-07: buckets are named by their days, and n is named: (78.66 + ...) / 413.00 x 60."""
    weekly = Ageing((7, 14), days=60)
    assert ("not-due", "1-7", "8-14", "15+") == weekly.names
    expected = ("78.66", "0.00", "0.00", "234.34", "313.00", "59.00", "318.3")
    assert expected == told(office, date(2024, 5, 25), weekly)


def outstanding(office: Office, day: date) -> dict[str, tuple[Money, ...]]:
    """By account what each receivable owed when the day was over: its state, nothing else."""
    process, found = receivables(), dict[str, tuple[Money, ...]]()
    for listed in office.journal.cases(process="receivable"):
        state = process.initial
        for happened in office.desk.history(process, listed.case):
            if process.calendar.local_day(happened.at) <= day:
                state = fold(process, state, (happened.event,))
        if state.stage not in (Stage.NEW, Stage.DRAFT):
            account = state.owed.bill.account
            owes = state.owed.outstanding + state.charges.open
            found[account] = (*found.get(account, ()), owes)
    return found


@pytest.mark.parametrize("days", range(0, 120, 3))
@pytest.mark.parametrize("kind", ["office", "costly"])
def test_the_buckets_are_the_sums_of_the_receivables(
    kind: str, days: int, request: pytest.FixtureRequest
) -> None:
    """COL-07, COL-06: on any day the buckets of an account come to what its receivables owed."""
    office, day = request.getfixturevalue(kind), FIRST + timedelta(days=days)
    report = age(postings(office), AGEING, as_of=day, by=["account"])
    owed = {
        account: sum(amount.minor for amount in amounts)
        for account, amounts in outstanding(office, day).items()
    }
    assert owed == {group.key[0]: group.open for group in report.groups}


def test_a_day_that_is_over_never_changes(office: Office) -> None:
    """COL-07: what comes later does not alter what an earlier day was told."""
    early = [posting for posting in postings(office) if posting.on <= date(2024, 4, 5)]
    day = date(2024, 4, 5)
    assert age(early, AGEING, as_of=day) == age(postings(office), AGEING, as_of=day)


DAYS = st.dates(date(2023, 12, 1), date(2024, 12, 31))
POSTINGS = st.lists(
    st.builds(
        Posting,
        receivable=st.sampled_from(["R-1", "R-2"]),
        account=st.sampled_from(["A-1", "A-2"]),
        party=st.just("D-1"),
        origin=st.sampled_from(["order", "onboarding"]),
        on=DAYS,
        dated=DAYS,
        due=DAYS,
        reason=st.sampled_from(Reason),
        amount=st.builds(
            Money,
            st.integers(-(10**9), 10**9),
            st.sampled_from([Currency.PEN, Currency.CLP, Currency.KWD]),
        ),
        owed=st.sampled_from(Owed),
    ),
    max_size=30,
)
AGEINGS = st.builds(
    Ageing,
    st.sets(st.integers(1, 400), min_size=1, max_size=5).map(lambda days: tuple(sorted(days))),
    st.integers(1, 400),
)
GROUPINGS = st.sampled_from([(), ("account",), ("origin", "account"), ("owed", "party")])


def reckoned(
    found: list[Posting], ageing: Ageing, day: date, by: tuple[str, ...]
) -> Iterator[tuple[Any, ...]]:
    """Each group another way: a bucket at a time, its days written out, in fractions."""
    keys = {(tuple(getattr(p, b) for b in by), p.amount.currency.value) for p in found}
    edges = (-(10**6), 0, *ageing.until, 10**6)
    for key, currency in sorted(keys):
        mine = [
            p
            for p in found
            if tuple(getattr(p, b) for b in by) == key
            and p.amount.currency.value == currency
            and p.on <= day
        ]
        ages = [(p, (day - p.due).days) for p in mine]
        buckets = tuple(
            sum(p.amount.minor for p, days in ages if after < days <= until)
            for after, until in pairwise(edges)
        )
        sold = sum(
            p.amount.minor
            for p in mine
            if p.reason.value in ("invoiced", "credited") and (day - p.dated).days < ageing.days
        )
        if any(buckets) or sold:
            share = Fraction(sum(buckets), sold) * ageing.days if sold > 0 else None
            yield key, currency, buckets, sold, share


def of(report: AgeingReport) -> list[tuple[Any, ...]]:
    """A report in the same form."""
    return [
        (group.key, group.currency.value, group.buckets, group.sold, report.outstanding(group))
        for group in report.groups
    ]


def in_polars(found: list[Posting]) -> Any:
    """A frame of polars."""
    return as_frame_of_postings(found)


def in_lazy_polars(found: list[Posting]) -> Any:
    """A lazy one."""
    return in_polars(found).lazy()


def in_pandas(found: list[Posting]) -> Any:
    """A frame of pandas, whose days are objects."""
    return as_frame_of_postings(found, "pandas")


@pytest.mark.parametrize("frame", [in_polars, in_lazy_polars, in_pandas])
@given(found=POSTINGS, ageing=AGEINGS, day=DAYS, by=GROUPINGS)
def test_columns_say_what_postings_say(
    frame: Callable[[list[Posting]], Any],
    found: list[Posting],
    ageing: Ageing,
    day: date,
    by: tuple[str, ...],
) -> None:
    """COL-07: one by one, over columns, and by the reckoning in fractions it is the same."""
    report = age(found, ageing, as_of=day, by=by)
    assert list(reckoned(found, ageing, day, by)) == of(report)
    assert report == age_columns(frame(found), ageing, as_of=day, by=by)


def test_totals_never_sum_over_currencies() -> None:
    """COL-07: a sum of soles and pesos would mean nothing, so each currency has its own."""
    made = [
        Posting(name, "A", "D", "order", FIRST, FIRST, FIRST, Reason.INVOICED, amount)
        for name, amount in (("R-1", sol("1.00")), ("R-2", Money.of(5, Currency.CLP)))
    ]
    report = age(made, AGEING, as_of=FIRST, by=["account"])
    assert [("CLP", 5), ("PEN", 100)] == [(t.currency.value, t.open) for t in report.totals]


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 20), "0.1"),
        (Fraction(409, 10), "40.9"),
        (Fraction(-1, 3), "-0.3"),
        (None, ""),
    ],
)
def test_days_have_one_decimal(days: Fraction | None, text: str) -> None:
    """Halves go up, and where nothing was sold there are no days to tell."""
    assert text == days_text(days)


@pytest.mark.parametrize("until", [(), (0,), (30, 30), (60, 30), (1.5,), (True,), (4_000,)])
def test_buckets_rise_from_one(until: Any) -> None:
    """What would be a bucket of no days, or of a fraction of one, is refused."""
    with pytest.raises(BrokenDefinition) as raised:
        Ageing(until)
    assert "ageing.buckets" == raised.value.code


@pytest.mark.parametrize("days", [0, -1, 3_661, 1.5])
def test_sales_are_counted_over_some_days(days: Any) -> None:
    """The n of days sales outstanding is a number of days, at most ten years."""
    with pytest.raises(BrokenDefinition) as raised:
        Ageing(days=days)
    assert "ageing.days" == raised.value.code


def test_a_label_that_no_receivable_has_is_named() -> None:
    """The advice lists the labels there are."""
    with pytest.raises(InvalidValue, match="account, party, origin, owed"):
        age([], AGEING, as_of=FIRST, by=["channel"])


@pytest.mark.parametrize("by", [("account", "account"), ("",)])
def test_a_label_stands_once(by: tuple[str, ...]) -> None:
    """A group has one value for each label."""
    with pytest.raises(InvalidValue) as raised:
        age([], AGEING, as_of=FIRST, by=by)
    assert "ageing.by" == raised.value.code


def test_a_day_has_the_days_of_its_sales_before_it() -> None:
    """The calendar begins somewhere."""
    with pytest.raises(InvalidValue) as raised:
        age([], AGEING, as_of=date(1, 1, 1))
    assert "ageing.as-of" == raised.value.code


SOUND = {
    "on": [FIRST],
    "dated": [FIRST],
    "due": [FIRST],
    "reason": ["invoiced"],
    "currency": ["PEN"],
    "minor": [100],
}


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({name: cells for name, cells in SOUND.items() if name != "due"}, "columns.missing"),
        ({**SOUND, "due": ["2024-03-01"]}, "columns.days"),
        ({**SOUND, "minor": [1.0]}, "columns.minor"),
        ({**SOUND, "reason": [None]}, "columns.gaps"),
        ({**SOUND, "currency": ["XYZ"]}, "columns.currency"),
    ],
)
@pytest.mark.parametrize("frame", [pl.DataFrame, pd.DataFrame])
def test_a_column_that_cannot_be_read_is_named(
    frame: Callable[[Any], Any], columns: dict[str, list[Any]], code: str
) -> None:
    """COL-07: what is missing, of another kind or has gaps is refused, never guessed."""
    with pytest.raises(InvalidValue) as raised:
        age_columns(frame(columns), AGEING, as_of=FIRST)
    assert code == raised.value.code


def test_what_is_no_frame_is_refused() -> None:
    """A list of postings is no frame of columns; `age` takes it."""
    with pytest.raises(InvalidValue) as raised:
        age_columns([], AGEING, as_of=FIRST)
    assert "columns.no-frame" == raised.value.code
