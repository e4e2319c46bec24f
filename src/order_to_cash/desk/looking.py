"""Time that passes: which cases are due, and what comes of their look."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeAlias

from order_to_cash.desk.carrying import Carrier
from order_to_cash.desk.cases import Case, Cases
from order_to_cash.desk.delivery import Delivery, Retry
from order_to_cash.desk.logs import code_of, left
from order_to_cash.desk.sending import INTERNAL
from order_to_cash.desk.watching import watched
from order_to_cash.desk.writing import Task
from order_to_cash.domain.core import (
    Envelope,
    LookAtWait,
    Moved,
    Role,
    Wait,
    entity,
    step,
)
from order_to_cash.domain.core.process import clock_command
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.ports.journal import Due, Journal, Share, share_of
from order_to_cash.ports.watching import Watch

Going: TypeAlias = Callable[[], bool]
"""Whether to go on."""


@entity
class Passed:
    """What came of time that passed: cases looked at, cases set aside, messages sent."""

    looked: int = 0
    aside: int = 0
    delivery: Delivery = Delivery()

    def __add__(self, other: "Passed") -> "Passed":
        """What came of both together."""
        return Passed(
            self.looked + other.looked,
            self.aside + other.aside,
            self.delivery + other.delivery,
        )


def always() -> bool:
    """Nobody says to stop."""
    return True


@entity
class Looking:
    """What a desk lets its cases look with; of the cases of a share alone."""

    operator: Operator
    journal: Journal
    cases: Cases
    carrier: Carrier
    wait: Callable[[AnyProcess, str], Wait | None]
    retry: Retry
    share: Share
    watch: Watch

    def pass_by(
        self,
        now: datetime,
        few: int,
        between: Callable[[], Delivery],
        going: Going = always,
        worker: str = "",
    ) -> Passed:
        """Let so many due cases look, do what comes between, and so on.

        Of a few cases each worker that is named begins with another one, so that those who work on
        the same cases seldom meet.
        """
        passed, after = Passed(), ""
        while due := self._due(now, after, few):
            for item in _in_turn(due, worker):
                if not going():
                    return passed
                looked = self._looked(item, now)
                passed += Passed(int(looked), int(not looked))
            passed += Passed(delivery=between())
            after = due[-1].cursor
        self.journal.reach(now)
        return passed

    def _due(self, now: datetime, after: str, limit: int) -> tuple[Due, ...]:
        processes = tuple(self.operator.by_name)
        return self.journal.due(
            now, processes=processes, after=after, limit=limit, share=self.share
        )

    def _looked(self, due: Due, now: datetime) -> bool:
        before = self.journal.aside(process=due.process, case=due.case, limit=1)
        try:
            with watched(self.watch, "look", process=due.process, case=due.case):
                self._look(due, now)
        except Exception as error:  # noqa: BLE001  (one bad case stops no other)
            left("it is set aside: it could not be looked at", _name(due), error)
            until = now + self.retry.after(before[0].attempts if before else 0)
            problem = code_of(error)
            self.journal.set_aside(due.process, due.case, since=now, until=until, problem=problem)
            return False
        if before:
            self.journal.resume(due.process, due.case)
        return True

    def _look(self, due: Due, now: datetime) -> None:
        """A look that leads to nothing is not written, so that a later one is not taken for it.

        Where nothing of the process is due, whoever has to act is told that the case stands still.
        """
        process = self.operator.by_name[due.process]
        case = self.cases.read(process, due.case)
        if process.next_check(case.state) is None:
            wait = self.wait(process, due.case)
            if wait is None:
                return
            look = _look_of(LookAtWait(wait.since), due, case, now)
            moves = True
        else:
            look = _look_of(clock_command(process), due, case, now)
            seen = step(process, case.state, look)
            moves = isinstance(seen, Moved) and bool(seen.events)
        if moves:
            (result,) = self.carrier.carry_out([Task(look, INTERNAL)])
            if isinstance(result, Exception):
                raise result


def _in_turn(due: tuple[Due, ...], worker: str) -> Iterable[Due]:
    return sorted(due, key=lambda each: share_of(worker, _name(each))) if worker else due


def _name(due: Due) -> str:
    return f"{due.process}/{due.case}"


def _look_of(command: Any, due: Due, case: Case, now: datetime) -> Envelope[Any]:
    name = f"tick:{_name(due)}:{case.version}:{due.at.isoformat()}"
    at = now if case.at is None else max(now, case.at)
    return Envelope(name, due.case, due.process, at, "clock", Role.CLOCK, command)
