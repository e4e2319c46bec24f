"""Laws of the journal about lists that are read on from a cursor."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from order_to_cash.domain.core import InvalidValue
from order_to_cash.ports.journal import Journal, Recorded
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    HOUR,
    NOON,
    PROCESSES,
    entry,
    write,
)

WRITERS = "abcd"
ROUNDS = 10


def reading_on_from_an_event_misses_nothing(journal: Journal) -> None:
    """Every event has a cursor of its own, and what comes after it is what was written later."""
    for case in ("b", "a", "c"):
        write(journal, entry(case, events=2))
    whole = journal.events()
    same(6, len({event.cursor for event in whole} - {""}), "how many cursors there are")
    for index, event in enumerate(whole):
        same(whole[index + 1 :], journal.events(after=event.cursor), "what comes after an event")
    same(whole[2:5], journal.events(after=whole[1].cursor, limit=3), "a page")
    write(journal, entry("0"))
    same(["0"], [e.case for e in journal.events(after=whole[-1].cursor)], "what was written later")


def reading_along_while_others_write_misses_nothing(journal: Journal) -> None:
    """Who reads on from the last cursor sees every event once, even between racing writers."""

    def write_on(case: str) -> None:
        for after in range(ROUNDS):
            write(journal, entry(case, after))

    found: list[Recorded] = []
    with ThreadPoolExecutor(len(WRITERS)) as pool:
        work = [pool.submit(write_on, case) for case in WRITERS]
        while len(found) < len(WRITERS) * ROUNDS:
            over = all(future.done() for future in work)
            new = journal.events(after=found[-1].cursor if found else "")
            found.extend(new)
            if over and not new:
                break
    for future in work:
        future.result()
    same(journal.events(), tuple(found), "what was read along")


def reading_on_from_a_case_misses_nothing_while_others_write(journal: Journal) -> None:
    """A list of cases goes on just after its cursor, with what was written there meanwhile."""
    for case in ("b", "d"):
        for process in PROCESSES:
            write(journal, entry(case, process=process))
    first = journal.cases(limit=1)
    write(journal, entry("a"), entry("c"), entry("b", 1))
    rest = journal.cases(after=first[0].cursor)
    found = [(each.process, each.case) for each in (*first, *rest)]
    expected = [("order", case) for case in "bcd"] + [("receivable", case) for case in "bd"]
    same(expected, found, "the cases")
    same(rest[1:3], journal.cases(after=rest[0].cursor, limit=2), "a page of cases")
    same((), journal.cases(after=rest[-1].cursor), "the page after the last")
    theirs = rest[-2:]
    for index, each in enumerate((*first, *rest)):
        page = journal.cases(process="receivable", after=each.cursor)
        same(theirs[max(index - 2, 0) :], page, "what comes after it of one process")


def reading_on_from_a_due_case_misses_nothing_while_others_write(journal: Journal) -> None:
    """What is due goes on just after its cursor, whatever was checked or posted meanwhile."""
    for process in PROCESSES:
        for case in "bd":
            write(journal, entry(case, process=process, next_check=NOON + HOUR))
    first = journal.due(EVER, processes=PROCESSES, limit=1)
    write(journal, entry("b", 1), entry("a", next_check=NOON))
    write(journal, entry("c", next_check=NOON + HOUR), entry("0", next_check=NOON + 2 * HOUR))
    rest = journal.due(EVER, processes=PROCESSES, after=first[0].cursor)
    found = [(each.process, each.case) for each in (*first, *rest)]
    of_order, of_receivable = [("order", c) for c in "bcd"], [("receivable", c) for c in "bd"]
    same([*of_order, *of_receivable, ("order", "0")], found, "what is due")
    for index, each in enumerate(rest):
        page = journal.due(EVER, processes=PROCESSES, after=each.cursor, limit=2)
        same(rest[index + 1 : index + 3], page, "a page of what is due")


def a_foreign_cursor_is_refused(journal: Journal) -> None:
    """A cursor that the list did not give is the caller's error, not an empty page."""
    write(journal, entry(next_check=NOON))
    ask: dict[str, Callable[[str], tuple[object, ...]]] = {
        journal.events()[0].cursor: lambda after: journal.events(after=after),
        journal.cases()[0].cursor: lambda after: journal.cases(after=after),
        journal.due(EVER, processes=PROCESSES)[0].cursor: lambda after: journal.due(
            EVER, processes=PROCESSES, after=after
        ),
    }
    same(3, len(ask), "how many kinds of cursors there are")
    for own, page in ask.items():
        same((), page(own), "what comes after the last")
        for foreign in (*(cursor for cursor in ask if cursor != own), "x", "[]", "{", "null"):
            try:
                page(foreign)
            except InvalidValue:
                continue
            holds(condition=False, what=f"the cursor {foreign!r} of another list was taken")
