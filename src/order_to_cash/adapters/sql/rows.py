"""From what the journal keeps to rows of its tables, and back."""

from order_to_cash.adapters.entries import cursor_of, instant, microseconds
from order_to_cash.adapters.sql.store import Row
from order_to_cash.ports.journal import Answer, Aside, Entry, Posted, Recorded
from order_to_cash.ports.personal import Kept


def event_row(event: Recorded) -> Row:
    """The row of an event."""
    return (
        event.process,
        event.case,
        event.version,
        microseconds(event.at),
        event.actor,
        event.role,
        event.command,
        event.type,
        event.body,
        event.shape,
    )


def message_row(message: Posted) -> Row:
    """The row of a message on its way."""
    return (
        message.key,
        message.process,
        message.case,
        microseconds(message.at),
        message.topic,
        message.type,
        message.body,
        message.otherwise,
        message.attempts,
        message.problem,
    )


def answer_row(entry: Entry) -> Row:
    """The row of an answer, with the command beside it."""
    answer = entry.answer
    return (
        entry.process,
        entry.case,
        answer.actor,
        answer.command,
        answer.role,
        microseconds(answer.given),
        microseconds(answer.counted),
        answer.said,
        answer.fingerprint,
        answer.body,
    )


def personal_row(kept: Kept) -> Row:
    """The row of a piece of personal data."""
    place = (kept.token, kept.process, kept.case, kept.kind)
    return (*place, microseconds(kept.since), kept.text.reveal())


def recorded(row: Row) -> Recorded:
    """The event of a row."""
    process, case, version, at, actor, role, command, type_, body, shape, position = row
    who = (actor, role, command)
    place = cursor_of(position)
    return Recorded(process, case, version, instant(at), *who, type_, body, shape, place)


def posted(row: Row) -> Posted:
    """The message of a row."""
    key, process, case, at, *rest = row
    return Posted(key, process, case, instant(at), *rest)


def answered(row: Row) -> Answer:
    """The answer of a row."""
    command, actor, role, given, counted, *rest = row
    return Answer(command, actor, role, instant(given), instant(counted), *rest)


def aside(row: Row) -> Aside:
    """The case set aside of a row."""
    process, case, since, until, *rest = row
    return Aside(process, case, instant(since), instant(until), *rest)
