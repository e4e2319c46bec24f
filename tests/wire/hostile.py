"""Hostile documents against everything that reads: what must hold of each, and what it costs."""

import time
import tracemalloc
from random import Random

from attrs import define

from order_to_cash.domain.errors import InvalidDocument
from tests.wire.documents import Kind
from tests.wire.mutations import CANARY, FILLERS, mutant, swollen

SECONDS = 0.05
BYTES = 32 * 2**20
"""What a document from outside may cost, as large as one may be."""


class Broken(AssertionError):
    """A document did what none may do."""


@define
class Toll:
    """What was tried, what was read, and the dearest of it."""

    tried: int = 0
    read: int = 0
    swollen: int = 0
    seconds: float = 0.0
    slowest: str = ""
    memory: int = 0
    largest: str = ""

    def add(self, other: "Toll") -> None:
        """What another batch came to."""
        self.tried += other.tried
        self.read += other.read
        self.swollen += other.swollen
        self.took(other.seconds, other.slowest)
        self.held(other.memory, other.largest)

    def took(self, seconds: float, what: str) -> None:
        """A document took so long."""
        if seconds > self.seconds:
            self.seconds, self.slowest = seconds, what

    def held(self, memory: int, what: str) -> None:
        """A document took so much memory."""
        if memory > self.memory:
            self.memory, self.largest = memory, what


def answered(kind: Kind, text: str) -> bool:
    """Whether it is read; raises `Broken` unless it is refused as it should be."""
    try:
        kind.load(text)
    except InvalidDocument as refused:
        if fault := _amiss(refused):
            raise Broken(f"{kind.name}: {fault}: {text[:2_000]!r}") from refused
        return False
    except Exception as error:
        raise Broken(f"{kind.name}: {error!r}: {text[:2_000]!r}") from error
    return True


def _amiss(refused: InvalidDocument) -> str:
    said = str(refused)
    if CANARY in said:
        return "it repeats what was sent"
    if refused.__cause__ is not None or refused.__context__ is not None:
        return "it keeps another exception"
    if not refused.code or not all(p.code and p.message for p in refused.problems):
        return "a code or a message is missing"
    if any(len(problem.message) > 1_000 for problem in refused.problems):
        return "a message is too long"
    return "" if said.replace("\n", "").isprintable() else "it cannot be printed"


def cost(kind: Kind, text: str, tries: int = 5) -> float:
    """The processor seconds of the fastest of some tries, the first that is fast enough."""
    least = 1e9
    for _ in range(tries):
        begun = time.process_time()
        answered(kind, text)
        least = min(least, time.process_time() - begun)
        if least <= SECONDS:
            break
    return least


def peak(kind: Kind, text: str) -> int:
    """The most bytes that were held at one time."""
    tracemalloc.start()
    try:
        answered(kind, text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def bombard(kind: Kind, *, seed: int, count: int) -> Toll:
    """That many mutants of a kind of document, each timed."""
    random, toll = Random(seed), Toll(tried=count)  # noqa: S311  (it must be reproducible)
    for number in range(count):
        text = mutant(random, random.choice(kind.documents))
        begun = time.perf_counter()
        toll.read += answered(kind, text)
        took = time.perf_counter() - begun
        if took > SECONDS:
            took = cost(kind, text)
        toll.took(took, f"{kind.name}, seed {seed}, number {number}")
    return toll


def swell(kind: Kind, *, seed: int, filler: str = "") -> Toll:
    """One document of a kind as large as may be, timed and weighed."""
    random = Random(seed)  # noqa: S311  (it must be reproducible)
    filler = filler or random.choice(tuple(FILLERS))
    text = swollen(random, random.choice(kind.documents), filler)
    what, toll = f"{kind.name} with {filler}, seed {seed}", Toll(tried=1, swollen=1)
    toll.read = answered(kind, text)
    toll.took(cost(kind, text), what)
    toll.held(peak(kind, text), what)
    return toll
