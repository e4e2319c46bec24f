"""A comparison holds no more of a long past than of a short one, and says how far it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.comparing.memory import FEW, MANY

ROOT = Path(__file__).parents[2]


def test_eight_times_as_many_commands_need_no_more_memory(tmp_path: Path) -> None:
    """With few cases held at once the most that is held stays; all held, it is half as much more.

    Every command is told to whoever watches, once it was played.
    """
    ended = subprocess.run(
        [sys.executable, "-m", "tests.comparing.memory", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(ended.stdout.splitlines()[-1])
    assert [4 * FEW, 4 * MANY] == found["played"]
    assert [*range(1, 4 * MANY + 1)] == found["told"]
    assert found["many"] < found["few"] * 1.25
