"""Files that are written whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from order_to_cash.adapters.stores import is_url
from order_to_cash.domain.core import InvalidValue


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """The file is whole or not there: it is written beside its place, then moved to it.

    What is no plain file, such as a pipe, is written through.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        _fill(path, parts)
        return
    beside = path.parent / f".{path.name}.{os.getpid()}"
    try:
        _fill(beside, parts)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def keep_apart(
    written: Iterable[Path | None],
    read: Iterable[Path | str | None],
    code: str = "cli.onto-its-input",
) -> None:
    """Raise `InvalidValue` where what is written would take the place of what is read."""
    sources = [Path(each) for each in read if each is not None and not is_url(each)]
    for path in written:
        for source in sources:
            if path is not None and path.exists() and source.exists() and path.samefile(source):
                raise InvalidValue(
                    f"{path} is what is read and would be lost; write to another file", code=code
                )


def _fill(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(parts)
