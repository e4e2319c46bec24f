"""The processes of the library over the wire: everything they say comes back, nothing else does."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from order_to_cash.domain.errors import InvalidDocument
from order_to_cash.domain.messages import Message
from order_to_cash.domain.money import Currency, Money
from order_to_cash.operators import peru
from order_to_cash.testing.strategies import (
    EXPLICIT,
    amounts,
    envelopes,
    events,
    states,
    values_of,
)
from order_to_cash.wire import Wire, json_schema
from tests.wire.mutations import mutants
from tests.wire.test_fuzz import survive

PROCESSES = tuple(peru.PERU.processes)
NAMES = [process.name for process in PROCESSES]
WIRE = Wire(PROCESSES)
VALIDATORS = {name: Draft202012Validator(json_schema(WIRE, name)) for name in NAMES}
ENVELOPES = {p.name: envelopes(p) for p in PROCESSES}
EVENTS = {p.name: events(p) for p in PROCESSES}
STATES = {p.name: states(p) for p in PROCESSES}
MESSAGES = values_of(Message, processes=PROCESSES)
MUTANTS = 3_000


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
    """Any message comes back equal, also one that tells another case a command."""
    body = WIRE.dump_message(message)
    assert message == WIRE.load_message(WIRE.type_name(type(message)), body)


@pytest.mark.parametrize("process", PROCESSES, ids=NAMES)
def test_the_first_state_comes_back(process: Any) -> None:
    """The state of a case nobody wrote to can be stored."""
    assert process.initial == WIRE.load_state(process.name, WIRE.dump_state(process.initial))


def examples(strategy: Any, count: int) -> list[Any]:
    """Some values of a strategy, always the same."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_mutant_of_an_envelope_gets_through_in_another_way(name: str) -> None:
    """Mutants of a process's envelopes are read or refused."""
    documents = [WIRE.dump_envelope(e) for e in examples(ENVELOPES[name], 60)]
    read = survive(WIRE.load_envelope, documents, seed=1, count=MUTANTS // len(NAMES))
    assert 0 < read < MUTANTS // len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_mutant_of_a_state_gets_through_in_another_way(name: str) -> None:
    """Mutants of a process's states are read or refused."""
    documents = [WIRE.dump_state(s) for s in examples(STATES[name], 20)]
    read = survive(lambda text: WIRE.load_state(name, text), documents, seed=2, count=300)
    assert 0 < read < 300


@pytest.mark.parametrize("name", NAMES)
def test_schema_and_wire_agree_on_mutants(name: str) -> None:
    """What is invalid is refused, whatever else may be."""
    plain = [json.loads(WIRE.dump_envelope(e)) for e in examples(ENVELOPES[name], 30)]
    for text in mutants(plain, seed=3, count=150):
        try:
            document = json.loads(text)
            WIRE.load_envelope(text)
        except (ValueError, InvalidDocument):
            continue
        assert VALIDATORS[name].is_valid(document), text


def test_amounts_can_be_drawn_in_one_currency() -> None:
    """Whoever needs states of one currency can have them, through `explicit`."""
    soles = {**EXPLICIT, Money: amounts(Currency.PEN)}
    (credit,) = (p for p in PROCESSES if p.name == "credit_account")
    for state in examples(states(credit, soles), 20):
        assert {Currency.PEN} == {amount.currency for amount in state.due.values()} | {
            state.exposure.unpaid.currency
        }
