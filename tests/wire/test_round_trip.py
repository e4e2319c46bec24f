"""What is written is read back equal, whatever it is."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from order_to_cash.domain.core import (
    BrokenDefinition,
    Clause,
    Dated,
    InvalidDocument,
    Timeline,
    Value,
    entity,
    refuse,
)
from order_to_cash.domain.trade import AskStock
from order_to_cash.testing.strategies import (
    commands,
    decisions,
    envelopes,
    events,
    refusals,
    states,
    values,
    values_of,
)
from order_to_cash.wire import Wire
from order_to_cash.wire.schema import _Schemas
from order_to_cash.wire.shapes import type_name
from order_to_cash.wire.wire import MESSAGES as KINDS
from tests.wire.kiosk import (
    NOON,
    REFUSED,
    SALE,
    Close,
    Customer,
    Kiosks,
    Line,
    Sell,
    Sold,
    envelope,
)
from tests.wire.samples import KIOSK, WIRE, codes

LINE = SALE.lines[0]
MESSAGES = st.one_of(*map(values_of, KINDS))


@given(envelopes(KIOSK))
def test_envelopes(given_envelope: Any) -> None:
    """Any envelope comes back equal, and is written the same way again."""
    text = WIRE.dump_envelope(given_envelope)
    assert given_envelope == (read := WIRE.load_envelope(text))
    assert text == WIRE.dump_envelope(read)
    assert WIRE.fingerprint(given_envelope) == WIRE.fingerprint(read)


@given(commands(KIOSK))
def test_commands(command: Any) -> None:
    """Any command comes back equal."""
    assert command == WIRE.load_command("kiosk", WIRE.dump_command("kiosk", command))


@given(events(KIOSK))
def test_events(event: Any) -> None:
    """Any event comes back equal, by its type."""
    name = WIRE.type_name(type(event))
    assert event == WIRE.load_event("kiosk", name, WIRE.dump_event(event))


@given(states(KIOSK))
def test_states(state: Any) -> None:
    """Any state comes back equal, its tables in their order."""
    read = WIRE.load_state("kiosk", WIRE.dump_state(state))
    assert state == read
    assert list(state.due) == list(read.due)


@given(MESSAGES)
def test_messages(message: Any) -> None:
    """Any message comes back equal."""
    name = WIRE.type_name(type(message))
    assert message == WIRE.load_message(name, WIRE.dump_message(message))


@given(decisions())
def test_decisions(decision: Any) -> None:
    """Any decision comes back equal, and can be read aloud."""
    read = WIRE.load_decision(WIRE.dump_decision(decision))
    assert decision == read
    assert len(decision.findings) + 1 <= len(read.sentences())


@given(refusals())
def test_refusals(refusal: Any) -> None:
    """Any refusal comes back with its code, values and decision, and can be read aloud."""
    read = WIRE.load_refusal(text := WIRE.dump_refusal(refusal))
    assert (refusal.code, refusal.values, refusal.decision) == (
        read.code,
        read.values,
        read.decision,
    )
    assert refusal.code in read.text()
    assert text == WIRE.dump_refusal(read)


@given(values())
def test_values_keep_their_types(value: Any) -> None:
    """True stays true and one stays one: a value comes back with its type."""
    read = WIRE._reader.of(Value)(_plain(value), None)
    assert (value, type(value)) == (read, type(read))
    if isinstance(value, tuple):
        assert list(map(type, value)) == list(map(type, read))


def _plain(value: Any) -> Any:
    return WIRE._writer.of(Value)(value)


def test_an_offset_with_seconds_is_written_in_utc() -> None:
    """An instant whose offset RFC 3339 cannot write is the same instant in UTC."""
    odd = NOON.astimezone(timezone(timedelta(hours=-4, minutes=-32, seconds=-36)))
    read = WIRE.load_event("kiosk", "sold", WIRE.dump_event(Sold(_no_decision(), odd, ())))
    assert (odd, UTC) == (read.at, read.at.tzinfo)


def _no_decision() -> Any:
    return WIRE.load_decision('{"policy":"p","findings":[]}')


@pytest.mark.parametrize(
    "at",
    [
        datetime(2024, 1, 1),  # noqa: DTZ001  (that is what is refused)
        datetime(1999, 12, 31, tzinfo=UTC),
        datetime(2201, 1, 1, tzinfo=UTC),
    ],
)
def test_an_instant_that_could_not_be_read_is_not_written(at: datetime) -> None:
    """A naive instant, or one outside the years of the wire, is refused when it is written."""
    with pytest.raises(InvalidDocument, match="an instant is due with its offset"):
        WIRE.dump_event(Sold(_no_decision(), at, ()))


@pytest.mark.parametrize("value", [10**19, -(10**19), date(2201, 1, 1), 1.5, object(), {1}])
def test_a_value_that_could_not_be_read_is_not_written(value: Any) -> None:
    """Too long a number, too late a day, and what is no value, are refused when written."""
    with pytest.raises(InvalidDocument):
        WIRE.dump_refusal(refuse(REFUSED, when=(value,)))


def test_an_envelope_of_an_unknown_process_is_not_written() -> None:
    """An envelope for a process that the wire does not know is refused when it is written."""
    other = Wire([])
    with pytest.raises(InvalidDocument, match="no such process; give one of: none"):
        other.dump_envelope(envelope(Close()))


@pytest.mark.parametrize(
    ("name", "cls_name"),
    [
        ("sell", "Sell"),
        ("on_account", "OnAccount"),
        ("http_answer", "HTTPAnswer"),
        ("line2_item", "Line2Item"),
    ],
)
def test_a_tag_is_the_name_of_its_class(name: str, cls_name: str) -> None:
    """A tag is the name of its class in snake_case."""
    assert name == type_name(type(cls_name, (), {}))


@entity
class WithFloat:
    rate: float


@entity
class WithAnything:
    thing: Any


@entity
class WithSet:
    things: set[str]


@entity
class WithMixedUnion:
    thing: str | Line


@entity
class WithMixedOption:
    thing: str | int | None


@entity
class Tagged:
    type: str


@entity
class WithTagged:
    thing: Tagged | Customer


@entity
class WithNumberedTable:
    thing: Mapping[int, str]


@entity
class WithMapping:
    thing: Mapping[str, float]


@pytest.mark.parametrize(
    "cls",
    [
        WithFloat,
        WithAnything,
        WithSet,
        WithMixedUnion,
        WithMixedOption,
        WithTagged,
        WithMapping,
        WithNumberedTable,
    ],
)
def test_a_class_that_cannot_cross_is_told_at_once(cls: type) -> None:
    """A wire over a class that it cannot carry is refused when it is built, by the class's name."""
    with pytest.raises(BrokenDefinition, match=cls.__name__):
        Wire([KIOSK], messages=[cls])


