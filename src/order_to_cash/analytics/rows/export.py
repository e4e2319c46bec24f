"""Rows into a folder, each exactly once: files first, then the cursor from which to go on.

Each time a folder is gone on with, every table gets one more file. What was not finished has no
cursor: it is written again under the same names.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final, TextIO

from order_to_cash.analytics.rows.reading import Unreadable, events_of, known
from order_to_cash.analytics.rows.writing import line
from order_to_cash.desk import Desk
from order_to_cash.domain.core import InvalidValue, entity

STATE: Final = "cursor.json"
LOCK: Final = ".lock"
UNFINISHED: Final = ".unfinished"


@entity
class Done:
    """What an export has written: rows by table, up to which cursor."""

    cursor: str
    rows: tuple[tuple[str, int], ...]


@entity
class _Place:
    """How far a folder is: the cursor to go on from, and how many files each table has."""

    cursor: str = ""
    files: int = 0
    tables: tuple[str, ...] = ()
    personal: bool = False


def export(
    desk: Desk,
    folder: Path,
    *tables: str,
    since: str | None = None,
    personal: bool = False,
    unreadable: Unreadable | None = None,
) -> Done:
    """Write what is new since the folder was last written to; all of it, the first time.

    One file of JSON Lines for each table, under a number that rises. However often it is
    interrupted, each row stands in the folder once, in the files that `cursor.json` counts.
    `since` begins a new folder later than at the beginning. Raises `InvalidValue` for a folder
    that was begun with other tables, from elsewhere, or with the other choice of personal data,
    and while another export writes to it.
    """
    chosen = known(tables)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        place = _place(folder, chosen, since, personal=personal)
        number, counts, cursor = place.files + 1, dict.fromkeys(place.tables, 0), place.cursor
        names = {table: folder / table / f"{number:06}.jsonl" for table in place.tables}
        with ExitStack() as stack:
            open_ = {table: stack.enter_context(_fresh(path)) for table, path in names.items()}
            for recorded, rows in events_of(
                desk, place.tables, cursor, personal=personal, unreadable=unreadable
            ):
                for table, row in rows:
                    open_[table].write(line(table, row))
                    counts[table] += 1
                cursor = recorded.cursor
        if cursor != place.cursor:
            for path in names.values():
                _unfinished(path).replace(path)
            _keep(folder, _Place(cursor, number, place.tables, personal))
        else:
            for path in names.values():
                _unfinished(path).unlink()
    return Done(cursor, tuple(counts.items()))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes to the folder meanwhile; whoever dies lets go of it."""
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise InvalidValue(
                f"another export writes to {folder}; wait until it is done, or give another folder",
                code="rows.in-use",
            ) from None
        yield


def _place(folder: Path, tables: tuple[str, ...], since: str | None, *, personal: bool) -> _Place:
    """Where to go on; a folder goes on as it was begun."""
    begun = folder / STATE
    if not begun.exists():
        return _Place(since or "", 0, tables, personal)
    place = _kept(begun)
    if since not in (None, place.cursor) or (tables, personal) != (place.tables, place.personal):
        raise InvalidValue(
            f"{folder} goes on from {place.cursor!r} with {', '.join(place.tables)}, "
            f"{'with' if place.personal else 'without'} personal data; ask for the same, or give "
            "another folder",
            code="rows.other-folder",
        )
    return place


def _kept(path: Path) -> _Place:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return _Place(kept["cursor"], kept["files"], tuple(kept["tables"]), kept["personal"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InvalidValue(
            f"{path} does not say how far the folder is; put back the file of the last export, or "
            "give another folder",
            code="rows.broken-folder",
        ) from None


def _keep(folder: Path, place: _Place) -> None:
    document = {
        "cursor": place.cursor,
        "files": place.files,
        "tables": place.tables,
        "personal": place.personal,
    }
    path = folder / STATE
    with _fresh(path) as stream:
        stream.write(f"{json.dumps(document)}\n")
    _unfinished(path).replace(path)


@contextmanager
def _fresh(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(exist_ok=True)
    with _unfinished(path).open("w", encoding="utf-8", newline="") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}{UNFINISHED}")
