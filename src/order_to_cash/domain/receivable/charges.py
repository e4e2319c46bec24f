"""What is owed for paying late: costs and interest, debts of their own beside the invoice."""

import enum
from collections.abc import Mapping
from datetime import date

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Money


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
