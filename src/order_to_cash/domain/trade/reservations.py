"""Goods that are kept for an order: asked for, kept until an instant, handed over, freed (FUL-03).

Whoever keeps count of the pieces is a port. Messages of one order to it keep their order, so what
an order asks is answered as of what it said before.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core.asking import only_done
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.trade.fulfilment import Disposition
from order_to_cash.domain.trade.questions import ReportStock, StockItem

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
