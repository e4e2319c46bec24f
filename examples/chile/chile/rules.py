"""The rules that this operator has and the library has not."""

from fractions import Fraction
from typing import ClassVar

from chile.porting import PortFacts
from order_to_cash import NOT_APPLICABLE, Answer, Clause, Money, Policy, Rounding
from order_to_cash.domain.core import Named, entity
from order_to_cash.domain.credit_account import CreditFacts


@entity
class NothingOwedThere:
    """At most so much is owed to the operator that the number comes from."""

    code: ClassVar[str] = "porting.debt"
    clause: Clause
    most: Money

    def check(self, facts: PortFacts, /) -> Answer:
        debt, required = facts.debt, {"most": self.most}
        if debt is None:
            return Answer(None, {"debt": None}, required)
        same = debt.currency is self.most.currency
        return Answer(same and debt <= self.most, {"debt": debt}, required)


@entity
class LongEnoughThere:
    """The number has been there for so many days."""

    code: ClassVar[str] = "porting.settled"
    clause: Clause
    days: int

    def check(self, facts: PortFacts, /) -> Answer:
        days = (facts.today - facts.there_since).days
        return Answer(days >= self.days, {"days": days}, {"least": self.days})


@entity
class CodeIsFresh:
    """The code that proves whose number it is was given so many days ago at most."""

    code: ClassVar[str] = "porting.code"
    clause: Clause
    days: int

    def check(self, facts: PortFacts, /) -> Answer:
        days = (facts.today - facts.code_given).days
        return Answer(0 <= days <= self.days, {"days": days}, {"most": self.days})


@entity
class OneOrderLeavesRoom:
    """One order takes at most a share of the credit line, so that another one has room."""

    code: ClassVar[str] = "credit.order-share"
    clause: Clause
    share: Fraction

    def check(self, facts: CreditFacts, /) -> Answer:
        percent = int(self.share * 100)
        if facts.known is False:
            return NOT_APPLICABLE
        observed: Named = {"amount": facts.amount}
        if facts.limit is None:
            return Answer(None, observed, {"percent": percent, "most": None})
        most = facts.limit.times(self.share, rounding=Rounding.DOWN)
        holds = facts.amount.currency is most.currency and facts.amount <= most
        return Answer(holds, observed, {"percent": percent, "most": most})


def porting_policy(clause: Clause, *, most: Money, least: int, fresh: int) -> Policy[PortFacts]:
    """What must hold before a number comes over."""
    return Policy(
        "porting",
        (
            NothingOwedThere(clause, most),
            LongEnoughThere(clause, least),
            CodeIsFresh(clause, fresh),
        ),
    )
