"""Questions and instructions: a message says itself where it goes and what comes back of it."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Protocol, Union, get_args, get_origin, get_type_hints

import attrs

from order_to_cash.domain.core.errors import InvalidValue, Problem
from order_to_cash.domain.core.lifecycle import Door
from order_to_cash.domain.core.process import Process


class PortMessage(Protocol):
    """A question or an instruction to a port, the same for ours and for those of others."""

    topic: ClassVar[str]
    """The name of the port; messages of one case to one port keep their order."""

    def answered(self, answer: Any, /) -> Any | None:
        """The command as which the port's answer comes back to the case, or nothing.

        It is pure, and names the commands in its return type. It raises `Unavailable` for an
        answer that settles nothing yet, and `PortError` where the other side refused.
        """
        ...


def only_done(_message: object, answer: object, /) -> None:
    """The `answered` of a message that only has to be done: there is nothing to come back."""
    if answer is not None:
        raise InvalidValue(
            "to this message there is no answer but that it was done; give `None`",
            code="desk.not-an-answer",
        )


def messages_of(process: Process[Any, Any, Any]) -> tuple[type[PortMessage], ...]:
    """The messages of its own that a process sends to ports; most send only the library's.

    A process that has some says so in a further attribute beside the five functions, `messages`.
    """
    return tuple(getattr(process, "messages", ()))


@cache
def answers_of(message: type) -> tuple[type, ...]:
    """What a message's answer may come back as, by the return type of `answered`.

    These are commands, and `NoneType` where nothing may come back.
    """
    try:
        said = get_type_hints(message.answered)["return"]  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001  (annotations that only a type checker can read say nothing)
        return ()
    kinds = get_args(said) if get_origin(said) in {Union, UnionType} else (said,)
    return tuple(kind for kind in kinds if kind is NoneType or attrs.has(kind))


@cache
def asked_for(message: type) -> Any:
    """What a port returns for a message of this class: the type of what `answered` takes.

    It is `NoneType` where it only has to be done. Raises `InvalidValue` where nothing says it.
    """
    try:
        hints = get_type_hints(message.answered)  # type: ignore[attr-defined]
        (taken,) = [hint for name, hint in hints.items() if name not in {"return", "_message"}]
    except Exception:  # noqa: BLE001  (annotations that only a type checker can read say nothing)
        raise InvalidValue(
            f"nothing says what the answer to {message.__name__} is; annotate what its `answered`"
            " takes",
            code="desk.untyped-answer",
        ) from None
    return NoneType if taken is object else taken


def flaws_of(process: Process[Any, Any, Any]) -> Iterator[Problem]:
    """What keeps the messages of a process from going out, and their answers from coming back."""
    yield from _unsaid(process)
    table, role = process.lifecycle, process.role
    for message in messages_of(process):
        place = f"{process.name}.{message.__name__}"
        for command in answers_of(message):
            name = command.__name__
            if command is NoneType:
                continue
            if command not in table.commands:
                yield Problem(
                    "process.answer",
                    place,
                    f"its answer comes back as {name}, which is no command of the process; add it",
                )
            elif table.door(command, role) is not Door.ANSWER:
                yield Problem(
                    "process.answer",
                    place,
                    f"its answer comes back as {name}; let it in by the door of answers, with "
                    f"`{name}: Door.ANSWER.of(Role.{role.name})` in the table",
                )


def _unsaid(process: Process[Any, Any, Any]) -> Iterator[Problem]:
    """What these messages ought to say of themselves, and do not."""
    for message in messages_of(process):
        name, topic = f"{process.name}.{message.__name__}", getattr(message, "topic", None)
        if not attrs.has(message):
            yield Problem("process.message", name, "make it an entity, so that it can be stored")
        if not isinstance(topic, str) or not topic or "/" in topic:
            yield Problem(
                "process.message",
                name,
                'say to which port it goes: `topic: ClassVar[str] = "name"`, without a slash',
            )
        if not callable(getattr(message, "answered", None)):
            yield Problem(
                "process.message",
                name,
                "say what its answer comes back as: `def answered(self, answer, /)`; where there "
                "is none, `answered = only_done`",
            )
