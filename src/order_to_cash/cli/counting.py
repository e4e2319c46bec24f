"""What each case adds to the report: its stage, its amounts, why it was refused, what was warned.

The parts of a case follow from its events and from the pack alone, on whatever day: what counts
from a day on says so. So their sums can be kept, and need the cases that changed and no others.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final

from order_to_cash.adapters.sql.figures import Key, Parts, Place, StoredFigures
from order_to_cash.adapters.sql.store import Store
from order_to_cash.cli.amounts import dated_figures, lasting_figures
from order_to_cash.cli.basis import basis_of
from order_to_cash.cli.tally import SHOWN
from order_to_cash.desk import Desk
from order_to_cash.desk.logs import code_of, told
from order_to_cash.domain.charge_correction import (
    CorrectionRefused,
    MalpracticeRefused,
    NotEligible,
)
from order_to_cash.domain.core import Decision, Finding, entity
from order_to_cash.domain.core.errors import read_or
from order_to_cash.domain.onboarding import OnboardingRejected
from order_to_cash.domain.order import OrderRejected
from order_to_cash.domain.plan_change import PlanChangeRefused
from order_to_cash.domain.trade.standing import warned
from order_to_cash.domain.transfer import TransferRefused
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.operators.warnings import warnings_of
from order_to_cash.ports.journal import Listed

STAGE: Final = "stage"
AMOUNT: Final = "amount"
OTHERS: Final = "others"
REJECTED: Final = "rejected"
WARNED: Final = "warned"
UNREADABLE: Final = "unreadable"
NAMED: Final = (REJECTED, WARNED, UNREADABLE)
"""Of these the first cases are told; each case has a part without a name that counts its own."""

ALWAYS: Final = 0
PAGE: Final = 500
"""How many cases are taken from the journal at a time."""

NOES: Final = (
    OrderRejected,
    OnboardingRejected,
    TransferRefused,
    PlanChangeRefused,
    NotEligible,
    MalpracticeRefused,
    CorrectionRefused,
)
"""The events by which the operator says no to a whole request.

A process of somebody's own names its own in a field `noes`.
"""


@entity
class Figures:
    """The sums of all parts, and which cases are the first to add to a kind."""

    sums: Parts
    first: Callable[[str, int], tuple[Place, ...]]


@entity
class Counting:
    """Counts what the cases of a desk add."""

    desk: Desk
    turned_down: frozenset[tuple[str, Any]]
    warning: frozenset[str]

    @classmethod
    def of(cls, desk: Desk) -> "Counting":
        """With what its operator refuses and warns by."""
        known = desk.operator.by_name
        warning = frozenset(name for name, process in known.items() if any(warnings_of(process)))
        return cls(desk, _turned_down(desk), warning)

    def whole(self) -> Figures:
        """The figures of every case, counted now."""
        sums: Counter[Key] = Counter()
        first: dict[str, list[Place]] = {kind: [] for kind in NAMED}
        for listed in _cases(self.desk):
            parts = self.parts(listed.process, listed.case)
            sums.update(parts)
            for kind in NAMED:
                if (kind, "", ALWAYS) in parts and len(first[kind]) < SHOWN:
                    first[kind].append((listed.process, listed.case))
        kept = {key: amount for key, amount in sums.items() if amount}
        return Figures(kept, lambda kind, limit: tuple(first[kind][:limit]))

    def kept(self, store: Store) -> Figures:
        """The figures that are kept in this store, brought up to date."""
        figures = StoredFigures(store, basis_of(self.desk.operator), self.parts)
        figures.follow()
        return Figures(figures.sums(), figures.first)

    def parts(self, process: str, case: str) -> Parts:
        """What a case adds; of one that cannot be read, that alone."""
        if process not in self.desk.operator.by_name:
            return {(OTHERS, "", ALWAYS): 1}
        return read_or(
            lambda: self._parts(process, case),
            lambda error: _coded(UNREADABLE, [code_of(error)], 1),
        )

    def problem(self, process: str, case: str) -> Iterator[str]:
        """Why a case cannot be read, if it still cannot."""
        why = read_or(lambda: self._parts(process, case), told)
        if isinstance(why, str):
            yield f"{process}/{case}: {why}"

    def _parts(self, process: str, case: str) -> Parts:
        state = self.desk.state(process, case)
        known = self.desk.operator.by_name[process]
        parts: Counter[Key] = Counter({(STAGE, f"{process}/{state.stage.value}", ALWAYS): 1})
        for figure, amount in lasting_figures(known, state):
            parts[AMOUNT, f"{amount.currency.value}/{figure.name}", ALWAYS] += amount.minor
        for day, figure, amount in dated_figures(state):
            name = f"{amount.currency.value}/{figure.name}"
            parts[AMOUNT, name, day.toordinal()] += amount.minor
        if (process, state.stage) in self.turned_down:
            parts.update(_coded(REJECTED, codes_of_no(self.desk, process, case), 1))
        if process in self.warning:
            given = [finding.rule for finding in warnings_given(self.desk, process, case)]
            parts.update(_coded(WARNED, given, len(given)))
        return {key: amount for key, amount in parts.items() if amount}


def _coded(kind: str, codes: list[str], count: int) -> Parts:
    """Each code, and how many there are in all."""
    return {**Counter((kind, code, ALWAYS) for code in codes), (kind, "", ALWAYS): count}


def no_of(desk: Desk, process: str, case: str) -> tuple[Any, tuple[Finding, ...]]:
    """The event by which the operator said no, and what its decision found against it."""
    noes = _noes(desk.operator.by_name[process])
    happened = (each.event for each in reversed(desk.history(process, case)))
    event = next(event for event in happened if isinstance(event, noes))
    decision = getattr(event, "decision", None)
    return event, decision.failures if isinstance(decision, Decision) else ()


def codes_of_no(desk: Desk, process: str, case: str) -> list[str]:
    """The codes of a no: the decision's, or what the event itself is called."""
    event, failures = no_of(desk, process, case)
    return [finding.rule for finding in failures] or [desk.wire.type_name(type(event))]


def warnings_given(desk: Desk, process: str, case: str) -> Iterator[Finding]:
    """Each warning that the case gave."""
    notices = (warned(process, case, each.event) for each in desk.history(process, case))
    return (f for notice in chain.from_iterable(notices) for f in notice.findings)


def _turned_down(desk: Desk) -> frozenset[tuple[str, Any]]:
    """The processes with the stages to which a no of the operator leads."""
    return frozenset(
        (process.name, arrow.target)
        for process in desk.operator.processes
        for arrow in process.lifecycle.arrows
        if arrow.event in _noes(process)
    )


def _noes(process: AnyProcess) -> tuple[type[Any], ...]:
    return (*NOES, *getattr(process, "noes", ()))


def _cases(desk: Desk) -> Iterator[Listed]:
    after = ""
    while page := desk.journal.cases(after=after, limit=PAGE):
        yield from page
        after = page[-1].cursor
