"""The example of ten new customers, counted by hand."""

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
from order_to_cash.cli.survey import Survey, survey
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Currency, Language, Money, Voice
from order_to_cash.domain.core.process import replay
from order_to_cash.domain.onboarding import Onboarding
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import ONBOARDING
from tests.cli.commands import run

FOLDER: Final = Path(__file__).parents[2] / "examples" / "onboarding"
REQUESTS: Final = FOLDER / "requests.jsonl"
LAST: Final = datetime(2024, 4, 6, 17, tzinfo=UTC)
STAGES: Final = {
    "ONB-01": "closed",
    "ONB-02": "closed",
    "ONB-03": "rejected",
    "ONB-04": "rejected",
    "ONB-05": "rejected",
    "ONB-06": "rejected",
    "ONB-07": "invoicing_validation",
    "ONB-08": "commercial_analysis_making",
    "ONB-09": "cancelled",
    "ONB-10": "closed",
}
APPROVALS: Final = {
    "ONB-01": 7,
    "ONB-02": 7,
    "ONB-03": 0,
    "ONB-04": 2,
    "ONB-05": 6,
    "ONB-06": 5,
    "ONB-07": 5,
    "ONB-08": 1,
    "ONB-09": 1,
    "ONB-10": 8,
}
"""By hand; ONB-10 approved its proposal twice, and the first approval lapsed."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the example was run into."""
    path = tmp_path_factory.mktemp("onboarding") / "onboarding.db"
    ended = run(REQUESTS, path)
    assert 0 == ended.status, ended.err
    return path


@pytest.fixture
def desk(db: Path) -> Iterator[Desk]:
    """A desk on that file."""
    with open_desk(db, operator="peru") as opened:
        yield opened


def state(desk: Desk, case: str) -> Onboarding:
    """Where an onboarding stands."""
    found = desk.state("onboarding", case)
    assert isinstance(found, Onboarding)
    return found


def events(desk: Desk, case: str) -> tuple[Any, ...]:
    """Everything that happened to an onboarding."""
    return tuple(happened.event for happened in desk.history("onboarding", case))


def test_the_script_writes_the_file() -> None:
    """The script beside the file writes it byte by byte, today as the first time."""
    script = FOLDER / "make_requests.py"
    made = subprocess.run([sys.executable, script], capture_output=True, check=True).stdout
    assert REQUESTS.read_bytes() == made


def test_each_customer_ends_where_the_readme_says(desk: Desk) -> None:
    """ONB-16: closed, rejected, cancelled, or still open."""
    assert STAGES == {case: state(desk, case).place for case in STAGES}


def test_the_report_says_why_each_was_rejected(desk: Desk) -> None:
    """ONB-05, ONB-16: which document was not valid, the lane's reason, and what must be undone."""
    rejected = survey(desk, LAST, Voice(Language.ES)).rejected
    assert (4, {"onboarding_rejected": 4}) == (rejected.count, rejected.codes)
    assert ["ONB-03", "ONB-04", "ONB-05", "ONB-06"] == [x.split(":")[0] for x in rejected.first]
    assert "falta la firma" in rejected.first[1]
    assert rejected.first[3].endswith("ONB-06")


def test_the_report_counts_them(desk: Desk) -> None:
    """ONB-16: by stage, with what was invoiced for four of them and paid by one."""
    found: Survey = survey(desk, LAST)
    counted = {stage: n for (process, stage), n in found.stages.items() if process == "onboarding"}
    assert Counter(STAGES.values()) == counted
    sums = found.sums[Currency.PEN]
    assert Money.of("7080.00", Currency.PEN) == sums[Figure.INVOICED]
    assert Money.of("1770.00", Currency.PEN) == sums[Figure.COLLECTED]
    assert Money.of("5310.00", Currency.PEN) == sums[Figure.OUTSTANDING]
    assert () == tuple(found.parked)


