"""What is played: commands as they were given, and the instants at which time passed."""

from datetime import datetime
from typing import Any, TypeAlias

from order_to_cash.domain.core import Envelope, InvalidDocument, Role, entity
from order_to_cash.wire import STORED, Wire


@entity
class Moment:
    """Time passed up to an instant, and the cases that were due then looked."""

    at: datetime


@entity
class Kept:
    """A command that a store keeps, in the form in which it was written."""

    id: str
    case: str
    process: str
    at: datetime
    actor: str
    role: str
    said: str

    def envelope(self, wire: Wire) -> Envelope[Any]:
        """The command as a pack reads it; raises `InvalidDocument` where it knows no such thing."""
        known = {role.value: role for role in wire.vocabulary.choices(Role)}
        if (role := known.get(self.role)) is None:
            raise InvalidDocument(
                "nobody has this role in this pack; name it among its roles", code="compare.role"
            )
        command = wire.load_command(self.process, self.said, limits=STORED)
        return Envelope(self.id, self.case, self.process, self.at, self.actor, role, command)


Move: TypeAlias = Envelope[Any] | Kept | Moment
