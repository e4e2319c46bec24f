"""What was agreed for a line: so much off, from a day on, for a time or until a day (PRI-11)."""

from datetime import date, timedelta
from fractions import Fraction

from order_to_cash.domain.core.deadline import Term
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.domain.trade.prices import Adjustment, BillLine


@entity
class AgreedOffer:
    """A share such as Fraction(1, 2), or an amount, off the line; both are never below zero.

    It holds from `since` on, for as long as it `lasts` or through `until`; with neither it has no
    end. `reason` is what it is called on a bill. Raises `InvalidValue` where it contradicts itself.
    """

    reason: str
    since: date
    share: Fraction | None = None
    amount: Money | None = None
    lasts: Term | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        Adjustment(self.reason, self.amount, self.share)
        both = self.lasts is not None and self.until is not None
        if both or (self.share or 0) > 1 or (self.ends is not None and self.ends < self.since):
            raise InvalidValue(
                "an offer takes at most the whole off, and ends on its first day or later: give "
                "how long it lasts, its last day, or neither",
                code="offer.contradiction",
            )

    @property
    def ends(self) -> date | None:
        """The last day on which it holds, if any: six months from March 1 end on August 31."""
        if self.lasts is None:
            return self.until
        return self.lasts.after(self.since) - timedelta(days=1)

    def holds(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= on and (self.ends is None or on <= self.ends)

    def off(self, plain: BillLine) -> BillLine:
        """A line of a bill with it; an offer of more than the line costs takes all of it off."""
        whole = self.amount is not None and plain.amount() < self.amount
        amount, share = (None, Fraction(1)) if whole else (self.amount, self.share)
        return changed(plain, adjustments=(Adjustment(self.reason, amount, share),))

    def agreed(self, account: str, line: str, billed: BillLine) -> Agreement:
        """The charge of a line with and without it, by its days: what a correction compares with.

        `billed` is the line with its offer or without; both charges are as it is priced.
        """
        plain = BillLine(billed.sku, billed.quantity, billed.unit_price, billed.category)
        reduced = self.off(plain).amount()
        return Agreement(account, line, plain.amount(), reduced, self.since, self.ends)
