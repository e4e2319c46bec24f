"""A command is carried out once, whoever repeats it, and answered the same for good."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.desk.answers import Accepted, Refused, outcome_of
from order_to_cash.domain.core import (
    Conflict,
    Envelope,
    IdempotencyConflict,
    InvalidDocument,
    InvalidValue,
    Role,
    changed,
)
from order_to_cash.domain.core.process import replay
from order_to_cash.domain.order import Stage
from order_to_cash.domain.order import commands as order
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.ports.journal import Entry
from tests.desk.small_operator import START, Office, placing, wire


def test_the_same_command_again_gets_the_first_answer_and_changes_nothing() -> None:
    """A retry after a lost answer is harmless."""
    office = Office()
    first = office.desk.handle(placing("c", "O-1"))
    before = office.journal.events()

    assert first == office.desk.handle(placing("c", "O-1"))
    assert before == office.journal.events()


def test_a_refused_command_stays_refused_under_its_id() -> None:
    """What was once refused is not carried out later because somebody repeats it."""
    office = Office()
    schedule = order.Schedule(1, START + timedelta(days=1))
    early = Envelope("s", "O-1", "order", START, "w", Role.WAREHOUSE, schedule)
    refused = office.desk.handle(early)
    office.place("O-1")

    assert isinstance(refused, Refused)
    assert refused.refusal.code == "process.unknown-case"
    assert refused == office.desk.handle(early)
    assert office.order("O-1").stage is Stage.RELEASED


def test_a_refusal_leaves_the_case_as_it_was() -> None:
    """Nothing but the answer is kept of a refused command."""
    office = Office()
    office.place("O-1")
    before = office.journal.events()

    office.give("O-1", Role.CUSTOMER, order.ConfirmStopped())

    assert before == office.journal.events()


def test_one_id_for_two_commands_is_an_error() -> None:
    """Other content under a known id is a mistake of the caller, and nothing is stored."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    before = office.journal.events()

    with pytest.raises(IdempotencyConflict):
        office.desk.handle(placing("c", "O-1", quantity=2))

    assert before == office.journal.events()


@pytest.mark.parametrize("id_", ["tell:O-1:1:0", "answer:x", "tick:O-1:1:z"])
def test_the_ids_of_the_desk_are_not_for_others(id_: str) -> None:
    """Nobody can take the id of a message that is still to come."""
    with pytest.raises(InvalidValue, match=r"desk\.reserved-id"):
        Office().desk.handle(placing(id_, "O-1"))


def test_a_naive_instant_is_an_error() -> None:
    """Without an offset nobody knows when it was."""
    with pytest.raises(InvalidDocument, match=r"at: an instant is due with its offset"):
        Office().desk.handle(placing("c", "O-1", at=datetime(2024, 3, 1)))  # noqa: DTZ001


def spoiled(command: order.PlaceOrder, **wrong: object) -> order.PlaceOrder:
    """The same order with values of another kind, as Python lets anybody give them."""
    request = command.request
    item: Any = changed(request.items[0], **{k: v for k, v in wrong.items() if k == "quantity"})  # type: ignore[arg-type]
    rest: Any = {k: v for k, v in wrong.items() if k != "quantity"}
    return changed(command, request=changed(request, items=(item,), **rest))


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("channel", "fax", "command.request.channel"),
        ("quantity", True, "command.request.items[0].quantity"),
        ("quantity", 1.5, "command.request.items[0].quantity"),
        ("quantity", "3", "command.request.items[0].quantity"),
        ("address", "Av. Larco 345", "command.request.address"),
    ],
)
def test_python_gives_nothing_that_json_could_not(name: str, value: object, path: str) -> None:
    """TRU-01: a value of another kind is refused at its place, and nothing is written."""
    office, good = Office(), placing("c", "O-1")
    bad = changed(good, command=spoiled(good.command, **{name: value}))
    with pytest.raises(InvalidDocument) as refused:
        office.desk.handle(bad)
    assert [("wire.wrong-type", path)] == [(p.code, p.path) for p in refused.value.problems]
    assert str(value) not in str(refused.value)
    assert () == tuple(office.journal.events())
    assert isinstance(office.desk.handle(good), Accepted)


