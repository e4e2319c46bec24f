"""Every example in one file, in one go: nothing is counted twice, nothing is left out."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from order_to_cash.adapters.sqlite import EmbeddedBilling
from order_to_cash.cli.amounts import Figure, Sums
from order_to_cash.cli.survey import Survey, survey
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Currency, Money
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, command

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
FILES: Final = {
    path: "bolivia" if path.parent.name == "bolivia" else "peru"
    for path in sorted(EXAMPLES.glob("*/*.jsonl"))
    if path.parent.name != "chile"
}
BOTH: Final = "peru+bolivia"
END: Final = datetime(2026, 6, 1, tzinfo=UTC)
NOW: Final = ("--now", END.isoformat(), "--jump", "--quiet")
BLOCKED: Final = END + timedelta(days=2)
"""By then whoever was alerted at the end is blocked, whenever the other lines let time pass."""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file of all examples."""
    db = tmp_path_factory.mktemp("together") / "all.db"
    command("run", *FILES, "--db", db, "--operator", BOTH, "--data", DATA, *NOW)
    command("tick", "--db", db, "--data", DATA, "--now", BLOCKED.isoformat())
    return db


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """A file of its own for each example, with its operator."""
    folder = tmp_path_factory.mktemp("apart")
    files = {folder / f"{path.parent.name}.db": (path, name) for path, name in FILES.items()}
    for db, (path, name) in files.items():
        command("run", path, "--db", db, "--operator", name, "--data", DATA, *NOW)
        command("tick", "--db", db, "--data", DATA, "--now", BLOCKED.isoformat())
    return {db: name for db, (_, name) in files.items()}


@pytest.fixture
def desk(together: Path) -> Iterator[Desk]:
    """A desk on the one file."""
    with open_desk(together, operator=BOTH) as opened:
        yield opened


def added(sums: list[Sums]) -> dict[tuple[Currency, Figure], Money]:
    """The figures of several files as one, without those that are zero."""
    total: dict[tuple[Currency, Figure], Money] = {}
    for one in sums:
        for currency, figures in one.items():
            for figure, amount in figures.items():
                key = currency, figure
                total[key] = total.get(key, Money.zero(currency)) + amount
    return {key: amount for key, amount in total.items() if not amount.is_zero}


def test_one_file_comes_to_what_the_files_come_to(apart: dict[Path, str], desk: Desk) -> None:
    """Cases by stage, reasons and every amount are the sums of the examples run by themselves."""
    with ExitStack() as stack:
        desks = [stack.enter_context(open_desk(db, operator=name)) for db, name in apart.items()]
        each: list[Survey] = [survey(one, BLOCKED) for one in desks]
    whole = survey(desk, BLOCKED)
    assert sum((one.stages for one in each), start=each[0].stages.__class__()) == whole.stages
    assert sum(one.rejected.count for one in each) == whole.rejected.count
    assert added([one.sums for one in each]) == added([whole.sums])
    assert () == whole.parked


def test_the_report_says_what_the_ledger_says(desk: Desk) -> None:
    """What cases say was invoiced, credited, charged and given back is what billing has done."""
    billing = EmbeddedBilling(desk.journal.file)  # type: ignore[attr-defined]
    done = {
        Figure.INVOICED: [invoice.total for invoice in billing.invoices().values()],
        Figure.CREDITED: [note.amount for note in billing.credit_notes().values()],
        Figure.CHARGED: [charge.amount for charge in billing.charges().values()],
        Figure.GIVEN_BACK: [refund.amount for refund in billing.refunds().values()],
    }
    for currency, figures in survey(desk, BLOCKED).sums.items():
        figures[Figure.CREDITED] += figures[Figure.CREDITED_ELSEWHERE]
        for figure, amounts in done.items():
            own = [amount for amount in amounts if amount.currency is currency]
            assert Money.sum_of(own, currency) == figures[figure], (figure, currency)


def test_to_run_it_again_changes_nothing(together: Path, desk: Desk) -> None:
    """Every command was answered before; cases, reasons and amounts stay as they are."""
    before = survey(desk, BLOCKED)
    command("run", *FILES, "--db", together, "--operator", BOTH, "--data", DATA, *NOW)
    assert before == survey(desk, BLOCKED)


def test_an_operator_leaves_the_cases_of_another_alone(together: Path, desk: Desk) -> None:
    """A file of two operators is opened by both together, and by neither alone (TRU-10)."""
    before = survey(desk, BLOCKED)
    ended = command("tick", "--db", together, "--operator", "bolivia", "--now", END.isoformat())
    assert (2, "") == (ended.status, ended.out)
    assert "belongs to the operator peru+bolivia" in ended.err
    assert before == survey(desk, BLOCKED)
