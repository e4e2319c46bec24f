"""What would have helped is told in letters, where the pack wants it, and does help (FUL-07)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash import Desk, Language, Operator, Role, Sensitive
from order_to_cash.adapters.folder import FolderDirectories
from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
)
from order_to_cash.domain.core import InvalidValue, changed
from order_to_cash.domain.credit_account import Misses, PaymentRecord
from order_to_cash.domain.order import (
    AmendOrder,
    Channel,
    DeliveryMode,
    Item,
    OrderRequest,
    PlaceOrder,
    Stage,
)
from order_to_cash.domain.trade import Kind, Notice, worded
from order_to_cash.embedded import wire_of
from order_to_cash.operators.peru import CREDIT_ACCOUNTS, ORDERS, PERU
from order_to_cash.ports import World
from order_to_cash.whatif import Advice
from tests.whatif.test_remedy import WATCHFUL, owing

NOW: Final = datetime(2024, 1, 15, 14, tzinfo=UTC)
DATA: Final = Path("examples/peru/data")
ADVICE: Final = Advice("America/Lima")


def advising() -> Operator:
    """Peru, whose letters tell what would have helped."""
    orders = changed(ORDERS, settings=changed(ORDERS.settings, advises=ADVICE))
    known = changed(CREDIT_ACCOUNTS.evaluation, advises=ADVICE)
    accounts = changed(CREDIT_ACCOUNTS, evaluation=known)
    changes = {one.name: one for one in (orders, accounts)}
    processes = tuple(changes.get(one.name, one) for one in PERU.processes)
    return changed(PERU, name="advising", processes=processes)


class Day:
    """A desk of that operator, and everything that was written to people."""

    def __init__(self, pack: Operator) -> None:
        self.letters = InMemoryNotification()
        directories = FolderDirectories.load(DATA)
        outside = World(directories, InMemoryBilling(), InMemoryFulfilment(), self.letters)
        self.desk = Desk(pack, InMemoryJournal(), outside, wire_of(pack))

    def place(self, case: str, party: str, *items: tuple[str, int], payment: str = "net-7") -> Any:
        """An order for goods, and what becomes of it."""
        request = OrderRequest(
            party,
            Channel.DISTRIBUTOR_SYSTEM,
            tuple(Item(sku, quantity, Kind.GOODS) for sku, quantity in items),
            "LIM-CENTRO",
            payment,
            DeliveryMode.HOME_DELIVERY,
            Sensitive("Jirón Canario 7"),
            Sensitive("canario@example.com"),
        )
        return self.give(case, party, PlaceOrder(request))

    def give(self, case: str, party: str, command: Any) -> Any:
        """One command of the party, and the order once all is delivered."""
        kind = f"{case}-{type(command).__name__}"
        self.desk.give(
            command, to=f"order/{case}", by=party, role=Role.DISTRIBUTOR, id=kind, at=NOW
        )
        self.desk.deliver(NOW)
        return self.desk.state("order", case)

    def told(self, notice: Notice, language: str = "en") -> str:
        """The last letter of that kind, as it is read."""
        sent = [each for each in self.letters.sent().values() if each.notice is notice]
        return worded(sent[-1], Language(language), self.desk.operator.words).body


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "place it anew:\n- Order for 1595.00 PEN less on credit.\n"),
        ("es", "hágalo de nuevo:\n- Pedir por 1595.00 PEN menos a crédito.\n"),
        ("pt", "faça-o de novo:\n- Pedir por 1595.00 PEN a menos a crédito.\n"),
    ],
)
def test_a_declined_order_is_told_what_would_have_helped(language: str, told: str) -> None:
    """ORD-11, FUL-07: 6600.00 of 8000.00 are reserved, 2995.00 asked for: 1595.00 too much."""
    day = Day(advising())
    day.place("o-1", "D-005", ("CEL-E64", 20))
    assert Stage.DECLINED is day.place("o-2", "D-005", ("TAB-10", 5)).stage
    letter = day.told(Notice.CREDIT_DECLINED, language)
    assert letter.endswith(told)
    assert "anario" not in letter


@pytest.mark.parametrize(("pieces", "stage"), [(2, Stage.RELEASED), (3, Stage.DECLINED)])
def test_the_order_that_is_changed_as_proposed_is_approved(pieces: int, stage: Stage) -> None:
    """FUL-05: at 599.00 each, three pieces less are 1595.00 less, and two are not."""
    day = Day(advising())
    day.place("o-1", "D-005", ("CEL-E64", 20))
    day.place("o-2", "D-005", ("TAB-10", 5))
    fewer = AmendOrder(items=(Item("TAB-10", pieces, Kind.GOODS),))
    assert stage is day.give("o-2", "D-005", fewer).stage


def test_a_rejected_order_is_told_what_would_have_helped() -> None:
    """ORD-07, FUL-07: both lines are short, so both are ordered with fewer pieces, and released."""
    day = Day(advising())
    rejected = day.place("o-1", "D-006", ("CEL-V32", 41), ("TAB-10", 62), payment="net-30")
    assert Stage.REJECTED is rejected.stage
    assert (
        "you may place it anew so:\n- Together: order 1 piece of CEL-V32 less; order 2 pieces of "
        "TAB-10 less.\n"
    ) in day.told(Notice.ORDER_REJECTED)
    anew = day.place("o-2", "D-006", ("CEL-V32", 40), payment="net-30")
    assert Stage.RELEASED is anew.stage


def test_nothing_is_proposed_where_nothing_would_do() -> None:
    """ORD-07: terms that were not agreed stay in the way, however few pieces are ordered."""
    day = Day(advising())
    rejected = day.place("o-1", "D-006", ("CEL-V32", 41), payment="net-15")
    assert Stage.REJECTED is rejected.stage
    letter = day.told(Notice.ORDER_REJECTED)
    assert letter.endswith("You may place a new order at any time.\n")


def test_what_would_have_helped_days_ago_is_not_told_at_the_end() -> None:
    """ORD-13: an order that nobody overrode ends, and what it owed then may be paid since."""
    day = Day(advising())
    day.place("o-1", "D-005", ("CEL-E64", 20))
    declined = day.place("o-2", "D-005", ("TAB-10", 5)).credit.declined
    assert 1 == len(declined.proposals)
    day.desk.tick(NOW + timedelta(days=6))
    day.desk.deliver(NOW + timedelta(days=6))
    assert Stage.REJECTED is day.desk.state("order", "o-2").stage
    assert "Order for" not in day.told(Notice.ORDER_REJECTED)


def test_a_pack_that_wants_none_of_it_keeps_and_tells_nothing() -> None:
    """FUL-07: letters and stored decisions are as they were."""
    day = Day(PERU)
    day.place("o-1", "D-005", ("CEL-E64", 20))
    declined = day.place("o-2", "D-005", ("TAB-10", 5)).credit.declined
    assert () == declined.proposals
    assert "proposals" not in day.desk.wire.dump_decision(declined)
    assert "With one of these" not in day.told(Notice.CREDIT_DECLINED)


def test_a_decision_with_proposals_is_kept_and_read_again() -> None:
    """OPN-06: what would have helped is stored with the decision, and stands in its sentences."""
    day = Day(advising())
    declined = day.place("o-2", "D-005", ("TAB-10", 40)).credit.declined
    wire = day.desk.wire
    assert declined == wire.load_decision(wire.dump_decision(declined))
    assert "  > se aprobaría: pedir por 15960.00 PEN menos a crédito" in declined.sentences(
        Language.ES
    )
    assert "se aprobaría: pedir por 15960.00 PEN menos" in declined.html(Language.ES)


@pytest.mark.parametrize(("zone", "until"), [("UTC", "2026-04-01"), ("America/Lima", "2026-03-31")])
def test_days_of_waiting_are_those_of_the_zone(zone: str, until: str) -> None:
    """FUL-07: an hour past midnight in UTC it is still yesterday in Lima, thirty days on too."""
    misses = ((60, Misses(late=1)), (20, Misses(late=2)))
    late = owing(record=PaymentRecord(5, misses))
    facts = changed(late, at=datetime(2026, 3, 2, 1, tzinfo=UTC))
    (proposal,) = Advice(zone)(((WATCHFUL, facts),))
    assert f"wait 30 days, until {until}, and pay what falls due meanwhile" == proposal.text()


def test_a_zone_that_nobody_knows_is_refused_when_the_pack_is_made() -> None:
    """OPN-06: not at the first letter."""
    with pytest.raises(InvalidValue, match="time zone"):
        Advice("Nowhere/Land")
