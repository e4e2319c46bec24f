"""A large mapping that is changed entry by entry: to its readers it is a dict."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import Overlay
from order_to_cash.domain.core.overlay import MOST, with_entry, without_entry

KEYS = st.integers(0, 9).map(str)
CHANGES = st.lists(st.tuples(KEYS, st.none() | st.integers()), max_size=3 * MOST)
BEGINNINGS = st.dictionaries(KEYS, st.integers())


def changed(mapping: Mapping[str, int], key: str, value: int | None) -> Mapping[str, int]:
    """The mapping with the value, or without the key where there is none."""
    return without_entry(mapping, key) if value is None else with_entry(mapping, key, value)


@given(BEGINNINGS, CHANGES)
def test_it_reads_like_a_dict(
    beginning: dict[str, int], changes: list[tuple[str, int | None]]
) -> None:
    """After any changes it holds what a dict holds, in the same order."""
    model = dict(beginning)
    mapping: Mapping[str, int] = beginning
    for key, value in changes:
        mapping = changed(mapping, key, value)
        if value is None:
            model.pop(key, None)
        else:
            model[key] = value
        assert list(model.items()) == list(mapping.items())
        assert len(model) == len(mapping)
        assert model == mapping
        assert [key in model for key in "0123456789"] == [key in mapping for key in "0123456789"]


@given(BEGINNINGS, st.tuples(KEYS, st.integers()))
def test_what_was_there_before_stays(beginning: dict[str, int], new: tuple[str, int]) -> None:
    """A change makes another mapping and leaves the given one alone, at every layer."""
    first = with_entry(beginning, *new)
    seen = dict(first)
    with_entry(first, new[0], new[1] + 1)
    without_entry(first, new[0])
    assert seen == first
    assert seen == {**beginning, new[0]: new[1]}


@pytest.mark.parametrize("changes", [MOST - 1, MOST, MOST + 1, 2 * MOST + 2])
def test_changes_are_worked_in_as_they_gather(changes: int) -> None:
    """However many keys are put in and taken out again, what is between them is there."""
    mapping: Mapping[str, int] = {"first": 0, "last": 0}
    for number in range(changes):
        mapping = with_entry(mapping, f"new-{number}", number)
    mapping = without_entry(mapping, "first")
    for number in range(1, changes):
        mapping = without_entry(mapping, f"new-{number}")
    assert ["last", "new-0"] == list(mapping)
    with pytest.raises(KeyError):
        mapping["first"]


def test_the_changes_are_copied_when_they_are_too_many() -> None:
    """Keys put in and keys taken out count alike: one more than the most, and all is one dict."""
    gone = MOST // 2
    mapping: Mapping[str, int] = {f"old-{number}": number for number in range(gone)}
    for number in range(gone):
        mapping = without_entry(mapping, f"old-{number}")
    for number in range(MOST - gone):
        mapping = with_entry(mapping, f"new-{number}", number)
        assert isinstance(mapping, Overlay)
    assert isinstance(with_entry(mapping, "one too many", 0), dict)
