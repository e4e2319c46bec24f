"""The counts by month and channel as an expert and as a user of each engine write them.

Six counts for each group: requests, effective, in time, open, undecided, closed before opened.
"""

from datetime import datetime, timedelta
from typing import Any, Final

DAY: Final = timedelta(hours=24)
COUNTS: Final = ("requests", "effective", "in_time", "open", "undecided", "misdated")
HOURS_WEST: Final = 4
"""Where no clock changes, an expert counts local days in whole numbers."""

HOUR: Final = 3_600_000_000
MICROSECONDS_OF_DAY: Final = 24 * HOUR


def in_polars(frame: Any, as_of: datetime) -> Any:
    """One lazy expression that counts by local day, then the few days by month."""
    import polars as pl  # noqa: PLC0415  (a peer, which may be absent)

    opened, closed = pl.col("opened"), pl.col("closed")
    attended = (closed <= as_of).fill_null(False)
    elapsed = closed - opened
    day = (opened.to_physical() - HOURS_WEST * HOUR) // MICROSECONDS_OF_DAY
    return (
        frame.lazy()
        .filter(opened <= as_of)
        .group_by(day.alias("day"), "channel")
        .agg(
            requests=pl.len(),
            effective=(attended & pl.col("effective")).sum(),
            in_time=(attended & (elapsed >= timedelta()) & (elapsed < DAY)).sum(),
            open=(~attended).sum(),
            undecided=(~attended & (opened > as_of - DAY)).sum(),
            misdated=(attended & (elapsed < timedelta())).sum(),
        )
        .group_by(pl.col("day").cast(pl.Date).dt.strftime("%Y-%m").alias("month"), "channel")
        .agg(pl.col(COUNTS).sum())
        .collect()
    )


def in_pandas(frame: Any, as_of: datetime) -> Any:
    """Flags beside the keys, a sum by local day, then the few days by month."""
    import pandas as pd  # noqa: PLC0415

    opened, closed = frame["opened"], frame["closed"]
    known = opened <= as_of
    attended, elapsed = known & (closed <= as_of), closed - opened
    day = (opened.astype("int64") - HOURS_WEST * HOUR) // MICROSECONDS_OF_DAY
    flags = {
        "requests": known,
        "effective": attended & frame["effective"],
        "in_time": attended & (elapsed >= timedelta()) & (elapsed < DAY),
        "open": known & ~attended,
        "undecided": known & ~attended & (opened > as_of - DAY),
        "misdated": attended & (elapsed < timedelta()),
    }
    by_day = pd.DataFrame({"day": day, "channel": frame["channel"], **flags})
    days = by_day.groupby(["day", "channel"], sort=False).sum().reset_index()
    days["month"] = pd.to_datetime(days["day"], unit="D").dt.strftime("%Y-%m")
    return days.groupby(["month", "channel"])[list(COUNTS)].sum()


def as_a_user(frame: Any, as_of: datetime, zone: str) -> Any:
    """A column for each thing that is asked about, named months, and a sum by group."""
    known = frame[frame["opened"] <= as_of].copy()
    known["month"] = known["opened"].dt.tz_convert(zone).dt.strftime("%Y-%m")
    known["requests"] = 1
    known["attended"] = known["closed"].notna() & (known["closed"] <= as_of)
    known["elapsed"] = known["closed"] - known["opened"]
    known["misdated"] = known["attended"] & (known["elapsed"] < timedelta())
    known["in_time"] = known["attended"] & (known["elapsed"] < DAY) & ~known["misdated"]
    known["effective"] = known["attended"] & known["effective"]
    known["open"] = ~known["attended"]
    known["undecided"] = known["open"] & (known["opened"] > as_of - DAY)
    return known.groupby(["month", "channel"])[list(COUNTS)].sum()
