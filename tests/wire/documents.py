"""Every kind of document that the library reads: some valid ones of each, and what reads them."""

import tempfile
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import define
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from order_to_cash.adapters.folder import FolderDirectories
from order_to_cash.adapters.folder.directories import TABLES
from order_to_cash.analytics.records import read_requests
from order_to_cash.desk.answers import Accepted, Refused, body_of, outcome_of
from order_to_cash.domain.core import InvalidDocument, Sensitive
from order_to_cash.embedded import wire_of
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.testing.strategies import (
    EXPLICIT,
    decisions,
    envelopes,
    refusals,
    states,
    texts,
    values_of,
)
from order_to_cash.wire import Wire
from order_to_cash.wire.shapes import OneOf, type_name, variants
from order_to_cash.wire.wire import MESSAGES
from tests.wire.mutations import CANARY, Document

Load: TypeAlias = Callable[[str], object]
CANARIES: Final = texts().map(lambda text: f"{CANARY} {text}")
MARKED: Final = {**EXPLICIT, str: CANARIES, Sensitive: CANARIES.map(Sensitive)}
"""Every text that people write carries the canary."""

DATA: Final = Path(__file__).parents[2] / "examples/peru/data"
RECORDS: Final = (
    '{"opened":"2024-02-29T12:00:00Z","closed":null,"effective":false,"zone":"C4N4RY-71"}',
    '{"opened":"2024-02-29T12:00:00Z","closed":"2024-03-01T12:00:00-04:00","effective":"yes"}',
)


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


STORED: Final = ("event", "state", "message", "decision", "refusal", "answer")


@define(slots=False)
class Kind:
    """A kind of document: its name, what reads it, and what makes valid ones.

    `stored` documents the library writes itself and reads under wider limits.
    """

    name: str
    load: Load
    make: Callable[[], list[str]]
    parse: Callable[[str], Document] = Document.of

    @property
    def stored(self) -> bool:
        """Whether it is one of the library's own."""
        return self.name.split("/")[0] in STORED

    @cached_property
    def documents(self) -> list[Document]:
        """Valid ones, made once."""
        return [self.parse(text) for text in self.make()]


def _drawn(strategy: Any, dump: Callable[[Any], str], count: int) -> Callable[[], list[str]]:
    return lambda: [dump(value) for value in examples(strategy, count)]


def _of_process(wire: Wire, process: AnyProcess) -> Iterator[Kind]:
    name = process.name
    drawn = _drawn(envelopes(process, MARKED), wire.dump_envelope, 60)
    yield Kind(f"envelope/{name}", wire.load_envelope, drawn)
    stored = _drawn(states(process, MARKED), wire.dump_state, 20)
    yield Kind(f"state/{name}", partial(wire.load_state, name), stored)
    for kind in process.lifecycle.commands:
        drawn = _drawn(values_of(kind, MARKED), partial(wire.dump_command, name), 10)
        yield Kind(f"command/{name}/{type_name(kind)}", partial(wire.load_command, name), drawn)
    for kind in process.lifecycle.events:
        type_ = type_name(kind)
        drawn = _drawn(values_of(kind, MARKED), wire.dump_event, 10)
        yield Kind(f"event/{name}/{type_}", partial(wire.load_event, name, type_), drawn)


def _of_operator(operator: Operator) -> Iterator[Kind]:
    wire, processes = wire_of(operator), operator.processes
    for process in processes:
        yield from _of_process(wire, process)
    for type_, kind in variants(OneOf(MESSAGES)).items():
        drawn = _drawn(values_of(kind, MARKED), wire.dump_message, 10)
        load = partial(wire.load_message, type_)
        yield Kind(f"message/{operator.name}/{type_}", load, drawn)
    drawn = _drawn(decisions(), wire.dump_decision, 30)
    yield Kind(f"decision/{operator.name}", wire.load_decision, drawn)
    drawn = _drawn(refusals(), wire.dump_refusal, 30)
    yield Kind(f"refusal/{operator.name}", wire.load_refusal, drawn)
    accepted = st.builds(Accepted, texts(), st.integers(1, 9), st.just(("a", "b")))
    refused = st.builds(Refused, texts(), st.integers(1, 9), refusals())
    drawn = _drawn(accepted | refused, partial(body_of, wire), 30)
    yield Kind(f"answer/{operator.name}", partial(outcome_of, wire), drawn)


def _requests(text: str) -> object:
    read = list(read_requests(BytesIO(text.encode("utf-8", "surrogatepass"))))
    if problems := [problem for line in read for problem in line.problems]:
        raise InvalidDocument("refused", problems=problems)
    return read


def _folder(file: str, text: str) -> object:
    with tempfile.TemporaryDirectory() as name:
        for path in DATA.iterdir():
            (Path(name) / path.name).symlink_to(path)
        (Path(name) / file).unlink()
        (Path(name) / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        return FolderDirectories.load(Path(name))


def _files() -> Iterator[Kind]:
    yield Kind("requests/lines", _requests, lambda: list(RECORDS))
    head = "opened,closed,effective,zone\n"
    rows = "2024-02-29T12:00:00Z,,no,C4N4RY-71\n2024-02-29T12:00:00Z,2024-03-01T12:00:00Z,yes,b\n"
    yield Kind("requests/table", _requests, lambda: [head + rows], Document.table)
    for table in TABLES:
        load = partial(_folder, table.file)
        yield Kind(f"folder/{table.file}", load, partial(_sample, table.file), Document.table)


def _sample(file: str) -> list[str]:
    return [(DATA / file).read_text(encoding="utf-8")]


@cache
def kinds() -> list[Kind]:
    """All of them."""
    return [*(kind for o in OPERATORS.values() for kind in _of_operator(o)), *_files()]
