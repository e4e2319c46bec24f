"""Rows of a workbook (xlsx) and of a parquet file, by the extra `files`.

A workbook is held whole by its package, so that its size is bounded before it is opened; of a
parquet file some rows are held at a time.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from importlib import import_module
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from order_to_cash.analytics.heads import MOST_TITLES, FromHead, Row, is_head, rows_under
from order_to_cash.analytics.raw import Pick, Raw
from order_to_cash.analytics.streams import CHUNK, other_kind, refused
from order_to_cash.domain.core import MissingExtra

MOST_PACKED: Final = 268_435_456
"""The most bytes of a file that has to be held whole."""

MOST_UNPACKED: Final = 1_073_741_824
"""The most bytes that a workbook may unpack to."""

MOST_CELLS: Final = 20_000_000
"""The most cells of the smallest rectangle that has all cells of a sheet."""

BOOK: Final = "xl/workbook.xml"
PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
OVERLAP: Final = 64
LETTERS: Final = 26
ROWS: Final = 50_000
"""How many rows of a parquet file are held at a time."""

SECONDS: Final = timedelta(seconds=1)


def book_rows(stream: BinaryIO, sheet: str, from_head: FromHead, pick: Pick) -> Iterator[Raw]:
    """Every row of a sheet; the only one with rows, unless one is named."""
    held = _held(stream)
    _check_book(held)
    calamine = _module("python_calamine")
    held.seek(0)
    with _damaged(calamine.CalamineError):
        book = calamine.CalamineWorkbook.from_filelike(held)
        rows = _sheet(book, sheet).iter_rows()
    numbered = enumerate(_texts(rows), start=1)
    full = (Row(number, cells) for number, cells in numbered if any(cells))
    yield from rows_under(full, from_head, pick)


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[str]]:
    return ([cell_text(value) for value in row] for row in rows)


def _sheet(book: Any, name: str) -> Any:
    names = list(book.sheet_names)
    if name:
        if name not in names:
            told = ", ".join(names)
            raise refused("", "records.sheet", f"the workbook has no such sheet; it has: {told}")
        return book.get_sheet_by_name(name)
    full = [sheet for sheet in map(book.get_sheet_by_name, names) if sheet.height]
    full = [sheet for sheet in full if _has_table(sheet)] or full
    if len(full) > 1:
        told = ", ".join(sheet.name for sheet in full)
        raise refused("", "records.sheet", f"several sheets have rows; name one of: {told}")
    return full[0] if full else book.get_sheet_by_index(0)


def _has_table(sheet: Any) -> bool:
    return any(map(is_head, _texts(islice(sheet.iter_rows(), MOST_TITLES))))


def _held(stream: BinaryIO) -> BinaryIO:
    """The file in a form that can be read from anywhere."""
    whole = stream.read(MOST_PACKED + 1)
    if len(whole) > MOST_PACKED:
        advice = f"the file has more than {MOST_PACKED} bytes; export it as CSV"
        raise refused("", "records.too-large", advice)
    return BytesIO(whole)


def _check_book(held: BinaryIO) -> None:
    """Refuse what is no workbook, and one that would unpack to more than there is memory for."""
    with (
        _damaged(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError),
        zipfile.ZipFile(held) as archive,
    ):
        entries = archive.infolist()
        if BOOK not in archive.namelist():
            raise other_kind("an archive of zip, and no workbook of xlsx; unpack it")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise _too_large()
        for entry in entries:
            with archive.open(entry) as part:
                _check_part(part, cells="sheet" in entry.filename)


def _check_part(part: Any, *, cells: bool) -> None:
    """Read a part to its end, so that it is as long as it says, and measure its cells."""
    before, columns, rows = b"", 0, 0
    while piece := part.read(CHUNK):
        if not cells:
            continue
        for letters, row in PLACE.findall(before + piece):
            columns, rows = max(columns, _column(letters)), max(rows, int(row))
        before = piece[-OVERLAP:]
        if columns * rows > MOST_CELLS:
            raise _too_large()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def _too_large() -> Exception:
    return refused(
        *("", "records.too-large"),
        f"the workbook has more than {MOST_CELLS} cells or {MOST_UNPACKED} bytes, perhaps one "
        "far from all others; take that out, or export the sheet as CSV",
    )


@contextmanager
def _damaged(*kinds: type[Exception]) -> Iterator[None]:
    try:
        yield
    except kinds:
        raise refused(
            "", "records.damaged", "the file is damaged or has a password; save it again"
        ) from None


def cell_text(value: object) -> str:
    """A value of a typed cell as a table of texts would have it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return _instant(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            hours, rest = divmod(value // SECONDS, 3_600)
            return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
        case _:
            return str(value).strip()


def _instant(at: datetime) -> str:
    """A day without a time is one, so that a time of another column fits to it."""
    midnight = at.tzinfo is None and at.time() == time()
    return at.date().isoformat() if midnight else at.isoformat(" ")


def parquet_rows(stream: BinaryIO, pick: Pick) -> Iterator[Raw]:
    """Every row of a parquet file; of its columns those that are looked at."""
    polars = _module("polars")
    name = getattr(stream, "name", None)
    source = name if isinstance(name, str) and Path(name).is_file() else _held(stream)
    with _damaged(polars.exceptions.PolarsError, OSError):
        frame = polars.scan_parquet(source)
        columns = tuple(frame.collect_schema().names())
    chosen = tuple(pick(columns, True))
    start = 0
    while True:
        with _damaged(polars.exceptions.PolarsError, OSError):
            held = frame.select(chosen).slice(start, ROWS).collect()
        for number, row in enumerate(held.iter_rows(), start=start + 1):
            yield Raw(number, dict(zip(chosen, map(cell_text, row), strict=True)))
        start += ROWS
        if held.height < ROWS:
            return


def _module(name: str) -> Any:
    with suppress(ImportError):
        return import_module(name)
    raise MissingExtra(
        "workbooks and parquet need an extra; run: pip install 'order-to-cash[files]'"
    )
