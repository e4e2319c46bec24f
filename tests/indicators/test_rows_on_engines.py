"""The indicators that engines count of exported rows are those of the journal, each request once.

polars and DuckDB are asked in their own words, in every run; PySpark where `nox -s columns` has
installed it. The SQL is that of the page. Two folders are read, the second exported from the
cursor of the first.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeAlias

import polars as pl
import pytest

from order_to_cash.analytics import Report, measure, measure_columns, requests_of
from order_to_cash.analytics.measured import ORDERS
from order_to_cash.operators.peru import INDICATORS
from order_to_cash.wire.shapes import type_name
from tests.cli.commands import command, lines_of, run, written
from tests.indicators.frames import NOISY
from tests.indicators.test_rows import CASES, opened

By: TypeAlias = Callable[[list[Path], Any], Any]
"""When each order was opened and closed and whether effectively, of some files of events."""

ASKED: Final[dict[str, Any]] = {
    "zone": "America/Lima",
    "as_of": datetime(2024, 4, 1, tzinfo=UTC),
    "by": ("month",),
}
OPENS, CLOSES, EFFECTIVE = (
    tuple(type_name(mark) for mark in marks if isinstance(mark, type))
    for marks in (ORDERS.opens, ORDERS.closes, ORDERS.effective)
)
PAGE: Final = Path(__file__).parents[2] / "docs" / "how-to" / "measure-indicators.md"
SHOWN: Final = "read_parquet('rows/events/*/*.parquet')"
ENGINES: Final = ["polars", "duckdb", NOISY]
FORMS: Final = ["lines", "parquet"]
FILES: Final = {"lines": "events/*.jsonl", "parquet": "events/*/*.parquet"}


def by_polars(files: list[Path], _session: Any) -> Any:
    """In expressions, lazily."""
    if files[0].suffix == ".parquet":
        events = pl.scan_parquet(files, hive_partitioning=False)
    else:
        at = pl.col("at").str.to_datetime("%+", time_zone="UTC", time_unit="us")
        events = pl.scan_ndjson(files).with_columns(at)
    last = pl.col("type").is_in(CLOSES)
    return (
        events.filter(pl.col("process") == "order")
        .sort("version")
        .group_by("case")
        .agg(
            opened=pl.col("at").filter(pl.col("type").is_in(OPENS)).first(),
            closed=pl.col("at").filter(last).first(),
            effective=pl.col("type").filter(last).first().is_in(EFFECTIVE),
        )
        .drop("case")
    )


def query(source: str) -> str:
    """The SQL of the page that shows it, over other rows."""
    sql = PAGE.read_text(encoding="utf-8").partition("```sql\n")[2].partition("```")[0]
    assert 1 == sql.count(SHOWN)
    return sql.replace(SHOWN, source)


def by_duckdb(files: list[Path], _session: Any) -> Any:
    """In SQL."""
    names = ", ".join(f"'{file}'" for file in files)
    parquet = files[0].suffix == ".parquet"
    rows = f"read_parquet([{names}])" if parquet else f"read_json([{names}], format='nd')"
    return import_module("duckdb").sql(query(rows))


def by_pyspark(files: list[Path], session: Any) -> Any:
    """In the same SQL, where names are quoted otherwise."""
    names = [str(file) for file in files]
    if files[0].suffix == ".parquet":
        events = session.read.parquet(*names)
    else:
        columns = "`case` string, process string, type string, version long, at timestamp"
        events = session.read.schema(columns).json(names)
    events.createOrReplaceTempView("events")
    return session.sql(query("events").replace('"', "`").replace("arg_min", "min_by"))


BY: Final[dict[str, By]] = {"polars": by_polars, "duckdb": by_duckdb, "pyspark": by_pyspark}


def counted(engine: str, request: pytest.FixtureRequest, form: str, *folders: Path) -> Report:
    """What an engine counts of all files of these folders together."""
    files = [file for folder in folders for file in sorted(folder.glob(FILES[form]))]
    session = request.getfixturevalue("spark") if engine == "pyspark" else None
    return measure_columns(BY[engine](files, session), INDICATORS, **ASKED)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("engine", ENGINES)
def test_two_exports_by_cursor_count_every_request_once(
    tmp_path: Path, request: pytest.FixtureRequest, engine: str, form: str
) -> None:
    """IND-01: what was before `--since` and what came after are together what the journal says.

    Orders lie on both sides of the cursor, opened before it and closed after it.
    """
    db, (first, second) = tmp_path / "some.db", (tmp_path / "first", tmp_path / "second")
    lines = lines_of(*CASES)
    assert 2 > run(written(tmp_path / "early.jsonl", lines[: len(lines) // 2]), db).status
    early = command("export", "--db", db, "--to", first, "--form", form)
    assert (0, "") == (early.status, early.err)
    assert 2 > run(written(tmp_path / "late.jsonl", lines[len(lines) // 2 :]), db).status
    since = ("--since", early.out.split()[-1], "--form", form)
    late = command("export", "--db", db, "--to", second, *since)
    assert (0, "") == (late.status, late.err)
    with opened(db) as desk:
        requests = list(requests_of(desk.journal, [ORDERS]))
    told = measure(requests, INDICATORS, **ASKED)
    assert len(CASES) == told.total.requests
    assert told == counted(engine, request, form, first, second)
    assert told.total.effective > counted(engine, request, form, first).total.effective
