"""`mark`, `backup` and `restore`: what keeps a store from loss, or tells that there was one."""

from argparse import Namespace
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final, TextIO

from order_to_cash.adapters.sql.journal import StoredJournal
from order_to_cash.adapters.sqlite.copy import new_copy
from order_to_cash.adapters.stores import open_journal
from order_to_cash.audit.marks import losses, mark_of
from order_to_cash.cli.cases import no_file
from order_to_cash.cli.status import GOOD
from order_to_cash.domain.core import InvalidDocument, InvalidValue, Problem

MOST: Final = 20
"""How many cases of a copy that is not whole are named."""


def mark(options: Namespace) -> int:
    """Print the mark of a store."""
    with _read(options.db, options) as journal:
        for line in mark_of(journal):
            print(line)
    return GOOD


def backup(options: Namespace) -> int:
    """Copy a store while others work on it; the copy appears when it was found whole."""
    kept = _mark_beside(options.to)
    if kept.exists():
        raise InvalidValue(
            f"there is a mark {kept} already, and nothing is written over it; give another name",
            code="copy.taken",
        )
    with TemporaryFile("w+", encoding="utf-8") as before:
        with _read(options.source, options) as journal:
            _write(before, mark_of(journal))
        try:
            with new_copy(options.source, options.to) as copy, _read(copy, options) as copied:
                _whole(losses(copied, _again(before)))
                with kept.open("x+", encoding="utf-8") as now:
                    _write(now, mark_of(copied))
                    _whole(losses(copied, _again(now)))
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
    print(f"{options.to} holds what stood in {options.source}, its mark is {kept}")
    return GOOD


def restore(options: Namespace) -> int:
    """Copy a backup to where a store shall stand; the copy appears when it fits its mark."""
    given: Path = options.mark or _mark_beside(options.source)
    if not given.is_file():
        raise no_file(given, "give the mark that was made with the backup as --mark")
    with (
        given.open(encoding="utf-8", errors="replace") as mark,
        new_copy(options.source, options.to) as copy,
        _read(copy, options) as copied,
    ):
        _whole(losses(copied, mark))
    print(f"{options.to} holds what {options.source} held, and fits the mark {given}")
    return GOOD


def _mark_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.mark")


def _read(place: Path | str, options: Namespace) -> StoredJournal:
    if isinstance(place, Path) and not place.is_file():
        raise no_file(place, "give a file that was written to before")
    return open_journal(place, timeout=options.timeout, read_only=True)


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    stream.writelines(f"{line}\n" for line in lines)


def _again(stream: TextIO) -> TextIO:
    stream.seek(0)
    return stream


def _whole(found: Iterable[str]) -> None:
    """Raise `InvalidDocument` where something is not as its mark says."""
    problems = tuple(Problem("mark.differs", "", told) for told in islice(found, MOST))
    if problems:
        raise InvalidDocument("the copy is not whole, and is left out", problems=problems)
