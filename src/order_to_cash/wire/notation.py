"""How scalars are written in a document: patterns, ranges, and the problem with what is not so.

Patterns that a schema shows look neither ahead nor back, which not every engine can.
"""

import re
from typing import Final

from order_to_cash.domain.core import Problem
from order_to_cash.wire.limits import LIMITS, STORED

TEXT: Final = LIMITS.text_characters
FORBIDDEN: Final = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, line separators, marks that turn the direction of text, lone surrogates."""

ID: Final = re.compile(rf"[!-~]{{1,{LIMITS.id_characters}}}")
STORED_ID: Final = re.compile(rf"[!-~]{{1,{STORED.id_characters}}}")
CASE_ID: Final = re.compile(
    rf"[!-.0-~]{{1,{LIMITS.id_characters}}}(/[!-.0-~]{{1,{LIMITS.id_characters}}}){{0,4}}"
)
"""A case by the identifier that somebody gave it, or one that the library opened, by its origin.

It has `LIMITS.case_characters` at most.
"""
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
AMOUNTS: Final = {
    0: re.compile(r"(0|-?[1-9][0-9]{0,18})"),
    2: re.compile(r"(0|-?[1-9][0-9]{0,16})\.[0-9]{2}|-0\.([1-9][0-9]|0[1-9])"),
    3: re.compile(r"(0|-?[1-9][0-9]{0,15})\.[0-9]{3}|-0\.([1-9][0-9]{2}|0[1-9][0-9]|00[1-9])"),
}
"""How amounts are written, by the decimals that their currency has."""

AMOUNT: Final = re.compile("|".join(f"({pattern.pattern})" for pattern in AMOUNTS.values()))
NUMBER: Final = re.compile(r"-?[0-9]{1,19}(\.[0-9]{1,19})?")
"""What may be meant for an amount; whether it is one, its currency says."""
FRACTION: Final = re.compile(r"(0|-?[1-9][0-9]{0,18})/[1-9][0-9]{0,18}")
DECIMALS: Final = 10
BELOW_ZERO: Final = "|".join(
    f"{'0' * zeros}[1-9][0-9]{{0,{DECIMALS - 1 - zeros}}}" for zeros in range(DECIMALS)
)
DECIMAL: Final = re.compile(
    rf"(0|-?[1-9][0-9]{{0,18}})(\.[0-9]{{1,{DECIMALS}}})?|-0\.({BELOW_ZERO})"
)
"""A number with decimals, such as a unit price."""

PART: Final = re.compile(r"(0|[1-9][0-9]{0,9})\.[0-9]{0,5}[1-9]")
"""A quantity that is no whole number."""

INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
DAY_LENGTH: Final = len("YYYY-MM-DD")
FIRST: Final = LIMITS.first_year
LAST: Final = LIMITS.last_year
FIRST_TEXT: Final = str(FIRST)
AFTER_LAST_TEXT: Final = str(LAST + 1)
INSTANT_LENGTHS: Final = {
    len("2024-02-29T10:00:00-05:00"),
    len("2024-02-29T10:00:00.000001-05:00"),
}
VERSION: Final = 1
"""The version of the wire format that this library reads and writes."""


TOO_LONG: Final = Problem("text.too-long", "", f"a text has at most {TEXT} characters; shorten it")
CONTROL: Final = Problem(
    "text.control-character",
    "",
    "control characters, line breaks and direction marks are refused; remove them",
)
NOT_NFC: Final = Problem(
    "text.not-nfc", "", "the text is not in the normal form NFC; normalise it before it is sent"
)
NO_ID: Final = Problem(
    "text.not-an-id",
    "",
    f"an identifier has 1 to {LIMITS.id_characters} printable ASCII characters and no spaces",
)
NO_STORED_ID: Final = Problem(
    "text.not-an-id",
    "",
    f"an identifier has 1 to {STORED.id_characters} printable ASCII characters and no spaces",
)
NO_CASE_ID: Final = Problem(
    "text.not-an-id",
    "",
    f"a case has an identifier of 1 to {LIMITS.id_characters} printable ASCII characters without "
    'spaces; a "/" only stands between a process and such an identifier, as in order/O-1, which '
    "names a case that was opened for another one",
)
NO_NAME: Final = Problem(
    "text.not-a-name", "", "a name has ASCII letters, digits and underscores only; rename it"
)
NO_DAY: Final = Problem(
    "time.not-a-day",
    "",
    f"a day of the calendar is due, as YYYY-MM-DD, in the years {FIRST} to {LAST}",
)
NO_INSTANT: Final = Problem(
    "time.not-an-instant",
    "",
    "an instant is due with its offset, such as 2024-02-29T10:00:00-05:00, "
    f"in the years {FIRST} to {LAST}",
)
NO_FRACTION: Final = Problem(
    "number.not-a-fraction", "", "an exact rate is written like 18/100; write it so"
)
NO_DECIMAL: Final = Problem(
    "number.not-a-decimal",
    "",
    "a number with up to ten decimals is written as text like 1.102, without grouping; write it so",
)
NO_QUANTITY: Final = Problem(
    "number.not-a-quantity",
    "",
    "a quantity is a whole number like 3, or text with up to six decimals like 2.5; write it so",
)
NO_AMOUNT: Final = Problem(
    "money.not-an-amount",
    "",
    "an amount is written like 146.28, with all the decimals of its currency and without grouping",
)
OTHER_VERSION: Final = Problem(
    "wire.version", "", f"only version {VERSION} of the wire format is read; send that"
)
