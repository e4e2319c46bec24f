"""What work costs, by figures that no slow machine changes: steps counted, and times compared.

Steps see what Python does; what one call of C does they cannot see, and there two pieces of work
take turns in one process, so that a busy minute hits both.
"""

import gc
import sys
from collections.abc import Callable
from math import inf
from time import process_time
from typing import Final, TypeAlias

Work: TypeAlias = Callable[[], object]

MOST_GROWTH: Final = 2.6
"""Twice as much to do costs at most so many times as much: far from four, which is a square."""

MOST_TIMES: Final = 5.0
"""So many times the work for something harmless of the same size is still no attack."""

MOST_STEPS: Final = 2.5
"""So many times the steps; the dearest attack takes 1.9, and no slow machine makes it more."""

ROUNDS: Final = 40
"""Enough for one quiet round of each; what is cheap needs a single one."""


def steps(work: Work) -> int:
    """How many functions are called, those in C included: the same number every time."""
    work()  # what is made once for all is made now
    count = 0

    def called(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count


def growth(of_size: Callable[[int], Work], size: int) -> float:
    """How many times the steps for half of a size the whole of it takes."""
    return steps(of_size(size)) / steps(of_size(size // 2))


def seconds(work: Work) -> float:
    """Processor seconds of one run, for nothing but a ratio."""
    begun = process_time()
    work()
    return process_time() - begun


def times(dear: Work, cheap: Work, enough: float = MOST_TIMES) -> float:
    """How many times as long one takes as the other, by the fastest of rounds that take turns.

    The first round that finds no more than `enough` is the last one.
    """
    most, least = inf, inf
    for _ in range(ROUNDS):
        most, least = min(most, seconds(dear)), min(least, seconds(cheap))
        if most <= enough * least:
            break
    return most / least if least else inf if most else 0.0
