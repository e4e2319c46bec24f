"""Credit evaluation: an active account, nothing late, exposure within the limit (000 flow 3)."""

from typing import Final

from order_to_cash.domain.core import (
    Clause,
    Currency,
    Finding,
    Money,
    Policy,
    Sentence,
    Text,
    Verdict,
    entity,
)
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.credit_account import CreditFacts, Exposure, Overdue, OverrideFacts
from order_to_cash.domain.trade import PaymentTerms
from order_to_cash.domain.trade.payment_terms import is_financed

REACHABLE: Final = Sentence(
    "credit.line",
    Text("The account has a credit line", "La cuenta tiene una línea de crédito"),
    Text("the account has a credit line", "la cuenta tiene una línea de crédito"),
    Text(
        "the account has no credit line; ask Credit & Collections for one, or pay up front",
        "la cuenta no tiene línea de crédito; pídala a Créditos y Cobranzas, o pague por "
        "adelantado",
    ),
    open=Text(
        "the credit line and payment history cannot be reached yet; the evaluation waits",
        "la línea de crédito y el historial de pagos aún no están accesibles; la evaluación espera",
    ),
)
GOOD_STANDING: Final = Sentence(
    "credit.account-active",
    Text("The credit account is active", "La cuenta de crédito está activa"),
    Text("the credit account is active", "la cuenta de crédito está activa"),
    Text(
        "the credit account is suspended or closed; Credit & Collections can tell why",
        "la cuenta de crédito está suspendida o cerrada; Créditos y Cobranzas sabe por qué",
    ),
)
ONE_CURRENCY: Final = Sentence(
    "credit.currency",
    Text("The order is in the account's currency", "El pedido está en la moneda de la cuenta"),
    Text(
        "the order and the account are in {currency}", "el pedido y la cuenta están en {currency}"
    ),
    Text(
        "the order is in {given}, the account is kept in {currency}",
        "el pedido está en {given}, la cuenta se lleva en {currency}",
    ),
    observed=("given",),
    required=("currency",),
)
PAST_DUE: Final = Sentence(
    "credit.past-due",
    Text("Nothing is past due beyond the tolerance", "Nada está vencido más allá de la tolerancia"),
    Text(
        "{overdue} past due for more than {days:days}, tolerated up to {tolerated}",
        "{overdue} vencidos por más de {days:days}, se tolera hasta {tolerated}",
    ),
    Text(
        "{overdue} past due for more than {days:days} (the oldest {oldest:days}), "
        "tolerated up to {tolerated}; pay at least the difference",
        "{overdue} vencidos por más de {days:days} (lo más antiguo {oldest:days}), "
        "se tolera hasta {tolerated}; pague al menos la diferencia",
    ),
    observed=("overdue", "oldest"),
    required=("days", "tolerated"),
)
WITHIN_LIMIT: Final = Sentence(
    "credit.limit",
    Text(
        "The exposure with this order is within the limit",
        "La exposición con este pedido está dentro del límite",
    ),
    Text(
        "exposure {exposure} and this order {amount} are within the limit of {limit}",
        "la exposición {exposure} y este pedido {amount} están dentro del límite de {limit}",
    ),
    Text(
        "exposure {exposure} (reserved {reserved}, delivered {delivered}, unpaid {unpaid}, "
        "unallocated {unallocated}) and this order {amount} exceed the limit of {limit}; order "
        "less, pay first, or ask Credit & Collections for an override",
        "la exposición {exposure} (reservado {reserved}, entregado {delivered}, impago {unpaid}, "
        "sin aplicar {unallocated}) y este pedido {amount} superan el límite de {limit}; pida "
        "menos, pague antes, o solicite una autorización a Créditos y Cobranzas",
    ),
    observed=("exposure", "amount", "reserved", "delivered", "unpaid", "unallocated"),
    required=("limit",),
)
OVERRIDE: Final = Sentence(
    "credit.override",
    Text("The override covers this order", "La autorización cubre este pedido"),
    Text(
        "exposure {exposure} and this order {amount} are within the {ceiling} that were let "
        "through until {expires}",
        "la exposición {exposure} y este pedido {amount} están dentro de los {ceiling} autorizados "
        "hasta {expires}",
    ),
    Text(
        "the override up to {ceiling} until {expires} does not help with exposure {exposure} and "
        "this order {amount} at {at}; ask Credit & Collections for another one",
        "la autorización por {ceiling} hasta {expires} no alcanza para la exposición {exposure} y "
        "este pedido {amount} al {at}; solicite otra a Créditos y Cobranzas",
    ),
    observed=("exposure", "amount", "at"),
    required=("ceiling", "expires"),
)
EVALUATED: Final = Sentence(
    "credit.needed",
    Text(
        "Credit is evaluated where the order is financed",
        "El crédito se evalúa si el pedido es financiado",
    ),
    Text("the order is financed and was evaluated", "el pedido es financiado y fue evaluado"),
    Text("the order is financed and was declined", "el pedido es financiado y fue denegado"),
    skipped=Text(
        "{title}: not applicable, the order is paid in full up front",
        "{title}: no aplica, el pedido se paga en su totalidad por adelantado",
    ),
)


