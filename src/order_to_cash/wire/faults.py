"""Problems on the way from a document to a value, each with its place and never with its value."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from order_to_cash.domain.core import InvalidDocument, Problem, entity
from order_to_cash.wire.limits import LIMITS

HARMLESS_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


REFUSED: Final = "the document is refused; mend each place listed"
NOT_TAKEN: Final = "the command is refused as it is; mend each place listed"
UNREADABLE: Final = "this could not be read again once it is written; mend each place listed"


class Wrong(Exception):
    """What is wrong with one part of a document; paths begin at that part."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


@entity
class Marker:
    """Stands in a parsed document for something no field accepts, until its place is known."""

    problem: Problem
    document: object = None


FOUND: Final[dict[type, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    type(None): "null",
    float: "a float",
    tuple: "a tuple",
    date: "a day",
    datetime: "an instant",
    Fraction: "a fraction",
}


def unexpected(what: str, value: object) -> Wrong:
    """Another kind of JSON value stands here than the one that is due."""
    if isinstance(value, Marker):
        return Wrong(value.problem)
    found = FOUND.get(type(value)) or _named(type(value).__name__)
    return Wrong(Problem("wire.wrong-type", "", f"found {found} where {what} is due; give {what}"))


def _named(name: str) -> str:
    return f"a value of the class {name}" if HARMLESS_KEY.fullmatch(name) else "something else"


def under(step: str, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems, seen from one step further up."""
    return [Problem(p.code, step + p.path, p.message) for p in problems]


def step(key: str) -> str:
    """A key as a step of a path; a key that might be somebody's data is not shown."""
    return f".{key}" if HARMLESS_KEY.fullmatch(key) else ".*"


def enough(problems: list[Problem]) -> bool:
    """Whether there is more to report than one refusal names."""
    return len(problems) > LIMITS.problems


def refused(problems: Iterable[Problem], advice: str = REFUSED) -> InvalidDocument:
    """The exception for a document with these problems, at most as many as the limit."""
    found = [Problem(p.code, p.path.lstrip("."), p.message) for p in problems]
    if enough(found):
        more = f"only the first {LIMITS.problems} are listed; mend these and send it again"
        found[LIMITS.problems :] = [Problem("wire.too-many-problems", "", more)]
    return InvalidDocument(advice, problems=found)


NUMBER_TOO_LONG: Final = Problem(
    "wire.number-too-long",
    "",
    f"a whole number has at most {LIMITS.integer_digits} digits; check it",
)
SAME_KEY: Final = Problem("wire.repeated-key", "", "a key stands twice here; keep one of them")
TOO_DEEP: Final = Problem(
    "wire.too-deep", "", f"objects and lists nest at most {LIMITS.depth} deep; flatten the document"
)
