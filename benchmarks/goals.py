"""What is to be reached where it is a time and not a ratio, in seconds."""

from typing import Final

from benchmarks.measure import Probe


def ten_microseconds() -> float:
    """For a decision that is replayed: a hundred thousand a second on one core."""
    return 1e-5


def two_milliseconds() -> float:
    """For a line through `run`, with the report."""
    return 2e-3


def tenth() -> float:
    """For the import of a data pack."""
    return 0.1


def two_fifths() -> float:
    """For what somebody waits for at a terminal."""
    return 0.4


REPLAYED: Final = Probe("10 µs", "benchmarks.goals:ten_microseconds")
LINE: Final = Probe("2 ms", "benchmarks.goals:two_milliseconds")
IMPORT: Final = Probe("100 ms", "benchmarks.goals:tenth")
WAITED: Final = Probe("400 ms", "benchmarks.goals:two_fifths")
