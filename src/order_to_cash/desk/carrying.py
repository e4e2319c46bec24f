"""Commands carried out together: each is answered by itself, whatever becomes of the others."""

import logging
from collections.abc import Sequence
from typing import Final, TypeAlias

from attrs import define

from order_to_cash.desk.answers import Outcome, outcome_of
from order_to_cash.desk.cases import Cases
from order_to_cash.desk.logs import left
from order_to_cash.desk.personal import Veil
from order_to_cash.desk.writing import Decided, Sitting, Task, kept_cases, place_of
from order_to_cash.domain.core import (
    Conflict,
    IdempotencyConflict,
    InvalidValue,
    Unavailable,
    changed,
)
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.ports.journal import Journal
from order_to_cash.ports.personal import Kept
from order_to_cash.wire import Wire

TRIES: Final = 100
"""How often a command is decided again because somebody else wrote to its case first."""

FAILED: Final = "a command could not be carried out"

Result: TypeAlias = Outcome | Exception
"""What a command came to: its answer, or what kept it from having one."""


@define
class Carrier:
    """Decides commands on their cases and writes what follows."""

    operator: Operator
    journal: Journal
    wire: Wire
    cases: Cases
    veil: Veil

    def carry_out(self, tasks: Sequence[Task]) -> tuple[Result, ...]:
        """Each command's answer, in their order; those that others overtook are decided again.

        Raises `Unavailable` if the journal cannot be reached; then none is written.
        """
        results: dict[int, Result] = {}
        pending = dict(enumerate(tasks))
        for _ in range(TRIES):
            pending = self._sitting(pending, results)
            if not pending:
                return tuple(results[at] for at in range(len(tasks)))
        busy = Conflict("others kept writing to the case; try the same command again")
        for task in pending.values():
            left("it was given up: others kept writing to the case", named(task), busy)
        return tuple(results.get(at, busy) for at in range(len(tasks)))

    def _sitting(self, tasks: dict[int, Task], results: dict[int, Result]) -> dict[int, Task]:
        """Decide and write; what was overtaken by somebody else is left."""
        sitting = Sitting(self.wire, self.cases, self.operator)
        made: dict[int, Decided] = {}
        kept: list[Kept] = []
        for at, task in tasks.items():
            try:
                found = self._answered(sitting, task, kept)
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001  (a process of others may raise anything)
                results[at] = error
                if task.outside:
                    left(FAILED, named(task), error)
                continue
            if isinstance(found, Decided):
                made[at] = found
            else:
                results[at] = found
        if not made:
            return {}
        try:
            return self._written(made, tuple(kept), tasks, results)
        except InvalidValue as error:
            return self._each_alone(made, error, tasks, results)

    def _written(
        self,
        made: dict[int, Decided],
        kept: tuple[Kept, ...],
        tasks: dict[int, Task],
        results: dict[int, Result],
    ) -> dict[int, Task]:
        """Write what was decided; what was overtaken is left. Raises before anything is written."""
        self.veil.keep(kept)
        written = self.journal.append(*(decided.entry for decided in made.values()))
        decided = list(zip(made.values(), written, strict=True))
        self.cases.keep(kept_cases(decided))
        overtaken: dict[int, Task] = {}
        for (at, found), conflict in zip(made.items(), written, strict=True):
            if conflict is None:
                results[at] = found.outcome
                continue
            overtaken[at] = tasks[at]
            again = "it is decided again: others wrote first"
            left(again, named(tasks[at]), conflict, level=logging.DEBUG)
        return overtaken

    def _each_alone(
        self,
        made: dict[int, Decided],
        error: InvalidValue,
        tasks: dict[int, Task],
        results: dict[int, Result],
    ) -> dict[int, Task]:
        """Decide and write one after the other, so that what cannot be stored stops no other."""
        overtaken: dict[int, Task] = {}
        for at in made:
            if len(made) > 1:
                overtaken |= self._sitting({at: tasks[at]}, results)
                continue
            results[at] = error
            if tasks[at].outside:
                left("what a command led to cannot be stored", named(tasks[at]), error)
        return overtaken

    def _answered(self, sitting: Sitting, task: Task, kept: list[Kept]) -> Decided | Result:
        """The first answer to a command: kept from before, or found now."""
        place = place_of(task.envelope)
        known = sitting.answers.get(place) or self.journal.answer(*place)
        if known is None:
            given, brought = self.veil.sealed(task.envelope, task.fingerprint, outside=task.outside)
            decided = sitting.decide(self._process(task), changed(task, envelope=given))
            if isinstance(decided, Unavailable):
                if task.outside:
                    left(FAILED, named(task), decided)
                return decided
            if task.is_decided_anew(decided.outcome):
                return decided.outcome
            kept += brought
            return decided
        if known.fingerprint != task.fingerprint:
            raise IdempotencyConflict(
                "this command id was used for another command; give each command its own id"
            )
        outcome = outcome_of(self.wire, known.body)
        if task.settles is not None and not task.keeps_its_message(outcome):
            self.journal.settle(task.settles)
        return outcome

    def _process(self, task: Task) -> AnyProcess:
        return self.operator.by_name[task.envelope.process]


def named(task: Task) -> str:
    """The case that a command is for."""
    return f"{task.envelope.process}/{task.envelope.case}"
