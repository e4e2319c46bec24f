"""Races for a few hot cases, at the isolation level that is used: read committed.

Several at once write after the version that they read, to one case or to two crosswise; take
messages that wait and settle them; give back cents of payments that came in; bill; and let time
pass. All the while somebody reads the events along. At the end nothing was lost, doubled, given to
two, given back twice, numbered with a gap, turned back or read out of its order.

Each guard that this rests on can be taken away on purpose. Then it has to be found.
"""

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from itertools import cycle
from math import inf
from random import Random
from time import monotonic, sleep
from typing import Any, Final, LiteralString, TypeAlias
from unittest.mock import patch

from attrs import define, field

import order_to_cash.adapters.sql.statements as sql
from order_to_cash.adapters.entries import instant, microseconds
from order_to_cash.adapters.postgres import PostgresJournal, PostgresStore
from order_to_cash.adapters.postgres import store as postgres_store
from order_to_cash.adapters.postgres.dialect import CLAIMABLE, spoken
from order_to_cash.adapters.sql import journal as stored_journal
from order_to_cash.adapters.sql.ledger import EmbeddedBilling
from order_to_cash.domain.core import OrderToCashError, Unavailable
from order_to_cash.domain.trade import RecordReceipt, RefundPayment
from order_to_cash.ports.billing import Done
from order_to_cash.ports.digest import digest_of
from order_to_cash.testing.laws.billing_samples import CENT, TODAY, invoice
from order_to_cash.testing.laws.journal_entries import EVER, NOON, entry, keys, lease, message
from tests.faults import crashes
from tests.faults.crashes import Reader
from tests.postgres import UNSYNCED, Server, clear, settle

PLAYERS: Final = 4
CASES: Final = ("a", "b", "c")
BEGUN: Final = microseconds(EVER)
"""Time passes from then on, later than whatever is written."""

ROUND: Final = 4_000
"""So many transactions are tried on a store, whose few cases are read whole each time."""

CENTS: Final = 5
"""So many cents of each payment came in; more is asked for."""

Guards: TypeAlias = Callable[[], AbstractContextManager[object]]


@define
class Tally:
    """What one player did, and what was wrong right away."""

    tried: int = 0
    written: Counter[str] = field(factory=Counter)
    taken: list[str] = field(factory=list)
    refunded: Counter[str] = field(factory=Counter)
    reached: int = 0
    wrong: list[str] = field(factory=list)


@define
class Player:
    """One of those who race, with a journal and a ledger of its own."""

    name: str
    journal: PostgresJournal
    random: Random
    tally: Tally = field(factory=Tally)
    posted: int = 0
    paid: int = 0
    billed: int = 0

    def write(self) -> None:
        """Write to a case after the version that was read, or to two of them crosswise."""
        cases = self.random.sample(CASES, self.random.choice((1, 1, 2)))
        after = {case: self.journal.read("order", case).version for case in cases}
        rivals = [
            entry(
                case,
                after[case],
                events=self.random.choice((1, 2)),
                command=f"{self.name}/{self.tally.tried}",
                messages=(self._message(case),),
            )
            for case in cases
        ]
        for rival, conflict in zip(rivals, self.journal.append(*rivals), strict=True):
            self.tally.written[rival.case] += len(rival.events) * (conflict is None)

    def repeat(self) -> None:
        """Give a command that others give too; one of all is answered."""
        case = self.random.choice(CASES)
        after = self.journal.read("order", case).version
        (conflict,) = self.journal.append(entry(case, after, command=f"all/{after // 4}"))
        self.tally.written[case] += conflict is None

    def take(self) -> None:
        """Take what waits, for good, and settle it."""
        taken = self.journal.claim(NOON, lease(self.name, until=EVER), limit=3)
        self.tally.taken += keys(taken)
        for key in keys(taken):
            self.journal.settle(key)

    def refund(self) -> None:
        """Give back a cent of the payment that all give back, or go on to the next one."""
        payment = f"P-{self.paid}"
        billing = EmbeddedBilling(self.journal.store)
        billing.receive(payment, RecordReceipt(payment, CENT * CENTS, TODAY))
        asked = RefundPayment("a1", CENT, "cancelled", payment)
        if billing.refund(f"{self.name}/{self.tally.tried}", asked) == Done():
            self.tally.refunded[payment] += 1
        else:
            self.paid += 1

    def bill(self) -> None:
        """Issue an invoice that others issue too."""
        EmbeddedBilling(self.journal.store).issue(invoice(f"r{self.billed}"))
        self.billed += 1

    def pass_time(self) -> None:
        """Let time pass to an instant; it is never before it any more."""
        at = BEGUN + self.tally.tried * 1000 + self.random.randrange(1000)
        self.journal.reach(instant(at))
        self.tally.reached = max(at, self.tally.reached)
        if (self.journal.reached() or NOON) < instant(self.tally.reached):
            self.tally.wrong.append("time went back")

    def _message(self, case: str) -> Any:
        self.posted += 1
        return message(f"{self.name}/{self.posted}", case, f"t{self.random.randrange(8)}")


