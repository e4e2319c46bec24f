"""Two threads at one place at one time, so that whoever can lose a race loses it every time."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, current_thread, main_thread

PATIENCE = 2.0
"""Seconds in which a second thread comes, however busy the machine is."""


class Overlap:
    """Holds a thread until another one has come as far; the main thread, which is alone, never."""

    def __init__(self) -> None:
        self._gate = Barrier(2)
        self._known: set[str] = set()

    def meet(self) -> None:
        """Wait for another thread here; once none came, for none again."""
        if current_thread() is not main_thread():
            with suppress(BrokenBarrierError):
                self._gate.wait(PATIENCE)

    def knows(self, key: str) -> bool:
        """Whether a key came before; two threads that come at once both hear no."""
        known = key in self._known
        self.meet()
        self._known.add(key)
        return known
