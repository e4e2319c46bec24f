"""At rest the account knows exactly what orders and receivables say: no credit leaks (I2, I4)."""

from collections.abc import Iterator
from typing import Any, Final

from order_to_cash.audit.evidence import Evidence, Life, Problems
from order_to_cash.domain.core import Money
from order_to_cash.domain.credit_account import Kind
from order_to_cash.domain.order import OrderProcess, Stage
from order_to_cash.domain.order.lifecycle import UNDER_WAY
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.trade.agreements import ORDER, REPORTED, obligation_of, receivable_of
from order_to_cash.domain.trade.payment_terms import is_financed

COUNTED: Final = (*UNDER_WAY, Stage.CANCELLATION_ASKED, Stage.CANCELLING)


def accounts_agree_with_orders(evidence: Evidence) -> Problems:
    """I2, I4: each order counts on its account for what is open of it, and nothing else does."""
    receivables = evidence.states("receivable")
    expected: dict[str, dict[str, tuple[Kind, Money]]] = {}
    for life in evidence.of("order"):
        for name, kind, amount in _open(life, receivables):
            expected.setdefault(life.state.account, {})[name] = (kind, amount)
    for name, bill in receivables.items():
        if not name.startswith(f"{ORDER}/") and bill.stage in (Paying.ISSUED, Paying.BLOCKED):
            debt, counted_as = bill.debt, name if "/" in name else obligation_of(REPORTED, name)
            owed = (Kind.UNPAID, debt.outstanding)
            expected.setdefault(debt.bill.account, {})[counted_as] = owed
    accounts = evidence.states("credit_account")
    for name in sorted({*expected, *accounts}):
        known = accounts[name].obligations if name in accounts else {}
        counted = {order: (o.kind, o.amount) for order, o in known.items()}
        due = expected.get(name, {})
        if counted != due:
            yield f"I2: credit_account/{name} counts {counted}, but open are {due}"


def _open(life: Life, receivables: dict[str, Any]) -> Iterator[tuple[str, Kind, Money]]:
    """What an order should count for on its account, and under which name, if anything."""
    order, process = life.state, life.process
    if not isinstance(process, OrderProcess) or order.total is None:
        return
    financed = is_financed(process.settings.terms_of(order.request))
    if financed and order.stage is Stage.IN_VALIDATION:
        yield life.case, Kind.RESERVED, order.priced
    elif financed and order.stage in COUNTED:
        yield life.case, Kind.COMMITTED, order.priced if order.rest is None else order.rest
    for paper in order.papers:
        name = obligation_of(ORDER, life.case, paper.number)
        receivable = receivables.get(receivable_of(ORDER, life.case, paper.number))
        if receivable is None or receivable.debt is None:
            continue
        if receivable.stage in (Paying.ISSUED, Paying.BLOCKED):
            yield name, Kind.UNPAID, receivable.debt.outstanding
        elif financed and receivable.stage is Paying.DRAFT:
            yield name, Kind.DELIVERED, receivable.debt.totals.total


def every_receivable_has_its_origin(evidence: Evidence) -> Problems:
    """I2: the case that a receivable is named after is there; a bill of billing has none."""
    known = {life.name for life in evidence.lives}
    for life in evidence.of("receivable"):
        process, slash, rest = life.case.partition("/")
        if slash and not {f"{process}/{rest}", f"{process}/{rest.rpartition('/')[0]}"} & known:
            yield f"I2: receivable/{life.case} has no {life.case} behind it"


LAWS: Final = (accounts_agree_with_orders, every_receivable_has_its_origin)
