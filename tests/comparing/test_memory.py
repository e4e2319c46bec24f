"""A comparison holds no more of a long past than of a short one, and says how far it is."""

import gc
import json
import re
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest

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


def test_eight_times_as_many_commands_need_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few cases held at once the most that is held stays; all held, it is half as much more.

    Every command is told to whoever watches, once it was played.
    """
    for module, name in AT_ONCE.items():
        monkeypatch.setattr(module, name, 8)
    short, long = store(tmp_path, FEW), store(tmp_path, MANY)
    compare(short, STRICT)  # what Python and the library keep for good is kept from here on
    few, found, _ = most_held(short)
    many, found_of_many, told = most_held(long)
    assert 8 * found.commands == found_of_many.commands == 4 * MANY
    assert [*range(1, 4 * MANY + 1)] == told[-4 * MANY :]
    assert many < few * 1.25
