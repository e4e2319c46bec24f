"""The account of a distributor or customer: limit, reservations, exposure, payment history."""
