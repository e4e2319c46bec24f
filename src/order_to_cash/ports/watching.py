"""Who watches a desk: told what it does, to which case, and how that ended, never about whom.

A watcher opens a context for each command, message, look and late answer, and is told its values by
name: `process`, `case`, `command` or `message` by type, `id` or `key`, `port`, `attempts`; then
`outcome`, `version` and `code`, or `problem` with the code of an exception. None is personal data,
unless somebody puts such into the id of a case or a command. A watcher who raises is left in the
log: what is done goes on.
"""

from contextlib import AbstractContextManager
from typing import Protocol


class Note(Protocol):
    """Takes values of what is done, by name."""

    def __call__(self, **values: str | int) -> None: ...


class Watch(Protocol):
    """Opens a context for something that a desk does: `handle`, `send`, `look` or `answer`."""

    def __call__(self, what: str, /) -> AbstractContextManager[Note]: ...
