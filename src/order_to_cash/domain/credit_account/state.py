"""A credit account as its history made it: what is open, and sums of what is closed."""

import enum
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias, assert_never

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Currency, Money
from order_to_cash.domain.core.overlay import with_entry, without_entry
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.facts import (
    Collection,
    Exposure,
    PaymentHistory,
    defaulted,
    followed,
    freed,
    paid,
    taken_back,
)
from order_to_cash.domain.credit_account.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.trade.payment_terms import Instalment, filled


class Kind(enum.StrEnum):
    """How far an obligation is; each order has one, and it counts once."""

    RESERVED = "reserved"
    COMMITTED = "committed"
    DELIVERED = "delivered"
    UNPAID = "unpaid"


@entity
class Obligation:
    """What one order contributes to the exposure.

    `charges` is what is open of late interest and fees, in the amount already, and `charged` the
    receivable's count when it said so. `early` marks an invoice that came before word of the
    delivery: that word then changes nothing. `invoice` is its number.
    """

    kind: Kind
    amount: Money
    overridden: bool = False
    instalments: tuple[Instalment, ...] = ()
    sequence: int = 0
    early: bool = False
    disputed: Money | None = None
    own: Values = ()
    amended: int = 0
    invoice: str = ""
    charges: Money | None = None
    charged: int = 0

    @property
    def late(self) -> Money:
        """What is open of late interest and fees, which may be nothing."""
        return self.amount - self.amount if self.charges is None else self.charges


@entity
class Pending:
    """An order that asked before the credit line was known."""

    order: str
    amount: Money
    override: Override | None
    own: Values = ()
    amended: int = 0


@entity
class CreditAccount:
    """An account of a party with its limit, its obligations by order, and its payment history.

    `refunded` is what was paid too much and has been given back. `lots` are the parts of the
    unallocated credit by payment, below zero where the bank took back what had been refunded;
    `debts` are what it owes of that by payment, in the lots already, so that credit of the same
    payment that comes later can still be taken back. `looked` is when Credit & Collections was
    told last what the account owes of that.
    `due` sums what is unpaid by due day, and `oldest` counts the invoices by the due day of their
    oldest part that is not disputed, so that what is past due is known without a look at every
    obligation. `contact` is how the party is reached.
    """

    stage: Stage
    limit: Money | None
    exposure: Exposure
    obligations: Mapping[str, Obligation]
    due: Mapping[date, Money]
    history: PaymentHistory
    refunded: Money
    pending: tuple[Pending, ...] = ()
    lots: Mapping[str, Money] = Factory(dict)
    looked: datetime | None = None
    disputed: Mapping[date, Money] = Factory(dict)
    party: str = ""
    oldest: Mapping[date, int] = Factory(dict)
    collection: Collection = Collection()
    contact: Sensitive | None = None
    debts: Mapping[str, Money] = Factory(dict)

    @property
    def currency(self) -> Currency:
        """The one currency of the account."""
        return self.exposure.unpaid.currency

    def held(self, payment: str) -> Money:
        """What it still has of the money of a payment, whatever it owes of its refund."""
        nothing = Money.zero(self.currency)
        return self.lots.get(payment, nothing) + self.debts.get(payment, nothing)

    @property
    def indebted(self) -> Money:
        """What the account owes of refunds that the bank took back, after all its credit."""
        kept = self.exposure.unallocated
        return max(-kept, kept - kept)


def unopened(currency: Currency) -> CreditAccount:
    """An account about which nothing is known yet."""
    nothing = Money.zero(currency)
    return CreditAccount(
        Stage.UNKNOWN,
        None,
        Exposure(nothing, nothing, nothing, nothing),
        {},
        {},
        PaymentHistory(0, nothing, 0, 0, 0, 0),
        nothing,
    )


