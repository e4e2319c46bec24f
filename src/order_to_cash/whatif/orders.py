"""What can be done about a line that cannot be delivered, or an order not yet released (000)."""

from datetime import tzinfo
from typing import ClassVar

from order_to_cash.domain.core import LESS, MORE, Helps, Money, Named, changed, entity
from order_to_cash.domain.order import Acceptance, LineFacts, ValidationFacts


@entity
class OrderFewer:
    """Order fewer pieces, at least one."""

    code: ClassVar[str] = "order.fewer"
    moves: ClassVar[Helps] = {"item.quantity": LESS}

    def most(self, facts: LineFacts, /) -> int:
        ordered = facts.item.quantity
        return max(0, ordered - 1) if isinstance(ordered, int) else 0

    def after(self, facts: LineFacts, units: int, /) -> LineFacts:
        item = changed(facts.item, quantity=facts.item.quantity - units)
        return changed(facts, item=item)

    def shown(self, facts: LineFacts, units: int, /) -> Named:
        return {"pieces": units, "sku": facts.item.sku}


@entity
class PayUpFront:
    """Pay what is not paid of an order that is paid up front."""

    code: ClassVar[str] = "order.pay"
    moves: ClassVar[Helps] = {"paid": MORE}

    def most(self, facts: ValidationFacts, /) -> int:
        if facts.financed or facts.paid.currency is not facts.total.currency:
            return 0
        return max(0, facts.total.minor - facts.paid.minor)

    def after(self, facts: ValidationFacts, units: int, /) -> ValidationFacts:
        return changed(facts, paid=facts.paid + Money(units, facts.paid.currency))

    def shown(self, facts: ValidationFacts, units: int, /) -> Named:
        return {"amount": Money(units, facts.paid.currency)}


@entity
class Accept:
    """Accept the version in force of some terms."""

    code: ClassVar[str] = "order.accept"
    moves: ClassVar[Helps] = {"request.accepted": MORE}
    terms: str
    version: str

    def most(self, facts: ValidationFacts, /) -> int:
        return int(Acceptance(self.terms, self.version) not in facts.request.accepted)

    def after(self, facts: ValidationFacts, _units: int, /) -> ValidationFacts:
        accepted = (*facts.request.accepted, Acceptance(self.terms, self.version))
        return changed(facts, request=changed(facts.request, accepted=accepted))

    def shown(self, _facts: ValidationFacts, _units: int, /) -> Named:
        return {"terms": self.terms, "version": self.version}


def line_ways(_facts: LineFacts, _zone: tzinfo) -> tuple[OrderFewer, ...]:
    """What can be done about one line."""
    return (OrderFewer(),)


def validation_ways(facts: ValidationFacts, _zone: tzinfo) -> tuple[PayUpFront | Accept, ...]:
    """What the party can do until an order is released."""
    needed = {offering.terms for offering in facts.answers.offerings or ()}
    in_force = facts.answers.terms or ()
    terms = [Accept(one.terms, one.version) for one in in_force if one.terms in needed]
    return (PayUpFront(), *terms)
