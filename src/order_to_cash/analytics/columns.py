"""The same indicators over columns: polars, pandas, pyarrow, DuckDB, PySpark, by one function.

Needs the extra `columns` (narwhals). Local days are counted from the zone's own changes of clock,
in whole numbers, so that no engine's idea of a time zone enters. Where time is that of a calendar,
has pauses, or differs by label, requests are counted one by one as every other reader does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from order_to_cash.analytics.changes import changes_of_clock
from order_to_cash.analytics.frames import (
    INSTANTS,
    Frame,
    Row,
    in_one_zone,
    narwhals,
    rows_of,
    value_of,
)
from order_to_cash.analytics.indicators import (
    MOST_GROUPS,
    Aggregation,
    Key,
    Question,
    Report,
    too_many_groups,
)
from order_to_cash.analytics.layout import PAUSES, Layout
from order_to_cash.analytics.moments import Moment, moment
from order_to_cash.analytics.named_columns import OWN, is_typed, renamed, report_of_texts
from order_to_cash.analytics.periods import PERIODS, of_closing
from order_to_cash.analytics.raw import shown
from order_to_cash.analytics.records import pauses_of
from order_to_cash.analytics.requests import Request, label_of
from order_to_cash.domain.core import InvalidValue, Pause
from order_to_cash.domain.core.instants import in_utc, out_of_range
from order_to_cash.rules.indicators import Indicators, Misdated

MOST_ROWS: Final = 366 * MOST_GROUPS
"""How many rows an engine may answer: a group for each of its days."""

MARK: Final = "_otc_"
"""What the names of our own columns begin with."""

DAY, ALL = f"{MARK}day", f"{MARK}all"
MICROSECOND: Final = timedelta(microseconds=1)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
SECONDS: Final = 86_400
"""How many seconds a day has."""

SECOND: Final = 1_000_000
"""How many microseconds a second has."""

SHIFT: Final = date(1970, 1, 1).toordinal() * SECONDS
"""Seconds from the day of ordinal zero to 1970, so that all that is divided is positive."""


class _Found(NamedTuple):
    """What an engine counts in a group."""

    requests: int
    attended: int
    effective: int
    in_time: int
    undecided: int
    misdated: int
    undated: int
    untold: int

    @property
    def counts(self) -> tuple[int, ...]:
        """In the order of an attendance."""
        still_open = self.requests - self.attended
        return (
            self.requests,
            self.effective,
            self.in_time,
            still_open,
            self.undecided,
            self.misdated,
        )


FLAGS: Final = _Found._fields


class _Clock(NamedTuple):
    """Instants and spans as an engine compares them exactly."""

    opened: Any
    closed: Any
    at: Callable[[datetime], Any]
    span: Callable[[timedelta], Any]


def measure_columns(
    frame: object,
    indicators: Indicators,
    *,
    zone: str,
    as_of: datetime,
    by: Sequence[str] = (),
    layout: Layout = OWN,
) -> Report:
    """The indicators of a frame with columns `opened`, `closed`, `effective` and any labels.

    `frame` is of any library that narwhals knows, lazy or not, with instants of any zone. A
    `closed` that is null is an open request; a column `pauses` has texts such as
    `begin/end|begin/`. A `layout` names other columns, texts of any format, and a key, as of a
    file; a row that is no request is then an `InvalidDocument`. Raises `InvalidValue` for a column
    that is missing, whose instants have no zone, or that is null where every reader asks for a
    value; `MissingExtra` without narwhals.
    """
    nw = narwhals()
    question = Question(indicators, zone, as_of, tuple(by))
    try:
        given: Frame = nw.from_native(frame)
    except TypeError:
        raise InvalidValue(
            "this is no frame of columns; give one of polars, pandas, pyarrow, DuckDB or PySpark",
            code="columns.no-frame",
        ) from None
    if layout != OWN:
        if not is_typed(nw, given, layout):
            return report_of_texts(given, question, layout)
        given = renamed(nw, given, question, layout)
    known = in_one_zone(nw, given)
    paused = moment(layout.format, layout.zone) if _check(nw, known, question) else None
    if known.implementation.is_polars():
        known = known.lazy()  # what several counts need is then found once
    counted = Aggregation(question)
    if paused is not None or _one_by_one(question):
        for request in _requests(known, question, paused):
            counted.add(request)
        return counted.report()
    for row, found in _counted(nw, known, question):
        counted.later += int(row[ALL]) - found.requests
        if found.requests:
            counted.take(_key(row, question), found.counts)
    return counted.report()


def _one_by_one(question: Question) -> bool:
    """Whether an engine cannot count what is asked for by itself."""
    both = question.indicators
    return bool(
        both.apart
        or both.timeliness.calendar is not None
        or both.misdated is Misdated.LEFT_OUT
        or any(map(of_closing, question.by))
    )


def _check(nw: Any, frame: Frame, question: Question) -> bool:
    """Whether the frame has pauses; refuses one that lacks a column, or has it in a wrong form."""
    schema = frame.collect_schema()
    lacking = [name for name in (*INSTANTS, "effective", *question.labels) if name not in schema]
    if lacking:
        raise InvalidValue(
            f"the frame has no column {', '.join(lacking)}; rename its columns, or name them by a "
            f"layout; there are: {shown(schema.names())}",
            code="columns.missing",
        )
    for name in INSTANTS:
        if getattr(schema[name], "time_zone", None) is None:
            raise InvalidValue(
                f"the column {name} holds no instants with a time zone; convert it, naming the "
                "zone that its times are in",
                code="columns.naive",
            )
    if schema["effective"] != nw.Boolean:
        raise InvalidValue(
            "the column effective holds no truth values; convert it", code="columns.effective"
        )
    return PAUSES in schema


def _requests(frame: Frame, question: Question, paused: Moment | None) -> Iterator[Request]:
    """Every row as a request; `paused` reads the instants of pauses, where there are any."""
    columns = dict.fromkeys(
        (*INSTANTS, "effective", *question.labels, *([] if paused is None else [PAUSES]))
    )
    for row in rows_of(frame.select(*columns)):
        opened, closed, effective = (value_of(row[name]) for name in (*INSTANTS, "effective"))
        if opened is None:
            raise _undated()
        if closed is not None and effective is None:
            raise _untold()
        yield Request(
            _plain(opened),
            None if closed is None else _plain(closed),
            bool(effective),
            {label: _label(row[label]) for label in question.labels},
            () if paused is None else _pauses(row[PAUSES], paused),
        )


def _pauses(value: Any, read: Moment) -> tuple[Pause, ...]:
    cell = value_of(value)
    if cell is not None and not isinstance(cell, str):
        raise InvalidValue(
            "the column pauses holds no texts such as begin/end|begin/end; convert it, or drop it",
            code="columns.pauses",
        )
    return pauses_of((cell or "").strip(), read)


def _undated() -> InvalidValue:
    return InvalidValue(
        "the column opened has gaps; leave out the rows that do not say when", code="columns.gaps"
    )


def _untold() -> InvalidValue:
    return InvalidValue(
        "the column effective has gaps; say of every closed request whether it was attended "
        "effectively, or leave it out",
        code="columns.effective-gaps",
    )


def _counted(nw: Any, frame: Frame, question: Question) -> Iterable[tuple[Row, _Found]]:
    periods = tuple(by for by in question.by if by in PERIODS)
    labels = [by for by in question.by if by not in PERIODS]
    keys = [*([DAY] if periods else ()), *labels]
    columns = _flags(nw, frame.implementation, question)
    sums = [nw.len().alias(ALL), *(nw.col(name).sum() for name in columns)]
    if periods:
        columns[DAY] = _day(nw, frame, question)
    made = frame.select(*labels, **columns)
    answer = made.group_by(*keys).agg(*sums) if keys else made.select(*sums)
    for number, row in enumerate(rows_of(answer)):
        if number == MOST_ROWS:
            raise too_many_groups()
        found = _found(row)
        if found.undated:
            raise _undated()
        if found.untold:
            raise _untold()
        yield row, found


def _found(row: Row) -> _Found:
    return _Found(*(int(row[f"{MARK}{name}"] or 0) for name in FLAGS))


def _flags(nw: Any, kind: Any, question: Question) -> dict[str, Any]:
    """What is counted of each request; an open one has no instant of closing."""
    opened, closed, at, span = _clock(nw, kind)
    as_of, within = at(question.as_of), span(question.indicators.timeliness.within)
    known = opened <= as_of
    attended = known & ~closed.is_null() & (closed <= as_of)
    elapsed, none = closed - opened, span(timedelta())
    as_told = question.indicators.misdated is Misdated.AS_TOLD
    sound = attended if as_told else elapsed >= none
    flags = (
        known,
        attended,
        attended & nw.col("effective") & sound,
        attended & (elapsed >= none) & (elapsed < within),
        known & ~attended & (as_of - opened < within),
        attended & (elapsed < none),
        opened.is_null(),
        ~closed.is_null() & nw.col("effective").is_null(),
    )
    if kind.is_spark_like() or kind.is_duckdb():
        flags = tuple(nw.when(flag).then(1).otherwise(0) for flag in flags)
    return {f"{MARK}{name}": flag for name, flag in zip(FLAGS, flags, strict=True)}


def _clock(nw: Any, kind: Any) -> _Clock:
    """How an engine compares times: natively, or whole numbers where it subtracts wall clocks."""
    opened, closed = nw.col("opened"), nw.col("closed")
    if kind.is_spark_like() or kind.is_duckdb():
        return _Clock(
            _microseconds(nw, kind, opened),
            _microseconds(nw, kind, closed),
            lambda at: nw.lit((at - EPOCH) // MICROSECOND),
            lambda span: nw.lit(span // MICROSECOND),
        )
    return _Clock(opened, closed, nw.lit, nw.lit)


def _microseconds(nw: Any, kind: Any, instant: Any) -> Any:
    """The microseconds since 1970, in the way that each kind of engine knows."""
    if kind.is_spark_like():
        part = (instant.dt.microsecond() + SECOND) % SECOND  # it is below zero before 1970
        return instant.cast(nw.Int64) * SECOND + part
    return instant.dt.total_microseconds() if kind.is_duckdb() else instant.dt.timestamp("us")


def _day(nw: Any, frame: Frame, question: Question) -> Any:
    """The ordinal of the local day of opening."""
    ends = frame.select(first=nw.col("opened").min(), last=nw.col("opened").max())
    (row,) = rows_of(ends)
    if value_of(row["first"]) is None:
        return nw.lit(0)
    kind = frame.implementation
    clock, (time, second) = _clock(nw, kind), _time(nw, kind)
    offset, *changes = changes_of_clock(question.zone, _plain(row["first"]), _plain(row["last"]))
    local = time + (SHIFT + offset.seconds) * second
    for change in changes:
        begins = clock.opened >= clock.at(change.at)
        local = nw.when(begins).then(time + (SHIFT + change.seconds) * second).otherwise(local)
    return local // (SECONDS * second)


def _time(nw: Any, kind: Any) -> tuple[Any, int]:
    """Time since 1970, and how much of it is a second.

    PySpark divides fractions, which have no room for the microseconds of twenty centuries.
    """
    opened = nw.col("opened")
    if kind.is_spark_like():
        return opened.cast(nw.Int64), 1
    return _microseconds(nw, kind, opened), SECOND


def _plain(at: Any) -> datetime:
    try:
        return in_utc(at.to_pydatetime(warn=False) if hasattr(at, "to_pydatetime") else at)
    except ValueError:  # an instant of pandas that Python has no place for
        raise out_of_range() from None


def _key(row: Row, question: Question) -> Key:
    day = date.fromordinal(int(row[DAY])) if row.get(DAY) else date.min
    return tuple(PERIODS[by](day) if by in PERIODS else _label(row[by]) for by in question.by)


def _label(value: Any) -> str:
    """The label as text, as every other reader has it."""
    known = value_of(value)
    if isinstance(known, bool):
        return str(known).lower()
    return "" if known is None else label_of(str(known))
