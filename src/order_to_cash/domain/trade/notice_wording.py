"""Notices put into words: the texts of the language with the values that were sent."""

from collections.abc import Mapping
from typing import Final, TypeVar

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.wording import WORDS, Language, Value, Values, Words, placeholders
from order_to_cash.domain.trade.invoicing import ChargeOnce, RefundPayment
from order_to_cash.domain.trade.messages import Notice, Notify

Due = TypeVar("Due", bound=ChargeOnce | RefundPayment)

FINDINGS: Final = "findings"
"""The value that stands for the reasons of a notice."""

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "lines": ("quantity", "sku", "price", "amount"),
    "advances": ("invoice", "amount", "tax"),
    "taxes": ("tax", "rate", "base", "amount"),
    "invoices": ("invoice", "day", "amount"),
    "parts": ("plan", "days", "amount"),
    "reasons": ("reason",),
    "undo": ("step",),
    "live": ("what", "reference"),
}
"""What the columns of a list are called, by the name of the value that holds it."""


@entity
class Worded:
    """A notice as somebody reads it."""

    subject: str
    body: str


def worded(notify: Notify, language: Language = Language.ES, words: Words = WORDS) -> Worded:
    """The notice in that language.

    Raises `InvalidValue` where a value that the wording needs was not sent with the notice.
    """
    notice, values = notify.notice, dict(notify.values)
    if notify.findings:
        values[FINDINGS] = "\n".join(_line(f, language, words) for f in notify.findings)
    if missing := sorted(names_of(notice, language, words) - values.keys()):
        raise InvalidValue(
            f"the notice {notice.value} lacks {', '.join(missing)}; send it with the notice",
            code="notice.value-missing",
        )
    for name, value in values.items():
        if words.find(language, "notice", notice.value, "each", name) is not None:
            values[name] = _lines(("notice", notice.value), name, value, language, words)
    more = words.more(language, "notice", notice.value, values=values)
    subject, body = (
        words.say(language, "notice", notice.value, part, values=values)
        for part in ("subject", "body")
    )
    return Worded(subject, "".join((body, *more)))


def names_of(
    notice: Notice, language: Language = Language.EN, words: Words = WORDS
) -> frozenset[str]:
    """The values that the wording needs."""
    texts = (words.find(language, "notice", notice.value, part) for part in ("subject", "body"))
    return frozenset().union(*(placeholders(text) for text in texts if text is not None))


def _line(finding: Finding, language: Language, words: Words) -> str:
    """A reason as a sentence with its clause."""
    said = finding.text(language, words)
    return f"- {said[:1].upper()}{said[1:]} ({finding.clause})."


def reason_said(
    code: str, details: Values, language: Language = Language.ES, words: Words = WORDS
) -> str:
    """Why an amount is billed or given back: the text of its code, or what somebody wrote."""
    values, key = dict(details), ("reason", code)
    for name, value in details:
        if words.find(language, *key, "each", name) is not None:
            values[name] = _lines(key, name, value, language, words, between=", ")
    if words.find(language, *key, "said") is None:
        return code
    return words.say(language, *key, "said", values=values)


def as_billed(due: Due) -> Due:
    """The charge or refund as the ledger shows it: with the words that stand on the invoice."""
    return changed(due, reason=reason_said(due.reason, due.details), details=())


def _lines(
    key: tuple[str, ...],
    name: str,
    value: Value,
    language: Language,
    words: Words,
    *,
    between: str = "\n",
) -> str:
    """A list, each part worded by its columns; one of another shape is shown as it is."""

    def line(part: Value) -> str:
        row, names = _parts(part), ROWS.get(name, (name,))
        if len(row) != len(names):
            return words.shown(language, part)
        columns = dict(zip(names, row, strict=True))
        return words.say(language, *key, "each", name, values=columns)

    return between.join(map(line, _parts(value)))


def _parts(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)
