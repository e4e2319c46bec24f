"""Indicators by month and channel: over objects, over columns, and as somebody writes them alone.

Every way answers for the same records, made from their number by whole arithmetic.
"""

import gc
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final

from benchmarks import indicators_by_hand as hand
from benchmarks.measure import Probe, Ratio, Subject
from order_to_cash.analytics import Report, Request, measure, measure_columns
from order_to_cash.operators.bolivia import INDICATORS

ZONE: Final = "America/La_Paz"
BY: Final = ("month", "channel")
CHANNELS: Final = ("store", "online store", "call centre", "website", "mobile app", "distributor")
START: Final = datetime(2021, 1, 1, tzinfo=UTC)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
YEARS: Final = timedelta(days=3 * 365)
LONGEST: Final = timedelta(hours=30) // MICROSECOND
WARM: Final = 1_000
MILLION: Final = 1_000_000
KIBIBYTE: Final = 1024

Number = Any
"""A whole number, or a column of them."""


def opened(number: Number, records: int) -> Number:
    """Microseconds since 1970: three years, however many records there are."""
    return (START - EPOCH) // MICROSECOND + number * (YEARS // MICROSECOND // records)


def lasting(number: Number) -> Number:
    """Microseconds until it was closed: of every length up to 30 hours."""
    return number * 7_919_993_113 % LONGEST


def as_of(records: int) -> datetime:
    """When it is asked: an hour before the last of them was opened."""
    last: int = opened(records - 1, records)
    return EPOCH + last * MICROSECOND - timedelta(hours=1)


def objects(records: int) -> Iterator[Request]:
    """The records one by one: one of 97 is open, one of 50 was not attended effectively."""
    for n in range(records):
        at = EPOCH + opened(n, records) * MICROSECOND
        closed = at + lasting(n) * MICROSECOND if n % 97 else None
        yield Request(at, closed, n % 50 > 0, {"channel": CHANNELS[n % 6]})


def in_polars(records: int) -> Any:
    """The same records as a frame of polars."""
    import polars as pl  # noqa: PLC0415  (a peer, which may be absent)

    n, instant = pl.int_range(records, dtype=pl.Int64), pl.Datetime("us", "UTC")
    at = opened(n, records)
    closed = pl.when(n % 97 > 0).then(at + lasting(n))
    channel = (n % 6).replace_strict(dict(enumerate(CHANNELS)), return_dtype=pl.String)
    return pl.select(
        opened=at.cast(instant), closed=closed.cast(instant), effective=n % 50 > 0, channel=channel
    )


