"""An example of each command for the OpenAPI document, made from the schema of the command."""

import re
from collections.abc import Mapping
from typing import Any, Final

Schema = Mapping[str, Any]

TEXTS: Final = ("X-1", "2024-01-15T09:00:00-05:00", "2024-01-15", "100.00", "18/100", "2.5")
"""The first one that a text may be is shown."""

OPTIONAL: Final = 1
"""How deep in a command what may be left out is shown as well, but for lists."""


def examples(name: str, schemas: Schema, givers: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """An envelope for each command that the schema of this name lets in, by the command's type."""
    envelope = schemas[name]
    mapping = envelope["properties"]["command"]["discriminator"]["mapping"]
    whole = {
        key: sample(part, schemas)
        for key, part in envelope["properties"].items()
        if key in envelope["required"] and key != "command"
    }
    return {
        type_: {
            "summary": type_.replace("_", " "),
            "description": f"Given by: {', '.join(givers[type_])}.",
            "value": {
                **whole,
                "role": givers[type_][0],
                "command": sample({"$ref": ref}, schemas, OPTIONAL),
            },
        }
        for type_, ref in mapping.items()
    }


def sample(schema: Schema, schemas: Schema, whole: int = 0) -> Any:
    """A document that fits the schema; what may be left out is, but at its first levels."""
    if "$ref" in schema:
        return sample(schemas[schema["$ref"].rpartition("/")[2]], schemas, whole)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return _object(schema, schemas, whole)
    for union in ("anyOf", "oneOf"):
        if union in schema:
            choices = [one for one in schema[union] if one.get("type") != "null"]
            return sample(choices[0], schemas, whole)
    match schema["type"]:
        case "string":
            return _text(schema)
        case "integer":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
        case "array":
            parts = schema.get("prefixItems") or [schema["items"]]
            return [sample(part, schemas) for part in parts]
        case _:
            return {}


def _object(schema: Schema, schemas: Schema, whole: int) -> dict[str, Any]:
    required = schema.get("required", ())
    return {
        key: sample(part, schemas, whole - 1)
        for key, part in schema["properties"].items()
        if key in required or (whole > 0 and part.get("type") != "array")
    }


def _text(schema: Schema) -> str:
    return next(text for text in TEXTS if re.search(schema.get("pattern", ""), text))
