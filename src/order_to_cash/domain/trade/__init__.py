"""What processes share: what is sold, billed, paid, asked and told."""
