"""The processes of the library over the wire: everything they say comes back, nothing else does."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from order_to_cash.domain.core import Currency, InvalidDocument, Money
from order_to_cash.operators.known import OPERATORS
from order_to_cash.testing.strategies import EXPLICIT, amounts, envelopes, events, states, values_of
from order_to_cash.wire import Wire, json_schema
from order_to_cash.wire.wire import MESSAGES as KINDS
from tests.wire.documents import examples
from tests.wire.mutations import mutants

PROCESSES = tuple(p for operator in OPERATORS.values() for p in operator.processes)
NAMES = [process.name for process in PROCESSES]
WIRE = Wire(PROCESSES)
VALIDATORS = {name: Draft202012Validator(json_schema(WIRE, name)) for name in NAMES}
ENVELOPES = {p.name: envelopes(p) for p in PROCESSES}
EVENTS = {p.name: events(p) for p in PROCESSES}
STATES = {p.name: states(p) for p in PROCESSES}
MESSAGES = st.one_of(*map(values_of, KINDS))
MUTANTS = 4_200


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_any_envelope_comes_back(name: str, data: st.DataObject) -> None:
    """Any envelope comes back equal, and its document is valid against the schema."""
    envelope = data.draw(ENVELOPES[name])
    text = WIRE.dump_envelope(envelope)
    assert envelope == WIRE.load_envelope(text)
    assert VALIDATORS[name].is_valid(json.loads(text))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_any_event_comes_back(name: str, data: st.DataObject) -> None:
    """Any event comes back equal, with the decision behind it."""
    event = data.draw(EVENTS[name])
    body = WIRE.dump_event(event)
    assert event == WIRE.load_event(name, WIRE.type_name(type(event)), body)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_any_state_comes_back(name: str, data: st.DataObject) -> None:
    """Any state comes back equal."""
    state = data.draw(STATES[name])
    assert state == WIRE.load_state(name, WIRE.dump_state(state))


@given(MESSAGES)
def test_any_message_comes_back(message: Any) -> None:
    """Any message comes back equal."""
    body = WIRE.dump_message(message)
    assert message == WIRE.load_message(WIRE.type_name(type(message)), body)


@pytest.mark.parametrize("process", PROCESSES, ids=NAMES)
def test_the_first_state_comes_back(process: Any) -> None:
    """The state of a case nobody wrote to can be stored."""
    assert process.initial == WIRE.load_state(process.name, WIRE.dump_state(process.initial))


WIRE_CODES = ("wire.", "text.", "time.", "number.", "money.not-an-amount")
BEYOND = {
    "text.not-nfc",
    "wire.not-a-whole-number",
    "wire.repeated-key",
    "wire.too-deep",
    "wire.too-large",
    "wire.too-many-items",
    "wire.too-many-parts",
    "wire.unacceptable",
}
"""What a schema cannot say; nor can it say what a class demands of its values together."""


def refusal(text: str) -> set[str]:
    """The codes an envelope is refused with, none if it is read."""
    try:
        WIRE.load_envelope(text)
    except InvalidDocument as refused:
        return {problem.code for problem in refused.problems}
    return set()


def beyond(code: str) -> bool:
    """Whether a schema cannot know of such a problem."""
    return code in BEYOND or not code.startswith(WIRE_CODES)


@pytest.mark.parametrize("name", NAMES)
def test_schema_and_wire_agree_on_mutants(name: str) -> None:
    """A mutant is read if and only if it is valid, save for what a schema cannot say."""
    texts = [WIRE.dump_envelope(e) for e in examples(ENVELOPES[name], 30)]
    read = 0
    for text in mutants(texts, seed=3, count=MUTANTS // len(NAMES)):
        try:
            valid = VALIDATORS[name].is_valid(json.loads(text))
        except ValueError:
            continue
        codes = refusal(text)
        assert all(map(beyond, codes)) if valid else codes, text
        read += not codes
    assert read >= 10


def test_amounts_can_be_drawn_in_one_currency() -> None:
    """Whoever needs states of one currency can have them, through `explicit`."""
    soles = {**EXPLICIT, Money: amounts(Currency.PEN)}
    (credit,) = (p for p in PROCESSES if p.name == "credit_account")
    for state in examples(states(credit, soles), 20):
        assert {Currency.PEN} == {amount.currency for amount in state.due.values()} | {
            state.exposure.unpaid.currency
        }
