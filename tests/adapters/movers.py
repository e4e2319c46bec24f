"""A move that is killed on its way, while the tests look on."""

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from order_to_cash.adapters import moving
from order_to_cash.adapters.stores import is_url


def move_and_die(source: str, to: str, first: str, told: Connection) -> None:
    """Move a row at a time, and be killed at the second one that begins with this."""
    moved, left = moving._told, [2]

    def counted(page: list[Any]) -> bytes:
        left[0] -= page[0][0] == first
        if not left[0]:
            told.send("killed")
            os.kill(os.getpid(), signal.SIGKILL)
        return moved(page)

    moving.PAGE = 1  # type: ignore[misc]
    moving._told = counted
    moving.move(*(place if is_url(place) else Path(place) for place in (source, to)))