def evolve(account: CreditAccount, event: e.Event) -> CreditAccount:
    """The account once the event has happened."""
    stage = LIFECYCLE.after(account.stage, event)
    match event:
        case e.CreditRequested(_, order, amount, override, _, own, amended):
            waits = Pending(order, amount, override, own, amended)
            waiting = (*_without(account.pending, order), waits)
            return changed(account, stage=stage, pending=waiting)
        case e.CreditReserved(order, amount, decision, own, amended):
            overridden = decision.override is not None
            made = Obligation(
                Kind.RESERVED, amount, overridden=overridden, own=own, amended=amended
            )
            return _with(account, order, made)
        case e.ReservationDeclined(order) | e.CreditRevoked(order) | e.CreditFreed(order):
            return _with(account, order, None)
        case e.CreditCommitted(order, amount):
            return _with(account, order, _committed(account, order, amount))
        case e.DeliveryRecorded(order, amount):
            return _with(account, order, _delivered(account, order, amount))
        case e.InvoiceRecorded() | e.PaymentRecorded() | e.ReversalRecorded() | e.ChargesRecorded():
            return _of_invoice(account, event)
        case e.DefaultRecorded(_, _, days, _, on):
            return changed(account, stage=stage, history=defaulted(account.history, days, on))
        case e.SurplusKept(_, payment, amount):
            return changed(_kept(account, payment, amount), stage=stage)
        case e.SurplusRecalled(_, payment, amount, at):
            left = _kept(account, payment, -amount)
            return changed(left, looked=at) if left.indebted.is_positive else left
        case e.SurplusUsed(_, _, amount, payment):
            return _kept(account, payment, -amount)
        case e.SurplusRefunded(_, amount, _, payment):
            given = _kept(account, payment, -amount)
            return changed(given, refunded=account.refunded + amount)
        case e.DebtIncurred(_, payment, amount, at):
            owing = changed(_kept(account, payment, -amount), looked=at)
            debt = account.debts.get(payment, amount - amount) + amount
            debts = with_entry(account.debts, payment, debt)
            return changed(owing, refunded=account.refunded - amount, debts=debts)
        case e.DebtFollowed(_, _, at):
            return changed(account, stage=stage, looked=at)
        case e.DebtSettled():
            return changed(account, stage=stage, looked=None)
        case e.AccountOpened(line):
            return changed(account, stage=stage, limit=line.limit, party=line.party)
        case e.AccountReminded(days=days, on=on) | e.AccountStopped(days=days, on=on):
            history = defaulted(account.history, days, on)
            collection = followed(account.collection, event)
            return changed(account, stage=stage, history=history, collection=collection)
        case e.CreditDeferred(order, amount, override, own, amended):
            free = _with(account, order, None)
            waits = Pending(order, amount, override, own, amended)
            return changed(free, stage=stage, pending=(*free.pending, waits))
        case e.LimitChanged(limit):
            return changed(account, stage=stage, limit=limit)
        case _:
            return changed(account, stage=stage, collection=followed(account.collection, event))


_OfInvoice: TypeAlias = (
    e.InvoiceRecorded | e.PaymentRecorded | e.ReversalRecorded | e.ChargesRecorded
)


def _of_invoice(account: CreditAccount, event: _OfInvoice) -> CreditAccount:
    """What is unpaid of an invoice, and what became of payments, once one of these is told."""
    match event:
        case e.InvoiceRecorded(order, parts, sequence, disputed, none_of, awaited, invoice, owner):
            early = awaited and order not in account.obligations
            known = _unpaid(account, order, parts, sequence, disputed, early=early)
            owed = _with(account, order, _named(known, invoice))
            if owner is not None:
                party, contact = account.party or owner.party, owner.contact or account.contact
                owed = changed(owed, party=party, contact=contact)
            return owed if none_of is None else changed(owed, history=freed(owed.history, none_of))
        case e.PaymentRecorded(order, _, _, _, parts, sequence):
            left = _unpaid(account, order, parts, sequence, _disputed(account, order))
            return changed(_with(account, order, left), history=paid(account.history, event))
        case e.ReversalRecorded(order, _, _, parts, sequence, invoice=invoice):
            again = _unpaid(account, order, parts, sequence, _disputed(account, order))
            back = taken_back(account.history, event)
            return changed(_with(account, order, _named(again, invoice)), history=back)
        case e.ChargesRecorded(order):
            return _with(account, order, _charged(account, event))
        case _:
            assert_never(event)


def _committed(account: CreditAccount, order: str, amount: Money) -> Obligation:
    existing = account.obligations.get(order)
    if existing is None or existing.kind is not Kind.UNPAID:
        return Obligation(Kind.COMMITTED, amount)
    return existing


def _delivered(account: CreditAccount, order: str, amount: Money) -> Obligation | None:
    existing = account.obligations.get(order)
    if existing is None or existing.kind is not Kind.UNPAID:
        return Obligation(Kind.DELIVERED, amount)
    return _summed(changed(existing, early=False))


def _disputed(account: CreditAccount, order: str) -> Money | None:
    existing = account.obligations.get(order)
    return existing.disputed if existing is not None else None


def _unpaid(
    account: CreditAccount,
    order: str,
    parts: tuple[Instalment, ...],
    sequence: int,
    disputed: Money | None,
    *,
    early: bool = False,
) -> Obligation | None:
    existing = account.obligations.get(order)
    early = early or (
        existing is not None
        and (existing.early or existing.kind in (Kind.RESERVED, Kind.COMMITTED))
    )
    known = existing or Obligation(Kind.UNPAID, Money.zero(account.currency))
    return _summed(
        Obligation(
            Kind.UNPAID,
            known.amount,
            instalments=tuple(part for part in parts if not part.outstanding.is_zero),
            sequence=sequence,
            early=early,
            disputed=disputed,
            invoice=known.invoice,
            charges=known.charges,
            charged=known.charged,
        )
    )