GAMES: Final = ("write", "write", "repeat", "take", "refund", "bill", "pass_time")


def play(race: "Race", name: str, guard: str) -> Tally:
    """One player's part of a race; a guard that is named is taken away."""
    with (
        without(guard),
        PostgresJournal(race.url, timeout=60) as journal,
    ):
        player = Player(name, journal, Random(f"{name}/{race.seed}"))  # noqa: S311  (repeatable)
        while player.tally.tried < race.count // PLAYERS and monotonic() < race.until:
            player.tally.tried += 1
            try:
                getattr(player, player.random.choice(race.games))()
            except Unavailable:
                continue
            except OrderToCashError as error:
                player.tally.wrong.append(f"an error came out: {error.code}")
        return player.tally


def _worded(*changes: tuple[LiteralString, LiteralString]) -> AbstractContextManager[object]:
    """Some statements are worded otherwise."""
    otherwise = dict(changes)
    return patch.object(postgres_store, "spoken", lambda said: spoken(otherwise.get(said, said)))


def _no_version() -> AbstractContextManager[object]:
    """Nobody looks whether the case is still at the version that was read."""
    until_where = sql.NEW_HEAD[: sql.NEW_HEAD.rindex("WHERE")]
    stack = ExitStack()
    stack.enter_context(patch.object(stored_journal, "stale", lambda *_: None))
    free = f"{until_where} WHERE case_head.version >= 0 OR ?::bigint IS NOT NULL"
    stack.enter_context(_worded((sql.VERSION, f"{sql.VERSION} "), (sql.NEW_HEAD, free)))
    return stack


UNGUARDED: Final[Mapping[str, Guards]] = {
    "the version is not compared": _no_version,
    "messages are taken without a lock": lambda: _worded(
        *zip(CLAIMABLE, sql.SEARCHES, strict=True)
    ),
    "balances are read without a lock": lambda: patch.object(
        postgres_store, "ALONE", b"SELECT %s::text"
    ),
    "time is set without a condition": lambda: _worded(
        (sql.REACH, "UPDATE store SET reached = ? WHERE coalesce(?, 0) <= ?")
    ),
    "events are read before others commit": lambda: patch.object(
        PostgresStore, "onward", PostgresStore.rows
    ),
}
"""Each guard, and how it is taken away."""


def without(guard: str) -> ExitStack:
    """The context in which a guard is taken away; whatever overlaps then does so for long."""
    stack = ExitStack()
    if guard:
        stack.enter_context(UNGUARDED[guard]())
        stack.enter_context(patch.object(PostgresStore, "_performed", _late()))
    return stack


def _late() -> Callable[..., Any]:
    """Every second transaction waits before it commits, so that the one after it overtakes it."""
    performed, waits = PostgresStore._performed, cycle((0.004, 0))

    def late(store: PostgresStore, work: Callable[[Any], Any], places: Any) -> Any:
        def waiting(transaction: Any) -> Any:
            found = work(transaction)
            sleep(next(waits))
            return found

        return performed(store, waiting, places)

    return late


FINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "the version is not compared": ("write",),
    "messages are taken without a lock": ("write", "take"),
    "balances are read without a lock": ("refund",),
    "time is set without a condition": ("pass_time",),
    "events are read before others commit": ("write", "bill"),
}
"""The kinds of transactions in which it is missed soonest."""


