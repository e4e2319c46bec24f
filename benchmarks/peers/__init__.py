"""Other packages that do a part of the same: each in a folder of its own, for some exclude others.

Every model here wraps what checks and computes: the plain class, so that what is compared is the
machinery alone, or the same work by hand, so that all give the same answers.
"""

import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

PEERS: Final[Mapping[str, str]] = {
    "eventsourcing": "eventsourcing==9.5.6",
    "transitions": "transitions==0.9.3",
    "statemachine2": "python-statemachine==2.6.0",
    "statemachine3": "python-statemachine==3.2.2",
    "spiffworkflow": "SpiffWorkflow==3.2.0",
    "zen": "zen-engine==2.1.3",
    "polars": "polars==2.1.0",
    "pandas": "pandas==3.1.1",
}
"""What is installed under each name."""


def installed(root: Path, needed: Collection[str] = tuple(PEERS)) -> dict[str, Path]:
    """The folders of the peers, installed where that was not done yet; those that fail left out."""
    folders = {name: root / requirement for name, requirement in PEERS.items() if name in needed}
    return {name: folder for name, folder in folders.items() if _ready(folder)}


def _ready(folder: Path) -> bool:
    if folder.is_dir():
        return True
    command = [sys.executable, "-m", "pip", "install", "-qq", "--target", str(folder)]
    done = subprocess.run([*command, folder.name], check=False)  # noqa: S603  (pinned names)
    return done.returncode == 0
