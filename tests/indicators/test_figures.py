"""The table as text and as CSV: what it shows, what it marks, and that nothing in it acts."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.analytics import Report, Request, as_csv, as_text
from order_to_cash.analytics.figures import ACTIVE, inert
from order_to_cash.domain.core import Language
from tests.indicators.common import DAY, LONG_AFTER, START, TICK, report_of

HEAD = [
    "requests",
    "open",
    "closed before opened",
    "effective",
    "efficacy",
    "efficacy verdict",
    "in time",
    "timeliness",
    "timeliness verdict",
]
CSV_HEAD = [
    *("requests", "open", "still in time", "closed before opened"),
    *("effective", "efficacy", "efficacy as a number", "efficacy verdict"),
    *("in time", "timeliness", "timeliness as a number", "timeliness verdict"),
    *("left out", "first line", "why"),
]


def of_unit(unit: str) -> Report:
    """A report by unit, of one request."""
    return report_of(Request(START, START, True, {"unit": unit}), by=("unit",))


def table(report: Report, language: Language = Language.EN) -> list[list[str]]:
    """The CSV as a spreadsheet reads it."""
    return list(csv.reader(StringIO("".join(as_csv(report, language)), newline=""), strict=True))


def test_the_table_counts_open_and_misdated_requests_and_marks_the_threshold() -> None:
    """KPI-02, KPI-04: what is open, what is an error of the data, what is exactly on the line."""
    asked = [Request(START, START + TICK, n > 0, {"unit": "just"}) for n in range(50)]
    asked += [
        Request(START, None, False, {"unit": "open"}),
        Request(START, START - TICK, True, {"unit": "wrong"}),
        Request(START, START + DAY, True),
    ]
    lines = [" ".join(line.split()) for line in as_text(report_of(*asked, by=("unit",)))]
    assert [
        " ".join(("unit", *HEAD)),
        "(none) 1 0 0 1 100.00 % accepted 0 0.00 % observed",
        "just 50 0 0 49 98.00 % observed = 50 100.00 % accepted",
        "open 1 1 0 0 0.00 % observed 0 0.00 % observed",
        "wrong 1 0 1 0 0.00 % observed 0 0.00 % observed",
        "all 53 1 1 50 94.34 % observed 50 94.34 % observed",
    ] == lines


def test_columns_stand_below_each_other() -> None:
    """Numbers end where their heading ends, words begin where it begins."""
    head, row, _ = as_text(of_unit("a longer name than its heading"))
    assert head.index("requests") + len("requests") == row.index(" 1 ") + 2
    assert head.index("efficacy verdict") == row.index("accepted")


def test_the_table_speaks_spanish() -> None:
    """Every heading and verdict has its Spanish word, labels stay as they are."""
    head, row, total = (line.split() for line in as_text(of_unit("norte"), Language.ES))
    assert head[:3] == ["unit", "solicitudes", "abiertas"]
    assert ("norte", "aceptado", "todas") == (row[0], row[7], total[0])


def test_csv_has_plain_counts_and_texts_in_quotes() -> None:
    """KPI-03, IND-08: counts and shares are numbers for whoever reads on, the rest is text."""
    (head, row, total) = "".join(as_csv(of_unit("north"))).splitlines()
    assert ",".join(f'"{name}"' for name in ("unit", *CSV_HEAD)) == head
    share = '"100.00 %",1.0,"accepted"'
    assert f'"north",1,0,0,0,1,{share},1,{share},"","",""' == row
    assert row.replace("north", "all") == total


def test_csv_of_nothing_has_no_percentage() -> None:
    """KPI-04: no data is neither 0 % nor a dash that somebody computes with."""
    nothing = ["0", "", "", "no data"]
    row = ["0", "0", "0", "0", *nothing, *nothing, "", "", ""]
    assert [CSV_HEAD, row] == table(report_of())


def test_csv_has_a_row_for_all_groups_under_every_column() -> None:
    """The sum has as many cells as every row, also with several labels (KPI-03)."""
    report = report_of(Request(START, None), as_of=LONG_AFTER, by=("day", "unit"))
    assert [["2024-03-01", ""], ["all", ""]] == [row[:2] for row in table(report)[1:]]
    assert {17} == {len(row) for row in table(report)}


@pytest.mark.parametrize("active", ACTIVE)
def test_no_cell_begins_like_a_formula(active: str) -> None:
    """What a spreadsheet would run is put behind an apostrophe, in values and in headings."""
    hostile = f"{active}cmd|' /C calc'!A0"
    report = report_of(Request(START, START, True, {hostile: hostile}), by=(hostile,))
    (head, row, _) = table(report)
    assert f"'{hostile}" == row[0]
    assert not head[0].startswith(ACTIVE)


@pytest.mark.parametrize("quiet", ["north", "a=b", "1+1", "(none)", " ", "'"])
def test_other_cells_stay_as_they_are(quiet: str) -> None:
    """A text that nobody runs is not touched."""
    assert quiet == inert(quiet) == table(of_unit(quiet))[1][0]


@given(st.text(max_size=40))
def test_any_label_is_one_cell_that_nobody_runs(value: str) -> None:
    """Commas, quotes and line ends stay inside their cell, whatever the label is."""
    rows = table(of_unit(value))
    assert [16, 16, 16] == [len(row) for row in rows]
    assert not rows[1][0].startswith(ACTIVE)
    assert value in {rows[1][0], rows[1][0].removeprefix("'")}


@pytest.mark.parametrize("hidden", ["\x1b", "\x00", "\r", "\n", "\u202e", "\x9b"])
def test_a_label_gives_no_orders_to_a_terminal(hidden: str) -> None:
    """What a terminal would obey, or a reader could not see, is shown as a mark (KPI-03)."""
    asked = Request(START, START, True, {f"a{hidden}b": f"c{hidden}d"})
    head, row, _ = as_text(report_of(asked, by=(f"a{hidden}b",)))
    assert ("a\ufffdb", "c\ufffdd") == (head.split()[0], row.split()[0])
