"""`work`: deliver and let time pass until told to stop; any number of workers share a store.

No worker needs to know the others: what one has taken is leased, and nobody else is given it. A
signal to stop is remembered, and heeded between two few of messages or cases, so that nothing is
left half done; a worker that is killed leaves its leases, which end by themselves.
"""

import logging
import secrets
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from time import gmtime, monotonic, sleep
from types import FrameType
from typing import Final

from attrs import define, field

from order_to_cash.cli.cases import existing_desk
from order_to_cash.cli.status import GOOD
from order_to_cash.desk import Desk, Passed
from order_to_cash.domain.core import Unavailable
from order_to_cash.ports.journal import ALL

LOG: Final = logging.getLogger("order_to_cash.work")

IDLE: Final = 0.5
"""Seconds until the next look where nothing was to be done."""

FIRST: Final = 0.5
"""Seconds until the next try when the store went away, twice as long each time."""

LONGEST: Final = 30.0
"""The most of them."""

EVERY: Final = 60.0
"""Seconds between two lines of counters."""

SLICE: Final = 0.1
"""Seconds that a signal to stop waits at most while nothing is done."""

STOPPING: Final = (signal.SIGTERM, signal.SIGINT)


@define
class Told:
    """Whether somebody said to stop."""

    to_stop: bool = False

    def hear(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember a signal, whatever it comes into the middle of."""
        self.to_stop = True

    def goes_on(self) -> bool:
        """Whether nobody did."""
        return not self.to_stop

    def wait(self, seconds: float) -> None:
        """Do nothing for so long, or until somebody does."""
        until = monotonic() + seconds
        while not self.to_stop and (left := until - monotonic()) > 0:
            sleep(min(left, SLICE))


@define
class Counters:
    """What a worker did since it started."""

    passed: Passed = field(factory=Passed)
    away: int = 0
    told_at: float = field(factory=monotonic)

    def add(self, passed: Passed) -> None:
        """Count what was done, and leave a line in the log from time to time."""
        self.passed += passed
        if monotonic() - self.told_at >= EVERY:
            self.tell()

    def tell(self) -> None:
        """Leave a line in the log."""
        self.told_at = monotonic()
        passed, sent = self.passed, self.passed.delivery
        LOG.info(
            "messages: %d delivered, %d postponed, %d parked; cases: %d looked at, %d set aside;"
            " the store was away %d times",
            *(sent.delivered, sent.postponed, sent.parked),
            *(passed.looked, passed.aside, self.away),
        )


def work(options: Namespace) -> int:
    """Work until a signal says to stop, then end what was begun."""
    counters, told, worker = Counters(), Told(), f"work-{secrets.token_hex(8)}"
    with _heeding(told), _logged():
        share = options.share
        LOG.info("works on %s", "all" if share == ALL else f"share {share.part}/{share.of}")
        pause = FIRST
        while told.goes_on():
            before = counters.passed
            try:
                with existing_desk(options, options.data, worker=worker, share=share) as desk:
                    desk.start_again()
                    _work(desk, options, counters, told)
            except Unavailable as error:
                counters.away += 1
                pause = FIRST if counters.passed != before else pause
                LOG.warning("the store is away, tried again in %s s: %s", pause, error.message)
                told.wait(pause)
                pause = min(pause * 2, LONGEST)
        counters.tell()
        LOG.info("stopped as it was told")
    return GOOD


def _work(desk: Desk, options: Namespace, counters: Counters, told: Told) -> None:
    while told.goes_on():
        passed = desk.work(told.goes_on, jump=options.jump)
        counters.add(passed)
        if passed == Passed():
            told.wait(IDLE)


@contextmanager
def _heeding(told: Told) -> Iterator[None]:
    before = {sign: signal.signal(sign, told.hear) for sign in STOPPING}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


@contextmanager
def _logged() -> Iterator[None]:
    """The log of the library goes to the standard error, with the instant of each line in UTC."""
    log, handler = logging.getLogger("order_to_cash"), logging.StreamHandler(sys.stderr)
    lines = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s")
    lines.default_time_format, lines.converter = "%Y-%m-%dT%H:%M:%S", gmtime
    lines.datefmt = lines.default_time_format
    handler.setFormatter(lines)
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
