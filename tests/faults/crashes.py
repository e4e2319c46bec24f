"""Crashes of a PostgreSQL server and of those who work on it, while commands come in.

Two programs give the commands of the example, again and again under new names, and note each one
that was answered. Four workers (`order-to-cash work`, two on each half) deliver and let time pass,
and somebody reads the events along by cursor. All the while one of them after the other is killed,
every fourth time the server with all that it has under way, which waits for its disk as everywhere.
At the end every noted answer is in the store as it was noted, every command was answered once,
whoever read along saw every event once and each case in its order, and `check` finds nothing.
"""

import json
import multiprocessing
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any, Final, TypeAlias

from attrs import define, field

from order_to_cash.adapters.stores import open_journal
from order_to_cash.domain.core import IdempotencyConflict, Unavailable
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, ORDERS, command
from tests.postgres import Server

PROCESSES = multiprocessing.get_context("spawn")
GIVERS: Final = 2
EVER: Final = 1_000_000_000
"""Seconds enough."""
SHARES: Final = ("1/2", "1/2", "2/2", "2/2")
NAMES: Final = re.compile(r'(?<=")([OMAP])-(?=\d)')
"""How the ids of commands, orders and payments begin; what they are about keeps its name."""

PATIENCE: Final = 900
"""Seconds within which something has to be delivered while anything waits."""

Key: TypeAlias = tuple[str, str, str, str]


def copies(giver: int) -> Iterator[str]:
    """The commands of the example that can be read, each time under new names."""
    lines = [line for line in ORDERS.read_text(encoding="utf-8").splitlines() if NAMES.search(line)]
    number = 0
    while True:
        yield from (NAMES.sub(rf"\1-{giver}x{number}x", line) for line in lines)
        number += 1


def give(url: str, giver: int, count: int, noted: str) -> None:
    """Give so many commands, beginning after those that were noted; note each answer."""
    known = Path(noted)
    done = len(known.read_text().splitlines()) if known.exists() else 0
    lines = copies(giver)
    for _ in range(done):
        next(lines)
    with known.open("a") as notes:
        while done < count:
            with suppress(Unavailable), open_desk(url, data=DATA, worker=f"giver-{giver}") as desk:
                desk.start_again()
                line = next(lines)
                while done < count:
                    said = _given(desk, line)
                    notes.write(f"{json.dumps(said)}\n")
                    notes.flush()
                    done += 1
                    line = next(lines) if done < count else ""
                    desk.deliver(most=10)
            if done < count:
                sleep(0.2)
                lines = copies(giver)
                for _ in range(done):
                    next(lines)


def _given(desk: Any, line: str) -> list[str]:
    """Whose command it was, and how it was answered; nothing where it is no command at all."""
    try:
        envelope = desk.wire.load_envelope(line)
        desk.handle(envelope)
    except Unavailable:
        raise
    except IdempotencyConflict:
        return []
    except Exception:  # noqa: BLE001  (bad lines of the example are refused each time)
        return []
    key = (envelope.process, envelope.case, envelope.actor, envelope.id)
    answer = desk.journal.answer(*key)
    return [*key, answer.said, answer.counted.isoformat()]


@define
class Reader:
    """Somebody who reads the events along, and goes on after each absence of the server."""

    url: str
    seen: list[tuple[str, str, int]] = field(factory=list)
    ended: threading.Event = field(factory=threading.Event)
    cursor: str = ""
    pause: float = 0.1

    def read(self) -> None:
        """Read until nothing comes any more after the end."""
        while True:
            last = self.ended.is_set()
            with suppress(Unavailable), open_journal(self.url, read_only=True) as journal:
                while found := journal.events(after=self.cursor, limit=1000):
                    self.seen += [(e.process, e.case, e.version) for e in found]
                    self.cursor = found[-1].cursor
                if last:
                    return
            sleep(self.pause)