@entity
class HasCreditLine:
    """The directory knows a credit line for the account; until it answers, nothing is decided."""

    clause: Clause

    def check(self, facts: CreditFacts, /) -> Finding:
        return Finding(REACHABLE, Verdict.of(facts.known), (), (), self.clause)


@entity
class CreditAccountIsActive:
    """The credit account is neither suspended nor closed."""

    clause: Clause

    def check(self, facts: CreditFacts, /) -> Finding:
        if facts.known is False:
            return Finding.skipped(GOOD_STANDING, self.clause)
        active = None if facts.known is None else facts.active
        return Finding(GOOD_STANDING, Verdict.of(active), (), (), self.clause)


@entity
class InAccountCurrency:
    """The order is in the one currency of the account."""

    clause: Clause

    def check(self, facts: CreditFacts, /) -> Finding:
        given, kept = facts.amount.currency.value, _currencies(facts.exposure)
        required = kept[0] if len(kept) == 1 else kept
        holds = kept == (given,)
        return Finding(ONE_CURRENCY, Verdict.of(holds), (given,), (required,), self.clause)


@entity
class NothingPastDue:
    """What is past due for more than `days` days is at most `amount`.

    Past due begins the day after the due date, so that with no tolerance one day and one cent
    are enough to fail. In another currency than that of `amount` nothing is tolerated.
    """

    clause: Clause
    days: int
    amount: Money

    def check(self, facts: CreditFacts, /) -> Finding:
        required = (self.days, self.amount)
        if facts.overdue is None:
            return Finding(PAST_DUE, Verdict.OPEN, (None, None), required, self.clause)
        late = tuple(part for part in facts.overdue if part.days > self.days)
        currencies = {self.amount.currency: None} | {p.amount.currency: None for p in late}
        exact = {currency: _late_in(currency, late) for currency in currencies}
        own, *others = exact.values()
        holds = own <= self.amount.minor and not any(other > 0 for other in others)
        oldest = max((part.days for part in facts.overdue), default=0)
        sums = tuple(_as_money(minor, currency) for currency, minor in exact.items())
        observed = (sums if others else sums[0], oldest)
        return Finding(PAST_DUE, Verdict.of(holds), observed, required, self.clause)


