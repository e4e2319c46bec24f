"""Time passes by `tick`: at the exact instant, however late, once."""

from datetime import UTC, datetime, timedelta

from order_to_cash.domain.core import changed
from order_to_cash.domain.order import Stage
from order_to_cash.domain.receivable import DunningLevel
from order_to_cash.operators.peru import COLLECTION, PERU, RECEIVABLES, sol
from order_to_cash.rules import dunning_schedule
from tests.desk.small_operator import Office, directories

DUE = datetime(2024, 4, 1, 5, tzinfo=UTC)
"""The first instant of 1 April in Lima, the day after 30 days from 1 March have passed."""


def an_unpaid_order() -> Office:
    """An order of 1 March, due on 31 March."""
    office = Office()
    office.place("O-1")
    office.deliver_line("O-1")
    return office


def types(office: Office) -> list[str]:
    """What happened to the receivable since it was issued."""
    return [event.type for event in office.journal.history("receivable", "order/O-1")][2:]


def test_the_first_level_is_raised_with_the_first_instant_past_due() -> None:
    """ORD-30: one microsecond before the local day begins nothing is late; then it is."""
    office = an_unpaid_order()
    office.pass_time(DUE - timedelta(microseconds=1) - office.now)
    assert [] == types(office)
    office.pass_time(timedelta(microseconds=1))

    assert ["collection_alert_raised"] == types(office)


def test_a_late_look_raises_every_level_in_order() -> None:
    """ORD-30, ORD-31: nobody looked for two months, and no level is skipped."""
    office = an_unpaid_order()
    office.pass_time(timedelta(days=60))
    office.pass_time(timedelta(days=2))

    raised = ["collection_alert_raised", "collection_alert_raised", "service_blocked"]
    assert raised == types(office)


def test_looking_again_changes_nothing() -> None:
    """Two looks at one instant are one."""
    office = an_unpaid_order()
    office.pass_time(timedelta(days=60))
    before = office.journal.events()
    office.pass_time(timedelta(0))

    assert before == office.journal.events()


def test_paying_all_that_is_overdue_lifts_the_block() -> None:
    """ORD-31: the last cent lifts it, and the technical team is told."""
    office = an_unpaid_order()
    office.pass_time(timedelta(days=60))
    office.pass_time(timedelta(days=2))
    office.pay("O-1", "117.99", payment="P-1")
    assert office.receivable("O-1").stage.value == "blocked"
    office.pay("O-1", "0.01", payment="P-2")

    assert office.receivable("O-1").stage.value == "settled"
    done = [type(i).__name__ for i in office.fulfilment.instructions().values()]
    assert ["PrepareGoods", "BlockService", "UnblockService"] == done


def test_a_declined_order_is_rejected_when_its_window_closes() -> None:
    """ORD-13: exactly when the time for an override is over, and not before."""
    office = Office(directories=directories(limit="117.99"))
    office.place("O-1")
    assert office.order("O-1").stage is Stage.DECLINED
    office.pass_time(timedelta(days=5) - timedelta(microseconds=1))
    assert office.order("O-1").stage is Stage.DECLINED
    office.pass_time(timedelta(microseconds=1))

    assert office.order("O-1").stage is Stage.REJECTED


def test_hundreds_of_cases_are_looked_at_in_one_go() -> None:
    """More cases than one page of the journal holds are all looked at."""
    office = Office(directories=directories(limit="0.00"))
    for n in range(230):
        office.place(f"O-{n}")
    office.now += timedelta(days=5)

    assert 230 == office.desk.tick(office.now)
    assert 0 == office.desk.tick(office.now)


def test_a_look_that_was_too_early_does_not_hide_the_next() -> None:
    """ORD-30: under a schedule that became more patient, the level is raised when it comes."""
    office = an_unpaid_order()
    level = DunningLevel("patient", days=5, minimum=sol("0.01"))
    patient = changed(RECEIVABLES, dunning=dunning_schedule(COLLECTION, level))
    office.desk.operator = changed(
        PERU, processes=tuple(patient if p.name == "receivable" else p for p in PERU.processes)
    )
    office.pass_time(DUE - office.now)
    assert [] == types(office)
    office.pass_time(timedelta(days=4))

    assert ["collection_alert_raised"] == types(office)
