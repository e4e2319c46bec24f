"""Events have versions: an older one is lifted to today's, a newer one is named (TRU-20)."""

import json
from typing import Any

import pytest

from order_to_cash.domain.core import BrokenDefinition, InvalidDocument
from order_to_cash.wire import Wire
from tests.wire.kiosk import DECISION, NOON, SALE, Kiosks, Sold
from tests.wire.samples import WIRE, codes

SOLD = Sold(DECISION, NOON, SALE.lines)


def renamed(body: dict[str, Any]) -> dict[str, Any]:
    """In version 1 the lines were called items."""
    return {("lines" if key == "items" else key): part for key, part in body.items()}


def with_lines(body: dict[str, Any]) -> dict[str, Any]:
    """In version 2 a sale of nothing had no lines."""
    return {"lines": [], **body}


LIFTED = Wire(
    [Kiosks()],
    upcasters={"kiosk.sold": (renamed, with_lines)},
)


def body(**parts: Any) -> str:
    """The body of the sale of today, with the parts of an older one in place of its lines."""
    made = json.loads(WIRE.dump_event(SOLD))
    lines = made.pop("lines")
    return json.dumps(
        {**made, **{key: lines if part is None else part for key, part in parts.items()}}
    )


@pytest.mark.parametrize(
    ("version", "stored", "lines"),
    [
        (1, body(items=None), SALE.lines),
        (1, body(), ()),
        (2, body(lines=None), SALE.lines),
        (2, body(), ()),
        (3, body(lines=None), SALE.lines),
        (None, body(lines=None), SALE.lines),
    ],
)
def test_an_older_event_is_lifted_to_today(version: int | None, stored: str, lines: Any) -> None:
    """Each version goes through the steps that came after it, and no others (TRU-20)."""
    read = LIFTED.load_event("kiosk", "sold", stored, version=version)
    assert Sold(DECISION, NOON, lines) == read


def test_an_event_is_written_in_the_version_of_today() -> None:
    """There is one version more than there are steps, and one where there are none."""
    assert 3 == LIFTED.event_version("kiosk", "sold")
    assert 1 == LIFTED.event_version("kiosk", "closed")
    assert SOLD == LIFTED.load_event("kiosk", "sold", LIFTED.dump_event(SOLD), version=3)


def test_a_body_of_today_goes_through_no_step() -> None:
    """What is stored as version 3 has the names of version 3."""
    assert [("wire.unknown-key", "items"), ("wire.missing-key", "lines")] == codes(
        body(items=None), lambda text: LIFTED.load_event("kiosk", "sold", text, version=3)
    )


@pytest.mark.parametrize("version", [4, 0, -1, True, "1"])
def test_a_newer_event_is_refused_by_name(version: Any) -> None:
    """An event that a newer release wrote is not guessed at."""
    with pytest.raises(InvalidDocument, match="versions 1 to 3 of this event are read"):
        LIFTED.load_event("kiosk", "sold", body(), version=version)


@pytest.mark.parametrize(("stored", "code"), [("{}", "wire.too-old"), ("[]", "wire.wrong-type")])
def test_a_body_nobody_can_lift_is_refused(stored: str, code: str) -> None:
    """A step that fails leads to a refusal; what is no object never reaches it."""
    wire = Wire([Kiosks()], upcasters={"kiosk.sold": (lambda old: {"at": old["at"]},)})
    assert [(code, "")] == codes(
        stored, lambda text: wire.load_event("kiosk", "sold", text, version=1)
    )


def test_an_upcaster_of_nothing_is_told() -> None:
    """A name that is no event, and an upcaster without its tuple, are found at once."""
    with pytest.raises(BrokenDefinition, match=r"kiosk\.bought, which is no event here"):
        Wire([Kiosks()], upcasters={"kiosk.bought": (renamed,)})
    with pytest.raises(BrokenDefinition, match="are a tuple"):
        Wire([Kiosks()], upcasters={"kiosk.sold": renamed})  # type: ignore[dict-item]
