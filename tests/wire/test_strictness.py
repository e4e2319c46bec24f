"""Nothing is coerced, nothing ignored: each hostile value and the code it is refused with."""

import json
from typing import Any

import pytest

from order_to_cash.wire.limits import LARGEST_INTEGER
from tests.wire.samples import GOLDEN, WIRE, codes, spoiled

WRONG_TYPE = "wire.wrong-type"
NO_INSTANT = "time.not-an-instant"
NO_DAY = "time.not-a-day"
NO_AMOUNT = "money.not-an-amount"
NO_FRACTION = "number.not-a-fraction"
NAN, INF = float("nan"), float("inf")
QUANTITY, GIFT, SKU = "command.lines.0.quantity", "command.gift", "command.lines.0.sku"
AMOUNT, CURRENCY = "command.lines.0.price.amount", "command.lines.0.price.currency"
RATE, DAY, SLOT, AT = "command.terms.rate", "command.day", "command.slot", "at"
CONTROLS = "\x00\x01\t\n\r\x1b\x1f\x7f\x85\u2028\u202e\u2066\u200f\u061c\ud800\udfff"
TABLE: list[tuple[str, str, tuple[object, ...]]] = [
    (QUANTITY, WRONG_TYPE, ("3", "٣", True, None, [], [3], {}, "")),
    (QUANTITY, "wire.not-a-whole-number", (3.7, 3.0, 1e5, NAN, INF)),
    (GIFT, WRONG_TYPE, ("false", "true", 0, 1, None, [], "")),
    (SKU, WRONG_TYPE, (5, True, None, [], ["a"], {})),
    (SKU, "text.control-character", tuple(f"a{char}b" for char in CONTROLS)),
    (SKU, "text.not-nfc", ("Jose\u0301", "\u212b", "e\u0323\u0302")),
    (DAY, WRONG_TYPE, (20240229, None, {}, True)),
    (DAY, NO_DAY, (
            "2024-02-30", "2023-02-29", "2100-02-29", "20240229", "2024-W09-4", "2024-060", "1",
            "10/09/2024", "2024-2-9", "2024-02-29T00:00:00", "٢٠٢٤-٠٢-٢٩", "2024-02-29\n", "",
            " 2024-02-29", "2024-13-01", "2024-00-10", "9999-12-31", "0000-01-01",
    )),
    (SLOT, WRONG_TYPE, (0, 1709208000, True, [], {})),
    (SLOT, NO_INSTANT, (
            "2024-02-29T12:00:00", "2024-02-29T12:00:60Z", "2024-02-29T24:00:00Z",
            "2024-02-29 12:00:00Z", "2024-02-29T12:00Z", "2024-02-29T12:00:00z",
            "2024-02-29t12:00:00Z", "2024-02-29T12:00:00+5", "2024-02-29T12:00:00+24:00",
            "2024-02-29T12:00:00+00:00:01", "2024-02-29T12:00:00.Z", "2024-02-29T12:00:00,5Z",
            "2024-02-29T12:00:00.1234567Z", "20240229T120000Z", "2024-02-30T12:00:00Z",
            "2024-W09-4T12:00:00Z", "9999-12-31T23:59:59-23:59", "2024-02-29T12:60:00Z",
            "2024-02-29T12:00:00Z\n", "2024-02-29T12:00:00Z ", "2024-02-29", "",
    )),
    (AT, WRONG_TYPE, (None,)),
    (AMOUNT, WRONG_TYPE, (146, True, None, [], {})),
    (AMOUNT, "wire.not-a-whole-number", (146.28,)),
    (AMOUNT, NO_AMOUNT, (
            "146.285", "146", "146.2", "1e5", "1_000.00", " 1.00", "1.00 ", "1.00\n", "+1.00",
            "١٢٣.٠٠", "NaN", "sNaN", "Infinity", "1e1000000", "-0.00", "00.10", ".10", "1.",
            "1,000.00", "", "-", "9" * 18 + ".00", "9" * 4_000,
    )),
    (AMOUNT, "money.too-large", ("99999999999999999.99",)),
    (CURRENCY, "wire.unknown-choice", ("XAU", "pen", "", "PEN ")),
    (CURRENCY, WRONG_TYPE, (None, [], True)),
    (RATE, NO_FRACTION, ("18%", "1/0", "0.18", "1/-2", "--1/2", "1/2/3", "-0/1")),
    (RATE, WRONG_TYPE, (18, True, None)),
    ("command.lines.0.size", "wire.unknown-choice", (3, 0, "1", -1)),
    ("command.lines.0.size", WRONG_TYPE, (True, None, [1], {})),
    ("role", "wire.unknown-choice", ("gerente_comercial", "SALES", "", "sales ")),
    ("command.lines", WRONG_TYPE, ("a" * 1_000, {}, None, 0, True)),
    ("command.stock", WRONG_TYPE, ("ab", [], [["a", 1]], None, 1)),
    ("command.terms", WRONG_TYPE, ("cash", [], None, 1, ["type"])),
    ("command.customer", WRONG_TYPE, ("Ana", [], None, 1)),
    ("command", WRONG_TYPE, ("close", [], None, 1, True)),
    ("command.pairs.0", WRONG_TYPE, ("a1", {}, None)),
    ("command.pairs.0", "wire.wrong-length", ([], ["a"], ["a", 1, 2])),
    ("id", "text.not-an-id", ("", "a b", "ñ", "a\x00", "\u0430", "x" * 257, "a\n")),
    ("process", "wire.unknown-process", ("order", "", "Kiosk", "kiosk ")),
    ("process", WRONG_TYPE, (None, [], ["kiosk"], {}, 1)),
    ("wire", "wire.not-a-whole-number", (1.0, 2.5)),
    ("wire", "wire.version", (0, 2, -1, "1", True, None, [])),
]  # fmt: skip
HOSTILE = [(path, value, code) for path, code, values in TABLE for value in values]


