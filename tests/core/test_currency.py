"""The currencies, held against what is known of them apart from the list they were taken from."""

import re
from copy import deepcopy

import pytest

from order_to_cash.domain.core import Currency
from order_to_cash.domain.core.currency import LISTED

NUMBERS = 156
"""How many the List One of 2026-01-01 has, less funds, indexed units and what has no minor unit."""

WITHOUT_DECIMALS = {
    "Burundi": "BIF",
    "Chile": "CLP",
    "Comoros": "KMF",
    "Djibouti": "DJF",
    "Guinea": "GNF",
    "Iceland": "ISK",
    "Japan": "JPY",
    "Korea": "KRW",
    "Paraguay": "PYG",
    "Rwanda": "RWF",
    "Uganda": "UGX",
    "Vanuatu": "VUV",
    "Viet Nam": "VND",
    "Central Africa": "XAF",
    "West Africa": "XOF",
    "Pacific": "XPF",
}
THREE_DECIMALS = {
    "Bahrain": "BHD",
    "Iraq": "IQD",
    "Jordan": "JOD",
    "Kuwait": "KWD",
    "Libya": "LYD",
    "Oman": "OMR",
    "Tunisia": "TND",
}
LATIN_AMERICA = "ARS BOB BRL COP CRC CUP DOP GTQ HNL MXN NIO PAB PEN SVC UYU VES"
RETIRED = "ANG BGN CUC DEM HRK SLL VEF ZWL"
FUNDS = "BOV CHE CHW CLF COU MXV USN UYI UYW"
NOT_DIVIDED = "XAG XAU XBA XDR XPD XPT XSU XTS XUA XXX"


def test_every_code_is_its_own_name() -> None:
    """OPN-05: a code is three upper-case letters, and the member has it as name and value."""
    assert NUMBERS == len(Currency)
    for currency in Currency:
        assert re.fullmatch("[A-Z]{3}", currency.value)
        assert currency.name == currency.value
    assert sorted(Currency.__members__) == list(Currency.__members__)


def test_the_digits_are_those_of_the_standard() -> None:
    """OPN-05: sixteen currencies have no decimals, seven have three, all others have two."""
    by_digits = {n: {c.value for c in Currency if c.digits == n} for n in (0, 2, 3)}
    assert set(WITHOUT_DECIMALS.values()) == by_digits[0]
    assert set(THREE_DECIMALS.values()) == by_digits[3]
    assert NUMBERS == sum(map(len, by_digits.values()))
    assert set(LATIN_AMERICA.split()) | {"EUR", "USD", "GBP", "CNY", "INR"} <= by_digits[2]


@pytest.mark.parametrize("code", ["ZWG", "XCG", "SLE", "VED", "VES", "EUR"])
def test_the_list_is_of_its_day(code: str) -> None:
    """What came into force up to the day of the list is there."""
    assert "2026-01-01" == LISTED
    assert code == Currency(code).value


@pytest.mark.parametrize("code", f"{RETIRED} {FUNDS} {NOT_DIVIDED} pen PE".split())
def test_what_nobody_bills_in_is_no_currency(code: str) -> None:
    """Retired currencies, funds, metals and other spellings are left out."""
    with pytest.raises(ValueError, match=r"is not a valid Currency"):
        Currency(code)


@pytest.mark.parametrize("currency", Currency)
def test_a_currency_is_one_object(currency: Currency) -> None:
    """By code, by name, or copied, it is the same object, so `is` compares it."""
    same = (Currency(currency.value), Currency[currency.name], deepcopy(currency))
    assert all(found is currency for found in same)
