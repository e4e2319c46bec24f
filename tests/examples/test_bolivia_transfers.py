"""Two weeks of a Bolivian operator: the file runs as it stands, and can be made again."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.cli.main import main
from order_to_cash.embedded import open_desk

EXAMPLE = Path(__file__).parents[2] / "examples" / "bolivia"


def test_the_file_is_what_its_script_writes() -> None:
    """The requests are generated, the same ones every time."""
    made = subprocess.run(
        [sys.executable, EXAMPLE / "make_requests.py"], capture_output=True, check=True
    )
    assert (EXAMPLE / "requests.jsonl").read_bytes() == made.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The desk after the run."""
    path = tmp_path_factory.mktemp("bolivia") / "bolivia.db"
    arguments = ["run", str(EXAMPLE / "requests.jsonl"), "--db", str(path)]
    assert 0 == main([*arguments, "--operator", "bolivia", "--quiet"])
    with open_desk(path, operator="bolivia") as opened:
        yield opened


@pytest.mark.parametrize(
    ("case", "stage"),
    [
        ("T-1001", "completed"),
        ("T-1002", "completed"),
        ("T-1003", "completed"),
        ("T-1004", "completed"),
        ("T-2001", "completed"),
        ("T-2014", "completed"),
        ("T-2021", "completed"),
        ("T-2031", "completed"),
        ("T-2034", "completed"),
        ("T-2210", "installing"),
        ("T-3001", "not_possible"),
        ("T-3002", "in_execution"),
        ("T-3023", "not_possible"),
        ("T-3030", "not_possible"),
        ("T-3031", "not_possible"),
        ("T-3044", "received"),
        ("T-4001", "completed"),
        ("T-4002", "completed"),
        ("T-4004", "installing"),
        ("T-5003", "completed"),
        ("T-5005", "completed"),
        ("T-5006", "cancelled"),
        ("T-5008", "withdrawn"),
        ("T-6001", "completed"),
        ("T-6002", "completed"),
    ],
)
def test_transfers_end_where_their_story_leads(desk: Any, case: str, stage: str) -> None:
    """Each procedure, third parties, companies, damaged and lost equipment, refusals (TRF-01)."""
    assert stage == desk.state("transfer", case).stage.value


def test_who_may_not_ask_for_a_transfer_opens_none(desk: Any) -> None:
    """A refused first command leaves its answer and no case (TRU-08)."""
    assert () == desk.journal.processes_of("T-3043")
    assert desk.journal.answers("transfer", "T-3043")


def test_every_charge_was_made_once(desk: Any) -> None:
    """A one-time charge for each transfer that owes its fee, and for each lost item (TRF-14)."""
    reasons = [charge.reason for charge in desk.world.billing.charges().values()]
    assert len(reasons) == len(set(reasons))
    assert "equipment EQ-4002" in reasons
    assert not {"transfer T-5004", "transfer T-2210"} & {*reasons}
