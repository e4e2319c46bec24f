"""Prices and quantities on the wire: as text with their own decimals, for wire and schema alike."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from order_to_cash.domain.core import InvalidDocument, changed
from order_to_cash.domain.order import PlaceOrder
from order_to_cash.domain.receivable import ReportBill
from order_to_cash.domain.trade import BillLine
from order_to_cash.domain.trade.payment_terms import due_days
from order_to_cash.operators.peru import PERU
from order_to_cash.testing.strategies import bill_lines
from order_to_cash.wire import Wire, json_schema
from tests.processes import samples as s

WIRE = Wire(PERU.processes)
VALIDATOR = Draft202012Validator(json_schema(WIRE, "receivable"))
PLAIN = {"amount": "1.102", "currency": "PEN"}


def reported(**line: Any) -> str:
    """A bill of one line as a document, the line as it is given here."""
    whole = json.loads(WIRE.dump_envelope(s.report_bill()))
    whole["command"]["lines"] = [{"sku": "X", "quantity": 1, "unit_price": PLAIN, **line}]
    return json.dumps(whole)


def refusal(text: str) -> set[str]:
    """The codes of what is wrong with a document; none if it is read."""
    try:
        WIRE.load_envelope(text)
    except InvalidDocument as refused:
        return {problem.code for problem in refused.problems}
    return set()


@pytest.mark.parametrize(
    ("amount", "sound"),
    [
        ("330", True),
        ("330.00", True),
        ("0.0000000001", True),
        ("0.00000000001", False),
        ("0", True),
        ("0.00", True),
        ("-0", False),
        ("-0.00", False),
        ("01", False),
        ("1.", False),
        (".5", False),
        ("1e3", False),
        ("1,5", False),
        ("NaN", False),
    ],
)
def test_a_price_has_up_to_ten_decimals(amount: str, sound: bool) -> None:
    """PRI-01: the tenth decimal is read, the eleventh is not, and neither is what looks like it."""
    text = reported(unit_price={"amount": amount, "currency": "PEN"})
    assert (set() if sound else {"number.not-a-decimal"}) == refusal(text)
    assert sound is VALIDATOR.is_valid(json.loads(text))


@pytest.mark.parametrize(
    ("quantity", "sound"),
    [
        (3, True),
        ("2.5", True),
        ("0.000001", True),
        ("0.0000001", False),
        ("2.50", False),
        ("2", False),
        ("2.0", False),
        ("-2.5", False),
        ("02.5", False),
        ("1e1", False),
    ],
)
def test_a_quantity_is_written_in_one_way(quantity: Any, sound: bool) -> None:
    """PRI-01: whole ones as numbers, parts as text with up to six decimals."""
    text = reported(quantity=quantity)
    assert (set() if sound else {"number.not-a-quantity"}) == refusal(text)
    assert sound is VALIDATOR.is_valid(json.loads(text))


def test_the_largest_price_comes_back() -> None:
    """PRI-01: a currency without decimals has prices of nineteen figures, and they are written."""
    largest = 2**63 - 1
    document = {"amount": str(largest), "currency": "JPY"}
    envelope = WIRE.load_envelope(reported(unit_price=document))
    (line,) = envelope.command.lines
    assert Decimal(largest) == line.unit_price.amount
    assert envelope == WIRE.load_envelope(WIRE.dump_envelope(envelope))


@pytest.mark.parametrize("quantity", [2.5, True, None, [1]])
def test_a_quantity_is_no_float(quantity: Any) -> None:
    """PRI-01: a number with a point in JSON is a float, and is refused."""
    text = reported(quantity=quantity)
    assert refusal(text)
    assert not VALIDATOR.is_valid(json.loads(text))


@given(bill_lines())
def test_every_line_comes_back(line: BillLine) -> None:
    """PRI-01, PRI-02: price, mode, quantity, category and discounts are read as they were."""
    envelope = s.report_bill(lines=(line,))
    text = WIRE.dump_envelope(envelope)
    assert envelope == WIRE.load_envelope(text)
    assert VALIDATOR.is_valid(json.loads(text))


@pytest.mark.parametrize(
    "quantity", [Decimal(2), Decimal("2.0"), Decimal("NaN"), Decimal("1E+3"), Decimal("0.0000001")]
)
def test_what_could_not_be_read_is_not_written(quantity: Decimal) -> None:
    """TRU-01, TRU-02: a quantity from Python is held to what a document may say."""
    asked = s.request()
    item = changed(asked.items[0], quantity=quantity)
    placing = PlaceOrder(changed(asked, items=(item,)))
    with pytest.raises(InvalidDocument) as caught:
        WIRE.dump_envelope(s.to_order(placing))
    assert {problem.path for problem in caught.value.problems} == {
        "command.request.items[0].quantity"
    }


THE_TENTH = {"days": 30, "end_of_month": True, "next_day": 10}


@pytest.mark.parametrize(
    ("parts", "problems"),
    [
        ([("1/4", {}), ("3/4", THE_TENTH)], set()),
        ([("1/4", {}), ("3/5", THE_TENTH)], {"terms.shares"}),
        ([], {"terms.shares"}),
        ([("1/1", {"days": -1})], {"terms.due"}),
        ([("1/1", {"next_day": 32})], {"terms.due"}),
        ([("1/1", {"days": "30"})], {"wire.wrong-type"}),
    ],
)
def test_weighted_parts_are_read_whole(parts: list[Any], problems: set[str]) -> None:
    """PRI-09: shares that are the whole and days that there are; "the 10th" is 10 May."""
    whole = json.loads(WIRE.dump_envelope(s.report_bill()))
    of = [{"share": share, "due": due} for share, due in parts]
    whole["command"]["terms"] = {"type": "weighted_parts", "parts": of}
    text = json.dumps(whole)
    assert problems == refusal(text)
    if not problems:
        command = WIRE.load_envelope(text).command
        assert isinstance(command, ReportBill)
        assert date(2026, 5, 10) == due_days(command.terms, command.issued)[1]
