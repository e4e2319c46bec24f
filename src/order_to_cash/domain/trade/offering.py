"""What can be ordered, and what each product requires, excludes or replaces (000 §§ 1 to 3)."""

import enum

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.trade.prices import QUANTITY_DECIMALS, STANDARD, UnitPrice


class Kind(enum.StrEnum):
    """How a line is fulfilled: goods come from a warehouse, services from the technical team."""

    GOODS = "goods"
    SERVICE = "service"


@entity
class Offering:
    """A product of the catalogue as it is offered on one day (TM Forum: ProductOffering).

    `price` is for one unit, and never below zero; it says whether tax is in it. `tax` is its tax
    category, and `decimals` how many a quantity of it may have: none, for goods in pieces.
    `terms` names the terms and conditions that the customer must accept, if any. `requires`,
    `excludes` and `replaces` name other products by their sku.
    """

    sku: str
    name: str
    kind: Kind
    price: UnitPrice
    technology: str = ""
    terms: str = ""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    tax: str = STANDARD
    decimals: int = 0

    def __attrs_post_init__(self) -> None:
        if self.price.is_negative:
            raise InvalidValue(
                "a price is zero or more; correct its sign in the catalogue",
                code="offering.negative-price",
            )
        counted = type(self.decimals) is int and 0 <= self.decimals <= QUANTITY_DECIMALS
        if not counted or (self.decimals and self.kind is Kind.GOODS):
            raise InvalidValue(
                f"a quantity of a service may have up to {QUANTITY_DECIMALS} decimals, one of "
                "goods none, for they come in pieces; correct it in the catalogue",
                code="offering.decimals",
            )
