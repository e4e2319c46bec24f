"""A table of any kind that is read: its columns and rows, from a file or from standard input."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Final

from attrs import define

from order_to_cash.analytics.layout import Layout
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

SAMPLED: Final = 1_000
"""How many rows are looked at before anything is guessed."""


@define
class Table:
    """What a stream holds; it can be read to its end once."""

    kind: Kind
    stream: BinaryIO
    head: bytes = b""
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
            whole = len(head) < SAMPLE
            self.head = head if whole else head[: head.rfind(b"\n") + 1] or head
        else:
            self.stream = self.stream if self.stream.seekable() else BytesIO(self.stream.read())

    def sample(self, layout: Layout) -> tuple[tuple[str, ...], list[Cells]]:
        """The columns and the first rows, as that layout has them."""
        seen: dict[str, None] = {}

        def every(columns: Sequence[str], whole: bool) -> Sequence[str]:
            self.whole = whole
            seen.update(dict.fromkeys(columns))
            return [name for name in columns if columns.count(name) == 1]

        stream = BytesIO(self.head) if self.kind is Kind.TEXT else self.stream
        found = list(islice(_rows(self.kind, stream, layout, every), SAMPLED))
        if self.kind is not Kind.TEXT:
            self.stream.seek(0)
        return tuple(seen), [raw.cells for raw in found if raw.cells is not None]

    def rows(self, layout: Layout, pick: Pick) -> Iterator[Raw]:
        """Every row that says something."""
        return _rows(self.kind, self.stream, layout, pick)


def _rows(kind: Kind, stream: BinaryIO, layout: Layout, pick: Pick) -> Iterator[Raw]:
    if kind is Kind.WORKBOOK:
        return book_rows(stream, layout.sheet, pick)
    if kind is Kind.PARQUET:
        return parquet_rows(stream, pick)
    return text_rows(stream, layout.encoding, layout.delimiter, pick)
