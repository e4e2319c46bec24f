"""The laws of remembered keys: `for law in LAWS: law(open_keys)`.

`open_keys` answers the keys of one adapter, opened anew each time on what was kept before, as after
a crash; what is gone with the program is opened as the same object.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from order_to_cash.ports.notification import SeenKeys
from order_to_cash.testing.laws import same, up_to

Opened: TypeAlias = Callable[[], SeenKeys]
Law: TypeAlias = Callable[[Opened], None]

ALIKE: Final = ("k1", "K1", "k1 ", " k1", "k10", "k", "order/O-1:1:0", "order/O-1:1:00", "ñ", "n")
"""Keys that a careless comparison takes for one another."""

MANY: Final = 1_000


def a_key_that_was_not_added_is_unknown(opened: Opened) -> None:
    """Nothing is done with before somebody says so."""
    for key in ALIKE:
        same(False, opened().has(key), f"whether {key!r} was added")


def an_added_key_is_known_from_then_on(opened: Opened) -> None:
    """It is known at once, and whoever opens the keys again knows it too."""
    keys = opened()
    keys.add("k1")
    same((True, True), (keys.has("k1"), opened().has("k1")), "whether it is known, now and again")


def adding_a_key_twice_is_harmless(opened: Opened) -> None:
    """A repeat neither raises nor forgets."""
    for _ in range(3):
        opened().add("k1")
    same(True, opened().has("k1"), "whether it is known")


def keys_that_look_alike_are_told_apart(opened: Opened) -> None:
    """Each key is its own, to the last sign."""
    for added, key in enumerate(ALIKE, 1):
        opened().add(key)
        known = tuple(opened().has(one) for one in ALIKE)
        expected = (True,) * added + (False,) * (len(ALIKE) - added)
        same(expected, known, f"what is known after {key!r}")


def many_keys_are_kept(opened: Opened) -> None:
    """The first is known after a thousand others."""
    keys = opened()
    for number in range(MANY):
        keys.add(f"k{number}")
    same(True, all(opened().has(f"k{number}") for number in range(MANY)), "whether all are known")


LEVELS: Final[Mapping[int, tuple[Law, ...]]] = {
    1: (
        a_key_that_was_not_added_is_unknown,
        an_added_key_is_known_from_then_on,
        adding_a_key_twice_is_harmless,
        keys_that_look_alike_are_told_apart,
        many_keys_are_kept,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: Final[tuple[Law, ...]] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
