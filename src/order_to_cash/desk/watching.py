"""Who watches a desk: told what it does, to which case, and how that ended, never about whom.

A watcher opens a context for each command, message, look and late answer, and is told its values by
name: `process`, `case`, `command` or `message` by type, `id` or `key`, `port`, `attempts`; then
`outcome`, `version` and `code`, or `problem` with the code of an exception. None is personal data,
unless somebody puts such into the id of a case or a command.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from order_to_cash.desk.answers import Accepted, Outcome
from order_to_cash.desk.logs import code_of


class Note(Protocol):
    """Takes values of what is done, by name."""

    def __call__(self, **values: str | int) -> None: ...


class Watch(Protocol):
    """Opens a context for something that a desk does: `handle`, `send`, `look` or `answer`."""

    def __call__(self, what: str, /) -> AbstractContextManager[Note]: ...


class _Nobody:
    """Takes every value for nothing."""

    def __enter__(self) -> Note:
        return _ignore

    def __exit__(self, *_: object) -> None:
        return None


def _ignore(**_: str | int) -> None:
    return None


_NOBODY = _Nobody()


def unwatched(_what: str, /) -> AbstractContextManager[Note]:
    """Nobody watches."""
    return _NOBODY


@contextmanager
def watched(watch: Watch, what: str, **values: str | int) -> Iterator[Note]:
    """The context of something that is done; an exception is told by its code and goes on."""
    with watch(what) as note:
        note(**values)
        try:
            yield note
        except Exception as error:
            note(problem=code_of(error))
            raise


def told_to(note: Note, outcome: Outcome | None) -> None:
    """Tell a watcher what a case answered."""
    match outcome:
        case None:
            note(outcome="done")
        case Accepted():
            note(outcome="accepted", version=outcome.version)
        case _:
            note(outcome="refused", version=outcome.version, code=outcome.refusal.code)
