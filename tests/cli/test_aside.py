"""One case that cannot be read, or whose process raises, stops no other (TRU-07)."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.receivable import FollowUp, ReceivableProcess
from order_to_cash.testing.laws.journal_entries import entry, message, write
from tests.cli.commands import (
    DATA,
    EXAMPLE,
    Ended,
    changed,
    command,
    lines_of,
    run,
    section,
    written,
)

SOUND, BAD = "O-6031", "O-6010"
CODE = "desk.unreadable-case"
FIRST = "SELECT body FROM event WHERE process = ? AND case_id = ? AND version = 1"
REPLACED = "UPDATE event SET body = ? WHERE process = ? AND case_id = ? AND version = 1"
UNKNOWN = '{"shape":"unknown"}'
LATE = "2024-03-01T12:00:00-05:00"
"""Both are long past due, and less than 45 days after the last of their lines."""

ALERTED = "2024-02-20T12:00:00-05:00"
"""Both were alerted twice by then, so that nothing but a block is left to come."""


def receivable(db: Path, order: str) -> str:
    """The id of the receivable of an order."""
    with SqliteJournal(str(db)) as journal:
        (found,) = (c.case for c in journal.cases(process="receivable") if order in c.case)
    return found


def damage(db: Path, process: str, case: str, body: str = UNKNOWN) -> str:
    """Put another body in the place of a case's first event; what stood there."""
    with closing(sqlite3.connect(db)) as file, file:
        ((before,),) = file.execute(FIRST, (process, case))
        file.execute(REPLACED, (body, process, case))
    return str(before)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two orders that are delivered, invoiced, not paid and told so."""
    folder = tmp_path_factory.mktemp("aside")
    lines = [*lines_of(SOUND)[:3], *lines_of(BAD)[:3]]
    file, db = written(folder / "two.jsonl", lines), folder / "two.db"
    assert 0 == run(file, db, "--quiet", "--now", ALERTED).status
    return db


@pytest.fixture
def db(pristine: Path, tmp_path: Path) -> Path:
    """A copy of their file."""
    return Path(shutil.copy(pristine, tmp_path / "two.db"))


def tick(db: Path, now: str = LATE) -> Ended:
    """Let time pass on a file."""
    return command("tick", "--db", db, "--data", DATA, "--now", now)


def first_line(db: Path, case: str) -> str:
    """Where a case stands."""
    ended = command("explain", case, "--db", db)
    assert (0, "") == (ended.status, ended.err)
    return ended.out.splitlines()[0]


def test_time_passes_for_all_but_the_case_that_cannot_be_read(db: Path) -> None:
    """TRU-07: `tick` says so, `parked` names the case and its problem, the other one goes on."""
    bad = receivable(db, BAD)
    damage(db, "receivable", bad)
    ended = tick(db)
    assert (0, "") == (ended.status, ended.err)
    assert "1 cases could not be looked at; see: order-to-cash parked" in ended.out
    (line,) = command("parked", "--db", db).out.splitlines()
    assert line.startswith(f"receivable/{bad}  2024-03-01T17:00:00+00:00  set aside until ")
    assert line.endswith(f"2024-03-01T17:00:30+00:00, 1 attempts: {CODE}")
    assert "service blocked" in first_line(db, f"receivable/{receivable(db, SOUND)}")


def test_a_case_comes_back_by_itself_once_it_can_be_read(db: Path) -> None:
    """TRU-07: after its pause, which is longer each time, and not before."""
    bad = receivable(db, BAD)
    body = damage(db, "receivable", bad)
    tick(db)
    assert "set aside" not in tick(db, "2024-03-01T12:00:29-05:00").out
    tick(db, "2024-03-01T12:00:30-05:00")
    assert "12:01:30" not in command("parked", "--db", db).out
    assert "17:01:30+00:00, 2 attempts" in command("parked", "--db", db).out
    damage(db, "receivable", bad, body)
    assert "0 cases were due" in tick(db, "2024-03-01T12:01:29-05:00").out
    assert "1 cases were due" in tick(db, "2024-03-01T12:01:30-05:00").out
    assert "" == command("parked", "--db", db).out
    assert "service blocked" in first_line(db, f"receivable/{bad}")


def test_a_case_is_put_back_by_hand(db: Path) -> None:
    """TRU-07: whoever mended it releases it by its name, and the next tick looks at it."""
    bad = receivable(db, BAD)
    body = damage(db, "receivable", bad)
    tick(db)
    damage(db, "receivable", bad, body)
    name = f"receivable/{bad}"
    ended = command("parked", "--db", db, "--release", name)
    assert (0, f"{name} is looked at again; the next run or tick does it\n") == (
        ended.status,
        ended.out,
    )
    assert "1 cases were due" in tick(db).out
    assert 2 == command("parked", "--db", db, "--release", name).status


def test_a_message_is_released_however_many_of_its_case_are_parked(db: Path) -> None:
    """Of a case with more of them than a page holds the last one is found too."""
    many = tuple(message(f"order/a:1:{index}") for index in range(120))
    with SqliteJournal(db) as journal:
        write(journal, entry(messages=many))
        for each in many:
            journal.park(each.key, problem="port.unavailable")
    ended = command("parked", "--db", db, "--release", many[-1].key)
    assert (0, True) == (ended.status, "waits again" in ended.out)


def test_a_process_that_raises_stops_no_other_case(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-07: whatever it raises; its class is told, its words might name a person."""
    bad, decide = receivable(db, BAD), ReceivableProcess.decide

    def failing(self: Any, state: Any, envelope: Any, /) -> Any:
        if envelope.case == bad and isinstance(envelope.command, FollowUp):
            raise KeyError("Jane Doe")
        return decide(self, state, envelope)

    with monkeypatch.context() as patched:
        patched.setattr(ReceivableProcess, "decide", failing)
        ended = tick(db)
        shown = command("parked", "--db", db).out
    assert (0, True) == (ended.status, "1 cases could not be looked at" in ended.out)
    assert shown.endswith("1 attempts: KeyError\n")
    assert "Jane" not in ended.out + ended.err + shown
    assert "service blocked" in first_line(db, f"receivable/{receivable(db, SOUND)}")
    tick(db, "2024-03-01T12:00:30-05:00")
    assert "service blocked" in first_line(db, f"receivable/{bad}")


