"""The order: from a request to what was delivered."""
