"""Whatever is sent, an answer is a value or `InvalidDocument`, quickly and in little memory."""

import json
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Envelope, InvalidDocument, refuse
from order_to_cash.wire import LIMITS, Wire
from order_to_cash.wire.faults import Wrong
from order_to_cash.wire.parsing import parsed
from order_to_cash.wire.shapes import Shape
from tests.wire.kiosk import DECISION, NOON, REFUSED, SALE, Close, Kiosk, Sold, Stage, envelope
from tests.wire.mutations import mutants
from tests.wire.samples import GOLDEN, WIRE, document, spoiled
from tests.work import MOST_GROWTH, MOST_STEPS, MOST_TIMES, steps, times

MUTANTS = 3_000
Load = Callable[[str], Any]
STATE = Kiosk(sold={Stage.OPEN: SALE.lines}, terms=SALE.terms, counts={"a": {"b": 1}})
LOADS: list[tuple[Load, list[str]]] = [
    (WIRE.load_envelope, [WIRE.dump_envelope(envelope(c)) for c in (SALE, Close())]),
    (lambda text: WIRE.load_command("kiosk", text), [WIRE.dump_command("kiosk", SALE)]),
    (
        lambda text: WIRE.load_event("kiosk", "sold", text),
        [WIRE.dump_event(Sold(DECISION, NOON, SALE.lines))],
    ),
    (lambda text: WIRE.load_state("kiosk", text), [WIRE.dump_state(STATE)]),
    (WIRE.load_decision, [WIRE.dump_decision(DECISION)]),
    (WIRE.load_refusal, [WIRE.dump_refusal(refuse(REFUSED, DECISION, when=NOON))]),
    (
        lambda text: WIRE.load_message("notify", text),
        ['{"notice":"invoice","to":"a","values":[["a",1]],"contact":null}'],
    ),
]


def accepted(load: Load, text: str) -> bool:
    """Whether a document is read; any exception but `InvalidDocument` comes through."""
    try:
        load(text)
    except InvalidDocument as refused:
        problems = refused.problems
    else:
        return True
    assert 0 < len(problems) <= LIMITS.problems + 1
    return False


def survive(load: Load, documents: list[str], *, seed: int, count: int) -> int:
    """How many mutants of the documents are read; fails if one is neither read nor refused."""
    return sum(accepted(load, text) for text in mutants(documents, seed=seed, count=count))


@pytest.mark.parametrize("kind", range(len(LOADS)))
def test_no_mutant_gets_through_in_another_way(kind: int) -> None:
    """Mutants of valid documents are read or refused; some are read, most refused."""
    load, documents = LOADS[kind]
    count = MUTANTS // len(LOADS)
    assert 0 < survive(load, documents, seed=kind, count=count) < count // 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON, st.integers(0, len(LOADS) - 1))
def test_any_json_is_answered(value: object, kind: int) -> None:
    """Any JSON value at all is read or refused, by every way of reading."""
    accepted(LOADS[kind][0], json.dumps(value))


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_text_is_answered(text: Any) -> None:
    """Any bytes or text at all are read or refused."""
    accepted(WIRE.load_envelope, text)


def careful(wire: Wire, shape: Shape, text: str) -> object:
    """What the careful pass makes of a document."""
    try:
        return wire._examiner.of(shape)(parsed(text), None)
    except (Wrong, InvalidDocument):
        return None


def fast(wire: Wire, shape: Shape, text: str) -> object:
    """What the fast pass makes of a document."""
    try:
        return wire._reader.of(shape)(parsed(text), None)
    except Exception:  # noqa: BLE001  (any will do)
        return None


def test_both_passes_agree() -> None:
    """The fast pass reads exactly what the careful one does, and makes the same of it."""
    for text in mutants([GOLDEN], seed=7, count=1_500):
        assert careful(WIRE, Envelope, text) == fast(WIRE, Envelope, text)


FULL = LIMITS.payload_bytes - 700


def share(most: int, size: int) -> int:
    """As much of what a full document holds as one of that size may."""
    return most * size // FULL


