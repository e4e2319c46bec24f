"""`explain`: the story of a case, event by event, with the why of every decision."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from order_to_cash.cli.cases import existing_desk, heading, process_of
from order_to_cash.cli.status import GOOD
from order_to_cash.desk import Desk
from order_to_cash.domain.instants import zone_of
from order_to_cash.domain.wording import Language, Text, in_words
from order_to_cash.ports.journal import Recorded
from order_to_cash.stories import clock, reasons, sentence

TIMES = Text("times of {zone}", "horas de {zone}")


def explain(options: Namespace) -> int:
    """Print the story."""
    with existing_desk(options) as desk:
        for line in story(desk, options.case, options.language):
            print(line)
    return GOOD


def story(desk: Desk, case: str, language: Language) -> Iterator[str]:
    """Every command that changed the case, who gave it and when, and what it led to."""
    process, zone = process_of(desk, case), desk.operator.calendar.zone
    times = TIMES.render({"zone": zone}, language)
    yield f"{heading(desk, process, case, language)} ({times})"
    for _, events in groupby(desk.journal.history(case), key=attrgetter("command")):
        yield from _chapter(desk, tuple(events), language, zone)


def _chapter(
    desk: Desk, events: tuple[Recorded, ...], language: Language, zone: str
) -> Iterator[str]:
    first = events[0]
    role = in_words(first.role, "Role", language)
    yield ""
    yield f"{clock(first.at, zone_of(zone))}  {first.actor} ({role})"
    for recorded in events:
        event = desk.wire.load_event(recorded.process, recorded.type, recorded.body)
        yield f"  {sentence(event, language, zone=zone)}"
        for lines in reasons(event, language, zone=zone):
            yield from (f"    {line}" for line in lines)
