"""What the models of other packages check: the plain class, or the same work with its answers."""

from collections.abc import Callable
from typing import Any, Final

from benchmarks.order import JOURNEY
from benchmarks.plain_order import PlainOrder
from benchmarks.same_work.commands import handle
from benchmarks.same_work.order import Order

PLACES: Final = {
    "place": 0,
    "report_party": 1,
    "report_offerings": 2,
    "report_stock": 3,
    "report_credit": 4,
    "report_terms": 5,
    "schedule": 6,
    "deliver": 7,
}
"""By the method of the plain class: the command of the journey that it stands for."""


class Answered:
    """The methods of the plain class, each with every answer, event and message of its command."""

    __slots__ = ("order", "told")

    def __init__(self) -> None:
        self.order = Order()
        self.told: list[Any] = []

    @property
    def stage(self) -> str:
        """Where it stands, named as in the plain class."""
        return self.order.stage

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in PLACES:
            raise AttributeError(name)
        envelope = JOURNEY[PLACES[name]]

        def carried_out(*_: Any, **__: Any) -> None:
            self.told.append(handle(self.order, envelope))

        return carried_out


class _Chosen:
    made: Callable[[], Any] = PlainOrder


def new() -> Any:
    """What one order is checked by."""
    return _Chosen.made()


def with_answers(measure: Callable[[], float]) -> float:
    """Measure with models that give every answer."""
    _Chosen.made = Answered
    return measure()
