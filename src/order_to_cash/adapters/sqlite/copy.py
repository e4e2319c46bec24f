"""A copy of a journal's file as of one instant, made without writing to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from order_to_cash.adapters.sqlite.file import LASTING, TRANSIENT, UNKNOWN
from order_to_cash.domain.core import PortError, Unavailable


@contextmanager
def copy_of(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A copy that only its maker can read, gone at the end; whoever works on the file goes on.

    What waits in the write-ahead log of the file is in the copy. Raises `PortError` for a file that
    cannot be read.
    """
    source = f"{Path(path).absolute().as_uri()}?mode=ro"
    with TemporaryDirectory(prefix="order-to-cash-") as folder:
        copy = Path(folder) / "copy.db"
        try:
            with (
                closing(sqlite3.connect(source, uri=True)) as read,
                closing(sqlite3.connect(copy)) as written,
            ):
                read.backup(written)
        except sqlite3.Error as error:
            raise _translated(path, error) from None
        yield copy


def _translated(path: str | os.PathLike[str], error: sqlite3.Error) -> PortError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    about = f"the journal file {os.fspath(path)}"
    if (advice := TRANSIENT.get(code)) is not None:
        return Unavailable(f"{about}: {advice}")
    trouble = LASTING.get(code, UNKNOWN)
    return PortError(f"{about}: {trouble.advice}", code=trouble.code)
