"""The words of an error, held against the page of codes."""

import re
from functools import cache
from pathlib import Path

from order_to_cash.domain.core import OrderToCashError

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.*) \| `[^`]+` \|$", re.MULTILINE)


@cache
def published(code: str) -> tuple[re.Pattern[str], ...]:
    """What the page says under a code, with anything where a value is put in."""
    texts = (re.sub(r"\\(.)", r"\1", text) for at, text in _rows() if at == code)
    return tuple(
        re.compile(".+".join(map(re.escape, re.split(r"\{[^}]*\}", text)))) for text in texts
    )


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    return tuple(ROW.findall(PAGE.read_text(encoding="utf-8")))


def code_of(error: OrderToCashError) -> str:
    """The code of an error, after its message was found on the page under that code."""
    found = any(text.fullmatch(error.message) for text in published(error.code))
    assert found, f"{error.code} says what the page of codes does not: {error.message}"
    return error.code
