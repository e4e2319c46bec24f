"""Laws of the journal about cases, their events and who may write the next one."""

from threading import Event, Thread

from order_to_cash.domain.core import Conflict
from order_to_cash.ports.journal import Due, Entry, History, Journal, Snapshot
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    NOON,
    at_once,
    conflicted,
    due,
    entry,
    event,
    listed,
    message,
    refused,
    unplaced,
    write,
)

ROUNDS = 10
RIVALS = 4


def an_unknown_case_is_empty(journal: Journal) -> None:
    """A case nobody wrote to is an empty history, and so is the journal."""
    same(History(), journal.read("order", "a"), "an unknown case")
    same((), journal.history("order", "a"), "the history of an unknown case")
    same(((), ()), (journal.events(), journal.cases()), "an empty journal")
    same(((), (), ()), (due(journal), journal.waiting(EVER), journal.parked()), "its work")
    same(((), ()), (journal.aside(), journal.processes_of("a")), "its cases")
    same(None, journal.message("m"), "a message nobody posted")
    same((), journal.answers("order", "a"), "the answers of an unknown case")


def what_was_appended_is_read_back_in_order(journal: Journal) -> None:
    """Events come back as they were written, oldest first."""
    write(journal, entry(events=2))
    write(journal, entry(after=2))
    written = (event("a", 1), event("a", 2), event("a", 3))
    same(written, unplaced(journal.history("order", "a")), "the history")
    read = journal.read("order", "a")
    same(written, unplaced(read.tail), "the tail of a case without a snapshot")
    same((3, written[2].at), (read.version, read.at), "the head")
    same(journal.history("order", "a"), journal.events(), "all events")


def cases_do_not_touch_each_other(journal: Journal) -> None:
    """Writing to a case changes nothing in another."""
    write(journal, entry("a", snapshot=Snapshot(1, "s"), next_check=NOON))
    before = (journal.read("order", "a"), journal.history("order", "a"))
    write(journal, entry("b", events=2))
    same(before, (journal.read("order", "a"), journal.history("order", "a")), "the other case")
    same((event("b", 1),), unplaced(journal.history("order", "b")[:1]), "this case")
    same((Due("order", "a", NOON),), due(journal, NOON), "the check of the other case")


def the_same_id_in_two_processes_is_two_cases(journal: Journal) -> None:
    """A case is named by its process and its id: versions, states and checks are its own."""
    write(journal, entry(events=2, snapshot=Snapshot(2, "order"), next_check=NOON))
    theirs = entry(process="receivable", snapshot=Snapshot(1, "receivable"), next_check=EVER)
    write(journal, theirs, entry(after=1, process="receivable"))
    same((("order", "a"), ("receivable", "a")), listed(journal), "the cases")
    read = journal.read("receivable", "a")
    same((2, Snapshot(1, "receivable")), (read.version, read.snapshot), "the one")
    read = journal.read("order", "a")
    same((2, Snapshot(2, "order")), (read.version, read.snapshot), "the other")
    same((event("a", 1), event("a", 2)), unplaced(journal.history("order", "a")), "its history")
    same((Due("order", "a", NOON),), due(journal), "what is due, the second check being gone")


def a_stale_writer_is_refused_and_changes_nothing(journal: Journal) -> None:
    """Who read before somebody else wrote is refused, whatever the entry brings."""
    write(journal, entry(events=2, messages=(message("m"),), next_check=NOON))
    late = entry(after=1, command="late", messages=(message("n"),), settles="m")
    refused(journal, late, why="the case moved on")
    refused(journal, entry(command="later"), why="the case exists already")
    refused(journal, entry(after=1, events=0, command="no"), why="a refusal was decided too late")


def nobody_writes_from_the_future(journal: Journal) -> None:
    """A version that does not exist yet cannot be followed."""
    refused(journal, entry(after=1), why="the case is empty")
    write(journal, entry(), entry(events=2, process="receivable"))
    refused(journal, entry(after=2), why="the case is at version 1")
    refused(journal, entry(after=2, events=0), why="a refusal was decided too early")


def several_entries_are_written_in_their_order(journal: Journal) -> None:
    """Entries of one call may name different cases or follow each other in version."""
    same((), journal.append(), "what was said of no entry")
    write(journal, entry("a"), entry("b", events=2), entry("a", after=1))
    same((("order", "a"), ("order", "b")), listed(journal), "the cases")
    written = (event("a", 1), event("b", 1), event("b", 2), event("a", 2))
    same(written, unplaced(journal.events()), "the events in the order of the entries")