@define
class Race:
    """So many transactions by several players on one database, and what was wrong with them."""

    url: str
    count: int
    games: tuple[str, ...] = GAMES
    guard: str = ""
    until: float = inf
    seed: int = 0
    tallies: list[Tally] = field(factory=list)

    @property
    def tried(self) -> int:
        """How many transactions were tried."""
        return sum(tally.tried for tally in self.tallies)

    def run(self, players: Executor) -> list[str]:
        """Everything that was wrong; whoever plays is a thread or a process."""
        clear(self.url)
        reader = Reader(self.url, pause=0)
        with without(self.guard):
            PostgresJournal(self.url).close()
            reading = threading.Thread(target=reader.read, daemon=True)
            reading.start()
            try:
                # Threads share what was taken away here; processes take it away themselves.
                guard = self.guard if isinstance(players, ProcessPoolExecutor) else ""
                playing = [players.submit(play, self, f"p{n}", guard) for n in range(PLAYERS)]
                self.tallies = [player.result() for player in playing]
            finally:
                reader.ended.set()
                reading.join()
        with PostgresJournal(self.url) as journal:
            return [*self._wrong(journal), *self._read_wrongly(journal, reader)]

    def _wrong(self, journal: PostgresJournal) -> Iterator[str]:
        for tally in self.tallies:
            yield from tally.wrong
        written = sum((tally.written for tally in self.tallies), Counter[str]())
        for mark in journal.marks():
            history = journal.history(mark.process, mark.case)
            if [e.version for e in history] != list(range(1, written[mark.case] + 1)):
                yield f"{mark.case} has other events than were written"
            if digest_of(history) != mark.digest:
                yield f"the digest of {mark.case} is not that of its events"
        taken = Counter(key for tally in self.tallies for key in tally.taken)
        yield from (f"{key} was given to {n}" for key, n in taken.items() if n > 1)
        refunded = sum((tally.refunded for tally in self.tallies), Counter[str]())
        yield from (f"{n} cents of {p} came back" for p, n in refunded.items() if n > CENTS)
        billing = EmbeddedBilling(journal.store)
        if sum(refunded.values()) != len(billing.refunds()):
            yield "a refund that was answered is not in the ledger"
        numbers = [int(number.partition("-")[2]) for number in billing.invoices()]
        if numbers != list(range(1, len(numbers) + 1)):
            yield "invoices are numbered with gaps"
        last = max(tally.reached for tally in self.tallies)
        if last and journal.reached() != instant(last):
            yield "time is not where the last one brought it"

    def _read_wrongly(self, journal: PostgresJournal, reader: Reader) -> Iterator[str]:
        whole, after = [], ""
        while found := journal.events(after=after):
            whole += [(e.process, e.case, e.version) for e in found]
            after = found[-1].cursor
        if whole != reader.seen:
            yield f"{len(reader.seen)} events were read along, {len(whole)} are there"


def isolation(count: int = 200_000, unguarded: int = 4_000, seconds: int = crashes.EVER) -> int:
    """So many transactions by several processes, then each guard taken away."""
    server, wrong, tried, until = Server(), 0, 0, monotonic() + seconds
    settle(server.url, *UNSYNCED)
    try:
        with ProcessPoolExecutor(
            PLAYERS, mp_context=multiprocessing.get_context("spawn")
        ) as players:
            while tried < count and monotonic() < until:
                race = Race(server.url, min(ROUND, count - tried), until=until, seed=tried)
                wrong += _raced(race, players)
                tried += race.tried
            print(f"{tried} transactions with every guard, {wrong} wrong", flush=True)
            for guard, games in FINDS.items():
                race = Race(server.url, unguarded, games, guard)
                wrong += not _raced(race, players)
    finally:
        server.close()
    return wrong


def _raced(race: Race, players: Executor) -> int:
    begun = monotonic()
    found = race.run(players)
    written = sum(sum(tally.written.values()) for tally in race.tallies)
    told = f"{race.guard or 'guarded'}: {race.tried} transactions, {written} events"
    print(
        f"{told}, {len(found)} wrong, {monotonic() - begun:.0f} s",
        *found[:5],
        sep="\n  ",
        flush=True,
    )
    return len(found)
