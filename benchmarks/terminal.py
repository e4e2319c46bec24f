"""What somebody at a terminal waits for: a command from its start to its end."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.measure import ROOT

TIMES: Final = 3


def seconds(*arguments: str) -> float:
    """Processor seconds of an interpreter with these arguments, the best of some."""
    return min(_once(*arguments) for _ in range(TIMES))


def _once(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    subprocess.run(  # noqa: S603  (this interpreter)
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def started() -> float:
    """Of an interpreter that does nothing."""
    return seconds("-c", "pass")


def helped() -> float:
    """Of `order-to-cash --help`, beyond the start of the interpreter."""
    return seconds("-m", "order_to_cash", "--help") - started()


def explained() -> float:
    """Of `order-to-cash explain`, beyond the start of the interpreter."""
    from benchmarks.desk import behind_the_door, commands, one_by_one  # noqa: PLC0415
    from order_to_cash.embedded import open_desk  # noqa: PLC0415  (only for this one)
    from order_to_cash.operators.peru import PERU  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.db"
        with open_desk(path, operator=PERU) as desk:
            one_by_one(behind_the_door(desk), commands(1))
        told = seconds("-m", "order_to_cash", "explain", "--db", str(path), "order/O-0")
    return told - started()
