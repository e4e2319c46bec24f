"""What an operator is to this library: a name, its processes, its calendar."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

from order_to_cash.domain.deadline import BusinessCalendar
from order_to_cash.domain.entity import entity
from order_to_cash.domain.errors import BrokenDefinition, Problem
from order_to_cash.domain.process import Process
from order_to_cash.rules.indicators import Indicators

AnyProcess: TypeAlias = Process[Any, Any, Any]


@entity
class Operator:
    """A data pack: the processes with the policies, tariffs and thresholds of one operator.

    `indicators` are those by which it measures how requests are attended, if it has any.
    """

    name: str
    processes: tuple[AnyProcess, ...]
    calendar: BusinessCalendar
    indicators: Indicators | None = None

    @property
    def by_name(self) -> Mapping[str, AnyProcess]:
        """Its processes under their names."""
        return {process.name: process for process in self.processes}


def joined(first: Operator, *others: Operator) -> Operator:
    """One operator with the processes of several, for a group that keeps them in one place.

    Each process keeps its own policies, currency and calendar. The calendar of the whole is that
    of the first, its indicators are those of the first that has any. Raises `BrokenDefinition`
    naming every process that two of them have, since a case would not say whose it is.
    """
    every = (first, *others)
    processes = tuple(process for operator in every for process in operator.processes)
    count = Counter(process.name for process in processes)
    if twice := tuple(name for name, times in count.items() if times > 1):
        raise BrokenDefinition(
            "operators that are joined must not have the same process; keep them in two files",
            code="operator.process-twice",
            problems=tuple(Problem("operator.process-twice", n, "two have it") for n in twice),
        )
    indicators = next((o.indicators for o in every if o.indicators is not None), None)
    name = "+".join(operator.name for operator in every)
    return Operator(name, processes, first.calendar, indicators)
