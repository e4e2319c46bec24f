"""The store that all requests share, and the thread that sends and lets time pass."""

import logging
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final

from attrs import define, field, frozen

from order_to_cash import Desk, open_desk
from order_to_cash.desk import Passed, Watch, unwatched
from order_to_cash.domain.core import PortError

LOG: Final = logging.getLogger("service")
IDLE: Final = 0.5
"""Seconds until the next look where nothing was to be done."""

AWAY: Final = 5.0
"""Seconds until the store is tried again."""


@frozen
class Settings:
    """What a service is started with.

    `works` says whether it sends messages and lets time pass itself; otherwise start
    `order-to-cash work` beside it. `create` makes a store that is not there.
    `spans` leaves one of OpenTelemetry for each command and message; the SDK is the program's to
    set up.
    """

    store: str
    operator: str
    data: Path | None = None
    works: bool = True
    create: bool = True
    spans: bool = False
    timeout: float = 5.0


@define
class Shop:
    """Opens the desk when it is first needed, and again later where the store was away."""

    settings: Settings
    trouble: str = ""
    _open: ExitStack = field(factory=ExitStack)
    _desk: Desk | None = None
    _failed: tuple[int, PortError | None] = (0, None)
    _lock: Lock = field(factory=Lock)
    _stop: Event = field(factory=Event)
    _worker: Thread | None = None

    def desk(self) -> Desk:
        """The desk; raises `PortError` while the store is away.

        Whoever came while somebody tried in vain is told so at once, and does not try it after him.
        """
        before, _ = self._failed
        with self._lock:
            if self._desk is None:
                times, error = self._failed
                if times > before and error is not None:
                    raise error.with_traceback(None)
                try:
                    self._desk = self._open.enter_context(self._opened())
                except PortError as failed:
                    self._failed = (times + 1, failed)
                    raise
            return self._desk

    def _opened(self) -> AbstractContextManager[Desk]:
        said = self.settings
        return open_desk(
            said.store,
            operator=said.operator,
            data=said.data,
            create=said.create,
            timeout=said.timeout,
            watch=_spans() if said.spans else unwatched,
        )

    def start(self) -> None:
        """Begin; a store that is away is waited for, while one that does not fit is raised."""
        self._stop.clear()
        try:
            self.desk()
        except PortError as error:
            LOG.warning("the store is away [%s]", error.code)
        if self.settings.works:
            self._worker = Thread(target=self._work, name="work")
            self._worker.start()

    def stop(self) -> None:
        """End what was begun, then close the store."""
        self._stop.set()
        if self._worker is not None:
            self._worker.join()
        with self._lock:
            self._desk, self._worker = None, None
            self._open.close()

    def check(self) -> None:
        """Raise `PortError` where the store cannot be read."""
        self.desk().journal.reached()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                done = self.desk().work(lambda: not self._stop.is_set())
            except Exception as error:  # noqa: BLE001  (it is tried again, and seen in /ready)
                self.trouble = getattr(error, "code", type(error).__name__)
                LOG.warning("nothing is sent and no time passes [%s]", self.trouble)
                self._stop.wait(AWAY)
                continue
            self.trouble = ""
            if done == Passed():
                self._stop.wait(IDLE)


def _spans() -> Watch:
    from order_to_cash.adapters.telemetry import spans  # noqa: PLC0415  (an extra, for whom it is)

    return spans()
