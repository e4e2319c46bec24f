"""Contracts for a solver."""
