"""`kpi`: how requests were attended, from a file of records or from the cases of a database."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from io import BufferedReader
from pathlib import Path
from typing import Final, cast

from attrs import Factory, define, evolve

from order_to_cash.adapters.stores import is_url, open_journal
from order_to_cash.adapters.stores import told as place_told
from order_to_cash.analytics.figures import (
    AT_THRESHOLD,
    LEGEND,
    as_csv,
    as_json,
    as_text,
    due,
    left_out_of,
)
from order_to_cash.analytics.guesses import Understood, understand
from order_to_cash.analytics.history import PROCESS, requests_of
from order_to_cash.analytics.indicators import MISDATED, Aggregation, Question, Report
from order_to_cash.analytics.layout import Layout
from order_to_cash.analytics.left_out import Losses
from order_to_cash.analytics.measured import measured_of
from order_to_cash.analytics.merging import Repeats, merged
from order_to_cash.analytics.page import page
from order_to_cash.analytics.periods import PERIODS
from order_to_cash.analytics.records import requests_in, unknown_label
from order_to_cash.analytics.requests import Request
from order_to_cash.analytics.tables import Table
from order_to_cash.cli.columns import named_layout, refusal_of, unread
from order_to_cash.cli.progress import Progress
from order_to_cash.cli.status import BAD_LINES, CANNOT, GOOD
from order_to_cash.cli.whole_files import write_whole
from order_to_cash.desk.fitting import check_owner
from order_to_cash.desk.logs import code_of, told
from order_to_cash.domain.core import InvalidDocument, InvalidValue, Problem, Value, Voice
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

NOTHING: Final = Understood(Layout(), Layout(), ())
HEAD: Final = "kpi.head"
BAD: Final = "kpi.bad"
FAULTY: Final = "kpi.faulty"
LATER: Final = "kpi.later"
GUESSED: Final = "kpi.guessed"
REPEATED: Final = "kpi.repeated"


def kpi(options: Namespace) -> int:
    """Measure, print the table, and write the page and the CSV that were asked for."""
    _check_outputs(options)
    layout = named_layout(options)
    operator = _operator(options)
    indicators = _indicators(operator, options.hours)
    as_of: datetime = options.as_of or datetime.now(UTC)
    zone = operator.calendar.zone
    voice = Voice(operator.words.spoken(options.language), operator.words)
    counting = Counting(
        Aggregation(Question(indicators, zone, as_of, tuple(options.by))),
        options.file,
        place_told(options.file),
        operator,
        Progress(sys.stderr, options.progress or sys.stderr.isatty()),
        layout,
    )
    try:
        counting.read()
    except InvalidDocument as refusal:
        counting.progress.clear()
        print(refusal_of(options, refusal.problems), file=sys.stderr)
        return CANNOT
    if counting.understood.lacking:
        print(unread(options, counting.understood), file=sys.stderr)
        return CANNOT
    counting.complain()
    report = counting.counted.report()
    for line in _told(report, counting, voice):
        print(line)
    if options.html is not None:
        write_whole(options.html, (page(report, voice.language, voice.words),))
    if options.csv is not None:
        write_whole(options.csv, as_csv(report, voice.language, voice.words))
    if options.json is not None:
        write_whole(options.json, (as_json(report),))
    return BAD_LINES if report.left_out or report.total.misdated else GOOD


@define
class Counting:
    """What stands at a place as it is counted, and how the place is told."""

    counted: Aggregation
    place: str
    file: str
    operator: Operator
    progress: Progress
    layout: Layout
    understood: Understood = NOTHING
    seen: int = 0
    odd: Losses = Factory(Losses)
    repeats: Repeats = Factory(Repeats)
    labels: dict[str, None] = Factory(dict)

    def read(self) -> None:
        """Count all of the file, whatever it is."""
        if is_url(self.place):
            self._database()
            self.progress.clear()
            return
        with _source(self.place) as source:
            if source.peek(len(DATABASE)).startswith(DATABASE):
                self._database()
            else:
                self._table(Table.of(source))
        self.progress.clear()

    def complain(self) -> None:
        """Say on standard error what is wrong with the file, in one line for each kind."""
        for odd in self.odd.told():
            place = f"{odd.problem.path}: " if odd.problem.path else ""
            told = f"{place}{odd.problem.message} [{odd.problem.code}]"
            more = f"; so are {odd.count - 1} more" if odd.count > 1 else ""
            print(f"{self.file}:{odd.first}: {told}{more}", file=sys.stderr)

    def _database(self) -> None:
        if self.place == STANDARD_INPUT:
            raise InvalidValue(
                "a database cannot be read from standard input; name its file",
                code="kpi.database-on-input",
            )
        with open_journal(self.place, read_only=True) as journal:
            check_owner(journal.owner(), self.operator.name)
            measured = measured_of(self.operator.processes)
            known = (label.name for each in measured for label in each.labels)
            self.labels = dict.fromkeys((PROCESS, *known))
            for request in requests_of(journal, measured, unreadable=self._unreadable):
                self._add(request, "")
        self._check_labels()

    def _unreadable(self, listed: Listed, error: Exception) -> None:
        name = f"{listed.process}/{listed.case}"
        code = code_of(error)
        why = f"cannot be read and is left out: {told(error)}".removesuffix(f"[{code}]").rstrip(
            ": "
        )
        problem = Problem(code, "", why)
        self.odd.add(problem, name)
        self.counted.leave_out(problem, name)

    def _table(self, table: Table) -> None:
        zone = self.operator.calendar.zone
        self.understood = found = understand(table, self.layout, zone=zone)
        if found.lacking:
            return
        layout, labels = found.layout, self.counted.question.labels
        rows = requests_in(table, layout, labels=labels, watched=found.key)
        for number, request, problems, key in merged(rows) if layout.key else rows:
            if request is None:
                for problem in problems:
                    self.odd.add(problem, str(number))
                self.counted.leave_out(problems[0], str(number))
                self._seen(None)
                continue
            self.repeats.see("" if layout.key else key)
            if request.misdated:
                self.odd.add(MISDATED, str(number))
            self.labels.update(dict.fromkeys(request.labels))
            self._add(request, str(number))
        self.labels.update(dict.fromkeys(found.columns))
        self._check_labels()

    def _add(self, request: Request, place: str) -> None:
        self.counted.add(request, place)
        self._seen(request.opened)

    def _check_labels(self) -> None:
        """Refuse to group by what no request can have."""
        asked = [by for by in self.counted.question.by if by not in PERIODS]
        if self.seen and set(asked) - self.labels.keys():
            raise unknown_label(tuple(self.labels))

    def _seen(self, at: datetime | None) -> None:
        self.seen += 1
        if not self.seen % EVERY:
            self.progress.seen(self.seen, at)


def _operator(options: Namespace) -> Operator:
    """The operator that was named, or the one that the database belongs to."""
    if options.operator is not None:
        return operator_named(options.operator)
    return operator_named(_owner(options.file), stored=True)


def _owner(name: str) -> str | None:
    """The operator that a database belongs to; other files do not know theirs."""
    if not is_url(name):
        if name == STANDARD_INPUT or not Path(name).is_file():
            return None
        with Path(name).open("rb") as opened:
            if opened.read(len(DATABASE)) != DATABASE:
                return None
    with open_journal(name, read_only=True) as journal:
        return journal.owner() or None


def _check_outputs(options: Namespace) -> None:
    """What is written must not take the place of what is read."""
    read = Path(options.file)
    for written in (options.html, options.csv, options.json):
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
    if guessed := str(counting.understood.guessed):
        yield voice.say("text", GUESSED, options=guessed)
    yield ""
    yield from as_text(report, voice.language, voice.words)
    yield ""
    yield voice.say("text", LEGEND, mark=AT_THRESHOLD)
    for text, count in ((BAD, report.lost), (FAULTY, total.misdated), (LATER, report.later)):
        if count:
            yield voice.say("text", text, count=count)
    yield from left_out_of(report, voice)
    if repeated := counting.repeats.count:
        column = shlex.quote(counting.understood.key)
        yield voice.say("text", REPEATED, count=repeated, column=column)


@contextmanager
def _source(name: str) -> Iterator[BufferedReader]:
    if name == STANDARD_INPUT:
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    with Path(name).open("rb") as opened:
        yield opened
