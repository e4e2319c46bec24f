"""Laws of the journal about events, answers, snapshots and checks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from order_to_cash.domain.entity import changed
from order_to_cash.ports.journal import Answer, Due, History, Journal, Recorded, Snapshot
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    NOON,
    conflicts,
    entry,
    event,
    message,
    refused,
    unplaced,
)

WRITERS = "abcd"
ROUNDS = 10


def an_unknown_case_is_empty(journal: Journal) -> None:
    """A case nobody wrote to is an empty history, and so is the journal."""
    same(History(), journal.read("a"), "an unknown case")
    same((), journal.history("a"), "the history of an unknown case")
    same(((), ()), (journal.events(), journal.cases()), "an empty journal")
    same(((), (), ()), (journal.due(EVER), journal.waiting(EVER), journal.parked()), "its work")
    same(None, journal.answer("c"), "the answer to a command nobody gave")


def what_was_appended_is_read_back_in_order(journal: Journal) -> None:
    """Events come back as they were written, oldest first."""
    journal.append(entry(events=2))
    journal.append(entry(after=2))
    written = (event("a", 1), event("a", 2), event("a", 3))
    same(written, unplaced(journal.history("a")), "the history")
    read = journal.read("a")
    same(written, unplaced(read.tail), "the tail of a case without a snapshot")
    same((3, "order", written[2].at), (read.version, read.process, read.at), "the head")
    same(journal.history("a"), journal.events(), "all events")


def cases_do_not_touch_each_other(journal: Journal) -> None:
    """Writing to a case changes nothing in another."""
    journal.append(entry("a", snapshot=Snapshot(1, "s"), next_check=NOON))
    before = (journal.read("a"), journal.history("a"))
    journal.append(entry("b", events=2, process="receivable"))
    same(before, (journal.read("a"), journal.history("a")), "the other case")
    same((event("b", 1, process="receivable"),), unplaced(journal.history("b")[:1]), "this case")
    same((Due("a", "order", NOON),), journal.due(NOON), "the check of the other case")


def a_stale_writer_is_refused_and_changes_nothing(journal: Journal) -> None:
    """Who read before somebody else wrote is refused, whatever the entry brings."""
    journal.append(entry(events=2, messages=(message("m"),), next_check=NOON))
    late = entry(after=1, command="late", messages=(message("n", "b"),), settles="m")
    refused(journal, late, why="the case moved on")
    refused(journal, entry(command="later"), why="the case exists already")
    refused(journal, entry(after=1, events=0, command="no"), why="a refusal was decided too late")


def nobody_writes_from_the_future(journal: Journal) -> None:
    """A version that does not exist yet cannot be followed."""
    refused(journal, entry(after=1), why="the case is empty")
    journal.append(entry())
    refused(journal, entry(after=2), why="the case is at version 1")


def another_process_may_not_write_to_a_case(journal: Journal) -> None:
    """A case belongs to the process that wrote to it first."""
    journal.append(entry())
    refused(journal, entry(after=1, process="receivable"), why="the case is another process's")


def an_answer_is_found_by_its_command(journal: Journal) -> None:
    """The answer of a command is kept, and no other command's is given for it."""
    journal.append(entry(command="c1"), entry("b", command="c2"))
    same(Answer("c1", "print", '{"ok": true}'), journal.answer("c1"), "the answer")
    same(None, journal.answer("C1"), "the answer to a command with another id")


def a_command_is_answered_once(journal: Journal) -> None:
    """A command id that has an answer is refused, for the same case and for any other."""
    journal.append(entry(command="c"))
    refused(journal, entry(after=1, command="c"), why="the command was answered")
    refused(journal, entry("b", command="c"), why="the command was answered for another case")
    refused(journal, entry("b", events=0, command="c"), why="the command was answered before")
    two = (entry("b", command="d"), entry("e", command="d"))
    refused(journal, *two, why="two entries answer the same command")


def several_entries_are_written_together(journal: Journal) -> None:
    """Entries of one call may name different cases or follow each other in version."""
    journal.append()
    journal.append(entry("a"), entry("b", events=2), entry("a", after=1))
    same((("a", "order"), ("b", "order")), journal.cases(), "the cases")
    written = (event("a", 1), event("b", 1), event("b", 2), event("a", 2))
    same(written, unplaced(journal.events()), "the events in the order of the entries")


def several_entries_are_written_all_or_nothing(journal: Journal) -> None:
    """If one entry of a call is refused, none of them is written."""
    journal.append(entry("b", messages=(message("m"),)))
    first = entry("a", messages=(message("n"),), settles="m", next_check=NOON)
    refused(journal, first, entry("b", command="d"), why="the second entry is stale")
    refused(journal, first, entry("a", command="d"), why="both follow the same version")


def an_entry_without_events_stores_its_answer_and_settles(journal: Journal) -> None:
    """A refusal is an answer too, and the message it came from is delivered."""
    journal.append(entry("b", messages=(message("m"),)))
    journal.append(entry("a", events=0, command="c", settles="m"))
    same(Answer("c", "print", '{"ok": true}'), journal.answer("c"), "the answer")
    same((), journal.waiting(EVER), "what is waiting")
    same((History(), (("b", "order"),)), (journal.read("a"), journal.cases()), "an empty case")


