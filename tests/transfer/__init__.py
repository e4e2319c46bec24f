"""Transfers: the four procedures straight through, every refusal, and the checklists."""
