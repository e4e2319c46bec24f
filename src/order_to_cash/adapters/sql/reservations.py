"""A count of pieces in the store of the journal; threads, processes and machines may share it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

import order_to_cash.adapters.sql.ledger_statements as sql
from order_to_cash.adapters.entries import microseconds
from order_to_cash.adapters.pieces import Gone, answer_to, left, stock_for
from order_to_cash.adapters.sql.ledger import Book, Messages, type_of
from order_to_cash.adapters.sql.store import Row, Store, Writing
from order_to_cash.domain.trade import (
    AskFree,
    Disposition,
    FreeGoods,
    HandOverGoods,
    ReservationAnswer,
    ReservationInstruction,
    Reserved,
    ReserveGoods,
    Short,
    StockItem,
    TakeBackGoods,
)
from order_to_cash.ports.directories import Stock

DONE: Final = ""
"""What is said to what only had to be done; any other answer is a list of what is short."""


class EmbeddedReservations:
    """Keeps goods of warehouses whose stock is told by a directory: all that each was ever given.

    What is kept, and what left and was not put back, is not free.
    """

    def __init__(self, store: Store, wire: Messages, stock: Stock) -> None:
        self._store, self._wire, self._stock = store, wire, stock
        self._book = Book(store, wire, sql.GOODS_BOOK)

    def offer(self, asked: AskFree, /) -> tuple[str, tuple[StockItem, ...]]:
        warehouse, items = self._stock.stock(asked.zone, asked.skus)
        taken = {
            item.sku: self._store.rows(sql.TAKEN, _place(warehouse, item, asked.order, asked.at))
            for item in items
        }
        return warehouse, left(items, {sku: rows[0][0] for sku, rows in taken.items()})

    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        items = stock_for(self._stock, goods)
        with self._store.writing(key, _door(goods.warehouse)) as connection:
            if (known := _said(connection, key)) is not None:
                return _read(known)
            free = _free(connection, items, goods)
            answer = answer_to(goods, free)
            if isinstance(answer, Reserved):
                connection.execute(sql.KEEP_NOTHING, (goods.order,))
                connection.executemany(sql.NEW_KEPT, _rows(goods))
            self._note(connection, key, goods, _written(answer))
            return answer

    def free(self, key: str, freed: FreeGoods, /) -> None:
        with self._store.writing(key) as connection:
            if not self._note(connection, key, freed):
                return
            if not freed.lines:
                connection.execute(sql.KEEP_NOTHING, (freed.order,))
            connection.executemany(sql.FREE_LINE, [(freed.order, line) for line in freed.lines])

    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        goods = handed.goods
        with self._store.writing(key, _door(handed.warehouse)) as connection:
            if self._note(connection, key, handed):
                line = (handed.order, goods.line)
                connection.execute(sql.FREE_ALL_OF_LINE, (*line, goods.pieces))
                connection.execute(sql.LESS_KEPT, (goods.pieces, *line))
                connection.execute(sql.GONE, (handed.warehouse, goods.sku, goods.pieces, 0, 0))

    def take_back(self, key: str, back: TakeBackGoods, /) -> None:
        goods, again = back.goods, back.disposition is Disposition.PUT_BACK
        where = (goods.pieces, 0) if again else (0, goods.pieces)
        with self._store.writing(key, _door(back.warehouse)) as connection:
            if self._note(connection, key, back):
                connection.execute(sql.GONE, (back.warehouse, goods.sku, 0, *where))

    def held(self) -> Mapping[str, Mapping[int, int]]:
        """How many pieces are kept for each line, by order."""
        return held_in(self._store)

    def gone(self) -> Mapping[tuple[str, str], Gone]:
        """How many pieces left, were put back and written down, by warehouse and product."""
        return gone_in(self._store)

    def moves(
        self, *, after: str = "", limit: int | None = None
    ) -> Mapping[str, ReservationInstruction]:
        """What was asked and told by its key, oldest first, from just after one on.

        Raises `InvalidDocument` for one that cannot be read any more.
        """
        return self._book.read(after, limit)

    def _note(
        self, connection: Writing, key: str, move: ReservationInstruction, said: str = DONE
    ) -> bool:
        """Write it down, unless it was before."""
        row = (key, type_of(move), move.order, self._wire.dump_message(move), said)
        return connection.execute(sql.GOODS_BOOK.new, row).rowcount > 0


def held_in(store: Store) -> Mapping[str, Mapping[int, int]]:
    """How many pieces are kept in a store for each line, by order."""
    found: dict[str, dict[int, int]] = {}
    for order, line, pieces in store.rows(sql.KEPT):
        found.setdefault(order, {})[line] = pieces
    return found


def gone_in(store: Store) -> Mapping[tuple[str, str], Gone]:
    """How many pieces left, were put back and written down, by warehouse and product."""
    rows = store.rows(sql.ALL_GONE)
    return {(place, sku): (out, back, down) for place, sku, out, back, down in rows}


def _door(warehouse: str) -> str:
    """What those name who count in a warehouse: one does so at a time."""
    return f"goods {warehouse}"


def _free(
    connection: Writing, items: Iterable[StockItem], goods: ReserveGoods
) -> tuple[StockItem, ...]:
    known, taken = tuple(items), {}
    for item in known:
        place = _place(goods.warehouse, item, goods.order, goods.at)
        taken[item.sku] = connection.execute(sql.TAKEN, place).fetchone()[0]
    return left(known, taken)


def _place(warehouse: str, item: StockItem, order: str, at: datetime) -> Row:
    return (warehouse, item.sku, order, microseconds(at), warehouse, item.sku)


def _rows(goods: ReserveGoods) -> list[Row]:
    until = microseconds(goods.until)
    return [
        (goods.order, line.line, goods.warehouse, line.sku, line.pieces, until)
        for line in goods.lines
    ]


def _said(connection: Writing, key: str) -> str | None:
    row = connection.execute(sql.SAID, (key,)).fetchone()
    return None if row is None else str(row[0])


def _written(answer: ReservationAnswer) -> str:
    if isinstance(answer, Reserved):
        return DONE
    items = ((x.sku, x.available, x.expected and x.expected.isoformat()) for x in answer.items)
    return json.dumps([*items], ensure_ascii=False, separators=(",", ":"))


def _read(said: str) -> ReservationAnswer:
    if said == DONE:
        return Reserved()
    return Short(
        tuple(
            StockItem(sku, available, None if day is None else date.fromisoformat(day))
            for sku, available, day in json.loads(said)
        )
    )
