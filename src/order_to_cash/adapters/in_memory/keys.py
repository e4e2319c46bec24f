"""What an adapter that reaches the outside did already, as long as the program runs."""

from collections import OrderedDict
from typing import Final

REMEMBERED: Final = 100_000
"""How many keys are remembered in memory, the latest ones."""


class InMemoryKeys:
    """The latest keys, gone when the program ends; whoever shares it takes turns by itself."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def has(self, key: str, /) -> bool:
        return key in self._keys

    def add(self, key: str, /) -> None:
        self._keys[key] = None
        self._keys.move_to_end(key)
        if len(self._keys) > REMEMBERED:
            self._keys.popitem(last=False)
