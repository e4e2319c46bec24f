"""A frame with columns of its own names, or of texts, by the layout that names them."""

from collections.abc import Iterator
from typing import Any, Final

from order_to_cash.analytics.frames import INSTANTS, Frame, rows_of, value_of
from order_to_cash.analytics.indicators import Aggregation, Question, Report
from order_to_cash.analytics.layout import PAUSES, Layout
from order_to_cash.analytics.merging import merged
from order_to_cash.analytics.raw import Raw
from order_to_cash.analytics.records import Numbered, RowReader
from order_to_cash.analytics.workbooks import cell_text
from order_to_cash.domain.core import InvalidDocument

OWN: Final = Layout()
"""The layout of a frame that has the names and types of its own."""


def is_typed(nw: Any, frame: Frame, layout: Layout) -> bool:
    """Whether the frame has instants and truths in single columns, so that names are enough."""
    schema = frame.collect_schema()
    opened, closed, effective = layout.roles
    zoned = all(getattr(schema.get(name), "time_zone", None) for name in (opened, closed))
    truths = schema.get(effective) == nw.Boolean and not layout.values
    return zoned and truths and not layout.key


def renamed(nw: Any, frame: Frame, question: Question, layout: Layout) -> Frame:
    """The frame with the names of its own; nothing else is looked at."""
    schema = frame.collect_schema()
    ours = (*INSTANTS, "effective", PAUSES)
    own = [*zip((*layout.roles, layout.paused), ours, strict=True)]
    if layout.paused not in schema and not layout.pauses:
        own.pop()
    names = [nw.col(theirs).alias(ours) for theirs, ours in own]
    labels = dict.fromkeys(name for name in question.labels if name in schema and name not in ours)
    return frame.select(*names, *labels)


def report_of_texts(frame: Frame, question: Question, layout: Layout) -> Report:
    """The report by the reader of files, for a frame that holds texts."""
    reader = RowReader(layout, question.labels)
    columns = tuple(frame.collect_schema().names())
    asked = reader.pick(columns, True)
    counted = Aggregation(question)

    def rows() -> Iterator[Numbered]:
        for number, row in enumerate(rows_of(frame.select(*asked)), start=1):
            cells = {name: cell_text(value_of(row[name])) for name in asked}
            yield reader.read(Raw(number, cells))

    for number, request, problems, _ in merged(rows()) if layout.key else rows():
        if request is None:
            raise InvalidDocument(
                f"row {number} of the frame is no request; correct it, or leave it out",
                problems=problems,
            )
        counted.add(request, str(number))
    return counted.report()
