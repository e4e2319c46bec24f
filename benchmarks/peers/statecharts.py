"""The order as a machine of python-statemachine, the same code for its versions 2 and 3."""

# mypy: disable-error-code="import-not-found, misc"

from typing import Any

from statemachine import State, StateMachine

from benchmarks.measure import per_call
from benchmarks.order import walk
from benchmarks.peers import checks


class Order(StateMachine):
    """The checks run on each event, and what follows once they passed after it."""

    new = State(initial=True)
    received = State()
    in_credit = State()
    in_validation = State()
    released = State()
    in_delivery = State()
    completed = State(final=True)

    place = new.to(received, on="check_place")
    report_party = received.to.itself(internal=True, on="check_party", after="go_on")
    report_offerings = received.to.itself(internal=True, on="check_offerings", after="go_on")
    report_stock = received.to.itself(internal=True, on="check_stock", after="go_on")
    report_credit = in_credit.to(in_validation, on="check_credit")
    report_terms = in_validation.to(released, on="check_terms")
    schedule = released.to(in_delivery, on="check_slot") | in_delivery.to.itself(
        internal=True, on="check_slot"
    )
    deliver = in_delivery.to.itself(internal=True, on="check_delivery", after="go_on")
    proceed = received.to(in_credit) | in_delivery.to(completed)

    def __init__(self) -> None:
        self.plain = checks.new()
        super().__init__()

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

    def go_on(self, source: State) -> None:
        """Go on where the last answer or the last line was the one that was missing."""
        if self.plain.stage != source.id:
            self.proceed()


def once() -> Order:
    """One order, delivered."""
    made = Order()
    walk(made)
    return made


def order() -> float:
    """Processor seconds for one order."""
    made = once()
    assert made.plain.stage == "completed"
    assert made.completed.is_active
    return per_call(once)


def answered() -> float:
    """Processor seconds for one order, with every answer."""
    return checks.with_answers(order)
