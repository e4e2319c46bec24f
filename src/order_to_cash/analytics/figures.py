"""A report as a table, for people and as CSV; what comes from outside can neither act nor hide."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from io import StringIO
from typing import Final

from order_to_cash.analytics.indicators import PERIODS, Report
from order_to_cash.domain.core import WORDS, Language, Value, Voice, Words, entity
from order_to_cash.rules.indicators import Attendance, Indicators, Measurement

HOUR: Final = timedelta(hours=1)
AT_THRESHOLD: Final = "="
"""What marks a share that is exactly the threshold."""

HIDDEN: Final = "\ufffd"
"""What stands for a letter that cannot be printed."""

ALL: Final = "figures.all"
NONE: Final = "figures.none"
LEGEND: Final = "figures.legend"
DUE: Final = "figures.due"
DUE_APART: Final = "figures.due-apart"
WORKING: Final = "figures.working"
COLUMNS: Final = (
    "requests",
    "open",
    "misdated",
    "effective",
    "efficacy",
    "efficacy_verdict",
    "in_time",
    "timeliness",
    "timeliness_verdict",
)
"""What stands of a group, after its labels."""

ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a cell begins that some programs would run, also in full width."""


@entity
class Row:
    """A group with what is shown of it; `key` is empty for all groups together."""

    key: tuple[str, ...]
    attendance: Attendance
    efficacy: Measurement
    timeliness: Measurement


def due(report: Report, voice: Voice) -> str:
    """What the shares are held against, and by which clause; then what is held apart."""
    common = report.question.indicators
    apart = (
        voice.say(
            "text", DUE_APART, label=_visible(label), value=_visible(value), due=_due(o, voice)
        )
        for (label, value), o in common.apart.items()
    )
    return "; ".join((_due(common, voice), *apart))


def _due(both: Indicators, voice: Voice) -> str:
    within = _span(both.timeliness.within)
    if both.timeliness.calendar is not None:
        within = voice.say("text", WORKING, span=within)
    values: Mapping[str, Value] = {
        "efficacy": str(both.efficacy.target),
        "timeliness": str(both.timeliness.target),
        "within": within,
        "clause": str(both.timeliness.clause),
    }
    return voice.say("text", DUE, **values)


def _span(within: timedelta) -> str:
    hours, rest = divmod(within, HOUR)
    return str(within) if rest else f"{hours} h"


def rows_of(report: Report) -> Iterator[Row]:
    """Every group, then all of them together."""
    if report.question.by:
        for group in report.groups:
            yield _row(report, group.key, group.attendance)
    yield total_of(report)


def total_of(report: Report) -> Row:
    """All groups together."""
    return _row(report, (), report.total)


def _row(report: Report, key: tuple[str, ...], counted: Attendance) -> Row:
    return Row(key, counted, report.efficacy(counted, key), report.timeliness(counted, key))


def headings(report: Report, voice: Voice) -> tuple[str, ...]:
    """The names of the columns."""
    names = (named(by, voice) for by in report.question.by)
    return (*names, *(voice.word("Column", column) for column in COLUMNS))


def named(by: str, voice: Voice) -> str:
    """A period or a label by its name."""
    return voice.word("Period", by) if by in PERIODS else _visible(by)


def cells(row: Row, width: int, voice: Voice) -> tuple[str, ...]:
    """A row as texts, under as many columns of labels."""
    everything = (voice.say("text", ALL), *[""] * (width - 1))[:width]
    key = tuple(said(value, voice) for value in row.key) or everything
    counted = row.attendance
    return (
        *key,
        f"{counted.requests:,}",
        f"{counted.open:,}",
        f"{counted.misdated:,}",
        f"{counted.effective:,}",
        row.efficacy.percent,
        verdict(row.efficacy, voice),
        f"{counted.in_time:,}",
        row.timeliness.percent,
        verdict(row.timeliness, voice),
    )


def said(value: str, voice: Voice) -> str:
    """A label; that there is none is said."""
    return _visible(value) or voice.say("text", NONE)


def _visible(text: str) -> str:
    """The text without what a terminal would obey or a reader could not see."""
    return "".join(letter if letter.isprintable() else HIDDEN for letter in text)


def verdict(measured: Measurement, voice: Voice) -> str:
    """How the share stands to the threshold, with a mark if it is exactly that."""
    words = voice.word("Attainment", measured.standing.value)
    return f"{words} {AT_THRESHOLD}" if measured.at_threshold else words


def as_text(
    report: Report, language: Language = Language.EN, words: Words = WORDS
) -> Iterator[str]:
    """The table, line by line."""
    voice = Voice(language, words)
    width = len(report.question.by)
    table = [headings(report, voice)]
    table += (cells(row, width, voice) for row in rows_of(report))
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = (
            cell.ljust(wide) if place < width or _worded(place - width) else cell.rjust(wide)
            for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def _worded(place: int) -> bool:
    """Whether that column after the labels holds words."""
    return COLUMNS[place].endswith("verdict")


def as_csv(report: Report, language: Language = Language.EN, words: Words = WORDS) -> Iterator[str]:
    """The table as lines of CSV: texts in quotes and inert, counts as plain numbers."""
    voice = Voice(language, words)
    width = len(report.question.by)
    yield _line(map(inert, headings(report, voice)))
    for row in rows_of(report):
        counted, key = row.attendance, row.key or tuple([""] * width)
        if not row.key and width:
            key = (voice.say("text", ALL), *key[1:])
        yield _line(
            (
                *map(inert, key),
                counted.requests,
                counted.open,
                counted.misdated,
                counted.effective,
                "" if row.efficacy.share is None else row.efficacy.percent,
                voice.word("Attainment", row.efficacy.standing.value),
                counted.in_time,
                "" if row.timeliness.share is None else row.timeliness.percent,
                voice.word("Attainment", row.timeliness.standing.value),
            )
        )


def inert(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(ACTIVE) else cell


def _line(values: Iterable[str | int]) -> str:
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(values)
    return out.getvalue()
