"""Credit evaluation: an active account, nothing late, exposure within the limit (000 flow 3)."""

from typing import ClassVar

from order_to_cash.domain.core import (
    LESS,
    MORE,
    NOT_APPLICABLE,
    Answer,
    BrokenDefinition,
    Clause,
    Currency,
    Helps,
    Money,
    Named,
    Policy,
    entity,
)
from order_to_cash.domain.core.money import MAX_MINOR
from order_to_cash.domain.credit_account import CreditFacts, Exposure, Overdue, OverrideFacts
from order_to_cash.domain.credit_account.facts import REMEMBERED
from order_to_cash.domain.trade import PaymentTerms
from order_to_cash.domain.trade.payment_terms import is_financed


@entity
class HasCreditLine:
    """The directory knows a credit line for the account; until it answers, nothing is decided."""

    code: ClassVar[str] = "credit.line"
    clause: Clause

    def check(self, facts: CreditFacts, /) -> Answer:
        return Answer(facts.known)


@entity
class CreditAccountIsActive:
    """The credit account is neither suspended nor closed."""

    code: ClassVar[str] = "credit.account-active"
    clause: Clause

    def check(self, facts: CreditFacts, /) -> Answer:
        if facts.known is False:
            return NOT_APPLICABLE
        active = None if facts.known is None else facts.active
        return Answer(active)


@entity
class InAccountCurrency:
    """The order is in the one currency of the account."""

    code: ClassVar[str] = "credit.currency"
    clause: Clause

    def check(self, facts: CreditFacts, /) -> Answer:
        given, kept = facts.amount.currency.value, _currencies(facts.exposure)
        required = kept[0] if len(kept) == 1 else kept
        holds = kept == (given,)
        return Answer(holds, {"given": given}, {"currency": required})


@entity
class NothingPastDue:
    """What is past due for more than `days` days is at most `amount`.

    Past due begins the day after the due date, so that with no tolerance one day and one cent
    are enough to fail. In another currency than that of `amount` nothing is tolerated.
    """

    code: ClassVar[str] = "credit.past-due"
    helps: ClassVar[Helps] = {"overdue.*.amount": LESS, "overdue.*.days": LESS}
    clause: Clause
    days: int
    amount: Money

    def check(self, facts: CreditFacts, /) -> Answer:
        required: Named = {"days": self.days, "tolerated": self.amount}
        if facts.overdue is None:
            return Answer(None, {"overdue": None, "oldest": None}, required)
        late = tuple(part for part in facts.overdue if part.days > self.days)
        currencies = {self.amount.currency: None} | {p.amount.currency: None for p in late}
        exact = {currency: _late_in(currency, late) for currency in currencies}
        own, *others = exact.values()
        holds = own <= self.amount.minor and not any(other > 0 for other in others)
        oldest = max((part.days for part in facts.overdue), default=0)
        sums = tuple(Money.nearest(minor, currency) for currency, minor in exact.items())
        observed: Named = {"overdue": sums if others else sums[0], "oldest": oldest}
        return Answer(holds, observed, required)


@entity
class PaymentTolerance:
    """What may have gone wrong in the last `days`, today among them, at most a year.

    `late` payments, payments `taken_back`, `levels` of dunning reached, and `worst_days` past due.
    """

    days: int
    late: int
    taken_back: int
    levels: int
    worst_days: int

    def __attrs_post_init__(self) -> None:
        figures = (self.late, self.taken_back, self.levels, self.worst_days)
        if not 1 <= self.days <= REMEMBERED.days or min(figures) < 0:
            raise BrokenDefinition(
                f"payments are looked at over 1 to {REMEMBERED.days} days, and none of what is "
                "tolerated is below zero; correct the tolerance"
            )


@entity
class PaysAsAgreed:
    """The party paid as agreed, within what the operator tolerates; a new one has no record yet."""

    code: ClassVar[str] = "credit.payment-record"
    helps: ClassVar[Helps] = {
        "record.misses.*.0": MORE,
        "record.misses.*.1.late": LESS,
        "record.misses.*.1.reversed": LESS,
        "record.misses.*.1.defaults": LESS,
        "record.misses.*.1.worst_days": LESS,
    }
    clause: Clause
    most: PaymentTolerance

    def check(self, facts: CreditFacts, /) -> Answer:
        most, record = self.most, facts.record
        if facts.known is False or (record is not None and record.is_new):
            return NOT_APPLICABLE
        required: Named = {
            "period": most.days,
            "most_late": most.late,
            "most_back": most.taken_back,
            "most_levels": most.levels,
            "most_days": most.worst_days,
        }
        if record is None:
            return Answer(None, dict.fromkeys(("late", "back", "levels", "days")), required)
        seen = record.within(most.days)
        holds = (
            seen.late <= most.late
            and seen.reversed <= most.taken_back
            and seen.defaults <= most.levels
            and seen.worst_days <= most.worst_days
        )
        observed: Named = {
            "late": seen.late,
            "back": seen.reversed,
            "levels": seen.defaults,
            "days": seen.worst_days,
        }
        return Answer(holds, observed, required)


