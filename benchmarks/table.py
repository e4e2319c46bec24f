"""The page of the figures: what was measured is written between two markers, the rest stays."""

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from typing import Final

from benchmarks.measure import Probe, Ratio, Subject
from benchmarks.peers import PEERS

BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"
MEGABYTE: Final = 1_000_000
PACKAGES: Final = ("attrs", "cattrs")


def machine(peers: Iterable[str]) -> str:
    """Where and with what the figures were found."""
    ours = (f"{name} {version(name)}" for name in PACKAGES)
    others = (PEERS[name].replace("==", " ") for name in sorted(peers) if name in PEERS)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with {platform.python_implementation()} "
        f"{platform.python_version()} on {platform.system()}, {os.cpu_count()} cores of kind "
        f"{_processor()}; {', '.join((*ours, *others))}."
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def of_subject(subject: Subject, found: Mapping[Probe, float], where: str) -> Iterator[str]:
    """Title, note and table of one subject, with where it was measured."""
    yield from (f"## {subject.title}", "", subject.note, "", where, "")
    yield "| what | ratio | to reach | | above | below |"
    yield "|---|---:|---:|---|---:|---:|"
    yield from (f"| {' | '.join(_cells(ratio, found))} |" for ratio in subject.ratios)
    yield ""


def _cells(ratio: Ratio, found: Mapping[Probe, float]) -> Iterator[str]:
    yield ratio.what
    if ratio.top not in found or ratio.bottom not in found:
        yield from ("not installed here", _goal(ratio), "", "", "")
        return
    top, bottom = found[ratio.top], found[ratio.bottom]
    yield f"{top / bottom:.3g}" if top < bottom else f"{top / bottom:.2f}"
    yield _goal(ratio)
    yield "" if not _goal(ratio) else "yes" if ratio.reached(top / bottom) else "**no**"
    yield _shown(top)
    yield _shown(bottom)


def _goal(ratio: Ratio) -> str:
    if isfinite(ratio.at_most):
        return f"at most {ratio.at_most:g}"
    return f"at least {ratio.at_least:g}" if ratio.at_least else ""


def _shown(figure: float) -> str:
    """Bytes are whole megabytes here and seconds are few, so the size tells which."""
    if figure >= MEGABYTE:
        return f"{figure / MEGABYTE:.0f} MB"
    if figure >= 1:
        return f"{figure:.2f} s"
    if figure >= 1e-3:  # noqa: PLR2004  (a millisecond)
        return f"{figure * 1e3:.2f} ms"
    return f"{figure * 1e6:.1f} µs"


def put_table(page: Path, subject: Subject, table: Iterable[str]) -> None:
    """Replace the table of one subject on the page, or add it to the others."""
    text = page.read_text(encoding="utf-8")
    measured = text.partition(BEGIN)[2].partition(END)[0]
    title, made = f"## {subject.title}\n", "\n".join((*table, ""))
    before, found, rest = measured.partition(title)
    following = rest.find("\n## ")
    after = rest[following + 1 :] if following >= 0 else ""
    if not found:
        before, after = f"{measured.rstrip()}\n\n", ""
    whole = f"{before}{made}{after}"
    put_into(page, (*whole.strip("\n").split("\n"), ""))


def put_into(page: Path, lines: Iterable[str], begin: str = BEGIN, end: str = END) -> None:
    """Replace what stands between the markers of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    made = "\n".join((begin, "", *lines, end))
    page.write_text(f"{before}{made}{after}", encoding="utf-8")
