"""Readers that others wrote open what we write: `nox -s readers`, which installs them."""
