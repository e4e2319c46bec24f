"""How things are measured: each in fresh processes, the median taken, two medians compared."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from math import inf
from pathlib import Path
from statistics import median
from time import process_time
from timeit import Timer
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
ROUNDS: Final = 5


class Probe(NamedTuple):
    """What is measured: a function `module:name` here that returns seconds or bytes.

    `peer` names the package that it needs and that this library does not.
    """

    what: str
    function: str
    peer: str = ""


class Ratio(NamedTuple):
    """How much more `top` takes than `bottom`, and how much it should at most or at least."""

    what: str
    top: Probe
    bottom: Probe
    at_most: float = inf
    at_least: float = 0.0

    def reached(self, ratio: float) -> bool:
        """Whether the goal is met."""
        return self.at_least <= ratio <= self.at_most


class Subject(NamedTuple):
    """A table of ratios; every probe runs in as many fresh processes as `processes` says.

    Where making what is measured takes long, `at_once` finds every figure in this process.
    """

    title: str
    note: str
    ratios: tuple[Ratio, ...]
    processes: int = 5
    at_once: Callable[[Iterable[Probe]], dict[Probe, float]] | None = None

    @property
    def probes(self) -> tuple[Probe, ...]:
        """Every probe once, in the order of the ratios."""
        both = [probe for ratio in self.ratios for probe in (ratio.bottom, ratio.top)]
        return tuple(dict.fromkeys(both))


Folders = Mapping[str, Path]
"""Where the peers that could be installed are, by name."""


def measured(subject: Subject, peers: Folders) -> dict[Probe, float]:
    """The median of each probe; the processes take turns, so that a busy minute hits them all."""
    ready = [probe for probe in subject.probes if not probe.peer or probe.peer in peers]
    if subject.at_once is not None:
        return subject.at_once(ready)
    turns = [{p: in_fresh_process(p, peers) for p in ready} for _ in range(subject.processes)]
    return {probe: median(turn[probe] for turn in turns) for probe in ready}


def in_fresh_process(probe: Probe, peers: Folders) -> float:
    """The figure that a new interpreter finds, with the peer of the probe on its path."""
    paths: Iterable[Path] = (peers[probe.peer],) if probe.peer else ()
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    path = os.pathsep.join(filter(None, (*map(str, paths), *inherited)))
    command = [sys.executable, "-m", "benchmarks.probe", probe.function]
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(  # noqa: S603  (this interpreter, with a function of this package)
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return float(done.stdout)


def per_call(work: Callable[[], object]) -> float:
    """Processor seconds of one call: the best of five rounds of a fifth of a second or more.

    The collector of garbage runs as it does for users, over what the work itself leaves behind.
    """
    timer = Timer(work, "gc.enable()", process_time)
    gc.collect()
    gc.freeze()
    number, _ = timer.autorange()
    return min(timer.repeat(ROUNDS, number)) / number
