"""Work orders name the equipment that the technician collects (TRF-10, TRF-22)."""

from typing import Any

import pytest

from order_to_cash.domain.core import BrokenDefinition, Language, Moved, changed
from order_to_cash.domain.trade import Equipment, Notice, Notify, OpenWorkOrder, RemoveService
from order_to_cash.domain.trade.notice_wording import worded
from order_to_cash.domain.transfer import LoanedItem, Step
from order_to_cash.domain.transfer import commands as c
from order_to_cash.operators.bolivia import TRANSFER_REQUESTS as PROCESS
from order_to_cash.testing import Story
from tests.transfer import samples as s

LENT = (LoanedItem("E-1", "modem"), LoanedItem("E-2", "decodificador"))
BOTH = (Equipment("E-1", "modem"), Equipment("E-2", "decodificador"))
SERVICES = ("internet", "cable_tv")


def sent(number: int, equipment: tuple[LoanedItem, ...] = LENT) -> list[Any]:
    """Every message of a procedure with two services and this equipment, the items left open."""
    asked = c.RequestTransfer(s.request(number, services=SERVICES, equipment=equipment))
    claim = changed(s.CLAIM, observed=s.bob("400.00"))
    messages: list[Any] = []
    story: Story[Any, Any, Any] = Story(PROCESS)
    for step, role in s.BY_HAND[number]:
        if step is Step.CASHIER or (step is Step.TELL_EQUIPMENT and not equipment):
            continue
        given = s.command(number, step)
        given = asked if step is Step.RECEIVE else given
        given = c.RecordStep(step, claim) if step is Step.CHARGE else given
        story = story.when(s.envelope(role, given))
        assert isinstance(story.outcome, Moved), story.outcome
        messages += story.outcome.messages
    return messages


BY_HAND: dict[int, list[tuple[type, int, tuple[Equipment, ...]]]] = {
    1: [
        (OpenWorkOrder, 1, BOTH),
        (OpenWorkOrder, 2, ()),
        (RemoveService, 1, ()),
        (RemoveService, 2, ()),
    ],
    2: [(OpenWorkOrder, 1, ()), (OpenWorkOrder, 2, ())],
    3: [
        (OpenWorkOrder, 1, ()),
        (OpenWorkOrder, 2, ()),
        (RemoveService, 1, ()),
        (RemoveService, 2, ()),
    ],
    4: [
        (RemoveService, 1, BOTH),
        (RemoveService, 2, ()),
        (OpenWorkOrder, 1, ()),
        (OpenWorkOrder, 2, ()),
    ],
}
"""Who collects what: at the installation in 1, at the withdrawal in 4, else it is carried along."""


@pytest.mark.parametrize("number", BY_HAND)
def test_the_order_of_whoever_collects_it_names_the_equipment(number: int) -> None:
    """TRF-10, TRF-22: each item once, with the first order of the visit that collects it."""
    orders = [m for m in sent(number) if isinstance(m, OpenWorkOrder | RemoveService)]
    assert BY_HAND[number] == [(type(m), m.line, m.recover) for m in orders]


@pytest.mark.parametrize("number", [1, 4])
def test_nothing_is_collected_where_nothing_was_lent(number: int) -> None:
    """TRF-10: without equipment neither orders nor notices speak of it."""
    messages = sent(number, ())
    orders = [m for m in messages if isinstance(m, OpenWorkOrder | RemoveService)]
    assert {()} == {m.recover for m in orders}
    (passed,) = notices(messages)
    assert "items" not in dict(passed.values)


@pytest.mark.parametrize("number", [1, 4])
def test_installation_hears_which_equipment_it_collects(number: int) -> None:
    """TRF-10: in procedure 1, as in 4, the notice to the technicians names each item."""
    (passed,) = notices(sent(number))
    assert worded(passed, Language.ES).body.endswith("Equipos a recoger: modem, decodificador.\n")


def notices(messages: list[Any]) -> list[Notify]:
    """What the technical team is told when the case is passed on."""
    told = [m for m in messages if isinstance(m, Notify)]
    passed = [m for m in told if m.notice is Notice.TRANSFER_PASSED_ON]
    return [m for m in passed if m.to == s.FIELD.value]


def test_a_procedure_says_on_which_order_equipment_is_collected() -> None:
    """TRF-10, TRF-22: equipment that is given back has an order of the rows, other has none."""
    for procedure in PROCESS.settings.procedures:
        opened = {kind for row in procedure.rows for kind in row.orders}
        other = None if procedure.collects else min(opened)
        with pytest.raises(BrokenDefinition, match=f"procedure {procedure.number}") as raised:
            changed(procedure, collects=other)
        assert ["procedure.collects"] == [problem.code for problem in raised.value.problems]