def test_a_class_that_holds_itself_is_refused() -> None:
    """A class without end has no place in a format with a depth."""
    with pytest.raises(BrokenDefinition, match="holds itself"):
        Wire([KIOSK], messages=[Endless])


@entity
class Endless:
    inner: "Endless | None" = None


def test_two_messages_of_one_name_are_refused() -> None:
    """A tag leads to one class."""
    other = entity(type("Notify", (), {}))
    with pytest.raises(BrokenDefinition, match="share a tag"):
        Wire([KIOSK], messages=[other])


def test_a_wire_of_own_messages() -> None:
    """A user's own messages cross the wire beside those of the library."""
    wire = Wire([Kiosks()], messages=[Line])
    line = Line("a", 1, WIRE.load_envelope(WIRE.dump_envelope(envelope())).command.lines[0].price)
    assert line == wire.load_message("line", wire.dump_message(line))


@entity
class Relayed:
    what: Sell | AskStock
    lines: Dated[tuple[Line, ...]] | None = None
    rates: Timeline[Fraction] | None = None


RELAY = Wire([KIOSK], messages=[Relayed])


@pytest.mark.parametrize("what", [SALE, AskStock("z", ("a",))])
def test_a_record_stands_among_others(what: Any) -> None:
    """A record with tables may stand in a union with other records."""
    day, clause = date(2024, 1, 1), Clause("d", "s")
    rates = Timeline("tax", (Dated(day, Fraction(18, 100), clause),))
    relayed = Relayed(what, Dated(day, (LINE,), clause), rates)
    body = RELAY.dump_message(relayed)
    assert relayed == RELAY.load_message("relayed", body)
    schemas = _Schemas(RELAY.vocabulary)
    root = {**schemas.of(Relayed), "$defs": schemas.definitions}
    assert Draft202012Validator(root).is_valid(json.loads(body))


def test_a_definition_that_contradicts_itself_keeps_its_code() -> None:
    """Whatever exception of the library a class raises, its code and place are told."""
    body = '{"what":{"type":"ask_stock","zone":"","skus":[]},"rates":{"name":"t","entries":[]}}'
    refused = codes(body, lambda text: RELAY.load_message("relayed", text))
    assert [("definition.broken", "rates")] == refused
