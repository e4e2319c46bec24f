"""The port to the warehouse and the technical team."""

from typing import Protocol, TypeAlias

from order_to_cash.domain.trade import (
    BlockService,
    OpenSupport,
    OpenWorkOrder,
    PrepareGoods,
    RemoveService,
    StopFulfilment,
    UnblockService,
)

FulfilmentInstruction: TypeAlias = (
    PrepareGoods
    | OpenWorkOrder
    | StopFulfilment
    | BlockService
    | UnblockService
    | OpenSupport
    | RemoveService
)


class Fulfilment(Protocol):
    """Whoever prepares, ships, installs, activates, blocks and supports.

    What came of an instruction is told later, by commands of the warehouse or the technical team.
    """

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        """Take the instruction once under this key; after `Unavailable` nothing was taken."""
        ...
