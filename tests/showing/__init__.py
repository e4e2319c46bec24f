"""Things shown to people: in notebooks, and as pages."""
