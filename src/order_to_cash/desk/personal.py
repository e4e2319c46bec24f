"""The one place where personal data gets a token, and where a token gets back what it stands for.

A command that comes in brings texts; each gets a token before anything is decided, and from then on
every event, state and message is stored with it. What is read again, for a decision or for whoever
needs it on a parcel, gets its texts back here.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from operator import is_
from typing import Any, Final, ForwardRef, TypeAlias, TypeVar, get_args, get_origin

import attrs

from order_to_cash.domain.core import Envelope, Sensitive, changed
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.parties import TOKEN
from order_to_cash.domain.core.wording import Value
from order_to_cash.ports.personal import Kept, PersonalData
from order_to_cash.wire import Wire

T = TypeVar("T")
Swap: TypeAlias = Callable[[Sensitive], Sensitive]

SIZE: Final = 12
UNTOLD: Final = (Any, object)
FORGOTTEN: Final = "***"
"""What a text reads like once it is forgotten."""


@attrs.define
class Veil:
    """Gives tokens and takes them back; without a place to keep texts, everything stays as is."""

    personal: PersonalData | None
    wire: Wire

    def sealed(
        self, given: Envelope[Any], fingerprint: str, *, outside: bool
    ) -> tuple[Envelope[Any], tuple[Kept, ...]]:
        """The command with a token for each text, and what is to be kept before it is written.

        What comes from inside has its tokens already, where it has been here before.
        """
        if self.personal is None:
            return given, ()
        kept: list[Kept] = []
        place = (given.process, given.case, given.actor, given.id, fingerprint)
        kind = type(given.command)

        def seal(data: Sensitive) -> Sensitive:
            text = data.reveal()
            if not is_given(text) or (not outside and _has_token(data)):
                return data
            token = _token(*place, str(len(kept)))
            name = self.wire.type_name(kind)
            kept.append(Kept(token, given.process, given.case, name, given.at, Sensitive(text)))
            return Sensitive(text, token=token)

        command = given.command if outside else self.revealed(given.command)
        command = swapped(command, seal)
        return changed(given, command=command), tuple(kept)

    def keep(self, kept: tuple[Kept, ...]) -> None:
        """Keep what was sealed; raises `PortError` as the place does."""
        if self.personal is not None and kept:
            self.personal.keep(*kept)

    def revealed(self, value: T) -> T:
        """The value with the text of each token; what was forgotten reads `***`."""
        if self.personal is None:
            return value
        tokens: dict[str, None] = {}

        def note(data: Sensitive) -> Sensitive:
            if TOKEN.fullmatch(data.reveal()):
                tokens[data.reveal()] = None
            return data

        swapped(value, note)
        if not tokens:
            return value
        known = self.personal.find(tokens)

        def reveal(data: Sensitive) -> Sensitive:
            token = data.reveal()
            if token not in tokens:
                return data
            text = known.get(token)
            return Sensitive(FORGOTTEN if text is None else text.reveal(), token=token)

        shown: T = swapped(value, reveal)
        return shown


def swapped(value: Any, swap: Swap) -> Any:
    """The value with all personal data in it swapped, however deep; itself where none changed."""
    kind: Any = type(value)
    if kind is Sensitive:
        return swap(value)
    if issubclass(kind, tuple):
        parts = tuple([swapped(part, swap) for part in value])
        return value if _same(parts, value) else parts
    new = {}
    for name, alias in ways(kind):
        old = getattr(value, name)
        if (part := swapped(old, swap)) is not old:
            new[alias] = part
    if new:
        return attrs.evolve(value, **new)
    return _swapped_table(value, swap) if _is_table(kind) else value


def _swapped_table(value: Mapping[Any, Any], swap: Swap) -> Mapping[Any, Any]:
    table = {key: swapped(part, swap) for key, part in value.items()}
    return value if _same(table.values(), value.values()) else table


@cache
def _is_table(kind: type) -> bool:
    return issubclass(kind, Mapping)


def _same(parts: Iterable[Any], others: Iterable[Any]) -> bool:
    return all(map(is_, parts, others))


@cache
def ways(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a class that can hold personal data, each with what it is called when made.

    What is no record has none.
    """
    if not attrs.has(kind):
        return ()
    return tuple(
        (field.name, field.alias or field.name)
        for field in attrs.fields(kind)
        if field.init and _leads(field.type, frozenset({kind}))
    )


def _leads(hint: Any, seen: frozenset[Any]) -> bool:
    """Whether a type can hold personal data; one that does not tell may."""
    if hint is Sensitive:
        return True
    if hint == Value:  # what findings and notices say, of which none can be personal data
        return False
    if parts := get_args(hint):
        own = get_origin(hint)
        return any(_leads(part, seen) for part in (own, *parts) if part is not Ellipsis)
    if hint is None or hint in UNTOLD or isinstance(hint, str | TypeVar | ForwardRef):
        return hint is not None
    if not isinstance(hint, type) or hint in seen or not attrs.has(hint):
        return False
    return any(_leads(field.type, seen | {hint}) for field in attrs.fields(hint))


def _has_token(data: Sensitive) -> bool:
    return data.kept != data.reveal() or TOKEN.fullmatch(data.kept) is not None


def _token(*place: str) -> str:
    """The same for the same command, so that one that is carried out again keeps nothing twice."""
    told = "".join(f"{len(part)}:{part}" for part in place)
    return f"~{blake2b(told.encode(), digest_size=SIZE).hexdigest()}"
