"""What happened to a case and what it waits for, told in words, in any language."""

from order_to_cash.stories.telling import clock, reasons, sentence, step_text
from order_to_cash.stories.waits import wait_told

__all__ = ["clock", "reasons", "sentence", "step_text", "wait_told"]
