"""New customers, from the request to the commercial close."""
