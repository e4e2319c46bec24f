"""The laws of reservations: `for law in LAWS: law(make(STOCK), gone)`, each on a new one.

`make` gives one that keeps goods of the warehouse of `STOCK`, which any directory of stock can
tell, and `gone` answers how many pieces of a product left, were put back and were written down.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeAlias

from order_to_cash.domain.core import entity
from order_to_cash.domain.trade import (
    AskFree,
    Disposition,
    FreeGoods,
    HandOverGoods,
    KeptGoods,
    ReservationAnswer,
    Reserved,
    ReserveGoods,
    Short,
    StockItem,
    TakeBackGoods,
)
from order_to_cash.ports.reservations import Reservations
from order_to_cash.testing.laws import holds, same, up_to

Gone: TypeAlias = Callable[[str], tuple[int, int, int]]
Law: TypeAlias = Callable[[Reservations, Gone], None]

RACERS = 8
WAREHOUSE = "W1"
ZONE = "lima 'norte'; \"ñ\""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNTIL = NOON + timedelta(days=3)
PIECES: Final[Mapping[str, int]] = {"tv": 1, "router": 10, "Router": 5}
LATER = date(2026, 4, 1)


@entity
class InStock:
    """A directory of stock with one warehouse, which serves one zone."""

    def stock(self, zone: str, skus: Sequence[str], /) -> tuple[str, tuple[StockItem, ...]]:
        """What it was given of each."""
        if zone != ZONE:
            return "", ()
        return WAREHOUSE, tuple(StockItem(s, PIECES[s], LATER) for s in skus if s in PIECES)


STOCK: Final = InStock()


def asking(order: str, *lines: KeptGoods, at: datetime = NOON) -> ReserveGoods:
    """An order asks for these goods, for three days."""
    return ReserveGoods(order, ZONE, WAREHOUSE, lines, at, at + timedelta(days=3), 1)


def free_for(ours: Reservations, sku: str, order: str = "o-9", at: datetime = NOON) -> int:
    """How many are free for an order that holds nothing."""
    warehouse, items = ours.offer(AskFree(order, ZONE, (sku,), at))
    same(WAREHOUSE, warehouse, "the warehouse that serves the zone")
    return next(item.available for item in items)


def short(**free: int) -> Short:
    """So many are free of each."""
    return Short(tuple(StockItem(sku, pieces, LATER) for sku, pieces in free.items()))


TV = KeptGoods(1, "tv", 1)
THREE = KeptGoods(1, "router", 3)
OTHER = KeptGoods(2, "Router", 2)


def what_is_kept_is_free_for_nobody_else(ours: Reservations, _: Gone) -> None:
    """Of two orders for the last piece one gets it, the other is told that there is none."""
    same(Reserved(), ours.reserve("k1", asking("o-1", TV)), "the answer to the first")
    same(short(tv=0), ours.reserve("k2", asking("o-2", TV)), "the answer to the second")
    same(0, free_for(ours, "tv"), "how many are free")
    same(1, free_for(ours, "tv", "o-1"), "how many are free for who has it")


def all_of_it_or_nothing(ours: Reservations, _: Gone) -> None:
    """Where one of several goods is short, nothing of the others is kept."""
    ours.reserve("k1", asking("o-1", TV))
    asked = asking("o-2", THREE, KeptGoods(2, "tv", 1))
    same(short(router=10, tv=0), ours.reserve("k2", asked), "the answer")
    same(10, free_for(ours, "router"), "how many are free")


def a_product_nobody_has_is_short(ours: Reservations, _: Gone) -> None:
    """What the warehouse was never given is short, and so is all of a zone that nobody serves."""
    unknown = ours.reserve("k1", asking("o-1", KeptGoods(1, "tablet", 1)))
    same(Short((StockItem("tablet", 0),)), unknown, "the answer")
    same(("", ()), ours.offer(AskFree("o-1", "nowhere", ("tv",), NOON)), "what is free nowhere")


def the_next_question_takes_the_place_of_the_last(ours: Reservations, _: Gone) -> None:
    """More, fewer, others or none: exactly what was asked for last is kept."""
    ours.reserve("k1", asking("o-1", THREE, OTHER))
    ours.reserve("k2", asking("o-1", KeptGoods(1, "router", 10)))
    same((0, 5), (free_for(ours, "router"), free_for(ours, "Router")), "how many are free")
    ours.reserve("k3", asking("o-1", KeptGoods(1, "router", 2)))
    same(8, free_for(ours, "router"), "how many are free")
    same(Reserved(), ours.reserve("k4", asking("o-1")), "the answer to nothing")
    same(10, free_for(ours, "router"), "how many are free")


def a_no_keeps_what_was_kept(ours: Reservations, _: Gone) -> None:
    """Who asks for more than there is keeps what it had."""
    ours.reserve("k1", asking("o-1", THREE))
    more = ours.reserve("k2", asking("o-1", KeptGoods(1, "router", 11)))
    same(short(router=10), more, "the answer")
    same(7, free_for(ours, "router"), "how many are free")


def a_reservation_ends_at_its_instant(ours: Reservations, _: Gone) -> None:
    """Until just before it nobody else gets them, from then on whoever asks."""
    ours.reserve("k1", asking("o-1", TV))
    just_before = UNTIL - timedelta(microseconds=1)
    same(short(tv=0), ours.reserve("k2", asking("o-2", TV, at=just_before)), "just before")
    same(1, free_for(ours, "tv", at=UNTIL), "how many are free then")
    same(Reserved(), ours.reserve("k3", asking("o-2", TV, at=UNTIL)), "at the instant")


def the_same_key_is_answered_alike(ours: Reservations, gone: Gone) -> None:
    """A repeat is answered as it was, whatever happened since, and changes nothing."""
    first, second = asking("o-1", TV), asking("o-2", TV)
    ours.reserve("k1", first)
    ours.reserve("k2", second)
    ours.free("k3", FreeGoods("o-1"))
    for key, asked, said in (("k1", first, Reserved()), ("k2", second, short(tv=0))):
        same(said, ours.reserve(key, asked), "the answer to a repeat")
    same(1, free_for(ours, "tv"), "how many are free")
    for _ in range(2):
        ours.hand_over("k4", HandOverGoods("o-1", WAREHOUSE, TV))
        ours.take_back("k5", TakeBackGoods("o-1", WAREHOUSE, TV, Disposition.PUT_BACK))
    same((1, 1, 0), gone("tv"), "how many left, were put back and written down")


def a_late_repeat_frees_nothing_anew(ours: Reservations, _: Gone) -> None:
    """What was freed once is not freed again by a repeat after it was kept anew."""
    ours.reserve("k1", asking("o-1", TV))
    ours.free("k2", FreeGoods("o-1"))
    ours.reserve("k3", asking("o-1", TV))
    ours.free("k2", FreeGoods("o-1"))
    same(0, free_for(ours, "tv"), "how many are free")


def freeing_is_by_line_or_of_all(ours: Reservations, _: Gone) -> None:
    """A line is freed alone; none named are all; where nothing is kept there is no harm."""
    ours.reserve("k1", asking("o-1", THREE, OTHER))
    ours.free("k2", FreeGoods("o-1", (2, 7)))
    same((7, 5), (free_for(ours, "router"), free_for(ours, "Router")), "how many are free")
    ours.free("k3", FreeGoods("o-1"))
    ours.free("k4", FreeGoods("o-1"))
    ours.free("k5", FreeGoods("o-7"))
    same(10, free_for(ours, "router"), "how many are free")


def what_leaves_was_kept_first(ours: Reservations, gone: Gone) -> None:
    """Pieces that leave are those that were kept, then free ones; none is counted twice."""
    ours.reserve("k1", asking("o-1", THREE))
    ours.hand_over("k2", HandOverGoods("o-1", WAREHOUSE, KeptGoods(1, "router", 2)))
    same(7, free_for(ours, "router"), "how many are free")
    ours.hand_over("k3", HandOverGoods("o-1", WAREHOUSE, KeptGoods(1, "router", 2)))
    same(6, free_for(ours, "router"), "how many are free")
    same(6, free_for(ours, "router", "o-1"), "how many are free for the order")
    same((4, 0, 0), gone("router"), "how many left")


def what_comes_back_is_free_or_written_down(ours: Reservations, gone: Gone) -> None:
    """What is put back can be kept again, what is written down cannot."""
    ours.reserve("k1", asking("o-1", THREE))
    ours.hand_over("k2", HandOverGoods("o-1", WAREHOUSE, THREE))
    one, two = KeptGoods(1, "router", 1), KeptGoods(1, "router", 2)
    ours.take_back("k3", TakeBackGoods("o-1", WAREHOUSE, two, Disposition.PUT_BACK))
    ours.take_back("k4", TakeBackGoods("o-1", WAREHOUSE, one, Disposition.WRITTEN_DOWN))
    same((3, 2, 1), gone("router"), "how many left, were put back and written down")
    same(9, free_for(ours, "router"), "how many are free")
    same(5, free_for(ours, "Router"), "how many of another product are free")


def of_racing_orders_one_gets_the_last_piece(ours: Reservations, _: Gone) -> None:
    """However many ask at once, no more is kept than there is."""

    def ask(number: int) -> ReservationAnswer:
        return ours.reserve(f"k{number}", asking(f"o-{number}", TV))

    with ThreadPoolExecutor(RACERS) as pool:
        answers = list(pool.map(ask, range(RACERS)))
    same(1, answers.count(Reserved()), "how many orders got the last piece")
    same(RACERS - 1, answers.count(short(tv=0)), "how many were told that there is none")


def racing_repeats_are_one(ours: Reservations, gone: Gone) -> None:
    """When a question or a move arrives several times at once, it counts once."""
    asked, handed = asking("o-1", THREE), HandOverGoods("o-1", WAREHOUSE, THREE)
    with ThreadPoolExecutor(RACERS) as pool:
        answers = set(pool.map(ours.reserve, ["k1"] * RACERS, [asked] * RACERS))
        list(pool.map(ours.hand_over, ["k2"] * RACERS, [handed] * RACERS))
    holds(answers == {Reserved()}, "each repeat is answered alike")
    same((3, 0, 0), gone("router"), "how many left")


LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        what_is_kept_is_free_for_nobody_else,
        all_of_it_or_nothing,
        a_product_nobody_has_is_short,
        the_next_question_takes_the_place_of_the_last,
        a_no_keeps_what_was_kept,
        a_reservation_ends_at_its_instant,
        the_same_key_is_answered_alike,
        a_late_repeat_frees_nothing_anew,
        freeing_is_by_line_or_of_all,
        what_leaves_was_kept_first,
        what_comes_back_is_free_or_written_down,
        of_racing_orders_one_gets_the_last_piece,
        racing_repeats_are_one,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
