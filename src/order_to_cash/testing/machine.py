"""A state machine over a desk: Hypothesis gives commands, lets time pass, and shrinks what breaks.

::

    Orders = desk_machine(PERU, {PlaceOrder: requests()}, opened={"order": ("O-1",)}, data=FOLDER)
    TestOrders = Orders.TestCase

All choices are Hypothesis's, so a life that breaks a promise is made as short as it can be. It is
told line by line, and `Orders.replay(lines)` lives it again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias

from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
    InMemoryReservations,
    InMemoryTicketing,
)
from order_to_cash.audit.evidence import cases
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Outcome
from order_to_cash.domain.core import (
    Envelope,
    IdempotencyConflict,
    InvalidValue,
    Role,
    changed,
    entity,
)
from order_to_cash.domain.core.lifecycle import OUTSIDE
from order_to_cash.embedded import StrPath, directories_of, wire_of
from order_to_cash.operators.operator import Operator
from order_to_cash.ports import Directories, World
from order_to_cash.ports.world import Port
from order_to_cash.testing.checks import Broken
from order_to_cash.testing.difference import difference
from order_to_cash.testing.invariants import Books, invariants
from order_to_cash.wire import Wire

Offered: TypeAlias = st.SearchStrategy[Any] | Callable[[Any, datetime], st.SearchStrategy[Any]]
"""What a command is drawn from: a strategy, or one made for the case's state and the present."""

START: Final = datetime(2024, 3, 1, 15, tzinfo=UTC)
SPANS: Final = tuple(timedelta(hours=hours) for hours in (1, 24, 72, 24 * 9, 24 * 31))
"""How much time passes at once: from an hour, in which a reservation ends, to a month."""

LATE: Final = (timedelta(), timedelta(hours=2), timedelta(days=3))
"""How long a command was under way; whoever is told late has something dated earlier."""

VERBS: Final = frozenset({"give", "again", "deliver", "tick"})
"""How the lines of a life begin."""

AGAIN: Final = "`replay` of the machine shows it again, given these lines:"

FEW: Final = (None, 1, 3)
"""How many messages are sent at once; none is all."""


@entity
class Setting:
    """What the lives of a machine have in common."""

    operator: Operator
    wire: Wire
    commands: Mapping[type[Any], Offered]
    opened: Mapping[str, tuple[str, ...]]
    world: Callable[[], World]
    start: datetime
    spans: tuple[timedelta, ...]
    promises: tuple[Callable[[Desk], object], ...]
    actors: Mapping[Role, str]


