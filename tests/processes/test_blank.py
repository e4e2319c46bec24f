"""A blank is as good as nothing in orders, their money and corrections, too (REQ-12)."""

from typing import Any, Final

import pytest

from order_to_cash.domain.charge_correction import Cause
from order_to_cash.domain.charge_correction import commands as cc
from order_to_cash.domain.core import Sensitive
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import Stage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.receivable import commands as r
from tests.charge_correction import samples as corrections
from tests.processes import samples as s

BLANKS: Final = ("", " ", "\t\u00a0", "\u200b")


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("field", ["zone", "payment", "address", "contact"])
def test_a_blank_datum_of_an_order_is_missing(field: str, blank: str) -> None:
    """TRU-12: it is asked for by name, and another blank neither completes nor wipes it."""
    hidden = field in {"address", "contact"}
    given: Any = Sensitive(blank) if hidden else blank
    waiting = s.placed(**{field: given})
    assert Stage.WAITING is waiting.state.stage
    assert (f"intake.{field}",) == s.rules_in(s.moved(waiting).events[-1].decision)
    again = s.went(waiting, s.to_order(o.CompleteInformation(**{field: given})))
    assert Stage.WAITING is again.state.stage
    whole: Any = getattr(s.request(), field)
    lines = s.went(s.placed(items=()), s.to_order(o.CompleteInformation(**{field: given})))
    assert whole == getattr(lines.state.request, field)


@pytest.mark.parametrize("blank", BLANKS)
def test_nobody_signs_with_a_blank(blank: str) -> None:
    """ORD-22: a signature is a name."""
    given = o.ConfirmDelivery(1, Sensitive(blank), s.SLOT)
    s.in_delivery().when(s.to_order(given, s.SLOT)).refused("process.blank")


@pytest.mark.parametrize("blank", BLANKS)
def test_a_decision_of_an_order_has_a_reason(blank: str) -> None:
    """ORD-13, ORD-15: whoever gives leave, takes it or stops an order says why."""
    given = o.OverrideCredit(blank, s.CEILING, s.NOON + s.DAY)
    s.declined().when(s.to_order(given)).refused("process.blank")
    s.placed().when(s.to_order(o.CancelOrder(blank))).refused("process.blank")
    s.in_delivery().when(s.to_order(o.FailLine(1, blank), s.SLOT)).refused("process.blank")
    asked = s.went(s.released(), s.cancel())
    for granted in (True, False):
        decided = s.to_order(o.DecideCancellation(granted, blank), s.SLOT)
        asked.when(decided).refused("process.blank")


@pytest.mark.parametrize("blank", BLANKS)
def test_a_decision_about_money_has_a_reason(blank: str) -> None:
    """TRU-16: a limit, a refund, a debt that is given up are nobody's without a reason."""
    for command in (a.ChangeLimit(s.ROOMY, blank), a.SuspendAccount(blank), a.CloseAccount(blank)):
        s.opened().when(s.to_account(command)).refused("process.blank")
    for less in (r.WriteOff(blank), r.OpenDispute(blank)):
        s.issued().when(s.to_receivable(less)).refused("process.blank")


@pytest.mark.parametrize("blank", BLANKS)
def test_a_decision_of_a_correction_has_a_reason(blank: str) -> None:
    """FIX-10, FIX-12: a blank stands for no reason, whatever is decided."""
    m, code = corrections, "process.blank"
    m.diagnosed().when(m.variations(cc.OverrideCause(Cause.POST_SALE, blank))).refused(code)
    m.diagnosed().when(m.variations(cc.RefuseCorrection(blank))).refused(code)
    decided = m.manager(cc.DecideMalpractice(approved=True, reason=blank))
    m.in_approval().when(decided).refused(code)
