"""What a run did, counted line by line in constant memory."""

from collections import Counter
from datetime import datetime
from typing import Final

from attrs import Factory, define

SHOWN: Final = 20
"""How many reasons are listed one by one; the others are counted."""


@define
class Reasons:
    """Why something did not go on: the first ones in full, all of them by code."""

    count: int = 0
    first: list[str] = Factory(list)
    codes: Counter[str] = Factory(Counter)

    def add(self, line: str, *codes: str) -> None:
        """One more, with all its codes."""
        self.count += 1
        self.codes.update(codes)
        if len(self.first) < SHOWN:
            self.first.append(line)


@define
class Tally:
    """How many lines were read, and what became of them.

    `problems` counts what is wrong with bad lines by code, `last` is the latest instant.
    """

    read: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: Reasons = Factory(Reasons)
    bad: int = 0
    problems: Counter[str] = Factory(Counter)
    last: datetime | None = None
