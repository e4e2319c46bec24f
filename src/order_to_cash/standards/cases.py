"""The cases of a store, one after the other, in constant memory."""

from collections.abc import Iterator

from order_to_cash.desk import Desk
from order_to_cash.ports.journal import Listed


def cases(desk: Desk, process: str = "") -> Iterator[Listed]:
    """Every case, or every case of one process; raises `InvalidValue` for one that is not there."""
    if process:
        desk.process(process)
    after = ""
    while page := desk.journal.cases(process=process, after=after):
        yield from page
        after = page[-1].cursor


def named(listed: Listed) -> str:
    """The whole name of a case."""
    return f"{listed.process}/{listed.case}"
