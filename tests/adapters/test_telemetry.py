"""Spans of OpenTelemetry: one for each thing that a desk does, without anybody's data."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module, reload
from pathlib import Path
from typing import Any, Final

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from order_to_cash import Desk, Role, Sensitive, open_desk
from order_to_cash.adapters import telemetry
from order_to_cash.domain.core import Conflict, Envelope, MissingExtra, changed
from order_to_cash.domain.order import CancelOrder, Item, PlaceOrder
from order_to_cash.domain.trade import Kind
from tests.cli.commands import DATA
from tests.desk.small_operator import START, request

SECRET: Final = "Calle de ejemplo 6020"
PLACED: Final = PlaceOrder(
    changed(
        request(1, "D-005", "net-7"),
        items=(Item("SIM-PRE", 2, Kind.GOODS),),
        zone="LIM-NORTE",
        address=Sensitive(SECRET),
        contact=Sensitive("alguien@example.com"),
    )
)


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def tracer(spans: InMemorySpanExporter) -> Iterator[Any]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    yield provider.get_tracer("test")
    provider.shutdown()


@pytest.fixture
def desk(tmp_path: Path, tracer: Any) -> Iterator[Desk]:
    watch = telemetry.spans(tracer)
    path = tmp_path / "watched.db"
    with open_desk(path, operator="peru", data=DATA, clock=None, watch=watch) as opened:
        yield opened


def given(command: Any, name: str, actor: str = "D-005") -> Envelope[Any]:
    return Envelope(name, "O-1", "order", START, actor, Role.DISTRIBUTOR, command)


def told(span: ReadableSpan) -> dict[str, Any]:
    """What a span says, under its own names."""
    assert span.attributes is not None
    return {key.removeprefix("order_to_cash."): value for key, value in span.attributes.items()}


def test_a_command_leaves_a_span_with_its_id_and_what_came_of_it(
    desk: Desk, spans: InMemorySpanExporter
) -> None:
    """Which case, which command, which version; of a refusal the code."""
    desk.handle(given(PLACED, "c-1"))
    desk.handle(given(CancelOrder("a mistake"), "c-2", "D-007"))
    first, second = spans.get_finished_spans()
    assert ["order_to_cash.handle"] * 2 == [first.name, second.name]
    common = {"process": "order", "case": "O-1"}
    assert {
        **common,
        "command": "place_order",
        "id": "c-1",
        "outcome": "accepted",
        "version": 1,
    } == told(first)
    refused = {"outcome": "refused", "version": 1, "code": "order.not-yours"}
    assert {**common, "command": "cancel_order", "id": "c-2", **refused} == told(second)
    assert {StatusCode.UNSET} == {first.status.status_code, second.status.status_code}


def test_an_error_is_told_by_its_code_alone(desk: Desk, spans: InMemorySpanExporter) -> None:
    """PRI-01: neither the words of an exception nor its trace, which may hold anything."""
    with pytest.raises(Conflict):
        desk.handle(given(PLACED, "c-1"), after=7)
    (span,) = spans.get_finished_spans()
    assert (StatusCode.ERROR, "desk.other-version") == (
        span.status.status_code,
        span.status.description,
    )
    assert "desk.other-version" == told(span)["problem"]
    assert () == span.events


def test_each_message_and_look_leaves_a_span(desk: Desk, spans: InMemorySpanExporter) -> None:
    """To which port, under which key, for the how manieth time, and whether an answer came."""
    desk.handle_many([given(PLACED, "c-1")])
    desk.deliver(START)
    desk.tick(START + timedelta(days=60))
    names = [span.name for span in spans.get_finished_spans()]
    assert {f"order_to_cash.{what}" for what in ("handle_many", "send", "look")} == set(names)
    assert {"commands": 1} == told(spans.get_finished_spans()[0])
    first = next(span for span in spans.get_finished_spans() if span.name.endswith("send"))
    assert {
        "process": "order",
        "case": "O-1",
        "message": "ask_party",
        "key": "order/O-1:1:0",
        "port": "directories",
        "attempts": 0,
        "outcome": "answered",
    } == told(first)


def test_a_late_answer_leaves_a_span(desk: Desk, spans: InMemorySpanExporter) -> None:
    """Under the key of the message that asked."""
    desk.handle(given(PLACED, "c-1"))
    desk.answer("order/O-1:1:0", None, START)
    span = spans.get_finished_spans()[-1]
    assert "order_to_cash.answer" == span.name
    assert ("order/O-1:1:0", "ask_party", "accepted") == tuple(
        told(span)[key] for key in ("key", "message", "outcome")
    )


def test_no_span_holds_personal_data(desk: Desk, spans: InMemorySpanExporter) -> None:
    """PRI-01: no address, no contact, and no name of whoever gave a command."""
    desk.handle(given(PLACED, "c-1"))
    desk.deliver(START)
    desk.tick(START + timedelta(days=60))
    said = " ".join(span.to_json() for span in spans.get_finished_spans())
    assert len(spans.get_finished_spans()) >= 10
    for secret in (SECRET, "alguien", "D-005"):
        assert secret not in said


def test_spans_stand_below_whichever_is_open(
    desk: Desk, spans: InMemorySpanExporter, tracer: Any
) -> None:
    """A request of a service is the parent of what the desk does for it."""
    with tracer.start_as_current_span("request"):
        desk.handle(given(PLACED, "c-1"))
    child, parent = spans.get_finished_spans()
    assert child.parent is not None
    assert parent.context.span_id == child.parent.span_id


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """OPN: the extra is named."""
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(MissingExtra, match=r"order-to-cash\[otel\]"):
        reload(import_module("order_to_cash.adapters.telemetry"))