def _charged(account: CreditAccount, event: e.ChargesRecorded) -> Obligation | None:
    """What is open of late interest and fees, unless something newer about that is known."""
    existing = account.obligations.get(event.order)
    if existing is None or existing.kind is not Kind.UNPAID:
        existing = Obligation(Kind.UNPAID, event.amount)
    if event.sequence < existing.charged:
        return existing
    charges = event.amount if event.amount.is_positive else None
    return _summed(changed(existing, charges=charges, charged=event.sequence))


def _summed(obligation: Obligation) -> Obligation | None:
    """The obligation with what is open of its invoice and of late charges, if anything is."""
    amount = obligation.late
    for part in obligation.instalments:
        amount = amount + part.outstanding
    if amount.is_zero and not obligation.early:
        return None
    return changed(obligation, amount=amount)


def _named(obligation: Obligation | None, invoice: str) -> Obligation | None:
    return changed(obligation, invoice=invoice) if obligation and invoice else obligation


def _with(account: CreditAccount, order: str, new: Obligation | None) -> CreditAccount:
    known = account.obligations
    old = known.get(order)
    return changed(
        account,
        obligations=without_entry(known, order) if new is None else with_entry(known, order, new),
        exposure=_exposure(_exposure(account.exposure, old, -1), new, 1),
        due=_due(account.due, _parts(old), _parts(new)),
        disputed=_due(account.disputed, _contested(old), _contested(new)),
        oldest=_counted(account.oldest, demanded(old), demanded(new)),
        pending=_without(account.pending, order),
    )


def _exposure(exposure: Exposure, obligation: Obligation | None, sign: int) -> Exposure:
    if obligation is None:
        return exposure
    amount = obligation.amount * sign
    match obligation.kind:
        case Kind.RESERVED | Kind.COMMITTED:
            return changed(exposure, reserved=exposure.reserved + amount)
        case Kind.DELIVERED:
            return changed(exposure, delivered=exposure.delivered + amount)
        case Kind.UNPAID:
            return changed(exposure, unpaid=exposure.unpaid + amount)
        case _:
            assert_never(obligation.kind)


def _parts(obligation: Obligation | None) -> tuple[Instalment, ...]:
    return obligation.instalments if obligation else ()


def _contested(obligation: Obligation | None) -> tuple[Instalment, ...]:
    """What is disputed of an invoice, by due day, the oldest part first."""
    if obligation is None or obligation.disputed is None:
        return ()
    rest = filled(obligation.instalments, obligation.disputed)
    return tuple(
        changed(part, amount=part.outstanding - left.outstanding, paid=part.paid - part.paid)
        for part, left in zip(obligation.instalments, rest, strict=True)
    )


def demanded(obligation: Obligation | None) -> tuple[Instalment, ...]:
    """The parts of an invoice that are open and not disputed, the oldest first."""
    parts = _parts(obligation)
    if obligation is not None and obligation.disputed is not None:
        parts = filled(parts, obligation.disputed)
    return tuple(part for part in parts if not part.outstanding.is_zero)


def _counted(
    oldest: Mapping[date, int], before: tuple[Instalment, ...], after: tuple[Instalment, ...]
) -> Mapping[date, int]:
    if before[:1] == after[:1]:
        return oldest
    counts = dict(oldest)
    for sign, parts in ((-1, before), (1, after)):
        for part in parts[:1]:
            counts[part.due] = counts.get(part.due, 0) + sign
    return {day: count for day, count in sorted(counts.items()) if count}


def _due(
    due: Mapping[date, Money], before: tuple[Instalment, ...], after: tuple[Instalment, ...]
) -> Mapping[date, Money]:
    if not before and not after:
        return due
    sums = dict(due)
    for sign, parts in ((-1, before), (1, after)):
        for part in parts:
            amount = part.outstanding * sign
            sums[part.due] = sums[part.due] + amount if part.due in sums else amount
    return {day: amount for day, amount in sorted(sums.items()) if not amount.is_zero}


def _without(pending: tuple[Pending, ...], order: str) -> tuple[Pending, ...]:
    return tuple(p for p in pending if p.order != order) if pending else pending


def _kept(account: CreditAccount, payment: str, amount: Money) -> CreditAccount:
    exposure = account.exposure
    lot = account.lots.get(payment, amount - amount) + amount
    known = account.lots
    lots = without_entry(known, payment) if lot.is_zero else with_entry(known, payment, lot)
    kept = changed(exposure, unallocated=exposure.unallocated + amount)
    return changed(account, exposure=kept, lots=lots)
