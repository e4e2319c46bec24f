"""Laws of the journal about lists of cases, instants and texts."""

from datetime import timedelta, timezone

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Answer, Journal, Snapshot
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    MOMENT,
    NOON,
    due,
    entry,
    event,
    keys,
    listed,
    message,
    unplaced,
    write,
)

HARD_TEXTS = (
    "",
    "'; DROP TABLE event; --",
    '"%s" {0} \\ \\n \r\n\t',
    "Señora Ñandú, 山田, 👩‍👩‍👧, e\u0301, \u202e",
    "x" * 100_000,
)


def cases_are_listed_by_process_and_id(journal: Journal) -> None:
    """Every case is listed once, in order of code points, or those of one process alone."""
    for case in ("b", "a", "é", "B", "a1"):
        write(journal, entry(case, events=2))
    write(journal, entry("a", process="receivable"))
    ours = tuple(("order", case) for case in ("B", "a", "a1", "b", "é"))
    same((*ours, ("receivable", "a")), listed(journal), "the cases")
    found = tuple((each.process, each.case) for each in journal.cases(process="order"))
    same(ours, found, "the cases of one process")
    same((), journal.cases(process="orde"), "the cases of a process that has none")


def the_processes_that_have_an_id_are_told(journal: Journal) -> None:
    """An id is found in every process that has it, in order of their names."""
    for process in ("transfer", "order", "receivable"):
        write(journal, entry("a", process=process))
    write(journal, entry("a1"))
    same(("order", "receivable", "transfer"), journal.processes_of("a"), "those of one id")
    same((("order",), ()), (journal.processes_of("a1"), journal.processes_of("A")), "of others")


def instants_come_back_equal_and_aware(journal: Journal) -> None:
    """Instants keep their microseconds and stay aware, whatever the offset they were given in."""
    for number, hours in enumerate((-12, -4, 0, 14)):
        at = (NOON + number * MOMENT).astimezone(timezone(timedelta(hours=hours)))
        case, posted = f"case-{number}", changed(message(f"m{number}", f"case-{number}"), at=at)
        made = entry(case, messages=(posted,), next_check=at)
        write(journal, changed(made, events=(changed(made.events[0], at=at),)))
        found = (
            journal.read("order", case).at,
            journal.history("order", case)[0].at,
            due(journal)[number].at,
        )
        same((at, at, at), found, "the instants of a case")
        holds(all(i is not None and i.utcoffset() is not None for i in found), "a naive instant")
        same(at, journal.waiting(EVER)[number].at, "the instant of a message")
        same(number + 1, len(due(journal, at)), "what is due, asked in the same offset")
    same(1, len(due(journal, NOON.astimezone(timezone(timedelta(hours=9))))), "asked in another")


def texts_come_back_unchanged(journal: Journal) -> None:
    """No text is read, escaped, trimmed or normalised, however long it is."""
    for after, text in enumerate(HARD_TEXTS):
        case, topic = f"{text[:99]}/{after}", text[:99]
        told = changed(event(case, 1), actor=text, role=text, type=text, command=text, body=text)
        sent = changed(message(f"m{text[:99]}", case, topic), type=text, body=text)
        state = Snapshot(1, text)
        answer = Answer(f"c{text[:99]}", text, text, NOON, NOON, text, text, text)
        made = entry(case, messages=(sent,), snapshot=state)
        write(journal, changed(made, answer=answer, events=(told,)))
        same((told,), unplaced(journal.history("order", case)), "an event")
        same(state, journal.read("order", case).snapshot, "a snapshot")
        same(answer, journal.answer("order", case, text, answer.command), "an answer")
        same(sent, journal.waiting(EVER)[-1], "a message")
        journal.park(sent.key, problem=text)
        same(changed(sent, problem=text), journal.parked()[-1], "a parked message")
    same((), keys(journal.waiting(EVER)), "what is still waiting")
