"""The order as a model of transitions, with one machine for all orders."""

# mypy: disable-error-code="import-not-found"

from typing import Any, Final

from transitions import Machine

from benchmarks.measure import per_call
from benchmarks.order import walk
from benchmarks.peers import checks


class Order:
    """The checks before each transition, and what follows once they passed."""

    def __init__(self) -> None:
        self.plain = checks.new()

    def check_place(self, *given: Any) -> None:
        """Reception."""
        self.plain.place(*given)

    def check_party(self, *given: Any) -> None:
        """The directory of parties."""
        self.plain.report_party(*given)

    def check_offerings(self, *given: Any) -> None:
        """The catalogue."""
        self.plain.report_offerings(*given)

    def check_stock(self, *given: Any) -> None:
        """The warehouse."""
        self.plain.report_stock(*given)

    def check_credit(self, *given: Any) -> None:
        """The account."""
        self.plain.report_credit(*given)

    def check_terms(self, *given: Any) -> None:
        """Terms and conditions."""
        self.plain.report_terms(*given)

    def check_slot(self, *given: Any) -> None:
        """A slot."""
        self.plain.schedule(*given)

    def check_delivery(self, *given: Any) -> None:
        """Goods handed over."""
        self.plain.deliver(*given)

    def go_on(self, *_: Any) -> None:
        """Go on where the last answer or the last line was the one that was missing."""
        if self.plain.stage != self.state:  # type: ignore[attr-defined]
            self.proceed()  # type: ignore[attr-defined]


def _row(trigger: str, source: str, to: str, check: str) -> dict[str, str]:
    return {"trigger": trigger, "source": source, "dest": to, "before": check, "after": "go_on"}


MACHINE: Final = Machine(
    model=None,
    states=[
        "new",
        "received",
        "in_credit",
        "in_validation",
        "released",
        "in_delivery",
        "completed",
    ],
    initial="new",
    auto_transitions=False,
    transitions=[
        _row("place", "new", "received", "check_place"),
        _row("report_party", "received", "received", "check_party"),
        _row("report_offerings", "received", "received", "check_offerings"),
        _row("report_stock", "received", "received", "check_stock"),
        ["proceed", "received", "in_credit"],
        _row("report_credit", "in_credit", "in_validation", "check_credit"),
        _row("report_terms", "in_validation", "released", "check_terms"),
        _row("schedule", "released", "in_delivery", "check_slot"),
        _row("schedule", "in_delivery", "in_delivery", "check_slot"),
        _row("deliver", "in_delivery", "in_delivery", "check_delivery"),
        ["proceed", "in_delivery", "completed"],
    ],
)


def once() -> Order:
    """One order, delivered."""
    made = Order()
    MACHINE.add_model(made)
    walk(made)
    MACHINE.remove_model(made)
    return made


def order() -> float:
    """Processor seconds for one order."""
    made = once()
    assert made.plain.stage == made.state == "completed"  # type: ignore[attr-defined]
    return per_call(once)


def answered() -> float:
    """Processor seconds for one order, with every answer."""
    return checks.with_answers(order)
