"""What SQLite's errors mean for whoever runs a store: the true cause, and what to do about it."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from order_to_cash.domain.core import PortError, Unavailable, entity


@entity
class Trouble:
    """What is wrong with the file for good: advice, under a stable code."""

    advice: str
    code: str


BUSY: Final = "other writers kept it busy; try again, or give it a longer timeout"
FULL: Final = "the disk is full; make room, then try again"
NOT_OPENED: Final = "journal.cannot-open"

TRANSIENT: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_PROTOCOL: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: "the disk did not read or write; look at the disk, then try again",
    sqlite3.SQLITE_NOMEM: "memory ran out; free some, then try again",
    sqlite3.SQLITE_INTERRUPT: "the work was interrupted; try again",
}
LASTING: Mapping[int, Trouble] = {
    sqlite3.SQLITE_CANTOPEN: Trouble(
        "it cannot be opened; check that its directory exists and may be written to",
        code=NOT_OPENED,
    ),
    sqlite3.SQLITE_READONLY: Trouble(
        "it may not be written to; let the user of this program write to it and its directory",
        code="journal.read-only",
    ),
    sqlite3.SQLITE_CORRUPT: Trouble(
        "it is damaged; stop every program that uses it, keep a copy, restore the last backup",
        code="journal.damaged",
    ),
    sqlite3.SQLITE_NOTADB: Trouble(
        "it is not a SQLite file, or it is damaged; check the path, else restore the last backup",
        code="journal.not-sqlite",
    ),
}
UNKNOWN: Final = Trouble(
    "SQLite refused the work for a reason of its own; check that no other program changes the"
    " file, else report this",
    code="journal.failed",
)
MOVED: Final = Trouble(
    "it was moved or replaced while it was open; find out by whom, then open it again",
    code="journal.moved",
)
PRECISE: Mapping[int, Trouble] = {
    sqlite3.SQLITE_READONLY_DBMOVED: MOVED,
    sqlite3.SQLITE_IOERR_CORRUPTFS: LASTING[sqlite3.SQLITE_CORRUPT],
}
"""What SQLite's extended codes tell that its plain ones do not."""


def about(path: str, advice: str) -> str:
    """The advice, with the file that it is about."""
    return f"the journal file {path}: {advice}"


def port_error(path: str, error: sqlite3.Error) -> PortError:
    """The error of the port, by what is so of the file and its disk where SQLite does not say."""
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    code = extended & 0xFF
    vague = code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
    if vague and _is_full(path):
        return Unavailable(about(path, FULL))
    if vague and (why := _in_the_way(path)) is not None:
        return PortError(about(path, f"it cannot be opened: {why}"), code=NOT_OPENED)
    if (advice := TRANSIENT.get(code)) is not None and extended not in PRECISE:
        return Unavailable(about(path, advice))
    trouble = PRECISE.get(extended) or LASTING.get(code, UNKNOWN)
    return PortError(about(path, trouble.advice), code=trouble.code)


def _is_full(path: str) -> bool:
    """SQLite tells a disk without room for its smaller files as one that does not write."""
    try:
        disk = os.statvfs(Path(path).absolute().parent)
    except (OSError, AttributeError):  # no such directory, or no such call on this system
        return False
    return disk.f_bavail == 0 or (disk.f_files > 0 and disk.f_favail == 0)


def _in_the_way(path: str) -> str | None:
    file, folder = Path(path), Path(path).absolute().parent
    if file.is_dir():
        return "it is a directory; name a file in it"
    if not folder.is_dir():
        return f"there is no directory {folder}; make it, or correct the path"
    if file.exists() and not os.access(file, os.R_OK):
        return "this user may not read it; let the user of this program read it"
    if not os.access(folder, os.W_OK):
        return (
            f"this user may not write to its directory {folder}; let the user of this program"
            " write there, or only read the file"
        )
    return None