def test_nine_commands_are_refused_each_for_its_reason(tmp_path: Path) -> None:
    """ONB-04, ONB-10 to ONB-13: too late, too early, by the wrong one, without a criterion."""
    out = run(REQUESTS, tmp_path / "onboarding.db").out
    tail = out[out.index("by reason:") :].splitlines()[1:7]
    expected = [
        "3  onboarding.environment-missing",
        "2  onboarding.criteria",
        "1  onboarding.already-generated",
        "1  onboarding.wrong-approver",
        "1  process.wrong-role",
        "1  process.wrong-stage",
    ]
    assert expected == [line.strip() for line in tail]


def test_as_many_approvals_as_approved_documents(desk: Desk) -> None:
    """ONB-09, ONB-10: counted by hand for each customer; a lapsed approval is one no more."""
    for case, count in APPROVALS.items():
        happened = events(desk, case)
        approved = [x for x in happened if isinstance(x, e.DocumentApproved)]
        lapsed = 1 if case == "ONB-10" else 0
        assert count == len(approved)
        standing = [p for p in state(desk, case).papers if p.approved]
        assert count - lapsed == len(standing)


def test_every_history_gives_the_stored_state(desk: Desk) -> None:
    """ONB-16: what is stored is what the events say."""
    for case in STAGES:
        assert replay(ONBOARDING, events(desk, case)) == state(desk, case)


def test_rounds_and_revisions_are_counted(desk: Desk) -> None:
    """ONB-09: the proposal went back twice, the contract once; each got its revision."""
    papers = {p.kind: p for p in state(desk, "ONB-02").papers}
    assert (3, 2) == (papers["proposal"].revision, papers["proposal"].rounds)
    assert (2, 1) == (papers["contract"].revision, papers["contract"].rounds)


@pytest.mark.parametrize(
    ("case", "live"),
    [
        ("ONB-03", ()),
        ("ONB-04", ()),
        ("ONB-05", (f.Live.SERVICE, f.Live.INVOICE)),
        ("ONB-06", (f.Live.SERVICE,)),
    ],
)
def test_what_is_live_is_listed(desk: Desk, case: str, live: tuple[f.Live, ...]) -> None:
    """ONB-16: service and invoice, where the rejection came after them."""
    (rejected,) = [x for x in events(desk, case) if isinstance(x, e.OnboardingRejected)]
    assert live == tuple(thing.what for thing in rejected.live)


def test_seven_deadlines_passed(desk: Desk) -> None:
    """ONB-15: all six roles for ONB-08, the lanes over Easter; the Help Desk for ONB-07."""
    delays = {
        case: [(a.role.value, a.phase) for a in found.delays]
        for case in STAGES
        if (found := state(desk, case)).delays
    }
    expected = {
        "ONB-07": [("help_desk", "invoicing")],
        "ONB-08": [
            ("operations_operator", "start"),
            ("help_desk", "start"),
            ("alliances_manager", "proposal"),
            ("commercial_manager", "proposal"),
            ("implementation_lead", "proposal"),
            ("process", "proposal"),
        ],
    }
    assert expected == delays


def test_the_invoices_are_real(desk: Desk) -> None:
    """ONB-02: the document carries the number under which billing issued the invoice, once."""
    billing = desk.world.billing
    assert isinstance(billing, EmbeddedBilling)
    for case in ("ONB-01", "ONB-02", "ONB-05", "ONB-10"):
        found = state(desk, case)
        paper = found.paper("invoice")
        assert paper is not None
        assert billing.find(f"onboarding/{case}") == paper.reference == found.invoice != ""
    assert "settled" == desk.state("receivable", "onboarding/ONB-01").stage.value


def test_the_international_customer_is_loaded(desk: Desk) -> None:
    """ONB-03: booking, CRM and OOB, for the international customer alone."""
    done = {case: [d.activity for d in state(desk, case).done] for case in STAGES}
    assert list(f.Activity) == done.pop("ONB-10")
    assert [] == [activity for those in done.values() for activity in those]
