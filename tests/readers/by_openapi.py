"""openapi-spec-validator takes the document of the example's service, which is of OpenAPI 3.1."""

from importlib import import_module
from pathlib import Path

from tests.standards.service import document_of_the_service


def test_the_document_of_the_service_is_openapi(tmp_path: Path) -> None:
    """By the schema of its own version, and with every reference resolved."""
    document = document_of_the_service(tmp_path)
    assert document["openapi"].startswith("3.1")
    found = import_module("openapi_spec_validator").OpenAPIV31SpecValidator(document)
    assert [] == [str(error) for error in found.iter_errors()]
