"""The port to whoever keeps goods for orders, so that no piece is promised twice (FUL-03).

Everything is asked at least once, so an adapter must recognise what it did already by its key:
`order_to_cash.testing.laws.reservations.LAWS` say so, and that the pieces of a product are kept,
free, handed over or written down, each of them one of these at any instant.
"""

from typing import Final, NoReturn, Protocol, assert_never

from order_to_cash.domain.core import Unavailable, entity
from order_to_cash.domain.trade import (
    AskFree,
    FreeGoods,
    HandOverGoods,
    ReservationAnswer,
    ReservationInstruction,
    ReserveGoods,
    StockItem,
    TakeBackGoods,
)


class Reservations(Protocol):
    """A count of pieces. Every method may raise `Unavailable`; then nothing was done."""

    def offer(self, asked: AskFree, /) -> tuple[str, tuple[StockItem, ...]]:
        """The warehouse that serves the zone, and what is free in it for the order; "" for none."""
        ...

    def reserve(self, key: str, goods: ReserveGoods, /) -> ReservationAnswer:
        """Keep all of it in place of what was kept before, or keep that; a repeat is answered so.

        Pieces are not kept for anybody from `until` of their reservation on.
        """
        ...

    def free(self, key: str, freed: FreeGoods, /) -> None:
        """Keep nothing more for these lines; where nothing is kept there is nothing to do."""
        ...

    def hand_over(self, key: str, handed: HandOverGoods, /) -> None:
        """Count out exactly once what left; more than was kept is taken of what is free."""
        ...

    def take_back(self, key: str, back: TakeBackGoods, /) -> None:
        """Count exactly once what came back; what is written down is not free again."""
        ...


@entity
class NoReservations:
    """Nobody keeps goods: whatever there is to ask waits until a world has somebody."""

    def offer(self, _asked: AskFree, /) -> NoReturn:
        raise _none()

    def reserve(self, _key: str, _goods: ReserveGoods, /) -> NoReturn:
        raise _none()

    def free(self, _key: str, _freed: FreeGoods, /) -> NoReturn:
        raise _none()

    def hand_over(self, _key: str, _handed: HandOverGoods, /) -> NoReturn:
        raise _none()

    def take_back(self, _key: str, _back: TakeBackGoods, /) -> NoReturn:
        raise _none()


def _none() -> Unavailable:
    return Unavailable(
        "there is nobody to keep goods for orders; give the world one", code="reservations.none"
    )


NO_RESERVATIONS: Final = NoReservations()


def kept(reservations: Reservations, key: str, instruction: ReservationInstruction) -> object:
    """Hand an instruction to whoever keeps goods; what came back, where something does."""
    match instruction:
        case AskFree():
            return reservations.offer(instruction)
        case ReserveGoods():
            return reservations.reserve(key, instruction)
        case FreeGoods():
            reservations.free(key, instruction)
        case HandOverGoods():
            reservations.hand_over(key, instruction)
        case TakeBackGoods():
            reservations.take_back(key, instruction)
        case _:
            assert_never(instruction)
    return None
