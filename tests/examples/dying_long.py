"""The long form: whole examples, every order of their files, killed at random instants.

Half of the deaths come before a statement that is drawn from a seed, so that a failure can be seen
again; the other half come at an instant of the clock, in the middle of whatever is under way. One
run in three is killed once more on its way back, and every one ends with a run that is left alone,
over the files in another order.
"""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import permutations
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from order_to_cash.domain.core import entity
from tests.examples.dying import (
    BOLIVIAN,
    FILES,
    Left,
    differing,
    killed_after,
    killed_before,
    left,
    run,
    statements,
)

BOTH: Final = "peru+bolivia"
AGAIN: Final = 3


@entity
class Whole:
    """Files of an operator, and what one undisturbed run over them takes and leaves."""

    folder: Path
    files: tuple[Path, ...]
    operator: str
    count: int
    seconds: float
    left: Left

    @classmethod
    def of(cls, folder: Path, files: Sequence[Path], operator: str) -> "Whole":
        """Run once, undisturbed."""
        db, given = folder / "undisturbed.db", tuple(files)
        count = statements(lambda: run(db, given, operator))
        begun = monotonic()
        run(folder / "timed.db", given, operator)
        return cls(folder, given, operator, count, monotonic() - begun, left(db))

    def life(self, seed: int) -> tuple[int, list[str]]:
        """One store that is killed and started again; how often it died, and what is wrong."""
        draw = Random(seed)  # noqa: S311  (repeatable)
        db = self.folder / f"{seed}.db"
        deaths = 0
        for _ in range(2 if seed % AGAIN == 0 else 1):
            named = draw.sample(self.files, len(self.files))
            point = draw.random()
            if seed % 2:
                died = killed_after(lambda: self.run(db, named), point * self.seconds)  # noqa: B023
            else:
                at = 1 + int(point * self.count)
                died = killed_before(lambda: self.run(db, named), at)  # noqa: B023
            deaths += died
        self.run(db, draw.sample(self.files, len(self.files)))
        return deaths, differing(left(db), self.left)

    def run(self, db: Path, files: Sequence[Path]) -> None:
        """One run over these files, in this order."""
        run(db, files, self.operator)

    def in_order(self, files: Sequence[Path], name: int) -> list[str]:
        """What is wrong after a run over the files in this order, and after a second one."""
        db, wrong = self.folder / f"order-{name}.db", []
        for named in (files, files[::-1]):
            self.run(db, named)
            wrong += differing(left(db), self.left)
        return wrong


def together(count: int, seed: int, most: int) -> Iterator[str]:
    """All examples by both operators in one file: what was wrong, and what was done so far."""
    return _told("all examples", FILES, BOTH, Bounds(count, seed, most))


def bolivian(count: int, seed: int, most: int) -> Iterator[str]:
    """The Bolivian example by its own operator."""
    return _told("bolivia", BOLIVIAN, "bolivia", Bounds(count, seed, most))


@entity
class Bounds:
    """How many lives, from which seed on, and the seconds after which none is begun any more."""

    count: int
    seed: int
    most: int


def _told(name: str, files: Sequence[Path], operator: str, bounds: Bounds) -> Iterator[str]:
    """A line as soon as anything is known: who is stopped goes on from the seed he saw last."""
    begun, deaths, lived, seed = monotonic(), 0, 0, bounds.seed
    orders = list(permutations(files)) if not seed else []
    with tempfile.TemporaryDirectory() as folder:
        whole = Whole.of(Path(folder), files, operator)
        workers = cpu_count() or 1
        with ProcessPoolExecutor(workers, get_context("fork")) as pool:
            ordered = pool.map(whole.in_order, orders, range(len(orders)))
            for order, found in zip(orders, ordered, strict=True):
                named = " ".join(file.parent.name for file in order)
                yield from (f"WRONG {named}: {each}" for each in found)
                yield f"{name}: {named}, twice, {monotonic() - begun:.0f} s"
            while lived < bounds.count and monotonic() - begun < bounds.most:
                batch = range(seed + lived, seed + min(lived + workers, bounds.count))
                for number, (died, found) in zip(batch, pool.map(whole.life, batch), strict=True):
                    lived, deaths = lived + 1, deaths + died
                    yield from (f"WRONG seed {number}: {each}" for each in found)
                yield f"{name}: {lived} lives, up to seed {batch[-1]}, {monotonic() - begun:.0f} s"
    rows = sum(map(len, whole.left.values()))
    yield (
        f"{name}: {len(orders)} orders of files, each twice, and {lived} lives with {deaths} deaths"
        f" among {whole.count} statements; {rows} rows compared each time,"
        f" {monotonic() - begun:.0f} s"
    )
