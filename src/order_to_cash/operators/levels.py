"""What keeps the levels of an account from working with its invoices and orders (COL-05)."""

from collections.abc import Iterator
from typing import Any

from order_to_cash.domain.core import Problem, Process
from order_to_cash.domain.credit_account import CreditAccountProcess
from order_to_cash.domain.order import OrderProcess
from order_to_cash.domain.receivable import ReceivableProcess

Processes = tuple[Process[Any, Any, Any], ...]


def flaws_of_levels(processes: Processes) -> Iterator[Problem]:
    """Each level that would send two letters for one thing, and each stop that nobody hears of."""
    known = {process.name: process for process in processes}
    accounts, orders = known.get("credit_account"), known.get("order")
    receivables = known.get("receivable")
    if not isinstance(accounts, CreditAccountProcess):
        return
    levels = [rule.level for rule in accounts.dunning]
    of_invoices = receivables.dunning if isinstance(receivables, ReceivableProcess) else ()
    for code in sorted({level.code for level in levels} & {r.level.code for r in of_invoices}):
        advice = "the invoices have this level too, and it is the account's; leave it out of theirs"
        yield Problem("operator.level-twice", f"credit_account.{code}", advice)
    deaf = isinstance(orders, OrderProcess) and orders.settings.standing is None
    for level in levels:
        if level.stops and deaf:
            advice = "no order hears of this stop; give the orders a policy `standing`"
            yield Problem("operator.stop-unheard", f"credit_account.{level.code}", advice)
