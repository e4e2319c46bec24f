"""Whether a plan can be changed at all: another plan, a day of the cycle, one currency (REQ-09)."""

from typing import Final

from order_to_cash.domain.core import (
    Clause,
    Currency,
    Finding,
    Policy,
    Sentence,
    Text,
    Verdict,
    entity,
)
from order_to_cash.domain.plan_change import ChangeFacts

ANOTHER_PLAN: Final = Sentence(
    "plan-change.another-plan",
    Text("The new plan is another one", "El nuevo plan es otro"),
    Text("from {old} to {new}", "de {old} a {new}"),
    Text(
        "{new} is the plan there is already; choose another one",
        "{new} es el plan que ya se tiene; elija otro",
    ),
    observed=("old", "new"),
)
DAY: Final = Sentence(
    "plan-change.day",
    Text(
        "The change begins in the bill cycle under way",
        "El cambio empieza dentro del ciclo de facturación en curso",
    ),
    Text("it begins on {day}", "empieza el {day}"),
    Text(
        "{day} is not between {first} and {last}; ask again with the cycle of that day",
        "el {day} no está entre el {first} y el {last}; solicite de nuevo con el ciclo de ese día",
    ),
    observed=("day",),
    required=("first", "last"),
)
CURRENCY: Final = Sentence(
    "plan-change.currency",
    Text(
        "Both plans are billed in the operator's currency",
        "Ambos planes se facturan en la moneda del operador",
    ),
    Text("both prices are in {currency}", "ambos precios están en {currency}"),
    Text(
        "the prices are in {found}; {currency} is billed, and no rate is assumed",
        "los precios están en {found}; se factura en {currency}, y no se asume tipo de cambio",
    ),
    observed=("found",),
    required=("currency",),
)


@entity
class AnotherPlan:
    """The new plan is not the one that there is."""

    clause: Clause

    def check(self, facts: ChangeFacts, /) -> Finding:
        old, new = facts.request.old.code, facts.request.new.code
        return Finding(ANOTHER_PLAN, Verdict.of(old != new), (old, new), (), self.clause)


@entity
class DayInCycle:
    """The effective day belongs to the bill cycle whose invoice is prorated."""

    clause: Clause

    def check(self, facts: ChangeFacts, /) -> Finding:
        cycle, day = facts.request.cycle, facts.effective
        verdict = Verdict.of(cycle.holds(day))
        return Finding(DAY, verdict, (day,), (cycle.first, cycle.last), self.clause)


@entity
class OneCurrency:
    """Both plans have their price in the currency that is billed."""

    clause: Clause
    currency: Currency

    def check(self, facts: ChangeFacts, /) -> Finding:
        prices = (facts.request.old.monthly, facts.request.new.monthly)
        found = tuple(dict.fromkeys(price.currency for price in prices))
        names = tuple(currency.value for currency in found)
        verdict = Verdict.of(found == (self.currency,))
        return Finding(CURRENCY, verdict, (names,), (self.currency.value,), self.clause)


def possible_change_policy(clause: Clause, currency: Currency) -> Policy[ChangeFacts]:
    """What makes a change of plan possible; what must be brought for it is the checklist's."""
    return Policy(
        "plan change", (AnotherPlan(clause), DayInCycle(clause), OneCurrency(clause, currency))
    )


SENTENCES: Final = (ANOTHER_PLAN, DAY, CURRENCY)
