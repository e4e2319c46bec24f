"""What keeps the tree in shape as it grows: tests that read the source, never its behaviour."""
