"""How a desk tells its watcher what it does."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Final, TypeVar

from order_to_cash.desk.answers import Accepted, Outcome
from order_to_cash.desk.logs import code_of, left
from order_to_cash.ports.watching import Note, Watch

T = TypeVar("T")
MISTAKEN: Final = "whoever watches it failed"


class _Nobody:
    """Takes every value for nothing."""

    def __enter__(self) -> Note:
        return _ignore

    def __exit__(self, *_: object) -> None:
        return None


def _ignore(**_: str | int) -> None:
    return None


_NOBODY: Final = _Nobody()
_UNHEARD: Final[tuple[AbstractContextManager[Note], Note]] = (_NOBODY, _ignore)


def unwatched(_what: str, /) -> AbstractContextManager[Note]:
    """Nobody watches."""
    return _NOBODY


@contextmanager
def watched(watch: Watch, what: str, **values: str | int) -> Iterator[Note]:
    """The context of something that is done; an exception is told by its code and goes on.

    What the watcher itself raises is left in the log, and no exception of others ends with it.
    """
    context, tell = _heard(what, lambda: _entered(watch(what)), _UNHEARD)

    def note(**values: str | int) -> None:
        _heard(what, lambda: tell(**values), None)

    note(**values)
    try:
        yield note
    except BaseException as error:
        if isinstance(error, Exception):
            note(problem=code_of(error))
        leaving = partial(context.__exit__, type(error), error, error.__traceback__)
        _heard(what, leaving, None, known=error)
        raise
    _heard(what, lambda: context.__exit__(None, None, None), None)


def _entered(context: AbstractContextManager[Note]) -> tuple[AbstractContextManager[Note], Note]:
    return context, context.__enter__()


def _heard(
    what: str, tell: Callable[[], T], otherwise: T, *, known: BaseException | None = None
) -> T:
    """What a watcher answers; a mistake of his own is left in the log, but for what he was told."""
    try:
        return tell()
    except Exception as error:  # noqa: BLE001  (a watcher of others may raise anything)
        if error is not known:
            left(MISTAKEN, what, error)
        return otherwise


def told_to(note: Note, outcome: Outcome | None) -> None:
    """Tell a watcher what a case answered."""
    match outcome:
        case None:
            note(outcome="done")
        case Accepted():
            note(outcome="accepted", version=outcome.version)
        case _:
            note(outcome="refused", version=outcome.version, code=outcome.refusal.code)
