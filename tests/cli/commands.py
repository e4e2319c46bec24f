"""The command line in this process, and the lines that it is given."""

import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from order_to_cash.adapters.sqlite import EmbeddedBilling, EmbeddedFulfilment, EmbeddedNotification
from order_to_cash.cli import main
from order_to_cash.embedded import open_desk

EXAMPLE = Path(__file__).parents[2] / "examples" / "peru"
ORDERS, DATA = EXAMPLE / "orders.jsonl", EXAMPLE / "data"


class Ended(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


def command(*arguments: object) -> Ended:
    """Give the command line these arguments."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    return Ended(status, out.getvalue(), err.getvalue())


PERUVIAN = ("--operator", "peru")


def run(file: Path, db: Path, *options: object) -> Ended:
    """`run` with the data of the example, for its operator unless another one is named."""
    operator = () if "--operator" in options else PERUVIAN
    return command("run", file, "--db", db, "--data", DATA, *operator, *options)


def lines_of(*cases: str) -> list[str]:
    """The lines of the example that concern these orders, as they stand there."""
    ids = tuple(f'"{case}-' for case in cases)
    text = ORDERS.read_text(encoding="utf-8")
    return [
        line for line in text.splitlines() if line.startswith(tuple(f'{{"id":{i}' for i in ids))
    ]


def written(path: Path, lines: list[str]) -> Path:
    """A file with these lines."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def changed(line: str, **values: Any) -> str:
    """A line with other values in its envelope."""
    return json.dumps({**json.loads(line), **values}, ensure_ascii=False)


def section(report: str, heading: str) -> list[str]:
    """The lines under a heading of a report, without the spaces around them."""
    lines = report.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(heading)) + 1
    stop = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    return [" ".join(line.split()) for line in lines[start:stop]]


def digest(db: Path) -> tuple[object, ...]:
    """Everything that happened in a file, what its world was told, and what waits in it."""
    with open_desk(db) as desk:
        journal, file = desk.journal, desk.journal.file  # type: ignore[attr-defined]
        waiting = journal.waiting(datetime(2100, 1, 1, tzinfo=UTC))
        events = journal.events(limit=1_000_000)
        histories = sorted(events, key=lambda event: (event.process, event.case, event.version))
        billing = EmbeddedBilling(file)
        notices = EmbeddedNotification(file, desk.wire).sent()
        instructions = EmbeddedFulfilment(file, desk.wire).instructions()
        return (
            [attrs.evolve(event, cursor="") for event in histories],
            (waiting, journal.parked(), journal.aside()),
            (billing.invoices(), billing.credit_notes(), billing.refunds(), billing.charges()),
            [*notices.items()],
            [*instructions.items()],
        )
