"""Laws of the journal about commands and what they were answered."""

from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Answer, History, Journal
from order_to_cash.testing.laws import same
from order_to_cash.testing.laws.journal_entries import (
    EVER,
    HOUR,
    NOON,
    answered,
    conflicted,
    entry,
    listed,
    message,
    refused,
    write,
)


def an_answer_is_found_by_its_command(journal: Journal) -> None:
    """The answer of a command is kept, and no other command's is given for it."""
    write(journal, entry(command="c1"), entry("b", command="c2"))
    same(answered("c1"), journal.answer("order", "a", "ana", "c1"), "the answer")
    for other in (
        ("receivable", "a", "ana", "c1"),
        ("order", "b", "ana", "c1"),
        ("order", "a", "Ana", "c1"),
        ("order", "a", "ana", "C1"),
    ):
        same(None, journal.answer(*other), f"the answer to {'/'.join(other)}, which nobody gave")


def a_command_is_answered_once(journal: Journal) -> None:
    """A command that has an answer is refused, whether it writes events or not."""
    write(journal, entry(command="c"))
    refused(journal, entry(after=1, command="c"), why="the command was answered")
    refused(journal, entry(after=1, events=0, command="c"), why="it was answered with events")
    write(journal, entry(after=1, events=0, command="d"))
    refused(journal, entry(after=1, command="d"), why="the command was refused before")
    two = (entry("b", command="e"), entry("b", 1, command="e"))
    same((False, True), conflicted(journal, *two), "two entries that answer the same command")


def a_command_of_another_actor_case_or_process_is_another_command(journal: Journal) -> None:
    """Nobody can use up somebody else's command id, nor one's own on another case."""
    write(
        journal,
        entry(command="c", actor="ana"),
        entry(after=1, command="c", actor="eva"),
        entry("b", command="c", actor="ana"),
        entry(process="receivable", command="c", actor="ana"),
    )
    for place, actor in ((("order", "a"), "eva"), (("receivable", "a"), "ana")):
        found = journal.answer(*place, actor, "c")
        same(answered("c", actor=actor), found, f"the answer of {actor} on {'/'.join(place)}")
    same(["ana", "eva"], [a.actor for a in journal.answers("order", "a")], "who was answered")


def a_command_is_kept_as_it_was_given(journal: Journal) -> None:
    """Who gave it, in which role, when, and what it said come back beside what was answered."""
    told = Answer(
        command="c",
        actor="Eva",
        role="cashier",
        given=NOON - HOUR,
        counted=NOON,
        said='{"type": "Pay"}',
        fingerprint="f",
        body="no",
    )
    write(journal, changed(entry(), answer=told))
    same(told, journal.answer("order", "a", "Eva", "c"), "the answer")
    same((told,), journal.answers("order", "a"), "the answers of the case")


def every_command_of_a_case_is_told_in_order_refused_ones_too(journal: Journal) -> None:
    """All answers of a case come in the order of writing, whatever their ids and instants are."""
    write(journal, entry(command="z"), entry(after=1, events=0, command="m"))
    earlier = changed(answered("a"), given=NOON - HOUR, counted=NOON - HOUR)
    write(journal, entry("b"), changed(entry(after=1, command="a"), answer=earlier))
    write(journal, entry("never", events=0, command="n"))
    same((answered("z"), answered("m"), earlier), journal.answers("order", "a"), "the answers")
    same((answered("n"),), journal.answers("order", "never"), "those of a case without events")
    same((), journal.answers("receivable", "a"), "those of another process")


def an_entry_without_events_stores_its_answer_and_settles(journal: Journal) -> None:
    """A refusal is an answer too, and the message it came from is delivered."""
    write(journal, entry("b", messages=(message("m", "b"),)))
    write(journal, entry("a", events=0, command="c", settles="m"))
    same(answered("c"), journal.answer("order", "a", "ana", "c"), "the answer")
    same((), journal.waiting(EVER), "what is waiting")
    same(History(), journal.read("order", "a"), "a case without events")
    same((("order", "b"),), listed(journal), "the cases")
