"""A refusal names every problem at once, each at its place, and never what was sent."""

import json
import traceback
from fractions import Fraction
from typing import Any

import pytest

from order_to_cash.domain.core import BrokenDefinition, InvalidDocument, changed, refuse
from order_to_cash.wire import Wire
from tests.wire.kiosk import PRICE, REFUSED, SALE, Customer, Kiosks, Line, OnAccount, envelope
from tests.wire.samples import GOLDEN, WIRE, codes, document, places_of_text, problems, spoiled


def test_all_problems_are_named_at_once() -> None:
    """One refusal tells all that must be mended, whatever kind of problem it is."""
    broken = document()
    del broken["actor"]
    broken |= {"id": "a b", "at": "yesterday", "state": "approved"}
    sale = broken["command"]
    del sale["customer"]["name"]
    sale["customer"]["age"] = 7
    sale["lines"] = [
        {"sku": "\n", "quantity": "2", "price": {"amount": "1,50", "currency": "SOL"}, "size": 9},
        {"sku": "SKU-2"},
        "SKU-3",
    ]
    sale["terms"] = {"type": "barter"}
    sale["stock"] = {"good": 1, "bad": True, "not a name": None}
    sale["pairs"] = [["a", 1], ["b", "c"], ["d"]]
    assert [
        ("wire.unknown-key", "state"),
        ("wire.missing-key", "actor"),
        ("text.not-an-id", "id"),
        ("time.not-an-instant", "at"),
        ("text.control-character", "command.lines[0].sku"),
        ("wire.wrong-type", "command.lines[0].quantity"),
        ("money.not-an-amount", "command.lines[0].price.amount"),
        ("wire.unknown-choice", "command.lines[0].price.currency"),
        ("wire.unknown-choice", "command.lines[0].size"),
        ("wire.missing-key", "command.lines[1].price"),
        ("wire.missing-key", "command.lines[1].quantity"),
        ("wire.wrong-type", "command.lines[2]"),
        ("wire.unknown-key", "command.customer.age"),
        ("wire.missing-key", "command.customer.name"),
        ("wire.unknown-type", "command.terms.type"),
        ("wire.wrong-type", "command.stock.bad"),
        ("wire.wrong-type", "command.stock.*"),
        ("wire.wrong-type", "command.pairs[1][1]"),
        ("wire.wrong-length", "command.pairs[2]"),
    ] == codes(json.dumps(broken))


def test_an_unknown_process_hides_no_other_problem() -> None:
    """What can be judged without the process is judged; its command is not."""
    broken = {**document(), "process": "order", "role": "boss", "command": 5}
    assert [("wire.unknown-process", "process"), ("wire.unknown-choice", "role")] == codes(
        json.dumps(broken)
    )


def test_a_refusal_reads_as_advice() -> None:
    """A refusal prints as one line of advice for each place."""
    with pytest.raises(InvalidDocument) as refused:
        WIRE.load_envelope(spoiled("command.lines.0.quantity", True))
    assert (
        "the document is refused; mend each place listed [wire.invalid-document]\n"
        "  command.lines[0].quantity: found true or false where a whole number is due; "
        "give a whole number [wire.wrong-type]" == str(refused.value)
    )


CANARY = "C4N4RY-71"
SPOILERS: list[Any] = [  # none of them is welcome anywhere
    f"{CANARY}\x00", f"{CANARY}\n", [CANARY], {CANARY: None}, {"type": CANARY}, [[CANARY]],
    {"amount": CANARY, "currency": CANARY}, f"{CANARY}e\u0301", {"a": {CANARY: [CANARY]}},
]  # fmt: skip


@pytest.mark.parametrize("path", places_of_text())
def test_a_refusal_never_shows_what_was_sent(path: str) -> None:
    """Whatever place holds it, what was sent is in no message, repr, traceback or cause."""
    for spoiler in SPOILERS:
        with pytest.raises(InvalidDocument) as caught:
            WIRE.load_envelope(spoiled(path, spoiler))
        refused = caught.value
        shown = (repr(refused), str(refused), repr(refused.problems))
        assert CANARY not in "".join((*shown, *traceback.format_exception(refused)))
        assert refused.__cause__ is None
        assert refused.__context__ is None


