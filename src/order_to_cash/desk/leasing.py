"""Leases that last for as long as what they are for: renewed while a port takes its time.

One thread of the program does so for all its desks. It is begun with the first message that is
sent by a clock, sleeps until a third of a lease has passed, and touches only what is still being
sent then: a message that is sent at once costs it nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Condition, Thread
from time import monotonic
from typing import Final

from attrs import define

from order_to_cash.desk.logs import left
from order_to_cash.desk.present import Clock
from order_to_cash.domain.core import changed
from order_to_cash.ports.journal import Journal, Lease

NEVER: Final = float("inf")


@define(eq=False)
class Held:
    """Messages that are being sent, and when their lease is to be renewed."""

    journal: Journal
    lease: Lease
    keys: tuple[str, ...]
    clock: Clock
    every: float
    due: float

    def renew(self) -> None:
        """Let the lease last as long from now on as it did at first."""
        self.due += self.every
        try:
            until: datetime = self.clock() + (self.lease.until - self.lease.since)
            self.journal.renew(changed(self.lease, until=until), *self.keys)
        except Exception as error:  # noqa: BLE001  (it is tried again; the lease lasts until then)
            left("the lease on it could not be renewed", self.keys[0], error)


class Renewing:
    """Renews the leases of whatever is being sent for long."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._held: set[Held] = set()
        self._thread: Thread | None = None
        self._wakes = NEVER

    @contextmanager
    def during(
        self, journal: Journal, lease: Lease, keys: tuple[str, ...], clock: Clock | None
    ) -> Iterator[None]:
        """Renew the lease on these messages from time to time; without a clock none passes."""
        if clock is None:
            yield
            return
        every = (lease.until - lease.since).total_seconds() / 3
        held = Held(journal, lease, keys, clock, every, monotonic() + every)
        self._begin(held)
        try:
            yield
        finally:
            with self._changed:
                self._held.discard(held)

    def _begin(self, held: Held) -> None:
        with self._changed:
            self._held.add(held)
            if self._thread is None or not self._thread.is_alive():  # it does not survive a fork
                self._wakes = held.due
                self._thread = Thread(target=self._go_on, name="leases", daemon=True)
                self._thread.start()
            elif held.due < self._wakes:
                self._changed.notify()

    def _go_on(self) -> None:
        while True:
            with self._changed:
                self._wakes = min((held.due for held in self._held), default=NEVER)
                pause = self._wakes - monotonic()
                if pause > 0:
                    self._changed.wait(None if pause == NEVER else pause)
                due = [held for held in self._held if held.due <= monotonic()]
            for held in due:
                held.renew()


RENEWING: Final = Renewing()
"""That of the program."""
