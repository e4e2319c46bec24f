"""Tables of any form, against a plain reckoning of the requests that they were written from."""

import csv
import gzip
import json
import random
import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from fractions import Fraction
from io import BufferedReader, BytesIO, StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import (
    Layout,
    Numbered,
    Report,
    Request,
    Table,
    as_data,
    as_frame,
    as_json,
    measure,
    measure_columns,
    merged,
    page,
    read_requests,
    requests_in,
    understand,
)
from order_to_cash.analytics.indicators import Aggregation, Question
from order_to_cash.analytics.streams import LONGEST
from order_to_cash.domain.core import InvalidDocument, OrderToCashError, Problem
from order_to_cash.rules import Attendance, Indicators, Measurement, Misdated, Standing, Target
from order_to_cash.rules.indicators import Comparator
from tests.indicators.common import (
    DAY,
    INDICATORS,
    LA_PAZ,
    LONG_AFTER,
    START,
    TICK,
    counts_of,
    reckoned,
    report_of,
    requests,
)

BY: Final = ("month", "unit")
EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - days of spreadsheets have no zone
SECOND: Final = timedelta(seconds=1)
FORMATS: Final = {
    "": "%Y-%m-%dT%H:%M:%S",
    "dd/mm/yyyy": "%d/%m/%Y %H:%M:%S",
    "mm/dd/yyyy": "%m-%d-%Y %I:%M:%S %p",
    "yyyy/mm/dd": "%Y.%m.%d %H:%M:%S",
    "%d %b %y, %H:%M:%S": "%d %b %y, %H:%M:%S",
}


def whole(request: Request) -> Request:
    """The same request to the second, which every format has."""
    opened = request.opened.replace(microsecond=0)
    closed = request.closed and request.closed.replace(microsecond=0)
    return evolve(request, opened=opened, closed=closed)


def written(at: datetime | None, format_: str) -> str:
    """A wall clock of La Paz as a table has it."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(LA_PAZ)).replace(tzinfo=None)
    if format_ == "days":
        days = Fraction((local - EPOCH) // SECOND, 86_400)
        return f"{round(days * 10**12) / 10**12:.9f}".replace(".", ",")
    return local.strftime(FORMATS[format_])


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A layout of a table of one's own."""
    format_ = draw(st.sampled_from((*FORMATS, "days")))
    delimiter, encoding = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(("", "cp1252")))
    return Layout(
        opened="día de apertura",
        closed="cierre",
        effective="¿cómo?",
        values=("resuelto", "Sí"),
        zone=LA_PAZ,
        format=format_,
        delimiter=delimiter,
        encoding=encoding,
    )


def table_of(found: Sequence[Request], layout: Layout) -> list[list[str]]:
    """The requests as rows, with columns that nobody asks for."""
    rows = [["nota", layout.opened, "unit", layout.closed, layout.effective, "más"]]
    for place, request in enumerate(found):
        rows.append(
            [
                ("x" * 400, 'dijo "no";\r\ny, luego, sí|', "\x07", "señal")[place % 4],
                written(request.opened, layout.format),
                request.labels.get("unit", ""),
                written(request.closed, layout.format),
                ("resuelto", "SÍ")[place % 2] if request.effective else "no se pudo",
                "=1+1",
            ]
        )
    return rows


