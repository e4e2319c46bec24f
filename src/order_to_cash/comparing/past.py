"""What a store keeps of its past, brought into the order in which it came, in constant memory.

A journal lists its events in their order, and its commands case by case. So its events say when
each command that led to something had its turn. One that was refused had it after the one before of
its case, and after all that had happened by the instant at which it counted.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self, TypeAlias

from attrs import define, field

from order_to_cash.comparing.moves import Kept, Moment, Move
from order_to_cash.desk.desk import OWN_IDS
from order_to_cash.ports.journal import Answer, Journal, Listed

Seen: TypeAlias = Callable[[int, datetime | None], None]
"""Is told how many were read or played so far, and the instant of the last one."""

ANSWER: Final = "answer:"
TICK: Final = "tick:"
PAGE: Final = 1_000

TABLES: Final = """
    CREATE TABLE placed (
        process TEXT, case_ TEXT, actor TEXT, command TEXT, turn INTEGER,
        PRIMARY KEY (process, case_, actor, command)
    ) WITHOUT ROWID;
    CREATE TABLE instants (at TEXT, turn INTEGER, PRIMARY KEY (at, turn)) WITHOUT ROWID;
    CREATE TABLE moves (
        turn INTEGER, at TEXT, id TEXT, case_ TEXT, process TEXT, actor TEXT, role TEXT, said TEXT
    );
    CREATE TABLE answers (
        process TEXT, case_ TEXT, kind TEXT, time INTEGER, said TEXT,
        PRIMARY KEY (process, case_, kind, time)
    ) WITHOUT ROWID;
"""


def scratch(path: Path) -> sqlite3.Connection:
    """A database beside what is played, that nobody misses."""
    made = sqlite3.connect(path, isolation_level=None)
    made.execute("PRAGMA journal_mode = OFF")
    made.execute("PRAGMA synchronous = OFF")
    return made


@define
class Past:
    """The commands of a store in their order, and what came back to its cases from ports."""

    database: sqlite3.Connection
    _count: int = field(default=0, init=False)

    @classmethod
    def of(cls, journal: Journal, path: Path, seen: Seen) -> Self:
        """Read a whole journal, which nobody writes to meanwhile."""
        past = cls(scratch(path))
        past.database.executescript(TABLES)
        past.database.execute("BEGIN")
        past._read_events(journal, seen)
        past._read_cases(journal, seen)
        past.database.execute("COMMIT")
        past.database.execute("CREATE INDEX in_turn ON moves (turn)")
        return past

    def close(self) -> None:
        """Let the database go."""
        self.database.close()

    def moves(self) -> Iterator[Move]:
        """Every command from outside and every instant at which time passed, in their order."""
        query = "SELECT at, id, case_, process, actor, role, said FROM moves ORDER BY turn, rowid"
        for at, id_, case, process, actor, role, said in self.database.execute(query):
            instant = datetime.fromisoformat(at)
            if id_ is None:
                yield Moment(instant)
            else:
                yield Kept(id_, case, process, instant, actor, role, said)

    def answer(self, process: str, case: str, kind: str, time: int) -> str | None:
        """What came back to a case of such a message, the first time, the second time, ..."""
        query = "SELECT said FROM answers WHERE (process, case_, kind, time) = (?, ?, ?, ?)"
        found = self.database.execute(query, (process, case, kind, time)).fetchone()
        return None if found is None else str(found[0])

    def _read_events(self, journal: Journal, seen: Seen) -> None:
        """The turn of every command that led to something, and the instants of all turns."""
        after, turn = "", 0
        while page := journal.events(after=after, limit=PAGE):
            for event in page:
                turn += 1
                at = _told(event.at)
                self._do("INSERT INTO instants VALUES (?, ?)", at, turn)
                if event.command.startswith(TICK):
                    self._do("INSERT INTO moves (turn, at) VALUES (?, ?)", turn, at)
                elif not event.command.startswith(OWN_IDS):
                    place = (event.process, event.case, event.actor, event.command)
                    self._do("INSERT OR IGNORE INTO placed VALUES (?, ?, ?, ?, ?)", *place, turn)
            after = page[-1].cursor
            seen(turn, page[-1].at)

    def _read_cases(self, journal: Journal, seen: Seen) -> None:
        after = ""
        while page := journal.cases(after=after, limit=PAGE):
            for listed in page:
                self._read_case(listed, journal.answers(listed.process, listed.case))
                self._count += 1
            after = page[-1].cursor
            seen(self._count, None)

    def _read_case(self, case: Listed, answers: tuple[Answer, ...]) -> None:
        before, times = 0, dict[str, int]()
        for answer in answers:
            if answer.command.startswith(ANSWER):
                kind = kind_of(answer.said)
                times[kind] = times.get(kind, 0) + 1
                row = (case.process, case.case, kind, times[kind], answer.said)
                self._do("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", *row)
            elif not answer.command.startswith(OWN_IDS):
                before = self._turn(case, answer, before)
                self._do(
                    "INSERT INTO moves VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    before,
                    _told(answer.given),
                    answer.command,
                    case.case,
                    case.process,
                    answer.actor,
                    answer.role,
                    answer.said,
                )

    def _turn(self, case: Listed, answer: Answer, before: int) -> int:
        place = (case.process, case.case, answer.actor, answer.command)
        query = "SELECT turn FROM placed WHERE (process, case_, actor, command) = (?, ?, ?, ?)"
        if (found := self._do(query, *place).fetchone()) is not None:
            return int(found[0])
        last = "SELECT turn FROM instants WHERE at <= ? ORDER BY at DESC, turn DESC LIMIT 1"
        by_then = self._do(last, _told(answer.counted)).fetchone()
        return max(before, 0 if by_then is None else int(by_then[0]))

    def _do(self, statement: str, *values: str | int) -> sqlite3.Cursor:
        return self.database.execute(statement, values)


def kind_of(said: str) -> str:
    """Which of the answers of a case this is: its type, and after which amendment it came."""
    document: dict[str, Any] = json.loads(said)
    return f"{document['type']}/{document.get('amended', 0)}"


def _told(at: datetime) -> str:
    """An instant as a text that sorts as instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
