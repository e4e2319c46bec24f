"""Money is looked at after every step: what is amiss for a while is found, though all ends well."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import pytest

from order_to_cash.adapters.in_memory import InMemoryBilling
from order_to_cash.desk.sending import Sender
from order_to_cash.desk.writing import Task
from order_to_cash.domain.core import Money, changed
from order_to_cash.domain.trade import Target
from order_to_cash.operators.peru import sol
from order_to_cash.testing import Broken
from tests.desk.small_operator import Office
from tests.faults.flow import Flow
from tests.faults.simulation import Simulation
from tests.faults.stories import STORIES, Telling
from tests.faults.stranger import Stranger

LIVES: Final = range(1, 30)
Life: TypeAlias = Callable[[int], object]
Plant: TypeAlias = Callable[[pytest.MonkeyPatch], None]
LIFE: Final[Mapping[str, Life]] = {
    "walker": lambda seed: Simulation(seed, calm=True).run(60),
    "stranger": lambda seed: Stranger(seed).run(),
    "story": lambda seed: STORIES[seed % len(STORIES)](Telling()),
}


def until_it_ends(patch: pytest.MonkeyPatch, mended: Callable[[Any], None]) -> None:
    """Before a life comes to rest what is planted mends itself."""
    for kind, name in ((Simulation, "books"), (Stranger, "heal"), (Telling, "end")):
        patch.setattr(kind, name, _after(mended, getattr(kind, name)))


def _after(mended: Callable[[Any], None], real: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def ends(life: Any) -> Any:
        mended(life)
        return real(life)

    return ends


def a_cent_is_missing(patch: pytest.MonkeyPatch) -> None:
    """The ledger says that a cent less came in, until it is put right."""
    real = InMemoryBilling.receipts

    def receipts(self: InMemoryBilling) -> Any:
        return {key: changed(r, amount=_less(r.amount)) for key, r in real(self).items()}

    patch.setattr(InMemoryBilling, "receipts", receipts)
    until_it_ends(patch, lambda _: patch.setattr(InMemoryBilling, "receipts", real))


def money_is_in_nobodys_hands(patch: pytest.MonkeyPatch) -> None:
    """What a payment is told is noted as delivered, and carried out much later."""
    pocket: list[Task] = []
    real = Sender._sent

    def sent(self: Sender, posted: Any, now: Any) -> Task | None:
        task = real(self, posted, now)
        if task is None or task.envelope.process != "payment":
            return task
        pocket.append(task)
        return None

    def mended(life: Any) -> None:
        patch.setattr(Sender, "_sent", real)
        desk = life.room.observer if isinstance(life, Stranger) else life.observer
        desk._carrier.carry_out(pocket)
        pocket.clear()

    patch.setattr(Sender, "_sent", sent)
    until_it_ends(patch, mended)


PLANTS: Final[Mapping[Plant, str]] = {
    a_cent_is_missing: "RecordReceipt of payment/",
    money_is_in_nobodys_hands: "I2: of payment/",
}


def found(life: Life, plant: Plant) -> tuple[int, str]:
    """The first life in which what is planted is found, and what is said of it."""
    for seed in LIVES:
        with pytest.MonkeyPatch.context() as patch:
            plant(patch)
            try:
                life(seed)
            except Broken as problem:
                return seed, str(problem)
    return 0, ""


@pytest.mark.parametrize("kind", LIFE)
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_what_is_amiss_for_a_while_is_found(
    plant: Plant, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I2: within a few lives, because of the plant alone, and by nothing but the looks."""
    life = LIFE[kind]
    seed, said = found(life, plant)
    assert PLANTS[plant] in said
    life(seed)
    monkeypatch.setattr(Flow, "look", lambda _: None)
    plant(monkeypatch)
    life(seed)


def test_everything_that_moves_is_looked_at() -> None:
    """I2: of an order paid up front and cancelled each look saw the money where it was."""
    office = Office()
    flow = Flow(lambda: office.desk, lambda: office.billing)
    office.place("O-1", payment="up-front")
    office.receive("P-1", "118.00", Target("order", "O-1"))
    flow.look()
    assert {"P-1": {"order/O-1": sol("118.00")}} == flow.held
    assert {} == flow.under_way


def _less(amount: Money) -> Money:
    return Money(amount.minor - 1, amount.currency)
