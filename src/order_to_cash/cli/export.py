"""`export`: what happened since the last time as rows, or a store in a standard, in a folder."""

import sys
from argparse import Namespace
from typing import Final

from order_to_cash.analytics.rows import export as written
from order_to_cash.analytics.rows.export import LINES
from order_to_cash.cli.cases import existing_desk, voice_of
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.cli.whole_files import write_whole
from order_to_cash.desk.logs import told
from order_to_cash.domain.core import InvalidValue
from order_to_cash.ports.journal import Listed, Recorded
from order_to_cash.standards import files

ROWS: Final = "export.rows"
CURSOR: Final = "export.cursor"
LEFT_OUT: Final = "export.left-out"
CASE_LEFT_OUT: Final = "export.case-left-out"
FILES: Final = "export.files"


def export(options: Namespace) -> int:
    """Write rows or, where one is named, in a standard; print how much and what comes next."""
    return _rows(options) if options.standard is None else _standard(options)


def _standard(options: Namespace) -> int:
    """Write each file whole; a file of the same name is replaced."""
    if options.since is not None or options.tables or options.form is not None:
        raise InvalidValue(
            "--since, --tables and --form are for rows; leave them out with --as",
            code="cli.export-rows",
        )
    options.to.mkdir(parents=True, exist_ok=True)
    bad: set[str] = set()
    with existing_desk(options, read_only=True) as desk:
        voice, count = voice_of(desk, options), 0

        def unreadable(listed: Listed, error: Exception) -> None:
            if (case := f"{listed.process}/{listed.case}") not in bad:
                print(voice.say("text", CASE_LEFT_OUT, case=case, why=told(error)), file=sys.stderr)
            bad.add(case)

        for file in files(
            desk,
            options.standard,
            process=options.process,
            personal=options.personal,
            voice=voice,
            unreadable=unreadable,
        ):
            write_whole(options.to / file.name, file.parts)
            count += 1
    print(voice.say("text", FILES, count=count, folder=str(options.to)))
    return BAD_LINES if bad else GOOD


def _rows(options: Namespace) -> int:
    """Write what is new, and print how many rows and the cursor to go on from."""
    if options.process:
        raise InvalidValue(
            "--process is for a standard; name one by --as, or leave it out", code="cli.export-rows"
        )
    bad = 0
    with existing_desk(options, read_only=True) as desk:
        voice = voice_of(desk, options)

        def unreadable(recorded: Recorded, error: Exception) -> None:
            nonlocal bad
            bad += 1
            case = f"{recorded.process}/{recorded.case}"
            said = voice.say("text", LEFT_OUT, case=case, version=recorded.version, why=told(error))
            print(said, file=sys.stderr)

        done = written(
            desk,
            options.to,
            *options.tables,
            since=options.since,
            personal=options.personal,
            form=options.form or LINES,
            unreadable=unreadable,
        )
    for table, count in done.rows:
        print(voice.say("text", ROWS, table=table, count=count))
    print(voice.say("text", CURSOR, cursor=done.cursor))
    return BAD_LINES if bad else GOOD
