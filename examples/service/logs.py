"""What is logged: one line for each command, and the command's id in each line that it causes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

LINE: Final = "%(asctime)s %(levelname)s %(name)s [%(command)s] %(message)s"
NONE: Final = "-"
COMMAND: Final = ContextVar("command", default=NONE)


@contextmanager
def about_command(name: str) -> Iterator[None]:
    """Whatever this thread logs meanwhile, the library too, is about the command of this id."""
    before = COMMAND.set(name)
    try:
        yield
    finally:
        COMMAND.reset(before)


def with_command(record: logging.LogRecord) -> bool:
    """A filter that gives each record the id of its command, as `command`."""
    record.command = COMMAND.get()
    return True


def set_up() -> None:
    """Lines to the standard error; your own set-up may use `with_command` as well."""
    handler = logging.StreamHandler()
    handler.addFilter(with_command)
    handler.setFormatter(logging.Formatter(LINE))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
