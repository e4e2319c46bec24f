"""The OpenAPI 3.1 document: one schema a command, from the shapes that the wire reads by.

Unions whose members have a `type` are told apart by it, as generators expect, and no schema holds
itself. Patterns have neither escapes nor look-arounds that only some engines know.
"""

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from examples.service.samples import examples
from order_to_cash import Operator
from order_to_cash.domain.core import Door
from order_to_cash.embedded import wire_of
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.wire import answer_schema, json_schema
from order_to_cash.wire.shapes import type_name

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
PLAIN: Final[Schema] = {"type": "object"}
OUTSIDE: Final = (Door.PERSON, Door.SYSTEM)
NO_LINE_BREAK: Final = r"(?!\n)"
"""What patterns end with for engines whose `$` also matches before a line break."""
TAGGED: Final = "_tagged"
"""How the name of a schema ends whose objects have a `type`."""
HALF_PAIRS: Final = "\\ud800-\\udfff"
"""What no JSON text can hold; engines that count in code points do not know it."""


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_WRONG: Final = _object(code=TEXT, path=TEXT, advice=TEXT)
SHAPES: Final[Mapping[str, Schema]] = {
    "Problem": _object(
        type=TEXT,
        title=TEXT,
        status=WHOLE,
        code=TEXT,
        path=TEXT,
        advice=TEXT,
        problems=_many(_WRONG),
    ),
    "Accepted": _object(case=TEXT, version=WHOLE, events=_many(TEXT)),
    "Case": _object(
        process=TEXT,
        case=TEXT,
        version=WHOLE,
        stage=TEXT,
        heading=TEXT,
        waits={"anyOf": [{"type": "null"}, _object(since=TEXT, until=TEXT, told=_many(TEXT))]},
        state=PLAIN,
    ),
    "Story": _object(
        heading=TEXT,
        steps=_many(
            _object(
                who=TEXT,
                told=_many(
                    _object(
                        sentence=TEXT, decisions=_many({"$ref": "#/components/schemas/Decision"})
                    )
                ),
            )
        ),
    ),
    "Decision": _object(verdict=TEXT, sentences=_many(TEXT), decision=PLAIN),
    "Decisions": _many({"$ref": "#/components/schemas/Decision"}),
    "Steps": _many(_object(command=TEXT, told=TEXT)),
    "Page": _object(
        cases=_many(
            {
                "type": "object",
                "properties": {
                    "process": TEXT,
                    "case": TEXT,
                    "stage": TEXT,
                    "party": {"type": ["string", "null"]},
                },
                "required": ["process", "case", "stage", "party"],
            }
        ),
        next={"type": ["string", "null"]},
    ),
    "Health": _object(status=TEXT),
}
"""What is answered, by name."""

WHY: Final = {
    400: "It cannot be read, or could never be accepted.",
    401: "Nobody was authenticated.",
    403: "The person or the role may not do this.",
    404: "There is no such case or process.",
    409: "The business says no, or the id was used for something else.",
    412: "The case has another version by now.",
    413: "The body is larger than any document.",
    415: "The body is of another media type.",
    503: "The store cannot answer now; ask again after `Retry-After` seconds.",
}


def answers(name: str, *statuses: int, media: str = "application/json") -> dict[int | str, Any]:
    """What a path answers: this shape, or a problem."""
    good = {"$ref": f"#/components/schemas/{name}"} if name else TEXT
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    made: dict[int | str, Any] = {
        status: {"description": WHY[status], "content": problem}
        for status in (400, 401, *statuses, 503)
    }
    made[200] = {"description": "Done.", "content": {media: {"schema": good}}}
    return dict(sorted(made.items()))


