"""Laws of the journal about lists of cases, checks that are due, instants and texts."""

from datetime import timedelta, timezone

from order_to_cash.domain.entity import changed
from order_to_cash.ports.journal import Answer, Due, Journal, Snapshot
from order_to_cash.testing.laws import holds, same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    MOMENT,
    NOON,
    entry,
    event,
    keys,
    message,
    unplaced,
)

HARD_TEXTS = (
    "",
    "'; DROP TABLE event; --",
    '"%s" {0} \\ \\n \r\n\t',
    "Señora Ñandú, 山田, 👩‍👩‍👧, e\u0301, \u202e",
    "x" * 100_000,
)


def cases_are_listed_in_order_of_their_id(journal: Journal) -> None:
    """Every case is listed once, in order of code points, in pages."""
    for case in ("b", "a", "é", "B", "a1"):
        journal.append(entry(case, events=2))
    listed = tuple((case, "order") for case in ("B", "a", "a1", "b", "é"))
    same(listed, journal.cases(), "the cases")
    same(listed[1:3], journal.cases(after="B", limit=2), "a page of cases")
    same((), journal.cases(after="é"), "the page after the last")


def a_case_is_due_from_its_instant_on(journal: Journal) -> None:
    """A check is due at its instant and after it, not a microsecond before."""
    journal.append(entry(next_check=NOON))
    same((), journal.due(NOON - MOMENT), "just before the instant")
    same((Due("a", "order", NOON),), journal.due(NOON), "at the instant")
    same((Due("a", "order", NOON),), journal.due(NOON + MOMENT), "just after the instant")


def the_earliest_check_is_due_first(journal: Journal) -> None:
    """Checks come in the order of their instants, as many as asked."""
    for hours, case in ((2, "a"), (1, "b"), (3, "c")):
        journal.append(entry(case, next_check=NOON + timedelta(hours=hours)))
    same(["b", "a", "c"], [due.case for due in journal.due(EVER)], "the order")
    same(["b", "a"], [due.case for due in journal.due(EVER, limit=2)], "the first two")


def a_new_check_replaces_the_one_before(journal: Journal) -> None:
    """Every event decides anew when to check again, and `None` means never."""
    journal.append(entry(next_check=NOON))
    journal.append(entry(after=1, next_check=NOON + MOMENT))
    same((), journal.due(NOON), "the check that was replaced")
    same((Due("a", "order", NOON + MOMENT),), journal.due(EVER), "the check that replaced it")
    journal.append(entry(after=2))
    same((), journal.due(EVER), "the checks of a case that needs none")


def instants_come_back_equal_and_aware(journal: Journal) -> None:
    """Instants keep their microseconds and stay aware, whatever the offset they were given in."""
    for number, hours in enumerate((-12, -4, 0, 14)):
        at = (NOON + number * MOMENT).astimezone(timezone(timedelta(hours=hours)))
        case, posted = f"case-{number}", changed(message(f"m{number}", f"case-{number}"), at=at)
        made = entry(case, messages=(posted,), next_check=at)
        journal.append(changed(made, events=(changed(made.events[0], at=at),)))
        found = (journal.read(case).at, journal.history(case)[0].at, journal.due(EVER)[number].at)
        same((at, at, at), found, "the instants of a case")
        holds(all(i is not None and i.utcoffset() is not None for i in found), "a naive instant")
        same(at, journal.waiting(EVER)[number].at, "the instant of a message")
        same(number + 1, len(journal.due(at)), "what is due, asked in the same offset")
    same(1, len(journal.due(NOON.astimezone(timezone(timedelta(hours=9))))), "asked in another")


def texts_come_back_unchanged(journal: Journal) -> None:
    """No text is read, escaped, trimmed or normalised, however long it is."""
    for after, text in enumerate(HARD_TEXTS):
        case, topic = f"{text[:99]}/{after}", text[:99]
        told = changed(event(case, 1), actor=text, role=text, type=text, command=text, body=text)
        sent = changed(message(f"m{text[:99]}", case, topic), type=text, body=text)
        state, answer = Snapshot(1, text), Answer(f"c{text[:99]}", text, text)
        made = entry(case, messages=(sent,), snapshot=state)
        journal.append(changed(made, answer=answer, events=(told,)))
        same((told,), unplaced(journal.history(case)), "an event")
        same((state, answer), (journal.read(case).snapshot, journal.answer(answer.command)), "kept")
        same(sent, journal.waiting(EVER)[-1], "a message")
        journal.park(sent.key, problem=text)
        same(changed(sent, problem=text), journal.parked()[-1], "a parked message")
    same((), keys(journal.waiting(EVER)), "what is still waiting")
