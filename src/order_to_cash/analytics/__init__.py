"""Looking back: what other rules would have decided about the same facts."""
