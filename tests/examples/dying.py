"""Runs of whole examples that are killed and started again, and everything that they leave."""

import os
import re
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Final, TypeAlias

from order_to_cash.adapters.sqlite import SqliteFile
from order_to_cash.cli import main
from tests.cli.commands import DATA

Left: TypeAlias = dict[str, list[tuple[object, ...]]]

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
FILES: Final = tuple(
    path for path in sorted(EXAMPLES.glob("*/*.jsonl")) if path.parent.name != "chile"
)
"""The examples of the operators that are shipped."""
BOLIVIAN: Final = (EXAMPLES / "bolivia" / "requests.jsonl",)
NOW: Final = ("--now", "2026-06-01T00:00:00+00:00", "--jump", "--quiet")

IN_TURN: Final = frozenset({"position", "seq"})
"""Columns that say only which row was written before which other."""


def run(db: Path, files: Sequence[Path], operator: str = "peru+bolivia") -> int:
    """One run over these files in this order, up to an instant long after all of them."""
    given = ("run", *files, "--db", db, "--operator", operator, "--data", DATA, *NOW)
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return main([str(each) for each in given])


def left(db: Path) -> Left:
    """Every row of every table but for its place in line: cases, answers, messages, ledger."""
    with closing(sqlite3.connect(db)) as file:
        named = file.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {name: _rows(file, name) for (name,) in named.fetchall()}


def _rows(file: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(name for name in columns if name not in IN_TURN)
    rows = file.execute(f"SELECT {kept} FROM {table}")  # noqa: S608  (names of our own tables)
    return sorted(rows.fetchall(), key=repr)


def differing(found: Left, expected: Left) -> list[str]:
    """The tables whose rows are others, with the first of them."""
    told = []
    for table in sorted({*found, *expected}):
        mine, theirs = found.get(table, []), expected.get(table, [])
        if mine != theirs:
            other = next(row for row in (*mine, *theirs) if (row in mine) is not (row in theirs))
            told.append(f"{table}: {other!r}")
    return told


def statements(work: Callable[[], object]) -> int:
    """How many statements work gives to the connections that write."""
    count = 0

    def seen(_: str) -> None:
        nonlocal count
        count += 1

    with closing(_traced(seen)):
        work()
    return count


class _traced:  # noqa: N801  (reads as a verb)
    """Every connection that writes tells its statements, until this is closed."""

    def __init__(self, seen: Callable[[str], None]) -> None:
        self._prepare = prepare = SqliteFile._prepare

        def traced(file: SqliteFile, migrations: object) -> None:
            file._writer.set_trace_callback(seen)
            prepare(file, migrations)  # type: ignore[arg-type]

        SqliteFile._prepare = traced  # type: ignore[method-assign, assignment]

    def close(self) -> None:
        """Nothing is told any more."""
        SqliteFile._prepare = self._prepare  # type: ignore[method-assign]


def killed_before(work: Callable[[], object], statement: int) -> bool:
    """Do work in a process that is killed before its n-th statement; whether it came so far."""
    child = _forked(lambda: _until(work, statement))
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def killed_after(work: Callable[[], object], seconds: float) -> bool:
    """Do work in a process that is killed after so long, wherever it is; whether it was at work."""
    child = _forked(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _forked(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001  (a child never goes on as its parent)
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _until(work: Callable[[], object], statement: int) -> None:
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    _traced(count)
    work()


def cut(file: Path, to: Path, every: int) -> Path:
    """A file with all lines of every n-th story of another one, and with what cannot be read."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    stories = list(dict.fromkeys(map(_story, lines)))
    kept = {None, *stories[::every]}
    to.write_text("".join(line for line in lines if _story(line) in kept), encoding="utf-8")
    return to


def _story(line: str) -> str | None:
    found = re.match(r'\{"id":"([^"]+)-\d+"', line)
    return found and found[1]
