"""What can be offered."""

import pytest

from order_to_cash.domain.core import Currency, InvalidDocument, InvalidValue
from order_to_cash.domain.trade import (
    Kind,
    Offering,
    UnitPrice,
)
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import PERU

FREE = Offering("a", "A", Kind.GOODS, UnitPrice.of("0.00", Currency.PEN))


def test_a_price_is_never_below_zero() -> None:
    """A price below zero would make a total small enough to pass (TRU-09)."""
    with pytest.raises(InvalidValue, match="a price is zero or more"):
        Offering("a", "A", Kind.GOODS, UnitPrice.of("-279.66", Currency.PEN))
    assert FREE.price.amount == 0


def test_a_document_cannot_bring_one_either() -> None:
    """The answer of a catalogue is refused at the place of the offering."""
    wire = wire_of(PERU)
    offering = '{"sku":"a","name":"A","kind":"goods","price":{"amount":"-0.01","currency":"PEN"}}'
    body = f'{{"type":"report_offerings","offerings":[{offering}]}}'
    with pytest.raises(InvalidDocument) as refused:
        wire.load_command("order", body)
    (problem,) = refused.value.problems
    assert ("offering.negative-price", "offerings[0]") == (problem.code, problem.path)
