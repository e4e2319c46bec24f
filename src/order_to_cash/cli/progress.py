"""How far a long run is, on the terminal."""

from datetime import datetime
from time import monotonic
from typing import Final, TextIO

from attrs import define, field

EVERY: Final = 0.5
"""Seconds between two signs of life."""

CLEAR: Final = "\r\033[K"


@define
class Progress:
    """One line on a terminal, written anew; a line each time where there is none."""

    stream: TextIO
    shown: bool
    started: float = field(factory=monotonic)
    last: float = field(factory=monotonic)

    def seen(self, count: int, at: datetime | None) -> None:
        """So many lines were read, the latest of that instant."""
        now = monotonic()
        if not self.shown or now - self.last < EVERY:
            return
        self.last = now
        speed = count / max(now - self.started, EVERY)
        day = "" if at is None else f", {at:%Y-%m-%d}"
        words = f"{count:,} lines{day}, {speed:,.0f} a second"
        terminal = self.stream.isatty()
        begin, end = (CLEAR, "") if terminal else ("", "\n")
        print(f"{begin}{words}", end=end, file=self.stream, flush=True)

    def clear(self) -> None:
        """Leave the line empty for something else."""
        if self.shown and self.stream.isatty():
            print(CLEAR, end="", file=self.stream, flush=True)
