"""Invoices, their credit and debit notes and reminders as documents of UBL 2.1."""

from order_to_cash.standards.ubl.papers import Kind, Paper, notes_of, papers, papers_of
from order_to_cash.standards.ubl.writing import ubl

__all__ = ["Kind", "Paper", "notes_of", "papers", "papers_of", "ubl"]
