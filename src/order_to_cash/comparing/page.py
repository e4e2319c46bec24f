"""A comparison as HTML: sentences, pictures, figures, and the decisions behind the first cases."""

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

from order_to_cash.analytics.page import ALONE, STYLE
from order_to_cash.comparing import pictures, telling
from order_to_cash.diagram.image import as_image
from order_to_cash.domain.core import Voice
from order_to_cash.domain.core.html import dressed, paragraphs, table

if TYPE_CHECKING:
    from order_to_cash.comparing.comparison import CaseChange, Comparison, Curve, Meant

Drawn: TypeAlias = Callable[[str], str]
"""How a picture is put into what is shown."""

PRE: Final = "white-space:pre-wrap;font-family:inherit;margin:.3em 0"


def page(found: "Comparison", voice: Voice) -> str:
    """The comparison as one page that asks nothing of a network."""
    title = escape(next(telling.heading(found, voice)))
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(voice.language)}"><head><meta charset="utf-8">',
        ALONE,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>",
    )
    return "\n".join((*head, *_parts(found, voice, 1, inline), "</main></body></html>\n"))


def fragment(found: "Comparison", voice: Voice) -> str:
    """The same for a notebook, also one that is not trusted: its pictures are images."""
    return dressed("\n".join(_parts(found, voice, 2, as_image)))


def inline(svg: str) -> str:
    """A picture that takes its colours from the page."""
    return f"<figure>{svg}</figure>"


def _parts(found: "Comparison", voice: Voice, level: int, drawn: Drawn) -> Iterator[str]:
    first, *others = telling.heading(found, voice)
    yield f"<h{level}>{escape(first)}</h{level}>"
    yield paragraphs(others)
    yield _listed(telling.cases(found, voice))
    if found.until is not None:
        yield '<div class="charts">'
        yield from _pictures(found, voice, drawn)
        yield "</div>"
        yield table(
            voice.say("text", "compare.money"),
            telling.headings(voice),
            telling.figures(found, voice),
        )
    if missed := tuple(telling.unplayed(found.unplayed, found.against, voice)):
        yield f"<h{level + 1}>{escape(voice.say('text', 'compare.unknown'))}</h{level + 1}>"
        yield _listed(iter(missed))
    for change in found.examples:
        yield from _example(change, found, voice, level + 1)


def _listed(lines: Iterator[str]) -> str:
    items = "".join(f'<li style="{PRE}">{escape(line.strip())}</li>' for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _example(change: "CaseChange", found: "Comparison", voice: Voice, level: int) -> Iterator[str]:
    """A case that ends otherwise, with both decisions one below the other."""
    if change.before is None or change.after is None:
        return
    yield f"<h{level}>{escape(telling.example(change, voice))}</h{level}>"
    for name, decision in ((found.operator, change.before), (found.against, change.after)):
        yield f"<p>{escape(name)}</p>"
        yield decision.html(voice.language, voice.words)


def _pictures(found: "Comparison", voice: Voice, drawn: Drawn) -> Iterator[str]:
    names = found.operator, found.against
    for currency in dict.fromkeys(meant.currency for meant in found.money):
        of_it = [meant for meant in found.money if meant.currency is currency]
        title = voice.say("text", "compare.in-money", currency=currency.value)
        said = "; ".join(_said(meant, voice) for meant in of_it)
        pairs = [_pair(meant, voice) for meant in of_it]
        key = f"compared-{currency.value.lower()}"
        words = pictures.Titled(title, said, names, key)
        yield drawn(pictures.bars(words, pairs))
    for curve in found.curves:
        yield _curve(curve, found, voice, drawn)


def _curve(curve: "Curve", found: "Comparison", voice: Voice, drawn: Drawn) -> str:
    title = voice.say("text", "compare.curve", currency=curve.currency.value)
    most = telling.in_digits(max((*curve.before, *curve.after)), curve.currency)
    described = voice.say("text", "compare.curve-said", most=most)
    key = f"curve-{curve.currency.value.lower()}"
    words = pictures.Titled(title, described, (found.operator, found.against), key)
    svg = pictures.steps(words, curve.days, (curve.before, curve.after), most)
    return drawn(svg)


def _pair(meant: "Meant", voice: Voice) -> pictures.Pair:
    name = voice.word(telling.FIGURES, meant.figure.value)
    before, after, _ = telling.amounts(meant)
    return pictures.Pair(name, meant.before, meant.after, (before, after))


def _said(meant: "Meant", voice: Voice) -> str:
    name = voice.word(telling.FIGURES, meant.figure.value)
    before, after, _ = telling.amounts(meant)
    return f"{name}: {before}, {after}"
