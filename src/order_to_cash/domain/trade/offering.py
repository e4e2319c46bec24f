"""What can be ordered, and what each product requires, excludes or replaces (000 §§ 1 to 3)."""

import enum

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money


class Kind(enum.StrEnum):
    """How a line is fulfilled: goods come from a warehouse, services from the technical team."""

    GOODS = "goods"
    SERVICE = "service"


@entity
class Offering:
    """A product of the catalogue as it is offered on one day (TM Forum: ProductOffering).

    `price` is net, for one unit, and never below zero. `terms` names the terms and conditions that
    the customer must accept, if any. `requires`, `excludes` and `replaces` name other products by
    their sku.
    """

    sku: str
    name: str
    kind: Kind
    price: Money
    technology: str = ""
    terms: str = ""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.price.is_negative:
            raise InvalidValue(
                "a price is zero or more; correct its sign in the catalogue",
                code="offering.negative-price",
            )
