"""Measure everything in one run: `python -m benchmarks`, or some subjects by name.

The whole run writes its tables into docs/benchmarks.md.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks import (
    decision,
    desk,
    growth,
    hostile,
    imports,
    indicators,
    memory,
    order,
    wire,
    workers,
)
from benchmarks.measure import ROOT, Subject, measured
from benchmarks.peers import installed
from benchmarks.table import machine, of_subject, put_into

SUBJECTS: Final[Mapping[str, Subject]] = {
    "order": order.SUBJECT,
    "decision": decision.SUBJECT,
    "wire": wire.SUBJECT,
    "hostile": hostile.SUBJECT,
    "desk": desk.SUBJECT,
    "growth": growth.SUBJECT,
    "workers": workers.SUBJECT,
    "memory": memory.SUBJECT,
    "indicators": indicators.SUBJECT,
    "imports": imports.SUBJECT,
}
PAGE: Final = ROOT / "docs" / "benchmarks.md"
CACHE: Final = ROOT / ".nox" / ".cache" / "peers"


def main() -> None:
    """Print the tables, and keep them if they are complete."""
    options = _options()
    subjects = {name: SUBJECTS[name] for name in options.subjects or SUBJECTS}
    if options.million and "memory" in subjects:
        subjects["memory"] = memory.with_million()
    if options.ten_million and "indicators" in subjects:
        subjects["indicators"] = indicators.with_ten_million()
    peers = installed(options.peers)
    lines = [machine(peers), ""]
    print(*lines, sep="\n")
    for subject in subjects.values():
        table = tuple(of_subject(subject, measured(subject, peers)))
        print(*table, sep="\n", flush=True)
        lines.extend(table)
    if not options.subjects:
        put_into(PAGE, lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--peers", type=Path, default=CACHE, help="where peers are installed")
    parser.add_argument("--million", action="store_true", help="a million envelopes, half an hour")
    parser.add_argument("--ten-million", action="store_true", help="ten million records")
    options = parser.parse_args()
    if unknown := set(options.subjects) - set(SUBJECTS):
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    main()