@pytest.mark.parametrize(
    "text",
    [
        GOLDEN + CANARY,
        f'{{"{CANARY}',
        f'{{"a":1 "{CANARY}"}}',
        f'"\\x{CANARY}"',
        CANARY.encode() + b"\xff",
        f'{{"{CANARY}":1,"{CANARY}":2}}',
        f'{{"{CANARY}":' * 40,
        "[" + f'"{CANARY}",' * 30_000,
    ],
)
def test_a_broken_document_is_not_quoted(text: str | bytes) -> None:
    """A parser's complaint shows nothing of the document, and is no context of the refusal."""
    with pytest.raises(InvalidDocument) as refused:
        WIRE.load_envelope(text)
    assert CANARY not in "".join(traceback.format_exception(refused.value))
    assert refused.value.__context__ is None
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("text", ["a\nb", "\x00", "Jose\u0301", "\ud800", "x" * 4_097, "\u202e"])
def test_what_could_not_be_read_again_is_not_written(text: str) -> None:
    """A text that the wire would refuse is refused when it is written, not shown, at its place."""
    bad = envelope(changed(SALE, lines=(Line(text, 1, PRICE),)))
    for write in (WIRE.dump_envelope, WIRE.fingerprint):
        with pytest.raises(InvalidDocument) as refused:
            write(bad)
        (problem,) = refused.value.problems
        assert "command.lines[0].sku" == problem.path
        assert text not in str(refused.value)


@pytest.mark.parametrize("name", ["id", "case", "actor"])
@pytest.mark.parametrize("value", ["", "a b", "ñ", "a\n", "x" * 257])
def test_what_is_no_identifier_is_not_written(name: str, value: str) -> None:
    """An identifier that the wire would refuse is refused when it is written, too."""
    given: Any = {name: value}
    for write in (WIRE.dump_envelope, WIRE.checked_envelope, WIRE.fingerprint):
        with pytest.raises(InvalidDocument) as refused:
            write(changed(envelope(), **given))
        assert [("text.not-an-id", name)] == [(p.code, p.path) for p in refused.value.problems]


def test_a_name_nobody_could_read_is_not_written() -> None:
    """The name of a value is ASCII, as documents and templates need it."""
    assert '"anio":1' in WIRE.dump_refusal(refuse(REFUSED, anio=1))
    with pytest.raises(InvalidDocument, match="a name has ASCII letters"):
        WIRE.dump_refusal(refuse(REFUSED, año=1))


def test_a_fraction_too_long_is_not_written() -> None:
    """A rate of more digits than can be read is refused when it is written."""
    for rate in (Fraction(10**19), Fraction(1, 10**19)):
        sale = changed(SALE, terms=OnAccount(1, rate))
        with pytest.raises(InvalidDocument, match="at most 15 digits"):
            WIRE.dump_command("kiosk", sale)


def test_personal_data_is_not_shown_by_what_carries_it() -> None:
    """An envelope with personal data shows none of it, though its document holds it."""
    read = WIRE.load_envelope(GOLDEN)
    assert "555-0100" in GOLDEN
    assert "555-0100" not in f"{read!r}{read}"
    assert isinstance(read.command.customer, Customer)


def test_a_document_too_deep_for_the_stack_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller with hardly any stack left gets a refusal, not the interpreter's complaint."""

    def exhausted(_: object) -> object:
        raise RecursionError

    monkeypatch.setattr(WIRE._reader, "of", exhausted)
    monkeypatch.setattr(WIRE._examiner, "of", exhausted)
    assert [("wire.too-deep", "")] == codes(GOLDEN)


def test_many_texts_that_could_not_be_read_are_told_up_to_the_limit() -> None:
    """Writing names as many problems as reading does."""
    lines = tuple(Line("\n", 1, PRICE) for _ in range(30))
    with pytest.raises(InvalidDocument) as refused:
        WIRE.dump_command("kiosk", changed(SALE, lines=lines))
    assert 21 == len(refused.value.problems)


def test_a_repeated_key_hides_no_list_that_is_too_long() -> None:
    """Limits hold inside objects that are refused for another reason."""
    body = f'{{"a":{[1] * 501},"a":1,"b":{[1] * 501}}}'
    assert [("wire.too-many-items", "b")] == codes(body)


def test_a_command_of_another_process_is_not_written() -> None:
    """A command that its process does not know cannot be written for it."""
    with pytest.raises(InvalidDocument, match="give one of: Sell, Close, Fickle"):
        WIRE.dump_command("kiosk", Kiosks())


def test_two_processes_of_one_name_are_refused() -> None:
    """The name of a process leads to one process."""
    with pytest.raises(BrokenDefinition, match="two processes have one name"):
        Wire([Kiosks(), Kiosks()])


def test_problems_has_a_message_for_each() -> None:
    """Every problem says what to do."""
    assert all(problem.message for problem in problems("{}"))
