"""Who approves, what a review must show, which environment is needed (003 § Nota B2B)."""

from typing import ClassVar

from order_to_cash.domain.core import (
    LESS,
    MORE,
    NOT_APPLICABLE,
    Answer,
    Clause,
    Helps,
    Named,
    Policy,
    Role,
    entity,
)
from order_to_cash.domain.core.parties import same_person
from order_to_cash.domain.onboarding import (
    ApprovalFacts,
    Environment,
    PrerequisiteFacts,
    ReviewFacts,
    Segment,
)


@entity
class OneRoleApproves:
    """In the flow of business customers one role alone approves (ONB-10)."""

    code: ClassVar[str] = "onboarding.sole-approver"
    clause: Clause
    approver: Role

    def check(self, facts: ApprovalFacts, /) -> Answer:
        if facts.segment is not Segment.B2B:
            return NOT_APPLICABLE
        holds = facts.role is self.approver
        observed: Named = {"document": facts.document, "role": facts.role.value}
        required: Named = {"approver": self.approver.value}
        return Answer(holds, observed, required)


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

    code: ClassVar[str] = "onboarding.approver"
    clause: Clause
    matrix: tuple[Approver, ...]

    def check(self, facts: ApprovalFacts, /) -> Answer:
        if facts.segment is Segment.B2B:
            return NOT_APPLICABLE
        may = tuple(one.role.value for one in self.matrix if one.may(facts.document))
        observed: Named = {"document": facts.document, "role": facts.role.value}
        holds = facts.role.value in may
        return Answer(holds, observed, {"approvers": may})


@entity
class SomebodyElseMadeIt:
    """Nobody approves what they made themselves."""

    code: ClassVar[str] = "onboarding.own-document"
    clause: Clause

    def check(self, facts: ApprovalFacts, /) -> Answer:
        holds = not same_person(facts.actor, facts.made_by)
        return Answer(holds, {"document": facts.document})


@entity
class CustomerApprovesNothing:
    """Whoever gets the service does not approve its documents, in whatever role (TRU-16)."""

    code: ClassVar[str] = "onboarding.own-gain"
    clause: Clause

    def check(self, facts: ApprovalFacts, /) -> Answer:
        holds = not same_person(facts.actor, facts.customer)
        return Answer(holds, {"document": facts.document})


@entity
class EveryCriterionAnswered:
    """Every criterion has exactly one outcome (ONB-13)."""

    code: ClassVar[str] = "onboarding.criteria-answered"
    helps: ClassVar[Helps] = {"criteria": LESS}
    clause: Clause

    def check(self, facts: ReviewFacts, /) -> Answer:
        given = [outcome.criterion for outcome in facts.outcomes]
        missing = tuple(one for one in facts.criteria if given.count(one) != 1)
        holds = not missing
        return Answer(holds, {"missing": missing}, {"criteria": facts.criteria})


@entity
class NoCriterionFailed:
    """No criterion failed, not even one that nobody asked for (ONB-13)."""

    code: ClassVar[str] = "onboarding.criteria-passed"
    helps: ClassVar[Helps] = {"outcomes.*.passed": MORE}
    clause: Clause

    def check(self, facts: ReviewFacts, /) -> Answer:
        failed = tuple(o.criterion for o in facts.outcomes if not o.passed)
        return Answer(not failed, {"failed": failed})


@entity
class EnvironmentIsReady:
    """The environment that the phase needs is ready; none stands for another (ONB-11, ONB-12)."""

    code: ClassVar[str] = "onboarding.environment"
    helps: ClassVar[Helps] = {"ready": MORE}
    clause: Clause

    def check(self, facts: PrerequisiteFacts, /) -> Answer:
        if facts.needed is None:
            return NOT_APPLICABLE
        environment: Environment = facts.needed
        holds = facts.ready
        return Answer(holds, {"ready": facts.ready}, {"environment": environment.value})


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
