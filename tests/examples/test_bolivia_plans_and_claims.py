"""Plan changes and claims of the Bolivian example end as their stories say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.cli.main import main
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Currency, Money
from order_to_cash.embedded import open_desk

REQUESTS = Path(__file__).parents[2] / "examples" / "bolivia" / "requests.jsonl"
OURS = ("plan_change", "technical_claim")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk after plan changes and claims alone were run."""
    folder = tmp_path_factory.mktemp("bolivia")
    lines = REQUESTS.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = folder / "kept.jsonl"
    ours = (line for line in lines if json.loads(line)["process"] in OURS)
    kept.write_text("".join(ours), encoding="utf-8")
    path = folder / "kept.db"
    arguments = ["run", str(kept), "--db", str(path), "--operator", "bolivia", "--quiet"]
    assert 0 == main(arguments)
    with open_desk(path, operator="bolivia") as opened:
        yield opened


def state(desk: Desk, case: str) -> Any:
    return desk.state("plan_change" if case.startswith("CP") else "technical_claim", case)


@pytest.mark.parametrize(
    ("case", "stage", "difference"),
    [
        ("CP-2001", "applied", "39.00"),
        ("CP-2002", "applied", "-15.00"),
        ("CP-2003", "applied", "17.80"),
        ("CP-2004", "applied", "21.00"),
        ("CP-2005", "refused", None),
        ("CP-2006", "refused", None),
        ("CP-2007", "cancelled", "-12.00"),
        ("CP-2008", "applied", "45.00"),
        ("CP-2009", "applied", "5.62"),
        ("CP-2010", "applied", "24.00"),
        ("CP-2011", "applied", "-32.63"),
    ],
)
def test_plan_changes_end_where_their_story_leads(
    desk: Desk, case: str, stage: str, difference: str | None
) -> None:
    """REQ-08, REQ-09: every kind of change, with the difference of its cycle to the cent."""
    found = state(desk, case)
    expected = None if difference is None else Money.of(difference, Currency.BOB)
    proposal = found.proposal
    assert (stage, expected) == (found.stage.value, proposal and proposal.difference)


@pytest.mark.parametrize(
    ("case", "stage", "effective"),
    [
        ("RT-3001", "closed", True),
        ("RT-3002", "closed", True),
        ("RT-3003", "closed", True),
        ("RT-3004", "closed", True),
        ("RT-3005", "closed", False),
        ("RT-3006", "closed", True),
        ("RT-3007", "closed", True),
        ("RT-3008", "withdrawn", True),
        ("RT-3009", "in_work", False),
    ],
)
def test_claims_end_where_their_story_leads(
    desk: Desk, case: str, stage: str, effective: bool
) -> None:
    """REQ-10 to REQ-12, KPI-01: solved, not founded, reopened, withdrawn, still open."""
    found = state(desk, case)
    assert (stage, effective) == (found.stage.value, found.effective)


def test_the_refund_of_the_example_is_what_was_paid(desk: Desk) -> None:
    """REQ-10: one of two invoices is refunded, in full, and the other one declined."""
    found = state(desk, "RT-3003")
    refunds = [(refund.invoice, refund.amount) for refund in found.refunded]
    assert [("F-3003-09", Money.of("199.00", Currency.BOB))] == refunds
    assert ("F-3003-10",) == found.declined


def test_billing_has_each_difference_once(desk: Desk) -> None:
    """REQ-09, REQ-10: what the ledger has is what was applied and refunded, and nothing else."""
    billing: Any = desk.world.billing
    charged = {charge.account: charge.amount.amount for charge in billing.charges().values()}
    assert {
        "CTA-2001": "39.00",
        "CTA-2003": "17.80",
        "CTA-2004": "21.00",
        "CTA-2008": "45.00",
        "CTA-2009": "5.62",
        "CTA-2010": "24.00",
    } == charged
    assert 6 == len(billing.charges())
    assert all("se prorratea" in charge.reason for charge in billing.charges().values())
    refunded = sorted(
        (refund.account, refund.amount.amount) for refund in billing.refunds().values()
    )
    assert [("CTA-2002", "15.00"), ("CTA-2011", "32.63"), ("CTA-3003", "199.00")] == refunded
