"""What a file is, by its first bytes, and its lines: unpacked, in UTF-8, none without end."""

import codecs
import enum
import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, Final, cast

from order_to_cash.domain.core import InvalidDocument, Problem

LONGEST: Final = 131_072
"""The most bytes of one line, and of a row that has several; the parser of CSV takes no more."""

MOST_SKIPPED: Final = 16_777_216
"""The most bytes of a line that is passed over because it is too long."""

MOST_EMPTY: Final = 10_000
"""The most empty lines in a row."""

SAMPLE: Final = 1_048_576
"""How many bytes are looked at before anything is guessed."""

CHUNK: Final = 65_536
MARK: Final = b"\xef\xbb\xbf"
GZIP: Final = b"\x1f\x8b"
WIDE: Final[Mapping[bytes, str]] = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
FIRST: Final = 16
"""How many bytes tell what a file is."""


class Kind(enum.StrEnum):
    """What a file of requests may be."""

    TEXT = "text"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


KINDS: Final[Mapping[bytes, Kind]] = {b"PK\x03\x04": Kind.WORKBOOK, b"PAR1": Kind.PARQUET}
OTHERS: Final[Mapping[bytes, str]] = {
    b"\xd0\xcf\x11\xe0": "a workbook of before 2007; save it as xlsx or as CSV",
    b"%PDF": "a PDF; export the table that it was made from as CSV",
    b"SQLite format 3\0": "a database; name its file to the command kpi, or export its table",
    b"BZh": "compressed with bzip2; unpack it, or compress it with gzip",
    b"\xfd7zXZ": "compressed with xz; unpack it, or compress it with gzip",
    b"(\xb5/\xfd": "compressed with zstd; unpack it, or compress it with gzip",
    b"7z\xbc\xaf": "an archive of 7z; unpack it, or compress the file in it with gzip",
    b"Rar!": "an archive of rar; unpack it, or compress the file in it with gzip",
    b"\x89PNG": "a picture; export the table that it shows as CSV",
    b"\xff\xd8\xff": "a picture; export the table that it shows as CSV",
    b"<": "a page of HTML or XML, whatever it is called; save it as xlsx or as CSV",
    GZIP: "compressed with gzip twice; unpack it once",
    b"PK\x05\x06": "an empty archive; put the file itself here",
    b"PK": "an archive of zip, and no workbook; unpack it",
}
"""What is no table of requests, by its first bytes, and what to do with it."""


def kind_of(first: bytes) -> Kind:
    """What a file is; raises `InvalidDocument`, calling it by its name, for what is no table."""
    for begin, kind in KINDS.items():
        if first.startswith(begin):
            return kind
    text = first.removeprefix(MARK)
    for begin, told in OTHERS.items():
        if text.startswith(begin):
            raise other_kind(told)
    if b"\0" in text and first[:2] not in WIDE:
        raise other_kind("no text; export the table as CSV, JSON Lines, xlsx or parquet")
    return Kind.TEXT


def other_kind(told: str) -> InvalidDocument:
    """The refusal of a file that is something else."""
    return refused("", "records.kind", f"the file is {told}")


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream, or what is in it where it is compressed."""
    if peeked(stream, 2) != GZIP:
        return stream
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream))


def peeked(stream: BinaryIO, count: int = FIRST) -> bytes:
    """The first bytes, left where they are."""
    peek = getattr(stream, "peek", None)
    if peek is not None:
        with suppress(gzip.BadGzipFile, EOFError, zlib.error):
            return bytes(peek(count)[:count])
        raise damaged()
    first = stream.read(count)
    stream.seek(-len(first), 1)
    return first


def beginning(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes to guess from, and the whole stream again."""
    parts: list[bytes] = []
    left = SAMPLE
    try:
        while left and (piece := stream.read(left)):
            parts.append(piece)
            left -= len(piece)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise damaged() from None
    head = b"".join(parts)
    again: Any = _Again(head, stream)
    return head, cast("BinaryIO", BufferedReader(again, CHUNK))


class _Again(RawIOBase):
    """A stream from its beginning, of which some was read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece: Any = self._head[: len(buffer)]
        self._head = self._head[len(piece) :]
        piece = piece or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _InUtf8(RawIOBase):
    """A stream of another encoding; what it has no letter for stays no UTF-8 either."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream, self._left = stream, b""
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left and not self._ended:
            piece = self._stream.read(CHUNK)
            self._ended = not piece
            try:
                text = self._decoder.decode(piece, final=self._ended)
                self._left = text.encode("utf-8", "surrogateescape")
            except UnicodeError:
                raise _not_encoded() from None
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _not_encoded() -> InvalidDocument:
    return refused(
        "", "records.encoding", "the file is not in that encoding; name the one it was saved in"
    )


def in_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """The stream in UTF-8, whatever it is in; a mark at its beginning says it too."""
    encoding = WIDE.get(peeked(stream, 2), encoding)
    if not encoding or codecs.lookup(encoding).name in ("utf-8", "ascii"):
        return stream
    recoded: Any = _InUtf8(stream, encoding)
    return cast("BinaryIO", BufferedReader(recoded, CHUNK))


class _InLines(RawIOBase):
    """A stream whose lines end as those of old spreadsheets for the Mac do: by a return alone."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer)).replace(b"\r", b"\n")
        buffer[: len(piece)] = piece
        return len(piece)


def in_lines(stream: BinaryIO) -> BinaryIO:
    """The stream in lines, whether a feed ends them or a return alone does."""
    first = peeked(stream, CHUNK)
    if b"\r" not in first[:-1] or b"\n" in first:
        return stream
    lines: Any = _InLines(stream)
    return cast("BinaryIO", BufferedReader(lines, CHUNK))


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Every line with its end; of one that is too long, too much."""
    first = True
    while piece := _piece(stream):
        if not piece.endswith(b"\n"):
            _skip(stream, len(piece))
        yield piece.removeprefix(MARK) if first else piece
        first = False


def _skip(stream: BinaryIO, passed: int) -> None:
    """Go to the end of a line; some kilobytes of an archive may unpack to one without end."""
    while rest := _piece(stream):
        passed += len(rest)
        if passed > MOST_SKIPPED:
            advice = f"a line has more than {MOST_SKIPPED} bytes; one request a line is due"
            raise refused("", "records.endless", advice)
        if rest.endswith(b"\n"):
            break


def _piece(stream: BinaryIO) -> bytes:
    with suppress(gzip.BadGzipFile, EOFError, zlib.error):
        return stream.readline(LONGEST + 2)
    raise damaged()


def damaged() -> InvalidDocument:
    """The refusal of an archive that cannot be unpacked."""
    return refused(
        "", "records.archive", "the archive is damaged or cut off; compress the file again"
    )


def text_of(raw: bytes) -> str:
    """A line as text."""
    if len(raw) > LONGEST:
        advice = f"the line has more than {LONGEST} bytes; it is no request, or its labels are not"
        raise refused("", "records.too-long", advice)
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    raise refused(
        "",
        "records.encoding",
        "the line is not in the encoding of the file; name that, or save the file in UTF-8",
    )


def refused(path: str, code: str, advice: str) -> InvalidDocument:
    """The refusal of a line or of all of a file."""
    return InvalidDocument(advice, problems=(Problem(code, path, advice),))
