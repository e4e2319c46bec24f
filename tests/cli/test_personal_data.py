"""A canary in every field of personal data, in whole weeks of every process: nobody sees it.

The examples are run with a canary for every name, number and address. It is kept, since somebody
must write it on a parcel; it is in no report, message, log, repr, decision or sentence.
"""

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest

from order_to_cash.desk import Desk
from order_to_cash.domain.core import WORDS, Decision, OrderToCashError, Sensitive
from order_to_cash.embedded import open_desk, wire_of
from order_to_cash.operators.known import OPERATORS
from order_to_cash.stories import reasons, sentence
from order_to_cash.wire import Wire
from tests.cli.commands import DATA, command, written

EXAMPLES = DATA.parents[1]
FILES = {
    EXAMPLES / "peru" / "orders.jsonl": "peru",
    EXAMPLES / "onboarding" / "requests.jsonl": "peru",
    EXAMPLES / "charge_correction" / "requests.jsonl": "peru",
    EXAMPLES / "bolivia" / "requests.jsonl": "bolivia",
}
CANARY = "c4n4ry-71@example.com"
HIDDEN = "***"


class Ran(NamedTuple):
    """A file that was run, what was said meanwhile, and how many canaries were in it."""

    db: Path
    operator: str
    said: str
    planted: int


def marked(value: Any) -> Any:
    """The same value with the canary in all personal data, however deep."""
    if isinstance(value, Sensitive):
        return Sensitive(CANARY)
    if isinstance(value, tuple):
        return tuple(map(marked, value))
    if attrs.has(type(value)) and not isinstance(value, Decision):
        fields = (field for field in attrs.fields(type(value)) if field.init)
        return attrs.evolve(
            value, **{field.alias or "": marked(getattr(value, field.name)) for field in fields}
        )
    return value


def marked_lines(file: Path, wire: Wire) -> Iterator[str]:
    """Every line of a file with the canary; a bad line as it is."""
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield wire.dump_envelope(marked(wire.load_envelope(line)))
        except OrderToCashError:
            yield line


@pytest.fixture(scope="module", params=FILES, ids=lambda file: f"{file.parent.name}")
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """An example with the canary, run."""
    folder, operator = tmp_path_factory.mktemp("canary"), FILES[request.param]
    lines = list(marked_lines(request.param, wire_of(OPERATORS[operator])))
    file, db = written(folder / "marked.jsonl", lines), folder / "marked.db"
    options = ("--db", db, "--operator", operator, "--data", DATA)
    ended = command("run", file, *options)
    return Ran(db, operator, ended.out + ended.err, "".join(lines).count(CANARY))


def test_the_canary_is_planted_and_kept(ran: Ran) -> None:
    """There is something to hide, and it is in the file of the desk, where it belongs."""
    assert ran.planted >= 10
    with sqlite3.connect(ran.db) as file:
        kept = "".join(file.iterdump())
    file.close()
    assert CANARY in kept


def test_a_run_does_not_say_it(ran: Ran, caplog: pytest.LogCaptureFixture) -> None:
    """Report, advice on bad lines and logs name cases and codes."""
    assert ran.said
    assert CANARY not in ran.said + caplog.text


def shown(desk: Desk) -> Iterator[str]:
    """All that a desk shows of what it holds."""
    journal, wire = desk.journal, desk.wire
    for recorded in journal.events(limit=1_000_000):
        event = wire.load_event(recorded.process, recorded.type, recorded.body)
        yield f"{event!r}{event}"
        for language in WORDS.languages:
            yield sentence(recorded.process, event, language)
            yield from (line for lines in reasons(event, language) for line in lines)
    for listed in journal.cases(limit=1_000_000):
        state = desk.state(listed.process, listed.case)
        yield f"{state!r}{state}"
    for posted in journal.parked(limit=1_000_000):
        yield f"{posted.key}{posted.problem}{wire.load_message(posted.type, posted.body)!r}"


def test_nothing_that_is_shown_holds_it(ran: Ran) -> None:
    """No repr of an event, state or message, no sentence and no reason; they show stars instead."""
    with open_desk(ran.db, operator=ran.operator) as desk:
        texts = list(shown(desk))
    assert [] == [text for text in texts if CANARY in text]
    assert any(HIDDEN in text for text in texts)


def test_no_story_of_a_case_tells_it(ran: Ran, caplog: pytest.LogCaptureFixture) -> None:
    """`explain` tells a case in words, and its people by their roles."""
    caplog.set_level(logging.DEBUG)
    with open_desk(ran.db, operator=ran.operator) as desk:
        cases = [f"{c.process}/{c.case}" for c in desk.journal.cases(limit=12)]
    options = ("--db", ran.db, "--operator", ran.operator)
    for case in cases:
        for language in WORDS.languages:
            ended = command("explain", case, *options, "--language", language)
            assert CANARY not in ended.out + ended.err
            assert ended.out
    assert CANARY not in caplog.text
