"""One life of a whole desk: people, ports, the clock and faults, all drawn from one seed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, TypeAlias

from attrs import define, field

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
    InMemoryReservations,
)
from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Outcome
from order_to_cash.desk.cases import event_of
from order_to_cash.desk.delivery import Retry
from order_to_cash.domain.core import (
    Conflict,
    Envelope,
    IdempotencyConflict,
    Role,
    Unavailable,
    changed,
)
from order_to_cash.domain.order import LineReturned, Stage
from order_to_cash.domain.order.lifecycle import DONE, UNDELIVERED
from order_to_cash.domain.receivable import RetryIssue
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.trade import AskFree, Disposition
from order_to_cash.domain.trade.agreements import receivable_of
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import World
from order_to_cash.testing import Broken, Fault, Faults, Foreign, Plan
from order_to_cash.testing.faults import first_of, only, seeded
from order_to_cash.testing.invariants import Books, invariants, state_problems
from tests.desk.small_operator import PHONE, START, directories, wire
from tests.faults.choosing import HUMAN, Chooser
from tests.faults.flow import Flow
from tests.faults.remembering import Remembering

Visits: TypeAlias = Counter[tuple[str, str, str]]
WIRE: Final[Any] = Remembering(wire())
SPANS: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (1, 60, 3_600, 36_000, 86_400, 259_200, 1_500_000, 3_500_000)
)
FAULTY: Final = (0.0, 0.0, 0.0, 0.02, 0.1, 0.3)
ORDERS: Final = 5
BAD_NEWS: Final = (Unavailable, Conflict, Foreign)
"""What a caller of a desk must be ready for when its journal fails."""

LEGITIMATE: Final = {"receivable.currency", "account.currency"}
"""Refusals of messages that people must look at: the money is real, but cannot be booked."""


@define(eq=False)
class Watched:
    """A process that notes where it was asked what, and whether its states hold."""

    process: AnyProcess
    visits: Visits
    broken: list[str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.process, name)

    def decide(self, state: Any, envelope: Envelope[Any]) -> Any:
        kind = type(envelope.command).__name__
        self.visits[self.process.name, state.stage.value, kind] += 1
        return self.process.decide(state, envelope)

    def next_check(self, state: Any) -> datetime | None:
        """Asked once after each command that was carried out."""
        self.broken.extend(state_problems(state))
        return self.process.next_check(state)


@define
class Simulation:
    """A desk with two accounts and up to five orders, in a world that fails."""

    seed: int
    operator: Operator = PERU
    billing: Any = field(factory=InMemoryBilling)
    plan: Plan | None = None
    visits: Visits = field(factory=Counter)
    calm: bool = False
    human: Mapping[str, tuple[type[Any], ...]] = HUMAN
    kind: type[Desk] = Desk
    keeper: type[InMemoryReservations] = InMemoryReservations
    journal: InMemoryJournal = field(factory=InMemoryJournal, init=False)
    reservations: InMemoryReservations = field(init=False)
    fulfilment: InMemoryFulfilment = field(factory=InMemoryFulfilment, init=False)
    notification: InMemoryNotification = field(factory=InMemoryNotification, init=False)
    now: datetime = field(default=START, init=False)
    steps: int = field(default=0, init=False)
    told: list[str] = field(factory=list, init=False)
    answered: dict[str, tuple[Envelope[Any], Outcome]] = field(factory=dict, init=False)
    broken: list[str] = field(factory=list, init=False)
    random: Random = field(init=False)
    faults: Faults = field(init=False)
    desk: Desk = field(init=False)
    observer: Desk = field(init=False)
    chooser: Chooser = field(init=False)
    flow: Flow = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  (repeatable)
        plan = self.plan or swarm(self.random, self.seed, calm=self.calm)
        self.faults = Faults(linger=self.random.randint(1, 6))
        limit = self.random.choice(("118.00", "1000.00", "30000.00", "90000.00"))
        facts = directories(limit=limit, parties=2, phones=self.phones).directories
        self.reservations = self.keeper(facts.stock)
        ports = (self.billing, self.fulfilment, self.notification)
        world = World(facts, *ports, reservations=self.reservations)
        watched: Any = tuple(Watched(p, self.visits, self.broken) for p in self.operator.processes)
        faulty, journal = self.faults.world(world), self.faults.journal(self.journal)
        retry = Retry(attempts=1_000_000)
        self.desk = self.kind(
            changed(self.operator, processes=watched), journal, faulty, WIRE, retry
        )
        self.observer = Desk(self.operator, self.journal, world, WIRE)
        self.flow = Flow(lambda: self.observer, lambda: self.billing)
        self.faults.begin(plan)
        self.chooser = Chooser(self.random, self.now, self.human)

    @property
    def phones(self) -> int:
        """How many there are: in every second life few enough to fall short."""
        return 400 if self.seed % 2 else 1_000_000

    def run(self, steps: int) -> "Simulation":
        """So many steps, then everything heals, and everything must be as it should."""
        try:
            while self.steps < steps:
                self.go()
                self.flow.look()
                if self.broken:
                    raise Broken("; ".join(self.broken))
            invariants(self.observer, self.books())
            self.heal()
        except Exception as fault:
            story = "\n".join(self.told[-60:])
            raise Broken(f"seed {self.seed}, step {self.steps}: {fault}\n{story}") from fault
        return self

    def state(self, process: str, case: str) -> Any:
        """The state of a case, read past all faults."""
        cases = self.observer._cases
        known = cases.read(self.observer.process(process), case)
        cases.keep({(process, case): known})
        return known.state

    def books(self) -> Books:
        """What the world has done."""
        return Books.of(self.billing, self.fulfilment, self.notification, self.reservations)

    def go(self) -> None:
        """Somebody does something, something is repeated or sent, or time passes."""
        draw = self.random.random()
        if draw < 0.7 or not self.answered:
            self.command()
        elif draw < 0.8:
            self.repeat()
        elif draw < 0.9:
            self.pass_time(self.random.choice(SPANS), looks=self.random.random() < 0.6)
        if self.random.random() < 0.7:
            self.deliver(self.random.choice((None, 1, 3)))

    def command(self) -> None:
        """A command for one of the cases; a caller that hears nothing asks again."""
        process, case = self.somewhere()
        state = self.state(process, case)
        self.chooser.now = self.now
        name = f"c-{len(self.answered)}"
        self.give(self.chooser.envelope(PERU.by_name[process], case, state, name))

    def somewhere(self) -> tuple[str, str]:
        """A case to act on, sooner one that is still under way than one that has ended."""
        if self.random.random() < 0.1:
            return "credit_account", f"A-{self.random.randrange(2)}"
        if self.random.random() < 0.15:
            return "payment", f"P-{self.random.randrange(8)}"
        order = "O-0"
        for _ in range(3):
            order = f"O-{self.random.randrange(ORDERS)}"
            state = self.state("order", order)
            if state.stage in DONE or (state.papers and self.random.random() < 0.3):
                part = self.random.choice(state.papers).number
                bill = receivable_of("order", order, part)
                return ("receivable", bill) if self.random.random() < 0.8 else ("order", order)
            if state.stage not in UNDELIVERED:
                break
        return "order", order

    def give(self, envelope: Envelope[Any]) -> None:
        """Give a command until it is answered."""
        state = self.state(envelope.process, envelope.case)
        command = f"{envelope.command!r:.300}"
        self.told.append(
            f"  {envelope.case} in {state.stage.value}: {envelope.role.value}: {command}"
        )
        table, kind = self.observer.process(envelope.process).lifecycle, type(envelope.command)
        if not (table.allows(kind, envelope.role) and table.welcomes(state.stage, kind)):
            self.visits[envelope.process, state.stage.value, kind.__name__] += 1
        for _ in range(50):
            self.steps += 1
            try:
                self.answered[envelope.id] = envelope, self.desk.handle(envelope)
            except BAD_NEWS:
                continue
            return
        raise Broken(f"{envelope.id} was not answered in 50 attempts")

    def repeat(self) -> None:
        """I7: the same command again gets the same answer; another one under its id gets none."""
        envelope, outcome = self.random.choice(tuple(self.answered.values()))
        other = changed(envelope, at=envelope.at + timedelta(seconds=1))
        self.steps += 2
        try:
            if self.desk.handle(envelope) != outcome:
                raise Broken(f"I7: {envelope.id} was answered in two ways")
            self.desk.handle(other)
        except BAD_NEWS:
            return
        except IdempotencyConflict:
            return
        raise Broken(f"I7: {envelope.id} was taken for two commands")

    def pass_time(self, span: timedelta, *, looks: bool = True) -> None:
        """Time passes, and whoever asked to look looks, unless the service sleeps."""
        self.now += span
        self.told.append(f"  {span} pass")
        if looks:
            self.quietly(lambda: self.desk.tick(self.now))

    def deliver(self, most: int | None) -> None:
        """Send what waits, or some of it."""
        self.quietly(lambda: self.desk.deliver(self.now, most=most).delivered)

    def quietly(self, work: Callable[[], int]) -> None:
        """What a service does that starts again when its journal fails."""
        try:
            self.steps += work()
        except BAD_NEWS as problem:
            self.told.append(f"  {type(problem).__name__}")

    def heal(self) -> None:
        """Nothing fails any more: in the end all must agree, and nothing may be stuck."""
        self.faults.heal()
        for round_ in range(4):
            for posted in self.journal.parked():
                if posted.problem not in LEGITIMATE:
                    self.journal.release(posted.key)
            self.pass_time(timedelta(hours=7))
            self.deliver(None)
            self._retry_issues(round_)
            self.flow.look()
        invariants(self.observer, self.books(), at_rest=True)
        self._nothing_is_stuck()
        self._pieces_are_conserved()

    def _pieces_are_conserved(self) -> None:
        """FUL-03: kept + free + with parties + written down = what the warehouse was given."""
        asked = AskFree("nobody", "LIMA", (PHONE.sku,), self.now)
        _, (free,) = self.reservations.offer(asked)
        kept: int | Decimal = 0
        away: int | Decimal = 0
        written: int | Decimal = 0
        for listed in self.journal.cases():
            if listed.process != "order":
                continue
            order = self.state("order", listed.case)
            if order.reservation is not None:
                mine = [line for line in order.lines if line.is_goods]
                kept += sum(line.reserved for line in mine if self.now < order.reservation.until)
                away += int(sum(line.kept for line in mine))
                written += sum(
                    int(event.quantity)
                    for event in events_of(self.observer, listed.case)
                    if isinstance(event, LineReturned)
                    and event.disposition is Disposition.WRITTEN_DOWN
                )
        if free.available != max(0, self.phones - kept - away - written):
            parts = f"{kept} kept, {free.available} free, {away} with parties, {written} gone"
            raise Broken(f"I1: of {self.phones} pieces there are {parts}")

    def _retry_issues(self, round_: int) -> None:
        for listed in self.journal.cases():
            case = listed.case
            if self.state(listed.process, case).stage is Paying.DRAFT:
                name = f"retry-{case}-{round_}"
                self.give(
                    Envelope(name, case, "receivable", self.now, "ana", Role.BILLING, RetryIssue())
                )
                self.deliver(None)

    def _nothing_is_stuck(self) -> None:
        for problem in self.journal.parked():
            if problem.problem not in LEGITIMATE:
                raise Broken(f"I8: {problem.key} is parked for {problem.problem}")
        for listed in self.journal.cases():
            case = listed.case
            state = self.state(listed.process, case)
            if state.stage in (Stage.RECEIVED, Stage.IN_CREDIT, Paying.DRAFT):
                raise Broken(f"I10: {case} is stuck in {state.stage.value}")
            if state.stage is Stage.IN_VALIDATION:
                answers, kinds = state.answers, {line.item.kind.value for line in state.lines}
                if answers.terms is None or (answers.stock is None and "goods" in kinds):
                    raise Broken(f"I10: {case} waits for an answer that nobody is asked for")
                if answers.coverage is None and "service" in kinds:
                    raise Broken(f"I10: {case} waits for coverage that nobody is asked for")


def events_of(desk: Desk, case: str) -> Iterator[Any]:
    """What happened to an order."""
    return (event_of(desk.wire, record) for record in desk.journal.history("order", case))


def swarm(random: Random, seed: int, *, calm: bool = False) -> Plan:
    """Other faults in every life: some kinds never, some often; the journal fails less."""
    if calm or random.random() < 0.2:
        return first_of()
    rates: Mapping[Fault, float] = {fault: random.choice(FAULTY) / 3 for fault in Fault}
    journal = {fault: random.choice(FAULTY) / 10 for fault in Fault}
    world = seeded(seed, rates)
    billing = {Fault.REFUSED: 0.3, Fault.EXECUTED: 0.3} if random.random() < 0.5 else {}
    return first_of(
        only(seeded(~seed, journal), "journal"),
        only(seeded(seed + 1, billing), "billing"),
        lambda place: None if place.port == "journal" else world(place),
    )
