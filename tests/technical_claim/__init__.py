"""Stories of technical claims."""
