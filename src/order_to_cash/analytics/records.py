"""Requests from CSV or JSON Lines, also compressed with gzip, line by line in constant memory.

CSV has a line of column names with `opened`, `closed` and `effective`, perhaps `pauses`; every
other column is a label. JSON Lines has one object a line with the same keys.
"""

import csv
import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import BinaryIO, Final, NamedTuple, TypeAlias, cast

from order_to_cash.analytics.requests import Request, label_of
from order_to_cash.domain.core import InvalidDocument, InvalidValue, Pause, Problem
from order_to_cash.domain.core.instants import in_utc

LONGEST: Final = 65_536
"""The most bytes of one line."""

MOST_SKIPPED: Final = 16_777_216
"""The most bytes of a line that is passed over because it is too long."""

MOST_EMPTY: Final = 10_000
"""The most empty lines in a row."""

LONGEST_NAME: Final = 40
"""The most characters of a column's name that a message repeats."""

MOST_COLUMNS: Final = 100
MARK: Final = b"\xef\xbb\xbf"
GZIP: Final = b"\x1f\x8b"
OWN: Final = ("opened", "closed", "effective")
PAUSES: Final = "pauses"
TRUTHS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "yes", "1", "sí", "si"), True),
    **dict.fromkeys(("false", "no", "0"), False),
}


class Numbered(NamedTuple):
    """What a line says: a request, or everything that is wrong with it."""

    line: int
    request: Request | None
    problems: tuple[Problem, ...] = ()


Cells: TypeAlias = Mapping[str, str]
Parse: TypeAlias = Callable[[str], Cells]


def read_requests(stream: BinaryIO) -> Iterator[Numbered]:
    """Every line of a file that says something, as a request or with its problems.

    What the file is, is seen from its first bytes. Raises `InvalidDocument` where nothing after
    it can be read: no column names, a damaged archive, or one that unpacks to nothing but empty
    lines or to a line without end.
    """
    if _peek(stream, 2) == GZIP:
        with gzip.GzipFile(fileobj=stream) as opened:
            yield from _told(cast("BinaryIO", opened))
    else:
        yield from _told(stream)


