"""The long forms: `python -m tests.faults.long faults 1000000`, and what else there is.

::

    faults N [first]        N random lives of 60 steps in a failing world, from a seed on
    walker N [first]        N steps of the walker, in lives of 300, from a seed on
    singles                 every single fault at every call, in every mode
    pairs N [seed]          N of all pairs of faults for each story; 0 takes every pair
    sabotage                every point of death of each sabotaged store
    crash [most] [doubles] [seconds]   death before each system call that writes, by strace
    disk [most] [seconds]   a full and a broken disk at each system call that writes, by strace

Whatever fails names its seed or its plan; the same one shows it again.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from os import cpu_count
from pathlib import Path
from time import monotonic

from order_to_cash.testing.checks import Broken
from order_to_cash.testing.faults import Fault
from tests.faults import strace_kill
from tests.faults.sabotage import SABOTAGED, Store
from tests.faults.simulation import Simulation, Visits
from tests.faults.sweeps import MODES, STORIES, calls, pairs, singles, some_pairs, tell_pair
from tests.faults.test_store_sabotage import catches, statements

BATCH = 50
"""How many lives a process lives before it reports."""


def lives(first: int, length: int) -> tuple[int, Visits, list[str]]:
    """A batch of lives: the steps, what was asked where, and what was broken."""
    visits: Visits = Counter()
    steps, broken = 0, []
    for seed in range(first, first + BATCH):
        life = Simulation(seed, visits=visits)
        try:
            steps += life.run(length).steps
        except Broken as fault:
            broken.append(str(fault))
    return steps, visits, broken


def live(first: int, length: int, enough: Callable[[int, int], bool]) -> int:
    """Batches of lives on all processors until enough was lived; how many were broken."""
    begun, steps, count, wrong = monotonic(), 0, 0, 0
    visits: Visits = Counter()
    workers = cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        while not enough(count, steps):
            seeds = range(first + count, first + count + BATCH * workers * 4, BATCH)
            for done, seen, broken in pool.map(lives, seeds, [length] * len(seeds)):
                steps, count, wrong = steps + done, count + BATCH, wrong + len(broken)
                visits.update(seen)
                print(*broken, sep="\n", end="\n" if broken else "", flush=True)
    seconds = monotonic() - begun
    print(f"{count} lives, {steps} steps, {wrong} broken, {seconds:.0f} s; seldom visited:")
    for place, times in visits.most_common()[: -20 - 1 : -1]:
        print(f"  {times} {' '.join(place)}")
    return wrong


def simulations(count: int = 1_000_000, first: int = 0) -> int:
    """Random lives."""
    return live(first, 60, lambda lived, _: lived >= count)


def walker(count: int = 100_000_000, first: int = 0) -> int:
    """Random steps."""
    return live(first, 300, lambda _, steps: steps >= count)


def all_singles() -> int:
    """Every single fault in every mode."""
    return _sweep(
        (f"{story.__name__}, {fault.value} {mode}", singles(story, fault, mode))
        for story in STORIES
        for mode in MODES
        for fault in Fault
    )


def all_pairs(count: int = 0, seed: int = 0) -> int:
    """Pairs of faults."""
    return _sweep(
        (
            f"{story.__name__} ({calls(story)} calls)",
            some_pairs(story, count, seed)
            if count
            else (tell_pair(story, pair) for pair in pairs(story)),
        )
        for story in STORIES
    )


def _sweep(sweeps: Iterator[tuple[str, Iterator[object]]]) -> int:
    wrong = 0
    for name, told in sweeps:
        begun = monotonic()
        try:
            count = sum(1 for _ in told)
        except AssertionError as problem:
            wrong += 1
            print(problem)
            continue
        print(f"{name}: {count} tellings, {monotonic() - begun:.1f} s", flush=True)
    return wrong


def sabotage(most: int = 1_000_000) -> int:
    """Every statement of each store, sound and sabotaged."""
    wrong = 0
    for name, store in {"sound": Store(), **SABOTAGED}.items():
        with tempfile.TemporaryDirectory() as folder:
            total = len(statements(store, Path(folder) / "counted.db"))
            tried = list(islice(range(1, total), most))
            caught = len(list(catches(store, Path(folder), tried)))
        wrong += bool(caught) is (name == "sound")
        print(f"{name}: {caught} of {len(tried)} points show it", flush=True)
    return wrong


FORMS: dict[str, Callable[..., int]] = {
    "faults": simulations,
    "walker": walker,
    "singles": all_singles,
    "pairs": all_pairs,
    "sabotage": sabotage,
    "crash": strace_kill.crash,
    "disk": strace_kill.disk,
}

if __name__ == "__main__":
    form, *figures = sys.argv[1:] or [""]
    if form not in FORMS:
        sys.exit(__doc__)
    sys.exit(bool(FORMS[form](*map(int, figures))))