class DeskMachine(RuleBasedStateMachine):
    """One life of a desk in memory: `desk` is it, `now` its present, `lines` what was done.

    Derive from what `desk_machine` makes to add rules and invariants of your own.
    """

    setting: ClassVar[Setting]
    desk: Desk
    now: datetime
    lines: list[str]

    def __init__(self) -> None:
        super().__init__()
        known, self._world = self.setting, self.setting.world()
        self.desk = Desk(known.operator, InMemoryJournal(), self._world, known.wire, worker="life")
        self.now = self.setting.start
        self.lines = []
        self.given: dict[str, tuple[Envelope[Any], Outcome]] = {}
        self._broken = self._replayed = False

    @classmethod
    def replay(cls, lines: str) -> None:
        """Live a life again, line by line as it was told; raises `Broken` where it still breaks.

        Other lines than those of a life are passed over, so that a whole message can be given.
        """
        life = cls()
        life._replayed = True
        for line in map(str.strip, lines.splitlines()):
            if line.partition(" ")[0] in VERBS:
                life._go(line)
                life.promises_are_kept()
        life.teardown()

    def _go(self, line: str) -> None:
        """Do what a line tells."""
        verb, _, rest = line.partition(" ")
        match verb:
            case "give":
                self.give(self.desk.wire.load_envelope(rest))
            case "again":
                self.again(rest)
            case "deliver":
                self.deliver(None if rest == "all" else int(rest))
            case _:
                self.pass_time(datetime.fromisoformat(rest) - self.now)

    @precondition(lambda life: any(life.offers()))
    @rule(envelope=st.runner().flatmap(lambda life: life.commands()))
    def give(self, envelope: Envelope[Any]) -> None:
        """Somebody gives a command that the table welcomes, now or dated somewhat earlier."""
        self.lines.append(f"give {self.desk.wire.dump_envelope(envelope)}")
        self.given[envelope.id] = envelope, self._kept(lambda: self.desk.handle(envelope))

    @precondition(lambda life: bool(life.given))
    @rule(id=st.runner().flatmap(lambda life: st.sampled_from(tuple(life.given))))
    def again(self, id: str) -> None:  # noqa: A002  (it is what an envelope calls it)
        """A command is given again: the same answer; another one under its id is none."""
        self.lines.append(f"again {id}")
        self._kept(lambda: self._again(*self.given[id]))

    @precondition(lambda life: life.waits)
    @rule(most=st.sampled_from(FEW))
    def deliver(self, most: int | None) -> None:
        """Messages are sent, all that wait or some, with what that causes."""
        self.lines.append(f"deliver {most or 'all'}")
        self._kept(lambda: self.desk.deliver(self.now, most=most))

    @rule(span=st.runner().flatmap(lambda life: st.sampled_from(life.setting.spans)))
    def pass_time(self, span: timedelta) -> None:
        """Time passes, and each case whose instant has come looks."""
        self.now += span
        self.lines.append(f"tick {self.now.isoformat()}")
        self._kept(lambda: self.desk.tick(self.now))

    @invariant()
    def promises_are_kept(self) -> None:
        """The laws of the audit hold after each step, and what was promised besides."""
        self._kept(lambda: self._look(at_rest=False))

    def teardown(self) -> None:
        """In the end everything is sent, and then all cases and the world agree."""
        if not self._broken:
            self._kept(lambda: self.desk.deliver(self.now))
            self._kept(lambda: self._look(at_rest=True))

    @property
    def waits(self) -> bool:
        """Whether a message waits that could be sent now."""
        return bool(self.desk.journal.waiting(self.now, limit=1))

    def books(self) -> Books:
        """What the world has done."""
        world: Any = self._world
        return Books.of(world.billing, world.fulfilment, world.notification, world.reservations)

    def state(self, process: str, case: str) -> Any:
        """The state of a case, the first one where nobody wrote to it yet."""
        known = process in self.desk.journal.processes_of(case)
        return self.desk.state(process, case) if known else self.desk.process(process).initial

    def offers(self) -> Iterator[tuple[str, str, type[Any]]]:
        """What the tables welcome now and there is a strategy for: process, case, command."""
        new = [(process, case) for process, ids in self.setting.opened.items() for case in ids]
        known = [(one.process, one.case) for one in cases(self.desk)]
        for process, case in dict.fromkeys((*new, *known)):
            table, stage = self.desk.process(process).lifecycle, self.state(process, case).stage
            for kind in table.welcome(stage):
                if kind in self.setting.commands and any(self._roles(process, kind)):
                    yield process, case, kind

    def commands(self) -> st.SearchStrategy[Envelope[Any]]:
        """Envelopes of what is offered now."""
        return st.sampled_from(tuple(self.offers())).flatmap(lambda one: self._envelopes(*one))

    def _envelopes(
        self, process: str, case: str, kind: type[Any]
    ) -> st.SearchStrategy[Envelope[Any]]:
        offered = self.setting.commands[kind]
        if not isinstance(offered, st.SearchStrategy):
            offered = offered(self.state(process, case), self.now)
        id_, now, roles = f"c-{len(self.given) + 1}", self.now, self._roles(process, kind)
        actors = self.setting.actors
        return st.tuples(st.sampled_from(tuple(roles)), st.sampled_from(LATE), offered).map(
            lambda by: Envelope(
                id_, case, process, now - by[1], actors.get(by[0], by[0].value), by[0], by[2]
            )
        )

    def _roles(self, process: str, kind: type[Any]) -> Iterator[Role]:
        """Who may give the command from outside, in the order of the roles."""
        doors = self.desk.process(process).lifecycle.doors
        return (
            role for (command, role), door in doors.items() if command is kind and door in OUTSIDE
        )

    def _again(self, envelope: Envelope[Any], answer: Outcome) -> None:
        if (now := self.desk.handle(envelope)) != answer:
            other = "\n  ".join(difference(answer, now))
            raise Broken(f"I7: {envelope.id} was answered in two ways\n  {other}")
        try:
            self.desk.handle(changed(envelope, at=envelope.at + timedelta(seconds=1)))
        except IdempotencyConflict:
            return
        raise Broken(f"I7: {envelope.id} was taken for two commands")

    def _look(self, *, at_rest: bool) -> None:
        invariants(self.desk, self.books(), at_rest=at_rest)
        for promise in self.setting.promises:
            promise(self.desk)

    def _kept(self, work: Callable[[], Any]) -> Any:
        """What the work gives; whatever it raises is told with the life that led to it."""
        try:
            return work()
        except Exception as fault:
            self._broken = True
            what = f"{type(fault).__name__}: {fault}"
            lines = tuple(self.lines)
            if currently_in_test_context() and not self._replayed:
                note(final := _Final())
                lines = _shortest(type(self), lines, _kind(what)) if final.told else lines
            raise Broken(f"{what}\n{AGAIN}\n{chr(10).join(lines)}") from fault


