"""Plan changes: another plan from a day on, and an invoice prorated by the day (004 annex 1)."""
