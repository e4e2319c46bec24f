"""A desk says what a case waits for, and tells whoever has to act (FUL-06)."""

from datetime import timedelta

import pytest

from order_to_cash.domain.core import Envelope, Language, LookAtWait, Role, Voice, WaitTold
from order_to_cash.domain.order import CancelOrder
from order_to_cash.domain.trade import Notice, Notify, Target, worded
from order_to_cash.stories import wait_told
from tests.desk.small_operator import START, Office

WEEK = timedelta(days=7)


def told(office: Office) -> list[tuple[str, tuple[object, ...]]]:
    """To whom it was told that a case waits, and for what."""
    return [
        (notice.to, dict(notice.values)["deeds"])
        for notice in office.notification.sent().values()
        if notice.notice is Notice.CASE_WAITS
    ]


def an_order_to_pay() -> Office:
    """An order of 118.00 that is paid up front, and is not paid yet."""
    office = Office()
    office.place("O-1", payment="up-front")
    return office


def test_whoever_has_to_pay_is_told_at_once() -> None:
    """FUL-06: the party of an order that is paid up front hears that it has to pay."""
    assert [("D-0", ("TakePayment",))] == told(an_order_to_pay())


def test_an_unpaid_order_says_what_it_waits_for() -> None:
    """FUL-06: stage, open findings, who has to do what, since when, until when, and what then."""
    wait = an_order_to_pay().desk.waits("order", "O-1")
    assert wait is not None
    assert ("order", "in_validation") == (wait.process, wait.stage)
    assert ["validation.paid"] == [finding.rule for finding in wait.findings]
    assert [("TakePayment", ("distributor", "customer"))] == [
        (deed.command, deed.roles) for deed in wait.deeds
    ]
    assert (START, START + WEEK) == (wait.since, wait.until)
    assert (WaitTold(START),) == wait.then


def test_an_order_that_nobody_pays_is_told_every_week() -> None:
    """FUL-06: an order that is paid up front no longer waits for ever without a word."""
    office = an_order_to_pay()
    office.pass_time(WEEK - timedelta(seconds=1))
    assert ["D-0"] == [to for to, _ in told(office)]
    office.pass_time(timedelta(seconds=1))
    again = ["distributor_management", "D-0"]
    assert ["D-0", *again] == [to for to, _ in told(office)]
    office.pass_time(timedelta(0))
    assert ["D-0", *again] == [to for to, _ in told(office)]
    office.pass_time(WEEK)
    assert ["D-0", *again, *again] == [to for to, _ in told(office)]

    wait = office.desk.waits("order", "O-1")
    assert wait is not None
    assert START == wait.since
    assert "in_validation" == office.desk.state("order", "O-1").stage


def test_money_ends_the_wait() -> None:
    """FUL-06: once it is paid, the order waits for its delivery."""
    office = an_order_to_pay()
    office.now += timedelta(hours=1)
    office.receive("P-1", "118.00", Target("order", "O-1"))
    wait = office.desk.waits("order", "O-1")
    assert wait is not None
    assert ["Schedule"] == [deed.command for deed in wait.deeds]
    assert office.now == wait.since


def test_a_declined_order_tells_who_could_override() -> None:
    """FUL-06: Credit & Collections hears of it, and what follows if it does nothing."""
    office = Office()
    office.place("O-1", quantity=100)
    assert [("credit_and_collections", ("OverrideCredit",))] == told(office)
    wait = office.desk.waits("order", "O-1")
    assert wait is not None
    assert ["OrderRejected"] == [type(event).__name__ for event in wait.then]


def test_what_ended_waits_for_nothing() -> None:
    """FUL-06: a cancelled order waits for nobody, and time tells nobody about it."""
    office = an_order_to_pay()
    office.give("O-1", Role.SALES, CancelOrder("no need"))
    before = len(told(office))
    office.pass_time(5 * WEEK)
    assert office.desk.waits("order", "O-1") is None
    assert before == len(told(office))


def test_nobody_outside_looks_in_the_name_of_the_clock() -> None:
    """FUL-06: that a case stands still is told by time alone."""
    office = an_order_to_pay()
    look = Envelope("x", "O-1", "order", START, "eve", Role.CLOCK, LookAtWait(START))
    with pytest.raises(Exception, match="type"):
        office.desk.handle(look)


def test_the_wait_reads_in_every_language() -> None:
    """FUL-06: roles, commands, reasons and instants, as the clocks of the operator show them."""
    wait = an_order_to_pay().desk.waits("order", "O-1")
    assert wait is not None
    (finding,) = wait.findings
    last = (
        "Si nada ocurre hasta 2024-03-08 10:00: se avisa a quien debe actuar que el caso espera "
        "desde 2024-03-01 10:00."
    )
    assert [
        "Espera desde 2024-03-01 10:00:",
        "  pagar: distribuidor, cliente",
        f"  - {finding.text(Language.ES)} ({finding.clause})",
        last,
    ] == list(wait_told(wait, Voice(Language.ES), zone="America/Lima"))
    assert "0.00 PEN de 118.00 PEN" in finding.text(Language.ES)


def test_the_letter_says_what_is_open() -> None:
    """FUL-06, FUL-07: what has to be done, and the figures behind it."""
    office = an_order_to_pay()
    letter = next(n for n in office.notification.sent().values() if n.to == "D-0" and is_wait(n))
    said = worded(letter, Language.ES)
    assert "pedido O-1 espera: pagar" == said.subject
    assert "118.00 PEN" in said.body


def is_wait(notice: Notify) -> bool:
    """Whether the notice says that a case waits."""
    return notice.notice is Notice.CASE_WAITS
