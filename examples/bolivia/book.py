"""Where the lines of the example are collected, and how a transfer is told step by step."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

LA_PAZ = timezone(timedelta(hours=-4))
START = datetime(2020, 11, 16, 8, 30, tzinfo=LA_PAZ)
"""A Monday morning; the example lasts two weeks."""

Line = tuple[datetime, str]


def at(day: int, clock: str = "08:30:00") -> datetime:
    """That time of the day, counted from the first Monday as 0."""
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return START.replace(hour=hours, minute=minutes, second=seconds) + timedelta(days=day)


def bob(amount: str) -> dict[str, str]:
    """An amount in bolivianos."""
    return {"amount": amount, "currency": "BOB"}


class Book:
    """All lines so far."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def write(self, when: datetime, envelope: dict[str, Any]) -> None:
        """Put down one envelope."""
        self.lines.append((when, json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))))


class Case:
    """Anything that commands are given to; each gets an id of its own."""

    def __init__(self, book: Book, process: str, id_: str) -> None:
        self.book, self.process, self.id, self.given = book, process, id_, 0

    def say(self, when: datetime, who: str, type_: str, **fields: Any) -> None:
        """Give a command; `who` is an actor and a role, as in `asesor-2/commercial_advisor`."""
        self.given += 1
        actor, _, role = who.partition("/")
        envelope = {
            "id": f"{self.id}-{self.given:02}",
            "case": self.id,
            "process": self.process,
            "at": when.isoformat(),
            "actor": actor,
            "role": role,
            "command": {"type": type_, **fields},
        }
        self.book.write(when, envelope)
