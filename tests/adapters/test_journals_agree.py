"""Whatever is done to them, the journals in memory, in SQLite and in PostgreSQL answer alike."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from order_to_cash.adapters.entries import cursor_of, microseconds
from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.postgres import PostgresJournal
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.domain.core import OrderToCashError, changed
from order_to_cash.ports import Entry, History, Journal, Recorded, Snapshot
from order_to_cash.testing.laws.journal_entries import NOON, entry, lease, message, seen
from tests.postgres import clear

Act: TypeAlias = Callable[[Journal], object]

KEYS = st.sampled_from(("m1", "m2", "m3", "m4"))
INSTANTS = st.integers(0, 4).map(lambda minutes: NOON + timedelta(minutes=minutes))


CASES = st.sampled_from("abc")
PROCESSES = st.sampled_from(("order", "order", "receivable"))
PLACES = st.tuples(PROCESSES, CASES)
NAMES = st.sampled_from(("x", "y"))
BOTH = ("order", "receivable")


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    process, case = draw(PLACES)
    after, events = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    made = entry(
        case,
        after,
        events=events,
        process=process,
        command=draw(st.integers(0, 9).map(str)),
        actor=draw(st.sampled_from(("ana", "eva"))),
    )
    topics = st.sampled_from(("billing", "shipping"))
    sent = draw(st.lists(st.tuples(KEYS, topics), max_size=2))
    return changed(
        made,
        messages=tuple(message(key, case, topic, process=process) for key, topic in sent),
        snapshot=draw(st.none() | st.integers(0, 5).map(lambda n: Snapshot(n, f"s{n}"))),
        next_check=draw(st.none() | INSTANTS),
        settles=draw(st.none() | KEYS),
    )


def append(journal: Journal, written: list[Entry], follow: bool) -> object:
    """Append the entries as they are, or each moved to where its case is now."""
    if follow:
        written = [moved(one, journal.read(one.process, one.case).version) for one in written]
    return [said and (said.code, said.message) for said in journal.append(*written)]


def claim(journal: Journal, by: str, now: datetime, minutes: int) -> object:
    return journal.claim(now, lease(by, since=now, until=now + timedelta(minutes=minutes)), limit=2)


def moved(written: Entry, version: int) -> Entry:
    return changed(
        written,
        after=version,
        events=tuple(
            changed(event, version=number)
            for number, event in enumerate(written.events, start=version + 1)
        ),
        snapshot=written.snapshot and changed(written.snapshot, version=version),
    )


def appends(given: tuple[list[Entry], bool]) -> Act:
    return lambda journal: append(journal, *given)


ACTS = st.one_of(
    st.tuples(st.lists(entries(), min_size=1, max_size=2), st.booleans()).map(appends),
    st.tuples(PLACES, st.integers(-1, 5)).map(
        lambda both: lambda journal: journal.read(*both[0], known=both[1])
    ),
    st.tuples(NAMES, INSTANTS, st.integers(1, 3)).map(
        lambda given: lambda journal: claim(journal, *given)
    ),
    NAMES.map(lambda by: lambda journal: journal.abandon(by)),
    st.tuples(NAMES, KEYS).map(lambda given: lambda journal: journal.abandon(*given)),
    st.tuples(PLACES, INSTANTS, INSTANTS).map(
        lambda given: (
            lambda journal: journal.set_aside(
                *given[0], since=given[1], until=given[2], problem="p"
            )
        )
    ),
    PLACES.map(lambda place: lambda journal: journal.resume(*place)),
    PLACES.map(lambda place: lambda journal: journal.parked(process=place[0], case=place[1])),
    PLACES.map(lambda place: lambda journal: journal.aside(process=place[0], case=place[1])),
    INSTANTS.map(lambda at: lambda journal: journal.reach(at)),
    NAMES.map(lambda name: lambda journal: journal.owner(name)),
    KEYS.map(lambda key: lambda journal: journal.settle(key)),
    st.tuples(KEYS, st.sampled_from(("timeout", "refused"))).map(
        lambda both: lambda journal: journal.park(both[0], problem=both[1])
    ),
    KEYS.map(lambda key: lambda journal: journal.release(key)),
    st.tuples(KEYS, INSTANTS).map(
        lambda both: lambda journal: journal.postpone(both[0], until=both[1], problem="later")
    ),
    INSTANTS.map(
        lambda now: lambda journal: (journal.due(now, processes=BOTH), journal.waiting(now))
    ),
    st.tuples(INSTANTS, PLACES).map(
        lambda given: (
            lambda journal: journal.due(
                given[0], processes=BOTH, after=cursor_of(microseconds(NOON), *given[1]), limit=2
            )
        )
    ),
    st.tuples(PROCESSES, PLACES).map(
        lambda given: (
            lambda journal: journal.cases(process=given[0], after=cursor_of(*given[1]), limit=2)
        )
    ),
    st.tuples(PLACES, st.integers(0, 9)).map(
        lambda given: lambda journal: journal.answer(*given[0], "ana", str(given[1]))
    ),
)


POSITIONS = st.integers(-2, 9).map(
    lambda after: lambda journal: journal.events(after=cursor_of(after), limit=3)
)
"""Reading on from positions that a journal counts from one on."""


def placeless(shown: object) -> object:
    """What is shown, without positions, which each kind of journal counts in its own way."""
    match shown:
        case tuple() | list():
            return tuple(map(placeless, shown))
        case Recorded():
            return changed(shown, cursor="")
        case History():
            return changed(shown, tail=tuple(changed(event, cursor="") for event in shown.tail))
        case _:
            return shown


def outcome(act: Act, journal: Journal) -> object:
    try:
        return act(journal)
    except OrderToCashError as error:
        return type(error), error.code, error.message


@given(st.lists(ACTS | POSITIONS, max_size=25))
def test_the_two_journals_agree(acts: list[Act]) -> None:
    """After any acts both show the same, and each act has the same outcome in both."""
    memory = InMemoryJournal()
    with SqliteJournal(":memory:") as sqlite:
        for act in acts:
            assert outcome(act, memory) == outcome(act, sqlite)
        assert seen(memory) == seen(sqlite)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=20))
def test_the_one_in_postgresql_agrees_too(postgres: str, acts: list[Act]) -> None:
    """After any acts it shows the same as the one in memory, and each act has the same outcome."""
    memory = InMemoryJournal()
    clear(postgres)
    with PostgresJournal(postgres) as there:
        for act in acts:
            assert placeless(outcome(act, memory)) == placeless(outcome(act, there))
        assert placeless(seen(memory)) == placeless(seen(there))
