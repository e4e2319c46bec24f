"""The example: six weeks in which everything happens that can happen to an order."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.sqlite import EmbeddedBilling, SqliteJournal
from order_to_cash.cli.amounts import Figure
from order_to_cash.cli.survey import Survey, survey
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.order import Channel, HoldReason, Stage
from order_to_cash.domain.trade import PaymentMethod
from order_to_cash.embedded import open_desk
from order_to_cash.operators import peru
from tests.cli.commands import EXAMPLE, ORDERS, run

LAST = datetime(2024, 2, 26, 4, 59, tzinfo=UTC)
ENDS = (Stage.REJECTED, Stage.COMPLETED, Stage.PARTIAL, Stage.FAILED, Stage.CANCELLED)


def envelopes() -> Iterator[dict[str, Any]]:
    """Every line that is JSON."""
    for line in ORDERS.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def commands(type_: str) -> Iterator[dict[str, Any]]:
    """Every command of that type."""
    return (e["command"] for e in envelopes() if e["command"]["type"] == type_)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the example was run into."""
    path = tmp_path_factory.mktemp("peru") / "peru.db"
    ended = run(ORDERS, path)
    assert 1 == ended.status
    assert 14 == len(ended.err.splitlines())
    return path


@pytest.fixture
def desk(db: Path) -> Iterator[Desk]:
    """A desk on that file."""
    with open_desk(db, operator="peru") as opened:
        yield opened


@pytest.fixture
def found(desk: Desk) -> Survey:
    """Where everything stands at the end of the six weeks."""
    return survey(desk, LAST)


def test_the_script_writes_the_file() -> None:
    """The script beside the file writes it byte by byte, today as the first time."""
    script = EXAMPLE / "make_orders.py"
    made = subprocess.run([sys.executable, script], capture_output=True, check=True).stdout
    assert ORDERS.read_bytes() == made


def test_the_file_is_as_large_and_long_as_it_says() -> None:
    """At least 300 lines in six weeks of 2024, in order of time."""
    assert 300 <= len(ORDERS.read_bytes().splitlines())
    days = [e["at"][:10] for e in envelopes() if e["at"].startswith("2024")]
    assert ("2024-01-15", "2024-02-25") == (min(days), max(days))


def test_everything_that_can_be_chosen_is_chosen() -> None:
    """Every channel, payment terms, way to pay, kind of line and reason to hold that is given."""
    requests = [placed["request"] for placed in commands("place_order")]
    assert {channel.value for channel in Channel} == {r["channel"] for r in requests}
    assert set(peru.PAYMENT_TERMS) <= {r.get("payment") for r in requests}
    payments = commands("receive_payment")
    methods = {m.value for m in PaymentMethod if m is not PaymentMethod.ACCOUNT_CREDIT}
    assert methods == {p["method"] for p in payments}
    found_out = {HoldReason.RESERVATION_LAPSED}
    given = {reason.value for reason in HoldReason if reason not in found_out}
    assert given == {h["reason"] for h in commands("hold_line")}
    kinds = [{item["kind"] for item in r["items"]} for r in requests]
    assert {"goods", "service"} in kinds


def test_orders_end_in_every_way(found: Survey) -> None:
    """Rejected, completed, completed in part, failed and cancelled: all orders have an end."""
    stages = {stage for process, stage in found.stages if process == "order"}
    assert {stage.value for stage in ENDS} == stages


def test_every_event_happens(desk: Desk) -> None:
    """Each event of each process of orders happens at least once, but for these.

    The embedded billing refuses none of these invoices, no exposure passes its limit, nothing
    that was paid is credited, no bank takes back what was refunded or has not been billed, nobody
    amends an order or brings something back, and the pack has neither reminders, charges for
    paying late, small differences, invoices by delivery, levels of an account, goods that are
    kept, parts in advance, nor shares owed elsewhere.
    """
    happened = Counter(event.type for event in desk.journal.events(limit=100_000))
    never = {
        desk.wire.type_name(event)
        for process in desk.operator.processes
        if process.name not in {"onboarding", "charge_correction", "charge_obligation", "payment"}
        for event in process.lifecycle.events
        if desk.wire.type_name(event) not in happened
    }
    assert {
        "account_cleared",
        "account_followed",
        "account_left",
        "account_reminded",
        "account_stopped",
        "advance_billed",
        "advance_credited",
        "advance_owed",
        "advance_reported",
        "bill_reported",
        "charge_paid",
        "charge_reopened",
        "charges_recorded",
        "charges_waived",
        "credit_deferred",
        "credit_passed_on",
        "credit_taken_back",
        "debt_followed",
        "debt_incurred",
        "debt_settled",
        "deliveries_resumed",
        "deliveries_stopped",
        "delivery_billed",
        "details_amended",
        "difference_reopened",
        "difference_settled",
        "exemption_ended",
        "exemption_granted",
        "exemption_noted",
        "exemption_withdrawn",
        "goods_reserved",
        "goods_short",
        "interest_reckoned",
        "issue_refused",
        "issue_retried",
        "late_fee_charged",
        "limit_passed",
        "line_returned",
        "order_amended",
        "payment_freed",
        "payment_reminded",
        "pieces_credited",
        "prepayment_recalled",
        "reservation_asked",
        "reservation_lapsed",
        "share_raised",
        "standing_noted",
        "stop_lifted",
    } == never


