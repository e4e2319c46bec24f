"""The onboarding of a new customer, from the request to the commercial close (003)."""
