"""What is owed for a line whose fixed charge was wrong, until a bill shows the agreed one (002)."""
