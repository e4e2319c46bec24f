"""The present as a desk knows it: a ceiling for what it is told, and never a date of anything."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from order_to_cash.domain.core import InvalidValue
from order_to_cash.domain.core.instants import aware

AHEAD: Final = timedelta(minutes=5)
"""How far clocks may differ: a command from later than the desk's clock and this is refused."""

JUMP: Final = timedelta(days=45)
"""The furthest that time passes at once unless somebody says that it shall."""

Clock: TypeAlias = Callable[[], datetime]
"""Tells the instant it is; a desk never dates anything by it."""


def instant_of(now: datetime | None, clock: Clock | None) -> datetime:
    """The instant that was named, or the clock's; raises `InvalidValue` where there is neither."""
    if now is not None:
        return aware(now)
    if clock is None:
        raise InvalidValue(
            "this desk has no clock; give the instant, or give the desk a clock",
            code="desk.no-instant",
        )
    return told_by(clock)


def told_by(clock: Clock) -> datetime:
    """What the clock tells; raises `InvalidValue` where that is no instant."""
    match clock():
        case datetime() as now if now.utcoffset() is not None:
            return now
    raise InvalidValue(
        "the clock of this desk tells no instant with its offset; give one that does, such as"
        " lambda: datetime.now(UTC)",
        code="desk.clock",
    )


def not_ahead(at: datetime, clock: Clock | None) -> datetime:
    """The instant; raises `InvalidValue` if it is later than the clock and what clocks differ."""
    if clock is not None and at > told_by(clock) + AHEAD:
        raise InvalidValue(
            "that instant is in the future; correct it, or the clock of this desk",
            code="desk.from-the-future",
        )
    return at


def check_jump(now: datetime, reached: datetime | None) -> None:
    """Raise `InvalidValue` where more time would pass at once than anybody means by accident."""
    if reached is not None and now - reached > JUMP:
        raise InvalidValue(
            f"that is more than {JUMP.days} days beyond {reached.isoformat()}, the instant"
            " this store has reached: check the year and the clock; where so much time did"
            " pass, say so with `jump=True`, or --jump",
            code="desk.jump",
        )
