"""Whatever is done to them, the journal in memory and the one in SQLite answer alike."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.domain.entity import changed
from order_to_cash.domain.errors import OrderToCashError
from order_to_cash.ports.journal import Entry, Journal, Posted, Snapshot
from order_to_cash.testing.laws.journal_entries import NOON, entry, message, seen

Act: TypeAlias = Callable[[Journal], object]

KEYS = st.sampled_from(("m1", "m2", "m3", "m4"))
INSTANTS = st.integers(0, 4).map(lambda minutes: NOON + timedelta(minutes=minutes))


@st.composite
def messages(draw: st.DrawFn) -> Posted:
    case, topic = draw(st.sampled_from("ab")), draw(st.sampled_from(("billing", "shipping")))
    return message(draw(KEYS), case, topic)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    after, events = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    made = entry(
        draw(st.sampled_from("abc")),
        after,
        events=events,
        process=draw(st.sampled_from(("order", "order", "receivable"))),
        command=draw(st.integers(0, 99).map(str)),
    )
    return changed(
        made,
        messages=tuple(draw(st.lists(messages(), max_size=2))),
        snapshot=draw(st.none() | st.integers(0, 5).map(lambda n: Snapshot(n, f"s{n}"))),
        next_check=draw(st.none() | INSTANTS),
        settles=draw(st.none() | KEYS),
    )


def append(journal: Journal, written: list[Entry], follow: bool) -> None:
    """Append the entries as they are, or each moved to where its case is now."""
    if not follow:
        return journal.append(*written)
    return journal.append(*(moved(one, journal.read(one.case).version) for one in written))


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
    st.tuples(st.sampled_from("abc"), st.integers(-1, 5)).map(
        lambda both: lambda journal: journal.read(both[0], known=both[1])
    ),
    KEYS.map(lambda key: lambda journal: journal.settle(key)),
    st.tuples(KEYS, st.sampled_from(("timeout", "refused"))).map(
        lambda both: lambda journal: journal.park(both[0], problem=both[1])
    ),
    KEYS.map(lambda key: lambda journal: journal.release(key)),
    st.tuples(KEYS, INSTANTS).map(
        lambda both: lambda journal: journal.postpone(both[0], until=both[1], problem="later")
    ),
    INSTANTS.map(lambda now: lambda journal: (journal.due(now), journal.waiting(now))),
    st.integers(-2, 9).map(lambda after: lambda journal: journal.events(after=after, limit=3)),
    st.integers(0, 99).map(lambda number: lambda journal: journal.answer(str(number))),
)


def outcome(act: Act, journal: Journal) -> object:
    try:
        return act(journal)
    except OrderToCashError as error:
        return type(error), error.code, error.message


@given(st.lists(ACTS, max_size=25))
def test_the_two_journals_agree(acts: list[Act]) -> None:
    """After any acts both show the same, and each act has the same outcome in both."""
    memory = InMemoryJournal()
    with SqliteJournal(":memory:") as sqlite:
        for act in acts:
            assert outcome(act, memory) == outcome(act, sqlite)
        assert seen(memory) == seen(sqlite)
