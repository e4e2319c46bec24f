"""One thing as HTML: for notebooks, which ask an object for its `_repr_html_`."""

from enum import Enum
from hashlib import sha256
from html import escape
from typing import Any, Protocol

from order_to_cash.analytics.ageing import AgeingReport
from order_to_cash.analytics.ageing.figures import as_html
from order_to_cash.analytics.indicators import Report
from order_to_cash.analytics.page import fragment
from order_to_cash.diagram import Naming, svg
from order_to_cash.diagram.image import as_image
from order_to_cash.domain.core import (
    WORDS,
    InvalidValue,
    Language,
    Lifecycle,
    Process,
    Voice,
    Words,
    entity,
)


@entity
class Shown:
    """Something as HTML without scripts or network, which a notebook displays."""

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"Shown({len(self.html)} characters of HTML)"


class Showable(Protocol):
    """What shows itself: a decision, a policy, an operator, a timeline, a comparison, and more."""

    def html(self, language: Language = ..., words: Words = ...) -> str:
        """Itself as HTML, in words of that language."""
        ...


def show(
    thing: Showable
    | tuple[Showable, ...]
    | Lifecycle[Any, Any, Any]
    | Process[Any, Any, Any]
    | Report
    | AgeingReport,
    language: str = Language.EN,
    words: Words = WORDS,
    *,
    here: Enum | None = None,
) -> Shown:
    """Show a thing in a language; a process is its picture, in which `here` marks a stage.

    Several, such as all breakpoints of a policy, stand one below the other.

    A table alone has the names of its classes, a process has words. Raises `InvalidValue` for a
    language that the words have not, and for what cannot be shown.
    """
    voice = Voice(words.spoken(language), words)
    match thing:
        case tuple():
            return Shown("".join(show(part, language, words).html for part in thing))
        case Lifecycle():
            return Shown(as_image(drawn(thing, repr(thing), Naming(voice=voice), here)))
        case Report():
            return Shown(fragment(thing, voice))
        case AgeingReport():
            return Shown(as_html(thing, voice))
        case object(html=html) if callable(html):
            return Shown(html(voice.language, words))
        case object(lifecycle=Lifecycle() as table, name=str() as name):
            title = voice.word("Process", name)
            return Shown(as_image(drawn(table, title, Naming(name, voice), here)))
        case _:
            raise InvalidValue(
                "this cannot be shown; give a decision, policy, table, process, report or another "
                "thing that has `html`",
                code="showing.unknown",
            )


def drawn(
    table: Lifecycle[Any, Any, Any], title: str, naming: Naming, here: Enum | None = None
) -> str:
    """The table as SVG; its ids are its own."""
    told = f"{title} {naming.process} {naming.voice.language} {here}"
    key = f"-{sha256(told.encode()).hexdigest()[:8]}"
    return svg(table, title=title, naming=naming, here=here, key=key)


def inline(drawing: str, title: str) -> str:
    """A picture in a page, which may be wider than that."""
    opening = '<div style="overflow-x:auto" role="group" tabindex="0"'
    return f'{opening} aria-label="{escape(title)}">{drawing}</div>'
