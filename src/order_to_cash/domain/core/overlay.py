"""A large mapping that is changed entry by entry without being copied each time."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from order_to_cash.domain.core.entity import entity

T = TypeVar("T")

MOST: Final = 64
"""How many changes lie above a mapping until they are worked into it."""


@entity(eq=False)
class Overlay(Mapping[str, T]):
    """A mapping, what was put over it and what was taken out of it, read as one.

    The entries stand in the order of a dict: where they first came, or last came again.
    """

    below: Mapping[str, T]
    above: Mapping[str, T]
    gone: frozenset[str]

    def __getitem__(self, key: str) -> T:
        if key in self.above:
            return self.above[key]
        if key in self.gone:
            raise KeyError(key)
        return self.below[key]

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self.below if key not in self.gone)
        yield from (key for key in self.above if self._is_new(key))

    def __len__(self) -> int:
        return len(self.below) - len(self.gone) + sum(map(self._is_new, self.above))

    def _is_new(self, key: str) -> bool:
        return key not in self.below or key in self.gone


def with_entry(mapping: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    """The mapping with this value under the key; the given one stays as it is."""
    below, above, gone = _layers(mapping)
    return _joined(below, {**above, key: value}, gone)


def without_entry(mapping: Mapping[str, T], key: str) -> Mapping[str, T]:
    """The mapping without that key; the given one stays as it is."""
    below, above, gone = _layers(mapping)
    rest = {name: value for name, value in above.items() if name != key}
    return _joined(below, rest, gone | {key} if key in below else gone)


def _layers(mapping: Mapping[str, T]) -> tuple[Mapping[str, T], Mapping[str, T], frozenset[str]]:
    if isinstance(mapping, Overlay):
        return mapping.below, mapping.above, mapping.gone
    return mapping, {}, frozenset()


def _joined(
    below: Mapping[str, T], above: Mapping[str, T], gone: frozenset[str]
) -> Mapping[str, T]:
    if len(above) + len(gone) <= MOST:
        return Overlay(below, above, gone)
    whole = dict(below)
    for key in gone:
        del whole[key]
    whole.update(above)
    return whole
