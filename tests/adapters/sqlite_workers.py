"""What other processes do to a journal file while the tests look on."""

from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.ports import Snapshot
from order_to_cash.testing.laws.journal_entries import conflicted, entry, message

PATIENCE = 30


def race(path: str, name: str, rounds: int, start: Barrier, wins: Connection) -> None:
    """Write to one case in step with the others, and tell the rounds that were won."""
    with SqliteJournal(path) as journal:
        won = []
        for after in range(rounds):
            start.wait(PATIENCE)
            rival = entry(after=after, command=f"{name}/{after}")
            if conflicted(journal, rival) == (False,):
                won.append(after)
        wins.send(won)


def open_all(paths: list[str], start: Barrier, told: Connection) -> None:
    """Open new files at the same moment as the others, and tell when all were usable."""
    for path in paths:
        start.wait(PATIENCE)
        with SqliteJournal(path) as journal:
            journal.read("order", "a")
    told.send("done")


def write_on(path: str, told: Connection) -> None:
    """Write without end, and tell each version once it is written."""
    with SqliteJournal(path) as journal:
        version = journal.read("order", "a").version
        while True:
            sent = (message(f"m{version}"),)
            state = Snapshot(version + 2, "s" * 5000)
            journal.append(entry(after=version, events=2, messages=sent, snapshot=state))
            version += 2
            told.send(version)
