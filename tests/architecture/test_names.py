"""The tests have the same names in the same order wherever and whenever they are collected.

Workers that collect different names refuse to run any test at all.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from time import sleep

from tests.architecture.source import ROOT

APART = 2.0
"""Seconds between the two; an archive holds the second in which it was made."""

PARTS = ("src", "tests", "benchmarks", "docs", "examples")
FILES = ("pyproject.toml", "noxfile.py", "README.md", "CHANGELOG.md")
LEFT = ignore_patterns("__pycache__", "_build", "api", "*.db*")


def elsewhere(folder: Path) -> Path:
    """A copy of all that the tests read."""
    for part in PARTS:
        copytree(ROOT / part, folder / part, ignore=LEFT)
    for file in FILES:
        (folder / file).write_bytes((ROOT / file).read_bytes())
    return folder


def collecting(folder: Path, seed: int) -> subprocess.Popen[str]:
    """A fresh interpreter that collects the tests of a folder, with the package beside them."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV"))}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**inherited, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(folder / "src")},
        stdout=subprocess.PIPE,
        text=True,
    )


def names(collected: subprocess.Popen[str]) -> list[str]:
    """What it found, in order."""
    said, _ = collected.communicate()
    assert 0 == collected.returncode, said[-2_000:]
    return [line for line in said.splitlines() if "::" in line]


def test_names_depend_on_no_time_no_seed_and_no_place(tmp_path: Path) -> None:
    """Two collections with two hash seeds, some seconds apart, in two folders, are one."""
    copy = elsewhere(tmp_path / "another place")
    here = collecting(ROOT, 1)
    sleep(APART)
    there = collecting(copy, 2)
    expected = names(here)
    assert 5_000 < len(expected)
    assert expected == names(there)
