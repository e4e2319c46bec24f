"""FUL-03: the laws of reservations: our counts of pieces obey them, and broken ones are caught."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count as counting
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryReservations
from order_to_cash.adapters.postgres import PostgresStore
from order_to_cash.adapters.sql.reservations import EmbeddedReservations
from order_to_cash.adapters.sqlite import SqliteFile
from order_to_cash.domain.core import Unavailable, changed
from order_to_cash.domain.trade import (
    AskFree,
    Disposition,
    FreeGoods,
    HandOverGoods,
    ReservationAnswer,
    Reserved,
    ReserveGoods,
    Short,
    StockItem,
    TakeBackGoods,
)
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.reservations import NO_RESERVATIONS
from order_to_cash.testing.laws import name
from order_to_cash.testing.laws.reservations import (
    LAWS,
    NOON,
    STOCK,
    THREE,
    TV,
    UNTIL,
    WAREHOUSE,
    ZONE,
    asking,
    of_racing_orders_one_gets_the_last_piece,
    racing_repeats_are_one,
)
from order_to_cash.wire import Wire

WIRE = Wire(PERU.processes)
BACK = TakeBackGoods("o-1", WAREHOUSE, TV, Disposition.PUT_BACK)


@contextmanager
def embedded(folder: Path) -> Iterator[EmbeddedReservations]:
    """A count of pieces in a new file."""
    with closing(SqliteFile(folder / "goods.db")) as file:
        yield EmbeddedReservations(file, WIRE, STOCK)


def gone_of(ours: Any) -> Callable[[str], tuple[int, int, int]]:
    """How many pieces of a product left, were put back and were written down."""
    return lambda sku: ours.gone().get((WAREHOUSE, sku), (0, 0, 0))


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_one_in_memory_obeys(law: Callable[..., None]) -> None:
    """FUL-03: what stands in memory keeps every law."""
    ours = InMemoryReservations(STOCK)
    law(ours, gone_of(ours))


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_one_in_a_file_obeys(law: Callable[..., None], tmp_path: Path) -> None:
    """FUL-03: what stands in the file of the journal keeps every law."""
    with embedded(tmp_path) as ours:
        law(ours, gone_of(ours))


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_one_in_a_database_obeys(law: Callable[..., None], postgres: str) -> None:
    """FUL-03: what stands in a database keeps every law, racing orders included."""
    with closing(PostgresStore(postgres)) as store:
        ours = EmbeddedReservations(store, WIRE, STOCK)
        law(ours, gone_of(ours))


class KeepsNothing(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        answer = super().reserve(key, goods)
        self._held.clear()
        return answer


class KeepsSome(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        answer = super().reserve(key, goods)
        if isinstance(answer, Short) and goods.lines[1:]:
            super().reserve(f"{key} some", changed(goods, lines=goods.lines[:1]))
        return answer


class AlwaysSaysYes(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        super().reserve(key, goods)
        return Reserved()


class AddsUp(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        before = dict(self._held.get(goods.order, {}))
        answer = super().reserve(key, goods)
        for line, held in before.items():
            self._held.setdefault(goods.order, {}).setdefault(line + 100, held)
        return answer


class FreesOnANo(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        answer = super().reserve(key, goods)
        if isinstance(answer, Short):
            self._held.pop(goods.order, None)
        return answer


class NeverEnds(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        return super().reserve(key, changed(goods, until=changed_year(goods)))


class EndsTooSoon(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        return super().reserve(key, changed(goods, until=goods.at))


class CountsAgain(InMemoryReservations):
    def __init__(self, stock: Any) -> None:
        super().__init__(stock)
        self.numbers = counting()

    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        super().hand_over(f"{key} {next(self.numbers)}", handed)


class FreesAgain(InMemoryReservations):
    def __init__(self, stock: Any) -> None:
        super().__init__(stock)
        self.numbers = counting()

    def free(self, key: str, freed: FreeGoods, /) -> None:
        super().free(f"{key} {next(self.numbers)}", freed)


class FreesAll(InMemoryReservations):
    def free(self, key: str, freed: FreeGoods, /) -> None:
        super().free(key, changed(freed, lines=()))


class FreesOnlyWhatItKnows(InMemoryReservations):
    def free(self, key: str, freed: FreeGoods, /) -> None:
        if not self._held.get(freed.order):
            raise KeyError(freed.order)
        super().free(key, freed)


class KeepsWhatLeft(InMemoryReservations):
    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        held = {order: dict(lines) for order, lines in self._held.items()}
        super().hand_over(key, handed)
        self._held = held


class PutsAllBack(InMemoryReservations):
    def take_back(self, key: str, back: TakeBackGoods, /) -> None:
        super().take_back(key, back)
        for place, (out, again, down) in tuple(self._gone.items()):
            self._gone[place] = (out, again + down, 0)


class OffersAll(InMemoryReservations):
    def offer(self, asked: AskFree, /) -> tuple[str, tuple[StockItem, ...]]:
        return self._stock.stock(asked.zone, asked.skus)


class MixesProducts(InMemoryReservations):
    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        super().hand_over(key, handed)
        other = (WAREHOUSE, handed.goods.sku.title())
        self._gone[other] = self._gone[WAREHOUSE, handed.goods.sku]


class AnswersAnew(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        self._answers.pop(key, None)
        return super().reserve(key, goods)


class InventsProducts(InMemoryReservations):
    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        answer = super().reserve(key, goods)
        known = isinstance(answer, Short) and not answer.items[0].expected
        return Reserved() if known else answer


def changed_year(goods: ReserveGoods) -> Any:
    """An instant long after all others."""
    return goods.until.replace(year=9000)


BROKEN = (
    KeepsNothing,
    KeepsSome,
    AlwaysSaysYes,
    AddsUp,
    FreesOnANo,
    NeverEnds,
    EndsTooSoon,
    CountsAgain,
    FreesAgain,
    FreesAll,
    FreesOnlyWhatItKnows,
    KeepsWhatLeft,
    PutsAllBack,
    OffersAll,
    MixesProducts,
    AnswersAnew,
    InventsProducts,
)


def caught(law: Callable[..., None], ours: InMemoryReservations) -> bool:
    """Whether a law is broken, or cannot even be asked."""
    try:
        law(ours, gone_of(ours))
    except (AssertionError, KeyError):
        return True
    return False


@pytest.mark.parametrize("make", BROKEN)
def test_a_broken_one_is_caught(make: type[InMemoryReservations]) -> None:
    """FUL-03: each of these promises a piece twice, or loses one, and some law says so."""
    assert any(caught(law, make(STOCK)) for law in LAWS)


RACES = (of_racing_orders_one_gets_the_last_piece, racing_repeats_are_one)


@pytest.mark.parametrize("law", [law for law in LAWS if law not in RACES], ids=name)
def test_every_law_catches_somebody(law: Callable[..., None]) -> None:
    """No law of this list is kept by all who are broken."""
    assert any(caught(law, make(STOCK)) for make in BROKEN)


def test_moves_are_written_down_as_they_came(tmp_path: Path) -> None:
    """Either shows what was asked and told by its key, and what is kept, under the same names."""
    first, handed = asking("o-1", TV, changed(THREE, line=2)), HandOverGoods("o-1", WAREHOUSE, TV)
    with embedded(tmp_path) as in_a_file:
        for ours in (in_a_file, InMemoryReservations(STOCK)):
            ours.reserve("k1", first)
            ours.hand_over("k2", handed)
            assert [("k1", first), ("k2", handed)] == [*ours.moves().items()]
            assert [("k2", handed)] == [*ours.moves(after="k1", limit=1).items()]
            assert {"o-1": {2: 3}} == ours.held()
            assert {(WAREHOUSE, "tv"): (1, 0, 0)} == ours.gone()


def test_without_anybody_to_keep_goods_questions_wait() -> None:
    """A world without one says so for everything, and nothing is lost."""
    asked: tuple[Callable[[], object], ...] = (
        lambda: NO_RESERVATIONS.offer(AskFree("o-1", ZONE, ("tv",), NOON)),
        lambda: NO_RESERVATIONS.reserve("k1", asking("o-1", TV, at=UNTIL)),
        lambda: NO_RESERVATIONS.free("k1", FreeGoods("o-1")),
        lambda: NO_RESERVATIONS.hand_over("k1", HandOverGoods("o-1", WAREHOUSE, TV)),
        lambda: NO_RESERVATIONS.take_back("k1", BACK),
    )
    for ask in asked:
        with pytest.raises(Unavailable) as waiting:
            ask()
        assert "reservations.none" == waiting.value.code
