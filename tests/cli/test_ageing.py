"""`ageing`: what is owed by days past due, as of any day of a file."""

import csv
import json
import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.commands import ORDERS, PERUVIAN, Ended, command, run, written

DAY = ("--as-of", "2024-03-31")
END = ("--now", "2024-03-31T12:00:00-05:00", "--quiet")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The orders of the example, until the end of March."""
    db = tmp_path_factory.mktemp("ageing") / "shop.db"
    run(ORDERS, db, *END)
    return db


def ageing(db: Path, *options: object) -> Ended:
    """`ageing` on the last day of the example, unless another one is named."""
    day = () if "--as-of" in options else DAY
    return command("ageing", "--db", db, *day, *options)


def parsed(path: Path) -> list[list[str]]:
    """The cells of a CSV."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_the_table_is_what_the_report_says_is_outstanding(database: Path, tmp_path: Path) -> None:
    """COL-07: all buckets of all accounts come to `outstanding` of the report of `run`."""
    made = written(tmp_path / "nothing.jsonl", [])
    report = run(made, database, *END[:2]).out
    (outstanding,) = (each.split() for each in report.splitlines() if "outstanding" in each)
    ended = ageing(database, "--by", "account", "--json", tmp_path / "a.json")
    assert (0, "") == (ended.status, ended.err)
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    (total,) = document["all"]
    opened = sum(Decimal(row[name]) for row in document["groups"] for name in document["buckets"])
    assert str(opened) in outstanding
    assert Decimal(total["open"]) == opened
    assert opened > 0


def test_text_csv_and_json_say_the_same(database: Path, tmp_path: Path) -> None:
    """COL-07: the same groups and amounts in each form."""
    ended = ageing(
        database, "--by", "account", "--csv", tmp_path / "a.csv", "--json", tmp_path / "a.json"
    )
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    names = (*document["buckets"], "open", "sold", "days_outstanding_text")
    rows = [
        [row["account"] or "all", row["currency"], *(row[name] for name in names)]
        for row in (*document["groups"], *document["all"])
    ]
    assert rows == parsed(tmp_path / "a.csv")[1:]
    table = [line.replace(",", "").split() for line in ended.out.splitlines()[3:-2]]
    assert rows == table


def test_an_earlier_day_is_told_as_it_was(database: Path) -> None:
    """COL-07: before the first invoice there is nothing, and it says so."""
    early = ageing(database, "--as-of", "2024-01-01")
    assert early.out.endswith("\n\nnothing was invoiced by then\n")


def test_buckets_and_days_can_be_asked_for(database: Path, tmp_path: Path) -> None:
    """COL-07: the buckets are named by the days that were given, and n by its number."""
    ended = ageing(database, "--buckets", 10, 20, "--days", 30, "--json", tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert ["not-due", "1-10", "11-20", "21+"] == document["buckets"]
    assert "open / sold x 30" in ended.out
    assert "2024-03-02" == document["sold_from"]


def test_it_speaks_spanish(database: Path) -> None:
    """OPN-06: heads, totals and the legend are words of the language."""
    out = ageing(database, "--language", "es", "--by", "party").out
    assert "titular" in out
    assert "días de venta pendientes de cobro" in out


@pytest.mark.parametrize(
    ("options", "status", "advice"),
    [
        (("--by", "channel"), 2, "account, party, origin"),
        (("--by", "party", "party"), 2, "each once"),
        (("--buckets", "30", "10"), 2, "rise"),
        (("--days", "0"), 2, "last 1 to"),
        (("--as-of", "31/03/2024"), 2, "2024-02-29"),
        (("--operator", "bolivia"), 2, "peru"),
    ],
)
def test_what_cannot_be_asked_says_why(
    database: Path, options: tuple[str, ...], status: int, advice: str
) -> None:
    """A wrong label, bucket, number of days, day or operator ends with advice."""
    ended = ageing(database, *options)
    assert status == ended.status
    assert advice in ended.err


def test_an_operator_without_receivables_has_no_ageing(tmp_path: Path) -> None:
    """The refusal says what file it wants."""
    made = written(tmp_path / "nothing.jsonl", [])
    command("run", made, "--db", tmp_path / "b.db", "--operator", "bolivia", *END)
    ended = ageing(tmp_path / "b.db")
    assert 2 == ended.status
    assert "ageing.no-receivables" in ended.err


def test_what_is_read_is_not_written_over(database: Path) -> None:
    """The file itself is no place for the table."""
    before = database.read_bytes()
    for option in ("--csv", "--json"):
        ended = ageing(database, option, database)
        assert (2, True) == (ended.status, "ageing.onto-its-input" in ended.err)
    assert before == database.read_bytes()


def test_a_case_that_cannot_be_read_stops_no_other(database: Path, tmp_path: Path) -> None:
    """TRU-07: it is named, the others are told, and the status says that something is missing."""
    torn = tmp_path / "torn.db"
    shutil.copy(database, torn)
    with sqlite3.connect(torn) as connection:
        (case,) = connection.execute(
            "SELECT case_id FROM event WHERE process = 'receivable' LIMIT 1"
        ).fetchone()
        connection.execute(
            "UPDATE event SET body = '{}' WHERE process = 'receivable' AND case_id = ?", (case,)
        )
    ended = ageing(torn, "--by", "party", *PERUVIAN)
    assert 1 == ended.status
    assert f"receivable/{case} cannot be read and is left out" in ended.err
    assert "days sales outstanding" in ended.out
