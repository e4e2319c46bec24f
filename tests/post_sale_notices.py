"""Every notice of plan changes and claims, as the example of the Bolivian operator sends them."""

from collections.abc import Iterator
from pathlib import Path

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryDirectories,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
)
from order_to_cash.desk import Desk
from order_to_cash.embedded import wire_of
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.ports import World

EXAMPLE = Path(__file__).parents[1] / "examples" / "bolivia" / "requests.jsonl"
POST_SALE = ('"process":"plan_change"', '"process":"technical_claim"')


def messages() -> Iterator[object]:
    """What is sent while the plan changes and claims of the example are handled."""
    wire, sent = wire_of(BOLIVIA), InMemoryNotification()
    facts = InMemoryDirectories().directories
    world = World(facts, InMemoryBilling(), InMemoryFulfilment(), sent)
    desk = Desk(BOLIVIA, InMemoryJournal(), world, wire)
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if any(name in line.replace(" ", "") for name in POST_SALE):
            envelope = wire.load_envelope(line)
            desk.tick(envelope.at)
            desk.handle(envelope)
            desk.deliver(envelope.at)
    yield from sent.sent().values()
