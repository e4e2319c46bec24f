"""The laws of fulfilment: `for law in LAWS: law(OurFulfilment(), count)`, each on a new one.

`count` answers how many instructions were taken so far, so that once can be told from twice.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from order_to_cash.domain.core import Sensitive
from order_to_cash.domain.trade import (
    BlockService,
    Disposition,
    GoodsLine,
    HoldFulfilment,
    OpenSupport,
    OpenWorkOrder,
    PrepareGoods,
    ReceiveReturn,
    ResumeFulfilment,
    StopFulfilment,
    UnblockService,
)
from order_to_cash.ports.fulfilment import Fulfilment, FulfilmentInstruction
from order_to_cash.testing.laws import same, up_to

Count: TypeAlias = Callable[[], int]
Law: TypeAlias = Callable[[Fulfilment, Count], None]

RACERS = 4
ADDRESS = Sensitive("Jr. Ñandú 12, 'piso 3'; \"fondo\"")
LINES = (GoodsLine(1, "tv", 2), GoodsLine(3, "router", 10_000))
STOP = StopFulfilment("o-1")
EVERY_KIND: tuple[FulfilmentInstruction, ...] = (
    PrepareGoods("o-1", "W1", LINES, "home_delivery", ADDRESS),
    PrepareGoods("o-1", "W1", LINES, "store_pickup"),
    OpenWorkOrder("o-1", 2, "fibra", "lima", "fiber", ADDRESS),
    STOP,
    HoldFulfilment("o-1"),
    ResumeFulfilment("o-1"),
    BlockService("o-1", "a1"),
    UnblockService("o-1", "a1"),
    ReceiveReturn("o-1", "W1", LINES[0], Disposition.PUT_BACK),
    OpenSupport("o-1", Sensitive("no signal; ¿qué hago?")),
)


def every_kind_of_instruction_is_taken(fulfilment: Fulfilment, count: Count) -> None:
    """Whatever there is to do can be said."""
    for taken, instruction in enumerate(EVERY_KIND, 1):
        fulfilment.instruct(f"k{taken}", instruction)
        same(taken, count(), f"how many were taken after {type(instruction).__name__}")


def the_same_key_is_taken_once(fulfilment: Fulfilment, count: Count) -> None:
    """A key that was seen before is taken already, whatever comes with it."""
    for again in (STOP, STOP, StopFulfilment("o-2"), BlockService("o-1", "a1")):
        fulfilment.instruct("k1", again)
        same(1, count(), "how many instructions were taken")


def different_keys_are_taken_each(fulfilment: Fulfilment, count: Count) -> None:
    """The same instruction under another key is another one, also if the keys look alike."""
    for taken, key in enumerate(("k1", "K1", "k1 ", "k2", "o-1:2:0"), 1):
        fulfilment.instruct(key, STOP)
        same(taken, count(), "how many instructions were taken")


def an_earlier_key_is_remembered(fulfilment: Fulfilment, count: Count) -> None:
    """A repeat is recognised after others came between."""
    for key in ("k1", "k2", "k3", "k1", "k2"):
        fulfilment.instruct(key, STOP)
    same(3, count(), "how many instructions were taken")


def of_racing_repeats_one_is_taken(fulfilment: Fulfilment, count: Count) -> None:
    """When an instruction arrives several times at once, it is taken once."""
    with ThreadPoolExecutor(RACERS) as pool:
        list(pool.map(fulfilment.instruct, ["k1"] * RACERS, [STOP] * RACERS))
    same(1, count(), "how many instructions were taken")


LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        every_kind_of_instruction_is_taken,
        the_same_key_is_taken_once,
        different_keys_are_taken_each,
        an_earlier_key_is_remembered,
        of_racing_repeats_one_is_taken,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
