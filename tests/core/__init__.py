"""Tests of the ideas that every process shares."""