def an_entry_without_events_leaves_version_and_next_check(journal: Journal) -> None:
    """A command that changed nothing leaves the case as it was, next check and all."""
    journal.append(entry(next_check=NOON))
    before = journal.read("a")
    journal.append(entry(after=1, events=0, next_check=EVER))
    same(before, journal.read("a"), "the case")
    same((Due("a", "order", NOON),), journal.due(EVER), "the next check")
    journal.append(entry(after=1))
    same(2, journal.read("a").version, "the version after the next event")


def positions_ascend_and_reading_on_misses_nothing(journal: Journal) -> None:
    """Positions grow from 1 on, and reading on from the last one finds what came after."""
    for case in ("b", "a", "c"):
        journal.append(entry(case, events=2))
    whole = journal.events()
    positions = [event.position for event in whole]
    same((sorted(set(positions)), 6), (positions, len(positions)), "the positions")
    holds(positions[0] > 0, "the first position is not above zero")
    for index, position in enumerate(positions):
        same(whole[index + 1 :], journal.events(after=position), "what comes after a position")
    same(whole[2:5], journal.events(after=positions[1], limit=3), "a page")


def reading_along_while_others_write_misses_nothing(journal: Journal) -> None:
    """Who reads on from the last position sees every event once, even between racing writers."""

    def write(case: str) -> None:
        for after in range(ROUNDS):
            journal.append(entry(case, after))

    found: list[Recorded] = []
    with ThreadPoolExecutor(len(WRITERS)) as pool:
        work = [pool.submit(write, case) for case in WRITERS]
        while len(found) < len(WRITERS) * ROUNDS:
            over = all(future.done() for future in work)
            new = journal.events(after=found[-1].position if found else 0)
            found.extend(new)
            if over and not new:
                break
    for future in work:
        future.result()
    same(journal.events(), tuple(found), "what was read along")


def a_case_is_read_as_of_one_instant(journal: Journal) -> None:
    """Head, snapshot and tail belong together, even while another thread writes to the case."""
    reading, over = Event(), Event()

    def write() -> None:
        for after in range(ROUNDS):
            while not (reading.wait(0.01) or over.is_set()):
                pass
            reading.clear()
            journal.append(entry(after=after, snapshot=Snapshot(after + 1, "s")))

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        try:
            while not written.done():
                reading.set()
                _holds_together(journal.read("a"))
        finally:
            over.set()
    written.result()


def _holds_together(read: History) -> None:
    start = read.snapshot.version if read.snapshot else 0
    versions = [start, *(event.version for event in read.tail)]
    same(read.version, versions[-1], "the last version of a moving case")
    same(list(range(start, read.version + 1)), versions, "its snapshot and its tail")


def of_racing_writers_one_wins(journal: Journal) -> None:
    """When several threads write after the same version, one does and the others are told."""

    def lost(number: int, after: int) -> bool:
        return conflicts(lambda: journal.append(entry(after=after, command=f"{after}/{number}")))

    with ThreadPoolExecutor(4) as pool:
        for after in range(5):
            answers = sorted(pool.map(lost, range(4), [after] * 4))
            same([False, True, True, True], answers, "who was refused")
    same(unplaced(tuple(event("a", n) for n in range(1, 6))), unplaced(journal.history("a")), "all")


def a_case_is_read_as_its_snapshot_and_the_events_after_it(journal: Journal) -> None:
    """A snapshot stands for the events up to its version, and the tail begins after it."""
    journal.append(entry(events=2, snapshot=Snapshot(2, "two")))
    same((Snapshot(2, "two"), ()), (journal.read("a").snapshot, journal.read("a").tail), "read")
    journal.append(entry(after=2, events=2))
    read = journal.read("a")
    same((4, Snapshot(2, "two")), (read.version, read.snapshot), "the case")
    same((event("a", 3), event("a", 4)), unplaced(read.tail), "the events after the snapshot")


def who_knows_a_version_gets_only_the_events_after_it(journal: Journal) -> None:
    """What is known is not told again, and who claims to know too much is told everything."""
    journal.append(entry(events=2, snapshot=Snapshot(2, "two")))
    journal.append(entry(after=2, events=2))
    whole, written = journal.read("a"), journal.history("a")
    for known in (1, 2, 3, 4):
        tail = changed(whole, snapshot=None, tail=written[known:])
        same(tail, journal.read("a", known=known), f"what comes after version {known}")
    same((whole, whole), (journal.read("a", known=0), journal.read("a", known=5)), "all of it")
    same(History(), journal.read("b", known=1), "an unknown case")
    journal.append(entry("b", events=2))
    same(journal.read("b"), journal.read("b", known=3), "all of a case without a snapshot")


def a_newer_snapshot_replaces_the_one_before(journal: Journal) -> None:
    """Only the latest snapshot is given."""
    journal.append(entry(snapshot=Snapshot(1, "one")))
    journal.append(entry(after=1, events=2, snapshot=Snapshot(3, "three")))
    same((Snapshot(3, "three"), ()), (journal.read("a").snapshot, journal.read("a").tail), "read")


def a_history_is_whole_even_with_a_snapshot(journal: Journal) -> None:
    """A snapshot hides no event from those who ask for the history."""
    journal.append(entry(events=3, snapshot=Snapshot(3, "three")))
    written = (event("a", 1), event("a", 2), event("a", 3))
    same(written, unplaced(journal.history("a")), "the history")
    same(written, unplaced(journal.events()), "the events")
