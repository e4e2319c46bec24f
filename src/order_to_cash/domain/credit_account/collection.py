"""How far the collection of an account is: levels told, exemptions, its stop and who follows it."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.overlay import with_entry, without_entry
from order_to_cash.domain.credit_account import collection_events as e
from order_to_cash.domain.trade.collecting import ExemptionName, Reach

WHOLE = ""
"""The name under which an exemption of the whole account is kept."""


@entity
class Exemption:
    """Nothing is told of an account or an invoice until the end of that day, and why (COL-05)."""

    name: ExemptionName
    reason: str
    until: date
    invoice: str = ""


@entity
class Collection:
    """What collection did to an account since nothing was past due.

    `reached` counts the levels that were told, the last one on the day `told`. `stopped` is the
    level that stopped the account, while it is stopped, and `reach` what that reaches. `exempt` are
    the exemptions by obligation, or of the whole account. `following` are the orders that are told
    whether the account is stopped, each with the first word it was told. `number` counts those
    words, and `spoken` what was told of exemptions.
    """

    reached: int = 0
    told: date | None = None
    stopped: str = ""
    reach: tuple[Reach, ...] = ()
    exempt: Mapping[str, Exemption] = Factory(dict)
    following: Mapping[str, int] = Factory(dict)
    number: int = 1
    spoken: int = 0

    def until(self, obligation: str) -> date | None:
        """The last day on which nothing is told of that invoice, by itself or with the account."""
        of = (self.exempt.get(name) for name in (WHOLE, obligation))
        return max((one.until for one in of if one is not None), default=None)


def followed(collection: Collection, event: e.CollectionEvent) -> Collection:
    """The collection of an account once the event has happened."""
    match event:
        case e.AccountReminded(on=on):
            return changed(collection, reached=collection.reached + 1, told=on)
        case e.AccountStopped(level=level, on=on, reach=reach):
            told = changed(collection, reached=collection.reached + 1, told=on)
            return changed(told, stopped=level, reach=reach, number=collection.number + 1)
        case e.AccountCleared():
            return changed(collection, reached=0, told=None)
        case e.StopLifted():
            number = collection.number + 1
            return changed(collection, reached=0, told=None, stopped="", reach=(), number=number)
        case e.AccountFollowed(_, order):
            following = with_entry(collection.following, order, collection.number)
            return changed(collection, following=following)
        case e.AccountLeft(order):
            return changed(collection, following=without_entry(collection.following, order))
        case e.ExemptionGranted(_, name, reason, until, invoice, order):
            granted = Exemption(name, reason, until, invoice)
            exempt = {**collection.exempt, order: granted}
            return changed(collection, exempt=exempt, spoken=collection.spoken + 1)
        case e.ExemptionWithdrawn(order=order) | e.ExemptionEnded(order=order):
            exempt = {name: one for name, one in collection.exempt.items() if name != order}
            return changed(collection, exempt=exempt, spoken=collection.spoken + 1)
        case e.CreditDeferred():
            return collection
        case _:
            assert_never(event)
