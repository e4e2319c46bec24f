"""`kpi` on anybody's file: named, guessed, or read by the command that the first try prints."""

import csv
import gzip
import json
import re
import shlex
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.commands import Ended, command, written
from tests.cli.test_kpi import BOLIVIAN, LATER, kpi, rows

SPANISH = [
    "N° de reclamo;Fecha de apertura;Fecha de cierre;Atendido eficazmente;Monto;Observación",
    '1;13/03/2024 08:00;13/03/2024 09:30;Sí;12,50;"dijo: ""ya"";\r\ny colgó"',
    f"2;14/03/2024 08:00;15/03/2024 09:30;No;0,00;{'x' * 326}",
    "3;14/03/2024 10:00;;;3,10;señal",
    ";;;;;",
]
FOUND = ["3 1 0 1 33.33 % observed 1 33.33 % observed"]


def saved(path: Path, lines: list[str], encoding: str) -> Path:
    """A file as a spreadsheet saves it."""
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return path


def printed(ended: Ended) -> list[str]:
    """The command that was printed, without the name of the program."""
    program, *arguments = shlex.split(ended.err.splitlines()[-1])
    assert "order-to-cash" == program
    return arguments


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "utf-8", "utf-16"])
def test_a_file_of_a_spreadsheet_in_spanish_is_measured_at_once(
    tmp_path: Path, encoding: str
) -> None:
    """IND-01, IND-02, IND-03: nothing is named, and what is guessed is said as options."""
    file = saved(tmp_path / "reclamos.csv", SPANISH, encoding)
    ended = kpi(file)
    assert (0, "", FOUND) == (ended.status, ended.err, rows(ended))
    (guessed,) = (line for line in ended.out.splitlines() if line.startswith("guessed"))
    options = shlex.split(guessed.partition(": ")[2])
    assert {"--format=dd/mm/yyyy", "--delimiter=;", "--zone=America/La_Paz"} <= set(options)
    assert ("--encoding=cp1252" in options) is (encoding == "latin-1")
    named = kpi(file, *options)
    assert FOUND == rows(named)
    assert "guessed" not in named.out


def test_what_cannot_be_guessed_is_read_by_the_command_that_is_printed(tmp_path: Path) -> None:
    """IND-01: names that say nothing, days that could be months, and outcomes of one's own."""
    lines = [
        "Caso;Desde;Hora;Hasta;Hora fin;Estado",
        "A;03/04/2024;08:00;03/04/2024;09:30;Atendido",
        "B;04/04/2024;08:00;05/04/2024;09:30;Rechazado",
        "C;04/04/2024;10:00;;;Pendiente",
    ]
    file = saved(tmp_path / "un archivo.csv", lines, "latin-1")
    ended = kpi(file, "--by", "Caso")
    assert (2, "") == (ended.status, ended.out)
    assert "no column is called opened" in ended.err
    assert "its columns: Caso, Desde, Hora, Hasta, Hora fin, Estado" in ended.err
    again = command(*printed(ended))
    assert (0, "") == (again.status, again.err)
    assert ["all", *FOUND[0].split()] == rows(again)[-1].split()


def test_titles_above_the_head_are_no_columns(tmp_path: Path) -> None:
    """IND-01, IND-02: a report has its title above its table, with or without empty cells."""
    for title in (["Reporte de reclamos"], ['"Reporte; marzo";;;;;', ";;;;;", "Bolivia;;;;;"]):
        file = saved(tmp_path / "titled.csv", [*title, *SPANISH], "latin-1")
        ended = kpi(file)
        assert (0, "", FOUND) == (ended.status, ended.err, rows(ended))
    bad = [*title, *SPANISH, "4;ayer;;;;"]
    assert kpi(saved(tmp_path / "bad.csv", bad, "latin-1")).err.startswith(
        f"{tmp_path}/bad.csv:10:"
    )
    book = import_module("openpyxl").Workbook()
    for row in (["Reporte de reclamos"], [], [None, "Bolivia"], *TYPED):
        book.worksheets[0].append(row)
    book.create_sheet("Notas").append(["Nada"])
    book.save(tmp_path / "titled.xlsx")
    assert FOUND == rows(kpi(tmp_path / "titled.xlsx"))


@pytest.mark.parametrize(
    "day",
    [
        "{}/3/24",
        "{}/03/2024\N{NO-BREAK SPACE}",
        "{}-mar-2024",
        "{} de marzo de 2024",
        "miércoles, {} de marzo de 2024",
        "{} mar. 2024",
    ],
)
def test_days_are_read_as_spreadsheets_in_spanish_write_them(tmp_path: Path, day: str) -> None:
    """IND-01: with two digits of the year, with the month in words, with any space."""
    on = [day.format(number) for number in ("13", "14", "15")]
    lines = [
        "Caso;Apertura;Cierre;Efectivo",
        f'"1";"{on[0]} 8:00";"{on[0]} 9:30 a. m.";sí',
        f'"2";"{on[1]} 8:00";"{on[2]} 9:30";no',
        f'"3";"{on[1]}";;',
    ]
    ended = kpi(saved(tmp_path / "some.csv", lines, "utf-8"))
    assert (0, "", FOUND) == (ended.status, ended.err, rows(ended))
    assert "--format=dd/mm/yyyy" in ended.out


