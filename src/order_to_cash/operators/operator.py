"""What an operator is to this library: a name, its processes, its calendar."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from order_to_cash.domain.deadline import BusinessCalendar
from order_to_cash.domain.entity import entity
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
