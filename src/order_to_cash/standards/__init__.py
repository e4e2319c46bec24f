"""What a store knows in the forms of standards, for tools that others wrote.

Each is made from the rows that are stored, in the same order every time, and none opens the body of
an event: what was said, and about whom, is not in it.
"""

from order_to_cash.standards.ocel import ocel
from order_to_cash.standards.xes import xes

__all__ = ["ocel", "xes"]