def test_orders_are_rejected_for_every_reason(found: Survey) -> None:
    """Each rule that can reject an order rejects one, and only those are named."""
    assert {
        "availability.coverage",
        "availability.currency",
        "availability.offered",
        "availability.stock",
        "credit.account-active",
        "credit.limit",
        "credit.override",
        "credit.line",
        "credit.past-due",
        "party.active",
        "party.channel",
        "party.payment-terms",
        "party.registered",
        "validation.approval",
        "validation.compatible",
        "validation.terms",
    } == set(found.rejected.codes)


def test_the_ledger_agrees_with_the_report(db: Path, found: Survey) -> None:
    """The invoices in the ledger sum to what the report calls invoiced, each order has one."""
    with SqliteJournal(db) as journal:
        invoices = EmbeddedBilling(journal.file).invoices().values()
    total = Money.sum_of((invoice.total for invoice in invoices), Currency.PEN)
    assert found.sums[Currency.PEN][Figure.INVOICED] == total
    delivered = sum(found.stages["order", stage] for stage in ("completed", "partly_completed"))
    assert delivered == len(invoices) == len({invoice.order for invoice in invoices})


def test_no_money_is_lost(db: Path, found: Survey, desk: Desk) -> None:
    """What came in is collected, kept as credit, or given back; what was invoiced is all there."""
    accepted = {event.command for event in desk.journal.events(limit=100_000)}
    paid = {
        e["id"]: Money.of(e["command"]["amount"]["amount"], Currency.PEN)
        for e in envelopes()
        if e["id"] in accepted and e["command"]["type"] == "receive_payment"
    }
    with SqliteJournal(db) as journal:
        ledger = EmbeddedBilling(journal.file)
        refunds, receipts = ledger.refunds().values(), ledger.receipts().values()
        charge_backs = ledger.charge_backs().values()
    refunded = Money.sum_of((refund.amount for refund in refunds), Currency.PEN)
    sums = found.sums[Currency.PEN]
    taken_back = paid["O-6050-04"]
    came_in = Money.sum_of(paid.values(), Currency.PEN)
    assert came_in == Money.sum_of((receipt.amount for receipt in receipts), Currency.PEN)
    assert [taken_back] == [back.amount for back in charge_backs]
    assert taken_back == sums[Figure.TAKEN_BACK]
    kept = sums[Figure.COLLECTED] + sums[Figure.UNALLOCATED]
    assert came_in - taken_back == kept + sums[Figure.GIVEN_BACK]
    assert refunded == sums[Figure.GIVEN_BACK]
    assert sums[Figure.INVOICED] == Money.sum_of(
        (
            sums[figure]
            for figure in (
                Figure.COLLECTED,
                Figure.CREDITED,
                Figure.WRITTEN_OFF,
                Figure.OUTSTANDING,
            )
        ),
        Currency.PEN,
    )


def test_nothing_is_left_over(found: Survey) -> None:
    """No message is parked, nothing is reserved or delivered without an invoice at the end."""
    sums = found.sums[Currency.PEN]
    assert () == found.parked
    for figure in (Figure.RESERVED, Figure.DELIVERED, Figure.ADVANCE, Figure.UNPLACED):
        assert sums[figure].is_zero


def test_no_person_is_named() -> None:
    """Contacts are of the domain kept for examples, addresses and names are made up."""
    for placed in commands("place_order"):
        request = placed["request"]
        assert request.get("contact", "@example.com").endswith("@example.com")
        assert request.get("address", "Calle de ejemplo").startswith("Calle de ejemplo")
