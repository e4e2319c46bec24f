"""What OCEL 2.0 asks of a log as JSON (its specification, § 8.2), as a schema of our own."""

from typing import Any, Final

TEXT: Final = {"type": "string", "minLength": 1}
INSTANT: Final = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}


def _objects(**parts: Any) -> dict[str, Any]:
    """A list of objects that have these parts, and no others."""
    one = {"properties": parts, "required": sorted(parts), "additionalProperties": False}
    return {"type": "array", "items": {"type": "object", **one}}


TYPES: Final = _objects(name=TEXT, attributes=_objects(name=TEXT, type={"const": "string"}))
RELATED: Final = _objects(objectId=TEXT, qualifier=TEXT)
EVENT: Final = {"id": TEXT, "type": TEXT, "time": INSTANT}
TOLD: Final = _objects(name=TEXT, value={"type": "string"})
SHAPE: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["eventTypes", "events", "objectTypes", "objects"],
    "properties": {
        "eventTypes": TYPES,
        "objectTypes": TYPES,
        "events": _objects(
            id=TEXT, type=TEXT, time=INSTANT, attributes=TOLD, relationships=RELATED
        ),
        "objects": _objects(id=TEXT, type=TEXT, attributes=TOLD, relationships=RELATED),
    },
    "additionalProperties": False,
}
