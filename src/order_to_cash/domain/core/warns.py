"""Rules that warn instead of refusing: the case goes on, and a role is told (COL-09)."""

from typing import Generic, TypeVar

from order_to_cash.domain.core.decision import Answer, Clause, Policy, Rule
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.monotone import Helps, helps_of
from order_to_cash.domain.core.parties import Role

F = TypeVar("F")


@entity
class Warns(Generic[F]):
    """A rule that warns instead of refusing: the case goes on, and the role `tells` is told.

    It has the code, the clause and the words of the rule. While a fact that the rule needs is not
    known, it waits as that rule does, so that no warning is missed.
    """

    rule: Rule[F]
    tells: Role

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def clause(self) -> Clause:
        """The clause of the rule."""
        return self.rule.clause

    @property
    def helps(self) -> Helps:
        """What helps the rule."""
        return helps_of(self.rule)

    def check(self, facts: F, /) -> Answer:
        """What the rule says; its "no" is a warning."""
        answer = self.rule.check(facts)
        return answer if answer.holds is not False else changed(answer, warns=self.tells.value)


def warning(policy: Policy[F], *codes: str, tells: Role) -> Policy[F]:
    """The policy in which the rules of these codes warn, and tell that role.

    Raises `BrokenDefinition` for a code that no rule of the policy has.
    """
    known = {rule.code for rule in policy.rules}
    if strange := sorted(set(codes) - known):
        raise BrokenDefinition(
            f"the policy {policy.name} has no rule {', '.join(strange)} that could warn; give one "
            f"of: {', '.join(sorted(known))}",
            code="policy.no-such-rule",
        )
    rules = (Warns(rule, tells) if rule.code in codes else rule for rule in policy.rules)
    return Policy(policy.name, tuple(rules))
