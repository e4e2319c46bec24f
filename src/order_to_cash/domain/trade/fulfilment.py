"""What warehouse and technical team are instructed to do; what came of it they tell later.

Below, goods that are kept for an order (FUL-03): asked for, kept until an instant, handed over,
freed. Whoever keeps count of the pieces is a port of its own. Messages of one order to it keep
their order, so what an order asks is answered as of what it said before.
"""

import enum
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core.asking import only_done
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.trade.equipment import Equipment
from order_to_cash.domain.trade.prices import Quantity
from order_to_cash.domain.trade.questions import ReportStock, StockItem

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

RESERVATIONS: Final = "reservations"
"""The name of the port to whoever keeps goods for orders."""


@entity
class KeptGoods:
    """So many pieces of a product for a line of an order."""

    line: int
    sku: str
    pieces: int


@entity
class AskFree:
    """How much of each is free for this order, in the warehouse that serves the zone?

    What is kept for the order itself is free for it; what others hold until after `at` is not.
    """

    order: str
    zone: str
    skus: tuple[str, ...]
    at: datetime
    amended: int = 0

    topic: ClassVar[str] = RESERVATIONS

    def answered(self, answer: tuple[str, tuple[StockItem, ...]], /) -> ReportStock:
        return ReportStock(*answer, self.amended)


@entity
class Reserved:
    """Everything that was asked for is kept for the order."""


@entity
class Short:
    """Nothing more is kept than before; so many of each that was asked for are free for it."""

    items: tuple[StockItem, ...]


ReservationAnswer: TypeAlias = Reserved | Short


@entity
class ReportReservation:
    """The goods of an order are kept for it; or something is short, and so much there is of each.

    `number` counts the questions of the order, so that the answer to an older one changes nothing.
    """

    number: int
    short: tuple[StockItem, ...] = ()


@entity
class ReserveGoods:
    """Keep exactly these goods for the order until just before an instant, all of them or none.

    They take the place of what was kept for it before. What others hold until `at` is free again.
    """

    order: str
    zone: str
    warehouse: str
    lines: tuple[KeptGoods, ...]
    at: datetime
    until: datetime
    number: int

    topic: ClassVar[str] = RESERVATIONS

    @property
    def pieces(self) -> Mapping[str, int]:
        """How many are asked for of each product."""
        asked: Counter[str] = Counter()
        for line in self.lines:
            asked[line.sku] += line.pieces
        return asked

    def answered(self, answer: ReservationAnswer, /) -> ReportReservation:
        if isinstance(answer, Reserved):
            return ReportReservation(self.number)
        there = {item.sku: item.available for item in answer.items}
        if all(pieces <= there.get(sku, 0) for sku, pieces in self.pieces.items()):
            raise InvalidValue(
                "something is said to be short, and there is enough of all that was asked for; name"
                " what is short with the pieces that are free",
                code="reservations.not-short",
            )
        named = {item.sku: item for item in answer.items}
        items = tuple(named.get(sku, StockItem(sku, 0)) for sku in self.pieces)
        return ReportReservation(self.number, items)


@entity
class FreeGoods:
    """Nothing is kept any more for these lines of the order; none named are all of them."""

    order: str
    lines: tuple[int, ...] = ()

    topic: ClassVar[str] = RESERVATIONS
    answered = only_done


@entity
class HandOverGoods:
    """These goods left the warehouse for the order: first those that were kept for its line."""

    order: str
    warehouse: str
    goods: KeptGoods

    topic: ClassVar[str] = RESERVATIONS
    answered = only_done


@entity
class TakeBackGoods:
    """These goods of the order came back: free again where they are put back, else written down."""

    order: str
    warehouse: str
    goods: KeptGoods
    disposition: Disposition

    topic: ClassVar[str] = RESERVATIONS
    answered = only_done


ReservationInstruction: TypeAlias = (
    AskFree | ReserveGoods | FreeGoods | HandOverGoods | TakeBackGoods
)
