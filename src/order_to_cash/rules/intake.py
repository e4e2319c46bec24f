"""Is the request complete? Every field that is missing is named at once (000 flow 1, § 2)."""

from typing import ClassVar, Final

from order_to_cash.domain.core import (
    NOT_APPLICABLE,
    Answer,
    Clause,
    Policy,
    entity,
)
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.order import DeliveryMode, Item, OrderRequest
from order_to_cash.domain.trade import Kind

MAX_QUANTITY: Final = 10_000
"""The most units one line may ask for."""


@entity
class HasLines:
    """The order has at least one line."""

    code: ClassVar[str] = "intake.lines"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        lines = len(request.items)
        return Answer(lines > 0, {"lines": lines})


@entity
class QuantitiesCanBeOrdered:
    """Every quantity is above zero and at most a limit, and goods are ordered in whole pieces."""

    code: ClassVar[str] = "intake.quantities"
    clause: Clause
    most: int = MAX_QUANTITY

    def check(self, request: OrderRequest, /) -> Answer:
        wrong = tuple([i.sku for i in request.items if not self._can_be(i)])
        return Answer(not wrong, {"products": wrong}, {"most": self.most})

    def _can_be(self, item: Item) -> bool:
        in_pieces = type(item.quantity) is int or item.kind is not Kind.GOODS
        return in_pieces and 0 < item.quantity <= self.most


@entity
class ProductsAreDistinct:
    """No product stands on two lines: quantities are never summed in silence."""

    code: ClassVar[str] = "intake.distinct"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        skus = [i.sku for i in request.items]
        twice = tuple(sorted({sku for sku in skus if skus.count(sku) > 1}))
        return Answer(not twice, {"products": twice})


@entity
class ZoneIsGiven:
    """The zone is known, for stock and coverage depend on it."""

    code: ClassVar[str] = "intake.zone"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        return Answer(is_given(request.zone), {"zone": request.zone})


@entity
class PaymentTermsAreGiven:
    """The code of the payment terms is given: there are no default terms."""

    code: ClassVar[str] = "intake.payment"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        given = is_given(request.payment)
        return Answer(given, {"payment": request.payment})


@entity
class DeliveryModeIsGiven:
    """Goods are delivered at home or picked up in a store; services need neither."""

    code: ClassVar[str] = "intake.delivery"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        if not request.asks_for(Kind.GOODS):
            return NOT_APPLICABLE
        mode = request.delivery.value if request.delivery else None
        return Answer(mode is not None, {"mode": mode})


@entity
class AddressIsGiven:
    """Services and home deliveries need an address; goods picked up in a store need none."""

    code: ClassVar[str] = "intake.address"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        at_home = request.delivery is DeliveryMode.HOME_DELIVERY
        if not at_home and not request.asks_for(Kind.SERVICE):
            return NOT_APPLICABLE
        return Answer(is_given(request.address))


@entity
class ContactIsGiven:
    """Somebody can be reached about the order."""

    code: ClassVar[str] = "intake.contact"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        return Answer(is_given(request.contact))


def intake_policy(clause: Clause) -> Policy[OrderRequest]:
    """What every request must hold, by the clause that says so."""
    return Policy(
        "intake",
        (
            HasLines(clause),
            QuantitiesCanBeOrdered(clause),
            ProductsAreDistinct(clause),
            ZoneIsGiven(clause),
            PaymentTermsAreGiven(clause),
            DeliveryModeIsGiven(clause),
            AddressIsGiven(clause),
            ContactIsGiven(clause),
        ),
    )
