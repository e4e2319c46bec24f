"""What our counts of pieces share: what is free, and whether that is enough."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from order_to_cash.domain.core import changed
from order_to_cash.domain.trade import (
    ReservationAnswer,
    Reserved,
    ReserveGoods,
    Short,
    StockItem,
)
from order_to_cash.ports.directories import Stock

Gone: TypeAlias = tuple[int, int, int]
"""How many pieces left a warehouse, how many of them were put back, and how many written down."""


def stock_for(stock: Stock, goods: ReserveGoods) -> tuple[StockItem, ...]:
    """What the warehouse of an order was given of what it asks for; another one gives nothing."""
    if not goods.lines:
        return ()
    warehouse, items = stock.stock(goods.zone, tuple(goods.pieces))
    return items if warehouse == goods.warehouse else ()


def left(items: Iterable[StockItem], taken: Mapping[str, int]) -> tuple[StockItem, ...]:
    """What is free once so much of each was taken."""
    return tuple(
        changed(item, available=max(0, item.available - taken.get(item.sku, 0))) for item in items
    )


def answer_to(goods: ReserveGoods, free: Iterable[StockItem]) -> ReservationAnswer:
    """Everything, or how many there are of each."""
    there = {item.sku: item for item in free}
    asked = goods.pieces
    items = tuple(there.get(sku, StockItem(sku, 0)) for sku in asked)
    enough = all(asked[item.sku] <= item.available for item in items)
    return Reserved() if enough else Short(items)
