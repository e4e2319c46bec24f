"""`explain`: the story of a case, with the why of every decision, and what it waits for."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Final

from order_to_cash.cli.cases import (
    UNREADABLE,
    existing_desk,
    heading,
    named_case,
    voice_of,
    waiting,
)
from order_to_cash.cli.status import GOOD
from order_to_cash.cli.tally import told
from order_to_cash.desk import Desk, Refused
from order_to_cash.desk.answers import outcome_of
from order_to_cash.desk.cases import event_of
from order_to_cash.desk.desk import OWN_IDS
from order_to_cash.domain.core import InvalidDocument, Voice
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.ports.journal import Answer, Recorded
from order_to_cash.stories import clock, reasons, sentence

TIMES: Final = "explain.times"
REFUSED: Final = "explain.refused"
DATED: Final = "explain.dated"


def explain(options: Namespace) -> int:
    """Print the story."""
    with existing_desk(options, read_only=True) as desk:
        for line in story(desk, options.case, voice_of(desk, options)):
            print(line)
    return GOOD


def story(desk: Desk, name: str, voice: Voice) -> Iterator[str]:
    """Every command that the case was given, who gave it and when, and what it led to."""
    (process, case), zone = named_case(desk, name), desk.operator.calendar.zone
    times = voice.say("text", TIMES, zone=zone)
    yield f"{heading(desk, process, case, voice)} ({times})"
    events = _by_command(desk.journal.history(process, case))
    for answer in desk.journal.answers(process, case):
        recorded = events.get((answer.actor, answer.command), ())
        told = tuple(_told(desk, recorded, voice, zone) if recorded else ())
        if not told and not answer.command.startswith(OWN_IDS):
            told = _denied(desk, answer, voice)
        if told:
            yield from ("", _who(answer, voice, zone_of(zone)), *told)
    if wait := tuple(waiting(desk, process, case, voice)):
        yield from ("", *wait)


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


def _told(desk: Desk, events: tuple[Recorded, ...], voice: Voice, zone: str) -> Iterator[str]:
    """Event by event, so that one that cannot be read does not keep the others from being told."""
    for recorded in events:
        try:
            event = event_of(desk.wire, recorded)
        except InvalidDocument as error:
            yield f"  {voice.say('text', UNREADABLE, why=told(error))}"
            continue
        yield f"  {sentence(recorded.process, event, voice.language, zone=zone, words=voice.words)}"
        for lines in reasons(event, voice.language, zone=zone, words=voice.words):
            yield from (f"    {line}" for line in lines)


def _denied(desk: Desk, answer: Answer, voice: Voice) -> tuple[str, ...]:
    try:
        outcome = outcome_of(desk.wire, answer.body)
    except InvalidDocument as error:
        return (f"  {voice.say('text', UNREADABLE, why=told(error))}",)
    if not isinstance(outcome, Refused):
        return ()
    why = outcome.refusal.text(voice.language, voice.words).splitlines()
    return (f"  {voice.say('text', REFUSED, why=why[0])}", *(f"    {line}" for line in why[1:]))
