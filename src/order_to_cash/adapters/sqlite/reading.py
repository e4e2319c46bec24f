"""A file that is only read: nothing is written to it, and nothing made beside it.

SQLite makes files of its own beside every file that it opens, even to read it. Where nobody works
on a file, nothing of it waits in a write-ahead log, and it is read as if it could not change; that
it did not is looked at after every query. Where somebody does, their log is shared, through the
index that they keep of it. A log that nobody has an index of, or that cannot be shared, as one on a
read-only medium, is read from a copy of both.
"""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, LiteralString, TypeAlias

from attrs import define, field

from order_to_cash.ports.journal import share_of

Row: TypeAlias = tuple[Any, ...]
Stamp: TypeAlias = tuple[int, int, int]

NOT_SHARED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
"""How SQLite says that it cannot share the log of a file."""


@define
class Reading:
    """One connection that reads, and what the file must still be for its answers to count."""

    path: str
    timeout: float
    _connection: sqlite3.Connection = field(init=False)
    _stamp: Stamp | None = field(init=False, default=None)
    _folder: TemporaryDirectory[str] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self._open()

    def rows(self, query: LiteralString, parameters: Sequence[str | int | None] = ()) -> list[Row]:
        """What a query finds; raises `sqlite3.Error` as SQLite does."""
        while True:
            error, found = None, []
            try:
                found = self._connection.execute(query, parameters).fetchall()
            except sqlite3.Error as raised:
                error = raised
            if self._stamp is not None and self._stamp != _stamp(self.path):
                # Somebody began to write: what was found may be of no instant at all.
                self.close()
                self._open()
                continue
            if error is not None:
                raise error
            return found

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy the file as of one instant into another that nobody uses yet."""
        while True:
            self._connection.backup(target)
            if self._stamp is None or self._stamp == _stamp(self.path):
                return
            self.close()
            self._open()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _open(self) -> None:
        self._stamp = _stamp(self.path)
        if self._stamp is not None:
            self._connection = self._connected(self.path, "mode=ro&immutable=1")
            return
        if not Path(_log(self.path)).is_file():
            self._connection = self._connected(self.path, "mode=ro")
        elif not Path(f"{self.path}-shm").is_file() or not self._share():
            self._folder = TemporaryDirectory(prefix="order-to-cash-")
            copy = str(Path(self._folder.name) / "copy.db")
            shutil.copyfile(self.path, copy)
            shutil.copyfile(_log(self.path), _log(copy))
            self._connection = self._connected(copy, "mode=rw")

    def _share(self) -> bool:
        """Whether the log of those who work on the file can be shared, and is from now on."""
        try:
            self._connection = self._connected(self.path, "mode=ro")
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code not in NOT_SHARED:
                raise
            return False
        return True

    def _connected(self, path: str, how: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{Path(path).absolute().as_uri()}?{how}",
            uri=True,
            timeout=self.timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.create_function("share_of", 2, share_of, deterministic=True)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection


def _stamp(path: str) -> Stamp | None:
    """What changes with a file, or nothing where its log has something that the file has not."""
    try:
        log = os.stat(_log(path)).st_size  # noqa: PTH116
    except OSError:
        log = 0
    if log:
        return None
    try:
        now = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return (now.st_ino, now.st_size, now.st_mtime_ns)


def _log(path: str) -> str:
    return f"{path}-wal"