@pytest.mark.parametrize(
    "wrong", [{"role": "distributor"}, {"id": 1}, {"case": None}, {"at": "now"}]
)
def test_an_envelope_of_other_things_is_refused(wrong: Any) -> None:
    """TRU-01: the library's own error says where, and not the interpreter's."""
    with pytest.raises(InvalidDocument, match=f"{next(iter(wrong))}: "):
        Office().desk.handle(changed(placing("c", "O-1"), **wrong))


def test_an_unknown_process_is_named_with_those_there_are() -> None:
    """The error says what could have been meant."""
    envelope = changed(placing("c", "O-1"), process="orders")

    with pytest.raises(InvalidDocument, match="give one of: order, credit_account, receivable"):
        Office().desk.handle(envelope)


def test_a_case_belongs_to_one_process() -> None:
    """A case id of an order is not taken for an account."""
    office = Office()
    office.place("O-1")

    with pytest.raises(InvalidValue, match=r"desk\.unknown-case"):
        office.desk.state("receivable", "O-1")


def test_time_never_goes_back_within_a_case() -> None:
    """I5: what is dated before the last event is recorded as of that event's instant."""
    office = Office()
    office.place("O-1")
    office.now -= timedelta(days=1)
    office.give("O-1", Role.CREDIT_AND_COLLECTIONS, order.CancelOrder("no stock of patience"))

    instants = [event.at for event in office.journal.history("order", "O-1")]

    assert instants == sorted(instants)
    assert instants[-1] == START


def test_every_event_tells_who_did_it_in_which_role_and_by_which_command() -> None:
    """I5: no event is without actor, role, command and instant."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")

    assert all(e.actor and e.role and e.command and e.at.tzinfo for e in office.journal.events())


def test_a_whole_order_is_invoiced_once_and_settled() -> None:
    """ORD-25, ORD-28: from the request to the last payment, and nothing is owed or reserved."""
    office = Office()
    office.place("O-1", quantity=2)
    office.deliver_line("O-1")
    assert sol("236.00") == office.account().exposure.unpaid
    office.pay("O-1", "236.00")

    assert [sol("236.00")] == [i.total for i in office.billing.invoices().values()]
    assert office.receivable("O-1").stage.value == "settled"
    assert office.account().exposure.total.is_zero
    assert office.order("O-1").invoice == "F001-00000001"


def test_history_gives_the_state_again() -> None:
    """I6: folding all events of a case is its state, and versions have no gap."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    reading = wire()
    for listed in office.journal.cases():
        name, case = listed.process, listed.case
        history = office.journal.history(name, case)
        process = PERU.by_name[name]
        events = [reading.load_event(name, r.type, r.body) for r in history]

        assert list(range(1, len(history) + 1)) == [r.version for r in history]
        assert replay(process, events) == office.desk.state(name, case)


def test_a_long_history_is_read_from_a_snapshot_and_its_tail() -> None:
    """Another desk on the same journal sees the same state, without folding from the start."""
    office = Office()
    for n in range(40):
        office.place(f"O-{n}")
        office.give(f"O-{n}", Role.SALES, order.CancelOrder("test"))
        office.give(f"O-{n}", Role.SALES, order.DecideCancellation(True, "test"))
        office.give(f"O-{n}", Role.WAREHOUSE, order.ConfirmStopped())
    history = office.journal.read("credit_account", "A-0")
    other = Office(journal=office.journal)

    assert history.snapshot is not None
    assert len(history.tail) < history.version
    assert office.account() == other.account()


