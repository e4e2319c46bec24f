"""Notices put into words: the texts of the language with the values that were sent."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final, TypeVar

from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.domain.core.proposals import Proposal
from order_to_cash.domain.core.wording import WORDS, Language, Value, Values, Words, placeholders
from order_to_cash.domain.trade.invoicing import ChargeOnce, RefundPayment
from order_to_cash.domain.trade.messages import Notice, Notify

Due = TypeVar("Due", bound=ChargeOnce | RefundPayment)

FINDINGS: Final = "findings"
"""The value that stands for the reasons of a notice."""

PROPOSALS: Final = "proposals"
"""The value that stands for what would have helped."""

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
    """The notice in that language, its days and instants as people write them.

    Instants are told by the clocks of the words: those of an operator have its zone, ours UTC.
    Raises `InvalidValue` where a value that the wording needs was not sent with the notice.
    """
    told, notice = _Clock(language, words), notify.notice
    values = {name: told.of(value) for name, value in notify.values}
    if findings := tuple(map(told.of_finding, notify.findings)):
        values[FINDINGS] = "\n".join(_line(f, language, words) for f in findings)
    if proposals := tuple(map(told.of_proposal, notify.proposals)):
        values[PROPOSALS] = "\n".join(_item(p.text(language, words)) for p in proposals)
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


@entity
class _Clock:
    """How days and instants are told to people: by their clocks, in their language."""

    language: Language
    words: Words

    def of(self, value: Value) -> Value:
        match value:
            case tuple():
                return tuple(map(self.of, value))
            case datetime():
                zone = self.words.zone
                here = value.astimezone(UTC if zone is None else zone_of(zone))
                return self._said("instant", here, time=f"{here:%H:%M}{'' if zone else ' UTC'}")
            case date():
                return self._said("day", value)
            case _:
                return value

    def of_finding(self, finding: Finding) -> Finding:
        answer = finding.answer
        observed, required = self._of_all(answer.observed), self._of_all(answer.required)
        return changed(finding, answer=changed(answer, observed=observed, required=required))

    def of_proposal(self, proposal: Proposal) -> Proposal:
        steps = (changed(step, values=self._of_all(step.values)) for step in proposal.steps)
        return Proposal(tuple(steps))

    def _of_all(self, values: Values) -> Values:
        return tuple((name, self.of(value)) for name, value in values)

    def _said(self, kind: str, day: date, **more: str) -> str:
        months = self.words.say(self.language, "letter", "months").split()
        values: dict[str, Value] = {
            "day": day.day,
            "month": months[day.month - 1],
            "year": str(day.year),
            **more,
        }
        return self.words.say(self.language, "letter", kind, values=values)


def names_of(
    notice: Notice, language: Language = Language.EN, words: Words = WORDS
) -> frozenset[str]:
    """The values that the wording needs."""
    texts = (words.find(language, "notice", notice.value, part) for part in ("subject", "body"))
    return frozenset().union(*(placeholders(text) for text in texts if text is not None))


def _line(finding: Finding, language: Language, words: Words) -> str:
    """A reason as a sentence with its clause."""
    return _item(f"{finding.text(language, words)} ({finding.clause})")


def _item(said: str) -> str:
    """A sentence of a list."""
    return f"- {said[:1].upper()}{said[1:]}."


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
