"""At rest the account knows exactly what orders and receivables say: no credit leaks (I2, I4)."""

from collections.abc import Iterator
from typing import Any, Final

from order_to_cash.audit.evidence import Evidence, Life, Problems
from order_to_cash.domain.core import Money
from order_to_cash.domain.credit_account import Kind
from order_to_cash.domain.order import OrderProcess, Stage
from order_to_cash.domain.order.invoicing import financed_part
from order_to_cash.domain.order.lifecycle import BEFORE_RELEASE, UNDER_WAY
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.trade.agreements import ORDER, REPORTED, obligation_of, receivable_of
from order_to_cash.domain.trade.payment_terms import is_financed

OWED: Final = (Paying.ISSUED, Paying.BLOCKED)
COUNTED: Final = (*UNDER_WAY, Stage.CANCELLATION_ASKED, Stage.CANCELLING)
FOLLOWING: Final = (*BEFORE_RELEASE, *COUNTED)


def accounts_agree_with_orders(evidence: Evidence) -> Problems:
    """I2, I4: each order counts on its account for what is open of it, and nothing else does."""
    receivables = evidence.states("receivable")
    expected: dict[str, dict[str, tuple[Kind, Money]]] = {}
    for life in evidence.of("order"):
        for name, kind, amount in _open(life, receivables):
            expected.setdefault(life.state.account, {})[name] = (kind, amount)
    for bill in receivables.values():
        if bill.debt is not None and bill.debt.bill.elsewhere and bill.stage in OWED:
            account = bill.debt.bill.account
            owes = (Kind.UNPAID, bill.debt.outstanding + bill.charges.open)
            expected.setdefault(account, {})[bill.obligation] = owes
    for name, bill in receivables.items():
        if bill.debt is not None and bill.debt.bill.elsewhere:
            continue
        if not name.startswith(f"{ORDER}/") and bill.stage in (Paying.ISSUED, Paying.BLOCKED):
            debt, counted_as = bill.debt, name if "/" in name else obligation_of(REPORTED, name)
            owed = (Kind.UNPAID, debt.outstanding + bill.charges.open)
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
        yield life.case, Kind.RESERVED, financed_part(process.settings, order)
    elif financed and order.stage in COUNTED:
        yield life.case, Kind.COMMITTED, order.committed
    for number in (one.number for one in (*order.papers, *order.advances)):
        name = obligation_of(ORDER, life.case, number)
        receivable = receivables.get(receivable_of(ORDER, life.case, number))
        if receivable is None or receivable.debt is None or not receivable.is_demanded:
            continue
        if receivable.stage in (Paying.ISSUED, Paying.BLOCKED):
            yield name, Kind.UNPAID, receivable.debt.outstanding + receivable.charges.open
        elif financed and receivable.stage is Paying.DRAFT:
            yield name, Kind.DELIVERED, receivable.debt.totals.payable


def corrections_compare_with_what_was_agreed(evidence: Evidence) -> Problems:
    """PRI-11: whoever corrects the charge of a line of an order owes what was agreed for it."""
    orders = evidence.states("order")
    for case, obligation in evidence.states("charge_obligation").items():
        claimed = obligation.known
        order, _, number = claimed.line.rpartition("/") if claimed is not None else ("", "", "")
        if order not in orders or not (number.isascii() and number.isdigit()):
            continue
        agreed = orders[order].agreement(int(number))
        if agreed is not None and agreed != claimed:
            yield f"PRI-11: charge_obligation/{case} owes {claimed}, agreed was {agreed}"


def orders_stand_as_their_account_says(evidence: Evidence) -> Problems:
    """I11: no order waits for an account that is not stopped, and none goes on with one that is."""
    accounts = evidence.states("credit_account")
    following: dict[str, set[str]] = {}
    for life in evidence.of("order"):
        order = life.state
        if not _follows(life):
            continue
        following.setdefault(order.account, set()).add(life.case)
        if order.stage is Stage.CANCELLING:
            continue  # nothing is delivered any more: what the account says is too late
        had = accounts[order.account].collection if order.account in accounts else None
        told, said = order.standing, had and (had.number, had.stopped, had.reach)
        if said != (told.number, told.level, told.reach):
            yield f"I11: {life.name} knows {told} of its account, which says {said}"
    for name, account in accounts.items():
        if strangers := {*account.collection.following} - following.get(name, set()):
            yield f"I11: credit_account/{name} tells {sorted(strangers)}, which are over"


def _follows(life: Life) -> bool:
    """Whether an order is told how its account stands: verified once, and not over."""
    process, order = life.process, life.state
    if not isinstance(process, OrderProcess) or process.settings.standing is None:
        return False
    return order.total is not None and order.stage in FOLLOWING


def every_receivable_has_its_origin(evidence: Evidence) -> Problems:
    """I2: the case that a receivable is named after is there; a bill of billing has none."""
    known = {life.name for life in evidence.lives}
    for life in evidence.of("receivable"):
        process, slash, rest = life.case.partition("/")
        if life.state.debt is not None and life.state.debt.bill.elsewhere:
            if f"receivable/{life.case.rpartition('/')[0]}" not in known:
                yield f"I2: receivable/{life.case} is a share of no invoice"
            continue
        if slash and not {f"{process}/{rest}", f"{process}/{rest.rpartition('/')[0]}"} & known:
            yield f"I2: receivable/{life.case} has no {life.case} behind it"


LAWS: Final = (
    accounts_agree_with_orders,
    corrections_compare_with_what_was_agreed,
    orders_stand_as_their_account_says,
    every_receivable_has_its_origin,
)
