"""Looking back: what other rules would have decided about the same facts."""

from order_to_cash.analytics.changes import Change
from order_to_cash.analytics.charts import Bar, Said, Series
from order_to_cash.analytics.columns import measure_columns
from order_to_cash.analytics.figures import as_csv, as_data, as_frame, as_json, as_text
from order_to_cash.analytics.frames import Frame, Row
from order_to_cash.analytics.guesses import Understood, understand
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
from order_to_cash.analytics.layout import Layout
from order_to_cash.analytics.left_out import LeftOut, Losses
from order_to_cash.analytics.merging import merged
from order_to_cash.analytics.page import page
from order_to_cash.analytics.raw import Cells, Pick, Raw
from order_to_cash.analytics.records import Numbered, read_requests, requests_in
from order_to_cash.analytics.replay import Replay, replay
from order_to_cash.analytics.requests import Request
from order_to_cash.analytics.streams import Kind
from order_to_cash.analytics.tables import Table
from order_to_cash.domain.core import Pause

__all__ = [
    "Aggregation",
    "Bar",
    "Cells",
    "Change",
    "Frame",
    "Group",
    "Key",
    "Kind",
    "Label",
    "Layout",
    "LeftOut",
    "Losses",
    "Mark",
    "Marks",
    "Measured",
    "Numbered",
    "Pause",
    "Pick",
    "Question",
    "Raw",
    "Replay",
    "Report",
    "Request",
    "Row",
    "Said",
    "Series",
    "Table",
    "Told",
    "Understood",
    "Where",
    "as_csv",
    "as_data",
    "as_frame",
    "as_json",
    "as_text",
    "check_measured",
    "measure",
    "measure_columns",
    "merged",
    "page",
    "read_requests",
    "replay",
    "requests_in",
    "requests_of",
    "understand",
]
