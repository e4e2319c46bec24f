"""A new file appears whole or not at all, so that an empty one is never taken for a new one."""

import os
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import LiteralString


def make(path: str, pragmas: Iterable[LiteralString], steps: Iterable[LiteralString]) -> None:
    """Make a file with these tables, unless somebody else makes it first; raises as SQLite does."""
    beside = beside_of(path)
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            for pragma in pragmas:
                connection.execute(pragma)
            connection.execute("BEGIN IMMEDIATE")
            for step in steps:
                connection.execute(step)
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = WAL")
        with suppress(FileExistsError):
            put(beside, path)
    finally:
        for left in (beside, f"{beside}-journal", f"{beside}-wal", f"{beside}-shm"):
            Path(left).unlink(missing_ok=True)


def beside_of(path: str) -> str:
    """Where a file is made before it has its name."""
    return f"{path}.new-{secrets.token_hex(4)}"


def put(made: str, path: str) -> None:
    """Give a file that is whole its name; raises `FileExistsError` where there is one already."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second names: claim the name, then take its place
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        Path(made).replace(path)
    _keep_the_name(Path(path).absolute().parent)


def _keep_the_name(folder: Path) -> None:
    """Sync the directory, without which a loss of power could take the name away."""
    with suppress(OSError):  # not every system lets a directory be synced
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
