"""What the service leaves of a command: lines of the log with its id, and spans if asked to."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from examples.service import logs
from tests.examples.test_service import ADDRESS, client_of, give, placed, who


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path / "logged.db") as made:
        yield made


def test_each_line_of_a_command_carries_its_id(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Those of the library too, and nothing of what was in the command (PRI-01)."""
    caplog.handler.addFilter(logs.with_command)
    caplog.handler.setFormatter(logging.Formatter(logs.LINE))
    caplog.set_level(logging.INFO)
    give(client, placed())
    headers = {**who("d5"), "If-Match": '"9"'}
    client.post("/commands/order", json=placed("c-2"), headers=headers)
    told = {(each.name, getattr(each, "command", "")) for each in caplog.records}
    assert {("service", "c-1"), ("service", "c-2"), ("order_to_cash.desk", "c-2")} <= told
    assert "[c-1] order/O-1: version 1" in caplog.text
    assert ADDRESS not in caplog.text
    assert logs.NONE == logs.COMMAND.get()


def test_spans_are_left_where_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the program's own tracer; without the setting there are none."""
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr("opentelemetry.trace.get_tracer", provider.get_tracer)
    for spans in (False, True):
        with client_of(tmp_path / f"{spans}.db", spans=spans) as client:
            give(client, placed())
        assert ["order_to_cash.handle"] * spans == [one.name for one in kept.get_finished_spans()]
    provider.shutdown()
