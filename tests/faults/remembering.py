"""A wire that reads each stored event once, for tests that read the same ones all the time."""

from functools import lru_cache
from typing import Any

from order_to_cash.wire import Wire

EVENTS = 10_000


class Remembering:
    """Events of the same text are one and the same, since nobody can change them.

    Commands, answers, messages and states are read anew each time, and so is what is refused.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.load_event = lru_cache(EVENTS)(wire.load_event)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wire, name)
