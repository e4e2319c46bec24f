"""What paying late has cost, by the day on which each of it was charged: debts of their own."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from attrs import define, field

from order_to_cash.domain.core import Money, changed
from order_to_cash.domain.receivable import Owed, Receivable
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.trade.payment_terms import Instalment, filled

Change: TypeAlias = tuple[Owed, date, Money]


@define
class LateParts:
    """What was charged of one receivable by kind and day, and how far each is covered.

    Fees are due on the day of their level, interest on the day up to which it was reckoned. What
    is paid or waived covers the oldest of its kind first, and opens the latest first.
    """

    parts: dict[Owed, tuple[Instalment, ...]] = field(factory=dict)

    def changes(self, event: Any, after: Receivable) -> Iterator[Change]:
        """By how much what is open of each kind changed with an event, by day."""
        match event:
            case e.InterestReckoned(amount, _, until):
                yield from self._more(Owed.INTEREST, until, amount)
            case e.LateFeeCharged(_, amount, _, on):
                yield from self._more(Owed.COSTS, on, amount)
            case e.ChargePaid(kind=kind) | e.ChargeReopened(kind=kind) | e.ChargesWaived(kind=kind):
                charged = after.charges.of(kind)
                yield from self._covered(kind, charged.amount - charged.open)
            case _:
                pass

    def _more(self, kind: Owed, day: date, amount: Money) -> Iterator[Change]:
        if amount.is_positive:
            known = self.parts.get(kind, ())
            self.parts[kind] = (*known, Instalment(day, amount, amount - amount))
            yield kind, day, amount

    def _covered(self, kind: Owed, amount: Money) -> Iterator[Change]:
        before = self.parts.get(kind, ())
        whole = tuple(changed(part, paid=part.paid - part.paid) for part in before)
        self.parts[kind] = filled(whole, amount)
        for was, now in zip(before, self.parts[kind], strict=True):
            if was != now:
                yield kind, was.due, now.outstanding - was.outstanding
