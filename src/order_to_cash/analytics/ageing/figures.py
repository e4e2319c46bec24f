"""An ageing as a table, as CSV and as data; amounts are exact, in the digits of their currency."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from order_to_cash.analytics.ageing.reckoning import LABELS, Aged, AgeingReport
from order_to_cash.analytics.figures import aligned, csv_line, inert, named, said
from order_to_cash.domain.core import WORDS, Currency, Language, Voice, Words
from order_to_cash.domain.core.html import table
from order_to_cash.rules.ageing import NOT_DUE

ALL: Final = "figures.all"
FROM_TO: Final = "ageing.from-to"
FROM: Final = "ageing.from"
NO_SALES: Final = "ageing.no-sales"
AMOUNTS: Final = ("open", "sold")
"""What stands of a group in money, after its buckets."""

OUTSTANDING: Final = "days_outstanding"
CURRENCY: Final = "currency"
TENTHS: Final = 10


def rows_of(report: AgeingReport) -> tuple[Aged, ...]:
    """Every group, then all of each currency together."""
    return (*(report.groups if report.question.by else ()), *report.totals)


def headings(report: AgeingReport, voice: Voice) -> tuple[str, ...]:
    """The names of the columns: labels, currency, buckets, what is open and sold, the days."""
    ageing = report.question.ageing
    spans = (
        voice.say("text", FROM, first=first)
        if last is None
        else voice.say("text", FROM_TO, first=first, last=last)
        for first, last in ageing.spans
    )
    labels = (
        voice.word("Aged", by) if by in LABELS else named(by, voice) for by in report.question.by
    )
    ends = (voice.word("Aged", name) for name in (*AMOUNTS, OUTSTANDING))
    heads = (voice.word("Aged", CURRENCY), voice.word("Aged", NOT_DUE), *spans, *ends)
    return (*labels, *heads)


def as_text(
    report: AgeingReport, language: Language = Language.EN, words: Words = WORDS
) -> Iterator[str]:
    """The table, line by line."""
    voice = Voice(language, words)
    width = len(report.question.by)
    lines = [headings(report, voice), *cells(report, voice)]
    yield from aligned(lines, lambda place: place <= width)


def cells(report: AgeingReport, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Each row of the table as people read it."""
    width = len(report.question.by)
    for aged in rows_of(report):
        yield (
            *_key(aged, width, voice),
            aged.currency.value,
            *(f"{amount:,}" for amount in _amounts(aged)),
            days_text(report.outstanding(aged)) or voice.say("text", NO_SALES),
        )


def as_html(report: AgeingReport, voice: Voice) -> str:
    """The table for a notebook or a page, with what its days mean below it."""
    question = report.question
    days, first = question.ageing.days, question.sold_from
    legend = voice.say("text", "ageing.legend", days=days, first=first)
    caption = voice.say("text", "ageing.as-of", day=question.as_of)
    return table(caption, headings(report, voice), cells(report, voice), (legend,))


def as_csv(
    report: AgeingReport, language: Language = Language.EN, words: Words = WORDS
) -> Iterator[str]:
    """The table as lines of CSV: texts in quotes and inert, amounts and days as plain numbers."""
    voice = Voice(language, words)
    width = len(report.question.by)
    yield csv_line(map(inert, headings(report, voice)))
    for aged in rows_of(report):
        key = map(inert, aged.key) if aged.key else _key(aged, width, voice)
        days = days_text(report.outstanding(aged))
        ends = Decimal(days) if days else ""
        yield csv_line((*key, aged.currency.value, *_amounts(aged), ends))


def as_data(report: AgeingReport) -> list[dict[str, str | float | None]]:
    """Every group, then all of each currency together, as flat rows of plain values.

    Labels stand under their own names, empty where all are together, which `of` tells. Amounts
    are exact texts in major units, as everywhere; the days are a number beside their text.
    """
    return [_datum(report, aged) for aged in rows_of(report)]


def _datum(report: AgeingReport, aged: Aged) -> dict[str, str | float | None]:
    question = report.question
    days = report.outstanding(aged)
    names = (*question.ageing.names, *AMOUNTS)
    return {
        **dict(zip(question.by, aged.key or [""] * len(question.by), strict=True)),
        "of": "group" if aged.key else "all",
        CURRENCY: aged.currency.value,
        **dict(zip(names, map(str, _amounts(aged)), strict=True)),
        OUTSTANDING: None if days is None else float(days),
        f"{OUTSTANDING}_text": days_text(days),
    }


def as_json(report: AgeingReport) -> str:
    """The report as one document: what was asked, every group, all of each currency."""
    question, rows = report.question, as_data(report)
    document: dict[str, Any] = {
        "as_of": question.as_of.isoformat(),
        "by": list(question.by),
        "buckets": list(question.ageing.names),
        "days": question.ageing.days,
        "sold_from": question.sold_from.isoformat(),
        "groups": [row for row in rows if row["of"] == "group"],
        "all": [row for row in rows if row["of"] == "all"],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def days_text(days: Fraction | None) -> str:
    """The days with one decimal, halves up; empty where there are none to tell."""
    if days is None:
        return ""
    sign, tenths = "-" if days < 0 else "", (abs(days) * TENTHS * 2 + 1) // 2
    whole, part = divmod(int(tenths), TENTHS)
    return f"{sign}{whole}.{part}"


def _key(aged: Aged, width: int, voice: Voice) -> tuple[str, ...]:
    everything = (voice.say("text", ALL), *[""] * (width - 1))[:width]
    return tuple(said(value, voice) for value in aged.key) or everything


def _amounts(aged: Aged) -> Iterator[Decimal]:
    """The buckets, what is open and what was sold, in major units."""
    for minor in (*aged.buckets, aged.open, aged.sold):
        yield _major(minor, aged.currency)


def _major(minor: int, currency: Currency) -> Decimal:
    """Exactly so much, however large: no context rounds what is made from its digits."""
    digits = tuple(int(digit) for digit in str(abs(minor)))
    return Decimal((int(minor < 0), digits, -currency.digits))
