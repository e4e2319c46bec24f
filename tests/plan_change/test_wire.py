"""Plan changes and claims come back from JSON as they were written, and nothing else does."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import InvalidDocument
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.operators.bolivia import PLAN_CHANGE_REQUESTS, TECHNICAL_CLAIMS
from order_to_cash.testing.strategies import envelopes, events
from order_to_cash.wire import Wire
from tests.plan_change import samples as s

PROCESSES: tuple[Any, ...] = (PLAN_CHANGE_REQUESTS, TECHNICAL_CLAIMS)
WIRE = Wire(PROCESSES)
ENVELOPES = {p.name: envelopes(p) for p in PROCESSES}
EVENTS = {p.name: events(p) for p in PROCESSES}


@pytest.mark.parametrize("name", ENVELOPES)
@given(data=st.data())
def test_any_envelope_comes_back(name: str, data: st.DataObject) -> None:
    """Any command of either process comes back equal."""
    envelope = data.draw(ENVELOPES[name])
    assert envelope == WIRE.load_envelope(WIRE.dump_envelope(envelope))


@pytest.mark.parametrize("name", EVENTS)
@given(data=st.data())
def test_any_event_comes_back(name: str, data: st.DataObject) -> None:
    """Any event of either process comes back equal, with the decision behind it."""
    event = data.draw(EVENTS[name])
    body = WIRE.dump_event(event)
    assert event == WIRE.load_event(name, WIRE.type_name(type(event)), body)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("cycle", {"first": "2026-03-31", "last": "2026-03-01"}, "billing.cycle"),
        (
            "old",
            {
                "code": "X",
                "monthly": {"amount": "-0.01", "currency": "BOB"},
                "technology": "ftth",
            },
            "plan-change.price",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(place: str, value: Any, code: str) -> None:
    """REQ-09: a cycle that ends before it begins, or a price below zero, is a bad document."""
    envelope = s.to(c.RequestPlanChange(s.request(), s.brought()))
    document = json.loads(WIRE.dump_envelope(envelope))
    document["command"]["request"][place] = value
    with pytest.raises(InvalidDocument) as caught:
        WIRE.load_envelope(json.dumps(document))
    assert [(code, f"command.request.{place}")] == [(p.code, p.path) for p in caught.value.problems]
