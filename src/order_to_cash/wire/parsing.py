"""From text to a JSON document: bounded, UTF-8, each key once, whole numbers only.

What no field could accept (a float, a repeated key) becomes a `Marker`, so that the pass which
knows the place reports it there.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from order_to_cash.domain.core import Problem
from order_to_cash.wire.faults import (
    NUMBER_TOO_LONG,
    SAME_KEY,
    TOO_DEEP,
    Marker,
    enough,
    refused,
    step,
    under,
)
from order_to_cash.wire.limits import LIMITS, Limits

NOT_WHOLE: Final = Marker(
    Problem(
        "wire.not-a-whole-number",
        "",
        "a number here is whole and written without point or exponent; "
        "give a whole number, or an amount or rate as text",
    )
)
TOO_LONG: Final = Marker(NUMBER_TOO_LONG)
LONGEST: Final = LIMITS.integer_digits
WHOLES: Final = frozenset({list, dict, Marker})


def _integer(digits: str) -> int | Marker:
    if len(digits) <= LONGEST or len(digits.lstrip("-")) <= LONGEST:
        return int(digits)
    return TOO_LONG


def _object(pairs: list[tuple[str, object]]) -> object:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    return Marker(SAME_KEY, made)


def _not_whole(_: str) -> Marker:
    return NOT_WHOLE


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_not_whole,
    parse_constant=_not_whole,
)


def parsed(text: str | bytes, limits: Limits = LIMITS) -> object:
    """The document, or `InvalidDocument` if it is not JSON within the limits."""
    source = _source(text, limits)
    if isinstance(source, Problem):
        raise refused((source,))
    brackets = _brackets(source)
    document = _too_many_parts(limits) if brackets > limits.brackets else _decoded(source)
    if isinstance(document, Problem):
        raise refused((document,))
    if problems := _out_of_bounds(source, brackets, document, limits):
        raise refused(problems)
    return document


def too_much(text: str, document: object, limits: Limits) -> Sequence[Problem]:
    """Why a document that was written to this text could not be read within the limits, if so."""
    source, brackets = _source(text, limits), _brackets(text)
    if isinstance(source, Problem):
        return (source,)
    if brackets > limits.brackets:
        return (_too_many_parts(limits),)
    return _out_of_bounds(source, brackets, document, limits)


def _brackets(source: str) -> int:
    return source.count("[") + source.count("{")


def _source(text: object, limits: Limits) -> str | Problem:
    if not isinstance(text, str | bytes):
        return Problem("wire.not-text", "", "a document is a text or UTF-8 bytes; read it first")
    if len(text) > limits.payload_bytes:
        return _too_large(limits)
    if isinstance(text, bytes):
        return _utf8(text)
    if not text.isascii() and len(text.encode("utf-8", "surrogatepass")) > limits.payload_bytes:
        return _too_large(limits)
    return text


def _too_large(limits: Limits) -> Problem:
    advice = f"a document has at most {limits.payload_bytes} bytes; split it"
    return Problem("wire.too-large", "", advice)


def _too_many_parts(limits: Limits) -> Problem:
    # the collector of garbage is what makes millions of empty lists slow
    advice = f"a document has at most {limits.brackets} objects and lists; split it"
    return Problem("wire.too-many-parts", "", advice)


def _utf8(text: bytes) -> str | Problem:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        before = text[: error.start]
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    return Problem("wire.not-utf8", "", f"not UTF-8 at line {line}, byte {column}; encode it so")


def _decoded(source: str) -> object:
    try:
        return DECODER.decode(source)
    except RecursionError:
        return TOO_DEEP
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
    advice = f"not JSON at line {line}, column {column}; check quotes, commas and brackets there"
    return Problem("wire.not-json", "", advice)


def _out_of_bounds(
    source: str, brackets: int, document: object, limits: Limits
) -> Sequence[Problem]:
    # most documents are too small to break a limit, which two counts tell
    if brackets <= limits.depth and source.count(",") < limits.items:
        return ()
    if _within(document, limits):
        return ()
    problems: list[Problem] = []
    for problem in _walk(document, limits, 1):
        problems.append(problem)
        if enough(problems):
            break
    return problems


def _within(document: object, limits: Limits) -> bool:
    level = [document]
    for _ in range(limits.depth):
        inside: list[object] = []
        for node in level:
            whole = node.document if isinstance(node, Marker) else node
            parts: Collection[object] = ()
            if isinstance(whole, dict):
                parts = whole.values()
            elif isinstance(whole, list):
                parts = whole
            if len(parts) > limits.items:
                return False
            for part in parts:
                if type(part) in WHOLES:
                    inside.append(part)  # noqa: PERF401  (a comprehension is a call for each node)
        if not inside:
            return True
        level = inside
    return False


def _walk(node: object, limits: Limits, depth: int) -> Iterator[Problem]:
    if isinstance(node, Marker):
        node = node.document
    if not isinstance(node, list | dict):
        return
    if depth > limits.depth:
        yield TOO_DEEP
    elif len(node) > limits.items:
        advice = f"at most {limits.items} entries; split the document"
        yield Problem("wire.too-many-items", "", advice)
    else:
        for name, child in _named(node):
            yield from under(name, _walk(child, limits, depth + 1))


def _named(node: "list[object] | dict[str, object]") -> Iterator[tuple[str, object]]:
    if isinstance(node, dict):
        return ((step(key), child) for key, child in node.items())
    return ((f"[{position}]", child) for position, child in enumerate(node))
