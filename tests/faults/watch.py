"""Who watches a store: whether it moved, and whether all that is in it is lawful."""

from collections.abc import Mapping
from datetime import datetime

from attrs import define, field

from order_to_cash.audit import check
from order_to_cash.desk import Desk
from order_to_cash.domain.core import InvalidValue
from order_to_cash.embedded import wire_of
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.testing.checks import Broken
from tests.faults.door_laws import OF_ALL, Sight, sight
from tests.faults.rooms import Room


@define
class Watch:
    """Looks at the store of a room, past all desks."""

    room: Room
    cursor: str = field(default="", init=False)

    def sees(self) -> Sight:
        """What the store holds now."""
        seen = sight(self.room.observer, self.cursor)
        self.cursor = seen.last
        return seen

    def unmoved(self, before: Sight, what: str) -> None:
        """Nothing refused, and nothing repeated, changes anything."""
        after = self.sees()
        if before != after:
            raise Broken(f"{what} changed the store from {before} to {after}")

    def still_reached(self, before: datetime | None, what: str) -> None:
        """TRU-13: only a tick moves the instant up to which time has passed."""
        if before != self.room.journal.reached():
            raise Broken(f"TRU-13: {what} moved the time of the store")

    def owned(self) -> None:
        """TRU-10: a store knows its operator, and another one does not open it."""
        try:
            Desk(BOLIVIA, self.room.journal, self.room.world, wire_of(BOLIVIA))
        except InvalidValue:
            return
        raise Broken("TRU-10: another operator opened the store")

    def lawful(self, handed: Mapping[str, int]) -> None:
        """Every law of a store, and those of the door; `handed` says how often a key was sent."""
        observer = self.room.observer
        found = [problem for law in check(observer, self.room.books()) for problem in law.problems]
        found += [f"{law.__name__}: {problem}" for law in OF_ALL for problem in law(observer)]
        if twice := [key for key in handed if handed[key] > 1]:
            found.append(f"TRU-14: {twice[0]} was sent twice, and nobody died")
        if found:
            raise Broken("\n".join(found))