def as_bytes(rows: Sequence[Sequence[str]], layout: Layout) -> bytes:
    """The rows as CSV."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=layout.delimiter or ",").writerows(rows)
    return out.getvalue().encode(layout.encoding or "utf-8")


def counted(rows: Sequence[Numbered]) -> Report:
    """What is found of rows, all of which are requests."""
    assert [] == [row.problems for row in rows if row.request is None]
    found = [row.request for row in rows if row.request is not None]
    return measure(found, INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=BY)


@given(st.lists(requests().map(whole), max_size=12), layouts(), st.booleans())
def test_every_layout_finds_what_a_plain_loop_finds(
    found: list[Request], layout: Layout, packed: bool
) -> None:
    """IND-01, IND-02, IND-03: any delimiter, encoding, format and names, with cells in the way."""
    content = as_bytes(table_of(found, layout), layout)
    stream = BytesIO(gzip.compress(content) if packed else content)
    report = counted(list(read_requests(stream, layout, labels=("unit",))))
    assert reckoned(found, LA_PAZ, BY, LONG_AFTER) == counts_of(report)


@given(st.lists(requests().map(whole), max_size=12), layouts())
def test_columns_of_texts_find_the_same(found: list[Request], layout: Layout) -> None:
    """IND-01: the columns version takes the same layout as a file."""
    head, *rows = table_of(found, layout)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String), orient="row")
    report = measure_columns(frame, INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=BY, layout=layout)
    assert reckoned(found, LA_PAZ, BY, LONG_AFTER) == counts_of(report)


@given(st.lists(requests(), min_size=1, max_size=8))
def test_columns_of_instants_need_only_their_names(found: list[Request]) -> None:
    """IND-01: a frame with other names is measured as it is, by the engine itself."""
    columns: dict[str, list[Any]] = {
        "a": [r.opened for r in found],
        "b": [r.closed for r in found],
        "c": [r.effective for r in found],
        "unit": [r.labels.get("unit", "") for r in found],
        "opened": ["in the way"] * len(found),
    }
    instant = pl.Datetime("us", "UTC")
    types: Any = {
        "a": instant,
        "b": instant,
        "c": pl.Boolean,
        "unit": pl.String,
        "opened": pl.String,
    }
    layout = Layout(opened="a", closed="b", effective="c")
    polars = pl.DataFrame(columns, schema=types)
    pandas = pd.DataFrame(columns).assign(b=pd.to_datetime(columns["b"], utc=True))
    for frame in (polars, pandas):
        report = measure_columns(
            frame, INDICATORS, zone=LA_PAZ, as_of=LONG_AFTER, by=BY, layout=layout
        )
        assert reckoned(found, LA_PAZ, BY, LONG_AFTER) == counts_of(report)


@given(st.lists(requests().map(whole), max_size=8), st.integers(0, 3))
def test_an_array_says_what_its_lines_say(found: list[Request], indent: int) -> None:
    """IND-02: objects on one line or on many, with values in them that nobody asks for."""
    objects = [
        {
            "opened": r.opened.isoformat(),
            "more": {"deep": [1.5, "]}"]},
            "closed": r.closed and r.closed.isoformat(),
            "effective": r.effective,
            **r.labels,
        }
        for r in found
    ]
    array = json.dumps(objects, indent=indent or None).encode()
    lines = "\n".join(map(json.dumps, objects)).encode()
    for content in (array, lines, b"\xef\xbb\xbf" + array):
        report = counted(list(read_requests(BytesIO(content), labels=("unit",))))
        assert reckoned(found, LA_PAZ, BY, LONG_AFTER) == counts_of(report)


@given(st.lists(requests().map(whole), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_rows_of_one_key_are_one_request_in_any_order(
    found: list[Request], shuffled: random.Random
) -> None:
    """IND-06: however the rows of a request stand, they are the request that they were cut from."""
    rows = []
    for key, request in enumerate(found):
        late = request.opened + timedelta(minutes=1)
        labels = {"unit": request.labels.get("unit", "")}
        opening = evolve(request, closed=None, effective=False, labels=labels)
        rows.append(Numbered(1, opening, key=f"{key}"))
        if request.closed is not None:
            closing = evolve(request, opened=late, labels={"unit": ""})
            rows.append(Numbered(2, closing, key=f"{key}"))
    shuffled.shuffle(rows)
    assert reckoned(found, LA_PAZ, BY, LONG_AFTER) == counts_of(counted(list(merged(rows))))


@given(
    st.binary(max_size=200), st.sampled_from((b"", b"[", b"{", b"PK\x03\x04", b"PAR1", b"a;b\n"))
)
def test_any_bytes_are_understood_or_refused(content: bytes, begin: bytes) -> None:
    """IND-02: nothing but the library's own errors comes out of a guess or of a reader."""
    with suppress(OrderToCashError):
        table = Table.of(BufferedReader(BytesIO(begin + content)))
        found = understand(table, Layout(), zone=LA_PAZ)
        found.require()
        list(requests_in(table, found.layout, labels=()))


@pytest.mark.parametrize(
    ("zone", "cell"),
    [("America/Santiago", "2024-04-06T23:30:00"), ("America/Santiago", "2024-09-08T00:30:00")],
)
def test_a_time_that_was_twice_or_never_is_refused(zone: str, cell: str) -> None:
    """IND-01: where the clocks were changed nobody guesses which instant was meant."""
    content = f"opened,closed,effective\n{cell},,\n".encode()
    (row,) = read_requests(BytesIO(content), Layout(zone=zone))
    assert ["records.clocks-changed"] == [each.code for each in row.problems]


def test_a_line_break_in_a_cell_ends_no_row_and_a_stray_quote_takes_no_other() -> None:
    """IND-02: RFC 4180, and after a quote that is never closed the next line is read again."""
    good = "2024-03-01T12:00:00Z,,"
    lines = ["opened,closed,effective,note", f'{good},"a\r\n\r\nb"', f'{good},"open', f"{good},c"]
    rows = list(read_requests(BytesIO("\r\n".join(lines).encode()), labels=()))
    assert [(2, True), (5, False), (6, True)] == [(r.line, r.request is not None) for r in rows]
    assert ["records.quotes"] == [each.code for each in rows[1].problems]


