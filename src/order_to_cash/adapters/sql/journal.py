"""A journal in the tables of a database, wherever they stand."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Final, LiteralString, Self

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.entries import (
    LARGEST,
    SMALLEST,
    already_answered,
    already_posted,
    check_entry,
    cursor_of,
    each_in_turn,
    instant,
    limited,
    microseconds,
    place_of,
    stale,
)
from order_to_cash.adapters.sql.queue import found_waiting, park, part_of, postpone, settle
from order_to_cash.adapters.sql.rows import (
    answer_row,
    answered,
    event_row,
    message_row,
    posted,
    recorded,
)
from order_to_cash.adapters.sql.rows import aside as aside_of
from order_to_cash.adapters.sql.store import Row, Store, Value, Writing
from order_to_cash.domain.core import Conflict
from order_to_cash.ports.digest import digest_of
from order_to_cash.ports.journal import (
    ALL,
    Answer,
    Aside,
    Due,
    Entry,
    History,
    Lease,
    Listed,
    Marked,
    Posted,
    Recorded,
    Share,
    Snapshot,
)

LISTS: Final[Mapping[tuple[bool, bool], LiteralString]] = {
    (False, False): sql.CASES,
    (True, False): sql.CASES_IN,
    (False, True): sql.CASES_FOR,
    (True, True): sql.CASES_IN_FOR,
}
"""How cases are listed, by whether a stage and a party are named."""


class StoredJournal:
    """A journal in the tables of a store, shared by threads and processes."""

    def __init__(self, store: Store) -> None:
        self.store: Store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go; closing twice is harmless."""
        self.store.close()

    def read(self, process: str, case: str, /, *, known: int = 0) -> History:
        heads = self.store.rows(sql.HEAD, (process, case))
        if not heads:
            return History()
        version, at = heads[0]
        snapshot = None if 0 < known <= version else self._snapshot(process, case, version)
        start = snapshot.version if snapshot else known if known <= version else 0
        # Events never change, so reading up to the head's version is reading as of the head.
        place = (process, case, start, version)
        tail = self.store.rows(sql.TAIL, place) if start != version else ()
        return History(version, instant(at), snapshot, tuple(map(recorded, tail)))

    def _snapshot(self, process: str, case: str, version: int) -> Snapshot | None:
        rows = self.store.rows(sql.SNAPSHOT, (process, case, version))
        return next((Snapshot(*row) for row in rows), None)

    def append(self, *entries: Entry) -> tuple[Conflict | None, ...]:
        for entry in entries:
            check_entry(entry)
        cases = ((entry.process, entry.case) for entry in entries)
        return self.store.perform(
            lambda writing: each_in_turn(entries, partial(_write, writing)), *cases
        )

    def answer(self, process: str, case: str, actor: str, command: str, /) -> Answer | None:
        rows = self.store.rows(sql.ANSWER, (process, case, actor, command))
        return next(map(answered, rows), None)

    def answers(self, process: str, case: str, /) -> tuple[Answer, ...]:
        return tuple(map(answered, self.store.rows(sql.ANSWERS, (process, case))))

    def events(self, *, after: str = "", limit: int = 1000) -> tuple[Recorded, ...]:
        place = place_of(after, start=(0,))
        return tuple(map(recorded, self.store.onward(sql.ONWARD, (*place, limited(limit)))))

    def history(self, process: str, case: str, /) -> tuple[Recorded, ...]:
        return tuple(map(recorded, self.store.rows(sql.WHOLE, (process, case))))

    def cases(
        self,
        *,
        process: str = "",
        stage: str = "",
        party: str = "",
        after: str = "",
        limit: int = 1000,
    ) -> tuple[Listed, ...]:
        query = LISTS[bool(stage), bool(party)]
        named = tuple(filter(None, (stage, party)))
        return self._listed(query, named, process, after, limit)

    def unlisted(self, *, after: str = "", limit: int = 1000) -> tuple[Listed, ...]:
        return self._listed(sql.CASES_IN, ("",), "", after, limit)

    def enlist(self, *cases: Listed) -> None:
        # In one order for everybody, so that no two wait for each other.
        ordered = sorted(cases, key=lambda one: (one.process, one.case))
        rows = [(one.stage, one.party, one.process, one.case) for one in ordered]
        with self.store.writing() as connection:
            connection.executemany(sql.ENLIST, rows)

    def marks(self, *, after: str = "", limit: int = 1000) -> tuple[Marked, ...]:
        place = place_of(after, start=("", ""))
        rows = self.store.rows(sql.MARKS, (*place, limited(limit)))
        return tuple(
            Marked(process, case, events, digest, cursor_of(process, case))
            for process, case, events, digest in rows
        )

    def processes_of(self, case: str, /) -> tuple[str, ...]:
        return tuple(row[0] for row in self.store.rows(sql.PROCESSES_OF, (case,)))

    def due(
        self,
        now: datetime,
        /,
        *,
        processes: Collection[str],
        after: str = "",
        limit: int = 100,
        share: Share = ALL,
    ) -> tuple[Due, ...]:
        at, most = microseconds(now), limited(limit)
        place = place_of(after, start=(SMALLEST, "", ""))
        rows: list[Row] = []
        for process in sorted(set(processes)):
            # One process at a time, so that each search begins exactly where the list goes on.
            check = int(place[0]) + (process < str(place[1]))
            start = (check, self._first_case(place[1:], process))
            rows += self.store.rows(sql.DUE, (process, at, *start, at, *part_of(share), most))
        return tuple(
            Due(process, case, instant(check), cursor_of(check, process, case))
            for check, process, case in sorted(rows)[:most]
        )

    def waiting(self, now: datetime, /, *, limit: int = 100) -> tuple[Posted, ...]:
        at, most = microseconds(now), limited(limit)
        return found_waiting(self.store.rows, at, LARGEST, ALL, most)

    def claim(self, now: datetime, lease: Lease, /, *, limit: int = 100) -> tuple[Posted, ...]:
        at, since, until = map(microseconds, (now, lease.since, lease.until))
        most = limited(limit)
        if not found_waiting(self.store.rows, at, since, lease.share, 1):
            return ()
        with self.store.writing() as connection:

            def taking(query: LiteralString, values: Sequence[Value]) -> list[Row]:
                return connection.execute(query, values).fetchall()

            taken = found_waiting(
                taking, at, since, lease.share, most, searches=self.store.claimable
            )
            leases = ((lease.by, until, message.key) for message in taken)
            connection.executemany(sql.LEASE, leases)
        return taken

    def abandon(self, by: str, /, *keys: str) -> None:
        if not keys:
            self._write(sql.ABANDON, by)
            return
        with self.store.writing() as connection:
            connection.executemany(sql.GIVE_UP, [(key, by) for key in keys])

    def renew(self, lease: Lease, /, *keys: str) -> None:
        until = microseconds(lease.until)
        rows = [(until, key, lease.by, until) for key in sorted(keys)]
        with self.store.writing() as connection:
            connection.executemany(sql.RENEW, rows)

    def message(self, key: str, /) -> Posted | None:
        return next(map(posted, self.store.rows(sql.MESSAGE, (key,))), None)

    def settle(self, key: str, /) -> None:
        with self.store.writing() as connection:
            settle(connection, key)

    def postpone(self, key: str, /, *, until: datetime, problem: str, by: str = "") -> None:
        with self.store.writing() as connection:
            postpone(connection, key, microseconds(until), problem, by)

    def park(self, key: str, /, *, problem: str, by: str = "") -> None:
        with self.store.writing() as connection:
            park(connection, key, problem, by)

    def parked(
        self, *, process: str = "", case: str = "", topic: str = "", limit: int = 100
    ) -> tuple[Posted, ...]:
        most = limited(limit)
        if process and case:
            at = (process, case, topic, topic, most)
            return tuple(map(posted, self.store.rows(sql.PARKED_AT, at)))
        if process or case or topic:
            named = (process, process, case, case, topic, topic, most)
            return tuple(map(posted, self.store.rows(sql.PARKED_OF, named)))
        return tuple(map(posted, self.store.rows(sql.PARKED, (most,))))

    def release(self, key: str, /) -> None:
        self._write(sql.RELEASE, key)

    def set_aside(
        self, process: str, case: str, /, *, since: datetime, until: datetime, problem: str
    ) -> int:
        row = (process, case, microseconds(since), microseconds(until), problem)
        with self.store.writing() as connection:
            ((attempts,),) = connection.execute(sql.SET_ASIDE, row).fetchall()
        return int(attempts)

    def resume(self, process: str, case: str, /) -> None:
        self._write(sql.RESUME, process, case)

    def aside(self, *, process: str = "", case: str = "", limit: int = 100) -> tuple[Aside, ...]:
        most = limited(limit)
        if process and case:
            return tuple(map(aside_of, self.store.rows(sql.ASIDE_AT, (process, case))))
        named = (process, process, case, case, most)
        return tuple(map(aside_of, self.store.rows(sql.ASIDE, named)))

    def reached(self) -> datetime | None:
        reached = self.store.rows(sql.REACHED)[0][0]
        return None if reached is None else instant(reached)

    def reach(self, at: datetime, /) -> None:
        self._write(sql.REACH, *[microseconds(at)] * 3)

    def owner(self, claimant: str = "", /) -> str:
        owner: str = self.store.rows(sql.OWNER)[0][0]
        if owner or not claimant or self.store.read_only:
            return owner
        self._write(sql.OWN, claimant)
        return self.owner()

    def _write(self, statement: LiteralString, *parameters: Value) -> None:
        with self.store.writing() as connection:
            connection.execute(statement, parameters)

    def _listed(
        self, query: LiteralString, named: tuple[str, ...], process: str, after: str, limit: int
    ) -> tuple[Listed, ...]:
        """A page of a list; what comes of other processes behind the one named is left out."""
        place, most = place_of(after, start=("", "")), limited(limit)
        first = max(process, str(place[0]))
        start = (first, self._first_case(place, first))
        rows = self.store.rows(query, (*named, *start, most))
        return tuple(
            Listed(name, id_, cursor_of(name, id_), stage, party)
            for name, id_, stage, party in rows
            if process in ("", name)
        )

    def _first_case(self, place: tuple[str | int, ...], process: str) -> str:
        """The first id of a process that comes after a place given by process and id."""
        name, case = map(str, place)
        return f"{case}{self.store.first}" if name == process else ""


