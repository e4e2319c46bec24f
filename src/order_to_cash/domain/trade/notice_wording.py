"""Notices put into words: the text of the catalogue with the values that were sent."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.notice_text import Each
from order_to_cash.domain.core.wording import Language, Text, Value, shown
from order_to_cash.domain.trade.messages import Notify
from order_to_cash.domain.trade.notices import NOTICES, NoticeText

FINDINGS: Final = "findings"
"""The value that stands for the reasons of a notice."""

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
    if notice.findings:
        values[FINDINGS] = "\n".join(_line(f, language, words) for f in notice.findings)
    if missing := sorted(names_of(text) - values.keys()):
        raise InvalidValue(
            f"the notice {notice.notice.value} lacks {', '.join(missing)}; send it with the notice",
            code="notice.value-missing",
        )
    for name in CODED & values.keys():
        values[name] = _by_rule(values[name], language, words)
    more = [line.render(values, language) for name, line in text.more if name in values]
    for name, each in text.each:
        values[name] = _lines(values[name], each, language)
    body = text.body.render(values, language)
    return Worded(text.subject.render(values, language), "".join((body, *more)))


def names_of(text: NoticeText) -> frozenset[str]:
    """The values that the wording needs, in whatever language."""
    return text.subject.names | text.body.names


def _line(finding: Finding, language: Language, words: Mapping[str, Text]) -> str:
    """A reason as a sentence with its clause."""
    own = words.get(finding.rule)
    said = finding.text(language) if own is None else own.render({}, language)
    return f"- {said[:1].upper()}{said[1:]} ({finding.clause})."


def _lines(value: Value, each: Each, language: Language) -> str:
    """A list as lines, each part worded by its values; one of another shape is shown as it is."""
    return "\n".join(_worded(part, each, language) for part in _parts(value))


def _worded(part: Value, each: Each, language: Language) -> str:
    row = _parts(part)
    if len(row) != len(each.names):
        return shown(part, language)
    return each.text.render(dict(zip(each.names, row, strict=True)), language)


def _parts(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _by_rule(value: Value, language: Language, words: Mapping[str, Text]) -> Value:
    if isinstance(value, tuple):
        return tuple(_by_rule(part, language, words) for part in value)
    if isinstance(value, str) and value in words:
        return words[value].render({}, language)
    return value
