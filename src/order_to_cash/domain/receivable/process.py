"""The receivable as a process: from what was delivered to the last payment (000 flows 7 and 8)."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Final, assert_never

from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition
from order_to_cash.domain.core.lifecycle import Lifecycle
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import CLIENTS, Role, same_person
from order_to_cash.domain.core.process import Envelope, Refusal, refuse
from order_to_cash.domain.core.waiting import Seen, Waiting
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.crediting import credit, dispute, resolve, take_back
from order_to_cash.domain.receivable.debt import DunningRule, Owed
from order_to_cash.domain.receivable.differences import DifferenceTolerance, checked_tolerances
from order_to_cash.domain.receivable.dunning import checked, exempted, next_day, passed
from order_to_cash.domain.receivable.late import (
    LatePolicy,
    checked_late,
    reckoned,
    with_fees,
)
from order_to_cash.domain.receivable.lifecycle import CHANGING, LIFECYCLE, OWING, Stage
from order_to_cash.domain.receivable.outgoing import PAYING, outgoing
from order_to_cash.domain.receivable.payments import (
    after,
    give_up,
    recall,
    relieved,
    take,
    waive,
)
from order_to_cash.domain.receivable.state import INITIAL, Receivable, evolve
from order_to_cash.domain.receivable.withholding import Elsewhere, Withholding
from order_to_cash.domain.trade.agreements import REPORTED
from order_to_cash.domain.trade.billing import Bill
from order_to_cash.domain.trade.messages import Message
from order_to_cash.domain.trade.payment_terms import Instalment, PaymentMethod, instalments
from order_to_cash.domain.trade.totals import TaxPolicy, Totals, unknown_taxes

Events = tuple[e.Event, ...]
_LENIENT: Final = (c.ResolveDispute, c.PromiseToPay, c.WriteOff, c.WaiveCharges)
"""What makes less of a debt, or more time for it."""

_RAISING: Final = (c.ResolveDispute, c.CreditInvoice)
"""What may make more of an open invoice past due than there was, beside what is taken back."""


def _rests(seen: Seen) -> bool:
    """Nothing is owed any more, or it was given up, and nothing is disputed."""
    return seen.state.stage in (Stage.SETTLED, Stage.WRITTEN_OFF) and not _disputed(seen)


def _disputed(seen: Seen) -> bool:
    return seen.state.pause.disputed is not None


WAITS: Final = Waiting(
    aside=(
        c.RefuseIssue,
        c.OweAdvance,
        c.RecallPayment,
        c.OpenDispute,
        c.CreditInvoice,
        c.TakeBackCredit,
        c.PromiseToPay,
        c.NoteExemption,
        c.WriteOff,
        c.WaiveCharges,
    ),
    only={
        c.RetryIssue: lambda _: True,
        c.ConfirmNote: lambda seen: any(not note.number for note in seen.state.notes),
        c.TakePayment: lambda seen: seen.state.stage in OWING,
        c.ResolveDispute: _disputed,
    },
    rests=_rests,
    behind={c.TakePayment: (Role.DISTRIBUTOR, Role.CUSTOMER)},
    patience=timedelta(days=30),
    overseer=Role.CREDIT_AND_COLLECTIONS,
)
"""What a receivable waits for: its number, its money, the end of a dispute."""


@entity
class ReceivableProcess:
    """Invoicing, payments and dunning, by the operator's tax policy and dunning schedule.

    `differences` say how far money of a method may miss what is owed; none settles it otherwise.
    `withholding` says which share is owed on another account; nothing is withheld of an advance.
    `ways` are the methods that an invoice offers its party. Raises `BrokenDefinition` for a
    schedule that does not rise, or blocks before it alerts, and for ways that bring no money.
    """

    tax: TaxPolicy
    dunning: tuple[DunningRule, ...]
    calendar: BusinessCalendar
    differences: tuple[DifferenceTolerance, ...] = ()
    late: LatePolicy | None = None
    withholding: Withholding | None = None
    ways: tuple[PaymentMethod, ...] = PAYING
    waiting: Waiting = WAITS

    name: ClassVar[str] = "receivable"
    needs: ClassVar[frozenset[str]] = frozenset({"credit_account", "payment"})
    role: ClassVar[Role] = Role.BILLING
    lifecycle: ClassVar[Lifecycle[Stage, c.Command, e.Event]] = LIFECYCLE
    initial: ClassVar[Receivable] = INITIAL

    def __attrs_post_init__(self) -> None:
        checked(self.dunning)
        checked_tolerances(self.differences)
        checked_late(self.late, self.dunning)
        if not self.ways or PaymentMethod.ACCOUNT_CREDIT in self.ways:
            raise BrokenDefinition(
                "an invoice offers ways to pay, and credit of the account is none of them; "
                "give for instance (PaymentMethod.ONLINE,)"
            )

    def decide(self, receivable: Receivable, envelope: Envelope[c.Command], /) -> Events | Refusal:
        """What the command leads to, on the local day of the envelope."""
        command = envelope.command
        if envelope.role in CLIENTS and envelope.actor != receivable.owed.bill.party:
            return refuse("receivable.not-yours")
        if isinstance(command, _LENIENT) and same_person(
            envelope.actor, receivable.owed.bill.party
        ):
            return refuse("receivable.own-debt")
        today = self.calendar.local_day(envelope.at)
        if not isinstance(command, CHANGING):
            return self._decide(receivable, envelope, today)
        until = command.payment.received if isinstance(command, c.TakePayment) else today
        raises = isinstance(command, c.RecallPayment | c.TakeBackCredit) or (
            receivable.stage in OWING and isinstance(command, _RAISING)
        )
        interest = reckoned(receivable, self.late, until, raises=raises)
        decided = self._decide(after(receivable, interest), envelope, today)
        return decided if isinstance(decided, Refusal) or not decided else (*interest, *decided)

    def _decide(
        self, receivable: Receivable, envelope: Envelope[c.Command], today: date
    ) -> Events | Refusal:
        command = envelope.command
        match command:
            case c.RaiseInvoice():
                return self._raise(envelope.case, command.bill, today)
            case c.ReportBill():
                return self._report(command, envelope.case, today)
            case c.OweShare(bill, totals, invoice, on, due):
                parts = (Instalment(due, totals.payable, totals.payable - totals.payable),)
                return (e.ShareRaised(envelope.case, bill, totals, invoice, on, parts),)
            case c.ConfirmIssue(invoice):
                return relieved(receivable, (e.InvoiceIssued(invoice),), today)
            case c.RefuseIssue(reason):
                return (e.IssueRefused(reason),)
            case c.RetryIssue():
                return (e.IssueRetried(),)
            case c.OweAdvance():
                return () if receivable.is_demanded else (e.AdvanceOwed(today),)
            case c.TakePayment(payment):
                order = tuple(Owed) if self.late is None else self.late.order
                return take(receivable, payment, today, self.differences, order)
            case c.RecallPayment():
                return recall(receivable, command)
            case c.OpenDispute():
                return dispute(receivable, command)
            case c.ResolveDispute():
                return resolve(receivable, command, today)
            case c.CreditInvoice():
                return credit(receivable, command, today)
            case c.ConfirmNote(note, number):
                return (e.NoteIssued(note, number),)
            case c.TakeBackCredit():
                return take_back(receivable, command)
            case c.PromiseToPay(until):
                if until < today:
                    return refuse("receivable.promise-in-the-past", until=until, today=today)
                return (e.PaymentPromised(until),)
            case c.NoteExemption():
                return exempted(receivable, command, today)
            case c.WriteOff(reason):
                return give_up(receivable, reason)
            case c.WaiveCharges(reason):
                return waive(receivable, reason)
            case c.FollowUp():
                return self._followed(receivable, today)
            case _:
                assert_never(command)

    def _followed(self, receivable: Receivable, today: date) -> Events:
        """The levels that were reached, with the interest up to them and what they cost."""
        levels = passed(receivable, self.dunning, today)
        if all(isinstance(event, e.PaymentReminded) for event in levels):
            return levels
        interest = reckoned(receivable, self.late, today)
        return (*interest, *with_fees(levels, self.late))

    def evolve(self, receivable: Receivable, event: e.Event, /) -> Receivable:
        """The receivable once the event has happened."""
        return evolve(receivable, event)

    def outgoing(self, receivable: Receivable, event: e.Event, /) -> tuple[Message, ...]:
        """What billing, the account, the order and the party must be told."""
        return outgoing(receivable, event, self.ways)

    def party(self, receivable: Receivable, /) -> str:
        """The party that owes."""
        return "" if receivable.debt is None else receivable.debt.bill.party

    def next_check(self, receivable: Receivable, /) -> datetime | None:
        """The first instant of the day on which the next level of dunning is reached."""
        day = next_day(receivable, self.dunning)
        return None if day is None else self.calendar.start_of(day)

    def _raise(self, case: str, bill: Bill, today: date) -> Events:
        totals = self._totals(bill, today)
        share = None if bill.advance else self._share(totals, today)
        parts = instalments(bill.terms, _owed_here(totals, share), today)
        return (e.InvoiceRaised(case, bill, totals, today, parts, share),)

    def _report(self, given: c.ReportBill, case: str, today: date) -> Events | Refusal:
        """A bill that billing issued: by its own number, and not before its day."""
        if given.number != case:
            return refuse("receivable.other-number", number=given.number, case=case)
        if today < given.issued:
            return refuse("receivable.issued-later", issued=given.issued, today=today)
        if strange := unknown_taxes(self.tax.codes, given.lines, given.adjustments):
            return refuse("receivable.tax-category", given=strange, known=self.tax.codes)
        bill = Bill(
            order=given.number,
            account=given.account,
            party=given.party,
            lines=given.lines,
            currency=given.currency,
            terms=given.terms,
            contact=given.contact,
            origin=REPORTED,
            adjustments=given.adjustments,
        )
        totals = self._totals(bill, given.issued)
        if totals.payable.is_negative:
            return refuse("receivable.below-zero", total=totals.payable)
        share = self._share(totals, given.issued)
        parts = instalments(bill.terms, _owed_here(totals, share), given.issued)
        reported = e.BillReported(bill, totals, given.issued, parts, share)
        settled: Events = (e.InvoiceSettled(),) if totals.payable.is_zero else ()
        return (reported, *settled)

    def _share(self, totals: Totals, on: date) -> Elsewhere | None:
        policy = self.withholding
        if policy is None or not any(part.category in policy.categories for part in totals.taxes):
            return None
        return policy.share(totals, on)

    def _totals(self, bill: Bill, on: date) -> Totals:
        prepaid = Money.sum_of((part.amount for part in bill.prepaid), bill.currency)
        return self.tax.totals(
            bill.lines, on, bill.currency, adjustments=bill.adjustments, prepaid=prepaid
        )


def _owed_here(totals: Totals, share: Elsewhere | None) -> Money:
    return totals.payable if share is None else totals.payable - share.amount
