"""A made-up Chilean operator: everything that is its own, and nothing of the library's."""