def _write(connection: Writing, entry: Entry) -> Conflict | None:
    """One entry whole, or nothing of it: those before and after it in the transaction stay."""
    connection.execute("SAVEPOINT entry")
    conflict = _written(connection, entry)
    if conflict is not None:
        connection.execute("ROLLBACK TO entry")
    connection.execute("RELEASE entry")
    return conflict


def _written(connection: Writing, entry: Entry) -> Conflict | None:
    place = (entry.process, entry.case)
    # The case is read, and where others write meanwhile kept from them, before anything is written.
    version, digest = connection.execute(sql.VERSION, place).fetchone() or (0, "")
    if not connection.execute(sql.NEW_ANSWER, answer_row(entry)).rowcount:
        return already_answered()
    if (conflict := stale(entry, version)) is not None:
        return conflict
    if entry.events and not _move(connection, entry, digest_of(entry.events, after=digest)):
        return stale(entry, connection.execute(sql.VERSION, place).fetchone()[0])
    if entry.events:
        connection.executemany(sql.NEW_EVENT, map(event_row, entry.events))
    if entry.messages:
        new = connection.executemany(sql.NEW_MESSAGE, map(message_row, entry.messages))
        if new.rowcount < len(entry.messages):
            return already_posted()
    if entry.settles is not None:
        settle(connection, entry.settles)
    return None


def _move(connection: Writing, entry: Entry, digest: str) -> bool:
    """Bring the case to its new version, unless somebody began it a moment ago."""
    last, snapshot = entry.events[-1], entry.snapshot
    head: tuple[Value, ...] = (
        entry.process,
        entry.case,
        last.version,
        microseconds(last.at),
        None if entry.next_check is None else microseconds(entry.next_check),
        digest,
        entry.stage,
        entry.party,
        entry.after,
    )
    if not connection.execute(sql.NEW_HEAD, head).rowcount:
        return False
    if snapshot is not None:
        row = (entry.process, entry.case, snapshot.version, snapshot.body)
        connection.execute(sql.NEW_SNAPSHOT, row)
    return True
