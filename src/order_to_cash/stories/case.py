"""The story of a case that a desk keeps: where it stands, who gave what, and what came of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from typing import Final, TypeVar

from order_to_cash.desk import Desk, Refused
from order_to_cash.desk.answers import outcome_of
from order_to_cash.desk.cases import event_of
from order_to_cash.desk.desk import OWN_IDS
from order_to_cash.desk.logs import told
from order_to_cash.domain.core import (
    Decision,
    InvalidDocument,
    Refusal,
    Voice,
    changed,
    entity,
)
from order_to_cash.domain.core.errors import read_or
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.ports.journal import Answer, Recorded
from order_to_cash.stories.telling import clock, decisions, local, sentence
from order_to_cash.stories.waits import wait_told

T = TypeVar("T")
REFUSED: Final = "explain.refused"
DATED: Final = "explain.dated"
UNREADABLE: Final = "cases.unreadable"
NAMED: Final = "cases.named"


@entity
class Happened:
    """One thing that came of a command: a sentence, and the decisions behind it."""

    sentence: str
    decisions: tuple[Decision, ...] = ()


@entity
class Step:
    """Who gave a command to a case and when, and all that came of it."""

    who: str
    told: tuple[Happened, ...]


def heading(desk: Desk, process: str, case: str, voice: Voice) -> str:
    """What the case is and where it stands."""
    named, stage = voice.word("Process", process), _standing(desk, process, case, voice)
    return voice.say("text", NAMED, process=named, case=case, stage=stage)


def _standing(desk: Desk, process: str, case: str, voice: Voice) -> str:
    return read_or(
        lambda: voice.word(process, desk.state(process, case).stage.value),
        lambda error: voice.say("text", UNREADABLE, why=told(error)),
    )


def readable(read: Callable[[str, str], T], process: str, case: str) -> T | None:
    """What is read of a case; `None` of one that cannot be, whose heading says so, and why."""
    return read_or(lambda: read(process, case), lambda _: None)


def waiting(desk: Desk, process: str, case: str, voice: Voice) -> Iterator[str]:
    """What the case waits for; of one that cannot be read, nothing."""
    if (wait := readable(desk.waits, process, case)) is not None:
        yield from wait_told(wait, voice, zone=desk.operator.calendar.zone)


def sums(desk: Desk, process: str, case: str, voice: Voice) -> Iterator[str]:
    """What many events of the case come to, such as pieces; of one that cannot be read, nothing."""
    told = getattr(desk.operator.by_name[process], "sums", None)
    if told is None:
        return

    def said(process: str, case: str) -> tuple[str, ...]:
        found = told(desk.state(process, case))
        return tuple(voice.say("sum", process, name, **dict(values)) for name, values in found)

    yield from readable(said, process, case) or ()


def steps(desk: Desk, process: str, case: str, voice: Voice) -> Iterator[Step]:
    """Every command that the case was given and that led to something, or was refused."""
    zone = desk.operator.calendar.zone
    events = _by_command(desk.journal.history(process, case))
    for answer in desk.journal.answers(process, case):
        recorded = events.get((answer.actor, answer.command), ())
        happened = tuple(_told(desk, recorded, voice, zone))
        if not happened and not answer.command.startswith(OWN_IDS):
            happened = _denied(desk, answer, voice, zone_of(zone))
        if happened:
            yield Step(_who(answer, voice, zone_of(zone)), happened)


def _by_command(
    history: tuple[Recorded, ...],
) -> Mapping[tuple[str, str], tuple[Recorded, ...]]:
    found: dict[tuple[str, str], tuple[Recorded, ...]] = {}
    for recorded in history:
        key = (recorded.actor, recorded.command)
        found[key] = (*found.get(key, ()), recorded)
    return found


def _who(answer: Answer, voice: Voice, zone: tzinfo) -> str:
    role = voice.word("Role", answer.role)
    said = f"{clock(answer.counted, zone)}  {answer.actor} ({role})"
    if answer.given == answer.counted:
        return said
    return f"{said}; {voice.say('text', DATED, given=clock(answer.given, zone))}"


def _told(desk: Desk, events: tuple[Recorded, ...], voice: Voice, zone: str) -> Iterator[Happened]:
    """Event by event, so that one that cannot be read does not keep the others from being told."""
    for recorded in events:
        try:
            event = event_of(desk.wire, recorded)
        except InvalidDocument as error:
            yield Happened(voice.say("text", UNREADABLE, why=told(error)))
            continue
        said = sentence(recorded.process, event, voice.language, zone=zone, words=voice.words)
        yield Happened(said, tuple(decisions(event, zone=zone)))


def _denied(desk: Desk, answer: Answer, voice: Voice, zone: tzinfo) -> tuple[Happened, ...]:
    try:
        outcome = outcome_of(desk.wire, answer.body)
    except InvalidDocument as error:
        return (Happened(voice.say("text", UNREADABLE, why=told(error))),)
    if not isinstance(outcome, Refused):
        return ()
    refusal: Refusal = outcome.refusal
    why = changed(refusal, decision=None).text(voice.language, voice.words)
    behind = () if refusal.decision is None else (local(refusal.decision, zone),)
    return (Happened(voice.say("text", REFUSED, why=why), behind),)
