"""The OpenAPI document of the service: what generators and validators of any language need."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from order_to_cash import OrderToCashError
from order_to_cash.embedded import wire_of
from order_to_cash.operators.known import OPERATORS, operator_named
from tests.examples.test_service import client_of

LOOKS_AROUND: Final = re.compile(r"\(\?|\\[^.\-/]")
"""What not every engine can: groups beyond plain ones, and escapes that differ."""


@pytest.fixture(scope="module", params=OPERATORS)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The document that the service of each operator publishes, with its operator's name."""
    db = tmp_path_factory.mktemp("document") / "no.db"
    with client_of(db, operator=request.param) as client:
        return {**client.get("/openapi.json").json(), "operator": request.param}


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema and other object of a document."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part)


def shown(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """Each example of a command with the schema of its path."""
    for path, operations in document["paths"].items():
        if path.startswith("/commands/"):
            body = operations["post"]["requestBody"]["content"]["application/json"]
            for name, example in body["examples"].items():
                yield f"{path} {name}", body["schema"], example["value"]


def test_every_command_has_an_example_that_is_read(document: Any) -> None:
    """Each example fits the schema beside it, and the service reads it as that command."""
    wire = wire_of(operator_named(document["operator"]))
    wrong, seen = [], 0
    for name, schema, value in shown(document):
        whole = {"components": document["components"], **schema}
        wrong += [
            f"{name}: {error.message}" for error in Draft202012Validator(whole).iter_errors(value)
        ]
        try:
            wire.load_envelope(json.dumps(value))
        except OrderToCashError as error:
            wrong += [f"{name}: {problem.path} {problem.message}" for problem in error.problems]
        seen += 1
    assert [] == wrong
    mapped = [
        part["discriminator"]["mapping"]
        for name, schema in document["components"]["schemas"].items()
        if name.endswith(".envelope")
        for part in [schema["properties"]["command"]]
    ]
    assert sum(map(len, mapped)) == seen > 0


def test_unions_of_objects_are_told_apart_by_their_type(document: Any) -> None:
    """Wherever objects with a `type` are to choose from, a discriminator maps it to each."""
    schemas = document["components"]["schemas"]
    for part in parts(schemas):
        choices = [schemas.get(_name(one), {}) for one in part.get("anyOf", ())]
        assert not choices or not all("type" in one.get("properties", {}) for one in choices)
        if "discriminator" in part:
            refs = {_name(one) for one in part["oneOf"]}
            mapping = part["discriminator"]["mapping"]
            assert refs == {ref.rpartition("/")[2] for ref in mapping.values()}
            for type_, ref in mapping.items():
                named = schemas[ref.rpartition("/")[2]]
                assert {"const": type_} == named["properties"]["type"]
                assert "type" in named["required"]


def _name(choice: dict[str, Any]) -> str:
    return str(choice.get("$ref", "")).rpartition("/")[2]


def test_patterns_are_such_as_every_engine_takes(document: Any) -> None:
    """No pattern looks around or uses an escape that engines write in several ways."""
    patterns = {one["pattern"] for one in parts(document) if isinstance(one.get("pattern"), str)}
    assert len(patterns) > 8
    assert [] == [pattern for pattern in patterns if LOOKS_AROUND.search(pattern)]


def test_no_schema_holds_itself(document: Any) -> None:
    """Generators of types stop at such a one, and leave out every command with it."""
    schemas = document["components"]["schemas"]
    below = {
        name: {_name(part) for part in parts(schema)} - {""} for name, schema in schemas.items()
    }
    for name in schemas:
        seen: set[str] = set()
        left = set(below[name])
        while left:
            one = left.pop()
            seen.add(one)
            left |= below[one] - seen
        assert name not in seen


def test_every_operation_has_an_id_and_says_what_it_answers(document: Any) -> None:
    """Generators name functions by the ids; every answer has a shape or is a picture."""
    operations = [one for path in document["paths"].values() for one in path.values()]
    ids = [one["operationId"] for one in operations]
    assert len(ids) == len(set(ids))
    for operation in operations:
        assert operation.get("summary") or operation.get("description")
        for status, answer in operation["responses"].items():
            assert answer["content"], (operation["operationId"], status)


def test_it_is_a_document_of_openapi_as_its_own_schema_says(document: Any) -> None:
    """Each component is a schema of the dialect, and each reference leads to one."""
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
    references = {one["$ref"] for one in parts(document) if isinstance(one.get("$ref"), str)}
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set() == references - known
