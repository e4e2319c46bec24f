"""How a desk tells its watcher what it does."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from order_to_cash.desk.answers import Accepted, Outcome
from order_to_cash.desk.logs import code_of
from order_to_cash.ports.watching import Note, Watch


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
