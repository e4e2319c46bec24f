"""Every limit just below, at, and just above it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from order_to_cash.wire import LIMITS, STORED, Limits
from order_to_cash.wire.faults import Wrong
from order_to_cash.wire.parsing import parsed
from order_to_cash.wire.primitives import (
    case_identifier,
    day,
    identifier,
    instant,
    stored_identifier,
    text,
    whole,
)
from tests.wire.samples import GOLDEN, WIRE, codes, spoiled


def test_the_table_of_limits() -> None:
    """These are the limits of documents from outside, and the two that stored ones pass."""
    assert (
        Limits(
            payload_bytes=262_144,
            depth=32,
            items=500,
            brackets=20_000,
            text_characters=4_096,
            id_characters=100,
            case_characters=256,
            integer_digits=15,
            first_year=2000,
            last_year=2200,
            problems=20,
        )
        == LIMITS
    )
    assert (
        Limits(
            payload_bytes=268_435_456,
            items=10_000_000,
            brackets=100_000_000,
            id_characters=256,
        )
        == STORED
    )


def refused(load: Callable[[Any], object], value: Any) -> bool:
    try:
        load(value)
    except Wrong:
        return True
    return False


@pytest.mark.parametrize(
    ("load", "welcome", "unwelcome"),
    [
        (text, ["", "x" * 4_095, "x" * 4_096, "ñ" * 4_096], ["x" * 4_097, "ñ" * 4_097]),
        (identifier, ["x", "x" * 99, "x" * 100], ["", "x" * 101]),
        (stored_identifier, ["x", "x" * 255, "x" * 256], ["", "x" * 257]),
        (case_identifier, ["x" * 100, "a/1", "a/b/1"], ["", "/", "a/", "/a", "x" * 101, "a//b"]),
        (whole, [10**15 - 2, 10**15 - 1, -(10**15) + 1], [10**15, -(10**15)]),
        (day, ["2000-01-01", "2200-12-31"], ["1999-12-31", "2201-01-01"]),
        (
            instant,
            ["2000-01-01T00:00:00Z", "2200-12-31T23:59:59.999999-23:59"],
            ["1999-12-31T23:59:59Z", "2201-01-01T00:00:00Z"],
        ),
    ],
)
def test_a_scalar_at_its_limit(
    load: Callable[[Any], object], welcome: list[Any], unwelcome: list[Any]
) -> None:
    """Up to its limit a scalar is welcome, beyond it none is."""
    assert [False] * len(welcome) == [refused(load, value) for value in welcome]
    assert [True] * len(unwelcome) == [refused(load, value) for value in unwelcome]


@pytest.mark.parametrize(("digits", "code"), [(14, None), (15, None), (16, "wire.number-too-long")])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_at_its_limit(digits: int, code: str | None, sign: str) -> None:
    """A whole number has as many digits as the limit, with either sign."""
    body = spoiled("command.lines.0.quantity", 0).replace(
        '"quantity": 0', f'"quantity": {sign}{"9" * digits}'
    )
    if code is None:
        WIRE.load_envelope(body)
    else:
        assert [(code, "command.lines[0].quantity")] == codes(body)


@pytest.mark.parametrize(("size", "code"), [(-1, None), (0, None), (1, "wire.too-large")])
@pytest.mark.parametrize("encode", [str, str.encode])
def test_a_payload_at_its_limit(
    size: int, code: str | None, encode: Callable[[str], str | bytes]
) -> None:
    """A document has as many bytes as the limit, counted in UTF-8 whichever way it comes."""
    room = LIMITS.payload_bytes + size - len(GOLDEN.encode())
    whole_document = encode(GOLDEN + " " * room)
    if code is None:
        WIRE.load_envelope(whole_document)
    else:
        assert [(code, "")] == codes(whole_document)


@pytest.mark.parametrize(("depth", "code"), [(31, None), (32, None), (33, "wire.too-deep")])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")])
def test_nesting_at_its_limit(depth: int, code: str | None, opens: str, closes: str) -> None:
    """Objects and lists nest as deep as the limit, wherever they stand."""
    nested = opens * depth + "1" + closes * depth
    if code is None:
        parsed(nested)
    else:
        path = ("[0]" if opens == "[" else ".a") * 32
        assert [(code, path.lstrip("."))] == codes(nested)


@pytest.mark.parametrize(
    ("count", "code"), [(499, None), (500, None), (501, "wire.too-many-items")]
)
def test_a_list_at_its_limit(count: int, code: str | None) -> None:
    """A list has as many entries as the limit, and so has an object."""
    colours = spoiled("command.lines.0.colours", ["red"] * count)
    stock = spoiled("command.stock", {f"s{n}": n for n in range(count)})
    if code is None:
        WIRE.load_envelope(colours)
        WIRE.load_envelope(stock)
    else:
        assert [(code, "command.lines[0].colours")] == codes(colours)
        assert [(code, "command.stock")] == codes(stock)


@pytest.mark.parametrize(("count", "code"), [(-1, None), (0, None), (1, "wire.too-many-parts")])
@pytest.mark.parametrize("bracket", ["[", "{"])
def test_brackets_at_their_limit(count: int, code: str | None, bracket: str) -> None:
    """A document opens as many objects and lists as the limit, counting brackets in its texts."""
    body = spoiled("command.pairs", [["", 0]] * 10)
    room = LIMITS.brackets + count - body.count("[") - body.count("{")
    body = body.replace('""', f'"{bracket * (room // 10)}"')
    body = body.replace("SKU-1", bracket * (room % 10), 1)
    if code is None:
        WIRE.load_envelope(body)
    else:
        assert [(code, "")] == codes(body)


def test_lists_that_are_too_long_are_told_up_to_the_limit() -> None:
    """As many lists are named as any other problem."""
    body = json.dumps({f"k{n}": [0] * 501 for n in range(30)})
    found = codes(body)
    assert [("wire.too-many-items", f"k{n}") for n in range(20)] == found[:20]
    assert [("wire.too-many-problems", "")] == found[20:]


def test_a_stored_document_may_be_long() -> None:
    """What the library wrote itself may hold thousands of entries and more bytes."""
    counts = {f"case-{n}": {"x" * 100: n} for n in range(3_000)}
    body = json.dumps({"counts": counts})
    assert len(body) > LIMITS.payload_bytes
    assert counts == WIRE.load_state("kiosk", body).counts


@pytest.mark.parametrize(("count", "listed"), [(19, 19), (20, 20), (21, 21), (400, 21)])
def test_problems_at_their_limit(count: int, listed: int) -> None:
    """As many problems are listed as the limit, then one says that there are more."""
    found = codes(spoiled("command.lines.0.colours", ["green"] * count))
    assert listed == len(found)
    more = found[20:]
    assert ([("wire.too-many-problems", "")] if count > 20 else []) == more
