"""What somebody can do about a case: pay, order less, wait, bring something."""

from typing import Any, Protocol, TypeVar

from order_to_cash.domain.core import Helps, Named, helps_of

F = TypeVar("F")


class Way(Protocol[F]):
    """Something that can be done about a case, in whole units: cents, days, pieces, documents."""

    @property
    def code(self) -> str:
        """The code under which its words are found, as `remedy`."""
        ...

    @property
    def moves(self) -> Helps:
        """Which values of the facts it moves, and in which direction, as rules name them."""
        ...

    def most(self, facts: F, /) -> int:
        """How many units can be done at most; none where there is nothing to do."""
        ...

    def after(self, facts: F, units: int, /) -> F:
        """The facts once so many units are done: all that comes of it, for good and for bad."""
        ...

    def shown(self, facts: F, units: int, /) -> Named:
        """What its words show."""
        ...


def helped(rule: Any, way: Way[Any]) -> bool:
    """Whether a rule says of itself that it leans the way that this moves the facts."""
    helps = helps_of(rule)
    return any(helps.get(path) is direction for path, direction in way.moves.items())
