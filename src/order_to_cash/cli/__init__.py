"""The command line: `order-to-cash`, or `python -m order_to_cash`."""

from order_to_cash.cli.main import main

__all__ = ["main"]
