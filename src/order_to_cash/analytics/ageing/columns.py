"""The same ageing over columns: polars, pandas, pyarrow, DuckDB, by one function.

Needs the extra `columns` (narwhals). Days are compared as days and amounts summed as whole minor
units, so that no engine's idea of a decimal enters.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from order_to_cash.analytics.ageing.postings import Posting
from order_to_cash.analytics.ageing.reckoning import (
    LABELS,
    SOLD,
    AgeingAggregation,
    AgeingQuestion,
    AgeingReport,
)
from order_to_cash.analytics.columns import MARK, MOST_ROWS
from order_to_cash.analytics.frames import Frame, narwhals, rows_of, value_of
from order_to_cash.analytics.indicators import too_many_groups
from order_to_cash.analytics.raw import shown
from order_to_cash.domain.core import Currency, InvalidValue, MissingExtra
from order_to_cash.rules.ageing import Ageing

DAYS: Final = ("on", "dated", "due")
NEEDED: Final = (*DAYS, "reason", "currency", "minor")
"""The columns of a frame of postings that an ageing looks at, beside the labels."""

PLACE, SOLD_MINOR, OPEN_MINOR = f"{MARK}place", f"{MARK}sold", f"{MARK}open"


def age_columns(
    frame: object, ageing: Ageing, *, as_of: date, by: Sequence[str] = ()
) -> AgeingReport:
    """The ageing of a frame of postings, one row each, with any labels.

    Its columns `on`, `dated` and `due` hold days, `reason` one of `invoiced`, `credited`, `paid`,
    `written_off`, `charged`, `waived`, `currency` the code of ISO 4217, `minor` whole minor units:
    above zero what is open more, below zero what is open less. `as_frame_of_postings` makes one of
    a journal. Raises `InvalidValue` for a column that is missing, of another kind, or has gaps;
    `MissingExtra` without narwhals.
    """
    nw = narwhals()
    question = AgeingQuestion(ageing, as_of, tuple(by))
    try:
        given: Frame = nw.from_native(frame)
    except TypeError:
        raise InvalidValue(
            "this is no frame of columns; give one of polars, pandas, pyarrow or DuckDB",
            code="columns.no-frame",
        ) from None
    counted = AgeingAggregation(question)
    if _is_empty(nw, given, question):
        return counted.report()
    _check(nw, given)
    for number, row in enumerate(rows_of(_summed(nw, given, question))):
        if number == MOST_ROWS:
            raise too_many_groups()
        key = tuple(_label(row[f"{MARK}{place}"]) for place in range(len(question.by)))
        currency = _currency(row["currency"])
        counted.take(key, currency, int(row[PLACE]), int(row[OPEN_MINOR]), int(row[SOLD_MINOR]))
    return counted.report()


def _summed(nw: Any, frame: Frame, question: AgeingQuestion) -> Frame:
    """What is open and was sold by label, currency and bucket, in the words of any engine."""
    known = frame.filter(nw.col("on") <= nw.lit(question.as_of))
    sold = nw.col("reason").is_in([reason.value for reason in SOLD])
    counts = sold & (nw.col("dated") >= nw.lit(question.sold_from))
    labels = [f"{MARK}{place}" for place in range(len(question.by))]
    rows = known.select(
        "currency",
        *(nw.col(by).alias(name) for name, by in zip(labels, question.by, strict=True)),
        _place(nw, question).alias(PLACE),
        nw.col("minor").alias(OPEN_MINOR),
        nw.when(counts).then(nw.col("minor")).otherwise(nw.lit(0)).alias(SOLD_MINOR),
    )
    sums = (nw.col(OPEN_MINOR).sum(), nw.col(SOLD_MINOR).sum())
    grouped: Frame = rows.group_by(*labels, "currency", PLACE).agg(*sums)
    return grouped


def _place(nw: Any, question: AgeingQuestion) -> Any:
    """The number of the bucket: how many of them begin at least so many days ago."""
    place = nw.lit(0)
    for number, (first, _) in enumerate(question.ageing.spans, start=1):
        begins = nw.col("due") <= nw.lit(_days_before(question.as_of, first))
        place = nw.when(begins).then(nw.lit(number)).otherwise(place)
    return place


def _days_before(day: date, days: int) -> date:
    return day - timedelta(days=min(days, day.toordinal() - 1))


def _is_empty(nw: Any, frame: Frame, question: AgeingQuestion) -> bool:
    """Whether it has no rows, whose columns have no kind then; refuses one that lacks a column."""
    schema = frame.collect_schema()
    if lacking := [name for name in (*NEEDED, *question.by) if name not in schema]:
        raise InvalidValue(
            f"the frame has no column {', '.join(lacking)}; rename its columns; there are: "
            f"{shown(schema.names())}",
            code="columns.missing",
        )
    (row,) = rows_of(frame.select(nw.len().alias(MARK)))
    return not row[MARK]


def _check(nw: Any, frame: Frame) -> None:
    """Refuse a frame that has a column in a wrong form or with gaps."""
    schema = frame.collect_schema()
    for name in DAYS:
        if schema[name] != nw.Date and not (schema[name] == nw.Object and _holds_days(frame, name)):
            raise InvalidValue(
                f"the column {name} holds no days; convert it to days without a time",
                code="columns.days",
            )
    if not schema["minor"].is_integer():
        raise InvalidValue(
            "the column minor holds no whole numbers; give amounts in minor units, 11.80 as 1180",
            code="columns.minor",
        )
    gaps = frame.select(nw.col(name).is_null().any().alias(name) for name in NEEDED)
    (row,) = rows_of(gaps)
    if empty := [name for name in NEEDED if row[name]]:
        raise InvalidValue(
            f"the column {', '.join(empty)} has gaps; leave out the rows that do not say it",
            code="columns.gaps",
        )


def _holds_days(frame: Frame, name: str) -> bool:
    """Whether a column of objects, as pandas keeps days in, holds nothing else."""
    return all(
        type(value_of(row[name])) in (date, type(None)) for row in rows_of(frame.select(name))
    )


def _currency(value: object) -> Currency:
    known = {currency.value: currency for currency in Currency}
    found = known.get(str(value))
    if found is None:
        raise InvalidValue(
            "the column currency has a code that is no currency of ISO 4217; correct it, such as "
            "PEN",
            code="columns.currency",
        )
    return found


def _label(value: object) -> str:
    known = value_of(value)
    return "" if known is None else str(known)


def as_frame_of_postings(postings: Iterable[Posting], backend: str = "polars") -> Any:
    """The postings as a frame of polars, pandas or pyarrow, as `age_columns` takes it."""
    columns: dict[str, list[Any]] = {name: [] for name in ("receivable", *LABELS, *NEEDED)}
    for posting in postings:
        for name in ("receivable", *LABELS, *DAYS):
            columns[name].append(getattr(posting, name))
        columns["reason"].append(posting.reason.value)
        columns["currency"].append(posting.amount.currency.value)
        columns["minor"].append(posting.amount.minor)
    try:
        return narwhals().from_dict(columns, backend=backend).to_native()
    except ImportError:
        raise MissingExtra(f"the package {backend} is needed; install it beside narwhals") from None
