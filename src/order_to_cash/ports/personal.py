"""The port through which personal data is kept, outside the events, so that it can be forgotten.

Events, states, messages and answers hold a token where a name, number or address stood. What a
token stands for is here and nowhere else: once its row is gone nobody can tell any more, and every
history is as whole as before. An adapter keeps the promise of this port when it obeys
`order_to_cash.testing.laws.personal.LAWS`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from order_to_cash.domain.core import Sensitive, entity


@entity
class Kept:
    """One piece of personal data: what a token stands for, and with what it came.

    `process` and `case` are those of the command that brought it, `kind` is its type, such as
    `place_order`, and `since` the instant that it named.
    """

    token: str
    process: str
    case: str
    kind: str
    since: datetime
    text: Sensitive


@entity
class Held:
    """A piece of personal data without what it says, and where the list goes on after it."""

    token: str
    process: str
    case: str
    kind: str
    since: datetime
    cursor: str = ""


class PersonalData(Protocol):
    """Texts under tokens, until they are forgotten."""

    def keep(self, *kept: Kept) -> None:
        """Keep all of them, or none where this raises; a token that is known is kept anew."""
        ...

    def find(self, tokens: Iterable[str], /) -> Mapping[str, Sensitive]:
        """What the tokens stand for; those that are unknown or forgotten are left out."""
        ...

    def held(self, *, after: str = "", limit: int = 1000) -> tuple[Held, ...]:
        """Everything that is kept, by process, case and token, from just after a cursor."""
        ...

    def forget(self, *tokens: str) -> None:
        """Nobody can tell any more what these stood for; forgetting twice is harmless."""
        ...
