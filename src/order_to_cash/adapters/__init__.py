"""Ways to keep the promises of the ports."""
