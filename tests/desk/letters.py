"""A small process with every door: letters that are written, read, answered and forgotten."""

import enum
from datetime import datetime, timedelta
from typing import ClassVar, TypeAlias, assert_never

from order_to_cash.domain.core import (
    BusinessCalendar,
    Door,
    Envelope,
    Lifecycle,
    Refusal,
    Role,
    changed,
    entity,
    refuse,
    rows,
)
from order_to_cash.domain.trade import Message, Tell
from order_to_cash.operators.operator import Operator

FULL = "letter.full"
REMINDED_AFTER = timedelta(days=1)
MOST = 2


class Stage(enum.StrEnum):
    UNWRITTEN = "unwritten"
    WRITTEN = "written"


@entity
class Write:
    """Somebody writes a letter to another one; who is blunt does not ask what became of it."""

    to: str = ""
    at: datetime | None = None
    blunt: bool = False


@entity
class Stamp:
    """The post office reports a stamp."""


@entity
class Report:
    """The answer to a question."""


@entity
class Receive:
    """Another letter says something."""


@entity
class Bounce:
    """What this letter said was refused."""


@entity
class Remind:
    """Time has passed."""


@entity
class Written:
    to: str
    at: datetime
    blunt: bool = False


@entity
class Stamped:
    pass


@entity
class Reported:
    pass


@entity
class Received:
    pass


@entity
class Bounced:
    pass


@entity
class Reminded:
    pass


Command: TypeAlias = Write | Stamp | Report | Receive | Bounce | Remind
Event: TypeAlias = Written | Stamped | Reported | Received | Bounced | Reminded

TABLE: Lifecycle[Stage, Command, Event] = Lifecycle.of(
    Stage.UNWRITTEN,
    (Stage.UNWRITTEN, Write, Written, Stage.WRITTEN),
    *rows((Stage.WRITTEN,), Stamp, Stamped),
    *rows((Stage.WRITTEN,), Report, Reported),
    *rows((Stage.WRITTEN,), Receive, Received),
    *rows((Stage.WRITTEN,), Bounce, Bounced),
    *rows((Stage.WRITTEN,), Remind, Reminded),
    roles={
        Write: (Role.SALES,),
        Stamp: Door.SYSTEM.of(Role.BILLING),
        Report: Door.ANSWER.of(Role.WAREHOUSE),
        Receive: Door.CASE.of(Role.PROCESS),
        Bounce: Door.CASE.of(Role.PROCESS),
        Remind: (Role.CLOCK,),
    },
    commands=Command,
    events=Event,
)


@entity
class Letter:
    stage: Stage = Stage.UNWRITTEN
    received: int = 0
    bounced: int = 0
    reminded: int = 0
    due: datetime | None = None


@entity
class Letters:
    """The process; `broken` names an addressee whose letters cannot be looked at."""

    broken: str = ""

    name: ClassVar[str] = "letter"
    role: ClassVar[Role] = Role.PROCESS
    lifecycle: ClassVar[Lifecycle[Stage, Command, Event]] = TABLE
    initial: ClassVar[Letter] = Letter()

    def decide(self, letter: Letter, envelope: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        match envelope.command:
            case Write(to, at, blunt):
                return (Written(to, at or envelope.at, blunt),)
            case Stamp():
                return (Stamped(),)
            case Report():
                return (Reported(),)
            case Receive():
                return refuse(FULL) if letter.received == MOST else (Received(),)
            case Bounce():
                return (Bounced(),)
            case Remind():
                if envelope.case == self.broken:
                    raise ZeroDivisionError("Jane Doe")
                return (Reminded(),)
            case _:
                assert_never(envelope.command)

    def evolve(self, letter: Letter, event: Event, /) -> Letter:
        match event:
            case Written(at=at):
                return changed(letter, stage=Stage.WRITTEN, due=at + REMINDED_AFTER)
            case Received():
                return changed(letter, received=letter.received + 1)
            case Bounced():
                return changed(letter, bounced=letter.bounced + 1)
            case Reminded():
                return changed(letter, reminded=letter.reminded + 1, due=None)
            case Stamped() | Reported():
                return letter
            case _:
                assert_never(event)

    def outgoing(self, _letter: Letter, event: Event, /) -> tuple[Message, ...]:
        if isinstance(event, Written) and event.to:
            bounce = None if event.blunt else Bounce()
            return (Tell("letter", event.to, Receive(), otherwise=bounce),)
        return ()

    def next_check(self, letter: Letter, /) -> datetime | None:
        return letter.due


CALENDAR = BusinessCalendar(zone="America/Lima")


def post_office(*, broken: str = "") -> Operator:
    """An operator whose only process are letters."""
    return Operator("post", (Letters(broken),), CALENDAR)
