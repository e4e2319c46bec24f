"""How a desk tells its watcher what it does."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Final

from order_to_cash.desk.answers import Accepted, Outcome
from order_to_cash.desk.logs import code_of, left
from order_to_cash.ports.watching import Note, Watch

MISTAKEN: Final = "whoever watches it failed"


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


class _Heard:
    """A watcher who is told, and whose own mistakes are left in the log: they change nothing."""

    def __init__(self, watch: Watch, what: str) -> None:
        self._watch, self._what = watch, what
        self._context: AbstractContextManager[Note] = _NOBODY
        self._note: Note = _ignore

    def __enter__(self) -> Note:
        try:
            context = self._watch(self._what)
            self._note = context.__enter__()
            self._context = context
        except Exception as error:  # noqa: BLE001  (a watcher of others may raise anything)
            left(MISTAKEN, self._what, error)
        return self._tell

    def _tell(self, **values: str | int) -> None:
        try:
            self._note(**values)
        except Exception as error:  # noqa: BLE001  (a watcher of others may raise anything)
            left(MISTAKEN, self._what, error)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._context.__exit__(kind, error, trace)
        except Exception as raised:  # noqa: BLE001  (a watcher of others may raise anything)
            if raised is not error:
                left(MISTAKEN, self._what, raised)


@contextmanager
def watched(watch: Watch, what: str, **values: str | int) -> Iterator[Note]:
    """The context of something that is done; an exception is told by its code and goes on.

    What the watcher itself raises is left in the log, and no exception of others ends with it.
    """
    with _Heard(watch, what) as note:
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
