"""Ports and journals at which a program can be killed: before a call, or right after it."""

import sqlite3
from random import Random
from typing import Any

from attrs import define, field

from order_to_cash.adapters.sqlite import SqliteJournal


class Death(BaseException):
    """The program is killed here; nothing catches it."""


@define
class Fate:
    """How many calls a program still lives; for ever, if nobody says."""

    left: int | None = None

    def draw(self, random: Random, most: int) -> None:
        """Die within so many calls."""
        self.left = random.randrange(most)

    def spare(self) -> None:
        """Live for ever."""
        self.left = None

    def passes(self) -> None:
        """A point at which one can die."""
        if self.left is None:
            return
        if self.left == 0:
            self.left = None
            raise Death
        self.left -= 1


@define
class Mortal:
    """A port that can be the last one that was called, before it did its work or after."""

    port: Any
    fate: Fate = field(factory=Fate)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.port, name)
        if name.startswith("_") or not callable(found):
            return found

        def call(*given: Any, **named: Any) -> Any:
            self.fate.passes()
            answer = found(*given, **named)
            self.fate.passes()
            return answer

        return call


def cut_off(journal: SqliteJournal, instructions: int) -> None:
    """Let SQLite stop inside whatever statement it has come to after so many of its own steps."""
    writer: sqlite3.Connection = journal.file._writer
    left = instructions

    def stop() -> int:
        nonlocal left
        left -= 1
        return left < 0

    writer.set_progress_handler(stop, 1)


def let_go(journal: SqliteJournal) -> None:
    """What the machine does for a program that was killed: its locks are gone.

    A statement that was stopped may have been the one that undoes the others; what is left of the
    connection would hold the file for as long as somebody remembers a cursor of it.
    """
    writer: sqlite3.Connection = journal.file._writer
    writer.set_progress_handler(None, 1)
    writer.rollback()
    journal.close()
