"""From JSON values to text: compact, the same every time, and always readable again."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final
from unicodedata import is_normalized

from order_to_cash.domain.core import Problem
from order_to_cash.wire.faults import UNREADABLE, Wrong, enough, refused, step, under
from order_to_cash.wire.limits import LIMITS, Limits
from order_to_cash.wire.parsing import too_much
from order_to_cash.wire.primitives import text as check_text

COMPACT: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
)
SORTED: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"), sort_keys=True
)


def written(document: Any, limits: Limits, advice: str = UNREADABLE) -> str:
    """The document as text; raises `InvalidDocument` for one that could not be read again."""
    return _checked(COMPACT.encode(document), document, limits, advice)


def canonical(document: Any, limits: Limits) -> str:
    """The document as text with sorted keys, so that equal content is equal text."""
    return _checked(SORTED.encode(document), document, limits, UNREADABLE)


def _checked(made: str, document: Any, limits: Limits, advice: str) -> str:
    if _is_small(made, limits):
        return made
    problems = () if _plain(made) else _unreadable(document)
    if problems := problems or too_much(made, document, limits):
        raise refused(problems, advice)
    return made


def _is_small(made: str, limits: Limits) -> bool:
    """Whether the text is so short and simple that no limit can be broken: most are."""
    return (
        made.isascii()
        and len(made) <= LIMITS.text_characters
        and "\\" not in made
        and "\x7f" not in made
        and made.count("[") + made.count("{") <= limits.depth
        and made.count(",") < limits.items
    )


def _plain(made: str) -> bool:
    # one look at the whole text instead of one at each part of it; JSON escapes what controls
    if "\\" in made or "\x7f" in made or not (made.isascii() or _plain_other(made)):
        return False
    longest = LIMITS.text_characters
    return len(made) <= longest or max(map(len, made.split('"'))) <= longest


def _plain_other(made: str) -> bool:
    return made.isprintable() and is_normalized("NFC", made)


def _unreadable(document: Any) -> Sequence[Problem]:
    problems: list[Problem] = []
    for problem in _walk(document):
        problems.append(problem)
        if enough(problems):
            break
    return problems


def _walk(node: Any) -> Iterator[Problem]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield from under(step(key), (*_walk(key), *_walk(child)))
    elif isinstance(node, list | tuple):
        for position, child in enumerate(node):
            yield from under(f"[{position}]", _walk(child))
    elif isinstance(node, str):
        try:
            check_text(str(node))
        except Wrong as wrong:
            yield from wrong.problems
