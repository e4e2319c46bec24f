"""Data packs: the documented policies, tariffs and thresholds of each operator."""
