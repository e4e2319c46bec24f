"""What was agreed with a party is what is asked of it: advances and offers (PRI-10, PRI-11)."""

from datetime import date
from typing import Any

import pytest

from order_to_cash.audit import money, obligations
from order_to_cash.domain.charge_obligation import ChargeObligation
from order_to_cash.domain.charge_obligation import Stage as Owing
from order_to_cash.domain.core import changed, entity
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.trade import RaiseInvoice
from order_to_cash.operators.peru import RECEIVABLES
from order_to_cash.testing import Story
from tests.processes import samples as s
from tests.processes import test_order_advances as advances
from tests.processes import test_order_offers as offers


@entity
class Seen:
    """States of cases, as the laws look at them."""

    known: dict[str, dict[str, Any]]

    def states(self, process: str) -> dict[str, Any]:
        """Those of one process."""
        return self.known.get(process, {})


def said(law: Any, **known: dict[str, Any]) -> list[str]:
    """What a law says of these states."""
    return list(law(Seen(known)))


def billed(story: s.OrderStory) -> Receivable:
    """The receivable that the last command of the order asks for, issued."""
    (raised,) = s.sent(story, RaiseInvoice)
    made: s.ReceivableStory = Story(RECEIVABLES)
    return s.went(made, s.to_receivable(r.RaiseInvoice(raised.bill)), s.issue()).state


def test_a_correction_of_something_else_is_noticed() -> None:
    """PRI-11: it owes the offered charge of 423.73; that of another line is nobody's here."""
    order = offers.verified().state
    agreed = order.agreement(1)
    assert agreed is not None
    owing = ChargeObligation(Owing.OPEN, "C-1", agreed, date(2026, 3, 2))
    law, orders = obligations.corrections_compare_with_what_was_agreed, {s.ORDER: order}
    assert [] == said(law, order=orders, charge_obligation={"x": owing})
    elsewhere = changed(owing, known=changed(agreed, line="999 000 111"))
    assert [] == said(law, order=orders, charge_obligation={"x": elsewhere})
    dearer = changed(owing, known=changed(agreed, offered=s.sol("423.74")))
    (found,) = said(law, order=orders, charge_obligation={"x": dearer})
    assert "agreed was" in found


@pytest.mark.parametrize(
    ("spoiled", "expected"),
    [
        ({"amount": s.sol("299.99")}, "is not what it asked for"),
        ({"credited": s.sol("1.00")}, "not all that is"),
        ({"deducted": s.sol("299.00")}, "are forgotten"),
    ],
)
def test_an_advance_that_is_not_where_it_belongs_is_noticed(
    spoiled: dict[str, Any], expected: str
) -> None:
    """PRI-10: of another amount, credited in the order alone, or neither credited nor deducted."""
    asked = billed(advances.approved())
    story = advances.delivered(advances.released())
    final, order = billed(story), story.state
    there = {f"order/{s.ORDER}/1": asked, f"order/{s.ORDER}": final}
    law = money.advances_are_where_they_belong
    assert [] == said(law, order={s.ORDER: order}, receivable=there)
    (one,) = order.advances
    wrong = changed(order, advances=(changed(one, **spoiled),))
    found = said(law, order={s.ORDER: wrong}, receivable=there)
    assert any(expected in text for text in found)


def test_an_advance_that_is_deducted_twice_is_noticed() -> None:
    """PRI-10: two parts of 300.00 on an invoice, of an advance of 300.00."""
    story = advances.delivered(advances.released())
    final, asked = billed(story), billed(advances.approved())
    bill = final.owed.bill
    twice = changed(bill, prepaid=bill.prepaid * 2)
    spoiled = changed(final, debt=changed(final.owed, bill=twice))
    there = {f"order/{s.ORDER}/1": asked, f"order/{s.ORDER}": spoiled}
    found = said(
        money.advances_are_where_they_belong, order={s.ORDER: story.state}, receivable=there
    )
    assert any("are deducted of advance" in text for text in found)
