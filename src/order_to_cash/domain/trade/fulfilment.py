"""What warehouse and technical team are instructed to do; what came of it they tell later."""

import enum
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core.asking import only_done
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.trade.equipment import Equipment
from order_to_cash.domain.trade.prices import Quantity

FULFILMENT: Final = "fulfilment"
"""The name of the port to whoever prepares, ships, installs, blocks and supports."""


@entity
class GoodsLine:
    """A line of an order for the warehouse."""

    line: int
    sku: str
    quantity: Quantity


@entity
class PrepareGoods:
    """Warehouse: prepare these goods and ship them, or keep them for pick-up."""

    order: str
    warehouse: str
    lines: tuple[GoodsLine, ...]
    mode: str
    address: Sensitive | None = None

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


class Disposition(enum.StrEnum):
    """What becomes of goods that came back (FUL-02)."""

    PUT_BACK = "put_back"
    WRITTEN_DOWN = "written_down"


@entity
class ReceiveReturn:
    """Warehouse: these goods of an order came back; put them into stock, or write them down."""

    order: str
    warehouse: str
    goods: GoodsLine
    disposition: Disposition

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class OpenWorkOrder:
    """Technical team: install or activate this service, and collect this equipment there."""

    order: str
    line: int
    sku: str
    zone: str
    technology: str
    address: Sensitive | None = None
    recover: tuple[Equipment, ...] = ()

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class StopFulfilment:
    """Warehouse and technical team: stop what is not delivered yet, and say when it is stopped."""

    order: str

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class HoldFulfilment:
    """Warehouse and technical team: wait with what is not delivered, its account is stopped."""

    order: str

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class ResumeFulfilment:
    """Warehouse and technical team: go on with what waits, the account is stopped no more."""

    order: str

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class BlockService:
    """Technical team: suspend the services that were delivered with this order."""

    order: str
    account: str

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class UnblockService:
    """Technical team: reconnect the services that were delivered with this order."""

    order: str
    account: str

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class OpenSupport:
    """Technical team: support is needed for what was delivered with this order."""

    order: str
    subject: Sensitive

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


@entity
class RemoveService:
    """Technical team: take this service out of operation at the address that is left.

    `recover` is the equipment to collect there.
    """

    order: str
    line: int
    sku: str
    zone: str
    technology: str
    recover: tuple[Equipment, ...] = ()

    topic: ClassVar[str] = FULFILMENT
    answered = only_done


FulfilmentInstruction: TypeAlias = (
    PrepareGoods
    | OpenWorkOrder
    | StopFulfilment
    | HoldFulfilment
    | ResumeFulfilment
    | BlockService
    | UnblockService
    | OpenSupport
    | RemoveService
    | ReceiveReturn
)
