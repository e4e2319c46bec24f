"""What is paid of an order before its release: invoices of their own, and what became of them.

At every instant an advance is credited, deducted by a later invoice, or left for one (PRI-10).
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias, assert_never

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.trade.prices import BillLine


@entity
class Advance:
    """The invoice of an advance, numbered among those of its order.

    `unpaid` is what its receivable said last, once it has an `invoice` number. `credited` is what
    was not needed or came back, and `deducted` what later invoices deduct; `sent` is money that is
    on its way to it.
    """

    number: int
    lines: tuple[BillLine, ...]
    amount: Money
    tax: Money
    credited: Money
    deducted: Money
    invoice: str = ""
    unpaid: Money | None = None
    sequence: int = 0
    sent: Money | None = None

    @property
    def wanted(self) -> Money:
        """What has to come in for it: nothing before its invoice has a number."""
        nothing = self.amount - self.amount
        if self.unpaid is None:
            return nothing
        sent = nothing if self.sent is None else self.sent
        return max(min(self.unpaid, self.kept) - sent, nothing)

    @property
    def kept(self) -> Money:
        """What of it was not credited."""
        return self.amount - self.credited

    @property
    def left(self) -> Money:
        """What a later invoice may deduct."""
        return self.kept - self.deducted

    @property
    def paid(self) -> Money:
        """What is paid of it and not credited, as far as its receivable has said."""
        nothing = self.amount - self.amount
        return nothing if self.unpaid is None else max(self.kept - self.unpaid, nothing)

    def part(self, before: Money, amount: Money) -> d.AdvancePart:
        """So much of it after so much, with its share of the tax: all parts have all of it."""
        tax = self._tax_until(before + amount) - self._tax_until(before)
        return d.AdvancePart(self.number, amount, tax)

    def _tax_until(self, amount: Money) -> Money:
        return self.tax.times(Fraction(amount.minor, self.amount.minor))


Advances: TypeAlias = tuple[Advance, ...]
Changing: TypeAlias = e.AdvanceBilled | e.AdvanceCredited | e.AdvanceReported


def after(advances: Advances, event: Changing) -> Advances:
    """The advances once the event has happened."""
    match event:
        case e.AdvanceBilled(number, lines, amount, tax):
            nothing = amount - amount
            return (*advances, Advance(number, lines, amount, tax, nothing, nothing))
        case e.AdvanceCredited(number, amount):
            return tuple(
                changed(one, credited=one.credited + amount) if one.number == number else one
                for one in advances
            )
        case e.AdvanceReported():
            return tuple(_reported(one, event) for one in advances)
        case _:
            assert_never(event)


def _reported(advance: Advance, event: e.AdvanceReported) -> Advance:
    if advance.number != event.number or event.sequence <= advance.sequence:
        return advance
    known = changed(advance, invoice=event.invoice, unpaid=event.unpaid)
    return changed(known, sequence=event.sequence, sent=None)


def paid_towards(advances: Advances, number: int, amount: Money) -> Advances:
    """The advances once so much money is on its way to the invoice of that number."""
    return tuple(
        changed(one, sent=amount if one.sent is None else one.sent + amount)
        if one.number == number
        else one
        for one in advances
    )


def used(
    advances: Advances, deducted: tuple[d.AdvancePart, ...], undone: tuple[d.AdvancePart, ...] = ()
) -> Advances:
    """The advances once an invoice deducted so much of them, and so much was credited."""
    made = {one.number: one for one in advances}
    for part in deducted:
        one = made[part.number]
        made[part.number] = changed(one, deducted=one.deducted + part.amount)
    for part in undone:
        one = made[part.number]
        made[part.number] = changed(one, credited=one.credited + part.amount)
    return tuple(made.values())


def given_back(advances: Advances, number: int, amount: Money) -> Advances:
    """The advances once so much of what had been deducted of one came back."""
    return tuple(
        changed(one, credited=one.credited + amount, deducted=one.deducted - amount)
        if one.number == number
        else one
        for one in advances
    )


def undone(advances: Advances) -> Advances:
    """The advances of an order that needs none any more: all that was not deducted is credited."""
    return tuple(changed(one, credited=one.amount - one.deducted) for one in advances)


def deducted_from(advances: Advances, amount: Money) -> tuple[d.AdvancePart, ...]:
    """What an invoice over that amount deducts: the oldest advances first, at most all of it."""
    return tuple(_parts(advances, amount))


def left_over(
    advances: Advances, deducted: tuple[d.AdvancePart, ...] = ()
) -> tuple[d.AdvancePart, ...]:
    """What is left of the advances after the last invoice of the order."""
    after_ = used(advances, deducted)
    return tuple(one.part(one.deducted, one.left) for one in after_ if one.left.is_positive)


def _parts(advances: Advances, amount: Money) -> Iterator[d.AdvancePart]:
    for one in advances:
        part = min(one.left, amount)
        if part.is_positive:
            yield one.part(one.deducted, part)
            amount = amount - part


def sum_of(parts: tuple[d.AdvancePart, ...], nothing: Money) -> Money:
    """What parts of advances come to together."""
    return sum((part.amount for part in parts), nothing)
