"""The report at the end of a run, in Spanish and English."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized
from typing import Final

from order_to_cash.cli.survey import MOST_PARKED, Survey
from order_to_cash.cli.tally import SHOWN, Reasons, Tally
from order_to_cash.domain.core import Voice
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.stories import clock

LINES: Final = "report.lines"
READ: Final = "report.read"
ACCEPTED: Final = "report.accepted"
REFUSED: Final = "report.refused"
BAD: Final = "report.bad"
REPEATED: Final = "report.repeated"
CASES: Final = "report.cases"
OTHERS: Final = "report.others"
UNREADABLE: Final = "report.unreadable"
ASIDE: Final = "report.aside"
REFUSALS: Final = "report.refusals"
WARNINGS: Final = "report.warnings"
REJECTIONS: Final = "report.rejections"
BAD_LINES: Final = "report.bad-lines"
MORE: Final = "report.more"
BY_CODE: Final = "report.by-code"
BY_RULE: Final = "report.by-rule"
AMOUNTS: Final = "report.amounts"
PARKED: Final = "report.parked"


def report(file: str, tally: Tally, found: Survey, voice: Voice) -> Iterator[str]:
    """The report, line by line."""

    def said(text: str, **values: str | int) -> str:
        return voice.say("text", text, **values)

    yield said(LINES, file=file)
    yield from _counts(tally, voice)
    yield from ("", said(CASES), *_cases(found, voice))
    if found.others:
        yield f"{found.others:>9,}  {said(OTHERS)}"
    if tally.refused.count:
        yield from ("", said(REFUSALS, count=tally.refused.count))
        yield from _reasons(tally.refused, BY_CODE, voice)
    if found.rejected.count:
        yield from ("", said(REJECTIONS, count=found.rejected.count))
        yield from _reasons(found.rejected, BY_RULE, voice)
    if found.warned.count:
        yield from ("", said(WARNINGS, count=found.warned.count))
        yield from _reasons(found.warned, BY_CODE, voice)
    if found.unreadable.count:
        yield from ("", said(UNREADABLE, count=found.unreadable.count))
        yield from _reasons(found.unreadable, BY_CODE, voice)
    if tally.bad:
        yield from ("", said(BAD_LINES, count=tally.bad))
        yield from _ranked(tally.problems)
    at = clock(found.at, zone_of(found.zone))
    yield from ("", said(AMOUNTS, at=at, zone=found.zone), *_amounts(found, voice))
    yield from ("", said(PARKED, count=_many(found.parked)))
    if found.aside:
        yield said(ASIDE, count=_many(found.aside))


def _many(counted: Sized) -> str:
    return f"{len(counted)}+" if len(counted) == MOST_PARKED else str(len(counted))


def _counts(tally: Tally, voice: Voice) -> Iterator[str]:
    counts = (
        (READ, tally.read),
        (ACCEPTED, tally.accepted),
        (REFUSED, tally.refused.count),
        (BAD, tally.bad),
        (REPEATED, tally.repeated),
    )
    for text, count in counts:
        yield f"{count:>9,}  {voice.say('text', text)}"


def _cases(found: Survey, voice: Voice) -> Iterator[str]:
    """By process and stage, in the order of its life."""
    for process, named in _known(found).items():
        name = voice.word("Process", process)
        for stage in named:
            count, words = found.stages[process, stage], voice.word(process, stage)
            yield f"{count:>9,}  {name}: {words}"


def _known(found: Survey) -> Mapping[str, Iterable[str]]:
    """The stages that cases are in: as they follow each other in the tables, then the others."""
    named: dict[str, dict[str, None]] = {
        process: {stage: None for stage in order if found.stages[process, stage]}
        for process, order in found.order.items()
    }
    for process, stage in sorted(found.stages):
        named.setdefault(process, {}).setdefault(stage)
    return named


def _reasons(reasons: Reasons, heading: str, voice: Voice) -> Iterator[str]:
    yield from (f"  {line}" for line in reasons.first)
    if reasons.count > SHOWN:
        yield f"  {voice.say('text', MORE, count=reasons.count - SHOWN)}"
    yield f"  {voice.say('text', heading)}"
    yield from _ranked(reasons.codes)


def _ranked(codes: Counter[str]) -> Iterator[str]:
    for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>9,}  {code}"


def _amounts(found: Survey, voice: Voice) -> Iterator[str]:
    """Every figure that is not zero, currency by currency."""
    for currency, sums in found.sums.items():
        for figure, amount in sums.items():
            if amount.is_zero:
                continue
            words = voice.word("Figure", figure.name.lower())
            yield f"{amount.amount:>16}  {currency.value}  {words}"
