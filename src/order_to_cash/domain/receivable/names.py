"""How a receivable is named, so that an order can never have two."""


def receivable_of(order: str) -> str:
    """The case id of the one receivable of an order."""
    return f"{order}.receivable"
