"""Which statements of the journal name their case: what decides how a store spreads over nodes."""

import re
from typing import Final
from unittest.mock import patch

from order_to_cash.adapters.postgres import PostgresJournal
from order_to_cash.adapters.postgres import store as postgres_store
from order_to_cash.adapters.postgres.dialect import spoken
from order_to_cash.adapters.sql import ledger_statements, statements
from order_to_cash.ports import Snapshot
from order_to_cash.testing.laws.journal_entries import NOON, entry, lease, message, write
from tests.architecture.source import ROOT

PAGE: Final = ROOT / "docs" / "explanation" / "sizing.md"
ROW: Final = re.compile(r"^\| ([\w ]+) \| (`[^|]+`) \|", re.MULTILINE)
VERBS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")
STATEMENTS: Final = {
    name: str(statement)
    for name, statement in vars(statements).items()
    if name.isupper() and str(statement).strip().startswith(VERBS)
}
CASE: Final = re.compile(
    r"\bprocess = \? AND case_id = \?|INSERT INTO \w+\s*\([^)]*process, case_id"
)
KEY: Final = re.compile(r"\b(key|token) (= \?|IN \(\s*\?)|INSERT INTO seen")
STORE: Final = re.compile(r"FROM store|UPDATE store")
NAMES: Final = {"its case": CASE, "a key": KEY, "the store": STORE, "none": re.compile("")}


def named(statement: str) -> str:
    """What a statement names: the first that fits."""
    return next(name for name, told in NAMES.items() if told.search(statement))


def test_the_page_tells_what_each_statement_names() -> None:
    """TRU-14: every statement of the journal stands in the row that its wording puts it in."""
    rows = re.findall(
        r"^\| ([\w ]+) \| (`[^|]+`) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {names: re.findall(r"`(\w+)`", row) for names, row in rows if names in NAMES}
    found = {
        names: sorted(name for name, text in STATEMENTS.items() if named(text) == names)
        for names in NAMES
    }
    assert found == told


def test_a_command_and_a_delivery_ask_by_case_and_key_alone(postgres: str) -> None:
    """TRU-14: what a command reads and writes goes to the node of its case, and nowhere else."""
    asked: set[str] = set()

    def listening(statement: str) -> bytes:
        asked.update(name for name, text in STATEMENTS.items() if text == statement)
        return spoken(statement)

    with PostgresJournal(postgres) as journal:
        write(journal, entry("b", messages=(message("m", "b"), message("n", "b", "other"))))
        journal.claim(NOON, lease("me"))
        with patch.object(postgres_store, "spoken", listening):
            journal.read("order", "a")
            journal.answer("order", "a", "ana", "c")
            snapshot = Snapshot(1, "s")
            write(journal, entry(messages=(message("o"),), snapshot=snapshot, settles="m"))
            journal.postpone("n", until=NOON, problem="away", by="me")
    assert {"HEAD", "ANSWER", "VERSION", "NEW_ANSWER", "NEW_HEAD", "NEW_EVENT", "SETTLE"} <= asked
    assert {"its case", "a key"} == {named(STATEMENTS[name]) for name in asked}


def test_the_ledger_knows_no_case() -> None:
    """What is billed is found by number, key, payment or series: it stands where billing does."""
    texts = [str(text) for name, text in vars(ledger_statements).items() if name.isupper()]
    assert len(texts) > 30
    assert [] == [text for text in texts if "case_id" in text]
