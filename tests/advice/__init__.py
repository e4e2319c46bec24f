"""Followed advice helps: whoever does what a refusal says gets another answer (TRU-12)."""
