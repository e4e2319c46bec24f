"""Turns at a connection: one thread at a time, and only the library's own exceptions come out."""

import os
import sqlite3
from threading import Lock
from types import TracebackType

from attrs import define, field

from order_to_cash.adapters.sqlite.troubles import BUSY, about, port_error
from order_to_cash.domain.core import InvalidValue, PortError, Unavailable


@define(eq=False)
class Translated:
    """What goes wrong inside, as errors of the library that name the file."""

    path: str

    def __enter__(self) -> None:
        """Nothing has to be done."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            translate(self.path, error)


@define(eq=False)
class Turns:
    """Turns at one connection of a file, each waited for as long as the timeout says.

    It is no generator: with one, a short search takes nearly twice the time.
    """

    path: str
    timeout: float
    lock: Lock = field(factory=Lock)
    process: int = field(factory=os.getpid)
    closed: bool = False

    def __enter__(self) -> None:
        if self.process != os.getpid():
            raise PortError(
                about(self.path, "it was opened before a fork; open it again in this process"),
                code="journal.forked",
            )
        if not self.lock.acquire(timeout=self.timeout):
            raise Unavailable(about(self.path, BUSY))
        if self.closed:
            self.lock.release()
            raise PortError(about(self.path, "it was closed; open it again"), code="journal.closed")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock.release()
        if error is not None:
            translate(self.path, error)


def translate(path: str, error: BaseException) -> None:
    """Raise the library's own error for one of SQLite's; nothing for any other."""
    if isinstance(error, sqlite3.Error):
        raise port_error(path, error) from None
    if isinstance(error, OverflowError | UnicodeEncodeError):
        raise InvalidValue(
            "a text or number cannot be stored: a text holds half of a surrogate pair, or a"
            " number has more than 64 bits; correct it where it comes from",
            code="journal.cannot-store",
        ) from None
