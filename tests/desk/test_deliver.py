"""Messages arrive at least once, in order, and nothing that fails is lost or done twice."""

from datetime import timedelta
from typing import Any

from attrs import define, field

from order_to_cash.adapters.in_memory import InMemoryBilling
from order_to_cash.desk import Desk, answers
from order_to_cash.desk.delivery import Delivery
from order_to_cash.domain.core import Role, Unavailable
from order_to_cash.domain.order import Stage
from order_to_cash.domain.receivable import RetryIssue
from order_to_cash.domain.trade import Target
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.ports import IssueAnswer, Refused, Unknown, World
from tests.desk.small_operator import Office, directories, placing, wire


@define
class Failing:
    """A port that fails so many times before it works."""

    port: Any
    fails: int
    error: Exception = field(factory=lambda: Unavailable("not now"))

    def __getattr__(self, name: str) -> Any:
        """Each call fails while it has to."""

        def call(*given: Any) -> Any:
            if self.fails > 0:
                self.fails -= 1
                raise self.error
            return getattr(self.port, name)(*given)

        return call


def test_an_unreachable_directory_leaves_the_order_pending() -> None:
    """ORD-02: while the credit line cannot be reached nothing is decided, and it is retried."""
    office = Office()
    facts = directories()
    failing = Failing(facts, fails=2)
    object.__setattr__(office.desk.world.directories, "credit_lines", failing)
    office.place("O-1")
    assert office.order("O-1").stage is Stage.IN_CREDIT

    office.pass_time(timedelta(seconds=29))
    assert office.order("O-1").stage is Stage.IN_CREDIT
    office.pass_time(timedelta(seconds=1))
    office.pass_time(timedelta(seconds=60))

    assert office.order("O-1").stage is Stage.RELEASED


def test_a_message_that_keeps_failing_is_set_aside_and_shown() -> None:
    """After the last attempt a message is parked with its problem; released, it goes out."""
    office = Office()
    office.desk.world = World(
        office.desk.world.directories,
        office.billing,
        Failing(office.fulfilment, fails=12, error=RuntimeError("secret detail")),
        office.notification,
    )
    office.place("O-1")
    for _ in range(12):
        office.pass_time(timedelta(hours=6))
    parked = office.journal.parked()

    assert ["RuntimeError"] == [message.problem for message in parked]
    office.journal.release(parked[0].key)
    office.pass_time(timedelta(0))
    assert () == office.journal.parked()
    assert 1 == len(office.fulfilment.instructions)


def test_messages_of_one_case_to_one_port_keep_their_order() -> None:
    """I8: what failed first goes first when the port is back."""
    office = Office()
    failing = Failing(office.notification, fails=1)
    office.desk.world = World(
        office.desk.world.directories, office.billing, office.fulfilment, failing
    )
    office.place("O-1")
    office.pass_time(timedelta(seconds=30))

    notices = [notice.notice.value for notice in office.notification.sent.values()]
    assert ["availability", "order_released"] == notices


@define
class Forgetful:
    """Billing that issues and then cannot say so, as after a time-out."""

    billing: InMemoryBilling
    unknown: int
    found: bool

    def __getattr__(self, name: str) -> Any:
        """Everything else works."""
        return getattr(self.billing, name)

    def issue(self, invoice: Any) -> IssueAnswer:
        """Issue, and say that nobody knows."""
        answer = self.billing.issue(invoice)
        if self.unknown > 0:
            self.unknown -= 1
            return Unknown()
        return answer

    def find(self, receivable: str) -> str | None:
        """The number, if looking up works."""
        return self.billing.find(receivable) if self.found else None


def test_an_unknown_answer_of_billing_is_looked_up_by_its_key() -> None:
    """ORD-25: after a time-out the invoice is found, never issued a second time."""
    office = Office()
    forgetful: Any = Forgetful(office.billing, unknown=1, found=True)
    office.desk.world = World(
        office.desk.world.directories,
        forgetful,
        office.fulfilment,
        office.notification,
    )
    office.place("O-1")
    office.deliver_line("O-1")

    assert 1 == len(office.billing.invoices)
    assert "F001-00000001" == office.order("O-1").invoice


def test_what_cannot_even_be_looked_up_is_asked_again_under_the_same_key() -> None:
    """ORD-25: the second request finds the first invoice."""
    office = Office()
    forgetful: Any = Forgetful(office.billing, unknown=1, found=False)
    office.desk.world = World(
        office.desk.world.directories,
        forgetful,
        office.fulfilment,
        office.notification,
    )
    office.place("O-1")
    office.deliver_line("O-1")
    assert "" == office.order("O-1").invoice
    office.pass_time(timedelta(seconds=30))

    assert 1 == len(office.billing.invoices)
    assert "F001-00000001" == office.order("O-1").invoice


@define
class Stubborn:
    """Billing that refuses until it is mended."""

    billing: InMemoryBilling
    mended: bool = False

    def __getattr__(self, name: str) -> Any:
        """Everything else works."""
        return getattr(self.billing, name)

    def issue(self, invoice: Any) -> IssueAnswer:
        """Refuse until mended."""
        return self.billing.issue(invoice) if self.mended else Refused("no series for this day")


def test_a_refused_invoice_waits_for_somebody_and_is_asked_for_again() -> None:
    """ORD-25: what was delivered is invoiced in the end; Credit & Collections is told meanwhile."""
    office = Office()
    stubborn: Any = Stubborn(office.billing)
    office.desk.world = World(
        office.desk.world.directories, stubborn, office.fulfilment, office.notification
    )
    office.place("O-1")
    office.deliver_line("O-1")
    told = [n.to for n in office.notification.sent.values() if n.notice.value == "issue_refused"]
    assert ["credit_and_collections"] == told
    stubborn.mended = True
    office.give("order/O-1", Role.BILLING, RetryIssue(), process="receivable")

    assert "F001-00000001" == office.order("O-1").invoice


def test_a_message_delivered_twice_changes_nothing() -> None:
    """I8: a desk that died after the receiver wrote and before the sender did is made up for."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    waiting = office.journal.waiting(office.now)
    other = Desk(PERU, office.journal, office.desk.world, wire())
    office.desk.deliver(office.now)
    before = office.journal.events()
    other._sender.send(waiting, other._lease(office.now), office.now, Delivery())

    assert before == office.journal.events()
    assert sol("118.00") == office.account().exposure.reserved


def test_delivery_stops_at_most_where_it_is_told() -> None:
    """A service can work in small portions."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))

    assert 2 == office.desk.deliver(office.now, most=2).delivered
    assert 1 == office.desk.deliver(office.now, most=1).delivered
    assert 0 < office.desk.deliver(office.now).delivered
    assert 0 == office.desk.deliver(office.now).delivered


def test_a_message_that_is_refused_for_a_reason_is_shown() -> None:
    """TRU-15: one reference is one payment, whatever it is for; another amount is refused."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    office.pay("O-1", "10.00", payment="P-9")
    twin = office.receive("P-9", "20.00", Target("order", "O-1"))

    assert isinstance(twin, answers.Refused)
    assert "payment.recorded-otherwise" == twin.refusal.code
    assert () == office.journal.parked()
