"""Policies asked: what if, where the answer turns, what would help."""
