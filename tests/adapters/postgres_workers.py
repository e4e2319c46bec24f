"""What other processes do to a journal on PostgreSQL while the tests look on."""

from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from order_to_cash.adapters.postgres import PostgresJournal
from order_to_cash.domain.core import PortError
from order_to_cash.ports import Snapshot
from order_to_cash.testing.laws.journal_entries import conflicted, entry, message

PATIENCE = 60


def race(url: str, name: str, rounds: int, start: Barrier, wins: Connection) -> None:
    """Write to one case in step with the others, and tell the rounds that were won."""
    with PostgresJournal(url) as journal:
        won = []
        for after in range(rounds):
            start.wait(PATIENCE)
            rival = entry(after=after, command=f"{name}/{after}")
            if conflicted(journal, rival) == (False,):
                won.append(after)
        wins.send(won)


def open_at_once(url: str, start: Barrier, told: Connection) -> None:
    """Open a new store at the same moment as the others."""
    start.wait(PATIENCE)
    with PostgresJournal(url) as journal:
        told.send(journal.owner("shop"))


def write_on(url: str, case: str, told: Connection) -> None:
    """Write until the server goes away, and tell each version once it is written."""
    with PostgresJournal(url) as journal:
        version = journal.read("order", case).version
        while True:
            sent = (message(f"{case}/m{version}", case),)
            state = Snapshot(version + 2, "s" * 5000)
            try:
                journal.append(entry(case, version, events=2, messages=sent, snapshot=state))
            except PortError:
                return
            version += 2
            told.send(version)
