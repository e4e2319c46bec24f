"""Looking back: what other rules would have decided about the same facts."""

from order_to_cash.analytics.changes import Change
from order_to_cash.analytics.charts import Bar, Said, Series
from order_to_cash.analytics.columns import Frame, Row, measure_columns
from order_to_cash.analytics.figures import as_csv, as_text
from order_to_cash.analytics.history import (
    Label,
    Mark,
    Marks,
    Measured,
    Told,
    Where,
    check_measured,
    requests_of,
)
from order_to_cash.analytics.indicators import Aggregation, Group, Key, Question, Report, measure
from order_to_cash.analytics.page import page
from order_to_cash.analytics.records import Cells, Numbered, Parse
from order_to_cash.analytics.replay import Replay, replay
from order_to_cash.analytics.requests import Request
from order_to_cash.domain.core import Pause

__all__ = [
    "Aggregation",
    "Bar",
    "Cells",
    "Change",
    "Frame",
    "Group",
    "Key",
    "Label",
    "Mark",
    "Marks",
    "Measured",
    "Numbered",
    "Parse",
    "Pause",
    "Question",
    "Replay",
    "Report",
    "Request",
    "Row",
    "Said",
    "Series",
    "Told",
    "Where",
    "as_csv",
    "as_text",
    "check_measured",
    "measure",
    "measure_columns",
    "page",
    "replay",
    "requests_of",
]
