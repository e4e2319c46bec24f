"""Notices put into words: the text of the catalogue with the values that were sent."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.entity import entity
from order_to_cash.domain.errors import InvalidValue
from order_to_cash.domain.messages import Notify
from order_to_cash.domain.notices import NOTICES, NoticeText
from order_to_cash.domain.wording import Language, Text, Value

CODED: Final = frozenset({"missing", "reasons", "reason"})
"""The values that hold codes of rules, which their operator words."""


@entity
class Worded:
    """A notice as somebody reads it."""

    subject: str
    body: str


def worded(
    notice: Notify, language: Language = Language.ES, words: Mapping[str, Text] = {}
) -> Worded:
    """The notice in that language; `words` put codes among its values, such as rules, in words.

    Raises `InvalidValue` where a value that the wording needs was not sent with the notice.
    """
    text, values = NOTICES[notice.notice], dict(notice.values)
    if missing := sorted(names_of(text) - values.keys()):
        raise InvalidValue(
            f"the notice {notice.notice.value} lacks {', '.join(missing)}; send it with the notice",
            code="notice.value-missing",
        )
    for name in CODED & values.keys():
        values[name] = _by_rule(values[name], language, words)
    return Worded(text.subject.render(values, language), text.body.render(values, language))


def names_of(text: NoticeText) -> frozenset[str]:
    """The values that the wording uses, in whatever language."""
    return text.subject.names | text.body.names


def _by_rule(value: Value, language: Language, words: Mapping[str, Text]) -> Value:
    if isinstance(value, tuple):
        return tuple(_by_rule(part, language, words) for part in value)
    if isinstance(value, str) and value in words:
        return words[value].render({}, language)
    return value
