"""Values as TM Forum writes them, and JSON whose numbers are exact."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from order_to_cash.domain.core import BusinessCalendar, Money
from order_to_cash.domain.trade import TaxTotal, UnitPrice

Document: TypeAlias = dict[str, Any]


def money(amount: Money) -> Document:
    """An amount in major units, exactly."""
    return {"unit": amount.currency.value, "value": Decimal(amount.amount)}


def price(of: UnitPrice) -> Document:
    """What a unit costs, as the amount with tax or the one without."""
    told = {"unit": of.currency.value, "value": Decimal(of.text)}
    return {"taxIncludedAmount" if of.with_tax else "dutyFreeAmount": told}


def percent(rate: Fraction) -> Decimal:
    """A rate in percent, to ten decimals."""
    return Decimal(round(rate * 100 * 10**10)).scaleb(-10).normalize()


def tax_item(part: TaxTotal, tax: Money) -> Document:
    """So much tax of a part of the totals, by its category and its rate."""
    return {
        "taxCategory": part.category,
        "taxRate": percent(part.rate),
        "taxAmount": money(tax),
    }


def day(of: date, calendar: BusinessCalendar) -> str:
    """The instant at which the day begins where the operator is."""
    return calendar.start_of(of).isoformat()


def reference(id_: str, kind: str = "", **more: str) -> Document:
    """A reference by its id, with the kind of what it refers to where that is asked for."""
    return {"id": id_, **more, **({"@referredType": kind} if kind else {})}


def told(document: Document) -> Document:
    """The document without what is not known."""
    return {name: value for name, value in document.items() if value not in (None, "", [], {})}


def written(value: Any) -> str:
    """The value as JSON; a decimal is written digit by digit, never as a float."""
    return "".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for at, (name, held) in enumerate(value.items()):
                yield f"{',' if at else '{'}{json.dumps(name, ensure_ascii=False)}:"
                yield from _pieces(held)
            yield "}" if value else "{}"
        case list():
            for at, held in enumerate(value):
                yield "," if at else "["
                yield from _pieces(held)
            yield "]" if value else "[]"
        case Decimal():
            yield f"{value:f}"
        case _:
            yield json.dumps(value, ensure_ascii=False)
