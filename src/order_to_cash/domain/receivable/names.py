"""How a receivable and what its account pays are named, so that neither is taken for another."""

from typing import Final

OWN: Final = "credit-"
"""How the ids of payments begin that are made of the account's own credit."""


def receivable_of(order: str) -> str:
    """The case id of the one receivable of an order."""
    return f"{order}.receivable"


def credit_payment(command: str) -> str:
    """The id of the payment that a command makes of the account's own credit."""
    return f"{OWN}{command}"
