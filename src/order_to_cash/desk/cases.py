"""Cases as a desk holds them: read from the journal, folded, and kept while they are in use."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from attrs import define, field

from order_to_cash.desk.personal import Veil
from order_to_cash.domain.core import InvalidDocument, OrderToCashError, Role, entity
from order_to_cash.domain.core.process import fold
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.ports.journal import Journal, Recorded, Snapshot
from order_to_cash.wire import Wire

E_co = TypeVar("E_co", covariant=True)

KEPT: Final = 1_000
"""How many cases a desk keeps in memory between two commands."""

SMALLEST_TAIL: Final = 16_384
"""How many characters of events a case may gather before its state is written beside them."""

LONGEST_TAIL: Final = 4
"""How many times as long as its last snapshot the events of a case may grow before the next.

A snapshot is written again and again, but read only where a desk did not keep the case.
"""


@entity
class Happened(Generic[E_co]):
    """An event of a case, in the form of today: what happened, by whom, in which role, and when.

    `version` is its place in the history of its case, from 1 on, and `command` the id of what led
    to it.
    """

    event: E_co
    actor: str
    role: Role
    at: datetime
    version: int
    command: str


@entity
class Case:
    """A case as of one version: its state, the instant of its last event, and what folding costs.

    `tail` and `snapshot` count the characters of the events since the last snapshot and of that
    snapshot: once the tail is long beside it, a new snapshot pays for itself.
    """

    version: int
    state: Any
    at: datetime | None = None
    tail: int = 0
    snapshot: int = 0

    @property
    def wants_snapshot(self) -> bool:
        """Whether folding the tail has become dearer than writing the state."""
        return self.tail >= max(SMALLEST_TAIL, LONGEST_TAIL * self.snapshot)


@define
class Cases:
    """Reads cases, and remembers those used last, each as of a version."""

    journal: Journal
    wire: Wire
    veil: Veil
    _kept: OrderedDict[tuple[str, str], Case] = field(factory=OrderedDict)
    _lock: Lock = field(factory=Lock)

    def read(self, process: AnyProcess, case: str) -> Case:
        """The case as the journal has it now; a state that cannot be read is folded anew.

        Raises `InvalidDocument` naming the case whose events cannot be read.
        """
        kept = self._kept.get((process.name, case))
        known = kept.version if kept is not None else 0
        history = self.journal.read(process.name, case, known=known)
        base, tail = Case(0, process.initial), history.tail
        if history.snapshot is not None:
            try:
                base = self._restored(process, history.snapshot)
            except OrderToCashError:
                tail = self.journal.history(process.name, case)[: history.version]
        elif kept is not None and kept.version <= history.version:
            base = kept
        try:
            state = fold(process, base.state, (event_of(self.wire, record) for record in tail))
        except OrderToCashError as error:
            raise _unreadable(process.name, case, error) from error
        if state is not base.state or history.snapshot is not None:
            state = self.veil.revealed(state)
        size = base.tail + sum(len(record.body) for record in tail)
        return Case(history.version, state, history.at, size, base.snapshot)

    def history(self, process: str, case: str) -> tuple[Happened[Any], ...]:
        """Every event of the case, oldest first; none of a case that nobody wrote to.

        Raises `InvalidDocument` naming the case whose events cannot be read.
        """
        recorded = self.journal.history(process, case)
        try:
            happened = tuple(_happened(self.wire, record) for record in recorded)
        except OrderToCashError as error:
            raise _unreadable(process, case, error) from error
        return self.veil.revealed(happened)

    def let_go(self) -> None:
        """Remember no case any more."""
        with self._lock:
            self._kept.clear()

    def keep(self, cases: Mapping[tuple[str, str], Case]) -> None:
        """Remember cases after commands changed them, by process and id."""
        with self._lock:
            for name, case in cases.items():
                self._kept[name] = case
                self._kept.move_to_end(name)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _restored(self, process: AnyProcess, snapshot: Snapshot) -> Case:
        state = self.wire.load_state(process.name, snapshot.body)
        return Case(snapshot.version, state, snapshot=len(snapshot.body))


def _unreadable(process: str, case: str, error: OrderToCashError) -> InvalidDocument:
    problem = next(iter(error.problems), None)
    why = error.message if problem is None else f"{problem.path}: {problem.message}".lstrip(": ")
    return InvalidDocument(
        f"what is stored of {process}/{case} cannot be read ({why}); open it with the pack that"
        " wrote it, or put back a copy of the file",
        code="desk.unreadable-case",
    )


def event_of(wire: Wire, record: Recorded) -> Any:
    """The event that is stored, in the form of today."""
    return wire.load_event(record.process, record.type, record.body, version=record.shape)


def _happened(wire: Wire, record: Recorded) -> Happened[Any]:
    known = {role.value: role for role in wire.vocabulary.choices(Role)}
    if (role := known.get(record.role)) is None:
        raise InvalidDocument("the role of an event is none of today's")
    event = event_of(wire, record)
    return Happened(event, record.actor, role, record.at, record.version, record.command)
