"""Hostile documents against everything that reads: what must hold of each, and what it costs."""

import tracemalloc
from collections.abc import Callable
from itertools import cycle
from random import Random
from time import process_time

from attrs import define

from order_to_cash.domain.core import InvalidDocument
from tests.wire.documents import Kind
from tests.wire.mutations import CANARY, FILLERS, mutant, swollen
from tests.work import MOST_TIMES, seconds, times

LARGEST = 262_144
BYTES = 32 * 2**20
"""How large a document from outside may be, and what memory one may take."""

SMALL = 16_384
"""A smaller document may cost what so many bytes of harmless ones do."""


class Broken(AssertionError):
    """A document did what none may do."""


@define
class Toll:
    """What was tried, what was read, and the dearest of it."""

    tried: int = 0
    read: int = 0
    swollen: int = 0
    times: float = 0.0
    dearest: str = ""
    memory: int = 0
    largest: str = ""

    def add(self, other: "Toll") -> None:
        """What another batch came to."""
        self.tried += other.tried
        self.read += other.read
        self.swollen += other.swollen
        self.took(other.times, other.dearest)
        self.held(other.memory, other.largest)

    def took(self, times: float, what: str) -> None:
        """A document took so many times as long as harmless ones of its size."""
        if times > self.times:
            self.times, self.dearest = times, what

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


def harmless(kind: Kind, size: int) -> Callable[[], None]:
    """As many bytes as that of valid documents, read one after the other."""

    def read() -> None:
        left = size
        for document in cycle(kind.documents):
            kind.load(document.text)
            left -= len(document.text)
            if left <= 0:
                break

    return read


def cost(kind: Kind, text: str) -> float:
    """How many times as long it takes as harmless documents of its size, those read in turn."""
    return times(lambda: answered(kind, text), harmless(kind, max(len(text), SMALL)))


def peak(kind: Kind, text: str) -> int:
    """The most bytes that were held at one time."""
    tracemalloc.start()
    try:
        answered(kind, text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def bombard(kind: Kind, *, seed: int, count: int) -> Toll:
    """That many mutants of a kind of document; one that looks dear is weighed."""
    random, toll = Random(seed), Toll(tried=count)  # noqa: S311  (it must be reproducible)
    allowed = seconds(harmless(kind, SMALL))
    for number in range(count):
        text = mutant(random, random.choice(kind.documents))
        begun = process_time()
        toll.read += answered(kind, text)
        looks = (process_time() - begun) / (allowed * max(len(text) / SMALL, 1))
        dear = cost(kind, text) if looks > MOST_TIMES else looks
        toll.took(dear, f"{kind.name}, seed {seed}, number {number}")
    return toll


def filled(kind: Kind, filler: str, *, seed: int, size: int = LARGEST) -> str:
    """A document of a kind with one thing in one of its places, up to a size."""
    random = Random(seed)  # noqa: S311  (it must be reproducible)
    return swollen(random, random.choice(kind.documents), filler, size)


def swell(kind: Kind, *, seed: int, filler: str = "") -> Toll:
    """One document of a kind as large as may be, timed and weighed."""
    filler = filler or Random(seed).choice(tuple(FILLERS))  # noqa: S311  (it must be reproducible)
    text = filled(kind, filler, seed=seed)
    what, toll = f"{kind.name} with {filler}, seed {seed}", Toll(tried=1, swollen=1)
    toll.read = answered(kind, text)
    toll.took(cost(kind, text), what)
    toll.held(peak(kind, text), what)
    return toll
