"""A report as a table, for people and as CSV; what comes from outside can neither act nor hide."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from io import StringIO
from typing import Final

from order_to_cash.analytics.indicators import PERIODS, Report
from order_to_cash.domain.core import Language, Text, Value, entity
from order_to_cash.rules.indicators import STANDINGS, Attendance, Measurement

HOUR: Final = timedelta(hours=1)
AT_THRESHOLD: Final = "="
"""What marks a share that is exactly the threshold."""

HIDDEN: Final = "\ufffd"
"""What stands for a letter that cannot be printed."""

ALL: Final = Text("all", "todas")
NONE: Final = Text("(none)", "(ninguno)")
LEGEND: Final = Text(
    "{mark} exactly at the threshold; open requests count in the total, and not as attended",
    "{mark} exactamente en el parámetro; las abiertas cuentan en el total, y no como atendidas",
)
DUE: Final = Text(
    "due: efficacy {efficacy}, timeliness {timeliness} in less than {within} ({clause})",
    "se exige: eficacia {efficacy}, oportunidad {timeliness} en menos de {within} ({clause})",
)
PERIOD_NAMES: Final = {
    "day": Text("day", "día"),
    "week": Text("week", "semana"),
    "month": Text("month", "mes"),
}
HEADINGS: Final = (
    Text("requests", "solicitudes"),
    Text("open", "abiertas"),
    Text("closed before opened", "cerradas antes de abrirse"),
    Text("effective", "eficaces"),
    Text("efficacy", "eficacia"),
    Text("efficacy verdict", "resultado de eficacia"),
    Text("in time", "a tiempo"),
    Text("timeliness", "oportunidad"),
    Text("timeliness verdict", "resultado de oportunidad"),
)
ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a cell begins that some programs would run, also in full width."""


@entity
class Row:
    """A group with what is shown of it; `key` is empty for all groups together."""

    key: tuple[str, ...]
    attendance: Attendance
    efficacy: Measurement
    timeliness: Measurement


def due(report: Report, language: Language) -> str:
    """What the shares are held against, and by which clause."""
    both = report.question.indicators
    values: Mapping[str, Value] = {
        "efficacy": str(both.efficacy.target),
        "timeliness": str(both.timeliness.target),
        "within": _span(both.timeliness.within),
        "clause": str(both.timeliness.clause),
    }
    return DUE.render(values, language)


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
    return Row(key, counted, report.efficacy(counted), report.timeliness(counted))


def headings(report: Report, language: Language) -> tuple[str, ...]:
    """The names of the columns."""
    names = (named(by, language) for by in report.question.by)
    return (*names, *(heading.render({}, language) for heading in HEADINGS))


def named(by: str, language: Language) -> str:
    """A period or a label by its name."""
    return PERIOD_NAMES[by].render({}, language) if by in PERIODS else _visible(by)


def cells(row: Row, width: int, language: Language) -> tuple[str, ...]:
    """A row as texts, under as many columns of labels."""
    everything = (ALL.render({}, language), *[""] * (width - 1))[:width]
    key = tuple(said(value, language) for value in row.key) or everything
    counted = row.attendance
    return (
        *key,
        f"{counted.requests:,}",
        f"{counted.open:,}",
        f"{counted.misdated:,}",
        f"{counted.effective:,}",
        row.efficacy.percent,
        verdict(row.efficacy, language),
        f"{counted.in_time:,}",
        row.timeliness.percent,
        verdict(row.timeliness, language),
    )


def said(value: str, language: Language) -> str:
    """A label; that there is none is said."""
    return _visible(value) or NONE.render({}, language)


def _visible(text: str) -> str:
    """The text without what a terminal would obey or a reader could not see."""
    return "".join(letter if letter.isprintable() else HIDDEN for letter in text)


def verdict(measured: Measurement, language: Language) -> str:
    """How the share stands to the threshold, with a mark if it is exactly that."""
    words = STANDINGS[measured.standing].render({}, language)
    return f"{words} {AT_THRESHOLD}" if measured.at_threshold else words


def as_text(report: Report, language: Language = Language.EN) -> Iterator[str]:
    """The table, line by line."""
    width = len(report.question.by)
    table = [headings(report, language)]
    table += (cells(row, width, language) for row in rows_of(report))
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = (
            cell.ljust(wide) if place < width or _worded(place - width) else cell.rjust(wide)
            for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def _worded(place: int) -> bool:
    """Whether that column after the labels holds words."""
    return HEADINGS[place].en.endswith("verdict")


def as_csv(report: Report, language: Language = Language.EN) -> Iterator[str]:
    """The table as lines of CSV: texts in quotes and inert, counts as plain numbers."""
    width = len(report.question.by)
    yield _line(map(inert, headings(report, language)))
    for row in rows_of(report):
        counted, key = row.attendance, row.key or tuple([""] * width)
        if not row.key and width:
            key = (ALL.render({}, language), *key[1:])
        yield _line(
            (
                *map(inert, key),
                counted.requests,
                counted.open,
                counted.misdated,
                counted.effective,
                "" if row.efficacy.share is None else row.efficacy.percent,
                STANDINGS[row.efficacy.standing].render({}, language),
                counted.in_time,
                "" if row.timeliness.share is None else row.timeliness.percent,
                STANDINGS[row.timeliness.standing].render({}, language),
            )
        )


def inert(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(ACTIVE) else cell


def _line(values: Iterable[str | int]) -> str:
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(values)
    return out.getvalue()
