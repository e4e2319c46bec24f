"""Jupyter's own client runs the notebooks, in a kernel of their own."""

from importlib import import_module
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.commands import DATA, run, written
from tests.comparing.packs import good_lines
from tests.examples.test_notebooks import NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_jupyter_runs_a_notebook(path: Path, tmp_path: Path) -> None:
    """Every cell runs, the last one comes to something, and the file is one of Jupyter's own."""
    copytree(DATA, tmp_path / "data")
    lines = written(tmp_path / "some.jsonl", good_lines("O-6020", "O-6021"))
    assert 0 == run(lines, tmp_path / "demo.db").status
    nbformat, nbclient = import_module("nbformat"), import_module("nbclient")  # have no types
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    place = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=place).execute()
    assert notebook.cells[-1].outputs
