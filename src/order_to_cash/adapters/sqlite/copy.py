"""A copy of a journal's file as of one instant, made without writing to it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from order_to_cash.adapters.sql.store import path_of
from order_to_cash.adapters.sqlite.file import SqliteFile
from order_to_cash.adapters.sqlite.making import beside_of, put
from order_to_cash.domain.core import InvalidValue

PATIENCE = 5.0
"""Seconds that a copy waits for whoever keeps the file from being read."""


@contextmanager
def copy_of(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A copy that only its maker can read, gone at the end; whoever works on the file goes on.

    What waits in the write-ahead log of the file is in the copy. Raises `PortError` for a file that
    cannot be read.
    """
    with TemporaryDirectory(prefix="order-to-cash-") as folder:
        copy = Path(folder) / "copy.db"
        _copy(path_of(path), copy)
        yield copy


@contextmanager
def new_copy(path: str | os.PathLike[str], to: Path) -> Iterator[Path]:
    """A copy that gets its name `to` at the end, when whoever looked at it did not object.

    Raises `InvalidValue` where there is a file of that name: nothing is ever written over.
    """
    with appearing(to) as beside:
        _copy(path_of(path), beside)
        yield beside


@contextmanager
def appearing(to: Path) -> Iterator[Path]:
    """Where a file is made that gets its name `to` at the end, or is gone after any exception.

    Raises `InvalidValue` where there is a file of that name.
    """
    if to.exists():
        raise _taken(to)
    beside = Path(beside_of(os.fspath(to)))
    try:
        yield beside
        try:
            put(os.fspath(beside), os.fspath(to))
        except FileExistsError:
            raise _taken(to) from None
    finally:
        for left in ("", "-journal", "-wal", "-shm"):
            Path(f"{beside}{left}").unlink(missing_ok=True)


def _copy(path: str, to: Path) -> None:
    with closing(SqliteFile(path, timeout=PATIENCE, read_only=True)) as file:
        file.copy_to(to)


def _taken(to: Path) -> InvalidValue:
    return InvalidValue(
        f"there is a file {to} already, and nothing is written over it; give another name, or move"
        " it away",
        code="copy.taken",
    )
