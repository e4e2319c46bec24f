"""Values shown in a notebook or on a page: plain tables that take their colours from around them.

They carry no scripts, no style sheets and no addresses, so they look the same in a notebook that is
not trusted; every text is escaped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from order_to_cash.domain.core.wording import Language, Words

TABLE: Final = "border-collapse:collapse;font-family:sans-serif;font-size:13px;color:inherit"
CELL: Final = (
    "border:1px solid #8888;padding:0.2em 0.5em;text-align:left;vertical-align:top;"
    "white-space:normal"
)
CAPTION: Final = "text-align:left;font-weight:bold;padding:0.3em 0;color:inherit"
PARAGRAPH: Final = "margin:0.4em 0"
HEADING: Final = "font-size:1.25em;font-weight:bold;margin:1em 0 0.4em"

DRESS: Final[Mapping[str, str]] = {
    "h2": HEADING,
    "h3": HEADING.replace("1.25em", "1.1em"),
    "p": PARAGRAPH,
    "ul": f"{PARAGRAPH};padding-left:1.5em;list-style:disc",
    "figure": f"{PARAGRAPH};padding:0",
    "table": TABLE,
    "caption": CAPTION,
    "th": CELL,
    "td": CELL.replace("text-align:left", "text-align:right"),
}
"""How each tag looks that says nothing of itself."""

BARE: Final = re.compile(rf"<({'|'.join(DRESS)})\b(?![^>]*\bstyle=)([^>]*)>")


def dressed(html: str) -> str:
    """The same where whatever is around takes their looks from headings, lists and tables.

    marimo does; Jupyter shows it alike.
    """
    return BARE.sub(lambda tag: f'<{tag[1]}{tag[2]} style="{DRESS[tag[1]]}">', html)


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    notes: Iterable[str] = (),
) -> str:
    """A table with a caption and a heading for each column, its rows, and sentences below it.

    Where it is wider than the page it is moved by itself, by keys too.
    """
    heads = "".join(f'<th scope="col" style="{CELL}">{escape(text)}</th>' for text in headings)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    below = paragraphs(notes)
    return (
        f'<div style="overflow-x:auto" role="group" tabindex="0" aria-label="{escape(caption)}">'
        f'<table style="{TABLE}"><caption style="{CAPTION}">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{below}"
    )


def paragraphs(texts: Iterable[str]) -> str:
    """Sentences, one below the other."""
    return "".join(f'<p style="{PARAGRAPH}">{escape(text)}</p>' for text in texts)


def _cell(text: str) -> str:
    return f'<td style="{CELL}">{escape(text)}</td>'


def of_finding(finding: Any, language: Language, words: Words) -> str:
    """A finding as a table of one row under the title of its rule."""
    rows = (_row(finding, language, words),)
    return table(finding.title(language, words), named(FINDING, language, words), rows)


def of_decision(decision: Any, language: Language, words: Words) -> str:
    """A decision as a table: the outcome, a row for each finding, below it what else is known."""
    rows = (_row(finding, language, words) for finding in decision.findings)
    notes = (line.strip() for line in decision.lines_below(language, words))
    headings = named(FINDING, language, words)
    return table(decision.heading(language, words), headings, rows, notes)


def of_policy(policy: Any, language: Language, words: Words) -> str:
    """A policy as a table: each rule as a sentence, its figures, its clause, its code."""
    rows = (
        (
            words.find(language, "rule", rule.code, "title") or rule.code,
            figures(rule),
            str(rule.clause),
            rule.code,
        )
        for rule in policy.rules
    )
    name = words.word(language, "Policy", policy.name)
    return table(name, named(RULE, language, words), rows)


FINDING: Final = ("verdict", "finding", "clause", "code")
DATED: Final = ("since", "until", "value", "clause")
RULE: Final = ("rule", "figures", "clause", "code")


def named(columns: tuple[str, ...], language: Language, words: Words) -> tuple[str, ...]:
    """The headings of these columns."""
    return tuple(words.say(language, "text", f"shown.{name}") for name in columns)


def _row(finding: Any, language: Language, words: Words) -> tuple[str, ...]:
    """Its verdict, its sentence, its clause and its code."""
    said = words.word(language, "Verdict", finding.verdict.value)
    if not finding.applies:
        said = words.say(language, "text", "shown.not-applicable")
    return (said, finding.text(language, words), str(finding.clause), finding.rule)


def figures(rule: object) -> str:
    """The parameters of a rule by their names, those of a rule within it among them."""
    fields = getattr(type(rule), "__attrs_attrs__", ())
    given = ((f.name, getattr(rule, f.name)) for f in fields if f.name not in _NAMES)
    told = (figures(v) if hasattr(v, "check") else f"{name}: {v}" for name, v in given)
    return ", ".join(filter(None, told))


_NAMES: Final = frozenset({"clause", "code"})
"""What says which rule it is, and stands beside its figures."""
