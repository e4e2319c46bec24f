"""How much a comparison holds at most, of few orders and of many.

`python -m tests.comparing.memory FOLDER` measures in a process that did nothing before, so that
what others keep or let go of does not count.
"""

import gc
import json
import re
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from order_to_cash.analytics import following
from order_to_cash.comparing import Comparison, compare, money, past
from order_to_cash.desk import cases
from tests.cli.commands import run, written
from tests.comparing.packs import STRICT, good_lines

FEW, MANY = 6, 48
"""How many orders, each of four commands: placed, scheduled, handed over, paid."""

DAY: Final = re.compile(r'\d{4}-\d\d-\d\d(?=[T"])')
END: Final = ("--now", "2024-03-01T00:00:00-05:00")
AT_ONCE: Final = {cases: "KEPT", following: "KEPT", past: "PAGE", money: "PAGE"}
"""What says how many cases and events are held at once."""


def _later(days: int, day: re.Match[str]) -> str:
    return f"{date.fromisoformat(day[0]) + timedelta(days=days)}"


def lines(orders: int) -> list[str]:
    """The same order again and again, four a day, most of which the account cannot bear."""
    made = [
        DAY.sub(partial(_later, number // 4), line.replace("6010", f"6010x{number}"))
        for number in range(orders)
        for line in good_lines("O-6010")
    ]
    return sorted(made, key=lambda line: datetime.fromisoformat(json.loads(line)["at"]))


def store(folder: Path, orders: int) -> Path:
    """A file on which they were played."""
    db = folder / f"{orders}.db"
    assert 2 > run(written(folder / f"{orders}.jsonl", lines(orders)), db, *END).status
    return db


@contextmanager
def collected() -> Iterator[None]:
    """What nobody holds any more is let go of at once, and not when Python comes to it."""
    gc.collect()
    gc.freeze()
    threshold = gc.get_threshold()
    gc.set_threshold(200, 2, 2)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()


def most_held(db: Path) -> tuple[int, Comparison, list[int]]:
    """The most bytes that were held while it compared, what it found, and how far it said it is."""
    told: list[int] = []

    def seen(count: int, _at: datetime | None) -> None:
        told.append(count)

    with collected():
        tracemalloc.start()
        try:
            found = compare(db, STRICT, seen=seen)
            return tracemalloc.get_traced_memory()[1], found, told
        finally:
            tracemalloc.stop()


def measured(folder: Path) -> dict[str, object]:
    """The most that was held with few cases at once, how much was played, and what was told."""
    for module, name in AT_ONCE.items():
        setattr(module, name, 8)
    short, long = store(folder, FEW), store(folder, MANY)
    compare(short, STRICT)  # what Python and the library keep for good is kept from here on
    few, found, _ = most_held(short)
    many, found_of_many, told = most_held(long)
    played = (found.commands, found_of_many.commands)
    return {"few": few, "many": many, "played": played, "told": told[-4 * MANY :]}


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))  # noqa: T201
