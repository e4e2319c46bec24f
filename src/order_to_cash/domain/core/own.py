"""Facts of an operator's own: what its requests say beside ours, for its own rules to look at."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.core.wording import Value, Values

KINDS: Final = (str, int, bool, Money, date, datetime)
"""What a fact of one's own can be."""


@entity
class OwnFact:
    """A fact that an operator's requests may carry: its name and its type.

    Raises `BrokenDefinition` for a name that no text could show, and for a type that no document
    holds.
    """

    name: str
    kind: type

    def __attrs_post_init__(self) -> None:
        named = type(self.name) is str and self.name.isidentifier()
        if not named or self.kind not in KINDS:
            kinds = ", ".join(kind.__name__ for kind in KINDS)
            raise BrokenDefinition(
                f"a fact of your own has a plain name and one of the types {kinds}; "
                f"mend {self.name!r}",
                code="own.fact",
            )


def declared_once(_holder: Any, _field: Any, facts: tuple[OwnFact, ...]) -> None:
    """The validator of a field of declared facts; raises `BrokenDefinition` for one said twice."""
    names = [fact.name for fact in facts]
    if twice := tuple(dict.fromkeys(name for name in names if names.count(name) > 1)):
        raise BrokenDefinition(
            f"facts of your own stand twice: {', '.join(twice)}; declare each name once",
            code="own.fact-twice",
        )


def unfit(declared: tuple[OwnFact, ...], given: Values) -> tuple[str, ...]:
    """The names that nobody declared, stand twice, or hold another type than was declared."""
    kinds = {fact.name: fact.kind for fact in declared}
    names = [name for name, _ in given]
    wrong = (n for n, value in given if names.count(n) > 1 or not _is(value, kinds.get(n)))
    return tuple(dict.fromkeys(wrong))


def undeclared(declared: tuple[OwnFact, ...], given: Values) -> Refusal | None:
    """Why facts of the operator's own cannot be taken, if they cannot."""
    if not (odd := unfit(declared, given)):
        return None
    return refuse("process.own-facts", facts=odd, declared=told(declared))


def own(given: Values, name: str) -> Value:
    """The fact of that name; `None` while nobody knows it."""
    return next((value for known, value in given if known == name), None)


def merged(before: Values, given: Values) -> Values:
    """The facts with those that are given anew in place of the earlier ones."""
    return tuple({**dict(before), **dict(given)}.items())


def told(declared: tuple[OwnFact, ...]) -> tuple[str, ...]:
    """Each fact with its type, as an advice names them."""
    return tuple(_told(declared))


def _told(declared: tuple[OwnFact, ...]) -> Iterator[str]:
    for fact in declared:
        yield f"{fact.name} ({fact.kind.__name__})"


def _is(value: Value, kind: type | None) -> bool:
    """Whether it is of that very type: no number is a yes, and no instant a day."""
    return kind is not None and (value is None or type(value) is kind)