class _Final:
    """Hypothesis asks a note how it reads only where it tells what it has found."""

    told = False

    def __repr__(self) -> str:
        self.told = True
        return "the lines of this life are told below, without those that are not needed"


def _shortest(life: type[DeskMachine], lines: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The same life without each line that it breaks the promise without.

    Hypothesis cannot leave out its first step, nor what only counts the commands.
    """
    for at in reversed(range(len(lines))):
        fewer = lines[:at] + lines[at + 1 :]
        try:
            life.replay("\n".join(fewer))
        except Broken as fault:
            if _kind(str(fault)) == kind:
                return _shortest(life, fewer, kind)
    return lines


def _kind(said: str) -> str:
    """Which promise is broken, whatever the case: the error and the number of the law."""
    return ":".join(said.splitlines()[0].split(":")[:2])


def desk_machine(
    operator: Operator,
    commands: Mapping[type[Any], Offered],
    *,
    opened: Mapping[str, Iterable[str]],
    data: Directories | StrPath | None = None,
    own: Callable[[], Mapping[str, Port]] = dict,
    start: datetime = START,
    spans: Iterable[timedelta] = SPANS,
    promises: Iterable[Callable[[Desk], object]] = (),
    actors: Mapping[Role, str] = MappingProxyType({}),
) -> type[DeskMachine]:
    """A class of state machines over a desk of that operator, whose world is kept in memory.

    `commands` says what each command is drawn from: a strategy, or a function that makes one for
    the state of a case and the present. Those alone are given, where the table welcomes them, by
    whoever may from outside. `opened` are the ids of cases that people open, by process; those that
    the desk opens itself are acted on as well. `data` answers questions, as for `open_desk`, and
    `own` makes the ports of your own processes for each life. Lives begin at `start`, and time
    passes by `spans`. Each of `promises` is asked after every step, and raises where it is broken,
    as the laws of `order_to_cash.audit` do. `actors` says who acts in a role, where the name of the
    role will not do: a distributor orders for itself. Raises `InvalidValue` for a command or
    process that is not its own.
    """
    known = {kind for process in operator.processes for kind in process.lifecycle.commands}
    if strange := sorted(kind.__name__ for kind in commands if kind not in known):
        raise InvalidValue(f"{operator.name} has no command {', '.join(strange)}; give its own")
    if strange := sorted(name for name in opened if name not in operator.by_name):
        raise InvalidValue(f"{operator.name} has no process {', '.join(strange)}; give its own")
    directories = directories_of(data)

    def world() -> World:
        return World(
            directories,
            InMemoryBilling(),
            InMemoryFulfilment(),
            InMemoryNotification(),
            InMemoryTicketing(),
            own(),
            InMemoryReservations(directories.stock),
        )

    setting = Setting(
        operator,
        wire_of(operator),
        commands,
        {process: tuple(ids) for process, ids in opened.items()},
        world,
        start,
        tuple(spans),
        tuple(promises),
        actors,
    )
    return type("Life", (DeskMachine,), {"setting": setting, "__module__": __name__})


__all__ = ["DeskMachine", "Offered", "Setting", "desk_machine"]