def in_pandas(records: int) -> Any:
    """The same records as a frame of pandas."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    n = np.arange(records)
    at = opened(n, records)
    closed = pd.Series((at + lasting(n)).astype("datetime64[us]")).where(n % 97 > 0)
    return pd.DataFrame(
        {
            "opened": pd.Series(at.astype("datetime64[us]")).dt.tz_localize("UTC"),
            "closed": closed.dt.tz_localize("UTC"),
            "effective": n % 50 > 0,
            "channel": np.array(CHANNELS)[n % 6],
        }
    )


def over_objects(records: int) -> Report:
    """The report of the objects, none of which is kept."""
    return measure(objects(records), INDICATORS, zone=ZONE, as_of=as_of(records), by=BY)


def over_columns(frame: Any, records: int) -> Report:
    """The report of a frame."""
    return measure_columns(frame, INDICATORS, zone=ZONE, as_of=as_of(records), by=BY)


def polars_library(records: str) -> float:
    """Processor seconds of the library on polars."""
    return timed(in_polars, over_columns, int(records))


def polars_by_hand(records: str) -> float:
    """Processor seconds of the best expression on polars."""
    return timed(in_polars, lambda f, n: hand.in_polars(f, as_of(n)), int(records))


def pandas_library(records: str) -> float:
    """Processor seconds of the library on pandas."""
    return timed(in_pandas, over_columns, int(records))


def pandas_by_hand(records: str) -> float:
    """Processor seconds of the best expression on pandas."""
    return timed(in_pandas, lambda f, n: hand.in_pandas(f, as_of(n)), int(records))


def pandas_by_a_user(records: str) -> float:
    """Processor seconds of what a user of pandas would write."""
    return timed(in_pandas, lambda f, n: hand.as_a_user(f, as_of(n), ZONE), int(records))


def one_by_one(records: str) -> float:
    """Processor seconds over objects, with the making of them."""
    return timed(lambda n: n, lambda _, n: over_objects(n), int(records))


def timed(make: Callable[[int], Any], work: Callable[[Any, int], object], records: int) -> float:
    """Processor seconds of one call, after one on few records that loads what it needs."""
    work(make(WARM), WARM)
    made = make(records)
    gc.collect()
    gc.freeze()
    start = process_time()
    work(made, records)
    return process_time() - start


def peak_of_objects(records: str) -> float:
    """Bytes of the largest resident set while objects are counted."""
    over_objects(int(records))
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE)


def peak_of_command(records: str) -> float:
    """Bytes of the largest resident set of `order-to-cash kpi` over a file of so many lines."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "records.csv"
        written(file, int(records))
        command = [sys.executable, "-m", "order_to_cash", "kpi", str(file), "--operator", "bolivia"]
        subprocess.run(  # noqa: S603  (this interpreter)
            [*command, "--by", *BY], check=True, stdout=subprocess.DEVNULL
        )
    return float(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KIBIBYTE)


def written(file: Path, records: int) -> None:
    """The records as CSV."""
    with file.open("w", encoding="utf-8") as stream:
        print("opened,closed,effective,channel", file=stream)
        for each in objects(records):
            closed = "" if each.closed is None else each.closed.isoformat()
            effective = str(each.effective).lower()
            row = (each.opened.isoformat(), closed, effective, each.labels["channel"])
            print(*row, sep=",", file=stream)


def subject_of(records: int) -> Subject:
    """The table for so many records."""

    def probe(what: str, function: str, peer: str = "", count: int = records) -> Probe:
        return Probe(what, f"benchmarks.indicators:{function}:{count}", peer)

    polars = probe("`measure_columns` on polars", "polars_library", "polars")
    pandas = probe("`measure_columns` on pandas", "pandas_library", "pandas")
    user = probe("pandas as a user writes it", "pandas_by_a_user", "pandas")
    singly = probe("`measure`", "one_by_one")
    best = probe("by hand on polars", "polars_by_hand", "polars")
    best_of_pandas = probe("by hand on pandas", "pandas_by_hand", "pandas")
    peak, less = (probe("peak", "peak_of_objects", count=n) for n in (records, records // 10))
    read, fewer = (
        probe("peak of `kpi`", "peak_of_command", count=n) for n in (records // 10, records // 100)
    )
    return Subject(
        "Indicators by month and channel",
        f"{records:,} records of three years in six channels; each figure is one call over all of "
        "them, in local months, with all six counts. Objects are made as they are counted.",
        (
            Ratio("columns on polars, against the best by hand", polars, best, at_most=2),
            Ratio("columns on pandas, against the best by hand", pandas, best_of_pandas, at_most=2),
            Ratio("columns on polars, against pandas as a user writes it", polars, user),
            Ratio("columns on pandas, against pandas as a user writes it", pandas, user),
            Ratio("objects, against pandas as a user writes it", singly, user),
            Ratio(f"memory of objects, against {records // 10:,}", peak, less, at_most=1.1),
            Ratio(
                f"memory of `kpi`, {records // 10:,} lines against {records // 100:,}",
                read,
                fewer,
                at_most=1.1,
            ),
        ),
        processes=3,
    )


SUBJECT: Final = subject_of(MILLION)


def with_ten_million() -> Subject:
    """The same over ten times as many, which takes a quarter of an hour."""
    return subject_of(10 * MILLION)
