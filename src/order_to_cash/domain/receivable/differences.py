"""Small differences of a payment that settle a debt: cash has no coin for them (PRI-08)."""

from collections.abc import Iterator

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, Problem
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.lifecycle import OWING
from order_to_cash.domain.receivable.state import Receivable
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.payment_terms import PaymentMethod, filled


@entity
class DifferenceTolerance:
    """How far money of a method may miss what is owed and settle it all the same, by which text.

    At most `below` may be missing, and at most `above` too much. Raises `BrokenDefinition` for an
    amount below zero, for two currencies, and for credit of the account, which misses nothing.
    """

    method: PaymentMethod
    below: Money
    above: Money
    clause: Clause

    def __attrs_post_init__(self) -> None:
        one_currency = self.below.currency is self.above.currency
        is_credit = self.method is PaymentMethod.ACCOUNT_CREDIT
        if not one_currency or self.below.is_negative or self.above.is_negative or is_credit:
            raise BrokenDefinition(
                "a tolerance is for money that arrives, of zero or more below and above, in one "
                "currency; give for instance 0.05 and 0.00"
            )


Tolerances = tuple[DifferenceTolerance, ...]


def checked_tolerances(tolerances: Tolerances) -> None:
    """Raises `BrokenDefinition` where two say how far money of one method may miss."""
    kinds = [(one.method, one.below.currency) for one in tolerances]
    if len(set(kinds)) < len(kinds):
        raise BrokenDefinition(
            "each method of payment has one tolerance in a currency; leave one out",
            problems=(Problem("definition.broken", "differences", f"they are {kinds}"),),
        )


def kept_too_much(receivable: Receivable, payment: Payment, tolerances: Tolerances) -> Money:
    """What of a payment is more than is owed and is too little to be given back."""
    most, owed = _found(receivable, payment, tolerances), receivable.owed.unpaid
    more, nothing = payment.amount - owed, owed - owed
    apart = payment.id not in receivable.payments
    takes = most is not None and apart and owed.is_positive and nothing < more <= most.above
    return more if takes else nothing


def difference(
    receivable: Receivable, payment: Payment, allocated: Money, tolerances: Tolerances
) -> Iterator[e.DifferenceSettled]:
    """What is settled without being paid, or below zero what is paid too much.

    It is what is left of the debt, or else of the part that the payment filled last.
    """
    most, debt = _found(receivable, payment, tolerances), receivable.owed
    if most is None or not allocated.is_positive:
        return
    left = debt.unpaid - allocated
    if most.below < left:
        pairs = zip(debt.instalments, filled(debt.instalments, allocated), strict=True)
        left = [after.outstanding for before, after in pairs if before != after][-1]
    if not left.is_zero and left <= most.below:
        yield e.DifferenceSettled(payment.id, left, most.clause)


def taken_along(
    receivable: Receivable, payment: str, taken: Money
) -> Iterator[e.DifferenceReopened]:
    """The difference of a payment that is taken back, unless more was too much than is left."""
    settled = receivable.differences.get(payment)
    if settled is not None and (settled + taken).is_positive:
        yield e.DifferenceReopened(payment, settled)


def reopened(receivable: Receivable, amount: Money | None) -> Iterator[e.DifferenceReopened]:
    """So much of what was missing, the latest first; all differences where no amount is given."""
    for payment, settled in reversed(tuple(receivable.differences.items())):
        part = settled if amount is None else min(settled, amount)
        if amount is None or part.is_positive:
            yield e.DifferenceReopened(payment, part)
            amount = None if amount is None else amount - part


def _found(
    receivable: Receivable, payment: Payment, tolerances: Tolerances
) -> DifferenceTolerance | None:
    """The tolerance for this money; none for what was given up already."""
    currency = payment.amount.currency
    for one in tolerances if receivable.stage in OWING else ():
        if one.method is payment.method and one.below.currency is currency:
            return one
    return None
