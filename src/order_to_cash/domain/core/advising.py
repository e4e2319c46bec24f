"""A refused decision with what would have made it pass, where the operator wants that told."""

from collections.abc import Callable
from typing import Any, TypeAlias

from order_to_cash.domain.core.decision import Decision, Policy
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.proposals import Proposal

Question: TypeAlias = tuple[Policy[Any], Any]
"""A policy, and the facts that it was asked about."""

Adviser: TypeAlias = Callable[[tuple[Question, ...]], tuple[Proposal, ...]]
"""What would make all of these answers a yes; `order_to_cash.whatif.Advice` is one."""


def advised(decision: Decision, adviser: Adviser | None, *asked: Question) -> Decision:
    """The decision with what would have made it pass, if it does not and the operator tells that.

    `asked` are the policies that the decision is made of, each with its facts.
    """
    if adviser is None or decision.allows:
        return decision
    return changed(decision, proposals=adviser(asked))
