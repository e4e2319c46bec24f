"""Schemathesis sends to the service what its OpenAPI document allows, and what it does not."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from os import environ
from pathlib import Path
from signal import SIGTERM
from time import sleep
from typing import Final

import pytest

from tests.cli.commands import DATA

ROOT: Final = Path(__file__).parents[2]
PERSON: Final = {"name": "D-005", "roles": ["distributor", "sales", "cashier"]}
HEADER: Final = "Authorization: Bearer d5"


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The service, in a process of its own."""
    people, port = tmp_path / "people.json", _free_port()
    people.write_text(dumps({sha256(b"d5").hexdigest(): PERSON}))
    said = {
        "SERVICE_STORE": str(tmp_path / "served.db"),
        "SERVICE_OPERATOR": "peru",
        "SERVICE_DATA": str(DATA),
        "SERVICE_PEOPLE": str(people),
    }
    how = ("-m", "uvicorn", "--factory", "examples.service.app:from_environment")
    options = ("--port", str(port), "--log-level", "warning")
    with subprocess.Popen((sys.executable, *how, *options), cwd=ROOT, env=environ | said) as served:
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        served.terminate()
        assert -SIGTERM == served.wait(20)  # uvicorn ends by it again, once all has stopped


def test_schemathesis_finds_nothing(address: str) -> None:
    """Every answer has a documented status, media type and shape, and none is an error of ours."""
    found = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert found is not None
    config = ("--config-file", str(ROOT / "examples" / "service" / "schemathesis.toml"))
    options = ("-n", "20", "--seed", "1", "--phases", "coverage,fuzzing", "-H", HEADER)
    ran = subprocess.run(
        (found, *config, "run", f"{address}/openapi.json", *options),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert 0 == ran.returncode, ran.stdout[-5000:]
