"""Where a life is lived: a journal and a world, in memory or in a store, and two desks on them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import define, field

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
)
from order_to_cash.adapters.sql.ledger import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
)
from order_to_cash.adapters.stores import Place, is_url, open_journal
from order_to_cash.audit import Books
from order_to_cash.desk import Desk
from order_to_cash.domain.core import changed
from order_to_cash.embedded import wire_of
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.operators.operator import Operator
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.world import World
from tests.desk.small_operator import directories
from tests.faults.mortal import Fate, Mortal, cut_off, let_go

BOTH: Final = changed(PERU, processes=(*PERU.processes, *BOLIVIA.processes))
"""Every process that ships, under one roof."""

WIRE: Final = wire_of(BOTH)


def facts() -> Directories:
    """Two distributors with a line of 30,000 soles each."""
    return directories(limit="30000.00", parties=2).directories


@define
class Room:
    """A journal with its world; `place` is that of its store, if it is kept in one."""

    place: Place | None = None
    fate: Fate = field(factory=Fate)
    journal: Any = field(init=False)
    world: World = field(init=False)

    def __attrs_post_init__(self) -> None:
        if self.place is not None:
            self._read(self.place)
            return
        books = InMemoryBilling(), InMemoryFulfilment(), InMemoryNotification()
        self.journal, self.world = InMemoryJournal(), World(facts(), *books)

    def again(self) -> None:
        """What another program finds that opens the same store."""
        self.fate.spare()
        if self.place is not None:
            if is_url(self.place):
                self.journal.close()
            else:
                let_go(self.journal)
            self._read(self.place)

    def _read(self, place: Place) -> None:
        self.journal = open_journal(place)
        store = self.journal.store
        world = EmbeddedFulfilment(store, WIRE), EmbeddedNotification(store, WIRE)
        self.world = World(facts(), EmbeddedBilling(store), *world)

    def desk(
        self,
        operator: Operator,
        clock: Callable[[], datetime] | None,
        worker: str,
        post: Callable[[Any], Any],
    ) -> Desk:
        """A desk that can be killed at each call of its journal and its ports."""
        known = self.world
        billing, fulfilment = (Mortal(p, self.fate) for p in (known.billing, known.fulfilment))
        world = World(known.directories, billing, fulfilment, post(known.notification))
        journal: Any = Mortal(self.journal, self.fate)
        desk = Desk(operator, journal, world, WIRE, clock=clock, worker=worker)
        desk.start_again()
        return desk

    @property
    def observer(self) -> Desk:
        """A desk that dies of nothing."""
        return Desk(BOTH, self.journal, self.world, WIRE, worker="observer")

    def doom(self, random: Random) -> None:
        """Whoever is here dies soon: at a call, or inside a statement of the file."""
        if isinstance(self.place, Path) and random.random() < 0.5:
            cut_off(self.journal, random.randrange(40_000))
        else:
            self.fate.draw(random, 60)

    def ledger(self) -> Any:
        """What billing has done."""
        return self.world.billing

    def books(self) -> Books:
        """What the world has done."""
        known: Any = self.world
        return Books.of(known.billing, known.fulfilment, known.notification)


@contextmanager
def room(*, on_file: bool = False, url: str = "") -> Iterator[Room]:
    """A room in memory, on a file that is gone afterwards, or in an empty database."""
    if url:
        made = Room(url)
        try:
            yield made
        finally:
            made.journal.close()
        return
    if not on_file:
        yield Room()
        return
    with TemporaryDirectory() as folder:
        made = Room(Path(folder) / "store.db")
        try:
            yield made
        finally:
            made.journal.close()
