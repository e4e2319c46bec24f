"""One wire over the small process, and its documents as plain JSON values to be changed."""

import json
from collections.abc import Callable
from typing import Any

from order_to_cash.domain.core import InvalidDocument, Problem
from order_to_cash.wire import Wire
from tests.wire.kiosk import Kiosks, envelope

KIOSK = Kiosks()
WIRE = Wire([KIOSK])
GOLDEN = (
    '{"id":"id-1","case":"case-1","process":"kiosk","at":"2024-02-29T12:00:00+00:00",'
    '"actor":"ana","role":"sales","command":{"type":"sell","lines":[{"sku":"SKU-1","quantity":2,'
    '"price":{"amount":"146.28","currency":"BOB"},"size":2,"colours":["red"]}],'
    '"customer":{"name":"Ñusta","phone":"555-0100"},'
    '"terms":{"type":"on_account","days":30,"rate":"9/50"},"day":"2024-02-29",'
    '"slot":"2024-02-29T12:00:00+00:00","gift":true,"stock":{"SKU-1":4},"pairs":[["a",1]]}}'
)


def document() -> Any:
    """A valid envelope as plain JSON values, free to be spoiled."""
    return json.loads(WIRE.dump_envelope(envelope()))


def spoiled(path: str, value: object) -> str:
    """The valid envelope with another value at a path such as `command.lines.0.sku`."""
    whole = node = document()
    *steps, last = path.split(".")
    for step in steps:
        node = node[int(step) if isinstance(node, list) else step]
    node[int(last) if isinstance(node, list) else last] = value
    return json.dumps(whole)


def problems(text: str | bytes, load: Callable[[str | bytes], Any] = WIRE.load_envelope) -> Any:
    """The problems a document is refused with; fails if it is not."""
    try:
        load(text)
    except InvalidDocument as refused:
        return refused.problems
    raise AssertionError("the document was accepted")


def codes(text: str | bytes, load: Callable[[str | bytes], Any] = WIRE.load_envelope) -> list[Any]:
    """The code and path of each problem that a document is refused with."""
    found: tuple[Problem, ...] = problems(text, load)
    return [(problem.code, problem.path) for problem in found]


def places_of_text() -> list[str]:
    """The path of every value in the valid envelope, as `spoiled` takes it."""

    def below(node: Any, path: str) -> list[str]:
        parts = (
            node.items()
            if isinstance(node, dict)
            else enumerate(node)
            if isinstance(node, list)
            else ()
        )
        inner = [place for key, child in parts for place in below(child, f"{path}.{key}")]
        return [path.lstrip("."), *inner]

    return below(document(), "")[1:]
