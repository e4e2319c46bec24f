"""Structured mutations of valid documents: what a careless or hostile sender might send."""

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**19, 10**40, 0.5, 1e300, float("nan"), "", " ", "a", "\x00",
    "\u202e", "\ud800", "Jose\u0301", "x" * 5_000, "2024-02-30", "2024-02-29T24:00:00Z", "1e5",
    "146.285", "-0.00", "1/0", "PEN", "null", "[]", [], {}, [[]], [None], {"": None},
    {"type": None}, {"type": "close"}, {"type": []}, {"amount": "1.00", "currency": "PEN"},
    ["a"] * 600, "type",
    [{"type": "money"}], "sell", "\ufeff", "\u0663", {"__class__": "x"}, {"a": {"a": {"a": {}}}},
)  # fmt: skip


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a document with each of its keys or positions."""
    keys = (
        node.keys()
        if isinstance(node, dict)
        else range(len(node))
        if isinstance(node, list)
        else ()
    )
    for key in list(keys):
        yield node, key
        yield from places(node[key])


def mutant(random: Random, document: Any) -> str:
    """The document with one to three changes: a value, a key, an entry, or a byte of its text."""
    changed = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        if not (found := list(places(changed))):
            break
        container, key = random.choice(found)
        match random.randrange(7):
            case 0 | 1 | 2:
                container[key] = copy.deepcopy(random.choice(HOSTILE))
            case 3:
                del container[key]
            case 4 if isinstance(container, dict):
                container[random.choice(("extra", "type", "\u202e", key))] = container.pop(key)
            case 5 if isinstance(container, list):
                container.extend(container * random.choice((1, 1, 300)))
            case _:
                other, place = random.choice(found)
                container[key] = copy.deepcopy(
                    other.get(place) if isinstance(other, dict) else None
                )
    text = json.dumps(changed, ensure_ascii=random.random() < 0.5)
    if random.random() < 0.15:
        at = random.randrange(len(text) + 1)
        text = (
            text[:at] + random.choice(("", "{", "]", '"', ",", "9", "\\", "\x00")) + text[at + 1 :]
        )
    return text


def mutants(documents: list[Any], *, seed: int, count: int) -> Iterator[str]:
    """That many mutants of the documents, the same for the same seed."""
    random = Random(seed)  # noqa: S311  (it must be reproducible, not secret)
    for _ in range(count):
        yield mutant(random, random.choice(documents))