def _told(stream: BinaryIO) -> Iterator[Numbered]:
    parse: Parse | None = None
    for number, raw in _lines(stream):
        try:
            line = _text(raw)
            if parse is None:
                parse = _object if line.startswith("{") else _heading(line)
                if parse is not _object:
                    continue
            yield Numbered(number, _request(parse(line)))
        except InvalidDocument as refusal:
            if parse is None:
                raise
            yield Numbered(number, None, refusal.problems)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Every line that is not empty, with its number; of one that is too long, too much."""
    number = empty = 0
    while piece := _piece(stream):
        number += 1
        if not piece.endswith(b"\n"):
            _skip(stream, len(piece))
        if number == 1:
            piece = piece.removeprefix(MARK)
        if content := piece.strip(b"\r\n"):
            empty = 0
            yield number, content
        elif (empty := empty + 1) > MOST_EMPTY:
            advice = f"more than {MOST_EMPTY} empty lines in a row; take them out"
            raise _refused("", "records.empty-lines", f"line {number} and before: {advice}")


def _skip(stream: BinaryIO, passed: int) -> None:
    """Go to the end of a line; some kilobytes of an archive may unpack to one without end."""
    while rest := _piece(stream):
        passed += len(rest)
        if passed > MOST_SKIPPED:
            advice = f"a line has more than {MOST_SKIPPED} bytes; one request a line is due"
            raise _refused("", "records.endless", advice)
        if rest.endswith(b"\n"):
            break


def _piece(stream: BinaryIO) -> bytes:
    with suppress(gzip.BadGzipFile, EOFError, zlib.error):
        return stream.readline(LONGEST + 2)
    raise _refused(
        "", "records.archive", "the archive is damaged or cut off; compress the file again"
    )


def _peek(stream: BinaryIO, count: int) -> bytes:
    """The first bytes, left where they are."""
    peek = getattr(stream, "peek", None)
    if peek is not None:
        return bytes(peek(count)[:count])
    first = stream.read(count)
    stream.seek(-len(first), 1)
    return first


def _text(raw: bytes) -> str:
    if len(raw) > LONGEST:
        advice = f"the line has more than {LONGEST} bytes; it is no request, or its labels are not"
        raise _refused("", "records.too-long", advice)
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    raise _refused("", "records.encoding", "the line is not UTF-8; save the file in UTF-8")


def _heading(line: str) -> Parse:
    columns = tuple(cell.strip() for cell in _cells(line))
    lacking = [name for name in OWN if name not in columns]
    if lacking or len(set(columns)) != len(columns) or len(columns) > MOST_COLUMNS:
        raise _refused(
            *("", "records.columns"),
            "the first line names the columns: opened, closed and effective, then labels of your "
            f"own, each once and at most {MOST_COLUMNS}",
        )
    return partial(_row, columns)


def _row(columns: tuple[str, ...], line: str) -> Cells:
    cells = _cells(line)
    if len(cells) != len(columns):
        advice = f"the line has {len(cells)} cells, the first line {len(columns)}; quote commas"
        raise _refused("", "records.cells", advice)
    return dict(zip(columns, cells, strict=True))


def _cells(line: str) -> list[str]:
    if '"' not in line:
        return line.split(",")
    with suppress(csv.Error, StopIteration):
        return next(csv.reader((line,), strict=True))
    raise _refused("", "records.quotes", "the quotes do not match; double those inside a cell")


def _pairs(line: str) -> object:
    # a refusal raised beside the parser's error would carry the line with it
    with suppress(ValueError, RecursionError):
        return json.loads(line, object_pairs_hook=tuple, parse_constant=_constant)
    raise _refused("", "records.json", "the line is no JSON; one object a line is due")


def _object(line: str) -> Cells:
    pairs = _pairs(line)
    if not isinstance(pairs, tuple):
        raise _refused("", "records.json", "an object is due, with opened, closed and effective")
    cells: dict[str, str] = {}
    for name, value in pairs:
        if name in cells or len(cells) == MOST_COLUMNS:
            advice = f"each key once and at most {MOST_COLUMNS} of them"
            raise _refused(_place(name), "records.keys", advice)
        cells[name] = _written(name, value)
    return cells


def _written(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str() | int():
            return str(value)
        case _:
            raise _refused(
                _place(name), "records.value", "a text, a whole number, true, false or null is due"
            )


def _constant(_name: str) -> None:
    raise ValueError


def _request(cells: Cells) -> Request:
    problems: list[Problem] = []

    def read(name: str, reader: Callable[[str], object]) -> object:
        try:
            return reader(cells.get(name, "").strip())
        except InvalidValue as refusal:
            problems.append(Problem(refusal.code, _place(name), refusal.message))
            return None

    opened = read("opened", _instant)
    closed = read("closed", _instant_or_none)
    effective = read("effective", _truth if closed is not None else _truth_or_none)
    pauses = read(PAUSES, pauses_of) if PAUSES in cells else ()
    labels = {name: read(name, label_of) for name in cells if name not in OWN and name != PAUSES}
    if problems:
        raise InvalidDocument("the line is no request", problems=problems)
    return Request(
        cast("datetime", opened),
        cast("datetime | None", closed),
        effective is True,
        cast("dict[str, str]", labels),
        cast("tuple[Pause, ...]", pauses),
    )


def _instant(cell: str) -> datetime:
    at = None
    with suppress(ValueError):
        at = datetime.fromisoformat(cell)
    if at is None:
        raise InvalidValue(
            "an instant with its offset is due, such as 2024-02-29T10:00:00-04:00",
            code="records.instant",
        )
    if at.tzinfo is None:
        raise InvalidValue(
            "the instant has no offset; add that of the zone it was taken in, such as -04:00",
            code="records.naive",
        )
    in_utc(at)
    return at


def _instant_or_none(cell: str) -> datetime | None:
    return _instant(cell) if cell else None


def _truth(cell: str) -> bool:
    truth = TRUTHS.get(cell.lower())
    if truth is None:
        raise InvalidValue(
            "say whether a closed request was attended effectively: true or false",
            code="records.effective",
        )
    return truth


def _truth_or_none(cell: str) -> bool | None:
    return _truth(cell) if cell else None


def pauses_of(cell: str) -> tuple[Pause, ...]:
    """The pauses of a cell, such as `begin/end|begin/`; the last one has no end yet."""
    return tuple(map(_pause, cell.split("|"))) if cell else ()


def _pause(text: str) -> Pause:
    begins, _, ends = text.partition("/")
    return Pause(_instant(begins.strip()), _instant_or_none(ends.strip()))


def _place(name: str) -> str:
    """The name of a column; one that might be somebody's data is not shown."""
    return name if name.isidentifier() and len(name) <= LONGEST_NAME else "a column"


def _refused(path: str, code: str, advice: str) -> InvalidDocument:
    return InvalidDocument(advice, problems=(Problem(code, path, advice),))
