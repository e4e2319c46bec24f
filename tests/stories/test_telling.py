"""Every event of every process has its words, and no personal data among them."""

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import WORDS, Decision, Language, Sensitive
from order_to_cash.domain.order import (
    CreditDeclined,
    HoldReason,
    LineDelivered,
    LineHeld,
    SupportRequested,
)
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.stories import reasons, sentence
from order_to_cash.testing.strategies import events

PROCESSES_OF_ALL = [p for operator in OPERATORS.values() for p in operator.processes]
SECRET = "SECRET-0001"


def filled(value: Any) -> Any:
    """The same value with another text in all personal data, however deep."""
    if isinstance(value, Sensitive):
        return Sensitive(SECRET)
    if isinstance(value, tuple):
        return tuple(map(filled, value))
    if attrs.has(type(value)) and not isinstance(value, Decision):
        return attrs.evolve(
            value,
            **{f.name: filled(getattr(value, f.name)) for f in attrs.fields(type(value)) if f.init},
        )
    return value


@pytest.mark.parametrize("process", PROCESSES_OF_ALL, ids=lambda process: str(process.name))
@given(data=st.data(), language=st.sampled_from(WORDS.languages))
def test_any_event_can_be_told_without_its_personal_data(
    process: AnyProcess, data: st.DataObject, language: Language
) -> None:
    """Whatever an event holds, it is one line of words; these and its reasons keep its secrets."""
    event = data.draw(events(process))
    told = sentence(process.name, event, language, zone="America/Lima")
    assert told
    assert "\n" not in told
    assert "object at 0x" not in told
    secret = filled(event)
    said = (
        sentence(process.name, secret, language),
        *(line for lines in reasons(secret) for line in lines),
    )
    assert not any(SECRET in line for line in said)


def test_an_event_of_somebody_else_is_told_by_its_name() -> None:
    """A process of your own is told too, event by event."""

    @attrs.frozen
    class Painted:
        """Somebody painted it."""

    assert "Painted" == sentence("walls", Painted())


def test_instants_are_local() -> None:
    """Instants in sentences and in the reasons behind them are those of the local clock."""
    declined = CreditDeclined(Decision.of("credit", ()), datetime(2024, 2, 1, 3, tzinfo=UTC))
    assert sentence("order", declined, zone="America/Lima").endswith("at 2024-01-31 22:00")
    delivered = LineDelivered(1, Sensitive(SECRET), datetime(2024, 2, 1, 15, tzinfo=UTC), 1)
    assert sentence("order", delivered, zone="America/Lima").endswith("at 2024-02-01 10:00")


def test_a_decision_comes_with_its_clauses() -> None:
    """An event without a decision has no reasons."""
    assert [] == list(reasons(SupportRequested(Sensitive(SECRET))))


def test_what_was_not_said_leaves_no_blank() -> None:
    """FUL-04: a hold without words beside its code ends with the code."""
    plain = sentence("order", LineHeld(1, HoldReason.STOCK_LOST))
    assert "line 1 has to wait: the product is not in stock" == plain
    said = sentence("order", LineHeld(1, HoldReason.STOCK_LOST, "on Monday there is more"))
    assert f"{plain} on Monday there is more" == said
