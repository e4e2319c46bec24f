"""`run`: every line of its files passes through the desk, then a report says what came of it.

The files are merged by the instants of their lines, so that their order does not matter. Time
passes with the lines that are new; one that was answered before, or is bad, moves nothing.
"""

import heapq
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from attrs import define, field

from order_to_cash.cli.cases import voice_of
from order_to_cash.cli.lines import Line, lines
from order_to_cash.cli.progress import Progress
from order_to_cash.cli.report import report
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.cli.survey import survey
from order_to_cash.cli.tally import Tally
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Accepted, Outcome
from order_to_cash.desk.logs import code_of
from order_to_cash.domain.core import (
    Envelope,
    InvalidDocument,
    InvalidValue,
    OrderToCashError,
    PortError,
    Problem,
    Voice,
    entity,
)
from order_to_cash.embedded import open_desk
from order_to_cash.wire import Wire

WORKER: Final = "run"
"""The name under which `run` takes messages: the next one goes on where the last was stopped."""

LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Before every line: what a stopped run left is sent as of its own instant, not as of a later."""


def run(options: Namespace) -> int:
    """Process the lines of all files, name the bad ones, and report."""
    now: datetime = options.now or datetime.now(UTC)
    progress = Progress(sys.stderr, options.progress or _watched(options))
    with ExitStack() as opened:
        sources = [(name, opened.enter_context(source(name))) for name in options.files]
        desk = opened.enter_context(
            open_desk(
                options.db,
                operator=options.operator,
                data=options.data,
                clock=lambda: now,
                worker=WORKER,
                timeout=options.timeout,
            )
        )
        voice = voice_of(desk, options)
        desk.start_again()
        desk.deliver(LONG_AGO)
        going = Run(desk, now, voice)
        pass_through(going, [Source(*source, desk.wire, now) for source in sources], progress)
        if options.now is not None:
            desk.pass_time(now, jump=options.jump)
        tally = going.tally
        if not options.quiet:
            store = getattr(desk.journal, "store", None)
            found = survey(desk, options.now or tally.last or now, voice, store)
            for line in report(", ".join(options.files), tally, found, voice):
                print(line)
    return BAD_LINES if tally.bad else GOOD


Turn: TypeAlias = tuple[datetime, int, bytes]
"""When a line is taken: its instant, its place among those of its file, its content.

Within a file they only rise, so that no order of the files changes that of their lines.
"""


@entity
class Read:
    """A line as it was read: an envelope, or what is wrong with it."""

    name: str
    line: Line
    envelope: Envelope[Any] | None
    error: OrderToCashError | None = None


@define
class Run:
    """A run under way: time passes with the lines, each line is handled, all is counted."""

    desk: Desk
    now: datetime
    voice: Voice = field(factory=Voice)
    tally: Tally = field(factory=Tally)

    def take(self, read: Read) -> tuple[Problem, ...]:
        """Handle a line, and whatever time and messages bring with it; its problems if it is bad.

        Raises `PortError` when the file itself is in the way, which no other line would mend.
        """
        self.tally.read += 1
        try:
            envelope = self._in_time(read)
            repeated = self._is_known(envelope)
            if not repeated:
                self.desk.admit(envelope)
                self.desk.pass_time(envelope.at, jump=True)
            outcome = self.desk.handle(envelope)
            if not repeated:
                self.desk.deliver(envelope.at)
        except PortError:
            raise
        except OrderToCashError as problem:
            return self._bad(problem)
        except Exception as problem:  # noqa: BLE001  (a process of others may raise anything)
            code = code_of(problem)
            return self._bad(InvalidValue("the case's own process failed on it", code=code))
        self._answered(read.line, envelope, outcome, repeated=repeated)
        return ()

    def _in_time(self, read: Read) -> Envelope[Any]:
        if read.envelope is None:
            raise read.error or InvalidDocument("the line cannot be read")
        if read.envelope.at > self.now:
            advice = "it is in the future; correct the instant, or give a later --now"
            problem = Problem("run.in-the-future", "at", advice)
            raise InvalidDocument("the line comes too early", problems=(problem,))
        return read.envelope

    def _is_known(self, envelope: Envelope[Any]) -> bool:
        place = (envelope.process, envelope.case, envelope.actor, envelope.id)
        return self.desk.journal.answer(*place) is not None

    def _answered(
        self, line: Line, envelope: Envelope[Any], outcome: Outcome, *, repeated: bool
    ) -> None:
        tally = self.tally
        tally.repeated += repeated
        tally.last = max(tally.last or envelope.at, envelope.at)
        if isinstance(outcome, Accepted):
            tally.accepted += 1
            return
        refusal = outcome.refusal
        why = refusal.text(self.voice.language, self.voice.words).splitlines()[0]
        where = f"{line.number}: {envelope.process}/{envelope.case}"
        tally.refused.add(f"{where}: {why} [{refusal.code}]", refusal.code)

    def _bad(self, error: OrderToCashError) -> tuple[Problem, ...]:
        problems = error.problems or (Problem(error.code, "id", error.message),)
        self.tally.bad += 1
        self.tally.problems.update(problem.code for problem in problems)
        return problems


@define
class Source:
    """The lines of one file in their order, each with the instant at which it takes its turn."""

    name: str
    stream: BinaryIO
    wire: Wire
    now: datetime

    def __iter__(self) -> Iterator[tuple[Turn, Read]]:
        """A line that goes back in time, or is bad, comes right after the one before."""
        instant, place = LONG_AGO, 0
        for line in lines(self.stream):
            read, before = self._read(line), instant
            if read.envelope is not None and read.envelope.at <= self.now:
                instant = max(instant, read.envelope.at)
            place = place + 1 if instant == before else 0
            yield (instant, place, line.content), read

    def _read(self, line: Line) -> Read:
        try:
            return Read(self.name, line, self.wire.load_envelope(line.content))
        except OrderToCashError as error:
            return Read(self.name, line, None, error)


def pass_through(going: Run, sources: list[Source], progress: Progress | None = None) -> None:
    """Take the lines of all sources in the order of their turns; bad ones are named."""
    progress = progress or Progress(sys.stderr, shown=False)
    for _, read in heapq.merge(*sources, key=lambda each: each[0]):
        problems = going.take(read)
        progress.seen(going.tally.read, going.tally.last)
        if problems:
            progress.clear()
        for problem in problems:
            print(f"{read.name}:{read.line.number}: {advice(problem)}", file=sys.stderr)
    progress.clear()


def advice(problem: Problem) -> str:
    """The place inside the line, what is wrong, and what to do."""
    message = problem.message.replace("at line 1, column", "at column")
    place = f"{problem.path}: " if problem.path else ""
    return f"{place}{message} [{problem.code}]"


def _watched(options: Namespace) -> bool:
    return sys.stderr.isatty() and not options.quiet


@contextmanager
def source(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as opened:
        yield opened
