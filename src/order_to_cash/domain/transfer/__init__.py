"""Transfers: a service moves to another address, by one of the operator's procedures (004)."""
