"""Death and disk errors at the system calls themselves, by strace; a long form, not a test.

A child does the work of the kill tests under `strace -p`. It is killed before its n-th call of a
kind, or the call fails with ENOSPC or EIO, once or from then on; then the work is done again
without faults. After a death it must leave behind exactly what undisturbed work does; after a disk
error some things may have happened later, but every promise holds.
"""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from attrs import define

from order_to_cash.domain.core import OrderToCashError
from order_to_cash.domain.order.lifecycle import DONE as DONES
from order_to_cash.testing.invariants import problems
from tests.desk.small_operator import START
from tests.desk.workload import digest, work
from tests.faults.sabotage import Store

KILLED: Final = ("pwrite64", "fdatasync", "write", "ftruncate", "unlink")
STORED: Final = ("pwrite64", "fdatasync", "ftruncate")
"""Calls that only the store makes, so that an error in them is the store's to bear."""

DONE, GAVE_UP, FOREIGN = 0, 3, 4
ALL: Final = 1_000_000
STORE: Final = Store()
KILL: Final = "signal=KILL"


@define(frozen=True)
class Point:
    """One fault: before or in the n-th call of a kind, once or from then on."""

    call: str
    number: int
    what: str = KILL
    onward: bool = False

    @property
    def injection(self) -> str:
        """What strace is asked for."""
        return f"inject={self.call}:{self.what}:when={self.number}{'+' if self.onward else ''}"

    @property
    def kills(self) -> bool:
        """Whether the child dies of it."""
        return self.what == KILL

    @property
    def kind(self) -> str:
        """What is counted together in the report."""
        return f"{self.call} {self.what}{' from then on' if self.onward else ''}"


def child(path: Path, point: Point | None) -> int:
    """Do the work in a child, traced from its start; how it ended (negative: by a signal)."""
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(_worked(path))
    os.waitpid(pid, os.WUNTRACED)
    command = ["strace", "-qqq", "-f", "-p", str(pid), "-o", str(path.with_suffix(".trace"))]
    traced = ",".join(KILLED) if point is None else point.call
    command += ["-e", f"trace={traced}"]
    if point is not None:
        command += ["-e", point.injection]
    tracer = subprocess.Popen(command)
    while not _is_traced(pid):
        time.sleep(0.002)
    os.kill(pid, signal.SIGCONT)
    _, status = os.waitpid(pid, 0)
    tracer.wait()
    return os.waitstatus_to_exitcode(status)


def _worked(path: Path) -> int:
    try:
        work(path, None, STORE.office)
    except OrderToCashError:
        return GAVE_UP
    except BaseException:  # noqa: BLE001  (a child never goes on as its parent)
        traceback.print_exc()
        return FOREIGN
    return DONE


def _is_traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return any(line.startswith("TracerPid:") and line.split()[1] != "0" for line in status)


def counted(folder: Path) -> tuple[Counter[str], dict[str, Any]]:
    """How often undisturbed work makes each call, and what it leaves behind."""
    path = folder / "undisturbed.db"
    if child(path, None) != DONE:
        raise SystemExit("the work does not end well under strace; can this user trace?")
    calls: Counter[str] = Counter()
    for line in path.with_suffix(".trace").read_text().splitlines():
        calls[line.split("(", 1)[0].split()[-1]] += 1
    return calls, digest(path, STORE.office)


def deaths(calls: Counter[str], most: int, doubles: int = 0) -> Iterator[tuple[Point, ...]]:
    """Death before every call, or before at most so many of each kind, and some double deaths."""
    for call in KILLED:
        yield from ((Point(call, n),) for n in spread(calls[call], most))
    draw = random.Random(1)  # noqa: S311  (repeatable)
    kills = [Point(call, n) for call in STORED for n in range(1, calls[call] + 1)]
    yield from ((draw.choice(kills), draw.choice(kills)) for _ in range(doubles))


def disk_errors(calls: Counter[str], most: int) -> Iterator[tuple[Point, ...]]:
    """A full disk and a broken one in every call, or in so many, once and from then on."""
    for call in STORED:
        for what in ("error=ENOSPC", "error=EIO"):
            for onward in (False, True):
                numbers = spread(calls[call], most)
                yield from ((Point(call, n, what, onward),) for n in numbers)


def spread(total: int, most: int) -> list[int]:
    """The numbers from one to a total, or so many of them."""
    if total <= most:
        return list(range(1, total + 1))
    return sorted({1 + total * n // most for n in range(most)})


def violation(
    folder: Path, expected: dict[str, Any], faults: tuple[Point, ...]
) -> tuple[str, list[int]]:
    """What is wrong after these faults, one after another, and a sound start; how each ended."""
    folder.mkdir()
    path = folder / "store.db"
    ended = [child(path, point) for point in faults]
    try:
        work(path, None, STORE.office)
        said = other(path, expected) if faults[0].kills else contradictions(path)
    except Exception as problem:  # noqa: BLE001  (whatever it is, it is a violation)
        said = f"it does not start again: {problem!r}"
    shutil.rmtree(folder)
    return "an exception that is not the library's" if FOREIGN in ended else said, ended


def other(path: Path, expected: dict[str, Any]) -> str:
    """After deaths everything is exactly as it would have been."""
    found = digest(path, STORE.office)
    differing = ", ".join(part for part in found if found[part] != expected[part])
    return f"other than undisturbed: {differing}" if differing else ""


def contradictions(path: Path) -> str:
    """After a disk error things may happen later, but all of them, once, and consistently."""
    office = STORE.office(path)
    office.now = START + timedelta(days=60)
    for _ in range(3):
        office.pass_time(timedelta(hours=7))
    billed = sorted(invoice.order for invoice in office.billing.invoices().values())
    orders = [listed.case for listed in office.journal.cases(process="order")]
    done = [case for case in orders if office.order(case).stage in DONES]
    wrong = list(problems(office.desk, at_rest=True))
    return "; ".join(wrong + ([] if billed == done else [f"I1: {done} done, {billed} invoiced"]))


def crash(most: int = ALL, doubles: int = 150, seconds: int = ALL) -> int:
    """Deaths, one after another and double."""
    return _run(lambda calls: deaths(calls, most, doubles), seconds)


def disk(most: int = ALL, seconds: int = ALL) -> int:
    """Disk errors."""
    return _run(lambda calls: disk_errors(calls, most), seconds)


def _run(faulty: Callable[[Counter[str]], Iterator[tuple[Point, ...]]], seconds: int) -> int:
    """Try all points and print what was found; how many violations there were."""
    folder, begun = Path(tempfile.mkdtemp()), time.monotonic()
    calls, expected = counted(folder)
    print("calls of the undisturbed work:", {call: calls[call] for call in KILLED})
    tried: Counter[str] = Counter()
    ends: Counter[tuple[str, int]] = Counter()
    violations = 0
    for number, faults in enumerate(faulty(calls)):
        if time.monotonic() - begun > seconds:
            print(f"stopped after {seconds} s; more points are left")
            break
        said, ended = violation(folder / str(number), expected, faults)
        kind = faults[0].kind if len(faults) == 1 else "two deaths"
        tried[kind] += 1
        ends.update((kind, end) for end in ended)
        if said:
            violations += 1
            print(f"VIOLATION at {faults}: {said}")
    for kind, times in tried.items():
        how = {end: n for (one, end), n in sorted(ends.items()) if one == kind}
        print(f"{kind}: {times} points; children ended {how}")
    took = time.monotonic() - begun
    print(f"{sum(tried.values())} points, {violations} violations, {took:.0f} s")
    shutil.rmtree(folder)
    return violations
