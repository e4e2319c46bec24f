"""A small process for the tests of the tools: a parcel is weighed, sent, and gets home or not."""

import enum
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import assert_never

from attrs import field

from order_to_cash.domain.core import (
    Envelope,
    Lifecycle,
    Refusal,
    Role,
    changed,
    entity,
    refuse,
    rows,
)
from order_to_cash.domain.core.lifecycle import then


class Stage(enum.Enum):
    BOOKED = "booked"
    SENT = "on_the_way"
    HOME = "home"
    DROPPED = "dropped"


@entity
class Weigh:
    grams: int


@entity
class Send:
    pass


@entity
class Deliver:
    met: bool = field(kw_only=True)


@entity
class Drop:
    pass


@entity
class Weighed:
    grams: int


@entity
class Sent:
    pass


@entity
class Insured:
    pass


@entity
class Missed:
    pass


@entity
class CameBack:
    pass


@entity
class Delivered:
    pass


@entity
class Dropped:
    pass


Command = Weigh | Send | Deliver | Drop
Event = Weighed | Sent | Insured | Missed | CameBack | Delivered | Dropped

TABLE: Lifecycle[Stage, Command, Event] = Lifecycle.of(
    Stage.BOOKED,
    *rows([Stage.BOOKED], Weigh, Weighed),
    (Stage.BOOKED, Send, Sent, Stage.SENT),
    *then([Stage.SENT], Send, Insured),
    *rows([Stage.SENT], Deliver, Missed),
    *then([Stage.SENT], Deliver, CameBack, Stage.BOOKED),
    (Stage.SENT, Deliver, Delivered, Stage.HOME),
    *rows([Stage.BOOKED], Drop, Dropped, Stage.DROPPED),
    roles={
        Weigh: [Role.WAREHOUSE],
        Send: [Role.WAREHOUSE],
        Deliver: [Role.TECHNICAL_TEAM],
        Drop: [Role.CUSTOMER, Role.SALES],
    },
    commands=Command,
    events=Event,
)

NOT_WEIGHED = "parcel.not-weighed"
TOO_HEAVY = "parcel.too-heavy"
MOST_GRAMS = 3
INSURED_FROM_GRAMS = 2
MOST_MISSES = 2


@entity
class Parcel:
    stage: Stage = Stage.BOOKED
    grams: int = 0
    misses: int = 0


@entity
class Parcels:
    """The process; its table is a field, so that a spoiled one can take its place."""

    lifecycle: Lifecycle[Stage, Command, Event] = field(default=TABLE, repr=False)
    name: str = "parcel"
    role: Role = Role.WAREHOUSE
    initial: Parcel = Parcel()

    def decide(self, state: Parcel, envelope: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        match envelope.command:
            case Weigh(grams):
                if grams > MOST_GRAMS:
                    return refuse(TOO_HEAVY, grams=grams, most=MOST_GRAMS)
                return (Weighed(grams),)
            case Send():
                if not state.grams:
                    return refuse(NOT_WEIGHED)
                return (Sent(), Insured()) if state.grams >= INSURED_FROM_GRAMS else (Sent(),)
            case Deliver(met=met):
                if met:
                    return (Delivered(),)
                last = state.misses + 1 >= MOST_MISSES
                return (Missed(), CameBack()) if last else (Missed(),)
            case Drop():
                return (Dropped(),)
            case never:
                assert_never(never)

    def evolve(self, state: Parcel, event: Event, /) -> Parcel:
        after = changed(state, stage=self.lifecycle.after(state.stage, event))
        match event:
            case Weighed(grams):
                return changed(after, grams=grams)
            case Missed():
                return changed(after, misses=state.misses + 1)
            case CameBack():
                return changed(after, misses=0)
            case _:
                return after

    def outgoing(self, state: Parcel, event: Event, /) -> tuple[str, ...]:
        return (f"parcel is {state.stage.value}",) if isinstance(event, Delivered) else ()

    def next_check(self, state: Parcel, /) -> datetime | None:
        return NOON + timedelta(days=state.misses) if state.misses else None


NOON = datetime(2024, 1, 2, 12, tzinfo=UTC)
ROLES: dict[type[Command], Role] = {
    Weigh: Role.WAREHOUSE,
    Send: Role.WAREHOUSE,
    Deliver: Role.TECHNICAL_TEAM,
    Drop: Role.CUSTOMER,
}


def envelope(command: Command, *, role: Role | None = None) -> Envelope[Command]:
    return Envelope("id-1", "case-1", "parcel", NOON, "ana", role or ROLES[type(command)], command)


def everything() -> Iterator[Envelope[Command]]:
    """All that is ever tried in the small world of parcels."""
    for grams in range(1, MOST_GRAMS + 2):
        yield envelope(Weigh(grams))
    yield envelope(Send())
    yield envelope(Deliver(met=True))
    yield envelope(Deliver(met=False))
    yield envelope(Drop())
    yield envelope(Drop(), role=Role.BILLING)


def choose(random: Random, state: Parcel) -> Envelope[Command]:
    """Anything at all, whatever the parcel's state."""
    del state
    return envelope(
        random.choice(
            (Weigh(random.randint(1, 4)), Send(), Deliver(met=random.random() < 0.5), Drop())
        )
    )
