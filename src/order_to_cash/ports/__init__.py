"""What the library needs from the world, as small protocols."""
