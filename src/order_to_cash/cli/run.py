"""`run`: every line of its files passes through the desk, then a report says what came of it."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from attrs import define, field

from order_to_cash.cli.lines import Line, lines
from order_to_cash.cli.progress import Progress
from order_to_cash.cli.report import report
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.cli.survey import survey
from order_to_cash.cli.tally import Tally
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Accepted, Outcome
from order_to_cash.domain.errors import (
    InvalidDocument,
    OrderToCashError,
    PortError,
    Problem,
)
from order_to_cash.domain.process import Envelope
from order_to_cash.domain.wording import Language
from order_to_cash.embedded import open_desk


def run(options: Namespace) -> int:
    """Process one file after the other, name their bad lines, and report."""
    now: datetime = options.now or datetime.now(UTC)
    language: Language = options.language
    progress = Progress(sys.stderr, options.progress or _watched(options))
    with ExitStack() as opened:
        sources = [(name, opened.enter_context(_source(name))) for name in options.files]
        desk = opened.enter_context(
            open_desk(options.db, operator=options.operator, data=options.data)
        )
        going = Run(desk, now, language)
        for name, source in sources:
            _pass_through(going, source, name, progress)
        if options.now is not None:
            going.pass_time(now)
        tally = going.tally
        if not options.quiet:
            found = survey(desk, options.now or tally.last or now, language)
            for line in report(", ".join(options.files), tally, found, language):
                print(line)
    return BAD_LINES if tally.bad else GOOD


@define
class Run:
    """A run under way: time passes with the lines, each line is handled, all is counted."""

    desk: Desk
    now: datetime
    language: Language = Language.EN
    tally: Tally = field(factory=Tally)

    def take(self, line: Line) -> tuple[Problem, ...]:
        """Handle a line, and whatever time and messages bring with it; its problems if it is bad.

        Raises `PortError` when the file itself is in the way, which no other line would mend.
        """
        self.tally.read += 1
        try:
            envelope = self._envelope(line)
        except OrderToCashError as problem:
            return self._bad(problem)
        self.pass_time(envelope.at)
        repeated = self.desk.journal.answer(envelope.id) is not None
        try:
            outcome = self.desk.handle(envelope)
        except PortError:
            raise
        except OrderToCashError as problem:
            return self._bad(problem)
        self.pass_time(envelope.at)
        self._answered(line, envelope, outcome, repeated=repeated)
        return ()

    def pass_time(self, at: datetime) -> None:
        """Whatever waits is sent, then whatever is due by that instant happens and is told.

        It passes before a line and after it, so that nothing is left for the next line's instant:
        an interrupted run that goes on comes to the same.
        """
        self.desk.deliver(at)
        if self.desk.tick(at):
            self.desk.deliver(at)

    def _envelope(self, line: Line) -> Envelope[Any]:
        envelope = self.desk.wire.load_envelope(line.content)
        if envelope.at > self.now:
            advice = "it is in the future; correct the instant, or give a later --now"
            problem = Problem("run.in-the-future", "at", advice)
            raise InvalidDocument("the line comes too early", problems=(problem,))
        return envelope

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
        why = refusal.text(self.language).splitlines()[0]
        where = f"{line.number}: {envelope.case}"
        tally.refused.add(f"{where}: {why} [{refusal.code}]", refusal.code)

    def _bad(self, error: OrderToCashError) -> tuple[Problem, ...]:
        problems = error.problems or (Problem(error.code, "id", error.message),)
        self.tally.bad += 1
        self.tally.problems.update(problem.code for problem in problems)
        return problems


def _pass_through(going: Run, source: BinaryIO, name: str, progress: Progress) -> None:
    for line in lines(source):
        problems = going.take(line)
        progress.seen(going.tally.read, going.tally.last)
        if problems:
            progress.clear()
        for problem in problems:
            print(f"{name}:{line.number}: {_advice(problem)}", file=sys.stderr)
    progress.clear()


def _advice(problem: Problem) -> str:
    """The place inside the line, what is wrong, and what to do."""
    message = problem.message.replace("at line 1, column", "at column")
    place = f"{problem.path}: " if problem.path else ""
    return f"{place}{message} [{problem.code}]"


def _watched(options: Namespace) -> bool:
    return sys.stderr.isatty() and not options.quiet


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as opened:
        yield opened
