"""Measure everything in one run: `python -m benchmarks`, or some subjects by name.

The whole run writes its tables into docs/benchmarks.md, and so does `--keep` with those that were
named: each table says when it was measured, and where.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks import (
    cases,
    decision,
    desk,
    growth,
    hostile,
    imports,
    indicators,
    memory,
    order,
    postgres,
    wire,
    workers,
)
from benchmarks.measure import ROOT, Subject, measured
from benchmarks.peers import installed
from benchmarks.table import machine, of_subject, put_into, put_table

SUBJECTS: Final[Mapping[str, Subject]] = {
    "order": order.SUBJECT,
    "decision": decision.SUBJECT,
    "wire": wire.SUBJECT,
    "hostile": hostile.SUBJECT,
    "desk": desk.SUBJECT,
    "postgres": postgres.SUBJECT,
    "growth": growth.SUBJECT,
    "cases": cases.SUBJECT,
    "lines": memory.LINES,
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
    if options.million and "cases" in subjects:
        subjects["cases"] = cases.with_million()
    if options.ten_million and "indicators" in subjects:
        subjects["indicators"] = indicators.with_ten_million()
    needed = {probe.peer for subject in subjects.values() for probe in subject.probes}
    peers = installed(options.peers, needed)
    if postgres.PEER in needed and postgres.is_there():
        peers = {**peers, postgres.PEER: ROOT}
    lines: list[str] = []
    for subject in subjects.values():
        where = machine({probe.peer for probe in subject.probes} & set(peers))
        table = tuple(of_subject(subject, measured(subject, peers), where))
        print(*table, sep="\n", flush=True)
        lines.extend(table)
        if options.keep:
            put_table(PAGE, subject, table)
    if not options.subjects:
        put_into(PAGE, lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--peers", type=Path, default=CACHE, help="where peers are installed")
    parser.add_argument("--keep", action="store_true", help="write these tables into the page")
    parser.add_argument(
        "--million",
        action="store_true",
        help="a million envelopes, half an hour; a million cases, a quarter",
    )
    parser.add_argument("--ten-million", action="store_true", help="ten million records")
    options = parser.parse_args()
    if unknown := set(options.subjects) - set(SUBJECTS):
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    main()
