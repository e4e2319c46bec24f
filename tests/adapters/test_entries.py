"""What every journal of ours refuses before it writes, and how exactly it keeps instants."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.adapters.entries import instant, limited, microseconds
from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.domain.core import InvalidValue, changed
from order_to_cash.domain.core.instants import in_utc
from order_to_cash.ports import Entry, Journal, Snapshot
from order_to_cash.testing.laws.journal_entries import EVER, NOON, entry, event, lease, message

OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
NAIVE = datetime(2024, 2, 29, 12)  # noqa: DTZ001 naive on purpose
EARLY = datetime(1, 1, 1, tzinfo=timezone(timedelta(minutes=1)))
LATE = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(minutes=-1)))


@pytest.fixture(params=[InMemoryJournal, lambda: SqliteJournal(":memory:")])
def journal(request: pytest.FixtureRequest) -> Iterator[Journal]:
    made: Journal = request.param()
    yield made
    if isinstance(made, SqliteJournal):
        made.close()


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=OFFSETS))  # noqa: DTZ001
def test_instants_are_kept_to_the_microsecond(at: datetime) -> None:
    """An instant of any offset comes back equal and in UTC, and counts whole microseconds."""
    back = instant(microseconds(at))
    assert (at, UTC, at.microsecond) == (back, back.tzinfo, back.microsecond)
    assert microseconds(at) + 1 == microseconds(at + timedelta(microseconds=1))


def test_the_epoch_counts_zero() -> None:
    """The count begins with 1970 in UTC, and goes below zero before it."""
    assert 0 == microseconds(datetime(1970, 1, 1, tzinfo=UTC))
    assert -1 == microseconds(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
    assert 1_709_208_000_000_000 == microseconds(NOON)


def test_the_hour_that_comes_twice_is_two_instants() -> None:
    """Two instants with the same wall clock keep their order once they are in UTC."""
    zone = ZoneInfo("America/Santiago")
    first = datetime(2024, 4, 6, 23, 30, tzinfo=zone)
    assert timedelta(hours=1) == in_utc(first.replace(fold=1)) - in_utc(first)


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_first_and_the_last_instant_are_kept(at: datetime) -> None:
    """Both ends of what an instant may be come back as they were."""
    assert at == instant(microseconds(at))


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NAIVE, "time.naive"),
        (EARLY, "time.out-of-range"),
        (LATE, "time.out-of-range"),
    ],
)
@pytest.mark.parametrize(
    "use",
    [
        lambda journal, at: journal.append(entry("b"), entry(next_check=at)),
        lambda journal, at: journal.append(
            entry("b"), entry(messages=(changed(message("m"), at=at),))
        ),
        lambda journal, at: journal.append(
            entry("b"), changed(entry(), events=(changed(event("a", 1), at=at),))
        ),
        lambda journal, at: journal.due(at, processes=["order"]),
        lambda journal, at: journal.waiting(at),
        lambda journal, at: journal.claim(at, lease("x")),
        lambda journal, at: journal.claim(NOON, lease("x", since=at)),
        lambda journal, at: journal.claim(NOON, lease("x", until=at)),
        lambda journal, at: journal.reach(at),
        lambda journal, at: journal.set_aside("order", "a", since=at, until=NOON, problem="p"),
        lambda journal, at: journal.set_aside("order", "a", since=NOON, until=at, problem="p"),
        lambda journal, at: journal.postpone("m", until=at, problem="timeout"),
    ],
)
def test_an_instant_that_cannot_be_one_is_refused(
    journal: Journal, use: Callable[[Journal, datetime], None], at: datetime, code: str
) -> None:
    """A naive instant, or one outside the years 1 to 9999 in UTC, is refused and nothing stays."""
    with pytest.raises(InvalidValue) as raised:
        use(journal, at)
    assert code == raised.value.code
    assert ((), ()) == (journal.cases(), journal.waiting(EVER))


@pytest.mark.parametrize(
    "wrong",
    [
        changed(entry(), events=(event("b", 1),)),
        changed(entry(), events=(event("a", 1, process="receivable"),)),
        changed(entry(), events=(event("a", 2),)),
        changed(entry(events=2), events=(event("a", 1), event("a", 3))),
        changed(entry(after=1), events=(event("a", 1),)),
    ],
)
def test_events_that_do_not_follow_are_refused(journal: Journal, wrong: Entry) -> None:
    """An entry whose events name another case, process or version is the caller's error."""
    with pytest.raises(InvalidValue) as raised:
        journal.append(entry("c"), wrong)
    assert "journal.entry-events" == raised.value.code
    assert () == journal.cases()


