"""Laws of the journal about messages on their way."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Journal
from order_to_cash.testing.laws import same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    MOMENT,
    NOON,
    entry,
    keys,
    message,
    refused,
    write,
)

FIRST, SECOND, OTHER = message("m1"), message("m2"), message("m3", topic="shipping")
ELSEWHERE = message("m0", "b")


def posted(journal: Journal) -> None:
    """Post two messages of a case and topic, one of another topic, one of another case."""
    write(journal, entry("a", messages=(FIRST, SECOND)), entry("a", 1, messages=(OTHER,)))
    write(journal, entry("b", messages=(ELSEWHERE,)))


def messages_wait_oldest_first_one_per_case_and_topic(journal: Journal) -> None:
    """The oldest message of each case and topic waits, in the order of posting."""
    posted(journal)
    same((FIRST, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting")
    same((FIRST, OTHER), journal.waiting(NOON, limit=2), "the first two")
    same((FIRST, OTHER, ELSEWHERE), journal.waiting(NOON - MOMENT), "as seen by a slow clock")


def settling_a_message_brings_the_next(journal: Journal) -> None:
    """A delivered message makes way for the one behind it; settling it again changes nothing."""
    posted(journal)
    for key in ("m1", "m1", "unknown"):
        journal.settle(key)
        same((SECOND, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting")


def an_entry_settles_the_message_it_came_from(journal: Journal) -> None:
    """What the message caused and its delivery are written together, whoever posted it."""
    posted(journal)
    write(journal, entry("c", settles="m1"))
    same((SECOND, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting")
    write(journal, entry("c", 1, settles="m1"))
    same((SECOND, OTHER, ELSEWHERE), journal.waiting(NOON), "after settling once more")


def an_entry_settles_a_parked_message_too(journal: Journal) -> None:
    """A message that arrived after all is no longer set aside."""
    posted(journal)
    journal.park("m1", problem="timeout")
    write(journal, entry("c", settles="m1"))
    same((), journal.parked(), "what is parked")


def a_postponed_message_hides_those_behind_it_until_its_instant(journal: Journal) -> None:
    """Nothing overtakes a message of its case and topic, which is back exactly at `until`."""
    posted(journal)
    journal.postpone("m1", until=NOON, problem="timeout")
    same((OTHER, ELSEWHERE), journal.waiting(NOON - MOMENT), "just before the instant")
    same(("m1", "m3", "m0"), keys(journal.waiting(NOON)), "at the instant")
    same(("m1", "m3", "m0"), keys(journal.waiting(NOON + MOMENT)), "just after the instant")


def what_is_behind_a_postponed_message_is_free_with_it(journal: Journal) -> None:
    """Once a message that was put off is settled, what was behind it waits no longer for it."""
    posted(journal)
    write(journal, entry("b", 1, messages=(message("m4", "b"),)))
    for key in ("m1", "m0"):
        journal.postpone(key, until=EVER, problem="timeout")
    same((OTHER,), journal.waiting(NOON), "what is waiting while both are put off")
    journal.settle("m1")
    write(journal, entry("c", settles="m0"))
    same(("m2", "m3", "m4"), keys(journal.waiting(NOON)), "what is waiting after both came")


def those_put_off_and_those_not_hold_up_neither(journal: Journal) -> None:
    """Where more wait than are asked for, half of each come: the earliest due, the first posted."""
    for number in range(8):
        case = f"case-{number}"
        write(journal, entry(case, messages=(message(f"m{number}", case),)))
    for number in range(4):
        journal.postpone(f"m{number}", until=NOON - number * MOMENT, problem="timeout")
    for most, expected in ((1, "3"), (2, "34"), (5, "12345"), (7, "0123456"), (8, "01234567")):
        found = keys(journal.waiting(NOON, limit=most))
        same(tuple(f"m{number}" for number in expected), found, f"{most} of them")
    for key in ("m4", "m5", "m6"):
        journal.settle(key)
    same(("m1", "m2", "m3", "m7"), keys(journal.waiting(NOON, limit=4)), "where few are fresh")
    early = NOON - 3 * MOMENT
    same(("m3", "m7"), keys(journal.waiting(early, limit=4)), "before the others are due")


def postponing_counts_the_attempts(journal: Journal) -> None:
    """Each attempt is counted, and the last problem is told."""
    posted(journal)
    journal.postpone("m1", until=NOON, problem="timeout")
    same(changed(FIRST, attempts=1, problem="timeout"), journal.waiting(EVER)[0], "after one")
    journal.postpone("m1", until=NOON, problem="refused")
    same(changed(FIRST, attempts=2, problem="refused"), journal.waiting(EVER)[0], "after two")


def a_parked_message_holds_nobody_up(journal: Journal) -> None:
    """A message set aside lets the next one pass and shows, with its problem, among the parked."""
    posted(journal)
    journal.postpone("m1", until=EVER, problem="timeout")
    journal.park("m1", problem="no such account")
    same((SECOND, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting")
    parked = changed(FIRST, attempts=1, problem="no such account")
    same((parked,), journal.parked(), "what is parked")


def the_oldest_parked_message_is_shown_first(journal: Journal) -> None:
    """Parked messages come in the order of posting, as many as asked."""
    posted(journal)
    for key in ("m0", "m2", "m1"):
        journal.park(key, problem="timeout")
    same(("m1", "m2", "m0"), keys(journal.parked()), "what is parked")
    same(("m1", "m2"), keys(journal.parked(limit=2)), "the first two")


def a_released_message_waits_again_in_its_old_place(journal: Journal) -> None:
    """A released message starts with no attempts, at once, ahead of what was posted after it."""
    posted(journal)
    journal.postpone("m1", until=EVER, problem="timeout")
    journal.park("m1", problem="no such account")
    journal.release("m1")
    again = changed(FIRST, problem="no such account")
    same((again, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting")
    same((), journal.parked(), "what is parked")


def a_parked_message_can_be_settled(journal: Journal) -> None:
    """Who dealt with a parked message by hand settles it, and it does not come back."""
    posted(journal)
    journal.park("m1", problem="timeout")
    journal.settle("m1")
    journal.release("m1")
    same((SECOND, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting")
    same((), journal.parked(), "what is parked")


def a_late_report_brings_no_message_back(journal: Journal) -> None:
    """Reporting on a message that was settled or parked meanwhile leaves it so."""
    posted(journal)
    journal.settle("m1")
    journal.postpone("m1", until=NOON, problem="timeout")
    journal.park("m1", problem="timeout")
    journal.release("m1")
    same((SECOND, OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting after settling")
    journal.park("m2", problem="no such account")
    journal.postpone("m2", until=NOON, problem="timeout")
    journal.park("m2", problem="timeout")
    same((OTHER, ELSEWHERE), journal.waiting(NOON), "what is waiting after parking")
    same((changed(SECOND, problem="no such account"),), journal.parked(), "what is parked")


def releasing_leaves_what_was_not_parked(journal: Journal) -> None:
    """Releasing a message that is only put off does not hurry it."""
    posted(journal)
    journal.postpone("m1", until=NOON, problem="timeout")
    journal.release("m1")
    same((OTHER, ELSEWHERE), journal.waiting(NOON - MOMENT), "what is waiting")
    same(1, journal.waiting(NOON)[0].attempts, "its attempts")


def parked_messages_are_shown_by_process_case_and_topic(journal: Journal) -> None:
    """Whoever names a process, a case or a topic is shown the parked messages of those alone."""
    posted(journal)
    theirs = message("r", process="receivable")
    write(journal, entry(process="receivable", messages=(theirs,)))
    for key in ("r", "m0", "m2", "m3", "m1"):
        journal.park(key, problem="timeout")
    same(("m1", "m2", "m3", "m0"), keys(journal.parked(process="order")), "of one process")
    same(("m1", "m2", "m3", "r"), keys(journal.parked(case="a")), "of one id")
    same(("m3",), keys(journal.parked(topic="shipping")), "of one topic")
    same(("m1", "m2", "m3"), keys(journal.parked(process="order", case="a")), "of one case")
    found = journal.parked(process="order", case="a", topic="billing")
    same(("m1", "m2"), keys(found), "of one case and topic")
    first = journal.parked(process="order", case="a", topic="billing", limit=1)
    same(("m1",), keys(first), "the first of those")


def a_message_is_found_by_its_key_while_it_is_on_its_way(journal: Journal) -> None:
    """A message is shown under its key, waiting or parked, until it is settled."""
    posted(journal)
    same(SECOND, journal.message("m2"), "a message behind another")
    journal.postpone("m1", until=EVER, problem="timeout")
    later = changed(FIRST, attempts=1, problem="timeout")
    same(later, journal.message("m1"), "a message that was put off")
    journal.park("m1", problem="refused")
    same(changed(later, problem="refused"), journal.message("m1"), "a message that was parked")
    journal.settle("m1")
    same((None, None), (journal.message("m1"), journal.message("M2")), "no message")


def a_message_key_on_its_way_is_refused(journal: Journal) -> None:
    """A key that is waiting or parked cannot be posted again, and the whole entry is refused."""
    posted(journal)
    again = entry("a", 2, messages=(message("m9"), FIRST), next_check=NOON)
    refused(journal, again, why="the message is waiting")
    journal.park("m1", problem="timeout")
    refused(journal, again, why="the message is parked")
    twice = entry("a", 2, messages=(message("m9"), message("m9")))
    refused(journal, twice, why="the entry has the key twice")