def path_of(path: str) -> str:
    return path.replace(".0", "[0]")


@pytest.mark.parametrize(("path", "value", "code"), HOSTILE)
def test_a_hostile_value_is_refused(path: str, value: object, code: str) -> None:
    """Each hostile value is refused with its code, at its place, and nothing else is."""
    where = path.removesuffix(".amount") if code == "money.too-large" else path
    assert [(code, path_of(where))] == codes(spoiled(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (QUANTITY, -1),
        (QUANTITY, LARGEST_INTEGER),
        (SKU, ""),
        (SKU, "Compañía «Ñandú» 💡 日本"),
        (SKU, 'TV 32" \\ x'),
        (DAY, "2000-02-29"),
        (SLOT, None),
        (SLOT, "2024-02-29T23:59:59.5-05:00"),
        (SLOT, "2024-02-29T12:00:00-00:00"),
        (AMOUNT, "-0.01"),
        (AMOUNT, "92233720368547758.07"),
        (RATE, "0/5"),
        (RATE, "-18/100"),
    ],
)
def test_an_unusual_value_is_welcome(path: str, value: object) -> None:
    """What is merely rare is read, and written so that it is read again."""
    read = WIRE.load_envelope(spoiled(path, value))
    assert read == WIRE.load_envelope(WIRE.dump_envelope(read))


@pytest.mark.parametrize("key", ["state", "version", "approved", "net", "_name"])
def test_a_field_nobody_asked_for_is_refused(key: str) -> None:
    """No key is ignored, not even one that a class has but nobody may give."""
    assert [("wire.unknown-key", f"command.{key}")] == codes(spoiled(f"command.{key}", 1))


@pytest.mark.parametrize("key", ["a b", "ñ", "x" * 41, "\u202e", "", "1a", "a-b", "<b>"])
def test_a_strange_key_is_not_shown(key: str) -> None:
    """The name of an unknown key is told only if it cannot be anybody's data or trick."""
    assert [("wire.unknown-key", "command.*")] == codes(spoiled(f"command.{key}", 1))


@pytest.mark.parametrize("tag", ["buy", "Sell", "", "sold", "__class__"])
def test_an_unknown_tag_is_refused(tag: str) -> None:
    """A type that is not on the list is refused, and the list is told."""
    assert [("wire.unknown-type", "command.type")] == codes(spoiled("command.type", tag))


