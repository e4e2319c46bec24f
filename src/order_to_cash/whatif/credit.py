"""What a party can do about a declined credit: pay, order less, wait (000 flow 3)."""

from datetime import timedelta, tzinfo
from typing import ClassVar

from order_to_cash.domain.core import LESS, MORE, Helps, Money, Named, changed, entity
from order_to_cash.domain.credit_account import CreditFacts, Misses, Overdue, PaymentRecord
from order_to_cash.domain.credit_account.facts import REMEMBERED


@entity
class Pay:
    """Pay what is unpaid, the oldest first; what is paid late is a late payment from then on."""

    code: ClassVar[str] = "credit.pay"
    moves: ClassVar[Helps] = {"exposure.unpaid": LESS, "overdue.*.amount": LESS}

    def most(self, facts: CreditFacts, /) -> int:
        late = sum(part.amount.minor for part in _payable(facts))
        return max(0, late, facts.exposure.unpaid.minor)

    def after(self, facts: CreditFacts, units: int, /) -> CreditFacts:
        unpaid = facts.exposure.unpaid
        owed = Money(max(min(unpaid.minor, 0), unpaid.minor - units), unpaid.currency)
        paid = changed(facts, exposure=changed(facts.exposure, unpaid=owed))
        left, late, taken = units, 0, dict[int, int]()
        for at, part in sorted(enumerate(facts.overdue or ()), key=lambda pair: -pair[1].days):
            if left and part in _payable(facts):
                taken[at] = min(left, part.amount.minor)
                left, late = left - taken[at], late + 1
        if facts.overdue is None or not late:
            return paid
        rest = tuple(
            changed(part, amount=part.amount - Money(taken.get(at, 0), part.amount.currency))
            for at, part in enumerate(facts.overdue)
        )
        return changed(paid, overdue=rest, record=_missed(facts.record, late))

    def shown(self, facts: CreditFacts, units: int, /) -> Named:
        return {"amount": Money(units, facts.exposure.unpaid.currency)}


@entity
class OrderLess:
    """Order less, of which something is left."""

    code: ClassVar[str] = "credit.order-less"
    moves: ClassVar[Helps] = {"amount": LESS}

    def most(self, facts: CreditFacts, /) -> int:
        return max(0, facts.amount.minor - 1)

    def after(self, facts: CreditFacts, units: int, /) -> CreditFacts:
        return changed(facts, amount=facts.amount - Money(units, facts.amount.currency))

    def shown(self, facts: CreditFacts, units: int, /) -> Named:
        return {"amount": Money(units, facts.amount.currency)}


@entity
class Wait:
    """Wait some days, at most as long as is remembered; what is past due grows older by them."""

    code: ClassVar[str] = "credit.wait"
    moves: ClassVar[Helps] = {"record.misses.*.0": MORE}
    zone: tzinfo

    def most(self, facts: CreditFacts, /) -> int:  # noqa: ARG002
        return REMEMBERED.days

    def after(self, facts: CreditFacts, units: int, /) -> CreditFacts:
        late, record = facts.overdue, facts.record
        older = late and tuple(changed(part, days=part.days + units) for part in late)
        if record is not None:
            misses = tuple((ago + units, missed) for ago, missed in record.misses)
            record = PaymentRecord(record.payments, misses)
        at = facts.at + timedelta(days=units)
        return changed(facts, at=at, overdue=older, record=record)

    def shown(self, facts: CreditFacts, units: int, /) -> Named:
        until = (facts.at + timedelta(days=units)).astimezone(self.zone).date()
        return {"days": units, "until": until}


def _payable(facts: CreditFacts) -> tuple[Overdue, ...]:
    """What is past due in the currency of the account."""
    currency = facts.exposure.unpaid.currency
    late = facts.overdue or ()
    return tuple(o for o in late if o.amount.currency is currency and o.amount.is_positive)


def _missed(record: PaymentRecord | None, late: int) -> PaymentRecord | None:
    if record is None:
        return None
    return changed(record, misses=(*record.misses, (0, Misses(late=late))))


def credit_ways(_facts: CreditFacts, zone: tzinfo) -> tuple[Pay | OrderLess | Wait, ...]:
    """What can be done, in the order in which it is done."""
    return (Pay(), OrderLess(), Wait(zone))