@pytest.mark.parametrize("column", ["pauses", "Pausas del reclamo", "Espera"])
def test_pauses_are_written_as_all_other_instants(tmp_path: Path, column: str) -> None:
    """IND-01, IND-05: in the format and zone of the table, in a column named or guessed.

    Of 25.5 hours 10 were a pause, which leaves 15.5 of less than 24.
    """
    paused = "13/03/2024 10:00/13/03/2024 15:00|14/03/24/14-mar-24 5:00"
    lines = [
        f"Caso;Apertura;Cierre;Efectivo;{column}",
        f"1;13/03/2024 08:00;14/03/2024 09:30;sí;{paused}",
        "2;13/03/2024 08:00;14/03/2024 09:30;sí;",
        "3;13/03/2024 08:00;;;13/03/2024 10:00/",
    ]
    file = saved(tmp_path / "some.csv", lines, "latin-1")
    ended = kpi(file, *(["--pauses", column] if column == "Espera" else ()))
    assert ["3 1 0 2 66.67 % not yet decidable 1 33.33 % observed"] == rows(ended)
    assert ("--pauses=Pausas del reclamo" in ended.out) is (column[0] == "P")
    bad = saved(tmp_path / "bad.csv", [*lines, "4;13/03/2024 08:00;;;ayer/hoy"], "latin-1")
    named = kpi(bad, "--pauses", column)
    assert (1, "[records.instant]") == (named.status, named.err.split()[-1])
    assert 2 == kpi(file, "--pauses", "Nada").status


def test_a_column_called_pauses_that_holds_none_is_a_label(tmp_path: Path) -> None:
    """IND-03: how many pauses there were says nothing of when, so it leaves no request out."""
    lines = ["Caso;Apertura;Cierre;Efectivo;Pausas", "1;13/03/2024 8:00;13/03/2024 9:30;sí;2"]
    ended = kpi(saved(tmp_path / "some.csv", lines, "latin-1"), "--by", "Pausas")
    assert ["2 1 0 0 1 100.00 % accepted 1 100.00 % accepted"] == rows(ended)[:1]


def test_a_format_that_nothing_knows_is_asked_for(tmp_path: Path) -> None:
    """IND-01: where no instant can be read, the first try says what to name, and that reads it."""
    lines = ["opened;closed;effective", "Mar 13, 2024 8:00 AM;Mar 13, 2024 9:30 AM;yes"]
    file = saved(tmp_path / "some.csv", lines, "utf-8")
    ended = kpi(file)
    assert (2, "") == (ended.status, ended.out)
    (pattern,) = re.findall(r"--format '([^']+)'", ended.err)
    again = kpi(file, "--format", pattern, "--zone", "America/La_Paz")
    assert ["1 0 0 1 100.00 % accepted 1 100.00 % accepted"] == rows(again)


@pytest.mark.parametrize("encoding", ["mac-roman", "utf-8-sig", "utf-16"])
def test_lines_that_end_by_a_return_alone_are_lines(tmp_path: Path, encoding: str) -> None:
    """IND-02: as spreadsheets for the Mac save them; no row is taken for the name of a column."""
    file, plain = tmp_path / "mac.csv", [*SPANISH[:1], *SPANISH[2:]]
    file.write_bytes("\r".join([*plain, ""]).encode(encoding))
    ended = kpi(file, *(["--encoding", "mac-roman"] if encoding == "mac-roman" else []))
    assert ["2 1 0 0 0.00 % observed 0 0.00 % observed"] == rows(ended)


def test_a_row_of_totals_hides_no_format(tmp_path: Path) -> None:
    """IND-01: the command that is printed reads what most rows hold, and names the other."""
    lines = ["Caso;Apertura;Cierre;Efectivo", "1;03/04/2024 8:00;03/04/2024 9:00;si", "Total;1;;"]
    file = saved(tmp_path / "some.csv", lines, "utf-8")
    again = command(*printed(kpi(file)))
    assert (1, "1 0 0 1 100.00 % not decidable 1 100.00 % not decidable") == (
        again.status,
        rows(again)[0],
    )
    assert again.err.startswith(f"{file}:3: Apertura: ")


def test_columns_of_one_name_are_named(tmp_path: Path) -> None:
    """IND-01: which of two is meant nobody guesses, and it is said which they are."""
    lines = ["opened,closed,effective,effective", "2024-03-01T08:00Z,,,"]
    assert "two columns are called effective; " in kpi(written(tmp_path / "some.csv", lines)).err


