"""The receivable: from what was delivered to the last payment."""