def document(operator: Operator, made: Schema) -> Schema:
    """The document of the paths with a path for the commands of each process."""
    schemas = _schemas(operator)
    paths: Schema = made["paths"]
    generic = paths.pop("/commands/{process}")["post"]
    for process in operator.by_name:
        if f"{process}.envelope" not in schemas:
            continue
        name = f"{process}.envelope"
        paths[f"/commands/{process}"] = {
            "post": {
                **generic,
                "parameters": [one for one in generic["parameters"] if one["in"] != "path"],
                "operationId": f"give_{process}",
                "summary": f"Give a command to a case of {process}",
                "requestBody": _body(
                    name, examples(name, schemas, _givers(operator.by_name[process]))
                ),
            }
        }
    paths["/answers/{key}"]["post"]["requestBody"] = _body("answer", {})
    languages = {"type": "string", "enum": list(operator.words.languages), "default": "en"}
    for operation in (one for path in paths.values() for one in path.values()):
        operation["responses"].pop("422", None)
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "language":
                parameter["schema"] = languages
    made["components"] = {
        "schemas": {**SHAPES, **schemas},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    made["security"] = [{"token": []}]
    for open_to_all in ("/health", "/ready"):
        paths[open_to_all]["get"]["security"] = []
    return made


def _body(name: str, shown: Schema) -> Schema:
    media: Schema = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    if shown:
        media["examples"] = shown
    return {"required": True, "content": {"application/json": media}}


def _schemas(operator: Operator) -> Schema:
    """An envelope for each process, each of the commands that may come from outside by itself."""
    wire = wire_of(operator)
    whole, later = _short([json_schema(wire), answer_schema(wire)])
    root = whole.get("anyOf", [whole])
    by_process = {one["properties"]["process"]["const"]: one for one in root}
    found: Schema = {**later["$defs"], **whole["$defs"]}
    made: Schema = {}
    for process in operator.processes:
        table, envelope = process.lifecycle, by_process[process.name]
        own = dict(_own(envelope["properties"]["command"], found))
        told = {type_name(command): command for command in table.commands}
        outside = {type_: own[type_] for type_ in _givers(process)}
        if not outside:
            continue
        for type_, name in outside.items():
            found[name] = {"description": inspect.getdoc(told[type_]) or "", **found[name]}
        refs = {type_: f"#/components/schemas/{name}" for type_, name in outside.items()}
        command = {
            "oneOf": [{"$ref": ref} for ref in refs.values()],
            "discriminator": {"propertyName": "type", "mapping": refs},
        }
        properties = {**envelope["properties"], "command": command}
        made[f"{process.name}.envelope"] = {
            **{key: part for key, part in envelope.items() if key not in {"$schema", "$defs"}},
            "properties": properties,
        }
    made["answer"] = {"anyOf": later["anyOf"]}
    made |= {name: schema for name, schema in found.items() if name in _reached(made, found)}
    plain: Schema = _plain(made)
    return {name: _told_apart(_unwound(schema, name), plain) for name, schema in plain.items()}


def _givers(process: AnyProcess) -> dict[str, tuple[str, ...]]:
    """The commands that people and systems give by themselves, each with the roles that may."""
    table = process.lifecycle
    known = {
        type_name(command): tuple(
            role.value
            for role in sorted(table.roles[command], key=lambda role: role.value)
            if table.door(command, role) in OUTSIDE
        )
        for command in table.commands
    }
    return {type_: roles for type_, roles in known.items() if roles}


def _own(command: Schema, found: Schema) -> Iterator[tuple[str, str]]:
    """The commands of an envelope by type, each with the name of its schema."""
    for choice in command["anyOf"]:
        name = choice["$ref"].rpartition("/")[2]
        yield found[name]["properties"]["type"]["const"], name


def _reached(made: Schema, found: Schema) -> set[str]:
    """The schemas that those of the envelopes lead to."""
    reached: set[str] = set()
    left = _named(made)
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            left |= _named(found[name])
    return reached


def _named(schema: Any) -> set[str]:
    return set(re.findall(r'"\$ref": "[^"]*/([^"/]+)"', json.dumps(schema)))


def _plain(schema: Any) -> Any:
    """References into the document, and patterns that every engine takes."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {}
    for key, part in schema.items():
        if key == "anyOf" and "properties" in schema:
            continue  # which decimals an amount has by its currency: generators make a type of each
        if key == "$ref":
            made[key] = part.replace("#/$defs/", "#/components/schemas/")
        elif key == "const" and type(part) is int:
            made |= {"type": "integer", "enum": [part]}  # some write code for texts alone
        elif key == "pattern" and isinstance(part, str):
            made[key] = _portable(part)
        else:
            made[key] = _plain(part)
    return made


def _portable(pattern: str) -> str:
    """The pattern with characters in the place of escapes that each engine writes otherwise."""
    known = pattern.removesuffix(NO_LINE_BREAK).replace(HALF_PAIRS, "")
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), known)


def _short(documents: list[Schema]) -> list[Schema]:
    """The same schemas, where those with a `type` have their plain names if these are free."""
    names = {name for one in documents for name in one["$defs"]}
    short = {name: plain for name in names if (plain := name.removesuffix(TAGGED)) not in names}
    made = json.dumps(documents)
    for name, plain in short.items():
        made = made.replace(f'#/$defs/{name}"', f'#/$defs/{plain}"')
    told: list[Schema] = json.loads(made)
    for one in told:
        one["$defs"] = {short.get(name, name): part for name, part in one["$defs"].items()}
    return told


def _unwound(schema: Any, name: str) -> Any:
    """The schema with anything where it would hold itself, which generators cannot write down."""
    if isinstance(schema, list):
        return [_unwound(part, name) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema == {"$ref": f"#/components/schemas/{name}"}:
        return {"description": f"Again a {name}."}
    return {key: _unwound(part, name) for key, part in schema.items()}


def _told_apart(schema: Any, schemas: Schema) -> Any:
    """The schema, where a union of objects says by which property these are told apart."""
    if isinstance(schema, list):
        return [_told_apart(part, schemas) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _told_apart(part, schemas) for key, part in schema.items()}
    types = [_tag(choice, schemas) for choice in made.get("anyOf", ())]
    if types and None not in types and len(set(types)) == len(types):
        choices = made.pop("anyOf")
        mapping = {type_: one["$ref"] for type_, one in zip(types, choices, strict=True)}
        made["oneOf"] = choices
        made["discriminator"] = {"propertyName": "type", "mapping": mapping}
    return made


def _tag(choice: Schema, schemas: Schema) -> str | None:
    """The one `type` that objects of this choice have."""
    named = schemas.get(choice.get("$ref", "").rpartition("/")[2], {})
    tag: str | None = named.get("properties", {}).get("type", {}).get("const")
    return tag
