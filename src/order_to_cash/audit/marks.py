"""The mark of a store: what is to be kept elsewhere, so that a loss in the store is noticed.

One line for each case, by process and id, with the number of its events and their digest, between a
first line that says whose store it is and a last one that sums up. Two stores with the same events
have the same mark, byte for byte. A store that went on since then still agrees with its mark.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

from order_to_cash.domain.core import InvalidDocument, Problem, entity
from order_to_cash.ports.digest import SIZE, digest_of
from order_to_cash.ports.journal import Journal, Marked

FORM: Final = 1
"""The form of the lines, told in the first one."""


@entity
class Sum:
    """The last line of a mark: how much there is, and the digest of all lines before it."""

    cases: int
    events: int
    digest: str


def mark_of(journal: Journal) -> Iterator[str]:
    """The lines of the mark, read page by page; each case as of the instant it is read."""
    digest, cases, events = blake2b(digest_size=SIZE), 0, 0
    for line, mark in _lines(journal):
        digest.update(f"{line}\n".encode())
        cases, events = cases + (mark is not None), events + (mark.events if mark else 0)
        yield line
    yield _json({"cases": cases, "events": events, "digest": digest.hexdigest()})


def losses(journal: Journal, mark: Iterable[str]) -> Iterator[str]:
    """What the store lacks or has otherwise than its mark says, each with its case.

    Raises `InvalidDocument` for a mark that is not whole, after what was found until there.
    """
    owner = journal.owner()
    for line in read_mark(mark):
        if isinstance(line, str):
            if line != owner:
                yield f"mixed up: this is the store of {owner or 'nobody'}, the mark of {line}"
        elif isinstance(line, Marked) and (lost := _loss(journal, line)) is not None:
            yield f"{line.process}/{line.case} {lost}"


def read_mark(lines: Iterable[str]) -> Iterator[str | Marked | Sum]:
    """The owner, then each case, then the sum; raises `InvalidDocument` where they do not fit."""
    digest, cases, events, summed = blake2b(digest_size=SIZE), 0, 0, False
    for number, text in enumerate(lines, 1):
        line = _read(text, number, first=number == 1, after_the_sum=summed)
        if isinstance(line, Sum):
            summed = True
            if line != Sum(cases, events, digest.hexdigest()):
                raise _unreadable(number, "its sum is not that of the lines before it")
        elif isinstance(line, Marked):
            cases, events = cases + 1, events + line.events
        digest.update(f"{text.rstrip()}\n".encode())
        yield line
    if not summed:
        raise _unreadable(cases + 1, "it ends without its sum")


def _lines(journal: Journal) -> Iterator[tuple[str, Marked | None]]:
    yield _json({"mark": FORM, "operator": journal.owner()}), None
    after = ""
    while page := journal.marks(after=after):
        for mark in page:
            told = {"process": mark.process, "case": mark.case, "events": mark.events}
            yield _json({**told, "digest": mark.digest}), mark
        after = page[-1].cursor


def _loss(journal: Journal, mark: Marked) -> str | None:
    """By the events themselves, so that a digest that was altered with them helps nobody."""
    events = journal.history(mark.process, mark.case)
    if not events:
        return f"is lost: the mark has {mark.events} events, the store none"
    if len(events) < mark.events:
        return f"is shortened: the mark has {mark.events} events, the store {len(events)}"
    if digest_of(events[: mark.events]) != mark.digest:
        return f"is altered: its first {mark.events} events are not those of the mark"
    return None


def _read(text: str, number: int, *, first: bool, after_the_sum: bool) -> str | Marked | Sum:
    try:
        given: Any = json.loads(text)
        if after_the_sum:
            raise _unreadable(number, "it goes on after its sum")
        match given:
            case {"mark": 1, "operator": str(operator)} if first:
                return operator
            case {"process": str(p), "case": str(c), "events": int(n), "digest": str(d)}:
                return Marked(p, c, n, d)
            case {"cases": int(cases), "events": int(events), "digest": str(digest)}:
                return Sum(cases, events, digest)
            case _:
                raise _unreadable(number, "it is no line of a mark")
    except (ValueError, RecursionError):
        raise _unreadable(number, "it is no line of a mark") from None


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _unreadable(number: int, why: str) -> InvalidDocument:
    advice = f"{why}; give a mark as `mark` wrote it, or make a new one"
    return InvalidDocument(
        "the mark cannot be read", problems=(Problem("mark.unreadable", f"line {number}", advice),)
    )
