"""Who is told of a warning: the role that the rule names, once for each event it stands in."""

from functools import cache
from typing import Any, get_args

from attrs import fields

from order_to_cash.domain.core.decision import Decision, Finding
from order_to_cash.domain.trade.messages import Notice, Notify


def warned(process: str, case: str, event: Any) -> tuple[Notify, ...]:
    """One notice for each role that a decision of the event warns while the case goes on (COL-09).

    Only the decisions of its own fields speak: what an event repeats of another case's decision,
    as an approval does, was told there.
    """
    roles: dict[str, tuple[Finding, ...]] = {}
    kind: Any = type(event)
    for name in _may_decide(kind):
        decision = getattr(event, name)
        if isinstance(decision, Decision) and decision.allows:
            for finding in decision.warnings:
                role = finding.answer.warns
                roles[role] = (*roles.get(role, ()), finding)
    named = (("process", process), ("case", case))
    return tuple(
        Notify(Notice.RULE_WARNED, role, named, findings=found) for role, found in roles.items()
    )


@cache
def _may_decide(kind: Any) -> tuple[str, ...]:
    """The fields of an event that may hold a decision, by their types."""
    return tuple(field.name for field in fields(kind) if _takes_decisions(field.type))


def _takes_decisions(hint: Any) -> bool:
    parts = get_args(hint) or (hint,)
    return any(not isinstance(part, type) or part in {Decision, object} for part in parts)
