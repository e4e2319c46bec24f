"""What the stores on SQL databases share: statements, rows, the journal's reading, the ledger."""
