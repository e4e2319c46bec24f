"""Laws of credit: I3 nothing is released without it, I4 nobody gets more than the limit."""

from typing import Any, Final

from order_to_cash.audit.evidence import Evidence, Life, Problems, Step
from order_to_cash.domain import order
from order_to_cash.domain.core import Money
from order_to_cash.domain.credit_account import events as account
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.order.invoicing import advanced, financed_part, in_advance
from order_to_cash.domain.trade.payment_terms import is_financed

LIMIT: Final = "credit.limit"
"""The rule that a pack may let warn; what is reserved above the limit then says so itself."""


def nothing_is_released_without_credit(evidence: Evidence) -> Problems:
    """I3: an approval was valid at that instant for that amount, or all was paid up front."""
    for life in evidence.of("order"):
        for step in life.steps:
            if isinstance(step.event, order.OrderReleased) and not _covered(life, step):
                yield f"I3: {life.name} was released without credit and without being paid"


def _covered(life: Life, step: Step) -> bool:
    before, process = step.before, life.process
    if not isinstance(process, OrderProcess):
        return True
    if is_financed(process.settings.terms_of(before.request)):
        approval = before.credit.approval
        return (
            approval is not None
            and approval.decision.allows
            and approval.at <= step.record.at < approval.expires
            and financed_part(process.settings, before) <= approval.amount
            and in_advance(process.settings, before) <= advanced(before)
        )
    amounts = (payment.amount for payment in before.prepaid)
    return bool(before.priced <= Money.sum_of(amounts, before.priced.currency))


def the_limit_holds(evidence: Evidence) -> Problems:
    """I4: after a reservation without override or warning the exposure is within the limit."""
    for life in evidence.of("credit_account"):
        for step in life.steps:
            if isinstance(step.event, account.CreditReserved) and _too_much(step):
                yield f"I4: {life.name} reserved more than its limit for {step.event.order}"


def _too_much(step: Step) -> bool:
    state: Any = step.after
    decision = step.event.decision
    if decision.override is not None or any(f.rule == LIMIT for f in decision.warnings):
        return False
    return bool(state.limit is None or state.limit.minor < state.exposure.exact)


LAWS: Final = (nothing_is_released_without_credit, the_limit_holds)
