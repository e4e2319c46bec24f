"""What happened to a case, told in words: every event as a sentence, in Spanish and English."""

from order_to_cash.stories.processes import PROCESSES
from order_to_cash.stories.steps import step_text
from order_to_cash.stories.telling import EVENTS, clock, reasons, sentence

__all__ = ["EVENTS", "PROCESSES", "clock", "reasons", "sentence", "step_text"]
