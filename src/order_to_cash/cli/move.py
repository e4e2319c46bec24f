"""`move`: everything that stands in one place, in another."""

from argparse import Namespace

from order_to_cash.adapters.moving import move
from order_to_cash.adapters.stores import told
from order_to_cash.cli.status import GOOD


def move_(options: Namespace) -> int:
    """Move a store, and say how much there is in its new place."""
    moved = move(options.source, options.to, timeout=options.timeout)
    print(
        f"{told(options.to)} holds what stands in {told(options.source)}:"
        f" {moved.cases} cases, {moved.events} events, {moved.rows} rows in all"
    )
    return GOOD
