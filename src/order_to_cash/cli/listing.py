"""`cases`: which cases there are, by process, stage and party."""

import sys
from argparse import Namespace
from typing import Final

from order_to_cash.adapters.entries import cursor_of
from order_to_cash.cli.cases import existing_desk, named_case
from order_to_cash.cli.status import GOOD, PROGRAM

NOBODY: Final = "-"
"""What stands for the party of a case that is of none, or has none yet."""


def cases(options: Namespace) -> int:
    """Print a page of cases, each with its stage and party, and where the next page begins."""
    with existing_desk(options, read_only=True) as desk:
        after = cursor_of(*named_case(desk, options.after)) if options.after else ""
        page = desk.cases(
            process=options.process,
            stage=options.stage,
            party=options.party,
            after=after,
            limit=options.limit,
        )
    for one in page:
        print(f"{one.process}/{one.case}  {one.stage or NOBODY}  {one.party or NOBODY}")
    if len(page) == options.limit:
        last = f"{page[-1].process}/{page[-1].case}"
        print(f"{PROGRAM}: there may be more; give --after {last}", file=sys.stderr)
    return GOOD