@entity
class WithinCreditLimit:
    """What is exposed, with this order, is at most the limit; each obligation counts once.

    The parts that count are the evaluation's choice, and the facts hold them alone. No amount is
    within a limit in another currency.
    """

    clause: Clause

    def check(self, facts: CreditFacts, /) -> Finding:
        exposure, limit = facts.exposure, facts.limit
        mixed = _currencies(exposure) != (facts.amount.currency.value,)
        if mixed or facts.known is False:
            return Finding.skipped(WITHIN_LIMIT, self.clause)
        counted, amount = _exact(exposure), facts.amount
        within = None
        if facts.known and limit is not None:
            same = amount.currency is limit.currency
            within = same and counted + amount.minor <= limit.minor
        observed = (_as_money(counted, amount.currency), amount, *_parts(exposure))
        return Finding(WITHIN_LIMIT, Verdict.of(within), observed, (limit,), self.clause)


@entity
class OverrideCovers:
    """An override helps until it expires, up to its ceiling, and in the account's currency only."""

    clause: Clause

    def check(self, facts: OverrideFacts, /) -> Finding:
        credit, given = facts.credit, facts.override
        amount, required = credit.amount, (given.ceiling, given.expires)
        kept = {part.currency for part in _parts(credit.exposure)}
        if kept != {amount.currency}:
            shown = (_parts(credit.exposure), amount, credit.at)
            return Finding(OVERRIDE, Verdict.FAIL, shown, required, self.clause)
        exact = _exact(credit.exposure)
        needed = exact + amount.minor
        covers = (
            amount.currency is given.ceiling.currency
            and needed <= MAX_MINOR
            and given.covers(_as_money(needed, amount.currency), credit.at)
        )
        observed = (_as_money(exact, amount.currency), amount, credit.at)
        return Finding(OVERRIDE, Verdict.of(covers), observed, required, self.clause)


@entity
class CreditIsEvaluated:
    """Where the order is financed the account is asked; paid up front, credit does not apply."""

    clause: Clause

    def check(self, terms: PaymentTerms, /) -> Finding:
        if not is_financed(terms):
            return Finding.skipped(EVALUATED, self.clause)
        return Finding(EVALUATED, Verdict.OPEN, (), (), self.clause)


def _parts(exposure: Exposure) -> tuple[Money, ...]:
    return (exposure.reserved, exposure.delivered, exposure.unpaid, exposure.unallocated)


def _currencies(exposure: Exposure) -> tuple[str, ...]:
    return tuple(sorted({part.currency.value for part in _parts(exposure)}))


# sums are exact beyond the largest amount of money, for a rule answers whatever it is given
def _exact(exposure: Exposure) -> int:
    reserved, delivered, unpaid, unallocated = (part.minor for part in _parts(exposure))
    return reserved + delivered + unpaid - unallocated


def _late_in(currency: Currency, late: tuple[Overdue, ...]) -> int:
    return sum(part.amount.minor for part in late if part.amount.currency is currency)


def _as_money(minor: int, currency: Currency) -> Money:
    """The amount, or the largest there is: what is shown beside the parts that it is the sum of."""
    return Money(max(-MAX_MINOR, min(minor, MAX_MINOR)), currency)


SENTENCES: Final = (
    REACHABLE,
    GOOD_STANDING,
    ONE_CURRENCY,
    PAST_DUE,
    WITHIN_LIMIT,
    OVERRIDE,
    EVALUATED,
)


def credit_policy(clause: Clause, *, days: int, amount: Money) -> Policy[CreditFacts]:
    """The credit evaluation, with a tolerance in days and in amount for what is past due."""
    return Policy(
        "credit",
        (
            HasCreditLine(clause),
            CreditAccountIsActive(clause),
            InAccountCurrency(clause),
            NothingPastDue(clause, days, amount),
            WithinCreditLimit(clause),
        ),
    )


def override_policy(clause: Clause) -> Policy[OverrideFacts]:
    """What an override needs to let a declined order through."""
    return Policy("override", (OverrideCovers(clause),))


def financing_policy(clause: Clause) -> Policy[PaymentTerms]:
    """Whether credit has to be evaluated at all."""
    return Policy("credit", (CreditIsEvaluated(clause),))
