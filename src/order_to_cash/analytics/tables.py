"""A table of any kind that is read: its columns and rows, from a file or from standard input."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import chain, islice
from typing import BinaryIO, Final, NamedTuple

from attrs import define

from order_to_cash.analytics.heads import (
    MOST_TITLES,
    FromHead,
    Known,
    Row,
    likely_head,
    untitled,
)
from order_to_cash.analytics.layout import Layout
from order_to_cash.analytics.moments import FORMATS
from order_to_cash.analytics.raw import Cells, Pick, Raw
from order_to_cash.analytics.streams import (
    SAMPLE,
    Kind,
    beginning,
    kind_of,
    peeked,
    unpacked,
)
from order_to_cash.analytics.texts import text_rows
from order_to_cash.analytics.workbooks import book_rows, parquet_rows
from order_to_cash.domain.core import InvalidDocument

SAMPLED: Final = 1_000
"""How many rows are looked at before anything is guessed."""


class Sample(NamedTuple):
    """The beginning of a table: its columns, its first rows, and the line of a head under titles.

    `rows_seen` is how many rows there are, with those of which nothing can be read.
    """

    columns: tuple[str, ...]
    rows: list[Cells]
    head: int
    rows_seen: int


@define
class Table:
    """What a stream holds; it can be read to its end once."""

    kind: Kind
    stream: BinaryIO
    head: bytes = b""
    cut: bool = False
    """Whether more follows what is held of a text."""

    whole: bool = True
    """Whether every row has all columns; objects of JSON leave out what they do not say."""

    @classmethod
    def of(cls, stream: BinaryIO) -> "Table":
        """The table of a stream; raises `InvalidDocument` for what is none."""
        inner = unpacked(stream)
        return cls(kind_of(peeked(inner)), inner)

    def look(self) -> None:
        """Hold the beginning, to guess from it before all is read."""
        if self.kind is Kind.TEXT:
            head, self.stream = beginning(self.stream)
            self.cut = len(head) >= SAMPLE
            self.head = head[: head.rfind(b"\n") + 1] or head if self.cut else head
        else:
            self.stream = self.stream if self.stream.seekable() else BytesIO(self.stream.read())

    def sample(self, layout: Layout, known: Known) -> Sample:
        """The columns and the first rows, as that layout has them; `known` tells the head."""
        seen: dict[str, None] = {}
        head = layout.head

        def every(columns: Sequence[str], whole: bool) -> Sequence[str]:
            self.whole = whole
            seen.update(dict.fromkeys(columns))
            return [name for name in columns if columns.count(name) == 1]

        def from_head(rows: Iterable[Row]) -> Iterator[Row]:
            nonlocal head
            every = iter(rows)
            above = list(islice(every, MOST_TITLES))
            head = head or likely_head(above, known, (*FORMATS, layout.format))
            return untitled(chain(above, every), head)

        stream = BytesIO(self.head) if self.kind is Kind.TEXT else self.stream
        found = self._beginning(_rows(self.kind, stream, layout, from_head, every))
        if self.kind is not Kind.TEXT:
            self.stream.seek(0)
        cells = [raw.cells for raw in found if raw.cells is not None]
        return Sample(tuple(seen), cells, head, len(found))

    def _beginning(self, rows: Iterator[Raw]) -> list[Raw]:
        """The first rows; what is held of a longer text may break off after some."""
        found: list[Raw] = []
        try:
            found.extend(islice(rows, SAMPLED))
        except InvalidDocument:
            if not (self.cut and found):
                raise
        return found

    def rows(self, layout: Layout, pick: Pick) -> Iterator[Raw]:
        """Every row that says something."""
        from_head = partial(untitled, line=layout.head)
        return _rows(self.kind, self.stream, layout, from_head, pick)


def _rows(
    kind: Kind, stream: BinaryIO, layout: Layout, from_head: FromHead, pick: Pick
) -> Iterator[Raw]:
    if kind is Kind.WORKBOOK:
        return book_rows(stream, layout.sheet, from_head, pick)
    if kind is Kind.PARQUET:
        return parquet_rows(stream, pick)
    return text_rows(stream, layout.encoding, layout.delimiter, from_head, pick)
