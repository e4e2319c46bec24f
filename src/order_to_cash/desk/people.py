"""Whom waits and refusals name: the roles of the tables, and the operator's own beside them."""

from typing import Any

from order_to_cash.domain.core import Refusal, Role, Wait, changed
from order_to_cash.operators.operator import Operator


def waited_for(operator: Operator, wait: Wait | None) -> Wait | None:
    """The wait; what people have to do is also for those whose role stands for theirs."""
    if wait is None or not operator.roles:
        return wait
    deeds = (
        changed(deed, roles=operator.able(deed.roles)) if deed.is_for_people else deed
        for deed in wait.deeds
    )
    return changed(wait, deeds=tuple(deeds))


def allowed(operator: Operator, refusal: Refusal) -> Refusal:
    """The refusal; who may give the command are also those whose role stands for theirs."""
    if refusal.code != "process.wrong-role" or not operator.roles:
        return refusal
    values: dict[str, Any] = dict(refusal.values)
    able = operator.able(map(Role, values["allowed"]))
    values["allowed"] = tuple(role.value for role in able)
    return changed(refusal, values=tuple(values.items()))