def test_a_run_goes_on_and_its_report_names_the_case(db: Path, tmp_path: Path) -> None:
    """TRU-07: lines of the damaged case are bad, the others count, the case is left out by name."""
    bad = receivable(db, BAD)
    damage(db, "receivable", bad)
    damage(db, "order", BAD)
    cancel = {"type": "cancel_order", "reason": "no"}
    stray = changed(lines_of(BAD)[0], id="X-1", at="2024-01-20T12:00:00-05:00", command=cancel)
    later = lines_of("O-2001")[0].replace("2024-01-15", "2024-01-21")
    file = written(tmp_path / "more.jsonl", [stray, later])
    ended = run(file, db, "--now", LATE)
    assert 1 == ended.status
    (line,) = ended.err.splitlines()
    assert line.startswith(f"{file}:1: id: what is stored of order/{BAD} cannot be read (")
    assert line.endswith(f"[{CODE}]")
    left_out = section(ended.out, "Cases that cannot be read, left out: 2")
    assert [f"order/{BAD}", f"receivable/{bad}"] == [line.split(":")[0] for line in left_out[:2]]
    assert f"2 {CODE}" == left_out[-1]
    assert "1 receivable: service blocked" in section(ended.out, "Cases")
    assert "Cases set aside: 1; see: order-to-cash parked --db FILE" in ended.out


def test_the_damaged_case_is_told_as_far_as_it_can_be_read(db: Path) -> None:
    """TRU-07: `explain` names the problem where something cannot be read, and tells the rest."""
    damage(db, "order", BAD)
    out = command("explain", f"order/{BAD}", "--db", db).out
    assert out.startswith(f"order {BAD}: it cannot be read: ")
    assert (1, 1) == (out.count(f"[{CODE}]"), out.count("[wire.invalid-document]"))
    assert "validation: approved" in out
    assert "completed" in first_line(db, f"order/{SOUND}")


def test_a_rejected_case_with_a_lost_reason_is_named(tmp_path: Path) -> None:
    """TRU-07: the report of the other cases is whole."""
    db = tmp_path / "one.db"
    run(written(tmp_path / "one.jsonl", [*lines_of("O-2001"), *lines_of(SOUND)[:3]]), db, "--quiet")
    damage(db, "order", "O-2001")
    ended = run(written(tmp_path / "none.jsonl", []), db)
    assert (0, "") == (ended.status, ended.err)
    assert "1 order: completed" in section(ended.out, "Cases")
    named = section(ended.out, "Cases that cannot be read, left out: 1")
    assert named[0].startswith("order/O-2001: ")


def test_indicators_name_the_case_that_they_leave_out(tmp_path: Path) -> None:
    """TRU-07: `kpi` counts the other requests, and ends with status 1."""
    db, source = tmp_path / "bolivia.db", EXAMPLE.parent / "bolivia" / "requests.jsonl"
    run(source, db, "--operator", "bolivia", "--quiet")
    options = (db, "--as-of", "2024-06-01T00:00:00-04:00")
    whole = command("kpi", *options).out
    with SqliteJournal(str(db)) as journal:
        case = next(c.case for c in journal.cases(process="transfer"))
        at = journal.history("transfer", case)[0].at
    assert isinstance(at, datetime)
    damage(db, "transfer", case, "no JSON at all")
    ended = command("kpi", *options)
    assert 1 == ended.status
    assert [f"{db}:transfer/{case}: cannot be read and is left out [JSONDecodeError]"] == (
        ended.err.splitlines()
    )
    requests = [int(out.split(": ")[1].split()[0]) for out in (whole, ended.out)]
    assert requests[0] - 1 == requests[1]


def test_a_process_that_fails_on_a_case_that_somebody_asks_about_is_told(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-07: its story is told but for what fails, and `next` says so; no traceback comes."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("Jane Doe")

    name = f"order/{SOUND}"
    monkeypatch.setattr(OrderProcess, "sums", fail)
    ended = command("explain", name, "--db", db)
    assert (0, "", True) == (ended.status, ended.err, SOUND in ended.out)
    monkeypatch.setattr(OrderProcess, "evolve", fail)
    ended = command("next", name, "--db", db, "--role", "customer")
    assert (2, "") == (ended.status, ended.out)
    assert "failed on it with ZeroDivisionError; mend that first" in ended.err
