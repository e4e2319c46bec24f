"""TRU-21: texts come in, tokens are kept, and whoever needs a text gets it, from one place."""

import json
from typing import Any

import attrs
import pytest

from order_to_cash.adapters.in_memory import InMemoryPersonalData
from order_to_cash.desk import Accepted
from order_to_cash.desk.personal import swapped, ways
from order_to_cash.domain.core import Money, Role, Sensitive, Unavailable
from order_to_cash.domain.core.parties import TOKEN
from order_to_cash.domain.order import Order, OrderRequest
from order_to_cash.domain.order import commands as order
from order_to_cash.domain.trade import Notify
from order_to_cash.ports import Kept
from order_to_cash.testing.faults import Fault, FaultyPort, from_then_on
from tests.desk.small_operator import START, Office, placing

TEXTS = {"an address", "a contact", "signer"}


def veiled(place: Any) -> Office:
    """An office whose personal data is kept in a place of its own."""
    office = Office()
    desk = office.desk
    parts = (desk.operator, desk.journal, desk.world, desk.wire)
    office.desk = type(desk)(*parts, worker="office", personal=place)
    return office


def bodies(office: Office) -> str:
    """Everything that the journal keeps, as one text."""
    journal = office.journal
    said = [
        (answer.said, answer.body)
        for case in journal.cases()
        for answer in journal.answers(case.process, case.case)
    ]
    return json.dumps([[event.body for event in journal.events()], said])


def shown(value: Any) -> set[str]:
    """Every text of personal data in a value."""
    found = set()

    def note(data: Sensitive) -> Sensitive:
        found.add(data.reveal())
        return data

    swapped(value, note)
    return found


def test_the_world_gets_texts_and_the_journal_tokens() -> None:
    """The warehouse gets the address and the party its notice; nothing stored holds a text."""
    place = InMemoryPersonalData()
    office = veiled(place)
    office.place("O-1")
    office.deliver_line("O-1")
    sent = (*office.fulfilment.instructions().values(), *office.notification.sent().values())
    assert {"an address", "a contact"} == shown(tuple(sent))
    assert [] == [text for text in TEXTS if text in bodies(office)]
    assert TEXTS == {kept.text.reveal() for kept in place._kept.values()}
    assert {"place_order": 2, "confirm_delivery": 1} == {
        kind: sum(held.kind == kind for held in place.held())
        for kind in {held.kind for held in place.held()}
    }


def test_a_case_that_is_read_again_is_decided_on_its_texts() -> None:
    """A desk that has the case not in memory knows its texts as the one that wrote it does."""
    place = InMemoryPersonalData()
    office = veiled(place)
    office.place("O-1")
    known = office.order("O-1")
    desk = office.desk
    again = type(desk)(desk.operator, desk.journal, desk.world, desk.wire, personal=place)
    assert known == again.state("order", "O-1")
    assert {"an address", "a contact"} == shown(again.state("order", "O-1"))
    assert shown(desk.history("order", "O-1")) == shown(again.history("order", "O-1"))
    assert desk.wire.dump_state(known) == desk.wire.dump_state(again.state("order", "O-1"))


def test_without_a_place_texts_stay_where_they_were() -> None:
    """A desk that is given none keeps the texts in its events, as `forget` then says."""
    office = Office()
    office.place("O-1")
    assert "an address" in bodies(office)
    assert [] == TOKEN.findall(bodies(office))


def test_what_cannot_be_kept_is_not_written() -> None:
    """While the place is away nothing is written, and the same command is taken later."""
    faulty = FaultyPort(InMemoryPersonalData(), from_then_on(1, Fault.UNAVAILABLE), "personal")
    office = veiled(faulty)
    with pytest.raises(Unavailable):
        office.desk.handle(placing("c-1", "O-1"))
    assert ((), ()) == (office.journal.cases(), office.journal.answers("order", "O-1"))
    faulty.faults.heal()
    assert isinstance(office.desk.handle(placing("c-1", "O-1")), Accepted)


