"""The notebooks run from their first cell to the last, and what they show is shown anywhere."""

import ast
import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.architecture.source import ROOT
from tests.cli.commands import DATA, run, written
from tests.comparing.packs import good_lines
from tests.indicators.html import Page

NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
SHOWS = {
    "compare-two-policies": "stricter",
    "explore-a-credit-policy": "se aprobaría",
    "follow-one-customer": "order O-6020: completed",
    "indicators-of-a-month": "Efficacy by week",
}
"""What somebody reads in each that is found only where its cells came to something."""


def cells(notebook: Path) -> list[dict[str, Any]]:
    """The cells of a notebook, in their order."""
    found: list[dict[str, Any]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return found


def code(notebook: Path) -> list[str]:
    """The text of each cell that is run."""
    return ["".join(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "code"]


def value_of(cell: str, name: str, known: dict[str, Any]) -> Any:
    """Run a cell as a notebook does: the value of its last expression, if it ends with one."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), known)  # noqa: S102  (it is what notebooks are for)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), known)  # noqa: S307


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `demo peru` makes, of some orders."""
    folder = tmp_path_factory.mktemp("notebooks")
    copytree(DATA, folder / "data")
    lines = written(folder / "some.jsonl", good_lines("O-3010", "O-6010", "O-6020", "O-6021"))
    end = "2024-03-01T00:00:00-05:00"
    assert 0 == run(lines, folder / "demo.db", "--now", end).status
    return folder


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell by cell in one namespace; what is shown is well-formed, alone, or short."""
    monkeypatch.chdir(demo)
    known: dict[str, Any] = {}
    shown = []
    for number, cell in enumerate(code(notebook), 1):
        value = value_of(cell, f"{notebook.stem}, cell {number}", known)
        if hasattr(value, "_repr_html_"):
            page = Page(value._repr_html_())
            assert [] == [*page.of("script"), *page.of("link")]
            shown += [*page.texts, *page.all("alt")]
        elif value is not None:
            assert value
            assert len(repr(value)) < 1_000
    assert any(SHOWS[notebook.stem] in text for text in shown)


def test_every_notebook_is_told_of() -> None:
    """Each one is listed here and on the page of the documentation, under its own name."""
    page = (ROOT / "docs" / "how-to" / "notebooks.md").read_text(encoding="utf-8")
    names = [notebook.stem for notebook in NOTEBOOKS]
    assert sorted(SHOWS) == names
    assert [] == [name for name in names if f"{name}.ipynb" not in page]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_small_and_clean(notebook: Path) -> None:
    """It is kept without what it showed once, its cells are short, and text stands between them."""
    found = cells(notebook)
    kinds = [cell["cell_type"] for cell in found]
    assert "markdown" == kinds[0]
    assert [] == [cell for cell in found if cell.get("outputs") or cell.get("execution_count")]
    assert max(len(text.splitlines()) for text in code(notebook)) <= 25
    assert kinds.count("markdown") >= kinds.count("code") - 1
    assert len({cell["id"] for cell in found}) == len(found)
