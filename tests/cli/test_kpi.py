"""`kpi`: from a file or a database to a table, a page and a CSV, with every bad line named."""

import csv
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from io import BufferedReader, BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from threading import Thread

import attrs
import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.cli import kpi as module
from order_to_cash.cli import main
from order_to_cash.cli.progress import CLEAR
from order_to_cash.operators import known
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.rules import Indicators
from tests.cli.commands import EXAMPLE, Ended, command, written

BOLIVIAN = ("--operator", "bolivia")
LATER = ("--as-of", "2024-06-01T00:00:00-04:00")
HEAD = "opened,closed,effective,unit"
OPENED = datetime(2024, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def line(*, opened: datetime = OPENED, hours: float | None = 1, effective: str = "true") -> str:
    """A line of CSV."""
    closed = "" if hours is None else (opened + hours * HOUR).isoformat()
    return f"{opened.isoformat()},{closed},{effective},north"


def kpi(file: object, *options: object) -> Ended:
    """`kpi` for the operator of the indicators, as of some day after everything."""
    return command("kpi", file, *BOLIVIAN, *LATER, *options)


def rows(ended: Ended) -> list[str]:
    """The lines of the table, each with one space between its cells."""
    lines = [" ".join(each.split()) for each in ended.out.splitlines()]
    return lines[lines.index("") + 2 : -1][: lines[lines.index("") + 1 :].index("") - 1]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Three records: in time, late, open."""
    lines = [HEAD, line(), line(hours=24, effective="false"), line(hours=None, effective="")]
    return written(tmp_path / "records.csv", lines)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that the example of Bolivia is run into."""
    db = tmp_path_factory.mktemp("kpi") / "bolivia.db"
    source = EXAMPLE.parent / "bolivia" / "requests.jsonl"
    assert 0 == command("run", source, "--db", db, *BOLIVIAN, "--quiet").status
    return db


def test_a_file_is_measured_against_both_thresholds(records: Path) -> None:
    """KPI-01, KPI-02: counts, shares, verdicts, what is due and by which clause."""
    ended = kpi(records)
    assert (0, "") == (ended.status, ended.err)
    assert ["3 1 0 1 33.33 % observed 1 33.33 % observed"] == rows(ended)
    head, due = ended.out.splitlines()[:2]
    assert f"{records}: 3 requests as of 2024-06-01 00:00 (America/La_Paz)" == head
    assert due.startswith("due: efficacy > 98 %, timeliness > 95 % in less than 24 h (PLN-GPI-P09 ")
    assert "open requests count in the total" in ended.out.splitlines()[-1]


def test_json_lines_archives_and_standard_input_say_the_same(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KPI-03: the content of a file tells what it is, wherever it comes from."""
    expected = rows(kpi(records))
    cells = [each.split(",") for each in records.read_text(encoding="utf-8").splitlines()]
    objects = [{k: v or None for k, v in zip(cells[0], row, strict=True)} for row in cells[1:]]
    jsonl = written(tmp_path / "records.jsonl", [json.dumps(each) for each in objects])
    packed = tmp_path / "without-an-ending"
    packed.write_bytes(gzip.compress(records.read_bytes()))
    assert expected == rows(kpi(jsonl)) == rows(kpi(packed))
    for content in (records, jsonl, packed):
        with content.open("rb") as stream:
            monkeypatch.setattr(sys, "stdin", TextIOWrapper(stream))
            ended = kpi("-")
        assert (0, expected) == (ended.status, rows(ended))
        assert ended.out.startswith("-: 3 requests")


def test_a_database_is_measured_by_the_requests_of_its_cases(database: Path) -> None:
    """KPI-03: every case that asks for something is a request, by process and procedure."""
    ended = kpi(database, "--by", "process", "procedure")
    assert 0 == ended.status
    requests: Counter[str] = Counter()
    for row in rows(ended)[:-1]:
        process, procedure, count, *_ = row.split()
        assert (process == "transfer") is (procedure in set("1234"))
        requests[process] += int(count)
    with SqliteJournal(str(database)) as journal:
        cases = Counter(listed.process for listed in journal.cases(limit=1_000))
    assert {
        name: cases[name] for name in ("transfer", "plan_change", "technical_claim")
    } == requests


def test_a_database_on_standard_input_is_refused(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database needs its file; who pipes one is told so, and nothing is read as records."""
    with database.open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(stream))
        ended = kpi("-")
    assert (2, "") == (ended.status, ended.out)
    assert "name its file [kpi.database-on-input]" in ended.err
    assert 1 == len(ended.err.splitlines())


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A file that only begins like a database is none of ours."""
    file = tmp_path / "other.db"
    file.write_bytes(module.DATABASE + bytes(4_080))
    assert 2 == kpi(file).status


def test_bad_lines_are_named_left_out_and_end_with_status_1(tmp_path: Path) -> None:
    """KPI-02: number, place, advice and code of each; the good ones are measured."""
    lines = [HEAD, line(), "2024-03-01T08:00:00,,,north", line(), "yesterday,,,north,south"]
    file = written(tmp_path / "some.csv", lines)
    ended = kpi(file)
    assert 1 == ended.status
    naive, cells = ended.err.splitlines()
    assert naive.startswith(f"{file}:3: opened: the instant has no offset; add ")
    assert naive.endswith("[records.naive]")
    assert cells.startswith(f"{file}:5: the line has 5 cells")
    assert cells.endswith("[records.cells]")
    assert ["2 0 0 2 100.00 % not decidable 2 100.00 % not decidable"] == rows(ended)
    assert [
        "bad lines: 2, left out",
        "left out: 1 for opened [records.naive], the first at 3",
        "left out: 1 for [records.cells], the first at 5",
    ] == ended.out.splitlines()[-3:]


def test_records_closed_before_opened_are_named_and_never_in_time(tmp_path: Path) -> None:
    """KPI-02: an error of the data is reported with its line, counted, and no success."""
    file = written(tmp_path / "some.csv", [HEAD, line(), line(hours=-1)])
    ended = kpi(file)
    assert 1 == ended.status
    assert ended.err.startswith(f"{file}:3: closed: closed before it was opened; correct ")
    assert ended.err.endswith("[records.closed-before-opened]\n")
    assert ["2 0 1 1 50.00 % observed 1 50.00 % observed"] == rows(ended)
    assert "closed before opened: 1, an error of the data" in ended.out.splitlines()[-1]


def test_what_is_opened_later_is_left_out_and_said(tmp_path: Path) -> None:
    """KPI-04: as of an instant, requests up to that very instant count."""
    file = written(tmp_path / "some.csv", [HEAD, line(), line(opened=OPENED + HOUR)])
    for at, count, later in (
        (OPENED + HOUR, "2", False),
        (OPENED + HOUR - timedelta(microseconds=1), "1", True),
    ):
        ended = command("kpi", file, *BOLIVIAN, "--as-of", at.isoformat())
        assert 0 == ended.status
        assert count == rows(ended)[0].split()[0]
        assert later is ("opened after that instant: 1, left out" in ended.out)


def test_a_young_open_request_keeps_it_open(tmp_path: Path) -> None:
    """KPI-04: less than 24 hours after its opening a request can still change the verdict."""
    file = written(tmp_path / "some.csv", [HEAD, line(hours=None, effective="")])
    found = [
        rows(command("kpi", file, *BOLIVIAN, "--as-of", (OPENED + hours * HOUR).isoformat()))
        for hours in (23, 24)
    ]
    assert ["1 1 0 0 0.00 % not yet decidable 0 0.00 % not yet decidable"] == found[0]
    assert ["1 1 0 0 0.00 % observed 0 0.00 % observed"] == found[1]


def test_without_as_of_the_clock_of_the_machine_counts(tmp_path: Path) -> None:
    """A request opened an hour ago is known, one of tomorrow is not yet."""
    now = datetime.now(UTC)
    lines = [HEAD, line(opened=now - HOUR, hours=0.5), line(opened=now + 24 * HOUR)]
    ended = command("kpi", written(tmp_path / "some.csv", lines), *BOLIVIAN)
    assert ["1 0 0 1 100.00 % accepted 1 100.00 % accepted"] == rows(ended)


def test_no_requests_until_then_are_no_data(tmp_path: Path) -> None:
    """KPI-04: where all records are of later there is no verdict, and that is no error."""
    later = written(tmp_path / "later.csv", [HEAD, line(opened=OPENED + 9_999 * HOUR)])
    ended = kpi(later)
    assert (0, "") == (ended.status, ended.err)
    assert ["0 0 0 0 - no data 0 - no data"] == rows(ended)


def test_groups_are_local_days_and_labels(tmp_path: Path) -> None:
    """KPI-03: `--by` takes periods of the operator's zone and any label, in that order."""
    midnight = datetime(2024, 3, 2, 4, tzinfo=UTC)
    lines = [HEAD, line(opened=midnight - timedelta(seconds=1)), line(opened=midnight)]
    ended = kpi(written(tmp_path / "some.csv", lines), "--by", "unit", "day")
    keys = [row.split()[:3] for row in rows(ended)]
    assert ["north", "2024-03-01", "1"] == keys[0]
    assert ["north", "2024-03-02", "1"] == keys[1]
    assert "all" == keys[2][0]


@pytest.mark.parametrize("by", [("day", "day"), ("",), tuple("abcdefghi")])
def test_impossible_groups_are_refused(records: Path, by: tuple[str, ...]) -> None:
    """A label twice, an empty one, or too many of them end with advice and status 2."""
    ended = kpi(records, "--by", *by)
    assert (2, "") == (ended.status, ended.out)
    assert "group by at most 8" in ended.err


@pytest.mark.parametrize("at", ["2024-03-01", "2024-03-01T00:00:00", "now"])
def test_an_instant_has_its_offset(records: Path, at: str) -> None:
    """KPI-02: a naive `--as-of` is refused with an example."""
    ended = command("kpi", records, *BOLIVIAN, "--as-of", at)
    assert 2 == ended.status
    assert "an instant with its offset is due" in ended.err


def test_the_table_is_written_as_csv(records: Path, tmp_path: Path) -> None:
    """The CSV has the figures of the table, for every group and for all of them."""
    target = tmp_path / "table.csv"
    assert 0 == kpi(records, "--by", "unit", "--csv", target).status
    with target.open(encoding="utf-8", newline="") as stream:
        head, *found = csv.reader(stream)
    assert ["unit", "requests", "open"] == head[:3]
    assert [["north", "3", "1"], ["all", "3", "1"]] == [row[:3] for row in found]


def test_the_page_is_written_in_the_language(records: Path, tmp_path: Path) -> None:
    """The page has the table and the charts; words are those of `--language`."""
    target = tmp_path / "page.html"
    ended = kpi(records, "--by", "day", "--html", target, "--language", "es")
    text = target.read_text(encoding="utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="es">')
    assert 4 == text.count("<svg")
    assert "se exige: eficacia > 98 %" in ended.out
    assert "se exige: eficacia &gt; 98 %" in text
    assert "2024-03-01 3 1 0 1 33.33 % observado 1 33.33 % observado" in rows(ended)


def test_what_is_written_replaces_what_was_there(records: Path, tmp_path: Path) -> None:
    """A file is replaced by a whole one, with the rights of any new file, and no trace is left."""
    target, other = tmp_path / "page.html", tmp_path / "other"
    target.write_text("old", encoding="utf-8")
    other.write_text("", encoding="utf-8")
    assert 0 == kpi(records, "--html", target).status
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert other.stat().st_mode == target.stat().st_mode
    assert {"page.html", "other", "records.csv"} == {each.name for each in tmp_path.iterdir()}


def test_a_page_that_cannot_be_finished_leaves_the_old_one(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted while it writes, the file that was there stays, and nothing else does."""

    def torn(*_: object) -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "as_csv", torn)
    target = tmp_path / "table.csv"
    target.write_text("old", encoding="utf-8")
    assert 130 == kpi(records, "--csv", target).status
    assert "old" == target.read_text(encoding="utf-8")
    assert {"table.csv", "records.csv"} == {each.name for each in tmp_path.iterdir()}


@pytest.mark.parametrize("option", ["--csv", "--html"])
def test_what_is_measured_is_never_written_over(records: Path, tmp_path: Path, option: str) -> None:
    """Neither under its own name nor under another one of the same file."""
    before, other = records.read_bytes(), tmp_path / "other"
    other.symlink_to(records)
    for name in (records, other):
        ended = kpi(records, option, name)
        assert (2, "") == (ended.status, ended.out)
        assert ended.err.endswith("write to another file [kpi.onto-its-input]\n")
    assert before == records.read_bytes()


def test_a_pipe_is_written_through(records: Path, tmp_path: Path) -> None:
    """What is no plain file is written to, and stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert 0 == kpi(records, "--csv", pipe).status
    reader.join()
    assert pipe.is_fifo()
    assert read[0].startswith('"requests"')


@pytest.mark.parametrize("option", ["--html", "--csv"])
def test_a_place_that_is_not_there_is_named(records: Path, tmp_path: Path, option: str) -> None:
    """Where nothing can be written, the command says where, with status 2."""
    ended = kpi(records, option, tmp_path / "nowhere" / "file")
    assert 2 == ended.status
    assert "nowhere" in ended.err


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file ends with its name and status 2."""
    ended = kpi(tmp_path / "nothing.csv")
    assert (2, "") == (ended.status, ended.out)
    assert "nothing.csv" in ended.err


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    """Without names of columns nothing can be measured, and the command says what is due."""
    ended = kpi(written(tmp_path / "some.csv", ["a,b", "1,2"]))
    assert (2, "") == (ended.status, ended.out)
    assert "opened, closed and effective" in ended.err


def test_an_operator_without_indicators_is_refused(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without thresholds there is no verdict; the command says where they belong."""
    without = attrs.evolve(BOLIVIA, indicators=None)
    monkeypatch.setattr(module, "operator_named", {"bolivia": without}.__getitem__)
    ended = kpi(records)
    assert (2, "") == (ended.status, ended.out)
    assert "add its thresholds to its data pack [kpi.no-indicators]" in ended.err
    assert "bolivia" in known.OPERATORS


def test_a_span_that_is_no_whole_hours_is_said_in_full(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KPI-02: another operator's time to attend is said to the minute."""
    both = BOLIVIA.indicators
    assert both is not None
    timeliness = attrs.evolve(both.timeliness, within=timedelta(minutes=90))
    other = attrs.evolve(BOLIVIA, indicators=Indicators(both.efficacy, timeliness))
    monkeypatch.setattr(module, "operator_named", {"bolivia": other}.__getitem__)
    assert "in less than 1:30:00" in kpi(records).out


def test_time_to_attend_may_be_of_working_hours(tmp_path: Path) -> None:
    """IND-05: from Friday at four 24 working hours are over on Wednesday at four, not before."""
    friday, wednesday = datetime(2024, 3, 1, 20, tzinfo=UTC), datetime(2024, 3, 6, 20, tzinfo=UTC)
    spans = [(wednesday - friday) / HOUR - less for less in (0, 0.01)]
    lines = [HEAD, *(line(opened=friday, hours=span) for span in spans)]
    source = written(tmp_path / "weekend.csv", lines)
    assert ["2 0 0 2 100.00 % accepted 0 0.00 % observed"] == rows(kpi(source))
    ended = kpi(source, "--hours", "09:00-17:00")
    assert ["2 0 0 2 100.00 % accepted 1 50.00 % observed"] == rows(ended)
    assert "in less than 24 h of working time (" in ended.out


@pytest.mark.parametrize(
    ("hours", "advice"),
    [
        ("9 to 17", "such as 09:00-17:00"),
        ("09:00", "such as 09:00-17:00"),
        ("17:00-09:00", "work begins before it ends"),
    ],
)
def test_hours_that_are_none_are_refused(records: Path, hours: str, advice: str) -> None:
    """IND-05: what is wrong with the hours is said, with hours that would do."""
    ended = kpi(records, "--hours", hours)
    assert 2 == ended.status
    assert advice in ended.err


def test_progress_is_shown_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every so many lines, good or bad, somebody is told how far it is; the results stay clean."""
    monkeypatch.setattr(module, "EVERY", 2)
    monkeypatch.setattr("order_to_cash.cli.progress.EVERY", 0.0)
    lines = [HEAD, line(), line(), line(), "bad"]
    ended = kpi(written(tmp_path / "some.csv", lines), "--progress")
    two, four, _ = ended.err.splitlines()
    assert two.startswith("2 lines, 2024-03-01, ")
    assert four.startswith("4 lines, ")
    assert " lines, " not in ended.out
    assert " lines, " not in kpi(tmp_path / "some.csv").err


def test_progress_on_a_terminal_is_wiped_before_anything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad line does not stand behind half a line of progress."""

    class Terminal(StringIO):
        """Standard error that somebody watches."""

        def isatty(self) -> bool:
            return True

    file, terminal = written(tmp_path / "some.csv", [HEAD, line(), "bad"]), Terminal()
    monkeypatch.setattr(module, "EVERY", 1)
    monkeypatch.setattr("order_to_cash.cli.progress.EVERY", 0.0)
    with redirect_stderr(terminal):
        assert 1 == main(["kpi", str(file), *BOLIVIAN, *LATER])
    before, _, after = terminal.getvalue().partition(str(file))
    assert before.endswith(CLEAR)
    assert CLEAR not in after


def test_labels_of_a_file_are_inert_in_every_output(tmp_path: Path) -> None:
    """KPI-03: what somebody wrote into a file is text in table, page and CSV alike."""
    hostile = "=cmd|' /C calc'!A0<script>alert(1)</script>"
    record = {"opened": OPENED.isoformat(), "closed": None, "unit": hostile}
    file = written(tmp_path / "some.jsonl", [json.dumps(record)])
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    assert 0 == kpi(file, "--by", "unit", "--html", page, "--csv", table).status
    assert "<script" not in page.read_text(encoding="utf-8")
    assert f'"\'{hostile}"' in table.read_text(encoding="utf-8")


def test_a_short_stream_is_read_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input may hold less than a database begins with."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BufferedReader(BytesIO(b""))))
    ended = kpi("-")
    assert (2, "") == (ended.status, ended.out)
    assert "holds no record" in ended.err
