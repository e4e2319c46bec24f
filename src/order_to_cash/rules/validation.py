"""Internal validation: terms, valid answers, approval, payment up front (000 flow 4, § 3)."""

from typing import ClassVar

from order_to_cash.domain.core import (
    LESS,
    MORE,
    NOT_APPLICABLE,
    Answer,
    Clause,
    Helps,
    Money,
    Named,
    Policy,
    Rule,
    entity,
)
from order_to_cash.domain.order import (
    AcceptTerms,
    DecideFinancing,
    TakePayment,
    ValidationFacts,
)
from order_to_cash.rules.compatibility import Compatible


@entity
class TermsAreAccepted:
    """The party accepted the version in force of the terms of everything it ordered."""

    code: ClassVar[str] = "validation.terms"
    helps: ClassVar[Helps] = {"request.accepted": MORE}
    settled_by: ClassVar[tuple[type, ...]] = (AcceptTerms,)
    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Answer:
        answers = facts.answers
        if answers.offerings is None:
            return Answer(None, {"missing": None, "unknown": ()}, {"in_force": None})
        needed = tuple(sorted({o.terms for o in answers.offerings if o.terms}))
        if answers.terms is None:
            return Answer(None, {"missing": needed, "unknown": ()}, {"in_force": None})
        if not needed:
            return NOT_APPLICABLE
        in_force = {t.terms: t.version for t in answers.terms}
        accepted = {(a.terms, a.version) for a in facts.request.accepted}
        unknown = tuple(name for name in needed if name not in in_force)
        missing = tuple(n for n in needed if (n, in_force.get(n, "")) not in accepted)
        shown = tuple(f"{name} {in_force[name]}" for name in needed if name in in_force)
        holds = False if unknown else None if missing else True
        return Answer(holds, {"missing": missing, "unknown": unknown}, {"in_force": shown})


@entity
class CreditApprovalHolds:
    """The account approved at least this amount, and the approval has not expired."""

    code: ClassVar[str] = "validation.credit-holds"
    helps: ClassVar[Helps] = {
        "at": LESS,
        "total": LESS,
        "in_advance": MORE,
        "credit.amount": MORE,
        "credit.expires": MORE,
    }
    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Answer:
        if not facts.financed:
            return NOT_APPLICABLE
        credit = facts.credit
        if credit is None:
            unknown: Named = {"approved": None, "expires": None, "at": facts.at}
            return Answer(None, unknown, {"total": facts.on_credit})
        holds = facts.at < credit.expires and _at_most(facts.on_credit, credit.amount)
        observed: Named = {"approved": credit.amount, "expires": credit.expires, "at": facts.at}
        return Answer(holds, observed, {"total": facts.on_credit})


@entity
class FinancingIsApproved:
    """Credit & Collections approves above an amount, when financed if asked, and on an override.

    What is looked at is what is financed, not what is paid in advance.
    An amount in another currency than that of `above` is always approved by somebody.
    """

    code: ClassVar[str] = "validation.approval"
    helps: ClassVar[Helps] = {"total": LESS, "in_advance": MORE}
    settled_by: ClassVar[tuple[type, ...]] = (DecideFinancing,)
    clause: Clause
    above: Money
    when_financed: bool = False

    def check(self, facts: ValidationFacts, /) -> Answer:
        if facts.financed and facts.credit is None:
            unknown: Named = {"total": facts.on_credit, "by": None, "reason": None}
            return Answer(None, unknown, {"threshold": self.above})
        overridden = facts.credit is not None and facts.credit.decision.override is not None
        small = _at_most(facts.on_credit, self.above) and not self.when_financed
        needed = overridden or (facts.financed and not small)
        if not needed:
            return NOT_APPLICABLE
        given, required = facts.approval, {"threshold": self.above}
        if given is None:
            unknown = {"total": facts.on_credit, "by": None, "reason": None}
            return Answer(None, unknown, required)
        observed: Named = {"total": facts.on_credit, "by": given.actor, "reason": given.reason}
        return Answer(given.approved, observed, required)


@entity
class UpFrontIsPaid:
    """An order that is paid up front is paid in full before it is released."""

    code: ClassVar[str] = "validation.paid"
    helps: ClassVar[Helps] = {"total": LESS, "paid": MORE}
    settled_by: ClassVar[tuple[type, ...]] = (TakePayment,)
    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Answer:
        if facts.financed:
            return NOT_APPLICABLE
        paid = True if _at_most(facts.total, facts.paid) else None
        return Answer(paid, {"paid": facts.paid}, {"total": facts.total})


@entity
class AdvanceIsPaid:
    """What is to be paid in advance is paid before the release (PRI-10)."""

    code: ClassVar[str] = "validation.advance"
    helps: ClassVar[Helps] = {"in_advance": LESS, "advanced": MORE}
    settled_by: ClassVar[tuple[type, ...]] = (TakePayment,)
    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Answer:
        needed, paid = facts.in_advance, facts.advanced
        if needed is None or needed.is_zero:
            return NOT_APPLICABLE
        holds = True if paid is not None and _at_most(needed, paid) else None
        return Answer(holds, {"paid": paid}, {"advance": needed})


def _at_most(amount: Money, limit: Money) -> bool:
    return amount.currency is limit.currency and amount <= limit


def validation_policy(
    clause: Clause, *, above: Money, when_financed: bool = False
) -> Policy[ValidationFacts]:
    """What must hold before an order is released, by the clause that says so."""
    rules: tuple[Rule[ValidationFacts], ...] = (
        TermsAreAccepted(clause),
        CreditApprovalHolds(clause),
        FinancingIsApproved(clause, above, when_financed),
        UpFrontIsPaid(clause),
        AdvanceIsPaid(clause),
        Compatible(clause),
    )
    return Policy("validation", rules)
