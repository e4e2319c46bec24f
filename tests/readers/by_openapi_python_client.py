"""openapi-python-client makes a typed client of the document, which plays an order to its end."""

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from types import SimpleNamespace
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from tests.examples.serving import Served, served
from tests.examples.test_service import PEOPLE, placed

ATTEMPTS: Final = 600
LIMA: Final = ZoneInfo("America/Lima")
"""Where the operator's days begin, hours after those of UTC."""

UNREAD: Final = "Unsupported content_type image/svg+xml"
"""What a generator of Python has no type for: the picture of a case."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, str(tmp_path / "played.db"), PEOPLE) as made:
        yield made


@pytest.fixture
def client(service: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The modules of the client that is made of the document of the service."""
    document, config = tmp_path / "openapi.json", tmp_path / "config.json"
    document.write_bytes(service.ask("GET", "/openapi.json", "").body)
    config.write_text(json.dumps({"post_hooks": []}))
    found = shutil.which("openapi-python-client", path=str(Path(sys.executable).parent))
    assert found is not None
    made = ("--path", str(document), "--config", str(config), "--meta", "none")
    said = subprocess.run(
        (found, "generate", *made, "--output-path", str(tmp_path / "shop_client")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=300,
    ).stdout
    assert (1, 1, 0) == tuple(map(said.count, ("WARNING", UNREAD, "Unable to")))
    monkeypatch.syspath_prepend(tmp_path)
    names = ("client", "models", "api.default")
    client, models, _ = (importlib.import_module(f"shop_client.{name}") for name in names)

    def paths(name: str) -> Any:
        return importlib.import_module(f"shop_client.api.default.{name}")

    return SimpleNamespace(client=client, models=models, path=paths)


def test_a_generated_client_plays_an_order_to_its_last_payment(
    service: Served, client: Any
) -> None:
    """Every command is made of the types that were generated, and every answer is one of them."""
    models = client.models

    def known(token: str) -> Any:
        address = f"http://127.0.0.1:{service.port}"
        return client.client.AuthenticatedClient(base_url=address, token=token)

    def give(token: str, envelope: dict[str, Any]) -> Any:
        process = envelope["process"]
        made = getattr(models, f"{process.title()}Envelope").from_dict(envelope)
        with known(token) as open_:
            answer = client.path(f"give_{process}").sync(client=open_, body=made)
        assert isinstance(answer, models.Accepted), answer
        return answer

    def until(case: str, stage: str) -> Any:
        process, _, id_ = case.partition("/")
        shown = None
        for _ in range(ATTEMPTS):
            with known("credit") as open_:
                shown = client.path("show_case").sync(process, id_, client=open_)
            if isinstance(shown, models.Case) and shown.stage == stage:
                return shown
            sleep(0.1)
        raise AssertionError((case, stage, shown))

    now = datetime.now(UTC)
    told = [(now + timedelta(days=day)).isoformat(timespec="seconds") for day in (0, 1)]
    warehouse = {"actor": "almacen-01", "role": "warehouse", "at": told[0]}
    give("d5", placed())
    until("order/O-1", "released")
    schedule = {"type": "schedule", "line": 1, "slot": told[1]}
    give("warehouse", placed("w-1", command=schedule, **warehouse))
    confirm = {"type": "confirm_delivery", "line": 1, "signed_by": "x", "signed_at": told[0]}
    give("warehouse", placed("w-2", command=confirm, **warehouse))
    until("order/O-1", "completed")
    owed = until("receivable/order/O-1", "issued").state.to_dict()
    payment = {
        "type": "receive_payment",
        "amount": owed["debt"]["totals"]["total"],
        "received": now.astimezone(LIMA).date().isoformat(),
        "method": "online",
        "towards": {"process": "receivable", "case": "order/O-1"},
    }
    bank = {"process": "payment", "actor": "banco-01", "role": "billing", "at": told[0]}
    give("bank", placed("p-1", "P-1", command=payment, **bank))
    until("receivable/order/O-1", "settled")
