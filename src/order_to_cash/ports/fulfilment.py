"""The port to the warehouse and the technical team."""

from typing import Protocol

from order_to_cash.domain.trade import FulfilmentInstruction

__all__ = ["Fulfilment", "FulfilmentInstruction"]


class Fulfilment(Protocol):
    """Whoever prepares, ships, installs, activates, blocks and supports.

    What came of an instruction is told later, by commands of the warehouse or the technical team.
    """

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        """Take the instruction once under this key; after `Unavailable` nothing was taken."""
        ...
