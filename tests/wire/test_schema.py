"""The schema says of a document what the wire does: valid if and only if it is read."""

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from order_to_cash.domain.core import InvalidDocument, InvalidValue, Value
from order_to_cash.testing.strategies import envelopes, values
from order_to_cash.wire import Wire, json_schema
from order_to_cash.wire.limits import LARGEST_INTEGER
from order_to_cash.wire.schema import _Schemas
from tests.parcel import Parcels
from tests.wire.mutations import mutants
from tests.wire.samples import GOLDEN, KIOSK, WIRE, document, spoiled
from tests.wire.test_strictness import HOSTILE

SCHEMA = json_schema(WIRE)
VALIDATOR = Draft202012Validator(SCHEMA)
BEYOND = {
    "kiosk.negative",
    "money.too-large",
    "text.not-nfc",
    "wire.not-a-whole-number",
    "wire.repeated-key",
    "wire.unacceptable",
}
"""What the schema cannot say: the list in the docstring of its module."""


def refusal(text: str) -> set[str]:
    """The codes a document is refused with, none if it is read."""
    try:
        WIRE.load_envelope(text)
    except InvalidDocument as refused:
        return {problem.code for problem in refused.problems}
    return set()


def agree(text: str) -> bool:
    """Whether schema and wire say the same of a document, or the schema cannot know better."""
    codes = refusal(text)
    if VALIDATOR.is_valid(json.loads(text)):
        return codes <= BEYOND
    return bool(codes)


def test_the_schema_is_one() -> None:
    """The schema obeys the rules of its dialect."""
    Draft202012Validator.check_schema(SCHEMA)
    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]


def test_the_golden_document_is_valid() -> None:
    """What the wire writes is valid."""
    assert VALIDATOR.is_valid(json.loads(GOLDEN))


@given(envelopes(KIOSK))
def test_whatever_is_written_is_valid(given_envelope: Any) -> None:
    """Any envelope that the wire writes is valid and is read back whole."""
    text = WIRE.dump_envelope(given_envelope)
    assert VALIDATOR.is_valid(json.loads(text))
    assert given_envelope == WIRE.load_envelope(text)


@pytest.mark.parametrize(("path", "value", "code"), HOSTILE)
def test_schema_and_wire_agree_on_hostile_values(path: str, value: object, code: str) -> None:
    """A hostile value is invalid, unless it is one of the few things a schema cannot say."""
    text = spoiled(path, value)
    assert agree(text)
    assert VALIDATOR.is_valid(json.loads(text)) <= (code in BEYOND)


def test_schema_and_wire_agree_on_mutants() -> None:
    """A mutant is read if it is valid, and refused if it is not."""
    read = 0
    for text in mutants([GOLDEN], seed=11, count=1_500):
        try:
            json.loads(text)
        except ValueError:
            continue
        assert agree(text), text
        read += not refusal(text)
    assert read > 20


DAYS = [f"{year}-{month:02}-{day:02}" for year in (1999, 2000, 2023, 2024, 2100, 2196, 2200, 2201)
        for month in (0, 1, 2, 4, 12, 13) for day in (0, 1, 28, 29, 30, 31, 32)]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_schema_and_wire_have_one_calendar(day: str) -> None:
    """The schema knows the length of every month, and every leap year."""
    text = spoiled("command.day", day)
    assert VALIDATOR.is_valid(json.loads(text)) == (not refusal(text))
    text = spoiled("command.slot", f"{day}T00:00:00Z")
    assert VALIDATOR.is_valid(json.loads(text)) == (not refusal(text))


@pytest.mark.parametrize(
    ("path", "welcome", "unwelcome"),
    [
        ("command.lines.0.sku", "x" * 4_096, "x" * 4_097),
        ("command.lines.0.quantity", 10**15 - 1, 10**15),
        ("command.lines.0.quantity", -(10**15) + 1, -(10**15)),
        ("command.pairs", [["a", 1]] * 500, [["a", 1]] * 501),
        ("command.stock", {f"{n}": n for n in range(500)}, {f"{n}": n for n in range(501)}),
        ("id", "x" * 100, "x" * 101),
        ("actor", "x" * 100, "x" * 101),
        ("case", "x" * 100, "x" * 101),
        ("case", f"order/{'x' * 100}", f"order/{'x' * 101}"),
        ("case", "/".join(["x" * 50] * 5), "/".join(["x"] * 6)),
        ("case", "/".join(["x" * 84] * 3) + "yy", "/".join(["x" * 84] * 3) + "yyy"),
    ],
)
def test_schema_and_wire_have_one_table_of_limits(
    path: str, welcome: object, unwelcome: object
) -> None:
    """At a limit a document is valid and read, beyond it neither."""
    for value, expected in ((welcome, True), (unwelcome, False)):
        text = spoiled(path, value)
        assert expected == VALIDATOR.is_valid(json.loads(text))
        assert expected == (not refusal(text))


def test_one_process_alone_has_its_schema() -> None:
    """The schema of one process knows its commands and no others."""
    wire = Wire([KIOSK, Parcels()])
    kiosk, parcel, both = (
        Draft202012Validator(json_schema(wire, name)) for name in ("kiosk", "parcel", None)
    )
    weighing = {**document(), "process": "parcel", "command": {"type": "weigh", "grams": 3}}
    assert [True, False] == [kiosk.is_valid(document()), kiosk.is_valid(weighing)]
    assert [False, True] == [parcel.is_valid(document()), parcel.is_valid(weighing)]
    assert [True, True] == [both.is_valid(document()), both.is_valid(weighing)]
    assert not both.is_valid({**weighing, "process": "kiosk"})


def test_an_unknown_process_has_no_schema() -> None:
    """A process that the wire does not know is refused by name."""
    with pytest.raises(InvalidValue, match="give one of: kiosk"):
        json_schema(WIRE, "order")


@given(values())
def test_values_fit_their_schema(value: Any) -> None:
    """Any value of a finding is written as its schema says."""
    schemas = _Schemas(WIRE.vocabulary)
    root = {**schemas.of(Value), "$defs": schemas.definitions}
    plain = json.loads(json.dumps(WIRE._writer.of(Value)(value)))
    assert Draft202012Validator(root).is_valid(plain)


def test_every_validator_reads_the_bounds_alike() -> None:
    """TRU-01: who counts in doubles has the very bounds of the reader, and one more is beyond."""
    for bound in (LARGEST_INTEGER, -LARGEST_INTEGER):
        assert bound == int(float(bound))
        assert len({float(bound - 1), float(bound), float(bound + 1)}) == 3
        assert str(bound) in json.dumps(json_schema(WIRE))