@pytest.mark.parametrize(
    "wrong",
    [
        entry(messages=(message("m", "b"),)),
        entry(messages=(message("m"), message("n", process="receivable"))),
        entry(events=0, messages=(message("m"),)),
    ],
)
def test_messages_that_are_not_the_cases_own_are_refused(journal: Journal, wrong: Entry) -> None:
    """A case posts messages of its own only, and a command that changed nothing posts none."""
    with pytest.raises(InvalidValue) as raised:
        journal.append(entry("c"), wrong)
    assert "journal.entry-messages" == raised.value.code
    assert ((), ()) == (journal.cases(), journal.waiting(EVER))


def test_an_entry_that_contradicts_itself_is_told_before_one_that_is_late(journal: Journal) -> None:
    """The caller's error comes out even where the entry would conflict as well."""
    journal.append(entry())
    late = changed(entry(command="late"), events=(changed(event("a", 1), at=NAIVE),))
    with pytest.raises(InvalidValue, match="an instant needs its offset"):
        journal.append(late)


@pytest.mark.parametrize(
    "cursor", [f"[{2**63 - 1}]", f"[{-(2**63) - 1}]", "[true]", "[1.0]", "[" * 100_000, "[1,2]"]
)
def test_a_cursor_that_no_list_gave_is_refused(journal: Journal, cursor: str) -> None:
    """A number that no database holds, or anything but a place, is the caller's error."""
    with pytest.raises(InvalidValue) as raised:
        journal.events(after=cursor)
    assert "journal.cursor" == raised.value.code


@pytest.mark.parametrize("version", [1, 5])
def test_a_snapshot_of_another_version_is_refused(journal: Journal, version: int) -> None:
    """A snapshot of a version before the entry, or beyond it, is the caller's error."""
    journal.append(entry(events=2))
    with pytest.raises(InvalidValue) as raised:
        journal.append(entry(after=2, events=2, snapshot=Snapshot(version, "s")))
    assert "journal.entry-snapshot" == raised.value.code
    assert (2, None) == (journal.read("order", "a").version, journal.read("order", "a").snapshot)


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_snapshot_of_any_version_the_entry_reaches_is_kept(
    journal: Journal, version: int
) -> None:
    """A snapshot may be of the version before the entry, of its last one, or between."""
    journal.append(entry(events=2))
    journal.append(entry(after=2, events=2, snapshot=Snapshot(version, "s")))
    read = journal.read("order", "a")
    assert (Snapshot(version, "s"), 4 - version) == (read.snapshot, len(read.tail))


@pytest.mark.parametrize("limit", [0, -1])
@pytest.mark.parametrize(
    "ask",
    [
        lambda journal, limit: journal.events(limit=limit),
        lambda journal, limit: journal.cases(limit=limit),
        lambda journal, limit: journal.due(NOON, processes=["order"], limit=limit),
        lambda journal, limit: journal.waiting(NOON, limit=limit),
        lambda journal, limit: journal.parked(limit=limit),
    ],
)
def test_a_limit_below_one_is_refused(
    journal: Journal, ask: Callable[[Journal, int], None], limit: int
) -> None:
    """Asking for nothing, or for less, is the caller's error."""
    with pytest.raises(InvalidValue, match="no whole number from 1 on"):
        ask(journal, limit)


def test_a_limit_of_one_and_a_limit_without_bounds_work(journal: Journal) -> None:
    """The least limit gives one row, and the largest number gives all of them."""
    journal.append(entry("a"), entry("b"))
    assert (1, 2) == (len(journal.cases(limit=1)), len(journal.cases(limit=10**30)))
    assert 1 == limited(1)
