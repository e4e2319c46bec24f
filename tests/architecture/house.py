"""The house in figures: what somebody has to open, and where one thought is written.

`python -m tests.architecture.house` prints them; docs/explanation/house.md says how each counts.
"""

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple

from order_to_cash.cli import main
from order_to_cash.cli.commands import COMMANDS
from order_to_cash.operators.known import operator_named

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "src" / "order_to_cash"
ORDER: Final = "O-6010"
"""A telephone on credit: received, checked, financed, released, delivered, invoiced."""

LAST: Final = "confirm_delivery"
"""With this command of it everything up to the invoice has been caused."""

RUN: Final = ("--operator", "peru", "--data", str(ROOT / "examples" / "peru" / "data"), "--quiet")
READ: Final = ("domain", "rules")
CORE: Final = "domain/core/"
"""What tells the business; the core is the same for every process, and read once for all."""

GENERATED: Final = re.compile(r"<attrs generated \w+ order_to_cash\.([\w.]+)\.\w+>")
"""Whoever meets a value looks up its class, though attrs has written its methods."""


class Walk(NamedTuple):
    """The files that are opened, in their order, and how often one comes back to one of them."""

    files: tuple[str, ...]
    returns: int


def walk() -> Walk:
    """Follow one order through the code, and read each function or class where it is first met."""
    met: dict[tuple[str, str], None] = {}

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and (file := _file(frame.f_code.co_filename)):
            met[file, frame.f_code.co_qualname] = None

    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "one.jsonl"
        lines.write_text("\n".join(_of_one_order()), encoding="utf-8")
        operator_named("peru")  # what is imported is not read on the way
        for command in COMMANDS:
            import_module(f"order_to_cash.cli.{command.module}")
        sys.setprofile(watch)
        try:
            main(["run", str(lines), "--db", f"{folder}/one.db", *RUN])
        finally:
            sys.setprofile(None)
    return walked(file for file, _ in met)


def walked(read: Iterable[str]) -> Walk:
    """The files of what is read one after the other, and every coming back to one of them."""
    opened: dict[str, None] = {}
    returns, here = 0, ""
    for file in read:
        returns += file != here and file in opened
        opened[file], here = None, file
    return Walk(tuple(opened), returns)


def _file(name: str) -> str:
    """The file below the package that a function comes from; none for one that is not read."""
    if generated := GENERATED.match(name):
        name = str(PACKAGE.joinpath(*generated[1].split(".")).with_suffix(".py"))
    path = Path(name)
    if not path.is_relative_to(PACKAGE):
        return ""
    found = path.relative_to(PACKAGE)
    return str(found) if found.parts[0] in READ else ""


def _of_one_order() -> Iterator[str]:
    text = (ROOT / "examples" / "peru" / "orders.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith(f'{{"id":"{ORDER}-'):
            yield line
            if f'"{LAST}"' in line:
                return


def places(*names: str) -> dict[str, int]:
    """In which files of the package these names are written, and how often."""
    word = re.compile(rf"\b({'|'.join(names)})\b")
    files = (path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".toml"})
    found = {path: len(word.findall(path.read_text(encoding="utf-8"))) for path in files}
    return {str(path.relative_to(PACKAGE)): count for path, count in sorted(found.items()) if count}


class Size(NamedTuple):
    """How much there is."""

    modules: int
    lines: int
    loose: int


def size() -> Size:
    """Modules and lines of the package, and modules that stand loose in `domain/`."""
    files = sorted(PACKAGE.rglob("*.py"))
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    loose = [path for path in (PACKAGE / "domain").glob("*.py") if path.stem != "__init__"]
    return Size(len(files), lines, len(loose))


class Imports(NamedTuple):
    """The imports that a reader of the docs and examples is shown."""

    front: int
    deep: int


def imports() -> Imports:
    """Those that go by the front door or a package's face, and those that go to a module inside."""
    pages = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.py"))
    shown = re.compile(r"^(?:>>> )?from (order_to_cash[\w.]*) import", re.MULTILINE)
    named = [name for page in pages for name in shown.findall(page.read_text(encoding="utf-8"))]
    deep = [name for name in named if not _is_door(name.split(".")[1:])]
    return Imports(len(named) - len(deep), len(deep))


def _is_door(parts: list[str]) -> bool:
    """A package's face, a module that stands alone, or an operator's pack."""
    face = (PACKAGE.joinpath(*parts) / "__init__.py").is_file()
    return face or len(parts) == 1 or parts[0] == "operators"


def _told() -> Iterator[str]:
    one, all_of, shown = walk(), size(), imports()
    command = places("RecordSatisfaction", "SatisfactionRecorded")
    core = sum(file.startswith(CORE) for file in one.files)
    yield f"walk of one order: {len(one.files)} files, {core} of the core, {one.returns} returns"
    yield from (f"  {file}" for file in one.files)
    yield f"a command: {sum(command.values())} places of {len(command)} files: {', '.join(command)}"
    yield f"{all_of.modules} modules, {all_of.lines} lines, {all_of.loose} loose in domain/"
    yield f"imports: {shown.front} by a face, {shown.deep} deep"


if __name__ == "__main__":
    print("\n".join(_told()))  # noqa: T201
