"""How the property tests search: the same way on every machine, deeper on request.

`HYPOTHESIS_PROFILE=deep` searches longer and with fresh seeds, `quick` less long. The variables
`STRANGE_DECIMALS` and `STRANGE_LOCALE` make the tests run inside a program that has set its own
decimal context or its locale.

Stores are written here without waiting for the disk: what a killed process wrote is still there,
and only a machine without power could lose it. The tests of the store ask for `synced`.

`postgres` is the URL of a database without a store; `tests/postgres.py` says on which server.
"""

import decimal
import locale
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from order_to_cash.adapters.sqlite import file as sqlite_file
from order_to_cash.testing import pytest_assertrepr_compare  # noqa: F401  (pytest calls it)

# so that helpers also check where Python leaves assertions out
pytest.register_assert_rewrite(
    *(
        f"tests.{path.stem}"
        for path in Path(__file__).parent.iterdir()
        if path.stem not in {"__init__", "__pycache__", "conftest"}
    )
)
from tests import postgres as servers  # noqa: E402  (after its assertions are to be rewritten)

settings.register_profile("steady", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("quick", max_examples=20, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def _decimals(context: decimal.Context) -> None:
    context.prec, context.rounding = 3, decimal.ROUND_DOWN
    for signal in (decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation):
        context.traps[signal] = True


if "STRANGE_DECIMALS" in os.environ:
    _decimals(decimal.getcontext())
    _decimals(decimal.DefaultContext)  # threads copy it
if "STRANGE_LOCALE" in os.environ:
    locale.setlocale(locale.LC_ALL, os.environ["STRANGE_LOCALE"])

PRAGMAS = sqlite_file.PRAGMAS


@pytest.fixture(scope="session", autouse=True)
def _unsynced() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite_file, "PRAGMAS", (*PRAGMAS, "PRAGMA synchronous = OFF"))
        yield


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores wait for the disk, as they do everywhere else."""
    monkeypatch.setattr(sqlite_file, "PRAGMAS", PRAGMAS)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server of this process alone: whoever reads on waits for every transaction of a server."""
    return servers.server_of(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def database(server: str) -> Iterator[str]:
    """A database of this process alone."""
    with servers.database(server) as url:
        yield url


@pytest.fixture
def postgres(database: str) -> str:
    """A database without a store."""
    servers.clear(database)
    return database