def test_an_array_is_never_held_whole_and_never_endless() -> None:
    """IND-02: some kilobytes that unpack to blanks or to one object are refused, in little room."""
    blanks = b"[" + b" " * 40_000_000
    huge = b'[{"opened": "' + b"x" * 40_000_000
    for content in (blanks, huge):
        stream = BytesIO(gzip.compress(content, 1))
        tracemalloc.start()
        with pytest.raises(InvalidDocument, match="breaks off"):
            list(read_requests(stream))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 20 * LONGEST


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from(Comparator),
    st.fractions(0, 1, max_denominator=50),
)
def test_no_verdict_can_be_turned_by_what_was_left_out(
    met: int, other: int, undecided: int, lost: int, comparator: Comparator, threshold: Fraction
) -> None:
    """IND-04: decided is what stays so whatever the lost lines say; not decidable what does not."""
    target = Target(comparator, threshold)
    total = met + other + undecided
    standing = Measurement(met, total, undecided, target, lost=lost).standing
    worlds = {
        target.met_by(met + late + good, total + real)
        for late in range(undecided + 1)
        for real in range(lost + 1)
        for good in range(real + 1)
        if total + real
    }
    if standing is Standing.ACCEPTED:
        assert {True} == worlds
    if standing is Standing.OBSERVED:
        assert {False} == worlds
    if standing is Standing.NOT_DECIDABLE:
        assert lost
        assert {True, False} == worlds or not total


WRONG: Final = Request(START, START - TICK, True)


@pytest.mark.parametrize(
    ("policy", "counts"),
    [
        (Misdated.NOT_EFFECTIVE, (2, 1, 1, 0, 0, 1, 0)),
        (Misdated.AS_TOLD, (2, 2, 1, 0, 0, 1, 0)),
        (Misdated.LEFT_OUT, (1, 1, 1, 0, 0, 0, 1)),
    ],
)
def test_what_a_misdated_record_is_is_a_policy(policy: Misdated, counts: tuple[int, ...]) -> None:
    """IND-10: neither effective nor in time unless a policy says so; in time it never is."""
    both: Indicators = evolve(INDICATORS, misdated=policy)
    found = [WRONG, Request(START, START + TICK, True)]
    frame = pl.DataFrame(
        {
            "opened": [r.opened for r in found],
            "closed": [r.closed for r in found],
            "effective": [r.effective for r in found],
        }
    )
    by_rows = measure(found, both, zone=LA_PAZ, as_of=LONG_AFTER)
    by_columns = measure_columns(frame, both, zone=LA_PAZ, as_of=LONG_AFTER)
    assert Attendance(*counts) == by_rows.total == by_columns.total


def test_what_was_left_out_is_merged_by_kind() -> None:
    """IND-04: parts that were counted apart say together how many lines they left out."""
    question = Question(INDICATORS, LA_PAZ, LONG_AFTER)
    naive, cells = Problem("records.naive", "opened", "x"), Problem("records.cells", "", "y")
    one, other = Aggregation(question), Aggregation(question)
    one.leave_out(naive, "3")
    other.leave_out(naive, "9")
    other.leave_out(cells, "5", 2)
    one.merge(other)
    told = [(lost.problem.code, lost.count, lost.first) for lost in one.report().left_out]
    assert [("records.naive", 2, "3"), ("records.cells", 2, "5")] == told
    assert 4 == one.report().total.lost
    assert Standing.NOT_DECIDABLE is one.report().efficacy(Attendance()).standing
    assert "records.naive" in page(one.report())


def test_results_are_data() -> None:
    """IND-08: shares as numbers beside text, marks kept, the same rows as JSON and as frames."""
    found = [Request(START, START + TICK, n > 0, {"unit": "just"}) for n in range(50)]
    found.append(Request(START, START + DAY, True, {"unit": "late"}))
    report = report_of(*found, by=("unit",))
    just, late, every = as_data(report)
    assert (0.98, "98.00 %", True, "observed") == tuple(
        just[f"efficacy{each}"] for each in ("", "_text", "_at_threshold", "_verdict")
    )
    assert ("late", 0.0, False) == (
        late["unit"],
        late["timeliness"],
        late["timeliness_at_threshold"],
    )
    assert ("all", 51, 50 / 51) == (every["of"], every["requests"], every["efficacy"])
    document: Any = json.loads(as_json(report))
    assert [just, late] == document["groups"]
    assert every == document["all"]
    for backend in ("polars", "pandas"):
        frame: Any = as_frame(report, backend)
        assert list(every) == list(frame.columns)
        assert [0.98, 1.0, 50 / 51] == list(frame["efficacy"])


def test_a_guess_is_only_made_where_there_is_one() -> None:
    """IND-01: two columns that could be it are none, and a time alone is no instant."""
    for heads in ("apertura;inicio;cierre;efectivo", "fecha apertura;apertura;cierre;efectivo"):
        row = "13/03/2024 08:00;13/03/2024 08:00;13/03/2024 09:00;no"
        table = Table.of(BytesIO(f"{heads}\n{row}\n".encode()))
        found = understand(table, Layout(), zone=LA_PAZ)
        assert "opened" in found.lacking[0].message
        assert found.suggested is not None
        with pytest.raises(InvalidDocument, match="there are: "):
            found.require()
