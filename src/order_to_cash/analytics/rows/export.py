"""Rows into a folder, each exactly once: files first, then the cursor from which to go on.

Each time a folder is gone on with, every table gets one more file. What was not finished has no
cursor: it is written again under the same names.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from order_to_cash.analytics.rows.files import Files, LineFiles, fresh, unfinished
from order_to_cash.analytics.rows.parquet import ParquetFiles
from order_to_cash.analytics.rows.reading import Unreadable, events_of, known
from order_to_cash.desk import Desk
from order_to_cash.domain.core import InvalidValue, OrderToCashError, PortError, entity

Begin: TypeAlias = Callable[[Path, int, tuple[str, ...], ExitStack], Files]

STATE: Final = "cursor.json"
LOCK: Final = ".lock"
LINES, PARQUET = "lines", "parquet"
FORMS: Final[Mapping[str, Begin]] = {LINES: LineFiles.begun, PARQUET: ParquetFiles.begun}
"""In which form rows are written, by its name."""


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
    form: str = LINES


def export(
    desk: Desk,
    folder: Path,
    *tables: str,
    since: str | None = None,
    personal: bool = False,
    form: str = LINES,
    unreadable: Unreadable | None = None,
) -> Done:
    """Write what is new since the folder was last written to; all of it, the first time.

    One file of JSON Lines for each table, under a number that rises; of the form `parquet`, with
    the extra `files`, one or several for each table and month. However often it is
    interrupted, each row stands in the folder once, in the files that `cursor.json` counts.
    `since` begins a new folder later than at the beginning. Raises `InvalidValue` for a folder
    that was begun with other tables, from elsewhere, in another form, or with the other choice of
    personal data, and while another export writes to it.
    """
    chosen = known(tables)
    if form not in FORMS:
        raise InvalidValue(
            f"rows are not written as {form}; give one of: {', '.join(FORMS)}", code="rows.no-form"
        )
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        place = _place(folder, _Place(since or "", 0, chosen, personal, form), since)
        number, counts, cursor = place.files + 1, dict.fromkeys(place.tables, 0), place.cursor
        with ExitStack() as stack:
            files = FORMS[form](folder, number, place.tables, stack)
            for recorded, rows in events_of(
                desk, place.tables, cursor, personal=personal, unreadable=unreadable
            ):
                for table, row in rows:
                    files.write(table, row)
                    counts[table] += 1
                cursor = recorded.cursor
            if cursor == place.cursor:
                files.drop()
            else:
                files.put()
                _keep(folder, _Place(cursor, number, place.tables, personal, form))
    return Done(cursor, tuple(counts.items()))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes to the folder meanwhile; whoever dies lets go of it."""
    with ExitStack() as stack:
        try:
            lock = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)
            stack.enter_context(closing(lock))
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise _not_alone(folder, error) from None
        yield


def _not_alone(folder: Path, error: sqlite3.Error) -> OrderToCashError:
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
        return InvalidValue(
            f"another export writes to {folder}; wait until it is done, or give another folder",
            code="rows.in-use",
        )
    return PortError(
        f"{folder / LOCK} cannot be locked, and so nothing is written; see that this user may write"
        f" to {folder} and that its disk has room, or remove what stands there under that name",
        code="rows.no-lock",
    )


def _place(folder: Path, asked: _Place, since: str | None) -> _Place:
    """Where to go on; a folder goes on as it was begun."""
    begun = folder / STATE
    if not begun.exists():
        return asked
    place = _kept(begun)
    same = (asked.tables, asked.personal, asked.form) == (place.tables, place.personal, place.form)
    if since not in (None, place.cursor) or not same:
        raise InvalidValue(
            f"{folder} goes on from {place.cursor!r} with {', '.join(place.tables)} as "
            f"{place.form}, {'with' if place.personal else 'without'} personal data; ask for the "
            "same, or give another folder",
            code="rows.other-folder",
        )
    return place


def _kept(path: Path) -> _Place:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        tables, form = tuple(kept["tables"]), kept.get("form", LINES)
        return _Place(kept["cursor"], kept["files"], tables, kept["personal"], form)
    except OSError as error:
        raise PortError(
            f"{path} cannot be read: {error.strerror}; let this user read it, or see to its disk",
            code="rows.unread-folder",
        ) from None
    except (ValueError, KeyError, TypeError):
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
        "form": place.form,
    }
    path = folder / STATE
    with fresh(path) as stream:
        stream.write(f"{json.dumps(document)}\n")
    unfinished(path).replace(path)
