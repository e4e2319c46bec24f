"""Ageing and days sales outstanding, from the journal and over columns (COL-07)."""

from order_to_cash.analytics.ageing.columns import age_columns, as_frame_of_postings
from order_to_cash.analytics.ageing.figures import as_csv, as_data, as_json, as_text
from order_to_cash.analytics.ageing.postings import Posting, Reason, postings_of
from order_to_cash.analytics.ageing.reckoning import (
    Aged,
    AgeingAggregation,
    AgeingQuestion,
    AgeingReport,
    age,
)

__all__ = [
    "Aged",
    "AgeingAggregation",
    "AgeingQuestion",
    "AgeingReport",
    "Posting",
    "Reason",
    "age",
    "age_columns",
    "as_csv",
    "as_data",
    "as_frame_of_postings",
    "as_json",
    "as_text",
    "postings_of",
]
