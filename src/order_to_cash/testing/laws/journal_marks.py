"""Laws of the journal about marks: how many events each case has, and the digest of them."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.digest import digest_of
from order_to_cash.ports.journal import Journal, Marked
from order_to_cash.testing.laws import same
from order_to_cash.testing.laws.journal_entries import (
    at_once,
    entry,
    message,
    refused,
    write,
)

RIVALS = 4
ROUNDS = 5


def marks(journal: Journal) -> tuple[Marked, ...]:
    """Every mark, without its cursor."""
    return tuple(changed(mark, cursor="") for mark in journal.marks())


def counted(journal: Journal) -> tuple[Marked, ...]:
    """What the marks are by a second reckoning, from the histories themselves."""
    found = []
    for case in journal.cases():
        events = journal.history(case.process, case.case)
        found.append(Marked(case.process, case.case, len(events), digest_of(events)))
    return tuple(found)


def every_case_is_marked_with_its_events(journal: Journal) -> None:
    """The mark of a case is the number of its events and their digest, whatever wrote them."""
    same((), journal.marks(), "the marks of an empty journal")
    write(journal, entry("a", events=2), entry("b"), entry("a", after=2, process="order"))
    write(journal, entry("a", process="receivable"), entry("a", after=3, events=3))
    digests = {mark.digest for mark in journal.marks()}
    same(counted(journal), marks(journal), "the marks")
    same((3, 6), (len(digests), journal.marks()[0].events), "other events, another digest")


def what_writes_no_event_leaves_the_mark(journal: Journal) -> None:
    """A refused entry, one without events and what becomes of messages change no mark."""
    write(journal, entry("a", events=2, messages=(message("m"),)))
    before = marks(journal)
    refused(journal, entry("a", after=1), why="it is stale")
    write(journal, entry("a", after=2, events=0, settles="m"))
    same(before, marks(journal), "the marks")


def reading_on_from_a_mark_misses_nothing(journal: Journal) -> None:
    """Marks are listed by process and id, and each says where the list goes on."""
    write(
        journal, *(entry(case, process=name) for name in ("receivable", "order") for case in "ba")
    )
    paged: list[Marked] = []
    after = ""
    while page := journal.marks(after=after, limit=1):
        paged += page
        after = page[-1].cursor
    same(tuple(paged), journal.marks(), "the marks, one by one")
    same(counted(journal), marks(journal), "their order")
    same(journal.marks()[:3], journal.marks(limit=3), "the first three")


def racing_writers_leave_a_mark_that_fits(journal: Journal) -> None:
    """Whoever of several writers wins, the mark is that of the events that were written."""

    def race(name: str) -> None:
        for after in range(ROUNDS):
            made = entry("a", after, command=f"{name}/{after}")
            events = tuple(changed(event, command=name) for event in made.events)
            journal.append(changed(made, events=events))

    at_once([lambda name=name: race(name) for name in map(str, range(RIVALS))])  # type: ignore[misc]
    same(counted(journal), marks(journal), "the marks after a race")
