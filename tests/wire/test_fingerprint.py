"""A fingerprint tells whether one command id was used for two different commands."""

from datetime import timedelta

import pytest

from order_to_cash.domain.core import Role, changed
from tests.wire.kiosk import NOON, SALE, Close, envelope
from tests.wire.samples import WIRE


def test_the_fingerprint_never_changes() -> None:
    """The fingerprint of the same content is the same in every version of the library."""
    expected = "9d4f4b2193b3e68d8bb4fd7ee1194126dba143b87cba33116d8fbf9607cd1d77"
    assert expected == WIRE.fingerprint(envelope(Close()))
    assert expected == WIRE.fingerprint(changed(envelope(Close()), id="id-2"))


@pytest.mark.parametrize(
    "other",
    [
        changed(envelope(), case="case-2"),
        changed(envelope(), at=NOON + timedelta(microseconds=1)),
        changed(envelope(), actor="eva"),
        changed(envelope(), role=Role.CLOCK),
        envelope(changed(SALE, gift=False)),
    ],
)
def test_other_content_has_another_fingerprint(other: object) -> None:
    """Whatever an envelope says besides its id is part of its fingerprint."""
    assert WIRE.fingerprint(envelope()) != WIRE.fingerprint(other)  # type: ignore[arg-type]


def test_the_order_of_a_table_does_not_matter() -> None:
    """Two tables with the same entries are the same content."""
    one = envelope(changed(SALE, stock={"a": 1, "b": 2}))
    other = envelope(changed(SALE, stock={"b": 2, "a": 1}))
    assert WIRE.fingerprint(one) == WIRE.fingerprint(other)
