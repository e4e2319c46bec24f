"""Ports that fail on purpose, by a plan that can be repeated call for call.

Wrap an adapter of your own, give a plan, tell a story, and see what becomes of it::

    faults = Faults(at(3, Fault.EXECUTED))
    world = faults.world(world)
    ...
    faults.heal()

Every call of every wrapped port is counted, so the same plan fails at the same place again.
"""

import enum
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final, TypeAlias, TypeVar, cast

from attrs import define, field

from order_to_cash.domain.core import Conflict, OrderToCashError, PortError, Unavailable, entity
from order_to_cash.ports.billing import Refused
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.journal import Journal
from order_to_cash.ports.world import World

P = TypeVar("P")
Call: TypeAlias = tuple[str, tuple[Any, ...]]


class Fault(enum.StrEnum):
    """What can go wrong with one call of a port."""

    REFUSED = "refused"
    """The other side says no, and nothing is done."""
    UNAVAILABLE = "unavailable"
    """The call times out, and nothing was done."""
    EXECUTED = "executed"
    """It is done, and then the call times out, so that nobody hears of it."""
    DUPLICATED = "duplicated"
    """It arrives twice; the second answer is heard."""
    DELAYED = "delayed"
    """The same call times out until the port was called so many times more."""
    REORDERED = "reordered"
    """The call times out, and arrives all the same, so many calls later."""
    WRONG_ANSWER = "wrong_answer"
    """It is done, and the answer is nothing that the port could say."""
    FOREIGN = "foreign"
    """The adapter raises an exception that the library does not know, and nothing was done."""


class Foreign(Exception):
    """What an adapter may raise that has not read the port's promises."""


@entity
class WrongAnswer:
    """An answer that no port gives."""


@entity
class Place:
    """One call: its number, counted from 1 over all ports that share the faults, and what."""

    number: int
    port: str
    method: str

    def __str__(self) -> str:
        return f"call {self.number}, {self.port}.{self.method}"


Plan: TypeAlias = Callable[[Place], Fault | None]
"""Decides for each call whether and how it fails; the same plan fails the same way again."""


def never(_: Place) -> Fault | None:
    """Nothing fails."""
    return None


def at(number: int, fault: Fault) -> Plan:
    """The n-th call fails, once."""
    return lambda place: fault if place.number == number else None


def from_then_on(number: int, fault: Fault) -> Plan:
    """The n-th call fails, and so does every later one."""
    return lambda place: fault if place.number >= number else None


def between(first: int, last: int, fault: Fault) -> Plan:
    """Every call from the first to the last number fails."""
    return lambda place: fault if first <= place.number <= last else None


def seeded(seed: int, rates: Mapping[Fault, float]) -> Plan:
    """Each call fails with these probabilities, the same way for the same seed."""
    faults, weights = tuple(rates), tuple(rates.values())
    sound = 1.0 - sum(weights)

    def plan(place: Place) -> Fault | None:
        drawn = Random(f"{seed}:{place.number}").random() - sound  # noqa: S311  (repeatable)
        for fault, weight in zip(faults, weights, strict=True):
            if drawn < 0:
                return None
            drawn -= weight
            if drawn < 0:
                return fault
        return None

    return plan


def first_of(*plans: Plan) -> Plan:
    """Several plans at once: the first that has something to say decides."""

    def plan(place: Place) -> Fault | None:
        return next((fault for one in plans if (fault := one(place)) is not None), None)

    return plan


def only(plan: Plan, *ports: str) -> Plan:
    """The plan for these ports alone, such as "billing" or "journal"."""
    return lambda place: plan(place) if place.port in ports else None


NO: Final[Mapping[str, object]] = {
    name: Refused("refused for the sake of a test")
    for name in ("issue", "credit", "refund", "charge")
}
"""What each method answers that says no by an answer; every other one raises `PortError`."""


