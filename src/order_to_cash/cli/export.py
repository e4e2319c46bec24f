"""`export`: everything that happened since the last time, as rows in a folder."""

import sys
from argparse import Namespace
from typing import Final

from order_to_cash.analytics.rows import export as written
from order_to_cash.cli.cases import existing_desk, voice_of
from order_to_cash.cli.status import BAD_LINES, GOOD
from order_to_cash.desk.logs import told
from order_to_cash.ports.journal import Recorded

ROWS: Final = "export.rows"
CURSOR: Final = "export.cursor"
LEFT_OUT: Final = "export.left-out"


def export(options: Namespace) -> int:
    """Write what is new, and print how many rows and the cursor to go on from."""
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
            unreadable=unreadable,
        )
    for table, count in done.rows:
        print(voice.say("text", ROWS, table=table, count=count))
    print(voice.say("text", CURSOR, cursor=done.cursor))
    return BAD_LINES if bad else GOOD
