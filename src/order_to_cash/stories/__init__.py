"""What happened to a case and what it waits for, told in words, in any language."""

from order_to_cash.stories.case import Happened, Step, heading, readable, steps, sums, waiting
from order_to_cash.stories.telling import clock, decisions, reasons, sentence, step_text
from order_to_cash.stories.waits import wait_told

__all__ = [
    "Happened",
    "Step",
    "clock",
    "decisions",
    "heading",
    "readable",
    "reasons",
    "sentence",
    "step_text",
    "steps",
    "sums",
    "wait_told",
    "waiting",
]
