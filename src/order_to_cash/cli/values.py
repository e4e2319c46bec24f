"""What stands behind an option, read from its text; what it cannot be is told in a sentence."""

import argparse
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from pathlib import Path

from order_to_cash.adapters.sqlite.file import LONGEST_TIMEOUT, MEMORY
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
    """A part of so many, such as 2/8."""
    part, _, of = text.partition("/")
    try:
        return Share(int(part), int(of))
    except (ValueError, InvalidValue):
        advice = "a part of so many is due, such as 2/8"
        raise argparse.ArgumentTypeError(advice) from None


def place(text: str) -> Path | str:
    """The path of a file that is kept, or the URL of a database."""
    return text if is_url(text) else kept(text)


def hours(text: str) -> tuple[time, time]:
    """Two times of the day."""
    opens, _, closes = text.partition("-")
    try:
        return time.fromisoformat(opens), time.fromisoformat(closes)
    except ValueError:
        advice = "two times of the day are due, such as 09:00-17:00"
        raise argparse.ArgumentTypeError(advice) from None


def kept(text: str) -> Path:
    """The path of a file that lasts."""
    if is_url(text):
        advice = "a database is copied by its own tools, such as pg_dump; give the path of a file"
        raise argparse.ArgumentTypeError(advice)
    if text in ("", MEMORY):
        advice = "what is kept there is gone when the program ends; give the path of a file"
        raise argparse.ArgumentTypeError(advice)
    return Path(text)


def seconds(text: str) -> float:
    """Seconds from 0 to the longest that is waited."""
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


def of(known: Collection[str]) -> Callable[[str], str]:
    """One of the values that are known."""

    def chosen(text: str) -> str:
        if text in known:
            return text
        raise argparse.ArgumentTypeError(f"give one of: {', '.join(known)}")

    return chosen
