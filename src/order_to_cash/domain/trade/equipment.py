"""Equipment that an operator lends to its customers."""

from order_to_cash.domain.core.entity import entity


@entity
class Equipment:
    """A piece of equipment, by its code and by what it is."""

    code: str
    description: str
