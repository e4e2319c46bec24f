"""`explain`: the story of a case, with the why of every decision, and what it waits for."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from order_to_cash.cli.cases import existing_desk, named_case, voice_of
from order_to_cash.cli.status import GOOD
from order_to_cash.cli.whole_files import write_whole
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Voice
from order_to_cash.showing import case_page
from order_to_cash.stories import heading, steps, sums, waiting

TIMES: Final = "explain.times"


def explain(options: Namespace) -> int:
    """Print the story, or write it as a page."""
    with existing_desk(options, read_only=True) as desk:
        voice = voice_of(desk, options)
        if options.html is not None:
            page = case_page(desk, *named_case(desk, options.case), voice)
            write_whole(options.html, (page,))
            return GOOD
        for line in story(desk, options.case, voice):
            print(line)
    return GOOD


def story(desk: Desk, name: str, voice: Voice) -> Iterator[str]:
    """Every command that the case was given, who gave it and when, and what it led to."""
    process, case = named_case(desk, name)
    times = voice.say("text", TIMES, zone=desk.operator.calendar.zone)
    yield f"{heading(desk, process, case, voice)} ({times})"
    for step in steps(desk, process, case, voice):
        yield from ("", step.who)
        for happened in step.told:
            yield f"  {happened.sentence}"
            for decision in happened.decisions:
                lines = decision.sentences(voice.language, voice.words)
                yield from (f"    {line}" for line in lines)
    if told := tuple(sums(desk, process, case, voice)):
        yield from ("", *told)
    if wait := tuple(waiting(desk, process, case, voice)):
        yield from ("", *wait)
