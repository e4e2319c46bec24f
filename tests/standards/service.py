"""The OpenAPI document of the example's service."""

from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from examples.service.app import create
from examples.service.people import Tokens
from examples.service.shop import Settings


def document_of_the_service(folder: Path) -> dict[str, Any]:
    """What `/openapi.json` answers, of a service for the Peruvian operator."""
    app = create(Settings(str(folder / "unused.db"), "peru"), Tokens.of({}))
    found: dict[str, Any] = TestClient(app).get("/openapi.json").json()
    return found
