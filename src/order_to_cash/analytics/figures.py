"""A report as a table, as CSV and as data; what comes from outside can neither act nor hide."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from order_to_cash.analytics.frames import narwhals
from order_to_cash.analytics.indicators import Report
from order_to_cash.analytics.periods import PERIODS
from order_to_cash.domain.core import (
    WORDS,
    Language,
    MissingExtra,
    Value,
    Voice,
    Words,
    entity,
)
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
LEFT_OUT: Final = "figures.left-out"
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

CSV_COLUMNS: Final = (
    "requests",
    "open",
    "undecided",
    "misdated",
    "effective",
    "efficacy",
    "efficacy_share",
    "efficacy_verdict",
    "in_time",
    "timeliness",
    "timeliness_share",
    "timeliness_verdict",
    "left_out",
    "first_line",
    "why",
)
"""The same as CSV, with all that programs need, and what was left out."""

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
    yield from aligned(table, lambda place: place < width or _worded(place - width))


def aligned(table: Sequence[Sequence[str]], worded: Callable[[int], bool]) -> Iterator[str]:
    """The rows of a table as lines: words begin at one edge of their column, figures end there."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = (
            cell.ljust(wide) if worded(place) else cell.rjust(wide)
            for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def _worded(place: int) -> bool:
    """Whether that column after the labels holds words."""
    return COLUMNS[place].endswith("verdict")


def as_csv(report: Report, language: Language = Language.EN, words: Words = WORDS) -> Iterator[str]:
    """The table as lines of CSV: texts in quotes and inert, counts and shares as plain numbers.

    What was left out stands after the groups, a line for each kind.
    """
    voice = Voice(language, words)
    width = len(report.question.by)
    names = (named(by, voice) for by in report.question.by)
    heads = (*names, *(voice.word("Column", column) for column in CSV_COLUMNS))
    yield csv_line(map(inert, heads))
    for row in rows_of(report):
        key = row.key or (voice.say("text", ALL), *[""] * (width - 1))[:width]
        yield csv_line((*map(inert, key), *_figures(row, voice), "", "", ""))
    for lost in report.left_out:
        why = f"{lost.problem.path}: " if lost.problem.path else ""
        empty = [""] * (width + len(CSV_COLUMNS) - 3)
        told = inert(f"{why}{lost.problem.message} [{lost.problem.code}]")
        yield csv_line((*empty, lost.count, inert(lost.first), told))


def _figures(row: Row, voice: Voice) -> Iterator[str | int | float]:
    """What stands of a group in the CSV, after its labels."""
    counted = row.attendance
    yield from (counted.requests, counted.open, counted.undecided, counted.misdated)
    for part, measured in (
        (counted.effective, row.efficacy),
        (counted.in_time, row.timeliness),
    ):
        share = measured.share
        yield part
        yield "" if share is None else measured.percent
        yield "" if share is None else float(share)
        yield verdict(measured, voice)


def as_data(report: Report) -> list[dict[str, str | int | float | None]]:
    """Every group, then all of them together, as flat rows of plain values.

    Labels stand under their own names, empty in the last row; `of` tells a group from all. Shares
    are numbers beside their text, verdicts the values of `Standing`.
    """
    groups = [(group.key, group.attendance) for group in report.groups]
    found = [_datum(_row(report, key, counted), report, "group") for key, counted in groups]
    return [*(found if report.question.by else ()), _datum(total_of(report), report, "all")]


def _datum(row: Row, report: Report, of: str) -> dict[str, str | int | float | None]:
    by = report.question.by
    counted = row.attendance
    datum: dict[str, str | int | float | None] = {
        **dict(zip(by, row.key or [""] * len(by), strict=True)),
        "of": of,
        "requests": counted.requests,
        "open": counted.open,
        "undecided": counted.undecided,
        "misdated": counted.misdated,
        "effective": counted.effective,
        "in_time": counted.in_time,
    }
    for name, measured in (("efficacy", row.efficacy), ("timeliness", row.timeliness)):
        share = measured.share
        datum |= {
            name: None if share is None else float(share),
            f"{name}_text": measured.percent,
            f"{name}_verdict": measured.standing.value,
            f"{name}_at_threshold": measured.at_threshold,
            f"{name}_target": str(measured.target),
        }
    return datum


def as_json(report: Report) -> str:
    """The report as one document: what was asked, every group, all, and what was left out."""
    question = report.question
    groups = as_data(report)
    document = {
        "as_of": question.as_of.isoformat(),
        "zone": question.zone,
        "by": list(question.by),
        "clause": str(question.indicators.timeliness.clause),
        "groups": groups[:-1],
        "all": groups[-1],
        "opened_later": report.later,
        "left_out": [
            {
                "code": lost.problem.code,
                "column": lost.problem.path,
                "count": lost.count,
                "first": lost.first,
                "advice": lost.problem.message,
            }
            for lost in report.left_out
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_frame(report: Report, backend: str = "polars") -> Any:
    """The rows of `as_data` as a frame of polars, pandas or pyarrow.

    Needs the extra `columns` and the package itself; raises `MissingExtra` without.
    """
    rows = as_data(report)
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    try:
        return narwhals().from_dict(columns, backend=backend).to_native()
    except ImportError:
        raise MissingExtra(f"the package {backend} is needed; install it beside narwhals") from None


def left_out_of(report: Report, voice: Voice) -> Iterator[str]:
    """What was left out, a sentence for each kind."""
    for lost in report.left_out:
        path = lost.problem.path
        kind = f"{path} [{lost.problem.code}]" if path else f"[{lost.problem.code}]"
        values: Mapping[str, Value] = {"count": lost.count, "kind": kind, "first": lost.first}
        yield voice.say("text", LEFT_OUT, **values)


def inert(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(ACTIVE) else cell


def csv_line(values: Iterable[str | int | float | Decimal]) -> str:
    """A line of CSV: texts in quotes, figures without."""
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(values)
    return out.getvalue()
