"""The page of codes: complete, current, and every code of one shape."""

import ast
import re

import pytest

from order_to_cash.domain.core import errors
from tests.architecture.codes import PAGE, RENEW, Code, codes, renewed
from tests.architecture.source import Source


def test_the_page_of_codes_is_current() -> None:
    """Each code that the source can give stands on the page with its words, and no other."""
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, f"the source has other codes now: {RENEW}"


@pytest.mark.parametrize("code", sorted({code.code for code in codes()}))
def test_codes_have_one_shape(code: str) -> None:
    """A code is an area and a thing, in small letters: `area.some-thing`."""
    assert re.fullmatch(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+|error", code)


def test_every_exception_has_a_code_of_its_own() -> None:
    """No two exceptions share the code they have by default."""
    root = errors.OrderToCashError
    tree = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, root)]
    assert len(tree) == len({cls.default_code for cls in tree})


def test_every_way_of_giving_a_code_is_seen() -> None:
    """Exceptions by class and by call, phrases, sentences and problems are all collected."""
    text = """
class Odd(Exception):
    '''Something is odd.'''
    default_code: ClassVar[str] = "a.odd"
raise Odd(f"not {thing}", code="b.call")
Phrase("c.phrase", Text("no", "no"))
Sentence("d.rule", title=Text("it holds", "se cumple"))
Problem("e.problem", path, "is wrong")
"""
    expected = (
        Code("exception", "a.odd", "`Odd`: Something is odd.", "order_to_cash.sample"),
        Code("exception", "b.call", "not {thing}", "order_to_cash.sample"),
        Code("refusal", "c.phrase", "no", "order_to_cash.sample"),
        Code("rule", "d.rule", "it holds", "order_to_cash.sample"),
        Code("problem", "e.problem", "is wrong", "order_to_cash.sample"),
    )
    assert expected == codes((Source(("sample",), text, ast.parse(text)),))
