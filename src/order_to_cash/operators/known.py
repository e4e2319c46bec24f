"""The operators that can be chosen by name."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import InvalidValue
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.operators.operator import Operator, joined
from order_to_cash.operators.peru import PERU

OPERATORS: Final[Mapping[str, Operator]] = {operator.name: operator for operator in (PERU, BOLIVIA)}
"""Every data pack of this library, by its name."""


def operator_named(name: str | None) -> Operator:
    """The operator of that name, or several as one: "peru+bolivia".

    Raises `InvalidValue` naming those there are, also where no name is given, `BrokenDefinition`
    for two with a process alike.
    """
    if name is None:
        raise InvalidValue(
            f"nothing here says whose policies count; name the operator: {', '.join(OPERATORS)}",
            code="operator.unnamed",
        )
    names = name.split("+")
    if any(one not in OPERATORS for one in names):
        raise InvalidValue(
            f"no such operator; give one of: {', '.join(OPERATORS)}", code="operator.unknown"
        )
    return joined(*(OPERATORS[one] for one in names))
