"""Files that are written whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path


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


def _fill(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(parts)
