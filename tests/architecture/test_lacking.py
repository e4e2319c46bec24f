"""Every process of a shipped operator has all that belongs to one, and what lacks is named."""

from types import SimpleNamespace
from typing import Any

import pytest

from order_to_cash.operators.known import OPERATORS
from tests.architecture.lacking import KINDS_OF_TESTS, lacking
from tests.parcel import TABLE

PROCESSES = {p.name: p for operator in OPERATORS.values() for p in operator.processes}


class Parcels(SimpleNamespace):
    """A process of the library of which nothing is there but its package."""


PARCELS = "order_to_cash.domain.parcel"
Parcels.__module__ = f"{PARCELS}.process"


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_lacks_nothing(name: str) -> None:
    """OPN-08: its package offers it whole; it has words, story, page, picture, world and laws."""
    assert [] == lacking(PROCESSES[name])


def test_each_forgotten_place_is_named() -> None:
    """A new process without anything else hears of every file that it needs."""
    parcels: Any = Parcels(name="parcel", lifecycle=TABLE)
    found = lacking(parcels)
    for language in ("en", "es"):
        spoken = {place for place in found if place.startswith(f"words/{language}: ")}
        assert {
            f"words/{language}: {key}"
            for key in (
                "word Process parcel",
                "word parcel on_the_way",
                "word Command Weigh",
                "step parcel Weigh",
                "event parcel Insured",
            )
        } <= spoken
    assert [
        "docs/processes/parcel.md",
        "docs/processes/parcel.svg",
        "docs/processes/parcel.es.svg",
        "docs/processes/index.md",
        "tests/architecture/worlds.py",
        *(f"tests: {what}" for what in KINDS_OF_TESTS),
    ] == [place for place in found if not place.startswith(("words/", PARCELS))]
    assert {f"{PARCELS}: Weigh", f"{PARCELS}: Insured", f"{PARCELS}: Parcels"} <= set(found)
