"""The example of forty corrections, counted by hand."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash.adapters.sqlite import EmbeddedBilling
from order_to_cash.cli.amounts import Figure
from order_to_cash.cli.survey import survey
from order_to_cash.desk import Desk
from order_to_cash.domain.charge_correction import Cause, ChargeCorrection
from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.trade import CloseTicket, RegisterTicket, RouteTicket
from order_to_cash.embedded import open_desk
from tests.cli.commands import command, section

FOLDER: Final = Path(__file__).parents[2] / "examples" / "charge_correction"
REQUESTS: Final = FOLDER / "requests.jsonl"
LAST: Final = datetime(2026, 5, 2, 5, tzinfo=UTC)
ENDS: Final = {
    "attended": (*range(1, 16), 25, 26, 29, 31, 32, 33, 35, 36, 37, 39, 40),
    "refused": (16, *range(19, 25), 27, 28, 34),
    "withdrawn": (17,),
    "pending": (18,),
    "in_approval": (30,),
    "routed": (38,),
}
CAUSES: Final = {
    Cause.CONFIGURATION: (1, 2, 3, *range(11, 16), 31, 39),
    Cause.MISALIGNMENT: (4, 5, 33, 36, 37, 38, 40),
    Cause.SALES_WITH_OFFER: (6, 7, 8),
    Cause.SALES_WITHOUT_OFFER: (25, 26),
    Cause.POST_SALE: (9, 10, 29, 32, 35),
}
"""Of those that were routed, the last cause; 36 to 38 came back."""
PARTS: Final = {"16.45": 11, "30.00": 22, "0.97": 1}
"""January from the 15th on, whole months, and the one day in March of CF-01."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the example was run into."""
    path = tmp_path_factory.mktemp("corrections") / "corrections.db"
    ended = command("run", REQUESTS, "--operator", "peru", "--db", path)
    assert 0 == ended.status, ended.err
    return path


@pytest.fixture
def desk(db: Path) -> Iterator[Desk]:
    """A desk on that file."""
    with open_desk(db, operator="peru") as opened:
        yield opened


def state(desk: Desk, number: int) -> ChargeCorrection:
    """Where a correction stands."""
    found = desk.state("charge_correction", f"CF-{number:02}")
    assert isinstance(found, ChargeCorrection)
    return found


def test_the_script_writes_the_file() -> None:
    """The script beside the file writes it byte by byte, today as the first time."""
    script = FOLDER / "make_requests.py"
    made = subprocess.run([sys.executable, script], capture_output=True, check=True).stdout
    assert REQUESTS.read_bytes() == made


@pytest.mark.parametrize("stage", ENDS)
def test_each_case_ends_where_the_readme_says(desk: Desk, stage: str) -> None:
    """FIX-10, FIX-18, FIX-26: attended, refused, withdrawn, or still open."""
    assert {stage} == {state(desk, number).stage.value for number in ENDS[stage]}
    assert 40 == sum(map(len, ENDS.values()))


@pytest.mark.parametrize("cause", CAUSES)
def test_each_case_has_its_cause(desk: Desk, cause: Cause) -> None:
    """FIX-05 to FIX-12: what the facts said, or an advisor, or a bill that was still wrong."""
    assert {cause} == {state(desk, number).cause for number in CAUSES[cause]}


def test_one_obligation_stays_open(desk: Desk) -> None:
    """FIX-25: all but that of CF-38 are discharged by a bill; two cases share one of them."""
    found = survey(desk, LAST)
    counted = {s: n for (process, s), n in found.stages.items() if process == "charge_obligation"}
    assert {"discharged": 25, "open": 1} == counted
    assert "open" == desk.state("charge_obligation", "LIN-38.charge").stage.value
    assert () == found.parked


def test_what_is_credited_is_owed_no_more(desk: Desk) -> None:
    """FIX-27: 6,035.67 were invoiced, 841.92 of it too much, and nobody pays in this example."""
    figures = survey(desk, LAST).sums[Currency.PEN]
    assert ["6035.67", "841.92", "5193.75", "0.00"] == [
        figures[figure].amount
        for figure in (
            Figure.INVOICED,
            Figure.CREDITED,
            Figure.OUTSTANDING,
            Figure.CREDITED_ELSEWHERE,
        )
    ]


def test_credit_notes_are_what_was_billed_too_much(desk: Desk) -> None:
    """FIX-27: thirty-four notes, 841.92 soles in all, each invoice credited once."""
    billing = desk.world.billing
    assert isinstance(billing, EmbeddedBilling)
    notes = billing.credit_notes().values()
    assert Counter(PARTS) == Counter(note.amount.amount for note in notes)
    total = Money.sum_of((note.amount for note in notes), Currency.PEN)
    assert Money.of("841.92", Currency.PEN) == total
    assert len(notes) == len({note.invoice for note in notes})


def test_tickets_are_registered_routed_and_closed(desk: Desk) -> None:
    """FIX-19 to FIX-25: thirty-one cases in the queue, and thirty-one forms and tickets."""
    ticketing: Any = desk.world.ticketing
    tickets = ticketing.tickets().values()
    kinds = Counter(map(type, tickets))
    assert {RegisterTicket: 31, RouteTicket: 31, CloseTicket: 27} == kinds
    names = Counter(one.route.name for one in tickets if isinstance(one, RouteTicket))
    assert {"activations": 12, "incident": 8, "operator-execution": 11} == names


def test_five_commands_are_refused_each_for_its_reason(tmp_path: Path) -> None:
    """FIX-10, FIX-12, FIX-27: by whoever asks, without a reason or a cause, a cycle twice."""
    ended = command("run", REQUESTS, "--operator", "peru", "--db", tmp_path / "again.db")
    refused = section(ended.out, "Refused commands: 5")
    assert [
        "2 process.wrong-stage",
        "1 charge-correction.own-case",
        "1 charge-obligation.cycle-credited",
        "1 process.blank",
    ] == refused[-4:]


def test_indicators_count_what_had_to_be_done_again(db: Path) -> None:
    """KPI-01, KPI-02: 37 of 40 ended, two of them done twice; 27 within a day."""
    ended = command("kpi", db, "--as-of", LAST.isoformat())
    figures = ended.out.splitlines()[4].split()
    assert ["40", "3", "0", "35", "87.50"] == figures[:5]
    assert ["27", "67.50"] == figures[7:9]


def test_a_case_and_its_obligation_can_be_explained(db: Path) -> None:
    """FIX-22: the story says that the bill was still wrong, and what was given back."""
    case = command("explain", "CF-36", "--db", db)
    assert "still bears the old charge" in case.out
    owed = command("explain", "LIN-36.charge", "--db", db, "--language", "es")
    assert "se acredita: 30.00 PEN" in owed.out
