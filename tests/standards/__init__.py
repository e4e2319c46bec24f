"""What a store tells in the forms of standards."""