def test_days_that_could_be_months_are_never_guessed(tmp_path: Path) -> None:
    """IND-01: with two guesses there is none; the command names one of them."""
    lines = ["opened,closed,effective", "03/04/2024 08:00,03/04/2024 09:00,yes"]
    file = saved(tmp_path / "some.csv", lines, "utf-8")
    ended = kpi(file)
    assert (2, "") == (ended.status, ended.out)
    assert "either of: dd/mm/yyyy, mm/dd/yyyy" in ended.err
    assert "--format=dd/mm/yyyy" in printed(ended)
    assert ["1 0 0 1 100.00 % accepted 1 100.00 % accepted"] == rows(command(*printed(ended)))


def test_where_nothing_fits_the_columns_are_named(tmp_path: Path) -> None:
    """IND-01: a table of something else is told what it has and what is due."""
    ended = kpi(written(tmp_path / "some.csv", ["a,b", "1,2"]))
    assert 2 == ended.status
    assert "its columns: a, b" in ended.err
    assert ended.err.endswith("--opened COLUMN --closed COLUMN --effective COLUMN=VALUE,...\n")


TYPED: list[list[Any]] = [
    ["Caso", "Apertura", "Cierre", "Efectivo", "Nota"],
    ["1", datetime(2024, 3, 13, 8), datetime(2024, 3, 13, 9, 30), True, "x"],  # noqa: DTZ001
    ["2", datetime(2024, 3, 14, 8), datetime(2024, 3, 15, 9, 30), False, "y" * 400],  # noqa: DTZ001
    ["3", datetime(2024, 3, 14), None, None, None],  # noqa: DTZ001
]


def of_kind(path: Path, kind: str) -> Path:
    """The same requests in a file of that kind."""
    head, *body = TYPED
    texts = [[*map(str, row[:3]), str(row[3]).lower(), row[4]] for row in body]
    texts[-1] = ["3", "2024-03-14 00:00", "", "", ""]
    objects = [dict(zip(head, row, strict=True)) for row in texts]
    match kind:
        case "xlsx":
            book = import_module("openpyxl").Workbook()
            for row in TYPED:
                book.worksheets[0].append(row)
            book.create_sheet("empty")
            book.save(path)
        case "parquet":
            pl.DataFrame(body, schema=head, orient="row").write_parquet(path)
        case "array":
            path.write_text(json.dumps(objects), encoding="utf-8")
        case "pretty":
            path.write_text(json.dumps(objects, indent=2), encoding="utf-8-sig")
        case "lines":
            written(path, [json.dumps(each) for each in objects])
        case _:
            saved(path, ["\t".join(row) for row in (head, *texts)], "utf-8")
    return path


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "array", "pretty", "lines", "tab"])
def test_a_table_of_any_kind_says_the_same(tmp_path: Path, kind: str) -> None:
    """IND-02: what a file is, is seen from its content; texts also under gzip."""
    file = of_kind(tmp_path / "file", kind)
    assert (0, "", FOUND) == ((ended := kpi(file)).status, ended.err, rows(ended))
    if kind not in ("xlsx", "parquet"):
        file.write_bytes(gzip.compress(file.read_bytes()))
        assert FOUND == rows(kpi(file))


