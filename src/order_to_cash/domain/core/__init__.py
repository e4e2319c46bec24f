"""The ideas that every process is made of: decisions, tables, money, time, words."""
