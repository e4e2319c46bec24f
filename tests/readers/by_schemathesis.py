"""Schemathesis sends to the service what its OpenAPI document allows, and what it does not."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.examples.serving import ROOT, served

PEOPLE: Final = {"d5": ("D-005", ("distributor", "sales", "cashier"))}
PHASES: Final = "examples,coverage,fuzzing,stateful"
HEADER: Final = "Authorization: Bearer d5"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The service, in a process of its own."""
    with served(tmp_path, str(tmp_path / "served.db"), PEOPLE) as service:
        yield f"http://127.0.0.1:{service.port}"


def test_schemathesis_finds_nothing(address: str) -> None:
    """Every answer has a documented status, media type and shape, and none is an error of ours."""
    found = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert found is not None
    config = ("--config-file", str(ROOT / "examples" / "service" / "schemathesis.toml"))
    searched = ("-n", "20", "--seed", "7", "--phases", PHASES, "-H", HEADER)
    ran = subprocess.run(
        (found, *config, "run", f"{address}/openapi.json", *searched),
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert 0 == ran.returncode, ran.stdout[-5000:]