def test_what_is_accepted_names_the_version_and_the_events() -> None:
    """The answer tells where the case is now."""
    answer = Office().desk.handle(placing("c", "O-1"))

    assert Accepted("O-1", 1, ("order_received",)) == answer


def test_several_commands_in_one_go_are_answered_as_one_by_one() -> None:
    """A batch gives the answers and the events that the single commands give."""
    envelopes = [placing(f"c-{n}", f"O-{n % 3}") for n in range(5)]
    alone, together = Office(), Office()

    assert tuple(map(alone.desk.handle, envelopes)) == together.desk.handle_many(envelopes)
    assert alone.journal.events() == together.journal.events()


def test_a_repeat_within_one_go_is_a_repeat() -> None:
    """The same id twice in a batch is carried out once, with other content it is an error."""
    office = Office()
    first, again = office.desk.handle_many([placing("c", "O-1"), placing("c", "O-1")])
    assert first == again

    one, other = office.desk.handle_many([placing("d", "O-2"), placing("d", "O-2", quantity=2)])
    assert (Accepted, IdempotencyConflict) == (type(one), type(other))
    assert 2 == len(office.journal.events())


def test_each_command_of_a_batch_is_answered_by_itself() -> None:
    """One command that cannot be taken is told so, and those beside it are carried out."""
    office = Office()
    stray = changed(placing("c", "O-2"), process="pizza")

    first, bad, last = office.desk.handle_many([placing("c", "O-1"), stray, placing("c", "O-3")])
    assert (Accepted, Accepted) == (type(first), type(last))
    assert isinstance(bad, InvalidDocument)
    assert "wire.unknown-process" == bad.problems[0].code
    assert ["O-1", "O-3"] == [event.case for event in office.journal.events()]


def test_what_a_journal_cannot_store_keeps_nothing_else_from_being_written(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """I7, TRU-11: written together, one entry that is refused falls alone, and is told."""
    office, append = Office(), InMemoryJournal.append

    def picky(journal: InMemoryJournal, *entries: Entry) -> tuple[Conflict | None, ...]:
        if "O-2" in {entry.case for entry in entries}:
            raise InvalidValue("a text cannot be stored", code="journal.cannot-store")
        return append(journal, *entries)

    monkeypatch.setattr(InMemoryJournal, "append", picky)
    given = [placing("c", case) for case in ("O-1", "O-2", "O-3")]
    given.append(changed(given[0], id="d", command=order.CancelOrder("a mistake")))
    first, bad, last, again = office.desk.handle_many(given)
    assert (Accepted, Accepted, Accepted) == (type(first), type(again), type(last))
    assert isinstance(bad, InvalidValue)
    assert "order/O-2: what a command led to cannot be stored" in caplog.text
    assert {"O-1", "O-3"} == {event.case for event in office.journal.events()}
    with pytest.raises(InvalidValue, match=r"journal\.cannot-store"):
        office.desk.handle(placing("c", "O-2"))


@pytest.mark.parametrize(
    "body",
    [
        *("", "5", "{}", "[]", "[" * 9_999, '["c",1,["a"]]'),
        '{"type":"accepted","case":"c","version":1}',
        '{"type":"accepted","case":"c","version":"1","events":[]}',
        '{"type":"accepted","case":"c","version":true,"events":[]}',
        '{"type":"accepted","case":"c","version":1,"events":[2]}',
        '{"type":"accepted","case":1,"version":1,"events":[]}',
        '{"type":"accepted","case":"c","version":1,"events":[],"refusal":{}}',
        '{"type":"refused","case":"c","version":1,"refusal":null}',
        '{"type":"postponed","case":"c","version":1,"events":[]}',
    ],
)
def test_a_damaged_answer_is_refused(body: str) -> None:
    """An answer that nobody could have kept is refused like any other damaged document."""
    with pytest.raises(InvalidDocument) as refused:
        outcome_of(wire(), body)
    assert None is refused.value.__context__
