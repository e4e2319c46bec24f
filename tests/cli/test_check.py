"""`check`: clean on every example, and each planted fault is told with its case."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from order_to_cash.embedded import open_desk
from order_to_cash.testing.invariants import Need, check
from tests.cli.commands import DATA, ORDERS, command, lines_of, run, written

NOW = ("--now", "2026-12-01T00:00:00+00:00", "--jump", "--quiet")
EXAMPLES = ORDERS.parents[1]
CLEAN = "28 of 28 laws were checked in full; 0 broken promises\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Peruvian example in a file."""
    db = tmp_path_factory.mktemp("check") / "peru.db"
    run(ORDERS, db, *NOW)
    return db


def test_the_orders_keep_every_promise_and_nothing_is_written(example: Path) -> None:
    """All laws are checked on the file, its ledger included, and not a byte of it changes."""
    before = example.read_bytes()
    ended = command("check", "--db", example)
    assert (0, CLEAN, before) == (ended.status, ended.out, example.read_bytes())


@pytest.mark.parametrize(
    ("folder", "operator"),
    [("bolivia", "bolivia"), ("charge_correction", "peru"), ("onboarding", "peru")],
)
def test_every_example_keeps_every_promise(tmp_path: Path, folder: str, operator: str) -> None:
    """Claims, corrections and onboarding bill, block and refund as orders do."""
    db, given = tmp_path / "example.db", EXAMPLES / folder / "requests.jsonl"
    command("run", given, "--db", db, "--data", DATA, "--operator", operator, *NOW)
    assert (0, CLEAN) == command("check", "--db", db)[:2]


EVENT = "process = 'order' AND case_id = :case"
FAULTS = {
    "an event in the middle is gone": "DELETE FROM event WHERE THE_CASE AND version = 3",
    "the last event is gone": (
        "DELETE FROM event WHERE THE_CASE AND version ="
        " (SELECT max(version) FROM event WHERE THE_CASE)"
    ),
    "an amount in a stored body is altered": (
        'UPDATE event SET body = replace(body, \'"amount":"\', \'"amount":"1\') WHERE THE_CASE'
    ),
    "a body of an unknown shape": "UPDATE event SET body = '{}x' WHERE THE_CASE AND version = 1",
    "nobody gave the command": "UPDATE event SET command = '' WHERE THE_CASE AND version = 1",
    "an event has another command": "UPDATE event SET command = 'x' WHERE THE_CASE AND version = 1",
    "an answer is gone": "DELETE FROM answer WHERE THE_CASE",
    "an answer is altered": "UPDATE answer SET body = replace(body, 'order_', 'x') WHERE THE_CASE",
    "a head stands at another version": (
        "UPDATE case_head SET version = version + 1 WHERE THE_CASE"
    ),
    "a snapshot is not its state": (
        "INSERT INTO snapshot SELECT process, case_id, version, '{}' FROM case_head WHERE THE_CASE"
    ),
    "a message that nobody sent": (
        "INSERT INTO message (key, process, case_id, at, topic, type, attempts, problem,"
        " otherwise, body)"
        " VALUES ('order/' || :case || ':99:0', 'order', :case, 0, 'notice', 'notify', 0,"
        " '', '', '{}')"
    ),
    "an invoice is issued twice": (
        "INSERT INTO invoice SELECT series, (SELECT max(count) + 1 FROM invoice), 'F001-99999999',"
        " 'order/' || order_id || '/2', order_id, account, party, issued_on, currency, net, tax,"
        " total, rate, allowances, charges, prepaid, rounding FROM invoice WHERE order_id = :case"
    ),
    "an invoice is gone": "DELETE FROM invoice WHERE order_id = :case",
    "an invoice has one cent more": (
        "UPDATE invoice SET net = net + 1, total = total + 1 WHERE order_id = :case"
    ),
    "a line of an invoice is gone": (
        "DELETE FROM invoice_line WHERE number ="
        " (SELECT number FROM invoice WHERE order_id = :case)"
    ),
    "a notice never came": "DELETE FROM notice WHERE key LIKE 'order/' || :case || ':%'",
    "an instruction is given to nobody": (
        "UPDATE instruction SET key = key || '0' WHERE key LIKE 'order/' || :case || ':%'"
    ),
    "a notice cannot be read": (
        "UPDATE notice SET body = '{' WHERE key LIKE 'order/' || :case || ':%'"
    ),
    "a receivable without its order": (
        "UPDATE event SET case_id = case_id || '-gone' WHERE process = 'order' AND case_id = :case"
    ),
    "a payment came twice": (
        "INSERT INTO receipt SELECT NULL, key || '0', payment || '-again', currency, amount,"
        " received FROM receipt WHERE payment = :payment"
    ),
    "a payment has one cent more": (
        "UPDATE receipt SET amount = amount + 1 WHERE payment = :payment"
    ),
    "a payment never came": "DELETE FROM receipt WHERE payment = :payment",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_told_with_its_case(example: Path, tmp_path: Path, fault: str) -> None:
    """TRU-18: whatever is changed behind the desk's back is told, by the name of its case."""
    db = tmp_path / "planted.db"
    shutil.copy(example, db)
    with sqlite3.connect(db) as file:
        (case,) = file.execute("SELECT order_id FROM invoice ORDER BY number").fetchone()
        (payment,) = file.execute("SELECT payment FROM receipt ORDER BY position").fetchone()
        places = {"case": case, "payment": payment}
        planted = file.execute(FAULTS[fault].replace("THE_CASE", EVENT), places).rowcount
    file.close()
    ended = command("check", "--db", db)
    name = f"payment/{payment}" if "payment" in fault else f"order/{case}"
    assert (True, 1, True) == (planted > 0, ended.status, name in ended.out)


def test_what_waits_is_no_broken_promise(tmp_path: Path) -> None:
    """Laws that need rest are named with the reason, and the others are checked."""
    db = tmp_path / "waiting.db"
    (line, *_) = lines_of("O-6001") or ORDERS.read_text(encoding="utf-8").splitlines()
    command("run", written(tmp_path / "one.jsonl", [line]), "--db", db, "--operator", "peru", *NOW)
    ended = command("check", "--db", db)
    assert (0, True) == (ended.status, "messages wait; deliver them first" in ended.out)
    assert ended.out.endswith("; 0 broken promises\n")


def test_a_law_that_cannot_look_says_so(example: Path, tmp_path: Path) -> None:
    """Without the books of the world the laws that need them are named, none is silent."""
    db = tmp_path / "copy.db"
    shutil.copy(example, db)
    with open_desk(db) as desk:
        checked = check(desk)
    left = {law.law for law in checked if Need.BOOKS in law.lacking}
    assert 28 == len(checked)
    assert {"no_invoice_is_missing", "nothing_else_arrived", "everything_arrived"} < left


def test_a_file_of_another_operator_or_none_is_misuse(example: Path, tmp_path: Path) -> None:
    """Exit 2, and no file is made where there was none."""
    missing, text = tmp_path / "none.db", tmp_path / "text.db"
    text.write_text("no database " * 100, encoding="utf-8")
    assert 2 == command("check", "--db", example, "--operator", "bolivia").status
    assert (2, 2) == (command("check", "--db", missing).status, command("check", "--db", text)[0])
    assert not missing.exists()
