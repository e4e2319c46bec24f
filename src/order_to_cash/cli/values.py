"""How what is written on the command line is read; what cannot be read ends in a line of advice."""

import argparse
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from pathlib import Path

from order_to_cash.adapters.sql.store import LONGEST_TIMEOUT
from order_to_cash.adapters.sqlite.file import MEMORY
from order_to_cash.adapters.stores import is_url
from order_to_cash.domain.core import InvalidValue
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.instants import aware
from order_to_cash.ports.journal import Share


def instant(text: str) -> datetime:
    """An instant with its offset."""
    try:
        return aware(datetime.fromisoformat(text))
    except (ValueError, InvalidValue):
        advice = "an instant with its offset is due, such as 2024-02-29T10:00:00-05:00"
        raise argparse.ArgumentTypeError(advice) from None


def day(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is due, such as 2024-02-29") from None


def share(text: str) -> Share:
    """A part of the cases, such as 2/8."""
    part, _, of = text.partition("/")
    try:
        return Share(int(part), int(of))
    except (ValueError, InvalidValue):
        advice = "a part of so many is due, such as 2/8"
        raise argparse.ArgumentTypeError(advice) from None


def place(text: str) -> Path | str:
    """The URL of a database, or the path of a file."""
    return text if is_url(text) else kept(text)


def hours(text: str) -> tuple[time, time]:
    """Two times of the day, such as 09:00-17:00."""
    opens, _, closes = text.partition("-")
    try:
        return time.fromisoformat(opens), time.fromisoformat(closes)
    except ValueError:
        advice = "two times of the day are due, such as 09:00-17:00"
        raise argparse.ArgumentTypeError(advice) from None


def kept(text: str) -> Path:
    """The path of a file that stays."""
    if is_url(text):
        advice = "a database is copied by its own tools, such as pg_dump; give the path of a file"
        raise argparse.ArgumentTypeError(advice)
    if text in ("", MEMORY):
        advice = "what is kept there is gone when the program ends; give the path of a file"
        raise argparse.ArgumentTypeError(advice)
    return Path(text)


def seconds(text: str) -> float:
    """Seconds that somebody waits."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if 0 <= seconds <= LONGEST_TIMEOUT:
        return seconds
    raise argparse.ArgumentTypeError(f"give seconds from 0 to {LONGEST_TIMEOUT}")


def folder(text: str) -> Path:
    """A folder that is named: an empty name would be the one we are in."""
    if is_given(text):
        return Path(text)
    raise argparse.ArgumentTypeError("name a folder, or . for this one")


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """Whatever is known under one of these names."""

    def chosen(text: str) -> str:
        if text in known:
            return text
        raise argparse.ArgumentTypeError(f"give one of: {', '.join(known)}")

    return chosen
