"""A desk that is ready to work, on one file with nothing else to install, or on a database."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from order_to_cash.adapters.folder import FolderDirectories
from order_to_cash.adapters.sql.ledger import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
)
from order_to_cash.adapters.sql.personal import StoredPersonalData
from order_to_cash.adapters.sql.reservations import EmbeddedReservations
from order_to_cash.adapters.sql.store import Store
from order_to_cash.adapters.sql.ticketing import EmbeddedTicketing
from order_to_cash.adapters.stores import file_of, open_journal, still_journal
from order_to_cash.desk import Clock, Desk, Watch, unwatched
from order_to_cash.domain.core import Unavailable
from order_to_cash.domain.core.given import of_kind
from order_to_cash.operators.known import operator_named, pack_of, ports_of
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.directories import Directories
from order_to_cash.ports.journal import ALL, Share
from order_to_cash.ports.personal import PersonalData
from order_to_cash.ports.world import Port, World
from order_to_cash.wire import Wire

StrPath: TypeAlias = str | os.PathLike[str]

DATA: Final = "give the path of a folder of data, or directories of your own"


def machine_clock() -> datetime:
    """The instant that this machine's clock shows."""
    return datetime.now(UTC)


@contextmanager
def open_desk(  # noqa: PLR0913  (each is asked for by itself, by name)
    path: StrPath,
    *,
    operator: Operator | str | None = None,
    data: Directories | StrPath | None = None,
    own: Mapping[str, Port] | None = None,
    clock: Clock | None = machine_clock,
    worker: str = "",
    timeout: float = 5.0,
    create: bool = True,
    read_only: bool = False,
    personal: PersonalData | None = None,
    share: Share = ALL,
    watch: Watch = unwatched,
) -> Iterator[Desk]:
    """Open a desk whose cases, messages, invoices and notices are kept in one place.

    `path` is that of a file, or the URL of a PostgreSQL database, `postgresql://HOST/NAME`, whose
    schema `order_to_cash` any number of programs may share (see `adapters.postgres`).
    `operator` is a data pack, its name, such as "peru", or where it is imported from; a file that
    was written to knows the name of its own. `data` is a folder of CSV files (see
    `adapters.folder`), or directories of your own; without it questions wait until a desk with data
    is opened. `own` are ports of your own processes by name, before those that the pack brings.
    `clock` is the ceiling of what is accepted (the machine's; `None` for a replay), and `worker`
    the name under which messages are taken. `timeout` is for how many seconds others may keep the
    file busy. A file that is not there is made, unless `create` says that one is expected; with
    `read_only` nothing is written, and whatever would write raises `PortError`. `personal` is where
    personal data is kept, if not in a table of the same file; of a `share` only its cases are
    delivered for and looked at. `watch` is told what is done, such as
    `adapters.telemetry.spans()`. Cases that an older version wrote are brought into the lists by
    stage and party, once, which takes as long as reading them all.

    Raises `InvalidValue` for an unknown operator, one whose file it is not or whose ports cannot
    be made, `InvalidDocument` with every problem of the folder,
    `PortError` for a file that is empty, damaged, no journal or not there.
    """
    directories = directories_of(data)
    named = None if operator is None else pack_of(operator)
    with open_journal(path, timeout=timeout, create=create, read_only=read_only) as journal:
        pack = named or operator_named(journal.owner() or None, stored=True)
        wire = wire_of(pack)
        given = of_kind(own or {}, Mapping, "give ports of your own by their topics, in a mapping")
        ports = {**ports_of(pack, file_of(path)), **given}
        world = world_on(journal.store, wire, directories, ports)
        kept = StoredPersonalData(journal.store) if personal is None else personal
        desk = Desk(
            pack,
            journal,
            world,
            wire,
            clock=clock,
            worker=worker,
            personal=kept,
            share=share,
            watch=watch,
        )
        if not read_only:
            desk.enlist()
        yield desk


@contextmanager
def still_desk(
    path: StrPath, *, operator: str | None = None, timeout: float = 5.0
) -> Iterator[tuple[Desk, Store]]:
    """A desk on a store as of one instant, to look at; whoever works on the store goes on."""
    with still_journal(path, timeout=timeout) as journal:
        pack = operator_named(operator or journal.owner() or None, stored=operator is None)
        wire = wire_of(pack)
        world = world_on(journal.store, wire, NO_DATA, ports_of(pack, file_of(path)))
        personal = StoredPersonalData(journal.store)
        yield Desk(pack, journal, world, wire, personal=personal), journal.store


def world_on(store: Store, wire: Wire, directories: Directories, own: Mapping[str, Port]) -> World:
    """The world that is kept in a store."""
    return World(
        directories,
        EmbeddedBilling(store),
        EmbeddedFulfilment(store, wire),
        EmbeddedNotification(store, wire),
        EmbeddedTicketing(store, wire),
        own,
        EmbeddedReservations(store, wire, directories.stock),
    )


def wire_of(operator: Operator) -> Wire:
    """The wire of an operator's processes, which lifts its older events and knows its codes."""
    codes = (*operator.codes, *operator.roles)
    return Wire(operator.processes, upcasters=operator.upcasters, codes=codes)


def directories_of(data: Directories | StrPath | None) -> Directories:
    """The directories themselves, those of a folder of CSV files, or none that can be asked."""
    if data is None:
        return NO_DATA
    if isinstance(data, Directories):
        return data
    where = data if isinstance(data, os.PathLike) else of_kind(data, str, DATA)
    return FolderDirectories.load(Path(where))


class _NoData:
    """Directories that cannot be asked yet."""

    def party(self, _party: str, /) -> NoReturn:
        raise _no_data()

    def offerings(self, _skus: Sequence[str], _on: date, /) -> NoReturn:
        raise _no_data()

    def stock(self, _zone: str, _skus: Sequence[str], /) -> NoReturn:
        raise _no_data()

    def coverage(self, _zone: str, _skus: Sequence[str], _on: date, /) -> NoReturn:
        raise _no_data()

    def credit_line(self, _account: str, /) -> NoReturn:
        raise _no_data()

    def terms(self, _names: Sequence[str], _on: date, /) -> NoReturn:
        raise _no_data()


def _no_data() -> Unavailable:
    return Unavailable(
        "there are no directories to ask; open the desk with a folder of data",
        code="embedded.no-data",
    )


_ALL: Final = _NoData()
NO_DATA: Final = Directories(_ALL, _ALL, _ALL, _ALL, _ALL, _ALL)
"""Directories for a desk without data: every question waits."""
