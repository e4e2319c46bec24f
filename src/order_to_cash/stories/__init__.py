"""What happened to a case, told in words: every event as a sentence, in any language."""

from order_to_cash.stories.telling import clock, reasons, sentence, step_text

__all__ = ["clock", "reasons", "sentence", "step_text"]
