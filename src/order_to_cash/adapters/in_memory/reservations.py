"""A count of pieces in memory, for tests, notebooks and first steps; threads may share it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from threading import Lock

from order_to_cash.adapters.bookkeeping import page
from order_to_cash.adapters.pieces import Gone, answer_to, left, stock_for
from order_to_cash.domain.core import changed, entity
from order_to_cash.domain.trade import (
    AskFree,
    Disposition,
    FreeGoods,
    HandOverGoods,
    KeptGoods,
    ReservationAnswer,
    ReservationInstruction,
    Reserved,
    ReserveGoods,
    StockItem,
    TakeBackGoods,
)
from order_to_cash.ports.directories import Stock


@entity
class _Held:
    """Pieces that are kept for a line of an order, in a warehouse, until just before an instant."""

    warehouse: str
    goods: KeptGoods
    until: datetime


class InMemoryReservations:
    """Keeps goods of warehouses whose stock is told by a directory: all that each was ever given.

    What is kept, and what left and was not put back, is not free.
    """

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._lock = Lock()
        self._held: dict[str, dict[int, _Held]] = {}
        self._gone: dict[tuple[str, str], Gone] = {}
        self._answers: dict[str, ReservationAnswer] = {}
        self._moves: dict[str, ReservationInstruction] = {}

    def offer(self, asked: AskFree, /) -> tuple[str, tuple[StockItem, ...]]:
        warehouse, items = self._stock.stock(asked.zone, asked.skus)
        with self._lock:
            return warehouse, self._free(items, warehouse, asked.order, asked.at)

    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        items = stock_for(self._stock, goods)
        with self._lock:
            if (known := self._answers.get(key)) is not None:
                return known
            answer = answer_to(goods, self._free(items, goods.warehouse, goods.order, goods.at))
            if isinstance(answer, Reserved):
                self._held[goods.order] = {
                    line.line: _Held(goods.warehouse, line, goods.until) for line in goods.lines
                }
            self._answers[key] = answer
            self._moves[key] = goods
            return answer

    def free(self, key: str, freed: FreeGoods, /) -> None:
        with self._lock:
            if self._is_new(key, freed):
                held = self._held.get(freed.order, {})
                for line in freed.lines or tuple(held):
                    held.pop(line, None)

    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        with self._lock:
            if not self._is_new(key, handed):
                return
            goods, held = handed.goods, self._held.get(handed.order, {})
            self._count(handed.warehouse, goods.sku, (goods.pieces, 0, 0))
            if (kept := held.pop(goods.line, None)) is None or kept.goods.pieces <= goods.pieces:
                return
            rest = changed(kept.goods, pieces=kept.goods.pieces - goods.pieces)
            held[goods.line] = changed(kept, goods=rest)

    def take_back(self, key: str, back: TakeBackGoods, /) -> None:
        with self._lock:
            if self._is_new(key, back):
                again, pieces = back.disposition is Disposition.PUT_BACK, back.goods.pieces
                where = (0, pieces, 0) if again else (0, 0, pieces)
                self._count(back.warehouse, back.goods.sku, where)

    def held(self) -> Mapping[str, Mapping[int, int]]:
        """How many pieces are kept for each line, by order."""
        with self._lock:
            return {
                order: {line: x.goods.pieces for line, x in held.items()}
                for order, held in self._held.items()
                if held
            }

    def gone(self) -> Mapping[tuple[str, str], Gone]:
        """How many pieces left, were put back and written down, by warehouse and product."""
        with self._lock:
            return self._gone.copy()

    def moves(
        self, *, after: str = "", limit: int | None = None
    ) -> Mapping[str, ReservationInstruction]:
        """What was asked and told by its key, oldest first, from just after one on."""
        with self._lock:
            return page(self._moves, after, limit)

    def _count(self, warehouse: str, sku: str, more: Gone) -> None:
        out, back, down = self._gone.get((warehouse, sku), (0, 0, 0))
        self._gone[warehouse, sku] = (out + more[0], back + more[1], down + more[2])

    def _is_new(self, key: str, move: ReservationInstruction) -> bool:
        known = key in self._moves
        self._moves.setdefault(key, move)
        return not known

    def _free(
        self, items: Iterable[StockItem], warehouse: str, order: str, at: datetime
    ) -> tuple[StockItem, ...]:
        taken: Counter[str] = Counter()
        for (place, sku), (out, back, _) in self._gone.items():
            taken[sku] += out - back if place == warehouse else 0
        for other, held in self._held.items():
            for x in held.values():
                if other != order and x.warehouse == warehouse and at < x.until:
                    taken[x.goods.sku] += x.goods.pieces
        return left(items, taken)
