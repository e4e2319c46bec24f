"""One guard for Python and JSON: what is written can be read, whatever it was made of (TRU-02)."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st

from order_to_cash.desk.answers import Accepted, Refused, body_of, outcome_of
from order_to_cash.domain.core import InvalidDocument, changed
from order_to_cash.operators.known import OPERATORS
from order_to_cash.testing.strategies import (
    decisions,
    envelopes,
    events,
    refusals,
    states,
    texts,
    values_of,
)
from order_to_cash.wire import Wire
from order_to_cash.wire.wire import MESSAGES
from tests.wire.documents import examples
from tests.wire.kiosk import NOON, SALE, Customer, Kiosk, Kiosks, envelope
from tests.wire.swaps import NASTY, bare, meaning, past_its_class, places, swapped

KIOSK = Kiosks()
PROCESSES = (KIOSK, *(p for operator in OPERATORS.values() for p in operator.processes))
WIRE = Wire(PROCESSES)
Way = tuple[st.SearchStrategy[Any], Callable[[Any], str], Callable[[Any, str], Any]]


def _ways() -> dict[str, Way]:
    """Everything that is written: what draws it, what writes it, and what reads it back."""
    ways: dict[str, Way] = {}
    for p in PROCESSES:
        name = p.name
        ways[f"envelope/{name}"] = envelopes(p), WIRE.dump_envelope, _alone(WIRE.load_envelope)
        ways[f"event/{name}"] = events(p), WIRE.dump_event, partial(_load_event, name)
        load = partial(WIRE.load_state, name)
        ways[f"state/{name}"] = states(p), WIRE.dump_state, _alone(load)
    for kind in MESSAGES:
        load = partial(WIRE.load_message, WIRE.type_name(kind))
        ways[f"message/{kind.__name__}"] = values_of(kind), WIRE.dump_message, _alone(load)
    ways["decision"] = decisions(), WIRE.dump_decision, _alone(WIRE.load_decision)
    ways["refusal"] = refusals(), WIRE.dump_refusal, _alone(WIRE.load_refusal)
    outcomes = values_of(Accepted) | st.builds(Refused, texts(), st.integers(), refusals())
    ways["answer"] = outcomes, partial(body_of, WIRE), _alone(partial(outcome_of, WIRE))
    return ways


def _alone(load: Callable[[str], Any]) -> Callable[[Any, str], Any]:
    return lambda _, text: load(text)


def _load_event(process: str, event: Any, text: str) -> Any:
    return WIRE.load_event(process, WIRE.type_name(type(event)), text)


WAYS = _ways()


SWAPS = 60
"""How many parts of each value are swapped, each for another value."""


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_can_be_read(way: str) -> None:
    """Any one part, at any depth, is any other value: refused with its place, or kept (TRU-02)."""
    drawn, write, read = WAYS[way]
    random, kept, refused = Random(7), 0, 0  # noqa: S311  (it must be reproducible, not secret)
    for value in examples(drawn, 30):
        known = list(places(value))
        for _ in range(SWAPS):
            place, new = random.choice(known), random.choice(NASTY)
            given_value = swapped(value, place, new)
            if (text := written(write, given_value)) is None:
                refused += 1
            else:
                kept += 1
                assert meaning(given_value) == meaning(read(given_value, text))
    assert 0 < kept < refused


def written(write: Callable[[Any], str], value: Any) -> str | None:
    """What a value is written as; none if it is refused, as nothing may be in another way."""
    try:
        return write(value)
    except InvalidDocument as refused:
        problems = refused.problems
    assert problems
    assert all(problem.code and problem.message for problem in problems)
    return None


def refused_at(envelope: Any) -> list[tuple[str, str]]:
    """The code and place of each problem that the door refuses an envelope with."""
    with pytest.raises(InvalidDocument) as refused:
        WIRE.checked_envelope(envelope)
    return [(problem.code, problem.path) for problem in refused.value.problems]


def sold(**fields: Any) -> Any:
    """An envelope whose command has other fields."""
    return envelope(past_its_class(SALE, **fields))


LINE = SALE.lines[0]


@pytest.mark.parametrize(
    ("command", "code", "path"),
    [
        (sold(lines=[LINE]), "wire.wrong-type", "command.lines"),
        (sold(lines=(past_its_class(LINE, size="large"),)), "wire.wrong-type", "lines[0].size"),
        (sold(lines=(changed(LINE, quantity=True),)), "wire.wrong-type", "lines[0].quantity"),
        (sold(lines=(past_its_class(LINE, quantity=1.5),)), "wire.wrong-type", "lines[0].quantity"),
        (sold(lines=(past_its_class(LINE, quantity="3"),)), "wire.wrong-type", "lines[0].quantity"),
        (sold(day=NOON), "wire.wrong-type", "command.day"),
        (sold(slot=date(2024, 2, 29)), "wire.wrong-type", "command.slot"),
        (sold(slot=datetime(2024, 2, 29)), "time.not-an-instant", "command.slot"),  # noqa: DTZ001
        (sold(customer=Customer("Ñusta")), "wire.wrong-type", "command.customer.name"),  # type: ignore[arg-type]
        (sold(customer=bare(Customer)), "wire.half-built", "command.customer.name"),
        (sold(terms=Kiosk()), "wire.unknown-type", "command.terms"),
        (sold(stock={"SKU-1": "4"}), "wire.wrong-type", "command.stock.*"),
        (sold(stock={"a": -1}), "kiosk.negative", "command"),
        (sold(lines=(LINE,) * 501), "wire.too-many-items", "command.lines"),
        (sold(lines=(changed(LINE, sku="x" * 4_097),)), "text.too-long", "lines[0].sku"),
        (past_its_class(envelope(), role="sales"), "wire.wrong-type", "role"),
        (past_its_class(envelope(), process="post"), "wire.unknown-process", "process"),
        (past_its_class(envelope(), case=SALE), "wire.wrong-type", "case"),
        (past_its_class(envelope(), command=None), "wire.unknown-type", "command"),
    ],
)
def test_the_door_takes_from_python_what_it_takes_from_json(
    command: Any, code: str, path: str
) -> None:
    """A value of another kind, too many and too long are refused at their place (TRU-01)."""
    (found, at), *_ = refused_at(command)
    assert code == found
    assert at.endswith(path)


def test_the_door_lets_through_what_is_whole() -> None:
    """An envelope that JSON could hold passes, also one to a case that the library opened."""
    for given_value in (envelope(), changed(envelope(), case="kiosk/case-1/2")):
        WIRE.checked_envelope(given_value)
        assert given_value == WIRE.load_envelope(WIRE.dump_envelope(given_value))


def test_the_door_names_every_problem() -> None:
    """All that is wrong is told at once, up to twenty, and none of it is shown."""
    line = past_its_class(LINE, sku=1, quantity="C4N4RY", price=None, size="C4N4RY", colours=[])
    found = refused_at(sold(lines=(line, line)))
    parts = ("sku", "quantity", "price", "size", "colours")
    assert [f"command.lines[{at}].{part}" for at in (0, 1) for part in parts] == [
        p for _, p in found
    ]
    many = refused_at(sold(lines=(line,) * 20))
    assert 21 == len(many)
    with pytest.raises(InvalidDocument) as refused:
        WIRE.checked_envelope(sold(lines=(line,)))
    assert "C4N4RY" not in str(refused.value)


@pytest.mark.parametrize("thing", [object(), None, "x", SALE, bare(type(envelope()))])
def test_what_is_no_envelope_is_refused(thing: Any) -> None:
    """Anything at all is refused in the library's own way, by each way in."""
    for take in (WIRE.checked_envelope, WIRE.dump_envelope, WIRE.fingerprint):
        with pytest.raises(InvalidDocument):
            take(thing)


def test_what_the_library_addresses_may_be_longer() -> None:
    """An identifier that the library made of others fits, though nobody could give it (TRU-17)."""
    own = changed(envelope(), id=f"tell:{'x' * 200}", case=f"order/{'x' * 101}")
    assert [("text.not-an-id", "id"), ("text.not-an-id", "case")] == refused_at(own)
    assert 64 == len(WIRE.fingerprint(own))
