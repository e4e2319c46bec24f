"""Requests as they are measured: when opened, when closed, whether effectively, and their labels.

Time is counted between instants in UTC, so a change of the clocks neither adds nor takes an hour.
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import Factory, field

from order_to_cash.domain.core import Pause, entity
from order_to_cash.domain.core.instants import in_utc


def _known(at: datetime | None) -> datetime | None:
    return None if at is None else in_utc(at)


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
