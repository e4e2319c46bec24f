"""What differs between two values is told path by path, and nothing else is."""

from typing import Any

import pytest

from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.testing import Broken, difference, pytest_assertrepr_compare
from order_to_cash.testing.checks import Checks
from order_to_cash.testing.difference import MOST
from order_to_cash.testing.laws import same
from tests.core.test_repr import Leaf, Tree, leaves
from tests.parcel import Parcel, Parcels, Weigh, envelope

TREE = Tree("oak", leaves(3), {"a": Leaf("a")})


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TREE, ()),
        (changed(TREE, name="elm"), ("name: 'oak' -> 'elm'",)),
        (changed(TREE, leaves=leaves(2)), ("leaves.2: Leaf(name='leaf-2', size=2) -> nothing",)),
        (changed(TREE, by_name={"a": Leaf("b")}), ("by_name.a.name: 'a' -> 'b'",)),
        (changed(TREE, hidden="x"), ("hidden: '' -> 'x'",)),
        (changed(TREE, inner=Tree("elm")), (f"inner: None -> {Tree('elm')!r}",)),
        (
            changed(TREE, whose=Sensitive("Ana")),
            ("whose: Sensitive('***') -> Sensitive('***') (another one)",),
        ),
        ("a text", (f"all of it: {TREE!r} -> 'a text'",)),
    ],
)
def test_each_path_that_differs_is_told(other: Any, expected: tuple[str, ...]) -> None:
    """Fields, places, keys; what is personal stays so."""
    assert expected == difference(TREE, other)


def test_of_very_many_paths_some_are_told_and_how_many_more_there_are() -> None:
    """A failing test stays readable."""
    told = difference(tuple(range(100)), tuple(range(1, 101)))
    assert MOST + 1 == len(told)
    assert f"and {100 - MOST} more" == told[-1]


def test_values_of_other_types_differ_even_where_they_are_equal() -> None:
    """One is no truth, and a number no decimal."""
    assert ("all of it: 1 -> True",) == difference(1, True)


class Leaping(Parcels):
    """A process whose memory differs from what it was told."""

    asked = 0

    def evolve(self, state: Parcel, event: Any, /) -> Parcel:
        """Each time another weight."""
        Leaping.asked += 1
        return changed(super().evolve(state, event), misses=Leaping.asked)


def test_a_check_tells_what_differs_and_not_both_states() -> None:
    """Events that fold to another state: one line, with the field."""
    with pytest.raises(Broken) as told:
        Checks(Leaping()).step(Parcel(), envelope(Weigh(1)))
    what, *paths = str(told.value).splitlines()
    assert "the events fold to another state than the step led to" == what
    assert ["  misses: 2 -> 1"] == paths


def test_a_law_tells_two_short_values_whole_and_of_long_ones_what_differs() -> None:
    """Two trees with forty leaves differ in one name."""
    with pytest.raises(AssertionError, match=r"^a name: expected 'oak', but got 'elm'$"):
        same("oak", "elm", "a name")
    tall = Tree("t" * 100, leaves(3), inner=TREE)
    with pytest.raises(AssertionError) as told:
        same(tall, changed(tall, name="elm"), "a tree")
    assert f"a tree, expected -> got:\n  name: '{'t' * 100}' -> 'elm'" == str(told.value)


def test_pytest_prints_what_differs_of_two_values() -> None:
    """Of two entities of a kind that should be equal, and of nothing else."""
    other = changed(TREE, name="elm", whose=Sensitive("Ana"))
    assert [
        "two values of Tree differ",
        "name: 'oak' -> 'elm'",
        *(path for path in difference(TREE, other) if path.startswith("whose")),
    ] == pytest_assertrepr_compare("==", TREE, other)
    assert None is pytest_assertrepr_compare("!=", TREE, other)
    assert None is pytest_assertrepr_compare("==", TREE, 1)
    assert None is pytest_assertrepr_compare("==", "oak", "elm")


def test_a_failing_assertion_of_ours_tells_what_differs() -> None:
    """The hook is turned on in these tests: of two large trees the one change is printed."""
    one = Tree("oak", leaves(40), {"a": Leaf("a")})
    with pytest.raises(AssertionError) as told:
        assert one == changed(one, name="elm")
    assert "name: 'oak' -> 'elm'" in str(told.value)
