"""The store of the Peruvian example, and what it holds reckoned from its rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from order_to_cash.desk import Desk
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, ORDERS, command

NOW = "2024-02-26T04:59:00+00:00"


def filled(db: Path) -> Path:
    """The file after six weeks of the example."""
    command(
        "run", ORDERS, "--db", db, "--operator", "peru", "--data", DATA, "--now", NOW, "--quiet"
    )
    return db


@contextmanager
def desk_on(db: Path) -> Iterator[Desk]:
    """A desk that looks at the file."""
    with open_desk(db, read_only=True) as desk:
        yield desk


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    """Every event by the journal's own list: its case, its type and its instant."""
    found, after = [], ""
    while page := desk.journal.events(after=after):
        found += [(f"{e.process}/{e.case}", e.type, e.at.isoformat()) for e in page]
        after = page[-1].cursor
    return sorted(found)