def an_entry_that_conflicts_leaves_its_neighbours_written(journal: Journal) -> None:
    """Each entry stands or falls alone, and of one that falls nothing at all stays."""
    write(journal, entry("b", command="x", messages=(message("m", "b"),)))
    first = entry("a", messages=(message("n"),), settles="m", next_check=NOON)
    stale = entry("b", command="y", messages=(message("o", "b"),), settles="n", next_check=NOON)
    answered = entry("b", 1, command="x", snapshot=Snapshot(2, "s"))
    posted = entry("b", 1, messages=(message("p", "b"), message("n", "b")), next_check=NOON)
    last = entry("c")
    told = conflicted(journal, first, stale, answered, posted, last)
    same((False, True, True, True, False), told, "which entries were refused")
    same((("order", "a"), ("order", "b"), ("order", "c")), listed(journal), "the cases")
    same((1, None), _head(journal, "b"), "the case of those that were refused")
    same(("n",), tuple(m.key for m in journal.waiting(EVER)), "what is waiting")
    same((Due("order", "a", NOON),), due(journal), "what is due")
    same(1, len(journal.answers("order", "b")), "how many commands of the case were answered")
    same(3, len(journal.events()), "how many events there are")


def what_follows_an_entry_that_fell_falls_with_it(journal: Journal) -> None:
    """It was decided on what never was, though somebody else brought the case to its version."""
    write(journal, entry("a"), entry("a", after=1, command="theirs"))
    ours = entry("a", after=1, command="ours"), entry("a", after=2, command="next")
    told = conflicted(journal, *ours, entry("b"), entry("a", after=2, events=0, command="no"))
    same((True, True, False, True), told, "which entries were refused")
    same(2, journal.read("order", "a").version, "the version of the case")
    same(2, len(journal.answers("order", "a")), "how many commands of the case were answered")
    write(journal, entry("a", after=2, command="next"))


def _head(journal: Journal, case: str) -> tuple[int, Snapshot | None]:
    read = journal.read("order", case)
    return read.version, read.snapshot


def an_entry_without_events_leaves_version_and_next_check(journal: Journal) -> None:
    """A command that changed nothing leaves the case as it was, next check and all."""
    write(journal, entry(next_check=NOON))
    before = journal.read("order", "a")
    write(journal, entry(after=1, events=0, next_check=EVER))
    same(before, journal.read("order", "a"), "the case")
    same((Due("order", "a", NOON),), due(journal), "the next check")
    write(journal, entry(after=1))
    same(2, journal.read("order", "a").version, "the version after the next event")


def a_case_is_read_as_of_one_instant(journal: Journal) -> None:
    """Head, snapshot and tail belong together, even while another thread writes to the case."""
    reading, over = Event(), Event()

    def write_on() -> None:
        for after in range(ROUNDS):
            while not (reading.wait(0.01) or over.is_set()):
                pass
            reading.clear()
            journal.append(entry(after=after, snapshot=Snapshot(after + 1, "s")))

    writer = Thread(target=write_on)
    writer.start()
    try:
        while writer.is_alive():
            reading.set()
            _holds_together(journal.read("order", "a"))
    finally:
        over.set()
        writer.join()
    same(ROUNDS, journal.read("order", "a").version, "the version at the end")


def _holds_together(read: History) -> None:
    start = read.snapshot.version if read.snapshot else 0
    versions = [start, *(event.version for event in read.tail)]
    same(read.version, versions[-1], "the last version of a moving case")
    same(list(range(start, read.version + 1)), versions, "its snapshot and its tail")


def of_racing_writers_one_wins(journal: Journal) -> None:
    """When several threads write after the same version, one does and the others are told."""

    def writes(entry: Entry) -> tuple[Conflict | None, ...]:
        return journal.append(entry)

    for after in range(ROUNDS // 2):
        rivals = [entry(after=after, command=f"{after}/{number}") for number in range(RIVALS)]
        said = at_once([lambda one=one: writes(one) for one in rivals])  # type: ignore[misc]
        won = [one.answer for one, told in zip(rivals, said, strict=True) if told == (None,)]
        same(1, len(won), f"how many of {RIVALS} writers won")
        same(won[0], journal.answers("order", "a")[-1], "the answer that was kept")
        same(after + 1, len(journal.answers("order", "a")), "how many answers were kept")
    written = tuple(event("a", version) for version in range(1, ROUNDS // 2 + 1))
    same(written, unplaced(journal.history("order", "a")), "the history")
    holds(len(journal.events()) == ROUNDS // 2, "an event is in the list but in no history")