ATTACKS: dict[str, Callable[[int], str]] = {
    "a text for a list": lambda size: spoiled("command.lines", "x" * size),
    "a list of texts": lambda size: spoiled("command.lines", ["x"] * (size // 5)),
    "a list of empty lists": lambda size: spoiled("command.lines", [[]] * (size // 4)),
    "bad entries up to the limit": lambda size: spoiled(
        "command.lines", [{"x": i} for i in range(share(500, size))]
    ),
    "unknown keys": lambda size: spoiled(
        "command.customer", {f"k{i}": 1 for i in range(share(20_000, size))}
    ),
    "unknown keys up to the limit": lambda size: spoiled(
        "command.customer", {f"k{i}": 1 for i in range(share(500, size))}
    ),
    "one long text": lambda size: spoiled("command.lines.0.sku", "x" * size),
    "long texts of combining marks": lambda size: spoiled(
        "command.pairs", [["a\u0323" + "\u0301" * share(4_000, size), None]] * 10
    ),
    "many combining marks": lambda size: json.dumps(
        {**document(), "actor": "\u0301\u0327" * (size // 4)}, ensure_ascii=False
    ),
    "a huge number": lambda size: spoiled("id", 0).replace('"id": 0', f'"id": {"9" * size}'),
    "many large numbers": lambda size: f"[{','.join(['9' * 4_000] * (size // 4_001))}]",
    "nested lists": lambda size: "[" * size,
    "nested lists within the limit": lambda size: "[" * share(LIMITS.brackets, size),
    "nested objects": lambda size: '{"a":' * (size // 5),
    "wide and deep": lambda size: "[" + ",".join(["[" * 30 + "]" * 30] * (size // 61)) + "]",
    "wide and deep within the limit": lambda size: (
        "[" + ",".join(["[" * 30 + "]" * 30] * share(499, size)) + "]"
    ),
    "too wide within the limit": lambda size: json.dumps([[]] * share(LIMITS.brackets - 1, size)),
    "wide at every level": lambda size: json.dumps([[[[1] * 60] * 40] * share(25, size)]),
    "one object too deep, last": lambda size: (
        "[" + "[1]," * share(499, size) + "[" * 33 + "]" * 33 + "]"
    ),
    "floats": lambda size: f"[{','.join(['1e308'] * (size // 6))}]",
    "repeated keys": lambda size: "{" + ",".join(['"a":1'] * (size // 6)) + "}",
    "an unfinished text": lambda size: '"' + '\\"' * (size // 2),
    "blanks": lambda size: " " * size,
    "quotes": lambda size: '"' * size,
    "an amount": lambda size: spoiled("command.lines.0.price.amount", "9" * size),
    "an instant": lambda size: spoiled("command.slot", "2024-02-29T12:00:00." + "9" * size),
    "a table of tables": lambda size: spoiled(
        "command.stock", {f"k{i}": {} for i in range(share(500, size))}
    ),
    "escaped nothing": lambda size: spoiled("command.lines.0.sku", "\x00" * (size // 6)),
}


def orders(size: int) -> Callable[[], None]:
    """As many bytes as that of an order that is read, again and again."""
    text = WIRE.dump_envelope(envelope(SALE))

    def read() -> None:
        for _ in range(size // len(text)):
            WIRE.load_envelope(text)

    return read


@pytest.fixture(scope="module")
def order_steps() -> int:
    """How many steps as many bytes of orders take."""
    return steps(orders(FULL))


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_quickly(name: str) -> None:
    """A hostile document of the largest size costs little more than as many bytes of orders."""
    text = ATTACKS[name](FULL)
    assert len(text.encode("utf-8", "surrogatepass")) <= LIMITS.payload_bytes
    assert not accepted(WIRE.load_envelope, text)
    assert times(lambda: accepted(WIRE.load_envelope, text), orders(FULL)) <= MOST_TIMES


@pytest.mark.parametrize("name", ATTACKS)
def test_twice_an_attack_is_twice_the_work(name: str, order_steps: int) -> None:
    """What a hostile document costs grows with its size, no faster, to little more than orders."""

    def refusing(size: int) -> Callable[[], bool]:
        return partial(accepted, WIRE.load_envelope, ATTACKS[name](size))

    full, half = steps(refusing(FULL)), steps(refusing(FULL // 2))
    assert full <= MOST_GROWTH * half
    assert full <= MOST_STEPS * order_steps


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_takes_little_memory(name: str) -> None:
    """A hostile document of the largest size is refused in at most 32 MB."""
    text = ATTACKS[name](FULL)
    tracemalloc.start()
    try:
        assert not accepted(WIRE.load_envelope, text)
        assert tracemalloc.get_traced_memory()[1] <= 32 * 2**20
    finally:
        tracemalloc.stop()
