"""Laws of the journal about the state that is kept beside the events."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import History, Journal, Snapshot
from order_to_cash.testing.laws import same
from order_to_cash.testing.laws.journal_entries import entry, event, unplaced, write


def a_case_is_read_as_its_snapshot_and_the_events_after_it(journal: Journal) -> None:
    """A snapshot stands for the events up to its version, and the tail begins after it."""
    write(journal, entry(events=2, snapshot=Snapshot(2, "two")))
    read = journal.read("order", "a")
    same((Snapshot(2, "two"), ()), (read.snapshot, read.tail), "the case")
    write(journal, entry(after=2, events=2))
    read = journal.read("order", "a")
    same((4, Snapshot(2, "two")), (read.version, read.snapshot), "the case two events later")
    same((event("a", 3), event("a", 4)), unplaced(read.tail), "the events after the snapshot")


def who_knows_a_version_gets_only_the_events_after_it(journal: Journal) -> None:
    """What is known is not told again, and who claims to know too much is told everything."""
    write(journal, entry(events=2, snapshot=Snapshot(2, "two")))
    write(journal, entry(after=2, events=2))
    whole, written = journal.read("order", "a"), journal.history("order", "a")
    for known in (1, 2, 3, 4):
        tail = changed(whole, snapshot=None, tail=written[known:])
        same(tail, journal.read("order", "a", known=known), f"what comes after version {known}")
    for known in (0, 5):
        same(whole, journal.read("order", "a", known=known), "all of the case")
    same(History(), journal.read("order", "b", known=1), "an unknown case")
    write(journal, entry("b", events=2))
    whole = journal.read("order", "b")
    same(whole, journal.read("order", "b", known=3), "all of a case without a snapshot")


def a_newer_snapshot_replaces_the_one_before(journal: Journal) -> None:
    """Only the latest snapshot is given."""
    write(journal, entry(snapshot=Snapshot(1, "one")))
    write(journal, entry(after=1, events=2, snapshot=Snapshot(3, "three")))
    read = journal.read("order", "a")
    same((Snapshot(3, "three"), ()), (read.snapshot, read.tail), "the case")


def a_history_is_whole_even_with_a_snapshot(journal: Journal) -> None:
    """A snapshot hides no event from those who ask for the history."""
    write(journal, entry(events=3, snapshot=Snapshot(3, "three")))
    written = (event("a", 1), event("a", 2), event("a", 3))
    same(written, unplaced(journal.history("order", "a")), "the history")
    same(written, unplaced(journal.events()), "the events")
