"""Files of rows: each is written under another name, and takes its place when all are whole."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol, Self, TextIO

from attrs import define

from order_to_cash.analytics.rows.writing import line

UNFINISHED: Final = ".unfinished"


class Files(Protocol):
    """The files of one export, which take their places together."""

    def write(self, table: str, row: Mapping[str, Any]) -> None:
        """Take a row of a table."""
        ...

    def put(self) -> None:
        """Everything is written: each file takes its place."""
        ...

    def drop(self) -> None:
        """There was nothing to write: leave nothing behind."""
        ...


@define
class LineFiles:
    """JSON Lines, a file for each table: `TABLE/NUMBER.jsonl`."""

    paths: Mapping[str, Path]
    streams: Mapping[str, TextIO]
    closing: ExitStack

    @classmethod
    def begun(cls, folder: Path, number: int, tables: tuple[str, ...], stack: ExitStack) -> Self:
        """Begin; what an export of this number has left that was interrupted is written over."""
        paths = {table: folder / table / f"{number:06}.jsonl" for table in tables}
        inner = stack.enter_context(ExitStack())
        streams = {table: inner.enter_context(fresh(path)) for table, path in paths.items()}
        return cls(paths, streams, inner)

    def write(self, table: str, row: Mapping[str, Any]) -> None:
        self.streams[table].write(line(table, row))

    def put(self) -> None:
        self.closing.close()
        for path in self.paths.values():
            unfinished(path).replace(path)

    def drop(self) -> None:
        self.closing.close()
        for path in self.paths.values():
            unfinished(path).unlink()


@contextmanager
def fresh(path: Path) -> Iterator[TextIO]:
    """A file to be written to, safely on the disk at the end."""
    path.parent.mkdir(exist_ok=True)
    with unfinished(path).open("w", encoding="utf-8", newline="") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def synced(path: Path) -> None:
    """What was written to the file is safely on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def unfinished(path: Path) -> Path:
    """The name under which a file is written."""
    return path.with_name(f"{path.name}{UNFINISHED}")