@pytest.mark.parametrize("tag", [None, 1, True, [], ["sell"], {}])
def test_a_tag_is_a_text(tag: object) -> None:
    """A tag of another kind is refused like an unknown one."""
    assert [("wire.unknown-type", "command.type")] == codes(spoiled("command.type", tag))


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        (GOLDEN.replace('"actor"', '"id":"id-1","actor"'), "wire.repeated-key", ""),
        (GOLDEN.replace('"sku"', '"sku":"a","sku"'), "wire.repeated-key", "command.lines[0]"),
        (GOLDEN.replace('"SKU-1":4', '"a":4,"a":4'), "wire.repeated-key", "command.stock"),
        (GOLDEN.replace('"gift":true', '"gift":NaN'), "wire.not-a-whole-number", "command.gift"),
        (GOLDEN.replace(":4}", ":1e999}"), "wire.not-a-whole-number", "command.stock.*"),
        (GOLDEN.replace(":4}", ":-Infinity}"), "wire.not-a-whole-number", "command.stock.*"),
        (GOLDEN.replace(":4}", f":{'9' * 5000}}}"), "wire.number-too-long", "command.stock.*"),
        (GOLDEN.replace("SKU-1", "\\u0000", 1), "text.control-character", "command.lines[0].sku"),
        (GOLDEN.replace("SKU-1", "\\ud800", 1), "text.control-character", "command.lines[0].sku"),
    ],
)
def test_what_json_parsers_let_pass_is_refused(text: str, code: str, path: str) -> None:
    """Repeated keys, floats, huge numbers and odd escapes are refused at their place."""
    assert [(code, path)] == codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "wire.not-json"),
        (" ", "wire.not-json"),
        ("{", "wire.not-json"),
        (GOLDEN + "x", "wire.not-json"),
        (GOLDEN + GOLDEN, "wire.not-json"),
        (GOLDEN[:-1], "wire.not-json"),
        ("\ufeff" + GOLDEN, "wire.not-json"),
        ("{'a':1}", "wire.not-json"),
        ('{"a":1,}', "wire.not-json"),
        ('"\n"', "wire.not-json"),
        ('"\\x"', "wire.not-json"),
        ("01", "wire.not-json"),
        ("null", WRONG_TYPE),
        ("[]", WRONG_TYPE),
        ('"a"', WRONG_TYPE),
        ("1", WRONG_TYPE),
        ("1.5", "wire.not-a-whole-number"),
        ("NaN", "wire.not-a-whole-number"),
        (b"\xff\xfe{\x00}\x00", "wire.not-utf8"),
        (b'{"a":"\xed\xa0\x80"}', "wire.not-utf8"),
        (b'{"a":"\xc0\x80"}', "wire.not-utf8"),
        ("\ud800", "wire.not-json"),
        ("[" * 20_000, "wire.too-deep"),
        ("[" * 20_001, "wire.too-many-parts"),
        ('{"a":' * 20_000, "wire.too-deep"),
    ],
)
def test_what_is_no_document_is_one_problem(text: str | bytes, code: str) -> None:
    """Broken encodings, broken JSON and JSON of another kind are each told as one problem."""
    assert [(code, "")] == codes(text)


@pytest.mark.parametrize("text", [None, 1, [], {}, bytearray(b"{}"), memoryview(b"{}")])
def test_what_is_no_text_is_refused(text: Any) -> None:
    """Only texts and bytes are documents."""
    assert [("wire.not-text", "")] == codes(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"id":\n  "a" "b"}', "line 2, column 7"),
        (b'{"id":\n\n "\xff"}', "line 3, byte 3"),
    ],
)
def test_the_place_of_what_cannot_be_parsed_is_told(text: str | bytes, place: str) -> None:
    """A parser's complaint names line and column, and quotes nothing."""
    with pytest.raises(Exception, match=place):
        WIRE.load_envelope(text)


@pytest.mark.parametrize(
    "call",
    [
        lambda: WIRE.load_command("order", "{}"),
        lambda: WIRE.load_event("order", "sold", "{}"),
        lambda: WIRE.load_event("kiosk", "bought", "{}"),
        lambda: WIRE.load_message("nothing", "{}"),
        lambda: WIRE.load_state("order", "{}"),
        lambda: WIRE.load_state(None, "{}"),  # type: ignore[arg-type]
        lambda: WIRE.load_event("kiosk", [], "{}"),  # type: ignore[arg-type]
    ],
)
def test_an_unknown_name_is_refused(call: Any) -> None:
    """A process or type that this wire does not know is refused like a bad document."""
    assert [("wire.unknown-name", "")] == codes("", lambda _: call())


@pytest.mark.parametrize("kind", ["key", "deep"])
def test_whatever_a_class_raises_is_a_problem(kind: str) -> None:
    """A class that fails in its own way leads to a refusal, never to its exception."""
    body = json.dumps({"type": "fickle", "kind": kind})
    refused = codes(body, lambda text: WIRE.load_command("kiosk", text))
    assert [("wire.unacceptable", "")] == refused


def test_what_a_class_refuses_keeps_its_code() -> None:
    """An `InvalidValue` raised by a class stands at the place of its object."""
    assert [("kiosk.negative", "command")] == codes(spoiled("command.stock", {"a": -1}))
