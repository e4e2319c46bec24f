"""Who approves, what a review must show, which environment is needed (003 § Nota B2B)."""

from typing import Final

from order_to_cash.domain.core import Clause, Finding, Policy, Role, Sentence, Text, Verdict, entity
from order_to_cash.domain.core.parties import same_person
from order_to_cash.domain.onboarding import (
    ApprovalFacts,
    Environment,
    PrerequisiteFacts,
    ReviewFacts,
    Segment,
)

SOLE_APPROVER: Final = Sentence(
    "onboarding.sole-approver",
    Text(
        "One role alone approves in the flow of business customers",
        "Un solo rol aprueba en el flujo B2B",
    ),
    Text("{role:Role} approves", "aprueba {role:Role}"),
    Text(
        "{role:Role} wants to approve the {document:Document}; only {approver:Role} may",
        "{role:Role} quiere aprobar {document:Document}; solo {approver:Role} puede",
    ),
    observed=("document", "role"),
    required=("approver",),
)
BY_MATRIX: Final = Sentence(
    "onboarding.approver",
    Text("The approver is one for this document", "El aprobador corresponde al documento"),
    Text("{role:Role} approves the {document:Document}", "{role:Role} aprueba {document:Document}"),
    Text(
        "{role:Role} wants to approve the {document:Document}; it is for: {approvers:Role}",
        "{role:Role} quiere aprobar {document:Document}; corresponde a: {approvers:Role}",
    ),
    observed=("document", "role"),
    required=("approvers",),
)
NOT_OWN: Final = Sentence(
    "onboarding.own-document",
    Text("Nobody approves what they made themselves", "Nadie aprueba lo que hizo por su cuenta"),
    Text("somebody else made it", "lo hizo otra persona"),
    Text(
        "the approver made this {document:Document}; somebody else in the role must approve it",
        "quien aprueba hizo este documento ({document:Document}); debe aprobarlo otra persona "
        "del rol",
    ),
    observed=("document",),
)
NOT_CUSTOMER: Final = Sentence(
    "onboarding.own-gain",
    Text("Nobody approves what they get themselves", "Nadie aprueba lo que recibe"),
    Text("the customer does not approve it", "no lo aprueba el cliente"),
    Text(
        "the approver is the customer of this {document:Document}; somebody else must approve it",
        "quien aprueba es el cliente de este documento ({document:Document}); debe aprobarlo otra "
        "persona",
    ),
    observed=("document",),
)
ANSWERED: Final = Sentence(
    "onboarding.criteria-answered",
    Text("Every criterion has one outcome", "Todo criterio tiene un resultado"),
    Text("there is an outcome for: {criteria}", "hay resultado de: {criteria}"),
    Text(
        "there is not one outcome each for: {missing}; review them, each once",
        "no hay un resultado por cada uno de: {missing}; revíselos, cada uno una vez",
    ),
    observed=("missing",),
    required=("criteria",),
)
PASSED: Final = Sentence(
    "onboarding.criteria-passed",
    Text("No criterion failed", "Ningún criterio falló"),
    Text("none failed", "ninguno falló"),
    Text(
        "these failed: {failed}; send the document back for correction",
        "fallaron: {failed}; devuelva el documento a corrección",
    ),
    observed=("failed",),
)
ENVIRONMENT: Final = Sentence(
    "onboarding.environment",
    Text(
        "The customer has the environment that the phase needs",
        "El cliente tiene el ambiente que la fase necesita",
    ),
    Text("the {environment:Environment} is ready", "el {environment:Environment} está listo"),
    Text(
        "the {environment:Environment} is not ready; report it once it is",
        "el {environment:Environment} no está listo; infórmelo cuando lo esté",
    ),
    observed=("ready",),
    required=("environment",),
    open=Text(
        "nobody has said yet whether the {environment:Environment} is ready; report it",
        "nadie ha dicho aún si el {environment:Environment} está listo; infórmelo",
    ),
)


@entity
class OneRoleApproves:
    """In the flow of business customers one role alone approves (ONB-10)."""

    clause: Clause
    approver: Role

    def check(self, facts: ApprovalFacts, /) -> Finding:
        if facts.segment is not Segment.B2B:
            return Finding.skipped(SOLE_APPROVER, self.clause)
        holds = facts.role is self.approver
        observed = (facts.document, facts.role.value)
        required = (self.approver.value,)
        return Finding(SOLE_APPROVER, Verdict.of(holds), observed, required, self.clause)


