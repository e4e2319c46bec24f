"""Stories of plan changes."""
