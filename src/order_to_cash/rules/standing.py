"""What a stop of the account does to its orders: they wait, or new ones are refused (COL-05)."""

from typing import ClassVar

from order_to_cash.domain.core import Answer, Clause, Named, Policy, entity
from order_to_cash.domain.order import AccountStanding, NoteStanding


@entity
class AccountIsNotStopped:
    """The account of the order is not stopped, as far as that reaches the order.

    What waits goes on by itself once the stop is lifted. With `refuses`, an order that came while
    new orders were stopped is refused and does not wait.
    """

    code: ClassVar[str] = "validation.account"
    settled_by: ClassVar[tuple[type, ...]] = (NoteStanding,)
    clause: Clause
    refuses: bool = False

    def check(self, facts: AccountStanding, /) -> Answer:
        level = facts.level or None
        reach = tuple(one.value for one in facts.reach)
        observed: Named = {"level": level, "reach": reach}
        if not facts.number:
            return Answer(None, observed, {})
        if facts.stops_order and self.refuses:
            return Answer(False, observed, {})
        waits = facts.stops_order or facts.stops_deliveries
        return Answer(None if waits else True, observed, {})


def standing_policy(clause: Clause, *, refuses: bool = False) -> Policy[AccountStanding]:
    """What a stop of the account does to an order, by the clause that says so."""
    return Policy("standing", (AccountIsNotStopped(clause, refuses),))
