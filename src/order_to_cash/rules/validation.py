"""Internal validation: terms, valid answers, approval, payment up front (000 flow 4, § 3)."""

from typing import Final

from order_to_cash.domain.core import (
    Clause,
    Finding,
    Money,
    Policy,
    Rule,
    Sentence,
    Text,
    Verdict,
    entity,
)
from order_to_cash.domain.order import ValidationFacts
from order_to_cash.rules.compatibility import Compatible

TERMS: Final = Sentence(
    "validation.terms",
    Text("The terms in force are accepted", "Se aceptaron los términos vigentes"),
    Text("accepted as in force: {in_force}", "aceptados los vigentes: {in_force}"),
    Text(
        "no version is in force of {unknown}; the product cannot be sold now",
        "no hay versión vigente de {unknown}; el producto no se puede vender ahora",
    ),
    observed=("missing", "unknown"),
    required=("in_force",),
    open=Text(
        "waiting for the acceptance of {missing} (in force: {in_force})",
        "en espera de la aceptación de {missing} (vigentes: {in_force})",
    ),
)
CREDIT_HOLDS: Final = Sentence(
    "validation.credit-holds",
    Text(
        "The credit approval holds for this amount", "La aprobación de crédito vale para este monto"
    ),
    Text(
        "credit for {approved} is approved until {expires}",
        "el crédito por {approved} está aprobado hasta {expires}",
    ),
    Text(
        "credit is approved for {approved} until {expires}, the order needs {total} at {at}",
        "el crédito está aprobado por {approved} hasta {expires}, el pedido necesita {total} a "
        "{at}",
    ),
    observed=("approved", "expires", "at"),
    required=("total",),
)
APPROVAL: Final = Sentence(
    "validation.approval",
    Text(
        "The financing is approved where it has to be",
        "El financiamiento está aprobado donde corresponde",
    ),
    Text("approved by {by}", "aprobado por {by}"),
    Text("refused by {by}: {reason}", "denegado por {by}: {reason}"),
    observed=("total", "by", "reason"),
    required=("threshold",),
    open=Text(
        "waiting for the financial approval of {total}, needed above {threshold} or on an override",
        "en espera de la aprobación financiera de {total}, necesaria sobre {threshold} o con "
        "autorización",
    ),
)
PAID: Final = Sentence(
    "validation.paid",
    Text("What is paid up front is paid", "Lo que se paga por adelantado está pagado"),
    Text("{paid} of {total} is paid", "{paid} de {total} está pagado"),
    Text("{paid} of {total} is paid", "{paid} de {total} está pagado"),
    observed=("paid",),
    required=("total",),
    open=Text(
        "{paid} of {total} is paid; the order is released when all of it is",
        "{paid} de {total} está pagado; el pedido se libera cuando esté todo",
    ),
)


@entity
class TermsAreAccepted:
    """The party accepted the version in force of the terms of everything it ordered."""

    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Finding:
        answers = facts.answers
        if answers.offerings is None:
            return Finding(TERMS, Verdict.OPEN, (None, ()), (None,), self.clause)
        needed = tuple(sorted({o.terms for o in answers.offerings if o.terms}))
        if answers.terms is None:
            return Finding(TERMS, Verdict.OPEN, (needed, ()), (None,), self.clause)
        if not needed:
            return Finding.skipped(TERMS, self.clause)
        in_force = {t.terms: t.version for t in answers.terms}
        accepted = {(a.terms, a.version) for a in facts.request.accepted}
        unknown = tuple(name for name in needed if name not in in_force)
        missing = tuple(n for n in needed if (n, in_force.get(n, "")) not in accepted)
        shown = tuple(f"{name} {in_force[name]}" for name in needed if name in in_force)
        verdict = Verdict.FAIL if unknown else Verdict.OPEN if missing else Verdict.PASS
        return Finding(TERMS, verdict, (missing, unknown), (shown,), self.clause)


@entity
class CreditApprovalHolds:
    """The account approved at least this amount, and the approval has not expired."""

    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Finding:
        if not facts.financed:
            return Finding.skipped(CREDIT_HOLDS, self.clause)
        credit = facts.credit
        if credit is None:
            unknown = (None, None, facts.at)
            return Finding(CREDIT_HOLDS, Verdict.OPEN, unknown, (facts.total,), self.clause)
        holds = facts.at < credit.expires and _at_most(facts.total, credit.amount)
        observed = (credit.amount, credit.expires, facts.at)
        return Finding(CREDIT_HOLDS, Verdict.of(holds), observed, (facts.total,), self.clause)


@entity
class FinancingIsApproved:
    """Credit & Collections approves above an amount, when financed if asked, and on an override.

    An amount in another currency than that of `above` is always approved by somebody.
    """

    clause: Clause
    above: Money
    when_financed: bool = False

    def check(self, facts: ValidationFacts, /) -> Finding:
        if facts.financed and facts.credit is None:
            unknown = (facts.total, None, None)
            return Finding(APPROVAL, Verdict.OPEN, unknown, (self.above,), self.clause)
        overridden = facts.credit is not None and facts.credit.decision.override is not None
        small = _at_most(facts.total, self.above) and not self.when_financed
        needed = overridden or (facts.financed and not small)
        if not needed:
            return Finding.skipped(APPROVAL, self.clause)
        given, required = facts.approval, (self.above,)
        if given is None:
            unknown = (facts.total, None, None)
            return Finding(APPROVAL, Verdict.OPEN, unknown, required, self.clause)
        observed = (facts.total, given.actor, given.reason)
        return Finding(APPROVAL, Verdict.of(given.approved), observed, required, self.clause)


@entity
class UpFrontIsPaid:
    """An order that is paid up front is paid in full before it is released."""

    clause: Clause

    def check(self, facts: ValidationFacts, /) -> Finding:
        if facts.financed:
            return Finding.skipped(PAID, self.clause)
        paid = Verdict.PASS if _at_most(facts.total, facts.paid) else Verdict.OPEN
        return Finding(PAID, paid, (facts.paid,), (facts.total,), self.clause)


def _at_most(amount: Money, limit: Money) -> bool:
    return amount.currency is limit.currency and amount <= limit


SENTENCES: Final = (TERMS, CREDIT_HOLDS, APPROVAL, PAID)


def validation_policy(
    clause: Clause, *, above: Money, when_financed: bool = False
) -> Policy[ValidationFacts]:
    """What must hold before an order is released, by the clause that says so."""
    rules: tuple[Rule[ValidationFacts], ...] = (
        TermsAreAccepted(clause),
        CreditApprovalHolds(clause),
        FinancingIsApproved(clause, above, when_financed),
        UpFrontIsPaid(clause),
        Compatible(clause),
    )
    return Policy("validation", rules)
