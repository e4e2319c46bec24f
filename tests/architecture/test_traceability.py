"""Every requirement is answered by code and pinned by a test, and the page says by which."""

import importlib.util
from collections import Counter

import pytest

from tests.architecture.source import SOURCES
from tests.architecture.traceability import (
    AREAS,
    PAGE,
    RENEW,
    Requirement,
    cited,
    pins,
    readings,
    renewed,
    requirements,
)

COUNTS = {
    "ORD": 33,
    "FIX": 27,
    "ONB": 17,
    "TRF": 27,
    "REQ": 12,
    "TAR": 3,
    "KPI": 5,
    "TRU": 22,
    "OPN": 8,
    "PRI": 11,
    "COL": 9,
    "FUL": 8,
    "IND": 10,
}
KNOWN = frozenset(requirement.id for requirement in requirements())
BEYOND = frozenset((*(f"ORD-{number}" for number in range(34, 60)), "ONB-18"))
"""Readings of what no requirement says, which go on with the numbers."""

LATER: frozenset[str] = frozenset()
"""What is not whole yet: each moves to the table with the tests that pin it."""


def test_the_table_is_whole() -> None:
    """192 requirements, numbered through in each area, each with a source and a sentence."""
    assert COUNTS == Counter(requirement.id[:3] for requirement in requirements())
    known = [requirement.id for requirement in requirements()]
    assert known == sorted(known, key=lambda id_: (tuple(AREAS).index(id_[:3]), id_))
    for area in COUNTS:
        numbers = sorted(id_ for id_ in {*known, *LATER} if id_.startswith(area))
        assert [f"{area}-{n:02}" for n in range(1, len(numbers) + 1)] == numbers
    assert set() == set(known) & LATER
    assert tuple(COUNTS) == tuple(AREAS)
    assert all(requirement.source and requirement.what for requirement in requirements())


@pytest.mark.parametrize("requirement", requirements(), ids=lambda requirement: requirement.id)
def test_each_requirement_is_answered_and_pinned(requirement: Requirement) -> None:
    """The modules that answer it are there, and at least one test cites it."""
    for module in requirement.code:
        assert importlib.util.find_spec(f"order_to_cash.{module}"), module
    assert requirement.code
    assert pins().get(requirement.id), f"no test cites {requirement.id}"


def test_nothing_unknown_is_cited() -> None:
    """Tests, code and readings name no requirement that the table does not have."""
    assert set() == set(pins()) - KNOWN - BEYOND - LATER
    assert (
        set() == {id_ for source in SOURCES for id_ in cited(source.text)} - KNOWN - BEYOND - LATER
    )
    assert set() == readings() - KNOWN - BEYOND - LATER


def test_a_span_cites_all_that_it_spans() -> None:
    """A span names each requirement from the first to the last."""
    assert ["TRF-08", "TRF-09", "TRF-10"] == list(cited("TRF-08 to TRF-10"))
    assert ["KPI-01", "KPI-02"] == list(cited("KPI-01 to KPI-02: both"))
    assert ["REQ-03", "TAR-01"] == list(cited("REQ-03, TAR-01"))
    assert [] == list(cited("XREQ-03 REQ-3"))


def test_the_page_is_current() -> None:
    """The page has each requirement, its code and its tests as they are now."""
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, f"requirements or tests changed: {RENEW}"
