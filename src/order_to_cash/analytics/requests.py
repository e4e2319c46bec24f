"""Requests as they are measured: when opened, when closed, whether effectively, and their labels.

Time is counted between instants in UTC, so a change of the clocks neither adds nor takes an hour.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import Factory, field

from order_to_cash.domain.core import InvalidValue, entity
from order_to_cash.domain.core.instants import in_utc


def _known(at: datetime | None) -> datetime | None:
    return None if at is None else in_utc(at)


@entity
class Pause:
    """A time that does not count, for instance while the customer is asked; `None` is no end yet.

    Raises `InvalidValue` for a pause that ends before it begins.
    """

    begins: datetime = field(converter=in_utc)
    ends: datetime | None = field(default=None, converter=_known)

    def __attrs_post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise InvalidValue(
                "a pause ends before it begins; swap its instants", code="indicators.pause"
            )


@entity
class Request:
    """One request of a customer; not closed yet if `closed` is `None`.

    Instants without an offset are refused with `InvalidValue`.
    """

    opened: datetime = field(converter=in_utc)
    closed: datetime | None = field(default=None, converter=_known)
    effective: bool = False
    labels: Mapping[str, str] = Factory(dict)
    pauses: tuple[Pause, ...] = ()

    @property
    def misdated(self) -> bool:
        """Whether it was closed before it was opened: an error of the data."""
        return self.closed is not None and self.closed < self.opened

    def elapsed(self, until: datetime) -> timedelta:
        """The time from opening until that instant, without the pauses."""
        whole = until - self.opened
        return whole - paused(self.pauses, self.opened, until) if self.pauses else whole


def paused(pauses: Iterable[Pause], begins: datetime, ends: datetime) -> timedelta:
    """How much of the time between two instants was paused; what overlaps counts once."""
    total, done = timedelta(), begins
    for pause in sorted(pauses, key=lambda pause: pause.begins):
        last = ends if pause.ends is None else min(pause.ends, ends)
        if last > (first := max(pause.begins, done)):
            total += last - first
            done = last
    return total
