"""A case that somebody asks about: `order/O-1`, or its id alone while that is unique."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from order_to_cash.adapters.stores import is_url
from order_to_cash.desk import Desk
from order_to_cash.domain.core import InvalidValue, Voice
from order_to_cash.embedded import open_desk
from order_to_cash.ports.journal import ALL, Share


def must_exist(options: Namespace) -> None:
    """Raise `InvalidValue` where the file of `--db` is not there, so that none is made."""
    if not is_url(options.db) and not options.db.is_file():
        raise no_file(options.db, "give the --db of an earlier run")


def no_file(path: Path, advice: str) -> InvalidValue:
    """The refusal of a file that is not there."""
    return InvalidValue(f"there is no file {path}; {advice}", code="cli.no-file")


@contextmanager
def existing_desk(
    options: Namespace,
    data: Path | None = None,
    *,
    read_only: bool = False,
    worker: str = "",
    share: Share = ALL,
) -> Iterator[Desk]:
    """The desk on a file that must be there already; the file knows its operator."""
    must_exist(options)
    with open_desk(
        options.db,
        operator=options.operator,
        data=data,
        timeout=options.timeout,
        create=False,
        read_only=read_only,
        worker=worker,
        share=share,
    ) as desk:
        yield desk


def voice_of(desk: Desk, options: Namespace) -> Voice:
    """The texts of the operator in the language that was asked for, if there are any in it."""
    words = desk.operator.words
    return Voice(words.spoken(options.language), words)


def named_case(desk: Desk, name: str) -> tuple[str, str]:
    """The process and the id of the case that somebody named; raises `InvalidValue` otherwise."""
    process, _, case = name.partition("/")
    if not _is_text(name):
        raise _unknown(ascii(name))
    if case and process in desk.journal.processes_of(case):
        return process, case
    found = desk.journal.processes_of(name)
    if len(found) == 1:
        return found[0], name
    if found:
        names = ", ".join(f"{process}/{name}" for process in found)
        raise InvalidValue(
            f"{name} is the id of several cases; give one of: {names}", code="cli.several-cases"
        )
    raise _unknown(name)


def _unknown(name: str) -> InvalidValue:
    return InvalidValue(
        f"no case {name} in this file; check the id, or whether its order came in",
        code="cli.no-case",
    )


def _is_text(name: str) -> bool:
    """Whether a name can be an id at all: half of a surrogate pair is in no file."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
