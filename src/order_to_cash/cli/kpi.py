"""`kpi`: how requests were attended, from a file of records or from the cases of a database."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from io import BufferedReader
from pathlib import Path
from typing import Final, cast

from attrs import define, evolve

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.analytics.figures import AT_THRESHOLD, LEGEND, as_csv, as_text, due
from order_to_cash.analytics.history import requests_of
from order_to_cash.analytics.indicators import Aggregation, Question, Report
from order_to_cash.analytics.measured import measured_of
from order_to_cash.analytics.page import page
from order_to_cash.analytics.records import Numbered, read_requests
from order_to_cash.cli.progress import Progress
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.cli.tally import told
from order_to_cash.desk.desk import check_owner
from order_to_cash.domain.core import InvalidValue, Problem, Value, Voice
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.operators.known import operator_named
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.journal import Listed
from order_to_cash.rules.indicators import Indicators
from order_to_cash.stories import clock

STANDARD_INPUT: Final = "-"
DATABASE: Final = b"SQLite format 3\0"
EVERY: Final = 512
"""After how many lines somebody is told how far it is."""

MISDATED: Final = Problem(
    "records.closed-before-opened",
    "closed",
    "closed before it was opened; correct one of the instants, until then it counts as not in time",
)
HEAD: Final = "kpi.head"
BAD: Final = "kpi.bad"
FAULTY: Final = "kpi.faulty"
LATER: Final = "kpi.later"


def kpi(options: Namespace) -> int:
    """Measure, print the table, and write the page and the CSV that were asked for."""
    _check_outputs(options)
    operator = _operator(options)
    indicators = _indicators(operator, options.hours)
    as_of: datetime = options.as_of or datetime.now(UTC)
    zone = operator.calendar.zone
    voice = Voice(operator.words.spoken(options.language), operator.words)
    counting = Counting(
        Aggregation(Question(indicators, zone, as_of, tuple(options.by))),
        options.file,
        operator,
        Progress(sys.stderr, options.progress or sys.stderr.isatty()),
    )
    counting.read()
    report = counting.counted.report()
    for line in _told(report, counting, voice):
        print(line)
    if options.html is not None:
        _write(options.html, (page(report, voice.language, voice.words),))
    if options.csv is not None:
        _write(options.csv, as_csv(report, voice.language, voice.words))
    return BAD_LINES if counting.bad or report.total.misdated else GOOD


@define
class Counting:
    """A file as it is counted."""

    counted: Aggregation
    file: str
    operator: Operator
    progress: Progress
    seen: int = 0
    bad: int = 0

    def read(self) -> None:
        """Count all of the file, whatever it is."""
        with _source(self.file) as source:
            if source.peek(len(DATABASE)).startswith(DATABASE):
                self._database()
            else:
                self._records(read_requests(source))
        self.progress.clear()

    def _database(self) -> None:
        if self.file == STANDARD_INPUT:
            raise InvalidValue(
                "a database cannot be read from standard input; name its file",
                code="kpi.database-on-input",
            )
        with SqliteJournal(self.file) as journal:
            check_owner(journal.owner(), self.operator.name)
            measured = measured_of(self.operator.processes)
            for request in requests_of(journal, measured, unreadable=self._unreadable):
                self.counted.add(request)
                self._seen(request.opened)

    def _unreadable(self, listed: Listed, error: Exception) -> None:
        self.bad += 1
        self.progress.clear()
        name = f"{listed.process}/{listed.case}"
        why = f"cannot be read and is left out: {told(error)}"
        print(f"{self.file}: {name} {why}", file=sys.stderr)

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


def _operator(options: Namespace) -> Operator:
    """The operator that was named, or the one that the database belongs to."""
    if options.operator is not None:
        return operator_named(options.operator)
    return operator_named(_owner(options.file), stored=True)


def _owner(name: str) -> str | None:
    """The operator that a database belongs to; other files do not know theirs."""
    if name == STANDARD_INPUT or not Path(name).is_file():
        return None
    with Path(name).open("rb") as opened:
        is_database = opened.read(len(DATABASE)) == DATABASE
    if not is_database:
        return None
    with SqliteJournal(name) as journal:
        return journal.owner() or None


def _check_outputs(options: Namespace) -> None:
    """What is written must not take the place of what is read."""
    read = Path(options.file)
    for written in (options.html, options.csv):
        there = written is not None and written.exists() and read.exists()
        if there and written.samefile(read):
            raise InvalidValue(
                f"{written} is what is measured and would be lost; write to another file",
                code="kpi.onto-its-input",
            )


def _indicators(operator: Operator, hours: tuple[time, time] | None) -> Indicators:
    if operator.indicators is None:
        raise InvalidValue(
            f"the operator {operator.name} has no indicators; give another --operator, or add "
            "its thresholds to its data pack",
            code="kpi.no-indicators",
        )
    if hours is None:
        return operator.indicators
    calendar = evolve(operator.calendar, opens=hours[0], closes=hours[1], breaks=())
    return operator.indicators.in_working_time(calendar)


def _told(report: Report, counting: Counting, voice: Voice) -> Iterator[str]:
    question, total = report.question, report.total
    at = clock(question.as_of, zone_of(question.zone))
    head: dict[str, Value] = {"file": counting.file, "count": f"{total.requests:,}", "at": at}
    yield voice.say("text", HEAD, **{**head, "zone": question.zone})
    yield due(report, voice)
    yield ""
    yield from as_text(report, voice.language, voice.words)
    yield ""
    yield voice.say("text", LEGEND, mark=AT_THRESHOLD)
    for text, count in ((BAD, counting.bad), (FAULTY, total.misdated), (LATER, report.later)):
        if count:
            yield voice.say("text", text, count=count)


@contextmanager
def _source(name: str) -> Iterator[BufferedReader]:
    if name == STANDARD_INPUT:
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    with Path(name).open("rb") as opened:
        yield opened


def _write(path: Path, parts: Iterable[str]) -> None:
    """The file is whole or not there: it is written beside its place, then moved to it.

    What is no plain file, such as a pipe, is written through.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        _fill(path, parts)
        return
    beside = path.parent / f".{path.name}.{os.getpid()}"
    try:
        _fill(beside, parts)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _fill(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(parts)
