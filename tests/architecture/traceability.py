"""Each requirement with its source, the code that answers it, and the tests that pin it.

What is required stands in `requirements.csv`; which tests pin it, in their docstrings. Renew the
page with `python -m tests.architecture.traceability`.
"""

import ast
import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from tests.architecture.codes import BEGIN, END, cell
from tests.architecture.source import ROOT

FOLDER: Final = ROOT / "tests"
TABLE: Final = FOLDER / "architecture" / "requirements.csv"
PAGE: Final = ROOT / "docs" / "traceability.md"
READINGS: Final = ROOT / "docs" / "readings.md"
RENEW: Final = "python -m tests.architecture.traceability"
CITED: Final = re.compile(
    r"\b(?P<area>ORD|FIX|ONB|TRF|REQ|TAR|KPI|TRU|OPN|PRI|COL|FUL|IND)-(?P<first>\d\d)"
    r"(?: to (?P=area)-(?P<last>\d\d))?\b"
)
AREAS: Final[Mapping[str, str]] = {
    "ORD": "Orders, from reception to payment",
    "FIX": "Correction of a fixed charge",
    "ONB": "Onboarding of new customers",
    "TRF": "Transfers of service",
    "REQ": "Requirement checklists",
    "TAR": "Tariffs",
    "KPI": "Indicators",
    "TRU": "Trust: what is stored is true",
    "OPN": "Open to another operator and another language",
    "PRI": "Prices, taxes, papers and terms",
    "COL": "Collection",
    "FUL": "Fulfilment",
    "IND": "Indicators on anybody's file",
}
SHOWN: Final = 3
"""How many tests are named; the others are counted."""


class Requirement(NamedTuple):
    """One requirement: where the source has it, in our words, and where the code answers it."""

    id: str
    source: str
    what: str
    code: tuple[str, ...]


class Pin(NamedTuple):
    """One test that cites a requirement."""

    file: str
    name: str


@cache
def requirements() -> tuple[Requirement, ...]:
    """Every requirement, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened, delimiter=";")
        return tuple(
            Requirement(row["id"], row["source"], row["what"], tuple(row["code"].split()))
            for row in rows
        )


def cited(text: str) -> Iterator[str]:
    """Every requirement that a text names, also within a span such as TRF-08 to TRF-12."""
    for found in CITED.finditer(text):
        first = int(found["first"])
        for number in range(first, int(found["last"] or first) + 1):
            yield f"{found['area']}-{number:02}"


@cache
def pins() -> Mapping[str, tuple[Pin, ...]]:
    """The tests that cite each requirement, by file and place."""
    pinned: dict[str, list[Pin]] = {}
    for path in sorted(FOLDER.rglob("test_*.py")):
        file = path.relative_to(FOLDER).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for id_ in dict.fromkeys(cited(ast.get_docstring(node) or "")):
                    pinned.setdefault(id_, []).append(Pin(file, node.name))
    return {id_: tuple(found) for id_, found in pinned.items()}


@cache
def readings() -> frozenset[str]:
    """The requirements of which the page of readings says something."""
    return frozenset(cited(READINGS.read_text(encoding="utf-8")))


def tables() -> str:
    """A table for each area."""
    parts = []
    for area, own in groupby(requirements(), key=lambda requirement: requirement.id[:3]):
        lines = ("| ID | source | what | code | pinned by |", "|---|---|---|---|---|")
        rows = (_row(requirement) for requirement in own)
        parts.append("\n".join((f"## {AREAS[area]}\n", *lines, *rows)))
    return "\n" + "\n\n".join(parts) + "\n\n"


def _row(requirement: Requirement) -> str:
    id_, source, what, code = requirement
    name = f"[{id_}](readings.md)" if id_ in readings() else id_
    modules = ", ".join(f"`{module}`" for module in code)
    return f"| {name} | {source} | {cell(what)} | {modules} | {_pinned(id_)} |"


def _pinned(id_: str) -> str:
    found = pins().get(id_, ())
    first = _one_of_each_file(found)[:SHOWN]
    names = ", ".join(f"`{pin.file.removesuffix('.py')}::{pin.name}`" for pin in first)
    more = len(found) - len(first)
    return f"{names} and {more} more" if more else names


def _one_of_each_file(found: tuple[Pin, ...]) -> tuple[Pin, ...]:
    return tuple({pin.file: pin for pin in reversed(found)}.values())[::-1]


def renewed(page: str) -> str:
    """The page with its tables as tests and code stand now."""
    head, _, rest = page.partition(BEGIN)
    _, _, foot = rest.partition(END)
    return f"{head}{BEGIN}{tables()}{END}{foot}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