@entity
class Approver:
    """A role that may approve these documents in other flows; without any, every document."""

    role: Role
    documents: tuple[str, ...] = ()

    def may(self, document: str) -> bool:
        """Whether the role may approve that document."""
        return not self.documents or document in self.documents

    def __str__(self) -> str:
        return f"{self.role.value}: {', '.join(self.documents) or 'all'}"


@entity
class RoleIsInMatrix:
    """In other flows each document has its approvers (ONB-10)."""

    clause: Clause
    matrix: tuple[Approver, ...]

    def check(self, facts: ApprovalFacts, /) -> Finding:
        if facts.segment is Segment.B2B:
            return Finding.skipped(BY_MATRIX, self.clause)
        may = tuple(one.role.value for one in self.matrix if one.may(facts.document))
        observed = (facts.document, facts.role.value)
        holds = facts.role.value in may
        return Finding(BY_MATRIX, Verdict.of(holds), observed, (may,), self.clause)


@entity
class SomebodyElseMadeIt:
    """Nobody approves what they made themselves."""

    clause: Clause

    def check(self, facts: ApprovalFacts, /) -> Finding:
        holds = not same_person(facts.actor, facts.made_by)
        return Finding(NOT_OWN, Verdict.of(holds), (facts.document,), (), self.clause)


@entity
class CustomerApprovesNothing:
    """Whoever gets the service does not approve its documents, in whatever role (TRU-16)."""

    clause: Clause

    def check(self, facts: ApprovalFacts, /) -> Finding:
        holds = not same_person(facts.actor, facts.customer)
        return Finding(NOT_CUSTOMER, Verdict.of(holds), (facts.document,), (), self.clause)


@entity
class EveryCriterionAnswered:
    """Every criterion has exactly one outcome (ONB-13)."""

    clause: Clause

    def check(self, facts: ReviewFacts, /) -> Finding:
        given = [outcome.criterion for outcome in facts.outcomes]
        missing = tuple(one for one in facts.criteria if given.count(one) != 1)
        holds = not missing
        return Finding(ANSWERED, Verdict.of(holds), (missing,), (facts.criteria,), self.clause)


@entity
class NoCriterionFailed:
    """No criterion failed, not even one that nobody asked for (ONB-13)."""

    clause: Clause

    def check(self, facts: ReviewFacts, /) -> Finding:
        failed = tuple(o.criterion for o in facts.outcomes if not o.passed)
        return Finding(PASSED, Verdict.of(not failed), (failed,), (), self.clause)


@entity
class EnvironmentIsReady:
    """The environment that the phase needs is ready; none stands for another (ONB-11, ONB-12)."""

    clause: Clause

    def check(self, facts: PrerequisiteFacts, /) -> Finding:
        if facts.needed is None:
            return Finding.skipped(ENVIRONMENT, self.clause)
        environment: Environment = facts.needed
        verdict = Verdict.of(facts.ready)
        return Finding(ENVIRONMENT, verdict, (facts.ready,), (environment.value,), self.clause)


def approval_policy(
    business: Clause, others: Clause, *, sole: Role, matrix: tuple[Approver, ...]
) -> Policy[ApprovalFacts]:
    """Who may approve which document."""
    return Policy(
        "approval",
        (
            OneRoleApproves(business, sole),
            RoleIsInMatrix(others, matrix),
            SomebodyElseMadeIt(business),
            CustomerApprovesNothing(business),
        ),
    )


def review_policy(clause: Clause) -> Policy[ReviewFacts]:
    """What an approval has to show."""
    return Policy("review", (EveryCriterionAnswered(clause), NoCriterionFailed(clause)))


def prerequisite_policy(clause: Clause) -> Policy[PrerequisiteFacts]:
    """What a phase needs."""
    return Policy("prerequisites", (EnvironmentIsReady(clause),))


SENTENCES: Final = (SOLE_APPROVER, BY_MATRIX, NOT_OWN, NOT_CUSTOMER, ANSWERED, PASSED, ENVIRONMENT)
