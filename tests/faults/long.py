"""The long forms: `python -m tests.faults.long faults 1000000`, and what else there is.

::

    faults N [first] [seconds]   N random lives of 60 steps in a failing world, from a seed on
    walker N [first] [seconds]   N steps of the walker, in lives of 300, from a seed on
    stranger N [first] [seconds]   N lives with a stranger at the door, from a seed on (20000)
    mutations N [first] [seconds]  N hostile documents of every kind, from a seed on
    singles                 every single fault at every call, in every mode
    pairs N [seed]          N of all pairs of faults for each story; 0 takes every pair
    sabotage                every point of death of each sabotaged store
    crash [most] [doubles] [seconds]   death before each system call that writes, by strace
    planted                 every planted change to the source, which one test has to notice
    disk [most] [seconds]   a full and a broken disk at each system call that writes, by strace
    postgres N [deaths] [seed] [seconds]   N commands in PostgreSQL by six programs, of which one
                            after the other and the server are killed (400000, 100)
    isolation N [unguarded] [seconds]   N races of four processes for a few hot cases in
                            PostgreSQL, then so many with each guard taken away, which has to be
                            found (200000, 4000)
    together N [first] [seconds]   all examples in any order of the files, then N lives killed at
                            random instants, from a seed on; from a later one on, lives alone
    service N [kills]       N orders to the service in four processes, on a file and a database in
                            turn, with so many kills every 300 orders (100000, 20)
    pauses [seconds]        how long the service keeps its loop waiting under load (60)

Whatever fails names its seed or its plan; the same one shows it again. What is given seconds stops
after them, and says how far it came.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from time import monotonic

from order_to_cash.testing import Broken, Fault
from tests.examples import dying_long as dying
from tests.examples.service_load import ROUND, rounds
from tests.examples.service_pauses import pauses
from tests.faults import crashes, isolation, strace_kill
from tests.faults.sabotage import SABOTAGED, Store
from tests.faults.simulation import Simulation, Visits
from tests.faults.source_changes import CHANGES, red
from tests.faults.stranger_files import tell_files
from tests.faults.sweeps import MODES, STORIES, calls, pairs, singles, some_pairs, tell_pair
from tests.faults.test_store_sabotage import catches, statements
from tests.wire.documents import kinds
from tests.wire.hostile import Broken as Amiss
from tests.wire.hostile import Toll, bombard, swell

SHOTS = 1_000
"""How many mutants of one kind a process tries before it reports."""

BATCH = 20
"""How many lives a process lives before it reports."""

LONGEST_PAUSE = 50
"""Milliseconds that the loop of the service waits for the process at most."""

EVER = 1_000_000_000
"""Seconds enough."""


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


def live(first: int, length: int, enough: Callable[[int, int], bool], most: int) -> int:
    """Batches of lives on all processors until enough was lived, or so many seconds passed."""
    begun, steps, count, wrong = monotonic(), 0, 0, 0
    visits: Visits = Counter()
    workers = cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        while not enough(count, steps) and monotonic() - begun < most:
            seeds = range(first + count, first + count + BATCH * workers, BATCH)
            for done, seen, broken in pool.map(lives, seeds, [length] * len(seeds)):
                steps, count, wrong = steps + done, count + BATCH, wrong + len(broken)
                visits.update(seen)
                print(*broken, sep="\n", end="\n" if broken else "", flush=True)
    seconds = monotonic() - begun
    print(f"{count} lives from seed {first} on, {steps} steps, {wrong} broken, {seconds:.0f} s")
    print(f"{count / seconds:.0f} lives and {steps / seconds:.0f} steps a second; seldom visited:")
    for place, times in visits.most_common()[: -20 - 1 : -1]:
        print(f"  {times} {' '.join(place)}")
    return wrong


def simulations(count: int = 1_000_000, first: int = 0, seconds: int = EVER) -> int:
    """Random lives."""
    return live(first, 60, lambda lived, _: lived >= count, seconds)


def walker(count: int = 100_000_000, first: int = 0, seconds: int = EVER) -> int:
    """Random steps."""
    return live(first, 300, lambda _, steps: steps >= count, seconds)


def strange(first: int) -> list[str]:
    """A batch of lives with a stranger, then what he said from files: what was broken."""
    broken = []
    for seed in range(first, first + BATCH):
        try:
            tell_files(seed)
        except Broken as fault:
            broken.append(str(fault))
    return broken


def stranger(count: int = 20_000, first: int = 0, seconds: int = EVER) -> int:
    """Lives with a stranger; `stranger 1 SEED` shows one life and those after it again."""
    begun, lived, wrong = monotonic(), 0, 0
    workers = cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        while lived < count and monotonic() - begun < seconds:
            seeds = range(first + lived, first + lived + BATCH * workers, BATCH)
            for broken in pool.map(strange, seeds):
                lived, wrong = lived + BATCH, wrong + len(broken)
                print(*broken, sep="\n", end="\n" if broken else "", flush=True)
    seconds_taken = monotonic() - begun
    print(f"{lived} lives from seed {first} on, {wrong} broken, {seconds_taken:.0f} s")
    return wrong


def volley(number: int, first: int) -> tuple[Toll, Toll, list[str]]:
    """A batch of mutants of one kind and sometimes a swollen one: from outside, stored, wrong."""
    kind, seed = kinds()[number % len(kinds())], first + number
    toll, wrong = Toll(), list[str]()
    try:
        toll.add(bombard(kind, seed=seed, count=SHOTS // (10 if "folder" in kind.name else 1)))
        if number % 4 == 0:
            toll.add(swell(kind, seed=seed))
    except Amiss as problem:
        wrong.append(f"seed {seed}: {problem}")
    return (Toll(), toll, wrong) if kind.stored else (toll, Toll(), wrong)


def mutations(count: int = 10_000_000, first: int = 0, seconds: int = EVER) -> int:
    """Hostile documents."""
    begun, number, wrong = monotonic(), 0, 0
    outside, stored = Toll(), Toll()
    workers = cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        while outside.tried + stored.tried < count and monotonic() - begun < seconds:
            numbers = range(number, number + 16 * workers)
            for out, kept, broken in pool.map(volley, numbers, [first] * len(numbers)):
                outside.add(out)
                stored.add(kept)
                wrong += len(broken)
                print(*broken, sep="\n", end="\n" if broken else "", flush=True)
            number = numbers.stop
    took, tried = monotonic() - begun, outside.tried + stored.tried
    print(f"{tried} documents from seed {first} on, {wrong} wrong, {took:.0f} s", end=", ")
    print(f"{tried / took:.0f} a second\nfrom outside: {outside}\nstored: {stored}")
    return wrong


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
            tried = strace_kill.spread(total - 1, most)
            caught = len(list(catches(store, Path(folder), tried)))
        wrong += bool(caught) is (name == "sound")
        print(f"{name}: {caught} of {len(tried)} points show it", flush=True)
    return wrong


def together(count: int = 100, first: int = 0, seconds: int = EVER) -> int:
    """All examples together, killed at random instants and started again."""
    wrong = 0
    for told in (dying.together, dying.bolivian):
        for said in told(count if told is dying.together else count // 10, first, seconds):
            wrong += said.startswith("WRONG")
            print(said, flush=True)
    return wrong


def planted() -> int:
    """Every planted change to the source, and whether its test turned red."""
    wrong = 0
    with ThreadPoolExecutor(cpu_count() or 1) as pool:
        for change, noticed in zip(CHANGES, pool.map(red, CHANGES), strict=True):
            wrong += not noticed
            told = "noticed" if noticed else "NOT NOTICED"
            print(f"{told}: {change.file}: {change.about} [{change.test}]", flush=True)
    print(f"{len(CHANGES) - wrong} of {len(CHANGES)} changes are noticed")
    return wrong


def service(orders: int = 100_000, kills: int = 20) -> int:
    """The service under load, with so many kills in each round."""
    wrong = 0
    for number, broken in enumerate(rounds(orders, kills), 1):
        wrong += len(broken)
        print(f"{number * ROUND} orders: {'; '.join(broken) or 'nothing lost'}", flush=True)
    return wrong


def service_pauses(seconds: int = 60) -> int:
    """What the loop of the service waits for; a pause of more than 50 ms is told as wrong."""
    found = pauses(seconds)
    told = ", ".join(f"1 in {many} {found.longest_of(many):.1f}" for many in (2, 100, 1_000))
    longest = 1_000 * found.between[0]
    print(f"{found.answers} answers; ms of work between two looks of the loop: {told}", end=", ")
    print(f"at most {longest:.1f}")
    return int(longest > LONGEST_PAUSE)


FORMS: dict[str, Callable[..., int]] = {
    "faults": simulations,
    "walker": walker,
    "stranger": stranger,
    "mutations": mutations,
    "singles": all_singles,
    "pairs": all_pairs,
    "sabotage": sabotage,
    "crash": strace_kill.crash,
    "planted": planted,
    "disk": strace_kill.disk,
    "together": together,
    "postgres": crashes.postgres,
    "isolation": isolation.isolation,
    "service": service,
    "pauses": service_pauses,
}

if __name__ == "__main__":
    form, *figures = sys.argv[1:] or [""]
    if form not in FORMS:
        sys.exit(__doc__)
    sys.exit(bool(FORMS[form](*map(int, figures))))
