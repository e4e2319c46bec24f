"""What case systems are asked, and how case and obligation tell each other."""

from datetime import date, timedelta
from typing import Any, Final

from attrs import define, field

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryDirectories,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
    InMemoryTicketing,
)
from order_to_cash.desk import Desk
from order_to_cash.domain.charge_correction import Cause, Stage
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_obligation import LineBill, ReportBill
from order_to_cash.domain.charge_obligation import Stage as Owing
from order_to_cash.domain.core import Envelope, Role, changed
from order_to_cash.domain.trade import CloseTicket, OweCorrection, RegisterTicket, RouteTicket, Tell
from order_to_cash.domain.trade.agreements import obligation_of_line
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU
from order_to_cash.operators.peru_corrections import ROUTES
from order_to_cash.ports import World
from tests.charge_correction import samples as s
from tests.charge_correction import test_obligation as o

FIELDS: Final = (
    ("customer", s.CUSTOMER),
    ("account", s.ACCOUNT),
    ("line", s.LINE),
    ("listed", s.LISTED),
    ("offered", s.OFFERED),
    ("since", date(2026, 1, 15)),
    ("until", None),
)


def test_the_case_is_registered_in_its_queue() -> None:
    """FIX-19: with the fields of the template, in the queue of the operator."""
    s.requested().sends(RegisterTicket(s.CASE, "corporate-variations", FIELDS))


def test_the_registration_carries_the_charge_and_the_day() -> None:
    """FIX-20, FIX-21: the form says which charge is to hold from which day on."""
    told = s.went(s.diagnosed(), s.ROUTING)
    fields = (*FIELDS, ("effective", s.TODAY))
    told.sends(RouteTicket(s.CASE, ROUTES[Cause.CONFIGURATION], fields))


def test_the_obligation_is_told_once_it_is_registered() -> None:
    """FIX-25: a case of its own, named by the line."""
    owed = OweCorrection(s.CASE, s.AGREEMENT, s.TODAY)
    s.routed().sends(Tell("charge_obligation", "LIN-0042.charge", owed))


def test_closing_closes_the_ticket_and_no_more() -> None:
    """FIX-25: the obligation hears nothing of it."""
    s.went(s.routed(), s.CLOSING).sends(CloseTicket(s.CASE))


@define
class Office:
    """A desk with a world in memory."""

    ticketing: InMemoryTicketing = field(factory=InMemoryTicketing)
    billing: InMemoryBilling = field(factory=InMemoryBilling)
    desk: Desk = field(init=False)
    given: int = 0

    def __attrs_post_init__(self) -> None:
        facts = InMemoryDirectories().directories
        told, done = InMemoryNotification(), InMemoryFulfilment()
        world = World(facts, self.billing, done, told, self.ticketing)
        self.desk = Desk(PERU, InMemoryJournal(), world, wire_of(PERU))

    def take(self, *envelopes: Envelope[Any]) -> None:
        """Give these commands, and deliver what they cause."""
        for envelope in envelopes:
            self.given += 1
            self.desk.handle(changed(envelope, id=f"e{self.given}"))
            self.desk.deliver(s.NOON + timedelta(hours=1))

    def stages(self) -> tuple[Any, Any]:
        """Where the case and its obligation stand."""
        owed = self.desk.state("charge_obligation", obligation_of_line(s.LINE))
        return self.desk.state("charge_correction", s.CASE).stage, owed.stage


START: Final = (
    s.care(c.RequestCorrection(s.REQUEST, s.STANDING, s.CHECKS)),
    s.variations(c.ReportFacts(s.CONFIGURATION)),
    s.ROUTING,
)


def test_the_obligation_outlives_the_case() -> None:
    """FIX-25, FIX-26: registered, routed, closed and answered, and owed until billed."""
    office = Office()
    office.take(*START, s.CLOSING, s.REPLY)
    assert (Stage.ATTENDED, Owing.OPEN) == office.stages()
    told = [(type(ticket), ticket.case) for ticket in office.ticketing.tickets().values()]
    assert [(kind, s.CASE) for kind in (RegisterTicket, RouteTicket, CloseTicket)] == told
    assert ("C-000001", "R-000002") == office.desk.state("charge_correction", s.CASE).references
    office.take(o.billed(o.APRIL, s.OFFERED))
    assert (Stage.ATTENDED, Owing.DISCHARGED) == office.stages()


def test_a_wrong_bill_is_routed_again_as_a_ticket() -> None:
    """FIX-22: the obligation tells the case, which asks for the ticket of a misalignment."""
    office = Office()
    office.take(*START, s.CLOSING, s.REPLY, o.billed(o.APRIL))
    assert (Stage.ROUTED, Owing.OPEN) == office.stages()
    tickets = office.ticketing.tickets().values()
    routes = [ticket.route for ticket in tickets if isinstance(ticket, RouteTicket)]
    assert [ROUTES[Cause.CONFIGURATION], ROUTES[Cause.MISALIGNMENT]] == routes
    office.take(s.CLOSING, s.REPLY, _bill_of_may())
    assert (Stage.ATTENDED, Owing.DISCHARGED) == office.stages()


def _bill_of_may() -> Envelope[Any]:
    cycle = changed(o.APRIL, first=date(2026, 5, 1), last=date(2026, 5, 31))
    command = ReportBill(LineBill("F-2", cycle, s.OFFERED))
    case = obligation_of_line(s.LINE)
    return Envelope("x", case, "charge_obligation", s.NOON, "caja", Role.BILLING, command)
