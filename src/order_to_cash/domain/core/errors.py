"""Everything this library raises, as one small tree.

::

    OrderToCashError               catch this to catch them all
    |-- InvalidValue               a value cannot be what it was asked to be
    |   |-- CurrencyMismatch       two currencies met in one operation
    |   `-- NotInForce             nothing was in force on that day
    |-- InvalidDocument            a JSON document is not what it should be, with every problem
    |-- BrokenDefinition           a table, policy or data pack contradicts itself (at import)
    |-- OutOfOrder                 a history and its process do not belong together
    |-- IdempotencyConflict        one command id was used for two different commands
    |-- MissingExtra               an optional package is needed, and how to get it
    `-- PortError                  the world outside is in the way
        |-- Conflict               somebody else wrote to the case first: read, decide again
        |-- AnswersLater           the other side took the question and answers it later
        `-- Unavailable            the other side cannot answer now: try again later

A "no" of the business is none of these: it is a `Refusal`, a value.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import ClassVar, TypeVar

from order_to_cash.domain.core.entity import entity

S = TypeVar("S")
T = TypeVar("T")
U = TypeVar("U")


@entity
class Problem:
    """One thing that is wrong: a stable code, where it stands, and what to do about it."""

    code: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'here'}: {self.message} [{self.code}]"


class OrderToCashError(Exception):
    """The root of the tree: a stable `code`, a message of advice, and every `Problem` found."""

    default_code: ClassVar[str] = "error"

    def __init__(self, message: str, *, code: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code: str = code or self.default_code
        self.problems: tuple[Problem, ...] = tuple(problems)

    def __str__(self) -> str:
        return "\n".join((f"{self.message} [{self.code}]", *(f"  {p}" for p in self.problems)))


class InvalidValue(OrderToCashError):
    """A value cannot be what it was asked to be: an amount, a day, an identifier, a rate."""

    default_code = "value.invalid"


class CurrencyMismatch(InvalidValue):
    """Two currencies met in one operation: convert first, at a rate you name."""

    default_code = "money.currency-mismatch"


class NotInForce(InvalidValue):
    """Nothing was in force on that day, and no default is ever assumed."""

    default_code = "timeline.not-in-force"


class InvalidDocument(OrderToCashError):
    """A JSON document is not what it should be; `problems` names each place, never its value."""

    default_code = "wire.invalid-document"


class BrokenDefinition(OrderToCashError):
    """A table, policy or data pack contradicts itself: raised when it is built."""

    default_code = "definition.broken"


class OutOfOrder(OrderToCashError):
    """A history and its process do not belong together: it is damaged, or the code is."""

    default_code = "process.out-of-order-event"


class IdempotencyConflict(OrderToCashError):
    """One command id was used for two different commands: give each command its own id."""

    default_code = "desk.idempotency-conflict"


class MissingExtra(OrderToCashError):
    """An optional package is needed; the message names the command that installs it."""

    default_code = "install.missing-extra"


class PortError(OrderToCashError):
    """The world outside is in the way; nothing was half done."""

    default_code = "port.error"


class Conflict(PortError):
    """Somebody else wrote to the case first: read it again, then decide again."""

    default_code = "port.conflict"


class AnswersLater(PortError):
    """The other side took what it was asked and answers later; until then it is not asked again.

    `Desk.answer` takes the answer; when `until` has come without one, it is asked again.
    """

    default_code = "port.answers-later"

    def __init__(self, message: str, *, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class Unavailable(PortError):
    """The other side cannot answer now; the same request may be tried again later."""

    default_code = "port.unavailable"


def read_or(read: Callable[[], T], otherwise: Callable[[Exception], U]) -> T | U:
    """What is read of one case, or what is said of it where it cannot be, so that others go on.

    Whatever an operator's own code raises counts. A store or port that is away, or want of memory,
    says nothing about the case: `PortError` and `MemoryError` go on to the caller.
    """
    try:
        return read()
    except (PortError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  (one bad case stops no other)
        return otherwise(error)


def parts_of(
    one: S, made: Callable[[S], Iterable[T]], unreadable: Callable[[S, Exception], None] | None
) -> tuple[T, ...]:
    """All that is made of one case or event; of one that cannot be read nothing, and it is told.

    Without `unreadable` the error goes on, as those of `read_or` always do.
    """
    if unreadable is None:
        return tuple(made(one))

    def skipped(error: Exception) -> tuple[T, ...]:
        unreadable(one, error)
        return ()

    return read_or(lambda: tuple(made(one)), skipped)
