"""Every limit of the wire, in one table.

What comes from outside is held to `LIMITS`; what the library wrote itself, such as the state of a
case with thousands of open obligations, to `STORED`. Texts, numbers and years know one limit only.
"""

from typing import Final

from order_to_cash.domain.core import entity


@entity
class Limits:
    """How large a document and its parts may be, and how many problems one refusal names.

    `brackets` counts all that open an object or a list, also those that stand in texts. An
    identifier that holds others, such as that of a case the library opened, is longer than theirs.
    """

    payload_bytes: int = 262_144
    depth: int = 32
    items: int = 500
    brackets: int = 20_000
    text_characters: int = 4_096
    id_characters: int = 100
    case_characters: int = 256
    integer_digits: int = 15
    first_year: int = 2000
    last_year: int = 2200
    problems: int = 20


LIMITS: Final = Limits()
"""For documents from outside: commands and whatever else people and programs send."""

STORED: Final = Limits(
    payload_bytes=268_435_456, items=10_000_000, brackets=100_000_000, id_characters=256
)
"""For documents this library wrote itself: events, states, messages and answers."""

LARGEST_INTEGER: Final = 10**LIMITS.integer_digits - 1
"""The largest whole number a document may hold; the smallest is its negative.

It is a double, so that validators which count in doubles accept what the reader accepts.
"""
