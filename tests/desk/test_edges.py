"""Where a desk ends: other people's cases, writers that never stop, full memory, no directories."""

import importlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.cli.amounts import Figure, figures_of
from order_to_cash.desk import cases
from order_to_cash.domain.charge_obligation import ChargeObligation, Credit
from order_to_cash.domain.charge_obligation import Stage as Owed
from order_to_cash.domain.core import (
    BrokenDefinition,
    Conflict,
    InvalidValue,
    PortError,
    Unavailable,
)
from order_to_cash.domain.core.process import clock_command
from order_to_cash.domain.order import Stage
from order_to_cash.domain.trade import Cycle, RecordReceipt
from order_to_cash.embedded import NO_DATA, open_desk
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.operators.known import operator_named
from order_to_cash.operators.operator import joined
from order_to_cash.operators.peru import PERU, RECEIVABLES, sol
from order_to_cash.ports import Done, Refused, Unknown
from tests.cli.commands import command, lines_of, run, written
from tests.desk.small_operator import Office, placing
from tests.parcel import TABLE, Parcels
from tests.processes import samples as s

LATE = datetime(2024, 12, 1, tzinfo=UTC)
DAY = LATE.date()


def test_writers_that_never_stop_are_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries the caller is told, and nothing of the command is kept."""
    office = Office()

    def lost(*entries: object) -> tuple[Conflict, ...]:
        return tuple(Conflict("somebody was faster") for _ in entries)

    monkeypatch.setattr(office.journal, "append", lost)
    with pytest.raises(Conflict, match="try the same command again"):
        office.desk.handle(placing("c", "O-1"))
    assert () == office.journal.events()


def test_cases_beyond_memory_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that remembers a single case works as one that remembers them all."""
    monkeypatch.setattr(cases, "KEPT", 1)
    office = Office()
    for order in ("O-1", "O-2", "O-3"):
        office.place(order)
    assert [Stage.RELEASED] * 3 == [office.order(f"O-{n}").stage for n in (1, 2, 3)]
    assert 1 == len(office.desk._cases._kept)


def test_a_store_is_opened_by_its_own_operator_alone(tmp_path: Path) -> None:
    """Another one is refused before anything happens; without a name its own is found (TRU-10)."""
    db = tmp_path / "orders.db"
    run(written(tmp_path / "one.jsonl", lines_of("O-6031")), db)
    with (
        pytest.raises(InvalidValue, match=r"desk\.other-operator"),
        open_desk(db, operator=BOLIVIA),
    ):
        pass
    ended = command(
        "run", written(tmp_path / "none.jsonl", []), "--db", db, "--operator", "bolivia"
    )
    assert (2, True) == (ended.status, "belongs to the operator peru" in ended.err)
    with open_desk(db) as own:
        assert "peru" == own.operator.name
        assert 0 < own.tick(LATE, jump=True)


def test_operators_that_share_a_process_are_not_joined() -> None:
    """A case of a process that two operators have would not say whose it is."""
    with pytest.raises(BrokenDefinition, match="keep them in two files") as caught:
        joined(PERU, BOLIVIA, PERU)
    assert "order" in [problem.path for problem in caught.value.problems]
    both = operator_named("bolivia+peru")
    assert ("bolivia+peru", BOLIVIA.calendar, BOLIVIA.indicators) == (
        both.name,
        both.calendar,
        both.indicators,
    )
    assert {*PERU.by_name, *BOLIVIA.by_name} == set(both.by_name)
    with pytest.raises(InvalidValue, match="no operator is called"):
        operator_named("peru+chile")


def test_what_billing_cannot_say_is_asked_again() -> None:
    """Done ends it, refused is for somebody to settle, unknown is tried later."""
    receipt = RecordReceipt("P-1", sol("1.00"), date(2024, 3, 1))
    assert receipt.answered(Done()) is None
    with pytest.raises(PortError, match="billing refused"):
        receipt.answered(Refused("no series"))
    with pytest.raises(Unavailable, match="cannot say yet"):
        receipt.answered(Unknown())


def test_a_process_without_a_clock_is_told_so() -> None:
    """A next check needs a command that only the clock may give."""
    with pytest.raises(InvalidValue, match="has no command of the clock"):
        clock_command(Parcels(TABLE))


@pytest.mark.parametrize(
    ("directory", "question", "asked"),
    [
        (NO_DATA.parties, "party", ("P-1",)),
        (NO_DATA.catalogue, "offerings", ((), DAY)),
        (NO_DATA.stock, "stock", ("LIM", ())),
        (NO_DATA.coverage, "coverage", ("LIM", (), DAY)),
        (NO_DATA.credit_lines, "credit_line", ("A-1",)),
        (NO_DATA.terms, "terms", ((), DAY)),
    ],
)
def test_without_data_no_directory_answers(
    directory: Any, question: str, asked: tuple[Any, ...]
) -> None:
    """Each question waits for a desk with data; none is answered with nothing."""
    with pytest.raises(Unavailable, match="no directories to ask"):
        getattr(directory, question)(*asked)


def test_a_draft_counts_for_nothing() -> None:
    """What was not issued yet is neither invoiced nor owed."""
    assert [] == list(figures_of(RECEIVABLES, s.raised().state, DAY))


def test_the_module_does_nothing_when_it_is_imported() -> None:
    """Only `python -m order_to_cash` runs the command line."""
    assert "main" in vars(importlib.import_module("order_to_cash.__main__"))


def test_a_credit_is_counted_where_it_is_followed() -> None:
    """FIX-27: what a receivable credits is its own figure; only the others are told apart."""
    cycle = Cycle(date(2026, 3, 1), date(2026, 3, 31))
    here, elsewhere = sol("30.00"), sol("0.97")
    credits_ = (Credit("F-1", cycle, here, "R-1"), Credit("F-2", cycle, elsewhere))
    obligation = ChargeObligation(Owed.OPEN, credits=credits_)
    process = PERU.by_name["charge_obligation"]
    found = list(figures_of(process, obligation, DAY))
    assert [(Figure.CREDITED_ELSEWHERE, elsewhere)] == found
