"""Commands played under one pack, on a store of its own that is gone afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.comparing.moves import Kept
from order_to_cash.comparing.past import Past, scratch
from order_to_cash.comparing.recall import TABLES, Recall
from order_to_cash.desk import Accepted, Desk
from order_to_cash.domain.core import Envelope, OrderToCashError, PortError, changed, entity
from order_to_cash.embedded import wire_of, world_on
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.directories import Directories

FAILED: Final = "compare.failed"


@entity
class Taken:
    """What came of a command: carried out, refused by the business, or not to be played at all."""

    refused: str = ""
    failed: str = ""

    @property
    def carried_out(self) -> bool:
        """Whether it led on."""
        return not (self.refused or self.failed)


@define
class Play:
    """One pack at work on commands that were given before."""

    desk: Desk
    recall: Recall
    reached: datetime | None = field(default=None, init=False)

    def take(self, move: Envelope[Any] | Kept) -> Taken:
        """Play one command; time passes up to its instant first.

        Raises `PortError` where the store of the play cannot be written to.
        """
        try:
            envelope = move.envelope(self.desk.wire) if isinstance(move, Kept) else move
            self.desk.admit(envelope)
            self.pass_time(envelope.at)
            return self._given(envelope)
        except PortError:
            raise
        except OrderToCashError as error:
            code = next((problem.code for problem in error.problems), error.code)
            return Taken(failed=code)
        except Exception:  # noqa: BLE001  (a process of others may raise anything)
            return Taken(failed=FAILED)

    def _given(self, envelope: Envelope[Any]) -> Taken:
        outcome = self.desk.handle(envelope)
        self.desk.deliver(envelope.at)
        return Taken() if isinstance(outcome, Accepted) else Taken(refused=outcome.refusal.code)

    def pass_time(self, at: datetime) -> None:
        """Let time pass up to an instant."""
        self.desk.pass_time(at, jump=True)
        self.reached = at if self.reached is None else max(self.reached, at)


@contextmanager
def play(
    folder: Path, operator: Operator, past: Past | None, directories: Directories
) -> Iterator[Play]:
    """A desk of that pack in a folder, without a clock of its own."""
    wire = wire_of(operator)
    memory: sqlite3.Connection
    with (
        SqliteJournal(folder / "played.db", lasting=False) as journal,
        closing(scratch(folder / "memory.db")) as memory,
    ):
        memory.executescript(TABLES)
        inner = world_on(journal.store, wire, directories, {})
        recall = Recall(past, inner, wire, memory)
        world = changed(inner, instead=recall)
        yield Play(Desk(operator, journal, world, wire, worker="play"), recall)
