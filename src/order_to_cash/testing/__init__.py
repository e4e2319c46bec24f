"""What users need for tests of their own."""

from order_to_cash.operators.saying import unsaid
from order_to_cash.testing.checks import Broken, Checks, Taken
from order_to_cash.testing.difference import difference, pytest_assertrepr_compare
from order_to_cash.testing.explore import Offer, World, explore
from order_to_cash.testing.faults import (
    Call,
    Fault,
    Faults,
    FaultyPort,
    Foreign,
    Place,
    Plan,
    WrongAnswer,
)
from order_to_cash.testing.letters import letters, oddities
from order_to_cash.testing.matrix import ByHand, Cell, differences, matrix
from order_to_cash.testing.mutants import Mutant, Under, survivors
from order_to_cash.testing.stories import Story
from order_to_cash.testing.walker import Choose, Walk, walk

__all__ = [
    "Broken",
    "ByHand",
    "Call",
    "Cell",
    "Checks",
    "Choose",
    "Fault",
    "Faults",
    "FaultyPort",
    "Foreign",
    "Mutant",
    "Offer",
    "Place",
    "Plan",
    "Story",
    "Taken",
    "Under",
    "Walk",
    "World",
    "WrongAnswer",
    "difference",
    "differences",
    "explore",
    "letters",
    "matrix",
    "oddities",
    "pytest_assertrepr_compare",
    "survivors",
    "unsaid",
    "walk",
]
