"""The correction of a fixed charge that was offered and not applied (002)."""
