"""Events as sentences: their own fields put into the wording of their table."""

import enum
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, Final

import attrs

from order_to_cash.domain.core import (
    Decision,
    Finding,
    Language,
    Money,
    Sensitive,
    Text,
    Value,
    changed,
)
from order_to_cash.domain.core.instants import zone_of
from order_to_cash.domain.core.wording import NOTHING, in_words
from order_to_cash.stories.charge_correction import CHARGE_CORRECTION
from order_to_cash.stories.charge_obligation import CHARGE_OBLIGATION
from order_to_cash.stories.credit_account import CREDIT_ACCOUNT
from order_to_cash.stories.onboarding import ONBOARDING
from order_to_cash.stories.order import ORDER
from order_to_cash.stories.parts import PARTS
from order_to_cash.stories.payment import PAYMENT
from order_to_cash.stories.plan_change import PLAN_CHANGE
from order_to_cash.stories.receivable import RECEIVABLE
from order_to_cash.stories.technical_claim import TECHNICAL_CLAIM
from order_to_cash.stories.transfer import TRANSFER

EVENTS: Final[Mapping[type[Any], Text]] = {
    **ORDER,
    **CREDIT_ACCOUNT,
    **RECEIVABLE,
    **PAYMENT,
    **ONBOARDING,
    **TRANSFER,
    **PLAN_CHANGE,
    **TECHNICAL_CLAIM,
    **CHARGE_CORRECTION,
    **CHARGE_OBLIGATION,
}
"""The wording of every event, with the event's own fields as placeholders."""

HIDDEN: Final = (Sensitive, Decision)
"""What no sentence can name: personal data, and decisions, which have sentences of their own."""

PLAIN: Final = (str, int, Money, date)


def sentence(event: Any, language: Language = Language.EN, *, zone: str = "UTC") -> str:
    """The event in words, its instants as the clocks of the zone show them."""
    text = EVENTS.get(type(event))
    if text is None:
        return type(event).__name__
    return _filled(text, event, language, zone_of(zone))


def reasons(
    event: Any, language: Language = Language.EN, *, zone: str = "UTC"
) -> Iterator[tuple[str, ...]]:
    """The sentences of every decision behind the event, with their clauses."""
    for value in _fields(event).values():
        held = value if isinstance(value, Decision) else getattr(value, "decision", None)
        if isinstance(held, Decision):
            yield _local(held, zone_of(zone)).sentences(language)


def _fields(thing: Any) -> Mapping[str, Any]:
    return {field.name: getattr(thing, field.name) for field in attrs.fields(type(thing))}


def _filled(text: Text, thing: Any, language: Language, zone: tzinfo) -> str:
    fields = _fields(thing).items()
    values = {n: _told(v, language, zone) for n, v in fields if not isinstance(v, HIDDEN)}
    return text.render(values, language)


def _told(value: Any, language: Language, zone: tzinfo) -> Value:
    if value is None or value == ():
        return NOTHING.render({}, language)
    if isinstance(value, tuple):
        return tuple(_told(part, language, zone) for part in value)
    if isinstance(value, enum.StrEnum):
        return in_words(value.value, type(value).__name__, language)
    if isinstance(value, datetime):
        return clock(value, zone)
    if type(value) in PARTS:
        return _filled(PARTS[type(value)], value, language, zone)
    return value if isinstance(value, PLAIN) else "..."


def clock(at: datetime, zone: tzinfo) -> str:
    """An instant as people in the zone read it off their clocks, to the minute."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _local(decision: Decision, zone: tzinfo) -> Decision:
    """The same decision, its instants in the zone."""
    findings = tuple(_local_finding(finding, zone) for finding in decision.findings)
    override = decision.override
    if override is not None:
        override = changed(override, expires=override.expires.astimezone(zone))
    return changed(decision, findings=findings, override=override)


def _local_finding(finding: Finding, zone: tzinfo) -> Finding:
    observed, required = (
        tuple(v.astimezone(zone) if isinstance(v, datetime) else v for v in values)
        for values in (finding.observed, finding.required)
    )
    return changed(finding, observed=observed, required=required)
