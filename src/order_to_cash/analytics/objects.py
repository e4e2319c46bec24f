"""Objects of JSON as rows: one a line, or all in one array that is never held whole."""

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final

from attrs import define, field

from order_to_cash.analytics.raw import MOST_COLUMNS, Cells, Pick, Raw, place_of
from order_to_cash.analytics.streams import (
    CHUNK,
    LONGEST,
    MOST_EMPTY,
    MOST_SKIPPED,
    damaged,
    refused,
)
from order_to_cash.domain.core import InvalidDocument

BETWEEN: Final = re.compile(r"[ \t\r\n,\ufeff]*")
"""What stands between the objects of an array."""


def parsed(line: str) -> object:
    """What a line says, its objects as pairs."""
    with suppress(ValueError, RecursionError):
        return DECODER.decode(line)
    raise refused("", "records.json", "the line is no JSON; one object a line is due")


def _constant(_name: str) -> None:
    raise ValueError


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=tuple, parse_constant=_constant, parse_float=str, parse_int=str
)


def cells_of(pairs: object, pick: Pick) -> Cells:
    """The values of an object that are looked at, as texts."""
    if not isinstance(pairs, tuple):
        raise refused("", "records.json", "an object is due, with opened, closed and effective")
    names = [name for name, _ in pairs]
    wanted = frozenset(pick(names, False))
    asked = [name for name in names if name in wanted]
    if len(asked) != len(set(asked)) or len(names) > MOST_COLUMNS:
        twice = next((name for name in asked if asked.count(name) > 1), "")
        advice = f"each key once and at most {MOST_COLUMNS} of them"
        raise refused(place_of(twice), "records.keys", advice)
    return {name: _written(name, value) for name, value in pairs if name in wanted}


def _written(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case _:
            raise refused(
                place_of(name), "records.value", "a text, a number, true, false or null is due"
            )


def array_rows(stream: BinaryIO, pick: Pick) -> Iterator[Raw]:
    """The objects of one array; after a broken one nothing can be read."""
    array, empty = _Array(stream), 0
    array.expect("[")
    while array.next_is("{"):
        line = array.line
        try:
            pairs = array.object()
            empty = 0 if pairs else empty + 1
            if empty > MOST_EMPTY:
                raise array.too_empty()
            yield Raw(line, cells_of(pairs, pick))
        except InvalidDocument as refusal:
            if array.broken:
                raise
            yield Raw(line, None, refusal.problems)
    array.expect("]")


@define
class _Array:
    """The text of an array from where it is read on."""

    stream: BinaryIO
    text: str = ""
    at: int = 0
    line: int = 1
    broken: bool = False
    ended: bool = False
    decoder: Any = field(factory=codecs.getincrementaldecoder("utf-8"))

    def next_is(self, letter: str) -> bool:
        """Whether that letter comes next, after blanks and commas."""
        passed = 0
        while passed <= MOST_SKIPPED:
            found = BETWEEN.match(self.text, self.at)
            end = found.end() if found else self.at
            passed += end - self.at
            self.pass_to(end)
            if self.at < len(self.text) or not self.more():
                return self.text.startswith(letter, self.at)
        raise self.off()

    def expect(self, letter: str) -> None:
        """Pass that letter, or refuse what stands in its place."""
        if not self.next_is(letter):
            raise self.off()
        self.at += 1

    def object(self) -> object:
        """The next object."""
        while True:
            with suppress(ValueError, RecursionError):
                found, end = DECODER.raw_decode(self.text, self.at)
                self.pass_to(end)
                return found
            if len(self.text) - self.at > LONGEST or not self.more():
                raise self.off()

    def pass_to(self, end: int) -> None:
        """Go on from there, and count the lines up to there."""
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def more(self) -> bool:
        """Read as much again as is held, so that a long object is tried few times."""
        if self.ended:
            return False
        rest = self.text[self.at :]
        try:
            piece = self.stream.read(max(CHUNK, len(rest)))
            self.ended = not piece
            self.text, self.at = rest + self.decoder.decode(piece, final=self.ended), 0
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise damaged() from None
        except UnicodeDecodeError:
            raise self.off() from None
        return True

    def too_empty(self) -> InvalidDocument:
        """The refusal of an array that is read no further, for there is nothing in it."""
        self.broken = True
        advice = f"more than {MOST_EMPTY} empty objects in a row; take them out"
        return refused("", "records.empty-lines", advice)

    def off(self) -> InvalidDocument:
        """The refusal of an array that cannot be read further."""
        self.broken = True
        return refused(
            *("", "records.json"),
            f"the array of JSON breaks off at line {self.line}; objects of at most {LONGEST} "
            "bytes are due up to its end",
        )
