"""Data packs: whole, or refused when they are made."""
