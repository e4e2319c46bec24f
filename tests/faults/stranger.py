"""A life in which a stranger stands at the door, beside people who do their work.

He says anything, as anybody, of any case, at any instant, again and again; the program is killed
and started again, two desks work at once, the clock jumps, one case raises whenever it is looked
at. After each step and after each life the laws of the door and all invariants are checked.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from attrs import define, field

from order_to_cash.desk import Desk
from order_to_cash.desk.answers import Outcome, Refused
from order_to_cash.desk.present import AHEAD
from order_to_cash.domain.core import (
    Conflict,
    Envelope,
    IdempotencyConflict,
    InvalidDocument,
    InvalidValue,
    OrderToCashError,
    Unavailable,
    changed,
)
from order_to_cash.operators.operator import Operator
from order_to_cash.testing.checks import Broken
from tests.desk.small_operator import START
from tests.faults.beside import Poison, Post, way_of_an_order
from tests.faults.choosing import Chooser
from tests.faults.door_laws import OF_EACH, Heard, Sight
from tests.faults.flow import Flow
from tests.faults.mortal import Death
from tests.faults.rooms import BOTH, Room, room
from tests.faults.saying import Sayings
from tests.faults.watch import Watch

STEPS: Final = 40
ON_FILE: Final = 12
"""One life of so many is lived on a file of SQLite."""

SPANS: Final = tuple(
    timedelta(seconds=seconds) for seconds in (1, 60, 3_600, 86_400, 259_200, 1_500_000, 3_500_000)
)
HONEST: Final = ("order", "order", "order", "receivable", "receivable", "payment", "credit_account")
LEGITIMATE: Final = {"receivable.currency", "account.currency"}
"""Refusals of messages that people must look at: the money is real, but cannot be booked."""


@define
class Stranger:
    """One life, all of it drawn from its seed; in the database of a URL where one is given."""

    seed: int
    url: str = ""
    now: datetime = field(default=START, init=False)
    poisoned: str = field(default="", init=False)
    answered: dict[tuple[str, str, str, str], tuple[Envelope[Any], Outcome]] = field(
        factory=dict, init=False
    )
    handed: Counter[str] = field(factory=Counter, init=False)
    deaths: int = field(default=0, init=False)
    count: int = field(default=0, init=False)
    seen: Counter[str] = field(factory=Counter, init=False)
    told: list[str] = field(factory=list, init=False)
    said: list[Envelope[Any]] = field(factory=list, init=False)
    random: Random = field(init=False)
    chooser: Chooser = field(init=False)
    sayings: Sayings = field(init=False)
    operator: Operator = field(init=False)
    room: Room = field(init=False)
    watch: Watch = field(init=False)
    flow: Flow = field(init=False)
    desks: tuple[Desk, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  (repeatable)
        self.chooser = Chooser(self.random, self.now)
        self.sayings = Sayings(self.random, BOTH.processes)
        poisoned: Any = tuple(Poison(process, self) for process in BOTH.processes)
        self.operator = changed(BOTH, processes=poisoned)
        if self.random.random() < 0.5:
            self.poisoned = self.random.choice(("O-0", "O-1", "order/O-0", "A-0", "P-0", "P-1"))

    def run(self, steps: int = STEPS) -> "Stranger":
        """So many steps, then everything heals, and everything must be as it should.

        Raises `Broken` with the seed and the last that was said.
        """
        with room(on_file=not self.seed % ON_FILE, url=self.url) as self.room:
            self.watch = Watch(self.room)
            self.flow = Flow(lambda: self.room.observer, self.room.ledger)
            try:
                self._opens()
                self.quietly(lambda desk: desk.tick(self.now))
                for said in way_of_an_order(self.random, self.now):
                    self.say(said)
                    self.quietly(lambda desk: desk.deliver(self.now))
                for _ in range(steps):
                    self.step()
                    self.flow.look()
                self.heal()
            except Exception as fault:
                story = "\n".join(self.told[-25:])
                raise Broken(f"stranger {self.seed}: {fault!r:.2000}\n{story}") from fault
        return self

    def _opens(self) -> None:
        """The program starts: two desks, each with a clock, on one journal and one world."""
        self.desks = tuple(
            self.room.desk(self.operator, self.clock, worker, lambda port: Post(port, self))
            for worker in ("one", "other")
        )

    def clock(self) -> datetime:
        """What the clock of the machine shows."""
        return self.now

    @property
    def desk(self) -> Desk:
        """One of the two desks."""
        return self.random.choice(self.desks)

    def dies(self) -> None:
        """The program is killed, and started again."""
        self.deaths += 1
        self.told.append("  killed")
        self.room.again()
        self._opens()

    def step(self) -> None:
        """Somebody says something, something is sent, time passes, or the program dies."""
        draw = self.random.random()
        self.count += 1
        if draw < 0.07:
            self.room.doom(self.random)
        if draw < 0.42:
            self.work()
        elif draw < 0.56:
            self.say(self.sayings.envelope(self.now))
        elif draw < 0.68:
            self.forge()
        elif draw < 0.76:
            self.spoil()
        elif draw < 0.86:
            self.again()
        elif draw < 0.94:
            self.passing()
        elif draw < 0.97:
            self.jump()
        else:
            self.answer()
        if self.random.random() < 0.5:
            before = self.room.journal.reached()
            self.quietly(lambda desk: desk.deliver(self.now))
            self.watch.still_reached(before, "sending")

    def work(self) -> None:
        """What people and systems do who mean well."""
        process = self.random.choice(HONEST)
        case = {
            "order": f"O-{self.random.randrange(3)}",
            "receivable": f"order/O-{self.random.randrange(3)}",
            "payment": f"P-{self.random.randrange(4)}",
            "credit_account": f"A-{self.random.randrange(2)}",
        }[process]
        if self.random.random() < 0.15:
            case = self.sayings.case()
        known = self.room.observer._cases.read(BOTH.by_name[process], case)
        self.chooser.now = self.now
        id_ = f"c-{self.count}"
        made = self.chooser.envelope(BOTH.by_name[process], case, known.state, id_)
        self.say(made)

    def forge(self) -> None:
        """What fits a case that is there, in the role that may give it, by whoever knows both."""
        listed = self.room.journal.cases()
        if not listed:
            return
        there = self.random.choice(listed)
        process = BOTH.by_name[there.process]
        state = self.room.observer.state(there.process, there.case)
        table = process.lifecycle
        welcome = [kind for kind in table.commands if table.welcomes(state.stage, kind)]
        if not welcome:
            return
        kind = self.random.choice(welcome)
        role, id_ = self.random.choice(sorted(table.roles[kind])), f"f-{self.count}"
        said, actor = self.sayings.value(kind), self.sayings.actor()
        self.say(Envelope(id_, there.case, process.name, self.now, actor, role, said))

    def say(self, envelope: Envelope[Any]) -> Outcome | None:
        """Say something until it is answered; what was refused has changed nothing."""
        text = f"{envelope.role} {envelope.actor} {envelope.at} {envelope.command!r:.160}"
        self.told.append(f"  {envelope.process}/{envelope.case:.40} {envelope.id}: {text}")
        self.said.append(envelope)
        version = self._version(envelope)
        for _ in range(20):
            before = self.watch.sees()
            try:
                outcome = self.desk.handle(envelope)
            except (Death, Unavailable):
                self.dies()
                continue
            except IdempotencyConflict as conflict:
                self.rightly(envelope, conflict)
                return None
            except (InvalidDocument, InvalidValue) as refused:
                self.watch.unmoved(before, f"{envelope.id}, refused with {refused.code},")
                self.seen[refused.code] += 1
                return None
            self._heard(envelope, outcome, version, before)
            return outcome
        raise Broken(f"{envelope.id} was not answered in 20 attempts")

    def _version(self, envelope: Envelope[Any]) -> int:
        return len(self.room.journal.history(envelope.process, envelope.case))

    def _heard(
        self, envelope: Envelope[Any], outcome: Outcome, version: int, before: Sight
    ) -> None:
        code = outcome.refusal.code if isinstance(outcome, Refused) else "accepted"
        accepted = code == "accepted"
        place = (envelope.process, envelope.case, envelope.actor, envelope.id)
        known = self.answered.get(place)
        if not accepted or known is not None:
            self.watch.unmoved(before, f"{envelope.id}, which was not carried out,")
        if known is not None and known != (envelope, outcome):
            raise Broken(f"TRU-17: {envelope.id} was answered in two ways, or as another command")
        self.watch.still_reached(before.reached, envelope.id)
        self.seen[code] += 1
        self.answered[place] = envelope, outcome
        heard = Heard(envelope, accepted, not version, self.now + AHEAD)
        for law in OF_EACH:
            for problem in law(heard):
                raise Broken(f"{law.__name__}: {problem}")

    def rightly(self, envelope: Envelope[Any], conflict: IdempotencyConflict) -> None:
        """TRU-17: only what its own actor said of this case before uses up an id."""
        if (envelope.process, envelope.case, envelope.actor, envelope.id) not in self.answered:
            raise Broken(f"TRU-17: {envelope.id} was used up by somebody else") from conflict

    def spoil(self) -> None:
        """One part of another kind: refused with its place, and nothing is kept of it."""
        whole = self.sayings.envelope(self.now)
        if self.answered and self.random.random() < 0.6:
            whole = changed(self._one_answered()[0], id=f"w-{self.count}")
        before, spoiled = self.watch.sees(), self.sayings.spoiled(whole)
        self.room.fate.spare()
        try:
            outcome = self.desk.handle(spoiled)
        except InvalidDocument as refused:
            self.watch.unmoved(before, f"what was refused with {refused.code}")
            self.seen["malformed"] += 1
            if not refused.problems:
                raise Broken("TRU-01: a refusal names no place") from refused
            return
        raise Broken(f"TRU-01: {spoiled!r:.600} was answered with {outcome!r:.200}")

    def again(self) -> None:
        """The same again answers the same; the same id by another actor is another command."""
        if not self.answered:
            return
        envelope, _ = self._one_answered()
        draw = self.random.random()
        if draw < 0.5:
            self.say(envelope)
        elif draw < 0.75:
            self.say(changed(envelope, actor=self.sayings.actor()))
        else:
            other = changed(envelope, at=envelope.at - timedelta(seconds=1))
            self.another_under_its_id(other)

    def another_under_its_id(self, other: Envelope[Any]) -> None:
        """I7: an id names one command of its actor on its case."""
        before = self.watch.sees()
        try:
            self.desk.handle(other)
        except IdempotencyConflict:
            self.watch.unmoved(before, f"another command under {other.id}")
            return
        except (Death, Unavailable):
            self.dies()
            return
        except OrderToCashError:
            return
        raise Broken(f"I7: {other.id} was taken for two commands")

    def _one_answered(self) -> tuple[Envelope[Any], Outcome]:
        return self.random.choice(tuple(self.answered.values()))

    def passing(self) -> None:
        """Time passes; whoever asked to be looked at is, but for what was set aside."""
        self.now += self.random.choice(SPANS)
        instant = self.now
        how = self.random.choice(("tick", "pass_time", "sleep"))
        self.told.append(f"  {how} at {instant}")
        if how == "sleep":
            return
        if self.quietly(lambda desk: getattr(desk, how)(instant, jump=True)):
            left = self.room.journal.due(instant, processes=tuple(BOTH.by_name))
            if left:
                raise Broken(f"TRU-07: {left[0].process}/{left[0].case} was not looked at")

    def jump(self) -> None:
        """TRU-13: more time than anybody means passes only where somebody says so."""
        instant = self.now + self.random.choice((timedelta(days=46), timedelta(days=9_000)))
        before, reached = self.watch.sees(), self.room.journal.reached()
        if reached is None or instant - reached <= timedelta(days=45):
            return
        self.room.fate.spare()
        try:
            self.desk.tick(instant)
        except InvalidValue:
            self.watch.unmoved(before, "a jump that was refused")
            return
        except Unavailable:
            self.dies()
            return
        raise Broken(f"TRU-13: time jumped from {reached} to {instant}")

    def answer(self) -> None:
        """A key that nobody waits for, or that is another case's to answer."""
        waiting = self.room.journal.waiting(self.now, limit=3)
        keys = (*(m.key for m in waiting if m.type == "tell"), "order/O-0:1:0:9", "")
        before = self.watch.sees()
        self.room.fate.spare()
        try:
            self.desk.answer(self.random.choice(keys), self.random.choice((None, "x", True)))
        except Unavailable:
            self.dies()
        except OrderToCashError:
            self.watch.unmoved(before, "an answer that nobody waits for")
        else:
            raise Broken("TRU-04: an answer that nobody waits for was taken")

    def quietly(self, work: Callable[[Desk], object]) -> bool:
        """What a service does that is started again after each death."""
        try:
            work(self.desk)
        except (Death, Unavailable, Conflict):
            self.dies()
            return False
        return True

    def heal(self) -> None:
        """Nothing dies or raises any more: in the end all must agree, and nothing is lost."""
        self.room.fate.spare()
        self.dies()
        self.poisoned = ""
        for _ in range(6):
            for posted in self.room.journal.parked(limit=1_000):
                if posted.problem not in LEGITIMATE:
                    self.room.journal.release(posted.key)
            self.now += timedelta(hours=7)
            self.desks[0].pass_time(self.now, jump=True)
            self.flow.look()
        self.watch.owned()
        self.watch.lawful({} if self.deaths > 1 else self.handed)