def test_a_message_waits_while_its_texts_cannot_be_had() -> None:
    """A place that is away is like any port that is away: what needs it is sent later."""
    place = InMemoryPersonalData()
    faulty = FaultyPort(place, at_finding, "personal")
    office = veiled(faulty)
    office.place("O-1")
    assert {} == dict(office.fulfilment.instructions())
    faulty.faults.heal()
    office.pass_time(office.desk.retry.longest)
    assert "an address" in shown(tuple(office.fulfilment.instructions().values()))


def test_a_history_is_not_broken_because_its_texts_cannot_be_had() -> None:
    """TRU-18: while the place is away it is named as the cause, and not the stored case."""
    faulty = FaultyPort(InMemoryPersonalData(), at_finding, "personal")
    desk = veiled(faulty).desk
    desk.handle(placing("c-1", "O-1"))
    with pytest.raises(Unavailable):
        desk.history("order", "O-1")
    faulty.faults.heal()
    assert "an address" in shown(tuple(desk.history("order", "O-1")))


def at_finding(call: Any) -> Fault | None:
    return Fault.UNAVAILABLE if call.method == "find" else None


def test_a_refused_command_keeps_its_data_where_it_can_be_forgotten() -> None:
    """What is told of a refused command holds no text, and its row names the case it was for."""
    place = InMemoryPersonalData()
    office = veiled(place)
    office.place("O-1")
    office.give("O-1", Role.WAREHOUSE, order.ConfirmDelivery(9, Sensitive("signer"), START))
    (answer,) = (a for a in office.journal.answers("order", "O-1") if '"confirm' in a.said)
    assert "signer" not in answer.said
    assert ["O-1"] == [held.case for held in place.held() if held.token in answer.said]


def test_a_blank_is_no_personal_data() -> None:
    """What says nothing stays as it is, so that whoever asks for what is missing asks for it."""
    place = InMemoryPersonalData()
    office = veiled(place)
    request = attrs.evolve(
        placing("c", "O-1").command.request, contact=Sensitive(" "), address=None
    )
    office.give("O-1", Role.DISTRIBUTOR, order.PlaceOrder(request), actor="D-0")
    assert () == place.held()
    assert {" "} == shown(office.order("O-1"))


@attrs.frozen
class Open:
    """A class of somebody's own that tells little of its fields."""

    anything: Any
    told: "Sensitive"
    table: dict[str, tuple[Sensitive, ...]]
    number: int = 0


def test_only_fields_that_can_hold_personal_data_are_looked_at() -> None:
    """Types tell the way; one that tells nothing is looked at, one that holds none is not."""
    assert {"address", "contact"} <= {name for name, _ in ways(OrderRequest)}
    assert {"channel", "zone", "payment"}.isdisjoint(name for name, _ in ways(OrderRequest))
    assert ("request", "request") in ways(Order)
    assert () == ways(Money)
    assert ("contact", "contact") in ways(Notify)
    assert ["anything", "told", "table"] == [name for name, _ in ways(Open)]
    deep = Open((Open(1, Sensitive("a"), {}),), Sensitive("b"), {"k": (Sensitive("c"),)})
    assert {"a", "b", "c"} == shown(deep)
    assert deep is swapped(deep, lambda data: data)


def test_what_stands_for_a_text_is_not_seen() -> None:
    """Neither token nor text shows, and a token makes no other value of it."""
    data = Sensitive("a text", token=f"~{0:024x}")
    assert ("Sensitive('***')", "***") == (repr(data), f"{data}")
    assert (f"~{0:024x}", "a text") == (data.kept, data.reveal())
    assert (Sensitive("a text"), hash(Sensitive("a text"))) == (data, hash(data))
    assert "a text" not in repr(Kept("~0", "order", "O-1", "place_order", START, data))
