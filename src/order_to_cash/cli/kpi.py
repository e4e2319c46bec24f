"""`kpi`: how requests were attended, from a file of records or from the cases of a database."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final

from attrs import define

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.analytics.figures import AT_THRESHOLD, LEGEND, as_csv, as_text
from order_to_cash.analytics.history import requests_of
from order_to_cash.analytics.indicators import Aggregation, Question, Report
from order_to_cash.analytics.measured import MEASURED
from order_to_cash.analytics.page import page
from order_to_cash.analytics.records import Numbered, read_requests
from order_to_cash.cli.progress import Progress
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.domain.errors import InvalidValue, Problem
from order_to_cash.domain.instants import zone_of
from order_to_cash.domain.wording import Language, Text, Value
from order_to_cash.operators.known import operator_named
from order_to_cash.operators.operator import Operator
from order_to_cash.rules.indicators import Indicators
from order_to_cash.stories import clock

DATABASE: Final = b"SQLite format 3\0"
EVERY: Final = 512
"""After how many lines somebody is told how far it is."""

MISDATED: Final = Problem(
    "records.closed-before-opened",
    "closed",
    "closed before it was opened; correct one of the instants, until then it counts as not in time",
)
HEAD: Final = Text(
    "{file}: {count} requests as of {at} ({zone})", "{file}: {count} solicitudes al {at} ({zone})"
)
DUE: Final = Text(
    "due: efficacy {efficacy}, timeliness {timeliness} in less than {within} ({clause})",
    "se exige: eficacia {efficacy}, oportunidad {timeliness} en menos de {within} ({clause})",
)
BAD: Final = Text("bad lines: {count}, left out", "líneas malas: {count}, omitidas")
FAULTY: Final = Text(
    "closed before opened: {count}, an error of the data, counted as not in time",
    "cerradas antes de abrirse: {count}, un error de los datos, contadas como no a tiempo",
)
LATER: Final = Text(
    "opened after that instant: {count}, left out", "abiertas después: {count}, omitidas"
)


def kpi(options: Namespace) -> int:
    """Measure, print the table, and write the page and the CSV that were asked for."""
    operator = operator_named(options.operator)
    indicators = _indicators(operator)
    as_of: datetime = options.as_of or datetime.now(UTC)
    zone = operator.calendar.zone
    counting = Counting(
        Aggregation(Question(indicators, zone, as_of, tuple(options.by))),
        options.file,
        Progress(sys.stderr, options.progress or sys.stderr.isatty()),
    )
    counting.read()
    report = counting.counted.report()
    for line in _told(report, counting, options.language):
        print(line)
    if options.html is not None:
        _write(options.html, (page(report, options.language),))
    if options.csv is not None:
        _write(options.csv, as_csv(report, options.language))
    return BAD_LINES if counting.bad or report.total.misdated else GOOD


@define
class Counting:
    """A file as it is counted."""

    counted: Aggregation
    file: str
    progress: Progress
    seen: int = 0
    bad: int = 0

    def read(self) -> None:
        """Count all of the file, whatever it is."""
        with _source(self.file) as source:
            if _first(source, len(DATABASE)) == DATABASE:
                self._database()
            else:
                self._records(read_requests(source))
        self.progress.clear()

    def _database(self) -> None:
        with SqliteJournal(self.file) as journal:
            for request in requests_of(journal, MEASURED):
                self.counted.add(request)
                self._seen(request.opened)

    def _records(self, lines: Iterable[Numbered]) -> None:
        for number, request, problems in lines:
            if request is None:
                self.bad += 1
                self._complain(number, problems)
                self._seen(None)
                continue
            self.counted.add(request)
            if request.misdated:
                self._complain(number, (MISDATED,))
            self._seen(request.opened)

    def _seen(self, at: datetime | None) -> None:
        self.seen += 1
        if not self.seen % EVERY:
            self.progress.seen(self.seen, at)

    def _complain(self, number: int, problems: Iterable[Problem]) -> None:
        self.progress.clear()
        for problem in problems:
            place = f"{problem.path}: " if problem.path else ""
            told = f"{place}{problem.message} [{problem.code}]"
            print(f"{self.file}:{number}: {told}", file=sys.stderr)


def _indicators(operator: Operator) -> Indicators:
    if operator.indicators is None:
        raise InvalidValue(
            f"the operator {operator.name} has no indicators; give another --operator, or add "
            "its thresholds to its data pack",
            code="kpi.no-indicators",
        )
    return operator.indicators


def _told(report: Report, counting: Counting, language: Language) -> Iterator[str]:
    question, total = report.question, report.total
    at = clock(question.as_of, zone_of(question.zone))
    head: dict[str, Value] = {"file": counting.file, "count": f"{total.requests:,}", "at": at}
    yield HEAD.render({**head, "zone": question.zone}, language)
    both = question.indicators
    due: dict[str, Value] = {
        "efficacy": str(both.efficacy.target),
        "timeliness": str(both.timeliness.target),
        "within": _span(both),
        "clause": str(both.timeliness.clause),
    }
    yield DUE.render(due, language)
    yield ""
    yield from as_text(report, language)
    yield ""
    yield LEGEND.render({"mark": AT_THRESHOLD}, language)
    for text, count in ((BAD, counting.bad), (FAULTY, total.misdated), (LATER, report.later)):
        if count:
            yield text.render({"count": count}, language)


def _span(indicators: Indicators) -> str:
    hours, rest = divmod(indicators.timeliness.within.total_seconds(), 3600)
    return f"{hours:.0f} h" if not rest else str(indicators.timeliness.within)


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as opened:
        yield opened


def _first(source: BinaryIO, count: int) -> bytes:
    peek = getattr(source, "peek", None)
    return b"" if peek is None else bytes(peek(count)[:count])


def _write(path: Path, parts: Iterable[str]) -> None:
    """The file is whole or not there: it is written beside its place, then moved to it."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as beside:
        try:
            beside.writelines(parts)
            beside.close()
            Path(beside.name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(beside.name).unlink()
            raise
