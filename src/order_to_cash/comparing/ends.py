"""How cases end under each of two packs, and which of their own decisions differ."""

from collections.abc import Iterator
from typing import Final

from order_to_cash.analytics.replay import differing
from order_to_cash.comparing.comparison import CaseChange, Ended
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Decision
from order_to_cash.stories import decisions

PAGE: Final = 1_000


def stage_of(desk: Desk, process: str, case: str) -> str:
    """The stage of a case, empty where there is no such case or process."""
    if process not in desk.operator.by_name or not desk.journal.read(process, case).version:
        return ""
    stage: str = desk.state(process, case).stage.value
    return stage


def cases_of(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every case of a journal by its process and its id."""
    after = ""
    while page := desk.journal.cases(after=after, limit=PAGE):
        yield from ((listed.process, listed.case) for listed in page)
        after = page[-1].cursor


def ends(before: Desk, after: Desk) -> Iterator[tuple[str, Ended]]:
    """Every case of either, and how it ends under both."""
    for process, case in cases_of(before):
        stages = stage_of(before, process, case), stage_of(after, process, case)
        yield case, Ended(process, *stages)
    for process, case in cases_of(after):
        if not stage_of(before, process, case):
            yield case, Ended(process, "", stage_of(after, process, case))


def change_of(case: str, ended: Ended, before: Desk, after: Desk) -> CaseChange:
    """A case that ends otherwise, with the first of its own decisions that is another one."""
    ours = _decided(before, ended.process, case) if ended.before else ()
    theirs = _decided(after, ended.process, case) if ended.after else ()
    for one, other in zip(ours, theirs, strict=False):
        if one.policy != other.policy:
            break
        if one.allows is not other.allows or one.verdict is not other.verdict:
            return CaseChange(case, ended, differing(one, other), one, other)
    return CaseChange(case, ended)


def _decided(desk: Desk, process: str, case: str) -> tuple[Decision, ...]:
    zone = desk.operator.calendar.zone
    history = desk.history(process, case)
    return tuple(made for happened in history for made in decisions(happened.event, zone=zone))