@define
class Trial:
    """A server, those who give, those who work, and what became of it all."""

    folder: Path
    count: int
    server: Server = field(factory=Server)
    givers: dict[int, Any] = field(factory=dict)
    workers: dict[int, subprocess.Popen[bytes]] = field(factory=dict)
    deaths: Counter[str] = field(factory=Counter)
    ends: dict[int, tuple[int, int]] = field(factory=dict)

    def given(self) -> int:
        """How many commands were given so far, by what was added to the notes."""
        for number in range(GIVERS):
            lines, place = self.ends.get(number, (0, 0))
            if self.notes(number).exists():
                with self.notes(number).open("rb") as notes:
                    notes.seek(place)
                    added = notes.read()
                self.ends[number] = (lines + added.count(b"\n"), place + len(added))
        return sum(lines for lines, _ in self.ends.values())

    def stop_givers(self) -> None:
        """Kill those who still give; what they noted counts."""
        for giver in self.givers.values():
            giver.kill()
            giver.join()

    def start_giver(self, number: int) -> None:
        """Start a giver, or start it again where it was."""
        given = (self.server.url, number, self.count // GIVERS, str(self.notes(number)))
        self.givers[number] = PROCESSES.Process(target=give, args=given, daemon=True)
        self.givers[number].start()

    def start_worker(self, number: int) -> None:
        """Start a worker on its share."""
        given = ("--db", self.server.url, "--data", str(DATA), "--jump", "--share", SHARES[number])
        with (self.folder / "workers.log").open("ab") as log:
            self.workers[number] = subprocess.Popen(
                [sys.executable, "-m", "order_to_cash", "work", *given], stderr=log
            )

    def notes(self, number: int) -> Path:
        """Where a giver notes what was answered."""
        return self.folder / f"giver-{number}.jsonl"

    def kill_one(self, random: Random) -> None:
        """Kill the server, a giver or a worker, and start it again."""
        if not (sum(self.deaths.values()) + 1) % 4:
            self.server.kill()
            self.deaths["server"] += 1
            sleep(random.uniform(0, 2))
            self.server.start()
        elif random.random() < 0.5:
            number = random.randrange(GIVERS)
            if self.givers[number].is_alive():
                self.givers[number].kill()
                self.givers[number].join()
                self.start_giver(number)
                self.deaths["giver"] += 1
        else:
            number = random.randrange(len(SHARES))
            self.workers[number].kill()
            self.workers[number].wait()
            self.start_worker(number)
            self.deaths["worker"] += 1

    def settle(self) -> None:
        """Wait until nothing waits any more, or ever less does not; then stop the workers."""
        with open_journal(self.server.url) as journal:
            query = "SELECT count(*) FROM message WHERE parked = 0"
            least, until = journal.store.rows(query)[0][0], monotonic() + PATIENCE
            while least and monotonic() < until:
                sleep(1)
                waiting = journal.store.rows(query)[0][0]
                if waiting < least:
                    least, until = waiting, monotonic() + PATIENCE
        for worker in self.workers.values():
            worker.send_signal(signal.SIGTERM)

    def wrong(self, reader: Reader) -> Iterator[str]:
        """Everything that is not as it should be."""
        yield from (f"a worker left with {s}" for w in self.workers.values() if (s := w.wait(60)))
        with open_journal(self.server.url) as journal:
            for noted in self.answered():
                answer = journal.answer(*noted[:4])
                if answer is None or [answer.said, answer.counted.isoformat()] != noted[4:]:
                    yield f"lost: {noted}"
            whole = [(e.process, e.case, e.version) for e in _events(journal)]
        yield from () if whole == reader.seen else ["whoever read along saw something else"]
        if len(set(whole)) < len(whole):
            yield "an event is there twice"
        last: Counter[tuple[str, str]] = Counter()
        for process, case, version in reader.seen:
            if version != last[process, case] + 1:
                yield f"{process}/{case} was read out of its order at {version}"
            last[process, case] = version
        checked = command("check", "--db", self.server.url)
        yield from checked.out.splitlines()[:20] if checked.status else []

    def answered(self) -> Iterator[list[str]]:
        """Every answer that was noted."""
        for number in range(GIVERS):
            with self.notes(number).open() as notes:
                yield from (noted for line in notes if (noted := json.loads(line)))


def _events(journal: Any) -> Iterator[Any]:
    after = ""
    while found := journal.events(after=after, limit=1000):
        yield from found
        after = found[-1].cursor


def postgres(count: int = 400_000, deaths: int = 100, seed: int = 0, seconds: int = EVER) -> int:
    """So many commands and deaths under six workers; prints what is wrong, and how many."""
    random, begun = Random(seed), monotonic()  # noqa: S311  (repeatable)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), count)
        try:
            with open_desk(trial.server.url, operator="peru"):
                reader = Reader(trial.server.url)
            reading = threading.Thread(target=reader.read, daemon=True)
            reading.start()
            for number in range(GIVERS):
                trial.start_giver(number)
            for number in range(len(SHARES)):
                trial.start_worker(number)
            while any(giver.is_alive() for giver in trial.givers.values()):
                sleep(random.uniform(1, 5))
                far = max(trial.given() / count, (monotonic() - begun) / seconds)
                if trial.deaths.total() < deaths * min(1, far * 1.1):
                    trial.kill_one(random)
                    _say(trial, begun)
                elif far >= 1:
                    trial.stop_givers()
            trial.settle()
            reader.ended.set()
            reading.join()
            wrong = list(trial.wrong(reader))
            answered = sum(1 for _ in trial.answered())
        finally:
            for worker in trial.workers.values():
                worker.kill()
            trial.server.close()
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(
        f"{trial.given()} commands given, {answered} answered, {len(reader.seen)} events read along"
    )
    _say(trial, begun)
    print(f"{len(wrong)} wrong")
    return len(wrong)


def _say(trial: Trial, begun: float) -> None:
    """Say how far it is."""
    told = ", ".join(f"{number} of {who}s" for who, number in sorted(trial.deaths.items()))
    print(f"{trial.given()} given after {monotonic() - begun:.0f} s; deaths: {told}", flush=True)
