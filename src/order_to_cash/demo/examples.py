"""Weeks of made-up operators to begin with: the lines they gave and the data that answers them.

The examples stand in `examples/` of the repository and nowhere else; a wheel takes them from there
(`pyproject.toml`), and a checkout reads them where they are.
"""

from collections.abc import Iterator, Mapping
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path
from typing import Final

from order_to_cash.domain.core import InvalidValue, entity

PACKED: Final = files("order_to_cash") / "demo"
CHECKOUT: Final = Path(__file__).parents[3] / "examples"


NOTEBOOKS: Final = "notebooks"


@entity
class Demo:
    """An example: whose policies decide, its lines, and its folder of data if it asks any.

    Some come with notebooks, which read the file that the lines are kept on.
    """

    operator: str
    lines: str
    data: str | None = None
    has_notebooks: bool = False

    @property
    def folder(self) -> Traversable:
        """Where its files stand in this installation."""
        return _installed(self.operator)

    def notebooks(self) -> Iterator[tuple[str, bytes]]:
        """Its notebooks, each by its name."""
        if self.has_notebooks:
            held = sorted(_installed(NOTEBOOKS).iterdir(), key=lambda file: file.name)
            found = (file for file in held if file.name.endswith(".ipynb"))
            yield from ((file.name, file.read_bytes()) for file in found)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file of it, by its path in the folder."""
        yield self.lines, (self.folder / self.lines).read_bytes()
        if self.data is not None:
            held = sorted((self.folder / self.data).iterdir(), key=lambda file: file.name)
            yield from ((f"{self.data}/{file.name}", file.read_bytes()) for file in held)


def _installed(name: str) -> Traversable:
    packed = PACKED / name
    return packed if packed.is_dir() else CHECKOUT / name


DEMOS: Final[Mapping[str, Demo]] = {
    demo.operator: demo
    for demo in (
        Demo("peru", "orders.jsonl", "data", has_notebooks=True),
        Demo("bolivia", "requests.jsonl"),
    )
}
"""What there is to begin with, by the name of its operator."""


def unpack(name: str, folder: Path | str) -> Path:
    """Copy an example into a folder that need not be there yet, and say which one it is.

    Files that are there already and are the same stay, and so does a notebook that somebody has
    changed or run. Raises `InvalidValue` for an unknown name,
    and before anything is written where a file in the way has other contents.
    """
    if name not in DEMOS:
        raise InvalidValue(
            f"there is no example called {name}; give one of: {', '.join(DEMOS)}",
            code="demo.unknown",
        )
    target, contents = Path(folder), tuple(DEMOS[name].contents())
    for path, content in contents:
        if (target / path).exists() and (target / path).read_bytes() != content:
            raise InvalidValue(
                f"{target / path} is there and is not the file of the example; name another folder",
                code="demo.in-the-way",
            )
    anew = [
        (path, content) for path, content in DEMOS[name].notebooks() if not (target / path).exists()
    ]
    for path, content in (*contents, *anew):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target
