"""Cases along the events of a journal: each as it was before an event, and as it is after."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Final

from attrs import define, field

from order_to_cash.desk.cases import event_of
from order_to_cash.domain.core.process import fold
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.ports.journal import Journal, Recorded
from order_to_cash.wire import Wire

KEPT: Final = 1_000
"""How many cases are remembered between two events of theirs."""


@define
class Following:
    """Remembers the cases that it met last, each as of a version; others are folded anew."""

    journal: Journal
    wire: Wire
    met: OrderedDict[tuple[str, str], tuple[int, Any]] = field(factory=OrderedDict)

    def step(self, process: AnyProcess, recorded: Recorded, event: Any) -> tuple[Any, Any]:
        """The case just before the event, and once it has happened."""
        place, before = (recorded.process, recorded.case), recorded.version - 1
        version, state = self.met.pop(place, (0, process.initial))
        if version != before:
            state = fold(process, process.initial, self._history(place, before))
        after = fold(process, state, (event,))
        self.met[place] = recorded.version, after
        if len(self.met) > KEPT:
            self.met.popitem(last=False)
        return state, after

    def _history(self, place: tuple[str, str], version: int) -> Iterable[Any]:
        history = self.journal.history(*place)[:version]
        return (event_of(self.wire, record) for record in history)
