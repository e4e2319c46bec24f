"""Tests of the tools that the library ships for tests."""