def empty_workbook() -> bytes:
    """A workbook with a cell far from all others."""
    book, stream = import_module("openpyxl").Workbook(), BytesIO()
    book.worksheets[0]["XFD1048576"] = 1
    book.worksheets[0]["A1"] = "opened"
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7", "the file is a PDF"),
        (b"<html>", "the file is a page of HTML"),
        (b"\xef\xbb\xbf<?xml", "the file is a page of HTML or XML"),
        (b"\xd0\xcf\x11\xe0", "the file is a workbook of before 2007"),
        (b"PK\x05\x06", "the file is an empty archive"),
        (b"PK\x03\x04abc", "the file is damaged or has a password"),
        (b"PAR1abc", "the file is damaged"),
        (b"\x89PNG", "the file is a picture"),
        (b"a\0b", "the file is no text"),
        (gzip.compress(gzip.compress(b"x")), "compressed with gzip twice"),
        (b'[{"opened": ', "breaks off at line 1"),
        (empty_workbook(), "perhaps one far from all others"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_file_of_another_kind_is_called_what_it_is(
    tmp_path: Path, content: bytes, told: str
) -> None:
    """IND-02: nobody is told that quotes do not match in a picture."""
    file = tmp_path / "some.csv"
    file.write_bytes(content)
    ended = kpi(file)
    assert (2, "") == (ended.status, ended.out)
    assert told in ended.err


def test_many_bad_lines_are_one_line_of_error_and_no_verdict(tmp_path: Path) -> None:
    """IND-04: by kind with count and first line, on every output; nothing is decided."""
    good = "2024-03-01T08:00:00-04:00,2024-03-01T09:00:00-04:00,true"
    bad = "2024-03-01T08:00:00-04:00,never,perhaps"
    lines = ["opened,closed,effective", good, *[bad] * 5_998, good]
    page, table, data = (tmp_path / name for name in ("page.html", "table.csv", "data.json"))
    file = written(tmp_path / "some.csv", lines)
    ended = kpi(file, "--html", page, "--csv", table, "--json", data)
    assert 1 == ended.status
    assert 2 == len(ended.err.splitlines())
    assert ended.err.startswith(f"{file}:3: closed: an instant")
    assert "so are 5997 more" in ended.err
    assert ["2 0 0 2 100.00 % not decidable 2 100.00 % not decidable"] == rows(ended)
    assert "left out: 5998 for closed [records.instant], the first at 3" in ended.out
    assert "left out: 5998 for closed" in page.read_text(encoding="utf-8")
    *_, last = csv.reader(table.read_text(encoding="utf-8").splitlines())
    assert ["5998", "3"] == last[-3:-1]
    (lost,) = json.loads(data.read_text(encoding="utf-8"))["left_out"]
    assert ("records.instant", "closed", 5_998, "3") == tuple(list(lost.values())[:4])


def test_rows_of_one_request_are_one_where_a_key_is_named(tmp_path: Path) -> None:
    """IND-06: from the first opening to the last closing; without a key a warning with a count."""
    lines = [
        "id,opened,closed,effective,unit",
        "A,2024-03-01T08:00:00-04:00,,,north",
        "A,2024-03-01T09:00:00-04:00,2024-03-01T10:00:00-04:00,false,",
        "A,2024-03-01T11:00:00-04:00,2024-03-02T07:59:59-04:00,true,south",
        "B,2024-03-01T08:00:00-04:00,2024-03-01T09:00:00-04:00,true,south",
    ]
    file = written(tmp_path / "some.csv", lines)
    named = kpi(file, "--key", "id", "--by", "unit")
    assert [
        "north 1 0 0 1 100.00 % accepted 1 100.00 % accepted",
        "south 1 0 0 1 100.00 % accepted 1 100.00 % accepted",
    ] == rows(named)[:2]
    assert "repeats" not in named.out
    unnamed = kpi(file)
    assert "4" == rows(unnamed)[0].split()[0]
    assert "id repeats in 2 lines; if they are of one request, name it: --key id" in unnamed.out


def test_a_label_that_nothing_has_is_an_error(tmp_path: Path) -> None:
    """IND-08: a mistyped label names those that there are."""
    good = "2024-03-01T08:00:00-04:00,,,north"
    file = written(tmp_path / "some.csv", ["opened,closed,effective,unit", good])
    lines = written(tmp_path / "some.jsonl", ['{"opened": "2024-03-01T08:00:00Z", "unit": "a"}'])
    for each in (file, lines):
        ended = kpi(each, "--by", "moth")
        assert (2, "") == (ended.status, ended.out)
        assert "month, quarter, year" in ended.err
        assert "unit" in ended.err


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("quarter", "2024-Q1"),
        ("year", "2024"),
        ("closed-month", "2024-04"),
        ("closed-week", "2024-W14"),
    ],
)
def test_periods_are_of_opening_or_of_closing(tmp_path: Path, by: str, key: str) -> None:
    """IND-08: quarters and years, and the local day on which a request was closed."""
    line = "2024-03-31T23:00:00-04:00,2024-04-01T00:00:00-04:00,true"
    file = written(tmp_path / "some.csv", ["opened,closed,effective", line])
    page = tmp_path / "page.html"
    ended = kpi(file, "--by", by, "--html", page)
    assert [key, "1"] == rows(ended)[0].split()[:2]
    assert key in page.read_text(encoding="utf-8")


def test_json_is_not_written_over_what_is_measured(tmp_path: Path) -> None:
    """IND-08: no output takes the place of the input."""
    file = written(tmp_path / "some.csv", ["opened,closed,effective"])
    ended = kpi(file, "--json", file)
    assert 2 == ended.status
    assert "kpi.onto-its-input" in ended.err


def test_a_layout_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """IND-01: each option says what is due."""
    file = written(tmp_path / "some.csv", ["opened,closed,effective"])
    for option, code in (
        ("--zone=Mars", "time.unknown-zone"),
        ("--format=dmy", "layout.format"),
        ("--delimiter=;;", "layout.delimiter"),
        ("--encoding=klingon", "layout.encoding"),
        ("--effective==a", "layout.values"),
    ):
        ended = command("kpi", file, *BOLIVIAN, *LATER, option)
        assert (2, "") == (ended.status, ended.out)
        assert code in ended.err
