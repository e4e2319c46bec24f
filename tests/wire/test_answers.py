"""What ports answer later, in documents from outside."""

import json
from datetime import date
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from order_to_cash.domain.core import InvalidValue, asked_for, entity
from order_to_cash.domain.trade import (
    AccountStatus,
    AlreadyIssued,
    Done,
    Issued,
    PartyKind,
    PartyRecord,
    Refused,
    StockItem,
    TermsInForce,
    Unknown,
)
from order_to_cash.domain.trade.questions import CreditLine
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU, sol
from order_to_cash.wire import Wire, answer_schema
from tests.wire.samples import KIOSK, codes

WIRE: Final = wire_of(PERU)
VALIDATOR: Final = Draft202012Validator(answer_schema(WIRE))
PARTY: Final = PartyRecord("D-1", PartyKind.DISTRIBUTOR, AccountStatus.ACTIVE, "A-1", ("net-7",))
LINE: Final = {"account": "A-1", "party": "D-1", "limit": {"amount": "10.00", "currency": "PEN"}}
ANSWERS: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("ask_party", None, None),
    (
        "ask_party",
        {
            "party": "D-1",
            "kind": "distributor",
            "status": "active",
            "account": "A-1",
            "payment_terms": ["net-7"],
        },
        PARTY,
    ),
    ("ask_offerings", [], ()),
    (
        "ask_stock",
        ["ALM", [{"sku": "S-1", "available": 2, "expected": "2024-02-05"}]],
        ("ALM", (StockItem("S-1", 2, date(2024, 2, 5)),)),
    ),
    ("ask_coverage", [], ()),
    ("ask_terms", [{"terms": "t", "version": "2"}], (TermsInForce("t", "2"),)),
    ("ask_credit_line", LINE, CreditLine("A-1", "D-1", sol("10.00"))),
    ("issue_invoice", {"type": "issued", "invoice": "F-1"}, Issued("F-1")),
    ("issue_invoice", {"type": "already_issued", "invoice": "F-1"}, AlreadyIssued("F-1")),
    ("issue_credit_note", {"type": "refused", "reason": "no"}, Refused("no")),
    ("refund_payment", {"type": "unknown"}, Unknown()),
    ("record_receipt", {"type": "done"}, Done()),
    ("register_ticket", "T-1", "T-1"),
    ("notify", None, None),
)


@pytest.mark.parametrize(("type_", "said", "expected"), ANSWERS)
def test_an_answer_is_read_as_what_the_port_returns(type_: str, said: Any, expected: Any) -> None:
    """Its shape is what `answered` of the message takes, and the schema says the same."""
    assert expected == WIRE.load_answer(type_, json.dumps(said))
    assert VALIDATOR.is_valid(said)


def test_every_message_of_the_library_says_what_its_answer_is() -> None:
    """Each has a shape that the wire reads, or only has to be done."""
    told = {type_: asked_for(message) for type_, message in WIRE.messages.items()}
    assert {type_ for type_, _, _ in ANSWERS} <= set(told)
    names = {one["$ref"].rpartition(".")[2] for one in answer_schema(WIRE)["anyOf"]}
    assert set(told) == names


@pytest.mark.parametrize(
    ("type_", "said", "wrong"),
    [
        ("ask_party", {"party": "D-1"}, ("wire.missing-key", "account")),
        ("ask_stock", ["ALM"], ("wire.wrong-length", "")),
        ("issue_invoice", {"invoice": "F-1"}, ("wire.missing-key", "type")),
        ("notify", "done", ("wire.not-null", "")),
        ("no_such", None, ("wire.unknown-name", "")),
    ],
)
def test_what_is_no_answer_is_told_by_its_place(
    type_: str, said: Any, wrong: tuple[str, str]
) -> None:
    """TRU-01: as strictly as a command, and nothing but what that port answers."""
    assert wrong in codes(json.dumps(said), lambda text: WIRE.load_answer(type_, text))


def test_a_message_that_says_nothing_of_its_answer_takes_none() -> None:
    """Its author is told what to write; the schema of answers leaves it out."""

    @entity
    class Look:
        topic = "tower"

        def answered(self, answer, /):  # type: ignore[no-untyped-def]  # noqa: ARG002
            return None

    wire = Wire([KIOSK], messages=[Look])
    with pytest.raises(InvalidValue, match="annotate what its `answered` takes"):
        wire.load_answer("look", "null")
    assert "answer.look" not in answer_schema(wire)["$defs"]