@define
class Faults:
    """The faults that several ports share: one plan, one count of calls.

    `linger` is how many more calls a delayed or reordered one waits for. `happened` lists the
    places where something failed, and how.
    """

    plan: Plan = never
    linger: int = 3
    wrong: object = field(factory=WrongAnswer)
    calls: int = field(default=0, init=False)
    happened: list[tuple[Place, Fault]] = field(factory=list, init=False)
    _late: list[tuple[int, Callable[[], object]]] = field(factory=list, init=False)

    def port(self, port: P, name: str) -> P:
        """The port, failing by the plan under this name; for a type checker it is the port."""
        return cast("P", FaultyPort(port, self, name))

    def world(self, world: World) -> World:
        """A world with the same ports, all of them failing by the plan."""
        known = world.directories
        return World(
            Directories(
                self.port(known.parties, "parties"),
                self.port(known.catalogue, "catalogue"),
                self.port(known.stock, "stock"),
                self.port(known.coverage, "coverage"),
                self.port(known.credit_lines, "credit_lines"),
                self.port(known.terms, "terms"),
            ),
            self.port(world.billing, "billing"),
            self.port(world.fulfilment, "fulfilment"),
            self.port(world.notification, "notification"),
            self.port(world.ticketing, "ticketing"),
            {topic: self.port(port, topic) for topic, port in world.own.items()},
            self.port(world.reservations, "reservations"),
        )

    def journal(self, journal: Journal) -> Journal:
        """The journal, failing by the plan: a refusal is a `Conflict`, no answer is wrong."""
        return self.port(journal, "journal")

    def begin(self, plan: Plan) -> None:
        """Calls fail by this plan from now on, counted from one."""
        self.plan, self.calls = plan, 0

    def heal(self) -> None:
        """From now on nothing fails, and what still lingers arrives."""
        self.plan = never
        self._arrived(everything=True)

    def place(self, port: str, method: str) -> tuple[Place, Fault | None]:
        """Count a call, and say what the plan has in store for it."""
        self.calls += 1
        self._arrived()
        place = Place(self.calls, port, method)
        fault = self.plan(place)
        if fault is not None:
            self.happened.append((place, fault))
        return place, fault

    def later(self, call: Callable[[], object]) -> None:
        """Let a call arrive so many calls from now."""
        self._late.append((self.calls + self.linger, call))

    def _arrived(self, *, everything: bool = False) -> None:
        ripe = [late for late in self._late if everything or late[0] < self.calls]
        self._late = [late for late in self._late if late not in ripe]
        for _, call in ripe:
            try:
                call()
            except OrderToCashError:
                continue  # it came too late, and nobody is there to hear it


class FaultyPort:
    """Any port, failing by a plan; what is not a method passes through."""

    def __init__(self, port: object, plan: "Plan | Faults", name: str = "port") -> None:
        self._port, self._name = port, name
        self._faults = plan if isinstance(plan, Faults) else Faults(plan)
        self._until: list[tuple[Call, int]] = []

    @property
    def faults(self) -> Faults:
        """The plan, the count of calls, and what has failed."""
        return self._faults

    def __getattr__(self, method: str) -> Any:
        real = getattr(self._port, method)
        if not callable(real):
            return real

        def call(*given: Any, **named: Any) -> Any:
            return self._called(method, given, lambda: real(*given, **named))

        return call

    def _called(self, method: str, given: tuple[Any, ...], real: Callable[[], Any]) -> Any:
        place, fault = self._faults.place(self._name, method)
        if any(call == (method, given) and place.number <= end for call, end in self._until):
            raise _timed_out(place)
        match fault:
            case None:
                return real()
            case Fault.REFUSED:
                return self._refused(place)
            case Fault.DUPLICATED:
                real()
                return real()
            case Fault.WRONG_ANSWER if self._name != "journal":
                real()
                return self._faults.wrong
            case Fault.FOREIGN:
                raise Foreign(str(place))
            case Fault.EXECUTED:
                real()
            case Fault.DELAYED:
                self._until.append(((method, given), place.number + self._faults.linger))
            case Fault.REORDERED:
                self._faults.later(real)
            case _:
                pass
        raise _timed_out(place)

    def _refused(self, place: Place) -> object:
        if place.method in NO:
            return NO[place.method]
        kind = Conflict if self._name == "journal" else PortError
        raise kind(f"{place} was refused on purpose; heal the port", code="testing.refused")


def _timed_out(place: Place) -> Unavailable:
    return Unavailable(f"{place} timed out on purpose; try again", code="testing.timed-out")
