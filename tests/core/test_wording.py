"""How values and texts read in both languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    BrokenDefinition,
    Currency,
    Language,
    Money,
    Phrase,
    Text,
    Value,
)
from order_to_cash.domain.core.wording import ANSWERS, shown

EN, ES = Language.EN, Language.ES


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (True, "yes", "sí"),
        (False, "no", "no"),
        (None, "not known yet", "aún no se conoce"),
        ((), "none", "ninguno"),
        ((1, None, (True, "a")), "1, not known yet, yes, a", "1, aún no se conoce, sí, a"),
        (0, "0", "0"),
        (1, "1", "1"),
        ("", "", ""),
        ("ñandú", "ñandú", "ñandú"),
        (date(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (
            datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC),
            "2024-02-29 23:59:59+00:00",
            "2024-02-29 23:59:59+00:00",
        ),
        (Money.of("146.28", Currency.BOB), "146.28 BOB", "146.28 BOB"),
    ],
)
def test_a_value_reads_well(value: Value, english: str, spanish: str) -> None:
    """Each kind of value is shown as people write it."""
    assert (english, spanish) == (shown(value), shown(value, ES))


@given(st.text(), st.sampled_from(Language))
def test_text_values_are_never_templates(value: str, language: Language) -> None:
    """Whatever stands in a text value is shown as it is, braces and all."""
    text = Text("<{it}>", "«{it}»")
    expected = f"<{value}>" if language is EN else f"«{value}»"
    assert expected == text.render({"it": value}, language)


@pytest.mark.parametrize("hostile", ["{0.__class__}", "{it.__class__}", "{{}}", "%s", "${it}"])
def test_hostile_values_stay_inert(hostile: str) -> None:
    """A value that looks like a template reveals nothing."""
    assert hostile == Text("{it}", "{it}").render({"it": hostile})


def test_english_is_the_default() -> None:
    """Without a language the text is English."""
    assert "yes" == Text("yes", "sí").render({})


@pytest.mark.parametrize(("code", "expected"), [("en", "yes"), ("es", "sí")])
def test_a_language_may_be_given_by_its_code(code: Any, expected: str) -> None:
    """A caller who has the code as a plain text gets that language, and never the other."""
    assert expected == Text("yes", "sí").render({}, code)


def test_a_phrase_is_a_code_and_its_text() -> None:
    """A coded text compares by both."""
    assert Phrase("a.b", Text("x", "y")) == Phrase("a.b", Text("x", "y"))
    assert Phrase("a.b", Text("x", "y")) != Phrase("a.c", Text("x", "y"))


def test_unknown_is_a_word_of_its_own() -> None:
    """Yes, no and not known yet are three different words in each language."""
    for language in Language:
        assert 3 == len({text.render({}, language) for text in ANSWERS.values()})


@pytest.mark.parametrize(
    ("english", "spanish", "why"),
    [
        ("{total} due", "{totl} por pagar", "total, totl stands in one language only"),
        ("due", "{total}", "total stands in one language only"),
        ("{total", "{total}", "a brace opens or closes nothing"),
        ("{total}", "total}", "a brace opens or closes nothing"),
        ("{}", "{}", "is no name"),
        ("{0}", "{0}", "0 is no name"),
        ("{a.b}", "{a.b}", "a.b is no name"),
        ("{a[0]}", "{a[0]}", r"a\[0\] is no name"),
        ("{a:{b}}", "{a:{c}}", "b, c stands in one language only"),
    ],
)
def test_a_typo_in_a_placeholder_is_told_when_the_text_is_made(
    english: str, spanish: str, why: str
) -> None:
    """Nobody has to read a text to learn that it cannot be filled."""
    with pytest.raises(BrokenDefinition, match=why):
        Text(english, spanish)


def test_braces_can_be_written() -> None:
    """A doubled brace is a brace."""
    assert "{a}" == Text("{{a}}", "{{a}}").render({})
