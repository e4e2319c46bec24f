"""Amounts on the wire have the decimals of their currency, for the wire and its schema alike."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from order_to_cash.domain.core import Currency, InvalidDocument, Money
from order_to_cash.testing.strategies import amounts
from order_to_cash.wire import json_schema
from tests.wire.samples import WIRE, document
from tests.wire.test_schema import refusal

VALIDATOR = Draft202012Validator(json_schema(WIRE))
PRICE = "command.lines.0.price"
GOOD = {0: ("0", "1", "-1", "1500"), 2: ("0.00", "-0.01", "15.00"), 3: ("0.000", "-0.001", "1.250")}


def priced(amount: str, currency: str) -> str:
    """The valid envelope with this price."""
    whole = document()
    whole["command"]["lines"][0]["price"] = {"amount": amount, "currency": currency}
    return json.dumps(whole)


@pytest.mark.parametrize("currency", Currency)
def test_an_amount_has_exactly_the_decimals_of_its_currency(currency: Currency) -> None:
    """OPN-05: what has the decimals of the currency is read and valid, the rest neither."""
    for digits, texts in GOOD.items():
        for amount in texts:
            text = priced(amount, currency.value)
            right = digits == currency.digits
            assert (set() if right else {"money.not-an-amount"}) == refusal(text)
            assert right == VALIDATOR.is_valid(json.loads(text))


@pytest.mark.parametrize(
    ("amount", "currency", "advice"),
    [
        *((amount, "CLP", "with no decimals, like 146280") for amount in ("1500.00", "1.0", "-0")),
        *((amount, "KWD", "with 3 decimals, like 146.280") for amount in ("1.25", "1.0000")),
        *((each, "PEN", "with 2 decimals, like 1462.80") for each in ("1500", "007.00", "-0.00")),
    ],
)
def test_other_decimals_are_refused_with_advice(amount: str, currency: str, advice: str) -> None:
    """OPN-05: the place is the amount, and the advice shows how its currency is written."""
    with pytest.raises(InvalidDocument) as caught:
        WIRE.load_envelope(priced(amount, currency))
    (problem,) = caught.value.problems
    assert f"{PRICE.replace('.0', '[0]')}.amount" == problem.path
    assert problem.message.startswith(f"amounts in {currency} are written {advice}, without ")


@pytest.mark.parametrize("amount", ["-0", "-0.00", "-0.000", "00", "01", "1.", "1.5", "9" * 20])
@pytest.mark.parametrize("currency", ["CLP", "PEN", "KWD"])
def test_an_amount_has_one_text(amount: str, currency: str) -> None:
    """Zero has no sign, no figure stands idle, and schema and wire agree on that."""
    text = priced(amount, currency)
    assert {"money.not-an-amount"} == refusal(text)
    assert not VALIDATOR.is_valid(json.loads(text))


@given(st.sampled_from(Currency).flatmap(amounts))
def test_amounts_of_every_currency_come_back(money: Money) -> None:
    """OPN-05: what is written in any currency is valid in its schema and read as it was."""
    text = priced(abs(money).amount, money.currency.value)
    assert VALIDATOR.is_valid(json.loads(text))
    read = WIRE.load_envelope(text)
    assert abs(money) == read.command.lines[0].price
    again = json.loads(WIRE.dump_envelope(read))["command"]["lines"][0]["price"]
    assert {"amount": abs(money).amount, "currency": money.currency.value} == again


def test_what_is_no_currency_is_told_what_one_is() -> None:
    """The advice says what is due, and does not list all the currencies of the world."""
    with pytest.raises(InvalidDocument) as caught:
        WIRE.load_envelope(priced("1.00", "XAU"))
    (problem,) = caught.value.problems
    advice = "give the code of a currency of ISO 4217 that has a minor unit, such as PEN"
    assert ("wire.unknown-choice", advice) == (problem.code, problem.message)
