"""Every process of the operators that the library knows, by name."""

from typing import Final

from order_to_cash.domain.core.waiting import AnyProcess
from order_to_cash.operators.known import OPERATORS

EVERY: Final[dict[str, AnyProcess]] = {
    process.name: process for operator in OPERATORS.values() for process in operator.processes
}
