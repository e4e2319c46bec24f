"""`explain`: the story of a case, event by event, with the why of every decision."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Final

from order_to_cash.cli.cases import UNREADABLE, existing_desk, heading, named_case
from order_to_cash.cli.status import GOOD
from order_to_cash.cli.tally import told
from order_to_cash.desk import Desk, Refused
from order_to_cash.desk.answers import outcome_of
from order_to_cash.desk.desk import OWN_IDS
from order_to_cash.domain.core import InvalidDocument, Language, Text
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.domain.core.wording import in_words
from order_to_cash.ports.journal import Answer, Recorded
from order_to_cash.stories import clock, reasons, sentence

TIMES: Final = Text("times of {zone}", "horas de {zone}")
REFUSED: Final = Text("refused: {why}", "denegado: {why}")
DATED: Final = Text("it was dated {given}", "llevaba fecha {given}")


def explain(options: Namespace) -> int:
    """Print the story."""
    with existing_desk(options) as desk:
        for line in story(desk, options.case, options.language):
            print(line)
    return GOOD


def story(desk: Desk, name: str, language: Language) -> Iterator[str]:
    """Every command that the case was given, who gave it and when, and what it led to."""
    (process, case), zone = named_case(desk, name), desk.operator.calendar.zone
    times = TIMES.render({"zone": zone}, language)
    yield f"{heading(desk, process, case, language)} ({times})"
    events = _by_command(desk.journal.history(process, case))
    for answer in desk.journal.answers(process, case):
        recorded = events.get((answer.actor, answer.command), ())
        told = tuple(_told(desk, recorded, language, zone) if recorded else ())
        if not told and not answer.command.startswith(OWN_IDS):
            told = _denied(desk, answer, language)
        if told:
            yield from ("", _who(answer, language, zone_of(zone)), *told)


def _by_command(
    history: tuple[Recorded, ...],
) -> Mapping[tuple[str, str], tuple[Recorded, ...]]:
    found: dict[tuple[str, str], tuple[Recorded, ...]] = {}
    for recorded in history:
        key = (recorded.actor, recorded.command)
        found[key] = (*found.get(key, ()), recorded)
    return found


def _who(answer: Answer, language: Language, zone: tzinfo) -> str:
    role = in_words(answer.role, "Role", language)
    said = f"{clock(answer.counted, zone)}  {answer.actor} ({role})"
    if answer.given == answer.counted:
        return said
    return f"{said}; {DATED.render({'given': clock(answer.given, zone)}, language)}"


def _told(desk: Desk, events: tuple[Recorded, ...], language: Language, zone: str) -> Iterator[str]:
    for recorded in events:
        try:
            event = desk.wire.load_event(
                recorded.process, recorded.type, recorded.body, version=recorded.shape
            )
        except InvalidDocument as error:
            yield f"  {UNREADABLE.render({'why': told(error)}, language)}"
            continue
        yield f"  {sentence(event, language, zone=zone)}"
        for lines in reasons(event, language, zone=zone):
            yield from (f"    {line}" for line in lines)


def _denied(desk: Desk, answer: Answer, language: Language) -> tuple[str, ...]:
    try:
        outcome = outcome_of(desk.wire, answer.body)
    except InvalidDocument as error:
        return (f"  {UNREADABLE.render({'why': told(error)}, language)}",)
    if not isinstance(outcome, Refused):
        return ()
    why = outcome.refusal.text(language).splitlines()
    return (f"  {REFUSED.render({'why': why[0]}, language)}", *(f"    {line}" for line in why[1:]))
