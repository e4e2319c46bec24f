"""`compare`: what another pack would have made of the same commands."""

import heapq
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from attrs import define

from order_to_cash.adapters.stores import is_url
from order_to_cash.cli.cases import no_file
from order_to_cash.cli.progress import Progress
from order_to_cash.cli.run import Source, advice, source
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.cli.whole_files import keep_apart, write_whole
from order_to_cash.comparing import Comparison, compare, compare_commands
from order_to_cash.comparing.page import page
from order_to_cash.comparing.telling import as_json
from order_to_cash.domain.core import Envelope, InvalidValue, Problem, Voice
from order_to_cash.embedded import wire_of
from order_to_cash.operators.known import operator_named


def compare_(options: Namespace) -> int:
    """Play the commands under both packs, print what differs, and write page and JSON."""
    progress = Progress(sys.stderr, options.progress or sys.stderr.isatty())
    against = operator_named(options.against)
    keep_apart((options.html, options.json), (options.db, *options.files))
    if (options.db is None) is not bool(options.files):
        raise InvalidValue(
            "either a store or files of commands are compared; give --db FILE, or name the files",
            code="compare.what",
        )
    if options.db is None:
        found, bad = _of_files(options, progress)
    else:
        found, bad = _of_store(options, progress), False
    progress.clear()
    words = against.words
    voice = Voice(words.spoken(options.language), words)
    print("\n".join(found.sentences(voice.language, words)))
    if options.html is not None:
        write_whole(options.html, (page(found, voice),))
    if options.json is not None:
        write_whole(options.json, (as_json(found),))
    return BAD_LINES if bad else GOOD


def _of_store(options: Namespace, progress: Progress) -> Comparison:
    if not is_url(options.db) and not options.db.is_file():
        raise no_file(options.db, "give the --db of an earlier run")
    return compare(
        options.db,
        options.against,
        operator=options.operator,
        data=options.data,
        seen=progress.seen,
    )


def _of_files(options: Namespace, progress: Progress) -> tuple[Comparison, bool]:
    """The comparison, and whether some lines were bad; each of those is named."""
    pack = operator_named(options.operator)
    now = options.now or datetime.now(UTC)
    with ExitStack() as opened:
        streams = [(name, opened.enter_context(source(name))) for name in options.files]
        wire = wire_of(pack)
        reading = Reading([Source(*stream, wire, now) for stream in streams], now, progress)
        found = compare_commands(
            reading,
            options.operator,
            options.against,
            data=options.data,
            until=options.now,
            seen=progress.seen,
        )
    return found, reading.bad


@define
class Reading:
    """The commands of several files in the order of their instants; bad lines are named."""

    sources: list[Source]
    now: datetime
    progress: Progress
    bad: bool = False

    def __iter__(self) -> Iterator[Envelope[Any]]:
        for _, read in heapq.merge(*self.sources, key=lambda each: each[0]):
            envelope, error = read.envelope, read.error
            if envelope is not None and envelope.at <= self.now:
                yield envelope
                continue
            self.bad = True
            self.progress.clear()
            early = Problem("run.in-the-future", "at", "it is in the future; give a later --now")
            problems = (early,) if error is None else error.problems
            for problem in problems or (Problem(getattr(error, "code", ""), "", str(error)),):
                place = f"{read.name}:{read.line.number}"
                print(f"{place}: {advice(problem)}", file=sys.stderr)
