"""A receivable as its history made it: the invoice, what is paid of it, how far dunning is."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias, assert_never

from attrs import Factory

from order_to_cash.domain.billing import Bill, Payment, Totals
from order_to_cash.domain.entity import changed, entity
from order_to_cash.domain.errors import OutOfOrder
from order_to_cash.domain.money import Currency, Money
from order_to_cash.domain.payment_terms import Instalment
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.facts import Arrears
from order_to_cash.domain.receivable.lifecycle import LIFECYCLE, Stage


@entity
class Booked:
    """What became of a payment: put to the invoice, or kept as credit of the account."""

    allocated: Money
    surplus: Money


@entity
class Pause:
    """Dunning waits: while a dispute is open, and until a promised day is over."""

    disputed: bool = False
    promised: date | None = None

    def holds(self, today: date) -> bool:
        """Whether dunning still waits on that day."""
        return self.disputed or (self.promised is not None and today <= self.promised)


@entity
class Debt:
    """What was billed on a day, and what became of it; total = paid + credited + outstanding."""

    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    paid: Money
    credited: Money

    @property
    def outstanding(self) -> Money:
        """What is still owed."""
        return self.totals.total - self.paid - self.credited

    def arrears(self, today: date) -> Arrears | None:
        """What is past due on that day; a part is past due from the day after its due day."""
        late = [p for p in self.instalments if p.due < today and not p.outstanding.is_zero]
        if not late:
            return None
        overdue = late[0].outstanding
        for part in late[1:]:
            overdue = overdue + part.outstanding
        return Arrears((today - late[0].due).days, overdue)


@entity
class Receivable:
    """One invoice until it is settled (TM Forum: CustomerBill, with its DunningCase).

    `reached` counts the levels of the dunning schedule that were raised since the last time
    nothing was past due; `sequence` counts the changes of what is owed.
    """

    stage: Stage
    id: str = ""
    debt: Debt | None = None
    invoice: str = ""
    payments: Mapping[str, Booked] = Factory(dict)
    parked: tuple[Payment, ...] = ()
    reached: int = 0
    pause: Pause = Pause()
    sequence: int = 0

    @property
    def owed(self) -> Debt:
        """The debt; raises `OutOfOrder` for a receivable that was never raised."""
        if self.debt is None:
            raise OutOfOrder(f"a receivable in {self.stage.name} has no bill; check its history")
        return self.debt


INITIAL: Final = Receivable(Stage.NEW)


def published(receivable: Receivable) -> str | None:
    """The state that TM Forum's customer bill API (TMF678) publishes, if there is a bill."""
    debt = receivable.debt
    if debt is None:
        return None
    match receivable.stage:
        case Stage.NEW | Stage.DRAFT:
            return "new"
        case Stage.SETTLED | Stage.WRITTEN_OFF:
            return "settled"
        case Stage.ISSUED | Stage.BLOCKED:
            return "sent" if debt.outstanding == debt.totals.total else "partiallyPaid"
        case _:
            assert_never(receivable.stage)


