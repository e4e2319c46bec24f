"""What goes wrong leaves a record in the log: where and why, never about whom (TRU-11)."""

import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from order_to_cash.desk import Desk, Retry
from order_to_cash.desk.turns import BEHIND
from order_to_cash.domain.core import (
    Conflict,
    Envelope,
    IdempotencyConflict,
    InvalidValue,
    Role,
    Sensitive,
    changed,
)
from order_to_cash.domain.order import Item
from order_to_cash.domain.order import commands as order
from order_to_cash.domain.trade import Instruction, Notify
from order_to_cash.operators.peru import PERU
from order_to_cash.ports import World
from tests.cli.commands import PERUVIAN, command, lines_of, written
from tests.desk.letters import MOST, Report, Write
from tests.desk.small_operator import START, Office, placing, request, wire
from tests.desk.test_door import desk_of, given

SECRET = "Jane Doe"


def placed(case: str, id_: str = "c") -> Envelope[Any]:
    """An order that holds personal data wherever an order can."""
    secret = Sensitive(SECRET)
    placing_ = order.PlaceOrder(changed(request(), address=secret, contact=secret))
    return Envelope(id_, case, "order", START, "D-0", Role.DISTRIBUTOR, placing_)


@define
class Broken:
    """A port whose errors name people."""

    def send(self, _key: str, _notice: Notify, /) -> None:
        raise RuntimeError(SECRET)

    def instruct(self, _key: str, _instruction: Instruction, /) -> None:
        raise RuntimeError(SECRET)


def broken(*, attempts: int) -> Office:
    """An office whose post and technicians fail, with a desk of so much patience."""
    office, port = Office(), Broken()
    known = office.desk.world
    world = World(known.directories, known.billing, port, port)
    office.desk = Desk(PERU, office.journal, world, wire(), Retry(attempts=attempts))
    return office


@pytest.fixture(autouse=True)
def everything(caplog: pytest.LogCaptureFixture) -> None:
    """All that the library says is caught, whatever its weight."""
    caplog.set_level(logging.DEBUG, logger="order_to_cash")


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was said, after a look that nobody is named in it."""
    assert SECRET not in caplog.text
    assert {"order_to_cash.desk"} >= {record.name for record in caplog.records}
    return [record.getMessage() for record in caplog.records]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The exceptions that came with the records."""
    return [type(record.__dict__["error"]).__name__ for record in caplog.records]


def test_a_day_without_trouble_leaves_no_record(caplog: pytest.LogCaptureFixture) -> None:
    """TRU-11: the log is for what goes wrong."""
    office = Office()
    office.desk.handle(placed("O-1"))
    office.desk.deliver(START)
    assert [] == said(caplog)


def test_a_failed_delivery_leaves_a_record(caplog: pytest.LogCaptureFixture) -> None:
    """TRU-11: the key of the message, a code, and the exception beside it."""
    office = broken(attempts=2)
    office.desk.handle(placed("O-1"))
    office.desk.deliver(START)
    failed = "it could not be delivered and is tried again [RuntimeError]"
    waiting = [message.key for message in office.journal.waiting(START + timedelta(minutes=1))]
    assert 2 == len(waiting)
    assert {f"{key}: {failed}" for key in waiting} == set(said(caplog))
    assert {"RuntimeError"} == set(errors(caplog))


def test_a_parked_message_leaves_a_record(caplog: pytest.LogCaptureFixture) -> None:
    """TRU-11: also where it is set aside only because an earlier one was."""
    office = broken(attempts=1)
    office.desk.handle(placed("O-1"))
    office.desk.deliver(START)
    office.give("O-1", Role.CREDIT_AND_COLLECTIONS, order.CancelOrder("no patience"))
    office.give("O-1", Role.CREDIT_AND_COLLECTIONS, order.DecideCancellation(True, "granted"))
    aside = [line for line in said(caplog) if "is set aside" in line]
    parked = office.journal.parked()
    assert {message.key for message in parked} == {line.split(" ")[0].rstrip(":") for line in aside}
    assert 1 == sum(BEHIND in line for line in aside)


def test_a_message_that_is_refused_leaves_a_record(caplog: pytest.LogCaptureFixture) -> None:
    """TRU-11: a word that its case did not take, by key and code."""
    desk = desk_of()
    given(desk, Write(), "box")
    for number in range(MOST + 1):
        given(desk, Write(to="box", blunt=True), f"L-{number}")
    desk.deliver(START)
    assert [f"letter/L-{MOST}:1:0 is set aside [letter.full]"] == said(caplog)


def test_a_conflict_leaves_a_record(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRU-11: an id used twice, and a case to which others keep writing."""
    office = Office()
    office.desk.handle(placed("O-1"))
    with pytest.raises(IdempotencyConflict):
        office.desk.handle(placing("c", "O-1", quantity=2))

    def lost(*entries: object) -> tuple[Conflict, ...]:
        return tuple(Conflict("somebody was faster") for _ in entries)

    monkeypatch.setattr(office.journal, "append", lost)
    with pytest.raises(Conflict):
        office.desk.handle(placed("O-2"))
    first, *again, last = said(caplog)
    assert "order/O-1: a command could not be carried out [desk.idempotency-conflict]" == first
    assert {"order/O-2: it is decided again: others wrote first [port.conflict]"} == set(again)
    assert "order/O-2: it was given up: others kept writing to the case" in last
    assert {"IdempotencyConflict", "Conflict"} == set(errors(caplog))


def test_a_refused_document_leaves_a_record(caplog: pytest.LogCaptureFixture) -> None:
    """TRU-11: what kind of command it was and why, nothing of what it says."""
    office = Office()
    bad = changed(request(), items=(Item(SECRET * 99, 1, Item),))  # type: ignore[arg-type]
    envelope = changed(placed("O-1"), command=order.PlaceOrder(bad), id="x", actor=SECRET)
    with pytest.raises(Exception):  # noqa: B017, PT011  (the record matters here)
        office.desk.handle(envelope)
    with pytest.raises(InvalidValue):
        office.desk.handle(changed(placed("O-1"), id="tick:1"))
    assert 2 == len(said(caplog))
    assert all(line.startswith("PlaceOrder: it was refused at the door [") for line in said(caplog))


def test_what_the_business_refuses_is_no_record(caplog: pytest.LogCaptureFixture) -> None:
    """A no of the business is an answer, kept with its case, and nothing that went wrong."""
    desk = desk_of()
    given(desk, Write())
    given(desk, Report(), role=Role.WAREHOUSE)
    assert [] == said(caplog)


def test_a_program_that_sets_up_no_log_is_told_nothing(tmp_path: Path) -> None:
    """Standard error belongs to the program: the command line keeps it for bad lines."""
    file, db = written(tmp_path / "one.jsonl", lines_of("O-2001")), tmp_path / "one.db"
    assert 0 == command("run", file, "--db", db, *PERUVIAN, "--quiet").status
    program = [sys.executable, "-m", "order_to_cash", "tick", "--db", db]
    ended = subprocess.run(
        [*map(str, program), "--now", "2024-01-16T00:00:00-05:00"], capture_output=True, check=True
    )
    assert b"1 postponed" in ended.stdout
    assert b"" == ended.stderr
