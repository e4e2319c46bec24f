"""What an applicant can do about a checklist: bring a document, say something, pay (004)."""

from datetime import tzinfo
from typing import ClassVar, Final, TypeAlias

from order_to_cash.domain.core import LESS, MORE, Helps, Money, Named, changed, entity
from order_to_cash.domain.trade import Document, DocumentKind, RequirementFacts
from order_to_cash.domain.trade.requirements import HOLDER
from order_to_cash.whatif.places import with_value

Facts: TypeAlias = RequirementFacts


@entity
class Bring:
    """Bring one document, which names these persons, or this invoice."""

    moves: ClassVar[Helps] = {"documents": MORE}
    kind: DocumentKind
    of: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """One that names somebody is asked for with the names."""
        return "checklist.bring-of" if self.of else "checklist.bring"

    def most(self, facts: Facts, /) -> int:
        return int(facts.has(self.kind, *self.of) is not True)

    def after(self, facts: Facts, _units: int, /) -> Facts:
        brought = Document(self.kind, self.of)
        return changed(facts, documents=(*(facts.documents or ()), brought))

    def shown(self, _facts: Facts, _units: int, /) -> Named:
        return {"kind": self.kind.value, "of": self.of}


SAID: Final[Helps] = {"address": MORE, "mobile": MORE, "phone": MORE, "charge_accepted": MORE}
"""What only has to be said."""


@entity
class Say:
    """Give what is missing, or accept the fee as a charge."""

    field: str

    @property
    def code(self) -> str:
        """What has to be said."""
        return f"checklist.{self.field.replace('_', '-')}"

    @property
    def moves(self) -> Helps:
        """The field itself."""
        return {self.field: MORE}

    def most(self, facts: Facts, /) -> int:
        return int(getattr(facts, self.field) is not True)

    def after(self, facts: Facts, _units: int, /) -> Facts:
        said: Facts = with_value(facts, (self.field,), True)
        return said

    def shown(self, _facts: Facts, _units: int, /) -> Named:
        return {}


@entity
class PayBills:
    """Pay what is unpaid of the account, what is past due first."""

    code: ClassVar[str] = "checklist.pay"
    moves: ClassVar[Helps] = {"overdue": LESS, "unpaid": LESS}

    def most(self, facts: Facts, /) -> int:
        owed = [amount for amount in (facts.overdue, facts.unpaid) if amount is not None]
        one = len({amount.currency for amount in owed}) == 1
        return max(0, *(amount.minor for amount in owed)) if one else 0

    def after(self, facts: Facts, units: int, /) -> Facts:
        return changed(
            facts, overdue=_less(facts.overdue, units), unpaid=_less(facts.unpaid, units)
        )

    def shown(self, facts: Facts, units: int, /) -> Named:
        return {"amount": _of((facts.overdue, facts.unpaid), units)}


@entity
class PayFee:
    """Pay what is not paid of the fee."""

    code: ClassVar[str] = "checklist.pay-fee"
    moves: ClassVar[Helps] = {"paid": MORE}

    def most(self, facts: Facts, /) -> int:
        fee, paid = facts.fee, facts.paid
        if fee is None or paid is None or fee.currency is not paid.currency:
            return 0
        return max(0, fee.minor - paid.minor)

    def after(self, facts: Facts, units: int, /) -> Facts:
        paid = facts.paid
        return facts if paid is None else changed(facts, paid=paid + Money(units, paid.currency))

    def shown(self, facts: Facts, units: int, /) -> Named:
        return {"amount": _of((facts.paid,), units)}


def _less(amount: Money | None, units: int) -> Money | None:
    if amount is None or not amount.is_positive:
        return amount
    return Money(max(0, amount.minor - units), amount.currency)


def _of(beside: tuple[Money | None, ...], units: int) -> Money | None:
    return next((Money(units, a.currency) for a in beside if a is not None), None)


def checklist_ways(facts: Facts, _zone: tzinfo) -> tuple[Bring | Say | PayBills | PayFee, ...]:
    """What the applicant can do, the documents of everybody whom the law names among it."""
    who, kind = facts.applicant, DocumentKind
    signers = who.signers or () if who.holder.is_legal else ()
    copies = dict.fromkeys((HOLDER, who.name, *signers, *who.co_owners))
    brought = [
        Bring(kind.IDENTITY_CARD, (who.name,)),
        Bring(kind.HOLDER_LETTER, (HOLDER,)),
        *([Bring(kind.HOLDER_LETTER, who.co_owners)] if who.co_owners else ()),
        *([Bring(kind.REPRESENTATIVES_LETTER, signers)] if signers else ()),
        *(Bring(kind.IDENTITY_COPY, (name,)) for name in copies),
        *(Bring(one) for one in (kind.TAX_ID_COPY, kind.LOCATION_SKETCH, kind.PLAN_FORM)),
        *(Bring(kind.PAID_INVOICE, (invoice,)) for invoice in facts.refunds or ()),
    ]
    return (PayBills(), PayFee(), *brought, *map(Say, SAID))
