"""A receivable as its history made it: the invoice, what is paid of it, how far dunning is."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias, assert_never, assert_type

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.debt import Debt, LateDebts, nothing_late
from order_to_cash.domain.receivable.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.receivable.withholding import Elsewhere
from order_to_cash.domain.trade.agreements import REPORTED, obligation_of
from order_to_cash.domain.trade.billing import Bill, Payment
from order_to_cash.domain.trade.payment_terms import Instalment, filled
from order_to_cash.domain.trade.prices import NoteLine
from order_to_cash.domain.trade.totals import Totals


@entity
class Pause:
    """What dunning waits for: a disputed amount, and the end of a promised day or an exemption.

    `number` is that of the account's last word about exemptions.
    """

    disputed: Money | None = None
    promised: date | None = None
    exempt: date | None = None
    number: int = 0

    @property
    def until(self) -> date | None:
        """The last day of a promise or an exemption, whichever ends later."""
        return max((d for d in (self.promised, self.exempt) if d is not None), default=None)

    def holds(self, today: date) -> bool:
        """Whether dunning waits for a day to be over."""
        return self.until is not None and today <= self.until


@entity
class Note:
    """A credit note, or a debit note that took one back; `number` is empty until it has one."""

    name: str
    lines: tuple[NoteLine, ...]
    number: str = ""
    debit: bool = False
    taken_back: bool = False


@entity
class Receivable:
    """One invoice until it is settled (TM Forum: CustomerBill, with its DunningCase).

    `payments` are the amounts put to it, by payment; `reached` counts the levels of the dunning
    schedule that were raised since the last time nothing was past due, `told` is the day of the
    last of them and `dunned` the due day that it was about; `sequence` counts the changes of what
    is owed; `blocked` tells whether the service is; `by_credit` are those of the payments that
    came out of the account's credit alone; `differences` are what was settled with a payment and
    not paid; `notes` are its credit and debit notes; `late` is what paying late has cost;
    `released` says of an advance that its order was released.
    """

    stage: Stage
    id: str = ""
    debt: Debt | None = None
    invoice: str = ""
    payments: Mapping[str, Money] = Factory(dict)
    reached: int = 0
    pause: Pause = Pause()
    sequence: int = 0
    blocked: bool = False
    by_credit: tuple[str, ...] = ()
    told: date | None = None
    dunned: date | None = None
    differences: Mapping[str, Money] = Factory(dict)
    notes: tuple[Note, ...] = ()
    late: LateDebts | None = None
    released: bool = False

    @property
    def is_demanded(self) -> bool:
        """Whether what is open is owed: an advance only once its order was released (PRI-10).

        Until then the party may leave it unpaid, and nothing is delivered.
        """
        return self.released or not self.owed.bill.advance

    @property
    def obligation(self) -> str:
        """The name under which the account counts it."""
        bill = self.owed.bill
        if bill.elsewhere:
            return f"{REPORTED}/{self.id}" if bill.origin == REPORTED else self.id
        return obligation_of(bill.origin, bill.order, bill.part)

    @property
    def charges(self) -> LateDebts:
        """What was charged for paying late, which may be nothing yet."""
        return nothing_late(self.owed.paid - self.owed.paid) if self.late is None else self.late

    @property
    def held(self) -> Mapping[str, Money]:
        """What it holds of each payment, for the invoice and for what paying late has cost."""
        if self.late is None:
            return self.payments
        names = dict.fromkeys((*self.payments, *self.late.costs.paid, *self.late.interest.paid))
        none = self.late.costs.amount - self.late.costs.amount
        return {name: self.payments.get(name, none) + self.late.held(name) for name in names}

    @property
    def is_paid(self) -> bool:
        """Whether nothing is owed or was given up: of the invoice, and of what came of it."""
        return self.owed.unpaid.is_zero and self.charges.open.is_zero

    @property
    def owed(self) -> Debt:
        """The debt; raises `OutOfOrder` for a receivable that was never raised."""
        if self.debt is None:
            raise OutOfOrder(f"a receivable in {self.stage.name} has no bill; check its history")
        return self.debt

    def credited_lines(self) -> Iterator[NoteLine]:
        """What is credited of the lines, by notes that were not taken back."""
        for note in self.notes:
            if not note.debit and not note.taken_back:
                yield from note.lines


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
            return "sent" if debt.paid.is_zero else "partiallyPaid"
        case _:
            assert_never(receivable.stage)


def evolve(receivable: Receivable, event: e.Event) -> Receivable:
    """The receivable once the event has happened."""
    stage = LIFECYCLE.after(receivable.stage, event)
    match event:
        case e.InvoiceRaised() | e.ShareRaised() | e.BillReported():
            return changed(_begun(receivable, event), stage=stage)
        case e.InvoiceIssued(invoice):
            return _counted(changed(receivable, stage=stage, invoice=invoice))
        case e.AdvanceOwed(on):
            late = changed(receivable.charges, reckoned=on)
            return _counted(changed(receivable, stage=stage, released=True, late=late))
        case e.InvoiceCredited(amount, _, _, lines, note):
            credited = _credited(receivable.owed, amount)
            notes = (*receivable.notes, Note(note, lines))
            return _counted(changed(receivable, stage=stage, debt=credited, notes=notes))
        case e.CreditTakenBack():
            return _counted(changed(_taken_back(receivable, event), stage=stage))
        case e.NoteIssued(name, number):
            return changed(receivable, stage=stage, notes=_numbered(receivable, name, number))
        case e.WrittenOff(amount):
            debt = receivable.owed
            given_up = changed(debt, written_off=debt.written_off + amount)
            return _counted(
                changed(receivable, stage=stage, debt=given_up, pause=_kept(receivable))
            )
        case e.PaymentAllocated() | e.PaymentFreed() | e.PaymentReversed():
            return _counted(changed(_booked(receivable, event), stage=stage))
        case e.DifferenceSettled() | e.DifferenceReopened():
            return _counted(changed(_settled(receivable, event), stage=stage))
        case e.PaymentReminded() | e.CollectionAlertRaised() | e.ServiceBlocked():
            return changed(_dunned(receivable, event), stage=stage)
        case e.ArrearsCleared() | e.ServiceUnblocked():
            return changed(
                receivable, stage=stage, reached=0, told=None, dunned=None, blocked=False
            )
        case e.DisputeOpened(_, amount):
            disputed = changed(receivable.pause, disputed=amount)
            return _counted(changed(receivable, stage=stage, pause=disputed))
        case e.PaymentPromised(until):
            return changed(receivable, stage=stage, pause=changed(receivable.pause, promised=until))
        case e.ExemptionNoted():
            return changed(receivable, stage=stage, pause=_exempt(receivable.pause, event))
        case e.DisputeResolved():
            resolved = changed(receivable.pause, disputed=None)
            return _counted(changed(receivable, stage=stage, pause=resolved))
        case e.InvoiceSettled():
            return changed(receivable, stage=stage, pause=_kept(receivable))
        case (
            e.InterestReckoned()
            | e.LateFeeCharged()
            | e.ChargePaid()
            | e.ChargeReopened()
            | e.ChargesWaived()
        ):
            late = _charged(receivable, event)
            return _counted(changed(receivable, stage=stage, late=late))
        case _:
            assert_type(event, e.OnlyStage)
            return changed(receivable, stage=stage)


def _begun(
    receivable: Receivable, event: e.InvoiceRaised | e.ShareRaised | e.BillReported
) -> Receivable:
    match event:
        case e.InvoiceRaised(id_, bill, totals, on, parts, share):
            return changed(receivable, id=id_, debt=_debt(bill, totals, on, parts, share))
        case e.ShareRaised(id_, bill, totals, invoice, on, parts):
            debt = _debt(bill, totals, on, parts)
            return _counted(changed(receivable, id=id_, debt=debt, invoice=invoice))
        case e.BillReported(bill, totals, on, parts, share):
            debt, number = _debt(bill, totals, on, parts, share), bill.order
            return _counted(changed(receivable, id=number, debt=debt, invoice=number))
        case _:
            assert_never(event)


_Dunning: TypeAlias = e.PaymentReminded | e.CollectionAlertRaised | e.ServiceBlocked


def _dunned(receivable: Receivable, event: _Dunning) -> Receivable:
    """One level further, on that day, about what was due so many days before."""
    return changed(
        receivable,
        reached=receivable.reached + 1,
        told=event.on,
        dunned=event.on - timedelta(days=event.days),
        blocked=receivable.blocked or isinstance(event, e.ServiceBlocked),
    )


_Charging: TypeAlias = (
    e.InterestReckoned | e.LateFeeCharged | e.ChargePaid | e.ChargeReopened | e.ChargesWaived
)


def _charged(receivable: Receivable, event: _Charging) -> LateDebts:
    """What paying late costs, once more was charged, paid, taken back or waived."""
    late = receivable.charges
    match event:
        case e.InterestReckoned(amount, _, until):
            return changed(late, interest=late.interest.more(amount), reckoned=until)
        case e.LateFeeCharged(_, amount):
            return changed(late, costs=late.costs.more(amount))
        case e.ChargePaid(payment, kind, amount):
            return late.with_(kind, late.of(kind).put(payment, amount))
        case e.ChargeReopened(payment, kind, amount):
            open_again = late.of(kind).put(payment, -amount)
            given_up = receivable.stage is Stage.WRITTEN_OFF
            return late.with_(kind, open_again.less(amount) if given_up else open_again)
        case e.ChargesWaived(kind, amount):
            return late.with_(kind, late.of(kind).less(amount))
        case _:
            assert_never(event)


_Booking: TypeAlias = e.PaymentAllocated | e.PaymentFreed | e.PaymentReversed


def _debt(
    bill: Bill,
    totals: Totals,
    on: date,
    parts: tuple[Instalment, ...],
    elsewhere: Elsewhere | None = None,
) -> Debt:
    nothing = Money.zero(bill.currency)
    return Debt(bill, totals, on, parts, nothing, nothing, nothing, nothing, elsewhere)


def _booked(receivable: Receivable, event: _Booking) -> Receivable:
    """What is owed and the payments, after money came or went."""
    books, debt = dict(receivable.payments), receivable.owed
    given_up, credited = receivable.stage is Stage.WRITTEN_OFF, receivable.by_credit
    match event:
        case e.PaymentAllocated(payment, amount):
            credited = _by_credit(receivable, payment)
            books[payment.id] = books.get(payment.id, amount - amount) + amount
            debt = _covered(changed(debt, paid=debt.paid + amount))
            change = -amount
        case e.PaymentFreed(name, amount) | e.PaymentReversed(name, amount):
            books[name] = books[name] - amount
            if books[name].is_zero:
                del books[name]
            debt = _covered(changed(debt, paid=debt.paid - amount))
            change = amount
        case _:
            assert_never(event)
    if given_up:
        debt = changed(debt, written_off=debt.written_off + change)
    known = tuple(name for name in credited if name in books)
    return changed(receivable, payments=books, debt=debt, by_credit=known)


def _settled(
    receivable: Receivable, event: e.DifferenceSettled | e.DifferenceReopened
) -> Receivable:
    """What is owed and the differences, after one more of them, or one less."""
    sign = 1 if isinstance(event, e.DifferenceSettled) else -1
    known, debt = dict(receivable.differences), receivable.owed
    after = known.pop(event.payment, event.amount - event.amount) + event.amount * sign
    if not after.is_zero:
        known[event.payment] = after
    debt = _covered(changed(debt, settled=debt.settled + event.amount * sign))
    if receivable.stage is Stage.WRITTEN_OFF:
        debt = changed(debt, written_off=debt.unpaid)
    return changed(receivable, differences=known, debt=debt)


def _covered(debt: Debt) -> Debt:
    """The instalments filled with all that need not be paid any more, oldest due day first."""
    nothing = debt.paid - debt.paid
    parts = tuple(changed(part, paid=nothing) for part in debt.instalments)
    return changed(debt, instalments=filled(parts, debt.own - debt.unpaid))


def _by_credit(receivable: Receivable, payment: Payment) -> tuple[str, ...]:
    """The payments that came out of credit alone, now that this one did or did not."""
    credited = receivable.by_credit
    if not payment.is_credit:
        return tuple(name for name in credited if name != payment.id)
    return credited if payment.id in receivable.payments else (*credited, payment.id)


def _credited(debt: Debt, amount: Money) -> Debt:
    """What is credited is owed no more; of what was given up, it was given up too early."""
    given_up = max(debt.written_off - amount, amount - amount)
    return _covered(changed(debt, credited=debt.credited + amount, written_off=given_up))


def _taken_back(receivable: Receivable, event: e.CreditTakenBack) -> Receivable:
    """What the note had credited is owed again, with its old due days."""
    debt = receivable.owed
    owed = _covered(changed(debt, credited=debt.credited - event.amount))
    notes = (
        changed(note, taken_back=note.taken_back or note.name == event.taken)
        for note in receivable.notes
    )
    debit = Note(event.note, event.lines, debit=True)
    return changed(receivable, debt=owed, notes=(*notes, debit))


def _numbered(receivable: Receivable, name: str, number: str) -> tuple[Note, ...]:
    return tuple(
        changed(note, number=number) if note.name == name else note for note in receivable.notes
    )


def _exempt(pause: Pause, event: e.ExemptionNoted) -> Pause:
    return changed(pause, exempt=event.until, number=event.number)


def _kept(receivable: Receivable) -> Pause:
    """A promise ends with the debt; a dispute goes on until it is resolved."""
    return changed(receivable.pause, promised=None)


def _counted(receivable: Receivable) -> Receivable:
    return changed(receivable, sequence=receivable.sequence + 1)
