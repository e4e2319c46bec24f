"""What is owed of what was billed on a day, and for paying late; what dunning looks at of it.

Costs and interest are debts of their own beside the invoice (000 flow 8; COL-06).
"""

import enum
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from attrs import Factory

from order_to_cash.domain.core.decision import Answer, Clause
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.receivable.withholding import Elsewhere
from order_to_cash.domain.trade.billing import Bill
from order_to_cash.domain.trade.collecting import may_follow
from order_to_cash.domain.trade.payment_terms import Instalment, filled
from order_to_cash.domain.trade.totals import Totals


@entity
class Arrears:
    """What a level looks at: since how many days the oldest part is past due, and how much in all.

    `days` are below zero for what falls due so many days later, which only levels before the due
    day look at.
    """

    days: int
    overdue: Money


@entity
class DunningLevel:
    """A level of a dunning schedule: reached so many days past due, for at least an amount.

    On the due day `days` are 0, before it they are below zero: then the level reminds, and nothing
    is in default. `waits` are the days that must have passed since the level before was told.
    `blocks` marks the level that blocks the service; at least one whole day lies between it and the
    last alert. The others alert (COL-04).
    """

    code: str
    days: int
    minimum: Money
    blocks: bool = False
    waits: int = 0

    @property
    def in_default(self) -> bool:
        """Whether it speaks of what is past due, and not of what falls due."""
        return self.days > 0

    def reached(self, facts: Arrears) -> bool:
        """Whether what is owed is old enough and enough for it."""
        return self.days <= facts.days and self.asks_for(facts.overdue)

    def counts_from(self, due: date) -> date:
        """The first day on which what is due on that day counts for it."""
        return due + timedelta(days=min(self.days, 1))

    def after(self, told: date) -> date:
        """The first day on which it may follow a level that was told on that day."""
        return may_follow(told, self.waits, blocks=self.blocks)

    def asks_for(self, owed: Money) -> bool:
        """Whether that much is enough for it; an amount in another currency never is."""
        return owed.currency is self.minimum.currency and self.minimum <= owed


class DunningRule(Protocol):
    """A level that explains itself: its answer is "no" once the level is reached."""

    @property
    def code(self) -> str:
        """The stable code under which its words are found."""
        ...

    @property
    def clause(self) -> Clause:
        """Where it is written down."""
        ...

    @property
    def level(self) -> DunningLevel:
        """The level in question."""
        ...

    def check(self, facts: Arrears, /) -> Answer:
        """Whether these arrears stay below the level."""
        ...


@entity
class Debt:
    """What was billed on a day, and what became of it.

    At every instant payable = paid + credited + settled + written off + outstanding, and what is
    owed `elsewhere`, which is followed by itself. `settled` are
    small differences of payments, below zero where more was paid (PRI-08). What was written off
    still stands in the instalments, so that a recovery is put where it belongs.
    """

    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    paid: Money
    credited: Money
    written_off: Money
    settled: Money
    elsewhere: Elsewhere | None = None

    @property
    def own(self) -> Money:
        """What of it is owed here."""
        payable = self.totals.payable
        return payable if self.elsewhere is None else payable - self.elsewhere.amount

    @property
    def outstanding(self) -> Money:
        """What is still owed."""
        return self.unpaid - self.written_off

    @property
    def unpaid(self) -> Money:
        """What is still owed, or was given up."""
        return self.own - self.paid - self.credited - self.settled

    @property
    def oldest(self) -> date | None:
        """The due day of the oldest part that is not paid."""
        return next((p.due for p in self.instalments if not p.outstanding.is_zero), None)

    def arrears(
        self, today: date, disputed: Money | None = None, *, level: int = 1
    ) -> Arrears | None:
        """What is past due on that day; a part is past due from the day after its due day.

        For a level of dunning before the due day, `level` being its days, what falls due until then
        counts as well. What is disputed is left out, the oldest part first.
        """
        until = today - timedelta(days=min(level, 1))
        parts = self.instalments if disputed is None else filled(self.instalments, disputed)
        late = [p for p in parts if p.due <= until and not p.outstanding.is_zero]
        if not late:
            return None
        overdue = late[0].outstanding
        for part in late[1:]:
            overdue = overdue + part.outstanding
        return Arrears((today - late[0].due).days, overdue)


class Owed(enum.StrEnum):
    """What money is put to: what was spent on collecting, interest, and the invoice itself."""

    COSTS = "costs"
    INTEREST = "interest"
    PRINCIPAL = "principal"


@entity
class Charged:
    """One of the two: what was charged, what of it was waived, and what paid it, by payment."""

    amount: Money
    waived: Money
    paid: Mapping[str, Money] = Factory(dict)

    @property
    def open(self) -> Money:
        """What of it is owed; charged = paid + waived + open at every instant."""
        return self.amount - self.waived - self.collected

    @property
    def collected(self) -> Money:
        """What was paid of it, and not taken back."""
        return Money.sum_of(self.paid.values(), self.amount.currency)

    def more(self, amount: Money) -> "Charged":
        """So much more was charged."""
        return changed(self, amount=self.amount + amount)

    def less(self, amount: Money) -> "Charged":
        """So much of it is waived."""
        return changed(self, waived=self.waived + amount)

    def put(self, payment: str, amount: Money) -> "Charged":
        """So much of a payment was put to it, or below zero taken back."""
        held = self.paid.get(payment, amount - amount) + amount
        others = {name: part for name, part in self.paid.items() if name != payment}
        return changed(self, paid=others if held.is_zero else {**others, payment: held})


@entity
class LateDebts:
    """Costs and interest of one receivable, and the day up to which interest was reckoned."""

    costs: Charged
    interest: Charged
    reckoned: date | None = None

    @property
    def open(self) -> Money:
        """What is owed of both."""
        return self.costs.open + self.interest.open

    def of(self, kind: Owed) -> Charged:
        """Costs or interest."""
        return self.costs if kind is Owed.COSTS else self.interest

    def held(self, payment: str) -> Money:
        """What both hold of a payment."""
        nothing = self.costs.amount - self.costs.amount
        return self.costs.paid.get(payment, nothing) + self.interest.paid.get(payment, nothing)

    def with_(self, kind: Owed, debt: Charged) -> "LateDebts":
        """With another debt in the place of that kind."""
        if kind is Owed.COSTS:
            return changed(self, costs=debt)
        return changed(self, interest=debt)


def nothing_late(nothing: Money) -> LateDebts:
    """Nothing was charged yet, in the currency of that amount."""
    return LateDebts(Charged(nothing, nothing), Charged(nothing, nothing))
