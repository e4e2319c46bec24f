"""Examples that come with the package, to begin with: `order-to-cash demo peru`."""

from order_to_cash.demo.examples import DEMOS, Demo, unpack

__all__ = ["DEMOS", "Demo", "unpack"]
