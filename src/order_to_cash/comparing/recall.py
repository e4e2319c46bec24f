"""The world of a play: what it answered once it answers again, and nobody outside hears of it."""

import sqlite3
from typing import Any, Final, get_args

from attrs import define

from order_to_cash.comparing.past import Past
from order_to_cash.domain.core import AnswersLater, PortMessage, Unavailable
from order_to_cash.domain.core.asking import answers_of
from order_to_cash.domain.trade import (
    IssueCreditNote,
    Issued,
    IssueInvoice,
    Question,
    RegisterTicket,
    RouteTicket,
)
from order_to_cash.ports.directories import asked
from order_to_cash.ports.world import OURS, Came, World
from order_to_cash.wire import STORED, Wire

TABLES: Final = """
    CREATE TABLE given (key TEXT PRIMARY KEY, place TEXT, time INTEGER) WITHOUT ROWID;
    CREATE INDEX by_place ON given (place);
    CREATE TABLE unanswered (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""
QUESTIONS: Final = get_args(Question)


@define
class Recall:
    """Takes every message of a play.

    What came back of it once comes back again. Otherwise the directories of the `world` are asked,
    and an instruction counts as done. Without a past everything goes to the `world`, but for what
    has a port of a pack's own. A question that nobody can answer waits, and is counted.
    """

    past: Past | None
    world: World
    wire: Wire
    scratch: sqlite3.Connection

    def send(self, key: str, message: PortMessage, /) -> Any:
        """The command that came back once, or what is answered now."""
        if self.past is not None and (came := self._came(self.past, key, message)) is not None:
            return came
        try:
            return self._anew(key, message)
        except Unavailable as error:
            if not isinstance(error, AnswersLater):
                self.scratch.execute("INSERT OR IGNORE INTO unanswered VALUES (?)", (key,))
            raise

    @property
    def unanswered(self) -> int:
        """How many questions nobody could answer."""
        query = "SELECT count(*) FROM unanswered"
        return int(self.scratch.execute(query).fetchone()[0])

    def _came(self, past: Past, key: str, message: PortMessage) -> Came | None:
        if _needs_no_answer(message):
            return Came(None)
        process, _, case = key.rsplit(":", 2)[0].partition("/")
        amended = getattr(message, "amended", 0)
        for command in answers_of(type(message)):
            if command is type(None):
                continue
            kind = f"{self.wire.type_name(command)}/{amended}"
            time = self._time(key, f"{process}/{case}/{kind}")
            if (said := past.answer(process, case, kind, time)) is not None:
                return Came(self.wire.load_command(process, said, limits=STORED))
        return None

    def _time(self, key: str, place: str) -> int:
        """For which time this case has such a message; asked again, it is the same time."""
        known = self.scratch.execute("SELECT time FROM given WHERE key = ?", (key,)).fetchone()
        if known is not None:
            return int(known[0])
        query = "SELECT count(*) + 1 FROM given WHERE place = ?"
        time = int(self.scratch.execute(query, (place,)).fetchone()[0])
        self.scratch.execute("INSERT INTO given VALUES (?, ?, ?)", (key, place, time))
        return time

    def _anew(self, key: str, message: PortMessage) -> Any:
        if type(message) not in OURS:
            return _done(message)
        if self.past is None:
            return self.world.send(key, message)
        match message:
            case IssueInvoice(receivable=receivable, number=number):
                return Issued(number or f"({receivable})")
            case IssueCreditNote():
                return Issued(f"({key})")
            case RegisterTicket() | RouteTicket():
                return f"({key})"
            case _ if isinstance(message, QUESTIONS):
                return asked(self.world.directories, message)
            case _:
                return _done(message)


def _needs_no_answer(message: PortMessage) -> bool:
    """Whether nothing ever comes back of it: it only has to be done."""
    if isinstance(message, IssueCreditNote):
        return not message.note
    kinds = answers_of(type(message))
    return type(message) in OURS and not any(kind is not type(None) for kind in kinds)


def _done(message: PortMessage) -> Came:
    """A message that nothing is known of: it counts as done, or waits where it needs an answer."""
    kinds = answers_of(type(message))
    if not kinds or type(None) in kinds:
        return Came(None)
    raise Unavailable(
        f"nobody answers for {message.topic} in a play; only what a store keeps is known",
        code="compare.not-asked",
    )
