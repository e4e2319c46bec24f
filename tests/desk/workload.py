"""A little work on an embedded store that can be killed before any statement and started again."""

import os
import signal
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from order_to_cash.adapters.sqlite import (
    EmbeddedBilling,
    EmbeddedFulfilment,
    EmbeddedNotification,
    SqliteJournal,
)
from tests.desk.small_operator import START, Office, wire


def office_on(path: Path) -> Office:
    """An office whose journal, ledger, notices and instructions are in one file."""
    journal, reader = SqliteJournal(path, timeout=60), wire()
    return Office(
        journal=journal,
        billing=EmbeddedBilling(journal.file),
        fulfilment=EmbeddedFulfilment(journal.file, reader),
        notification=EmbeddedNotification(journal.file, reader),
    )


def work(
    path: Path,
    seen: Callable[[str], None] | None = None,
    opened: Callable[[Path], Office] = office_on,
) -> None:
    """Two orders from reception to block and payment, each command under its own id."""
    with closing(opened(path)) as office:
        if seen is not None:
            office.journal.file._writer.set_trace_callback(seen)  # type: ignore[attr-defined]
        office.now = START
        office.desk.start_again()
        for case in ("O-1", "O-2"):
            office.place(case)
            office.deliver_line(case)
        for days in (31, 10, 10):
            office.pass_time(timedelta(days=days))
        office.pay("O-1", "100.00", payment="P-1")
        office.pay("O-1", "20.00", payment="P-2")
        office.pay("O-2", "118.00", payment="P-3")


def killed_before(path: Path, statement: int, opened: Callable[[Path], Office] = office_on) -> bool:
    """Do the work in a child that is killed before its n-th statement; whether it was."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    left = statement

    def seen(_: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    try:
        work(path, seen, opened)
    except BaseException:  # noqa: BLE001  (a child never goes on as a test runner)
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def digest(path: Path, opened: Callable[[Path], Office] = office_on) -> dict[str, Any]:
    """Everything that the work left behind."""
    with closing(opened(path)) as office:
        return _left(office)


def _left(office: Office) -> dict[str, Any]:
    bodies = office.journal.events(limit=100_000)
    listed = [(one.process, one.case) for one in office.journal.cases()]
    cases = {name: [r for r in bodies if (r.process, r.case) == name] for name in listed}
    return {
        "histories": {c: [(r.version, r.at, r.type, r.body) for r in h] for c, h in cases.items()},
        "states": {name: office.desk.state(*name) for name in listed},
        "invoices": sorted((i.receivable, i.total) for i in office.billing.invoices().values()),
        "notices": dict(sorted(office.notification.sent().items())),
        "instructions": dict(sorted(office.fulfilment.instructions().items())),
        "waiting": office.journal.waiting(office.now + timedelta(days=400)),
        "parked": office.journal.parked(),
    }
