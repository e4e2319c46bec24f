"""Rows of CSV, JSON Lines and a JSON array, one by one in constant memory."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, Final

from attrs import define, field

from order_to_cash.analytics.heads import FromHead, Row, rows_under
from order_to_cash.analytics.objects import array_rows, cells_of, parsed
from order_to_cash.analytics.raw import Pick, Raw
from order_to_cash.analytics.streams import (
    LONGEST,
    MARK,
    MOST_EMPTY,
    in_lines,
    in_utf8,
    peeked,
    pieces,
    refused,
    text_of,
)
from order_to_cash.domain.core import InvalidDocument

MOST_LINES: Final = 1_000
"""Over how many lines the cells of one row may go."""

SEPARATED: Final = b"sep="
"""What some spreadsheets write before everything, with the delimiter after it."""


def text_rows(
    stream: BinaryIO, encoding: str, delimiter: str, from_head: FromHead, pick: Pick
) -> Iterator[Raw]:
    """Every row that says something; raises `InvalidDocument` where nothing after it can."""
    stream = in_lines(in_utf8(stream, encoding))
    first = peeked(stream).removeprefix(MARK).lstrip()
    if first.startswith(b"[") and first[1:].lstrip()[:1] in (b"", b"{", b"]"):
        yield from array_rows(stream, pick)
        return
    lines = _Lines(pieces(stream))
    begin = lines.first()
    if begin is None:
        return
    if begin.lstrip().startswith("{"):
        yield from _objects(lines, pick)
    else:
        yield from rows_under(_split(lines, delimiter or ","), from_head, pick)


@define
class _Lines:
    """Lines with their numbers, of which some can be put back."""

    source: Iterator[bytes]
    number: int = 0
    held: deque[bytes] = field(factory=deque)

    def take(self) -> bytes | None:
        """The next line, or `None` at the end."""
        raw = self.held.popleft() if self.held else next(self.source, None)
        self.number += raw is not None
        return raw

    def put_back(self, raws: Sequence[bytes]) -> None:
        """These lines come again."""
        self.held.extendleft(reversed(raws))
        self.number -= len(raws)

    def full(self) -> bytes | None:
        """The next line that is not empty."""
        empty = 0
        while (raw := self.take()) is not None:
            if raw.strip(b"\r\n"):
                return raw
            empty += 1
            if empty > MOST_EMPTY:
                advice = f"more than {MOST_EMPTY} empty lines in a row; take them out"
                told = f"line {self.number} and before: {advice}"
                raise refused("", "records.empty-lines", told)
        return None

    def first(self) -> str | None:
        """The first line that says something, left where it is."""
        raw = self.full()
        if raw is None:
            return None
        text = text_of(raw.strip(b"\r\n"))
        self.put_back((raw,))
        return text


def _split(lines: _Lines, delimiter: str) -> Iterator[Row]:
    """Each row as its cells; a line that only says the delimiter says it for those after it."""
    first = True
    while (raw := lines.full()) is not None:
        number, said = lines.number, raw.strip().removeprefix(MARK)
        if first and len(said) == len(SEPARATED) + 1 and said.lower().startswith(SEPARATED):
            delimiter = text_of(said)[-1]
        else:
            yield _parted(lines, number, raw, delimiter)
        first = False


def _parted(lines: _Lines, number: int, raw: bytes, delimiter: str) -> Row:
    try:
        return Row(number, _row(lines, raw, delimiter))
    except InvalidDocument as refusal:
        return Row(number, (), refusal.problems)


def _row(lines: _Lines, raw: bytes, delimiter: str) -> list[str]:
    """The cells of the row that begins with that line, and takes further ones if it has to."""
    text = text_of(raw.rstrip(b"\r\n"))
    if '"' not in text:
        return text.split(delimiter)
    taken: list[bytes] = []

    def further() -> Iterator[str]:
        yield text_of(raw)
        size = len(raw)
        while len(taken) < MOST_LINES and (line := lines.take()) is not None:
            taken.append(line)
            size += len(line)
            if size > LONGEST:
                return
            yield text_of(line)

    # a refusal raised beside the parser's error would carry the line with it
    with suppress(csv.Error, StopIteration, InvalidDocument):
        return next(csv.reader(further(), delimiter=delimiter, strict=True))
    lines.put_back(taken)
    raise refused("", "records.quotes", "the quotes do not match; double those inside a cell")


def _objects(lines: _Lines, pick: Pick) -> Iterator[Raw]:
    while (raw := lines.full()) is not None:
        try:
            pairs = parsed(text_of(raw.strip(b"\r\n")))
            yield Raw(lines.number, cells_of(pairs, pick))
        except InvalidDocument as refusal:
            yield Raw(lines.number, None, refusal.problems)
