"""Instructions of one call, counted by callgrind: the same whatever else the machine does.

`python -m benchmarks.instructions` counts in one process under valgrind, prints each work with the
same work by hand, and compares with the figures that docs/benchmarks.md keeps; with `--keep` it
writes its own there. The exit status is 1 where something needs a twentieth more than it did.
"""

import argparse
import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from benchmarks.measure import ROOT
from benchmarks.table import put_into

PAGE: Final = ROOT / "docs" / "benchmarks.md"
BEGIN: Final = "<!-- counted: begin -->"
END: Final = "<!-- counted: end -->"
ROW: Final = re.compile(r"^\| ([a-z ]+) \| ([0-9,]+) \| ([0-9,]+) \|", re.MULTILINE)
CALLS: Final = 50
WARMING: Final = 30
SLOWER: Final = 0.05
"""By how large a part a work may need more before it is named."""

TOTAL: Final = re.compile(r"^(?:totals|summary): (\d+)", re.MULTILINE)


class Work(NamedTuple):
    """What is counted, against what, and how many times as much it may at most be."""

    against: str
    at_most: float | None = None


WORKS: Final[Mapping[str, Work]] = {
    "order": Work("order by hand", 2.5),
    "decision": Work("decision by hand", 1.6),
    "load": Work("load by hand", 2.0),
    "dump": Work("dump by hand", 1.1),
    "order stored": Work("order stored by hand"),
}


def counted() -> dict[str, int]:
    """The instructions of each work, found in a process of its own under valgrind."""
    with TemporaryDirectory() as folder:
        command = [
            "valgrind",
            "--tool=callgrind",
            "--instr-atstart=no",
            f"--callgrind-out-file={folder}/out",
            *(sys.executable, "-m", "benchmarks.instructions", "--inside"),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
        found = [path.read_text(encoding="utf-8") for path in Path(folder).glob("out.*")]
    totals = {
        name: int(total[1])
        for text in found
        if (name := _name(text)) and (total := TOTAL.search(text))
    }
    empty = totals.pop("nothing")
    return {name: round((total - empty) / CALLS) for name, total in totals.items()}


def _name(text: str) -> str:
    trigger = re.search(r"^desc: Trigger: (.*)$", text, re.MULTILINE)
    return trigger[1].removeprefix("dump ").strip().replace("_", " ") if trigger else ""


def inside() -> None:
    """Do each work some times, and let valgrind write down what it took."""
    with ExitStack() as opened:
        works = {"nothing": lambda: None, **_works(opened)}
        for work in works.values():
            for _ in range(WARMING):
                work()
        gc.collect()
        gc.freeze()
        gc.disable()
        for name, work in works.items():
            _control("--instr=on")
            _control("--zero")
            for _ in range(CALLS):
                work()
            _control(f"--dump={name.replace(' ', '_')}")
            _control("--instr=off")


def _control(what: str) -> None:
    subprocess.run(["callgrind_control", what, str(os.getpid())], check=True, capture_output=True)  # noqa: S603, S607


def _works(opened: ExitStack) -> dict[str, Callable[[], object]]:
    from benchmarks import decision, desk, order, plain_wire, wire  # noqa: PLC0415  (only inside)
    from benchmarks.same_work import measured  # noqa: PLC0415

    return {
        "order": order.through_step,
        "order by hand": measured.delivered,
        "decision": decision.decided,
        "decision by hand": measured.asked,
        "load": lambda: wire.WIRE.load_envelope(wire.TEXT),
        "load by hand": lambda: plain_wire.strict(wire.TEXT),
        "dump": lambda: wire.WIRE.dump_envelope(wire.ENVELOPE),
        "dump by hand": lambda: plain_wire.strictly_dumped(wire.ENVELOPE),
        **opened.enter_context(desk.in_memory(WARMING + CALLS)),
    }


def kept(page: str) -> dict[str, int]:
    """The figures that stand on a page, of each work and of the same by hand."""
    _, _, rest = page.partition(BEGIN)
    found: dict[str, int] = {}
    for name, ours, hand in ROW.findall(rest.partition(END)[0]):
        found[name] = int(ours.replace(",", ""))
        found[f"{name} by hand"] = int(hand.replace(",", ""))
    return found


def slower(now: Mapping[str, int], before: Mapping[str, int]) -> tuple[str, ...]:
    """What needs more than a twentieth more than before, each as a sentence."""
    return tuple(
        f"{name} needs {now[name] / before[name] - 1:.1%} more: {before[name]:,} -> {now[name]:,}"
        for name in before
        if name in now and now[name] > before[name] * (1 + SLOWER)
    )


def rows(now: Mapping[str, int]) -> tuple[str, ...]:
    """The table of the figures."""
    head = (
        "| work | instructions | by hand | ratio | to reach | |",
        "|---|---:|---:|---:|---:|---|",
    )
    return head + tuple(
        f"| {name} | {now[name]:,} | {now[work.against]:,} | {now[name] / now[work.against]:.2f} |"
        f"{_judged(now[name] / now[work.against], work.at_most)}"
        for name, work in WORKS.items()
    )


def _judged(ratio: float, at_most: float | None) -> str:
    if at_most is None:
        return "  |  |"
    return f" at most {at_most:g} | {'yes' if ratio <= at_most else '**no**'} |"


def main() -> int:
    """Count, show and compare; 1 where something got slower."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description=__doc__)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help="keep the figures for the next time")
    options = parser.parse_args()
    if options.inside:
        inside()
        return 0
    if which("valgrind") is None:
        print("there is no valgrind here: instructions are not counted")
        return 0
    now = counted()
    print(*rows(now), sep="\n")
    if options.keep:
        put_into(PAGE, (*rows(now), ""), BEGIN, END)
        return 0
    named = slower(now, kept(PAGE.read_text(encoding="utf-8")))
    print(*named, sep="\n")
    return 1 if named else 0


if __name__ == "__main__":
    sys.exit(main())
