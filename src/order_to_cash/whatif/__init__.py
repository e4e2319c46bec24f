"""Policies asked: what if, where the answer turns, and what would help."""

from order_to_cash.whatif.advice import Advice
from order_to_cash.whatif.grid import Cell, Grid, what_if
from order_to_cash.whatif.remedy import Against, Change, Remedies, Remedy, remedies
from order_to_cash.whatif.turning import Breakpoint, breakpoints
from order_to_cash.whatif.ways import Way

__all__ = [
    "Advice",
    "Against",
    "Breakpoint",
    "Cell",
    "Change",
    "Grid",
    "Remedies",
    "Remedy",
    "Way",
    "breakpoints",
    "remedies",
    "what_if",
]
