"""A file line by line, in constant memory however long a line is."""

from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from order_to_cash.wire import LIMITS

LONGEST: Final = LIMITS.payload_bytes + 2
"""More than this is never read of a line: the wire refuses what is longer than its limit."""

MARK: Final = b"\xef\xbb\xbf"
"""What some editors put before the first line of a text in UTF-8."""


class Line(NamedTuple):
    """A line that is not empty, and its number counted from one."""

    number: int
    content: bytes


def lines(stream: BinaryIO) -> Iterator[Line]:
    """Every line that says something; of one that is too long, enough to be refused."""
    number = 0
    while piece := stream.readline(LONGEST):
        number += 1
        whole = piece.endswith(b"\n")
        while not whole and (rest := stream.readline(LONGEST)):
            whole = rest.endswith(b"\n")
        if number == 1:
            piece = piece.removeprefix(MARK)
        if content := piece.strip():
            yield Line(number, content)
