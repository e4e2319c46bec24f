"""A process of one file that asks a register of its own, and instructs it."""

import enum
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeAlias, assert_never

from attrs import define, field

from order_to_cash.domain.core import (
    BusinessCalendar,
    Door,
    Envelope,
    Lifecycle,
    PortError,
    Refusal,
    Role,
    changed,
    entity,
    only_done,
    rows,
)
from order_to_cash.domain.trade import Tell
from order_to_cash.operators.operator import Operator

REGISTER = "register"


class Stage(enum.StrEnum):
    NEW = "new"
    ASKED = "asked"
    KNOWN = "known"


@entity
class Open:
    """Somebody wants to know who owns a thing."""

    thing: str


@entity
class ReportOwner:
    """The register answers."""

    owner: str


@entity
class Forget:
    """Nobody wants to know any more."""


@entity
class AskOwner:
    """Who owns this?"""

    thing: str

    topic: ClassVar[str] = REGISTER

    def answered(self, answer: str, /) -> ReportOwner:
        return ReportOwner(answer)


@entity
class Mark:
    """Register: the owner is known here."""

    thing: str

    topic: ClassVar[str] = REGISTER
    answered = only_done


@entity
class Strike:
    """Register: strike it out, and say that it is done."""

    thing: str

    topic: ClassVar[str] = REGISTER

    def answered(self, answer: bool, /) -> None:
        if not answer:
            raise PortError("the register refused; mend its entry and release the message")


@entity
class Opened:
    thing: str


@entity
class OwnerReported:
    owner: str


@entity
class Forgotten:
    thing: str


Command: TypeAlias = Open | ReportOwner | Forget
Event: TypeAlias = Opened | OwnerReported | Forgotten
Sent: TypeAlias = AskOwner | Mark | Strike | Tell

TABLE: Lifecycle[Stage, Command, Event] = Lifecycle.of(
    Stage.NEW,
    (Stage.NEW, Open, Opened, Stage.ASKED),
    (Stage.ASKED, ReportOwner, OwnerReported, Stage.KNOWN),
    *rows((Stage.KNOWN,), Forget, Forgotten),
    roles={
        Open: (Role.SALES,),
        ReportOwner: Door.ANSWER.of(Role.PROCESS),
        Forget: (Role.SALES,),
    },
    commands=Command,
    events=Event,
)


@entity
class Inquiry:
    stage: Stage = Stage.NEW
    thing: str = ""
    owner: str = ""


@entity
class Inquiries:
    """The process; `messages` can be others, to see what is said of them."""

    messages: tuple[type, ...] = (AskOwner, Mark, Strike)

    name: ClassVar[str] = "inquiry"
    role: ClassVar[Role] = Role.PROCESS
    lifecycle: ClassVar[Lifecycle[Stage, Command, Event]] = TABLE
    initial: ClassVar[Inquiry] = Inquiry()

    def decide(self, it: Inquiry, envelope: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        match envelope.command:
            case Open(thing):
                return (Opened(thing),)
            case ReportOwner(owner):
                return (OwnerReported(owner),)
            case Forget():
                return (Forgotten(it.thing),)
            case _:
                assert_never(envelope.command)

    def evolve(self, it: Inquiry, event: Event, /) -> Inquiry:
        after = changed(it, stage=TABLE.after(it.stage, event))
        match event:
            case Opened(thing):
                return changed(after, thing=thing)
            case OwnerReported(owner):
                return changed(after, owner=owner)
            case _:
                return after

    def outgoing(self, it: Inquiry, event: Event, /) -> tuple[Sent, ...]:
        match event:
            case Opened(thing):
                return (AskOwner(thing),)
            case OwnerReported():
                return (Mark(it.thing),)
            case Forgotten(thing):
                return (Strike(thing),)
            case _:
                assert_never(event)

    def next_check(self, _it: Inquiry, /) -> datetime | None:
        return None


@define
class Register:
    """The port: answers with what it was made with, and keeps what it was sent, by key.

    An answer that is an exception is raised.
    """

    owner: Any = "Ana"
    mark: Any = None
    strike: Any = True
    sent: dict[str, Any] = field(factory=dict)
    calls: int = 0

    def send(self, key: str, message: Any, /) -> Any:
        self.calls += 1
        kind = {AskOwner: "owner", Mark: "mark", Strike: "strike"}[type(message)]
        answer = getattr(self, kind)
        if isinstance(answer, Exception):
            raise answer
        self.sent.setdefault(key, message)
        return answer


CALENDAR = BusinessCalendar(zone="America/Lima")
PROCESS = Inquiries()
KEPT: dict[str, Register] = {}
"""The registers that packs brought, by the file of their desk."""


def beside(file: Path, /) -> dict[str, Register]:
    """A register for each file of a desk."""
    return {REGISTER: KEPT.setdefault(str(file), Register())}


def office(*messages: type, ports: Callable[[Path], dict[str, Register]] | None = None) -> Operator:
    """A pack with this process alone; without `ports` the desk has to be given them."""
    process = Inquiries(messages) if messages else PROCESS
    if ports is None:
        return Operator("inquiries", (process,), CALENDAR)
    return Operator("inquiries", (process,), CALENDAR, ports=ports)


WITH_REGISTER = office(ports=beside)
"""The pack as a command line finds it, with its register."""
