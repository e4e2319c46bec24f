"""OPN-08: the short form of a command: to which case, by whom, in which role, under which id."""

from datetime import timedelta
from typing import Any

import pytest

from order_to_cash.desk import Accepted
from order_to_cash.domain.core import (
    Envelope,
    IdempotencyConflict,
    InvalidDocument,
    InvalidValue,
    Role,
)
from order_to_cash.domain.order import PlaceOrder
from order_to_cash.domain.payment import ReceivePayment
from order_to_cash.domain.receivable import OpenDispute
from order_to_cash.domain.trade import PaymentMethod, Target
from order_to_cash.domain.transfer import RequestTransfer
from order_to_cash.operators.peru import sol
from tests.desk.small_operator import START, Office, request, today

PLACE = PlaceOrder(request())


def place(office: Office, **other: Any) -> Any:
    """The usual order, but for what is given."""
    usual = {"to": "order/O-1", "by": "D-0", "role": Role.DISTRIBUTOR, "id": "c", "at": START}
    return office.desk.give(PLACE, **{**usual, **other})


def test_the_short_form_is_the_envelope() -> None:
    """What is given in either form is one command: the other form gets the first answer."""
    office = Office()
    envelope = Envelope("c", "O-1", "order", START, "D-0", Role.DISTRIBUTOR, PLACE)
    first = place(office)

    assert Accepted("O-1", 1, ("order_received",)) == first
    assert first == office.desk.handle(envelope)
    assert 1 == len(office.desk.history("order", "O-1"))


def test_a_command_that_is_given_again_is_of_the_same_instant() -> None:
    """The instant is content: under a known id another one is another command."""
    office = Office()
    place(office)

    with pytest.raises(IdempotencyConflict):
        place(office, at=START + timedelta(seconds=1))


def test_an_id_that_holds_its_origin_is_part_of_the_name() -> None:
    """Only the first part of a name is the process: `receivable/order/O-1` is one case."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    dispute, to = OpenDispute("too much", sol("10.00")), "receivable/order/O-1"
    outcome = office.desk.give(dispute, to=to, by="D-0", role=Role.DISTRIBUTOR, id="d", at=START)

    assert isinstance(outcome, Accepted), outcome
    assert "order/O-1" == outcome.case


@pytest.mark.parametrize("to", ["O-1", "", "/", "order", "order/", "/O-1", "parcel/O-1", None])
def test_a_name_that_is_no_case_of_the_command_is_answered_with_one_that_is(to: Any) -> None:
    """Who leaves the process out is told of which one the command is; nothing is written."""
    office = Office()
    with pytest.raises(InvalidValue, match=r"PlaceOrder .* order/ID") as caught:
        place(office, to=to)

    assert "desk.other-case" == caught.value.code
    assert () == office.journal.events()


def test_a_command_of_another_process_is_told_of_which() -> None:
    """The receivable of an order takes no orders, and an order takes no money of the bank."""
    office = Office()
    receivable = Target("receivable", "order/O-1")
    paid = ReceivePayment(sol("1.00"), today(START), PaymentMethod.STORE, receivable)
    with pytest.raises(InvalidValue, match=r"ReceivePayment .* payment/ID"):
        office.desk.give(paid, to="order/O-1", by="bank", role=Role.BILLING, id="p", at=START)
    with pytest.raises(InvalidValue, match=r"PlaceOrder .* order/ID"):
        place(office, to="receivable/order/O-1")


@pytest.mark.parametrize("command", [object(), None, PlaceOrder, RequestTransfer])
def test_what_no_process_has_is_refused_by_name(command: Any) -> None:
    """A command of another operator, or no command at all, names what it was."""
    with pytest.raises(InvalidValue, match="no process of peru") as caught:
        Office().desk.give(
            command, to="order/O-1", by="D-0", role=Role.DISTRIBUTOR, id="c", at=START
        )
    assert "desk.nobodys-command" == caught.value.code


@pytest.mark.parametrize(
    "wrong", [{"by": 7}, {"role": "distributor"}, {"id": ""}, {"at": None}, {"at": "today"}]
)
def test_the_short_form_passes_the_same_door(wrong: dict[str, Any]) -> None:
    """TRU-01: what no document could say is refused with its place, in this form too."""
    office = Office()
    with pytest.raises(InvalidDocument):
        place(office, **wrong)
    assert () == office.journal.events()