@entity
class WithinCreditLimit:
    """What is exposed, with this order, is at most the limit; each obligation counts once.

    The parts that count are the evaluation's choice, and the facts hold them alone. No amount is
    within a limit in another currency.
    """

    code: ClassVar[str] = "credit.limit"
    helps: ClassVar[Helps] = {
        "amount": LESS,
        "limit": MORE,
        "exposure.reserved": LESS,
        "exposure.delivered": LESS,
        "exposure.unpaid": LESS,
        "exposure.unallocated": MORE,
    }
    clause: Clause

    def check(self, facts: CreditFacts, /) -> Answer:
        exposure, limit = facts.exposure, facts.limit
        mixed = _currencies(exposure) != (facts.amount.currency.value,)
        if mixed or facts.known is False:
            return NOT_APPLICABLE
        counted, amount = exposure.exact, facts.amount
        within = None
        if facts.known and limit is not None:
            same = amount.currency is limit.currency
            within = same and counted + amount.minor <= limit.minor
        observed: Named = {
            "exposure": exposure.total,
            "amount": amount,
            "reserved": exposure.reserved,
            "delivered": exposure.delivered,
            "unpaid": exposure.unpaid,
            "unallocated": exposure.unallocated,
        }
        return Answer(within, observed, {"limit": limit})


@entity
class OverrideCovers:
    """An override helps until it expires, up to its ceiling, and in the account's currency only."""

    code: ClassVar[str] = "credit.override"
    helps: ClassVar[Helps] = {
        "credit.at": LESS,
        "credit.amount": LESS,
        "credit.exposure.reserved": LESS,
        "credit.exposure.delivered": LESS,
        "credit.exposure.unpaid": LESS,
        "credit.exposure.unallocated": MORE,
        "override.ceiling": MORE,
        "override.expires": MORE,
    }
    clause: Clause

    def check(self, facts: OverrideFacts, /) -> Answer:
        credit, given = facts.credit, facts.override
        amount = credit.amount
        required: Named = {"ceiling": given.ceiling, "expires": given.expires}
        if credit.exposure.currencies != {amount.currency}:
            shown: Named = {"exposure": _parts(credit.exposure), "amount": amount, "at": credit.at}
            return Answer(False, shown, required)
        needed = credit.exposure.exact + amount.minor
        covers = (
            amount.currency is given.ceiling.currency
            and needed <= MAX_MINOR
            and given.covers(Money.nearest(needed, amount.currency), credit.at)
        )
        observed: Named = {
            "exposure": credit.exposure.total,
            "amount": amount,
            "at": credit.at,
        }
        return Answer(covers, observed, required)


@entity
class CreditIsEvaluated:
    """Where the order is financed the account is asked; paid up front, credit does not apply."""

    code: ClassVar[str] = "credit.needed"
    clause: Clause

    def check(self, terms: PaymentTerms, /) -> Answer:
        if not is_financed(terms):
            return NOT_APPLICABLE
        return Answer(None)


def _parts(exposure: Exposure) -> tuple[Money, ...]:
    return (exposure.reserved, exposure.delivered, exposure.unpaid, exposure.unallocated)


def _currencies(exposure: Exposure) -> tuple[str, ...]:
    return tuple(sorted(currency.value for currency in exposure.currencies))


# sums are exact beyond the largest amount of money, for a rule answers whatever it is given
def _late_in(currency: Currency, late: tuple[Overdue, ...]) -> int:
    return sum(part.amount.minor for part in late if part.amount.currency is currency)


def credit_policy(
    clause: Clause, *, days: int, amount: Money, record: PaymentTolerance | None = None
) -> Policy[CreditFacts]:
    """The credit evaluation, with a tolerance in days and in amount for what is past due.

    With `record` it also looks at how the party paid before (COL-08).
    """
    return Policy(
        "credit",
        (
            HasCreditLine(clause),
            CreditAccountIsActive(clause),
            InAccountCurrency(clause),
            NothingPastDue(clause, days, amount),
            *(() if record is None else (PaysAsAgreed(clause, record),)),
            WithinCreditLimit(clause),
        ),
    )


def override_policy(clause: Clause) -> Policy[OverrideFacts]:
    """What an override needs to let a declined order through."""
    return Policy("override", (OverrideCovers(clause),))


def financing_policy(clause: Clause) -> Policy[PaymentTerms]:
    """Whether credit has to be evaluated at all."""
    return Policy("credit", (CreditIsEvaluated(clause),))
