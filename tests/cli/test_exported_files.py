"""`kpi` on files as systems export them: titles above the head, words for nothing, no record."""

import gzip
import json
import shlex
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.commands import command, written
from tests.cli.test_any_file import FOUND, SPANISH, TYPED, of_kind, printed, saved
from tests.cli.test_kpi import kpi, rows

HEAD = "opened,closed,effective"
GOOD = "2024-03-01T08:00:00-04:00,2024-03-01T09:00:00-04:00,true"


def book(path: Path, table: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet with these rows."""
    made: Any = import_module("openpyxl").Workbook()
    for row in table:
        made.worksheets[0].append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(
    "titles",
    [
        ["Reporte de reclamos;Marzo 2024"],
        ["Reporte;;Marzo;;;", ";;;;;", "Desde:;01/03/2024;Hasta:;31/03/2024;;"],
        ["Fecha de cierre;31/03/2024", "Unidad;Norte", ""],
        ["Reporte;Marzo;2024;La Paz;Bolivia;Norte"],
    ],
)
def test_the_head_is_the_row_that_is_like_those_under_it(tmp_path: Path, titles: list[str]) -> None:
    """IND-01, IND-02: titles of several cells stand above it, and its line is told as a guess."""
    file = saved(tmp_path / "titled.csv", [*titles, *SPANISH], "latin-1")
    ended = kpi(file)
    assert (0, "", FOUND) == (ended.status, ended.err, rows(ended))
    assert f"--head={len(titles) + 1}" in ended.out
    named = kpi(file, "--head", len(titles) + 1)
    assert FOUND == rows(named)
    assert "--head" not in named.out


def test_titles_of_a_workbook_are_told_from_its_head(tmp_path: Path) -> None:
    """IND-01, IND-02: a sheet has its title in two cells and an empty row before its table."""
    titles: list[list[object]] = [["Reporte", "Marzo"], [None], ["Unidad", None, "Norte"]]
    ended = kpi(book(tmp_path / "titled.xlsx", [*titles, *TYPED]))
    assert (0, "", FOUND) == (ended.status, ended.err, rows(ended))
    assert "--head=4" in ended.out


def test_names_that_say_nothing_are_found_under_titles(tmp_path: Path) -> None:
    """IND-01: the columns that are listed are those of the head, and the printed command reads."""
    lines = [
        "Informe;Marzo",
        "Sede;Centro",
        "Caso;Desde;Hasta;Estado",
        "A;13/03/2024 08:00;13/03/2024 09:30;Atendido",
        "B;13/03/2024 08:00;;Pendiente",
    ]
    ended = kpi(saved(tmp_path / "some.csv", lines, "utf-8"))
    assert (2, "") == (ended.status, ended.out)
    assert "its columns: Caso, Desde, Hasta, Estado" in ended.err
    again = command(*printed(ended))
    assert (0, "2") == (again.status, rows(again)[0].split()[0])


def test_a_row_of_too_many_cells_is_no_head(tmp_path: Path) -> None:
    """IND-04: a line with a comma too many is named, and does not take the place of the head."""
    file = written(tmp_path / "some.csv", [HEAD, "never,never,perhaps,x", GOOD, f"{GOOD},x"])
    ended = kpi(file)
    assert (1, "1") == (ended.status, rows(ended)[0].split()[0])
    assert f"{file}:2: the line has 4 cells" in ended.err
    assert "--head" not in ended.out


def test_a_head_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """IND-01: a line that is named for the head has to be one of the table."""
    file = written(tmp_path / "some.csv", [HEAD, GOOD])
    for line, code in (("9", "records.head"), ("-1", "layout.head"), ("x", "layout.head")):
        ended = kpi(file, f"--head={line}")
        assert (2, "") == (ended.status, ended.out)
        assert code in ended.err


@pytest.mark.parametrize("nothing", ["NULL", "-", "N/A", "n/d", "#N/A", "\\N", "0000-00-00", "—"])
@pytest.mark.parametrize("kind", ["tab", "lines", "array", "xlsx", "parquet"])
def test_a_word_for_nothing_closes_no_request(tmp_path: Path, nothing: str, kind: str) -> None:
    """IND-01, IND-02: as closing time it says that the request is open, and is told as a guess."""
    head, *body = TYPED
    texts = [["" if cell is None else str(cell) for cell in row] for row in body]
    texts[-1][1:4] = ["2024-03-14 00:00", nothing, nothing]
    file = tmp_path / "some"
    if kind == "xlsx":
        book(file, [head, *texts])
    elif kind == "parquet":
        pl.DataFrame(texts, schema=head, orient="row").write_parquet(file)
    else:
        objects = [dict(zip(head, row, strict=True)) for row in texts]
        lines = {
            "tab": ["\t".join(row) for row in (head, *texts)],
            "lines": [json.dumps(each) for each in objects],
            "array": [json.dumps(objects)],
        }
        saved(file, lines[kind], "utf-8")
    ended = kpi(file)
    assert (0, "", FOUND) == (ended.status, ended.err, rows(ended))
    (guessed,) = (line for line in ended.out.splitlines() if line.startswith("guessed"))
    if (kind, nothing) != ("xlsx", "#N/A"):  # a cell of that kind comes as an empty one
        assert f"--open={nothing}" in shlex.split(guessed)


def test_what_else_says_that_a_request_is_open_is_named(tmp_path: Path) -> None:
    """IND-01: a word of one's own is named in any case; the line that has it says how."""
    lines = [HEAD, GOOD, "2024-03-01T08:00:00-04:00,En curso,", "2024-03-01T08:00:00-04:00,null,-"]
    file = written(tmp_path / "some.csv", lines)
    unnamed = kpi(file)
    assert 1 == unnamed.status
    assert f"{file}:3: closed: " in unnamed.err
    assert "--open" in unnamed.err
    named = kpi(file, "--open", "EN CURSO")
    assert (0, "", "3 2 0 1") == (named.status, named.err, " ".join(rows(named)[0].split()[:4]))


def test_a_day_that_is_nothing_has_no_time(tmp_path: Path) -> None:
    """IND-01: of two columns that of the day decides; midnight beside nothing is nothing."""
    lines = [
        "Fecha apertura;Hora apertura;Fecha cierre;Hora cierre;Efectivo",
        "13/03/2024;08:00;13/03/2024;09:30;si",
        "13/03/2024;08:00;NULL;00:00;NULL",
        "13/03/2024;08:00;-;-;-",
    ]
    ended = kpi(saved(tmp_path / "some.csv", lines, "utf-8"))
    assert (0, "", "3 2 0 1") == (ended.status, ended.err, " ".join(rows(ended)[0].split()[:4]))


def test_only_an_end_may_be_nothing(tmp_path: Path) -> None:
    """IND-04: an opening, a key, and what became of a closed request have to be told."""
    lines = [
        f"{HEAD},id,pauses",
        f"{GOOD},A,NULL",
        "NULL,,,B,",
        "2024-03-01T08:00:00-04:00,,,-,",
        "2024-03-01T08:00:00-04:00,2024-03-01T09:00:00-04:00,N/A,D,",
    ]
    file = written(tmp_path / "some.csv", lines)
    ended = kpi(file, "--key", "id")
    assert (1, "1 0 0 1") == (ended.status, " ".join(rows(ended)[0].split()[:4]))
    assert ["[records.instant]", "[records.key]", "[records.effective]"] == [
        line.split()[-1] for line in ended.err.splitlines()
    ]


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf", b"[]", b" [ ]\n"])
def test_a_file_without_a_record_is_refused(tmp_path: Path, content: bytes) -> None:
    """IND-02: an export that wrote nothing is no month without requests; also under gzip."""
    file = tmp_path / "some"
    for each in (content, gzip.compress(content)):
        file.write_bytes(each)
        ended = kpi(file)
        assert (2, "") == (ended.status, ended.out)
        (told,) = ended.err.splitlines()
        assert told.startswith(f"order-to-cash: {file}: the file holds no record")
        assert told.endswith("[records.none]")


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "tab"])
def test_a_table_of_its_head_alone_is_refused(tmp_path: Path, kind: str) -> None:
    """IND-02: as what it was read is told, whichever reader it was."""
    file = tmp_path / "some"
    if kind == "parquet":
        pl.DataFrame(schema=dict.fromkeys(TYPED[0], pl.String)).write_parquet(file)
    elif kind == "xlsx":
        book(file, TYPED[:1])
    else:
        saved(file, ["\t".join(TYPED[0])], "utf-8")
    ended = kpi(file)
    assert (2, "") == (ended.status, ended.out)
    assert "holds no record" in ended.err
    assert {"xlsx": "workbook", "tab": "text"}.get(kind, kind) in ended.err


def test_an_empty_sheet_is_no_table(tmp_path: Path) -> None:
    """IND-02: a workbook that nobody filled is refused like any other file of nothing."""
    ended = kpi(book(tmp_path / "some.xlsx", []))
    assert (2, "") == (ended.status, ended.out)
    assert "records.none" in ended.err


def test_a_long_array_on_one_line_is_measured(tmp_path: Path) -> None:
    """IND-02: of more than a megabyte with few objects the beginning is enough to guess from."""
    one = {"opened": "2024-03-01T08:00:00-04:00", "note": "x" * 50_000}
    file = tmp_path / "some.json"
    file.write_text(json.dumps([one] * 40), encoding="utf-8")
    ended = kpi(file)
    assert (0, "", "40") == (ended.status, ended.err, rows(ended)[0].split()[0])


def test_a_file_of_objects_is_measured_as_before(tmp_path: Path) -> None:
    """IND-02: what has one record is a file of requests, in any form."""
    for kind in ("xlsx", "parquet", "array", "lines", "tab"):
        assert FOUND == rows(kpi(of_kind(tmp_path / kind, kind)))