def evolve(receivable: Receivable, event: e.Event) -> Receivable:
    """The receivable once the event has happened."""
    stage = LIFECYCLE.after(receivable.stage, event)
    match event:
        case e.InvoiceRaised(id_, bill, totals, on, parts):
            nothing = Money.zero(bill.currency)
            debt = Debt(bill, totals, on, parts, nothing, nothing)
            return changed(receivable, stage=stage, id=id_, debt=debt)
        case e.BillReported(bill, totals, on, parts):
            debt = Debt(
                bill, totals, on, parts, Money.zero(bill.currency), Money.zero(bill.currency)
            )
            reported = changed(receivable, id=bill.order, debt=debt, invoice=bill.order)
            return _counted(changed(reported, stage=stage))
        case e.InvoiceIssued(invoice):
            kept = tuple(
                p for p in receivable.parked if p.amount.currency is not _currency(receivable)
            )
            return _counted(changed(receivable, stage=stage, invoice=invoice, parked=kept))
        case e.PaymentParked(payment):
            return changed(receivable, stage=stage, parked=(*receivable.parked, payment))
        case e.InvoiceCredited(amount):
            return _counted(
                changed(receivable, stage=stage, debt=_credited(receivable.owed, amount))
            )
        case e.WrittenOff():
            return _counted(changed(receivable, stage=stage))
        case (
            e.PaymentAllocated()
            | e.SurplusReceived()
            | e.PaymentFreed()
            | e.PaymentReversed()
            | e.SurplusReversed()
        ):
            return _counted(changed(_booked(receivable, event), stage=stage))
        case e.CollectionAlertRaised() | e.ServiceBlocked():
            return changed(receivable, stage=stage, reached=receivable.reached + 1)
        case e.ArrearsCleared() | e.ServiceUnblocked():
            return changed(receivable, stage=stage, reached=0)
        case e.DisputeOpened():
            return changed(receivable, stage=stage, pause=changed(receivable.pause, disputed=True))
        case e.PaymentPromised(until):
            return changed(receivable, stage=stage, pause=changed(receivable.pause, promised=until))
        case e.DisputeResolved():
            return changed(receivable, stage=stage, pause=changed(receivable.pause, disputed=False))
        case e.InvoiceSettled():
            return changed(receivable, stage=stage, pause=Pause())
        case e.IssueRefused() | e.IssueRetried():
            return changed(receivable, stage=stage)
        case _:
            assert_never(event)


_Booking: TypeAlias = (
    e.PaymentAllocated | e.SurplusReceived | e.PaymentFreed | e.PaymentReversed | e.SurplusReversed
)


def _booked(receivable: Receivable, event: _Booking) -> Receivable:
    """What is owed and the payments, after money came or went."""
    books, debt = dict(receivable.payments), receivable.owed
    match event:
        case e.PaymentAllocated(payment, allocated):
            books[payment.id] = Booked(allocated, Money.zero(allocated.currency))
            debt = changed(
                debt, paid=debt.paid + allocated, instalments=filled(debt.instalments, allocated)
            )
        case e.SurplusReceived(payment_id, amount):
            put = (
                books[payment_id].allocated if payment_id in books else Money.zero(amount.currency)
            )
            books[payment_id] = Booked(put, amount)
        case e.PaymentFreed(payment_id, amount):
            book = books[payment_id]
            books[payment_id] = Booked(book.allocated - amount, book.surplus + amount)
            debt = _unpaid(debt, amount)
        case e.PaymentReversed(payment_id, amount):
            books[payment_id] = changed(books[payment_id], allocated=Money.zero(amount.currency))
            debt = _unpaid(debt, amount)
        case e.SurplusReversed(payment_id, amount):
            books[payment_id] = changed(books[payment_id], surplus=Money.zero(amount.currency))
        case _:
            assert_never(event)
    return changed(receivable, payments=books, debt=debt)


def _unpaid(debt: Debt, amount: Money) -> Debt:
    return changed(debt, paid=debt.paid - amount, instalments=emptied(debt.instalments, amount))


def _credited(debt: Debt, amount: Money) -> Debt:
    parts = filled(debt.instalments, amount)
    return changed(debt, credited=debt.credited + amount, instalments=parts)


def _currency(receivable: Receivable) -> Currency:
    return receivable.owed.bill.currency


def _counted(receivable: Receivable) -> Receivable:
    return changed(receivable, sequence=receivable.sequence + 1)


def filled(parts: tuple[Instalment, ...], amount: Money) -> tuple[Instalment, ...]:
    """The instalments once an amount is put to them, oldest due day first."""
    filled_parts = []
    for part in parts:
        put = min(amount, part.outstanding)
        filled_parts.append(changed(part, paid=part.paid + put))
        amount = amount - put
    return tuple(filled_parts)


def emptied(parts: tuple[Instalment, ...], amount: Money) -> tuple[Instalment, ...]:
    """The instalments once an amount is taken back from them, youngest due day first."""
    emptied_parts = []
    for part in reversed(parts):
        taken = min(amount, part.paid)
        emptied_parts.append(changed(part, paid=part.paid - taken))
        amount = amount - taken
    return tuple(reversed(emptied_parts))
