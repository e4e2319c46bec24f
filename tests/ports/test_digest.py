"""TRU-18: the digest of a history is another for every other history."""

from datetime import timedelta, timezone
from hashlib import blake2b
from typing import Any

import pytest

from order_to_cash.domain.core import changed
from order_to_cash.ports.digest import digest_of
from order_to_cash.testing.laws.journal_entries import MOMENT, NOON, event

ONE, TWO = event("a", 1), event("a", 2)


def test_the_digest_is_a_chain() -> None:
    """It can be continued from where it stood, and does not depend on how the events came."""
    assert digest_of((ONE, TWO)) == digest_of((TWO,), after=digest_of((ONE,)))
    assert "" == digest_of(())
    assert (
        len({digest_of((ONE,)), digest_of((TWO,)), digest_of((ONE, TWO)), digest_of((TWO, ONE))})
        == 4
    )


def test_the_digest_is_what_it_says() -> None:
    """By a second reckoning: each part under its length, after the digest of all before it."""
    told = '0:5:order1:a1:2024-02-29T13:00:00+00:00;3:ana7:analyst1:c5:Noted2:8:{"n": 1}'
    assert blake2b(told.encode(), digest_size=16).hexdigest() == digest_of((ONE,))


@pytest.mark.parametrize(
    "other",
    [
        {"process": "receivable"},
        {"case": "b"},
        {"version": 2},
        {"at": NOON + MOMENT},
        {"actor": "eva"},
        {"role": "sales"},
        {"command": "d"},
        {"type": "Heard"},
        {"body": '{"n": 2}'},
        {"shape": 3},
    ],
    ids=lambda other: next(iter(other)),
)
def test_everything_of_an_event_counts(other: dict[str, Any]) -> None:
    """Whatever of an event is altered, the digest is another."""
    assert digest_of((ONE,)) != digest_of((changed(ONE, **other),))


def test_what_moves_from_one_part_into_another_changes_the_digest() -> None:
    """The same letters, cut otherwise into fields, are another history."""
    assert digest_of((changed(ONE, actor="an", role="analyst"),)) != digest_of(
        (changed(ONE, actor="a", role="nanalyst"),)
    )


def test_the_cursor_and_the_zone_do_not_count() -> None:
    """The same instant written otherwise, at another place of the list, is the same event."""
    west = ONE.at.astimezone(timezone(timedelta(hours=-5)))
    assert digest_of((ONE,)) == digest_of((changed(ONE, at=west, cursor="[7]"),))
