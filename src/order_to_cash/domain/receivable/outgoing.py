"""What the world must be asked or told once something happened to a receivable."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, assert_never, assert_type

from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.debt import Owed
from order_to_cash.domain.receivable.lifecycle import Stage
from order_to_cash.domain.receivable.state import Receivable
from order_to_cash.domain.receivable.withholding import only
from order_to_cash.domain.trade import agreements
from order_to_cash.domain.trade.billing import (
    NoteInvoice,
    NoteRecalled,
    NoteTaken,
    Owner,
    PassOn,
    Target,
)
from order_to_cash.domain.trade.fulfilment import BlockService, UnblockService
from order_to_cash.domain.trade.invoicing import IssueCreditNote, IssueInvoice
from order_to_cash.domain.trade.messages import Message, Notice, Notify, Tell
from order_to_cash.domain.trade.payment_terms import Instalment, PaymentMethod, is_financed
from order_to_cash.domain.trade.prices import quantity_text
from order_to_cash.domain.trade.taxes import TaxShare, percent

Rows: TypeAlias = tuple[tuple[Value, ...], ...]

PAYING: Final = (PaymentMethod.DIRECT_DEBIT, PaymentMethod.ONLINE, PaymentMethod.STORE)


def outgoing(
    receivable: Receivable, event: e.Event, ways: tuple[PaymentMethod, ...] = PAYING
) -> tuple[Message, ...]:
    """The messages to send; `receivable` already includes the event, `ways` are those to pay."""
    match event:
        case e.InvoiceRaised() | e.IssueRetried():
            return (_issue(receivable),)
        case e.BillReported():
            known = changed(_issue(receivable), number=receivable.invoice)
            return (known, *_unpaid(receivable), *_elsewhere(receivable))
        case e.ShareRaised():
            return (*_unpaid(receivable), _share(receivable))
        case e.CreditPassedOn(amount, reason, up_to):
            credit = agreements.CreditInvoice(amount, reason, up_to)
            return tuple(_to_share(receivable, credit))
        case e.IssueRefused(reason):
            return (_notify(receivable, Notice.ISSUE_REFUSED, ("reason", reason)),)
        case e.InvoiceIssued(invoice):
            return (*_issued(receivable, invoice), _invoice(receivable, ways))
        case (
            e.PaymentAllocated()
            | e.PaymentReversed()
            | e.SurplusReceived()
            | e.PaymentFreed()
            | e.ChargePaid()
            | e.ChargeReopened()
        ):
            return _money(receivable, event)
        case e.InvoiceCredited(freed=freed):
            return (_note(receivable, event), *_unpaid(receivable, freed))
        case e.CreditTakenBack():
            return (_note(receivable, event), *_unpaid(receivable))
        case (
            e.AdvanceOwed()
            | e.WrittenOff()
            | e.DisputeOpened()
            | e.DisputeResolved()
            | e.DifferenceSettled()
            | e.DifferenceReopened()
        ):
            return _unpaid(receivable)
        case e.PaymentReminded():
            return (_reminded(receivable, event),)
        case e.CollectionAlertRaised():
            return _dunned(receivable, event, Notice.COLLECTION_ALERT)
        case e.ServiceBlocked() | e.ServiceUnblocked():
            return _of_service(receivable, event)
        case e.InterestReckoned(amount) | e.LateFeeCharged(_, amount):
            charged = (_late(receivable, event, amount), _charges(receivable))
            return charged if amount.is_positive else ()
        case e.ChargesWaived():
            return (_charges(receivable),)
        case _:
            assert_type(event, e.Quiet)
            return ()


def _issued(receivable: Receivable, invoice: str) -> tuple[Message, ...]:
    """What is owed now; an order hears of its invoice, but for that of an advance."""
    bill = receivable.owed.bill
    if bill.advance:
        return _unpaid(receivable)
    noted = Tell(bill.origin, bill.order, NoteInvoice(invoice, bill.part))
    awaited = bool(bill.part) and is_financed(bill.terms)
    return (noted, *_unpaid(receivable, awaited=awaited), *_elsewhere(receivable))


def _of_service(
    receivable: Receivable, event: e.ServiceBlocked | e.ServiceUnblocked
) -> tuple[Message, ...]:
    bill = receivable.owed.bill
    if isinstance(event, e.ServiceBlocked):
        block = BlockService(bill.order, bill.account)
        return (block, *_dunned(receivable, event, Notice.SERVICE_BLOCKED))
    unblock = UnblockService(bill.order, bill.account)
    return (unblock, _notify(receivable, Notice.SERVICE_UNBLOCKED))


_Money: TypeAlias = (
    e.PaymentAllocated
    | e.PaymentReversed
    | e.SurplusReceived
    | e.PaymentFreed
    | e.ChargePaid
    | e.ChargeReopened
)


def _money(receivable: Receivable, event: _Money) -> tuple[Message, ...]:
    """What the payment is told of its money, and the account of what it paid."""
    match event:
        case e.PaymentAllocated(payment, put):
            taken = NoteTaken(_here(receivable), put, put - put, _owner(receivable))
            return (*_payment(receivable, event), Tell("payment", payment.id, taken))
        case e.PaymentReversed(payment_id, amount):
            recalled = NoteRecalled(_here(receivable), amount)
            return (*_payment(receivable, event), Tell("payment", payment_id, recalled))
        case e.SurplusReceived(payment_id, amount):
            rest = NoteTaken(_here(receivable), amount - amount, amount, _owner(receivable))
            return (Tell("payment", payment_id, rest),)
        case e.PaymentFreed(payment_id, amount):
            owner = _owner(receivable)
            to = Target("credit_account", owner.account)
            freed = PassOn(_here(receivable), amount, to, owner)
            return (Tell("payment", payment_id, freed),)
        case e.ChargePaid(payment_id, _, amount):
            taken = NoteTaken(_here(receivable), amount, amount - amount, _owner(receivable))
            return (Tell("payment", payment_id, taken), _charges(receivable))
        case e.ChargeReopened(payment_id, _, amount):
            recalled = NoteRecalled(_here(receivable), amount)
            return (Tell("payment", payment_id, recalled), _charges(receivable))
        case _:
            assert_never(event)


def _issue(receivable: Receivable) -> IssueInvoice:
    debt, parts = receivable.owed, receivable.owed.instalments
    if debt.elsewhere is not None:
        amount = debt.elsewhere.amount
        parts = (*parts, Instalment(_due(receivable), amount, amount - amount))
    return IssueInvoice(receivable.id, debt.bill, debt.totals, debt.on, parts)


def _due(receivable: Receivable) -> date:
    """When a share that is owed elsewhere is due: with the first part of the rest."""
    debt = receivable.owed
    return debt.instalments[0].due if debt.instalments else debt.on


def _elsewhere(receivable: Receivable) -> tuple[Tell, ...]:
    """The share that is owed on another account is a receivable of its own (PRI-07)."""
    debt, share = receivable.owed, receivable.owed.elsewhere
    if share is None:
        return ()
    bill, totals = changed(debt.bill, elsewhere=share.name), only(debt.totals, share.amount)
    told = c.OweShare(bill, totals, receivable.invoice, debt.on, _due(receivable))
    return tuple(_to_share(receivable, told))


def _to_share(receivable: Receivable, command: Any) -> Iterator[Tell]:
    share = receivable.owed.elsewhere
    if share is not None:
        yield Tell("receivable", f"{receivable.id}/{share.name}", command)


def _share(receivable: Receivable) -> Notify:
    """How much is to be paid on which other account, and until when."""
    debt = receivable.owed
    values = (("amount", debt.totals.payable), ("account", debt.bill.elsewhere))
    return _notify(receivable, Notice.SHARE_ELSEWHERE, *values, ("due", _due(receivable)))


def _note(receivable: Receivable, event: e.InvoiceCredited | e.CreditTakenBack) -> IssueCreditNote:
    """The note with the tax in each line, so that notes over the whole invoice hold all of it."""
    tax = Money.sum_of((line.tax for line in event.lines), event.amount.currency)
    return IssueCreditNote(
        receivable.invoice,
        event.amount,
        event.reason,
        tax,
        event.lines,
        event.note,
        debit=isinstance(event, e.CreditTakenBack),
    )


def _to_account(receivable: Receivable, command: agreements.ToAccount) -> Tell:
    return Tell("credit_account", receivable.owed.bill.account, command)


def _here(receivable: Receivable) -> Target:
    return Target("receivable", receivable.id)


def _owner(receivable: Receivable) -> Owner:
    bill = receivable.owed.bill
    return Owner(bill.account, bill.party, bill.contact)


def _unpaid(
    receivable: Receivable, freed: Money | None = None, *, awaited: bool = False
) -> tuple[Tell, ...]:
    name, sequence, parts = receivable.obligation, receivable.sequence, _demanded(receivable)
    disputed = receivable.pause.disputed
    owed = agreements.RecordInvoice(
        name,
        parts,
        sequence,
        disputed,
        freed,
        awaited,
        receivable.invoice,
        _owner(receivable) if sequence == 1 else None,
    )
    return (_to_account(receivable, owed), *_of_advance(receivable))


def _payment(
    receivable: Receivable, event: e.PaymentAllocated | e.PaymentReversed
) -> tuple[Tell, ...]:
    order, sequence, parts = receivable.obligation, receivable.sequence, _demanded(receivable)
    told: agreements.ToAccount
    match event:
        case e.PaymentAllocated(payment, put, late):
            credit = payment.is_credit
            told = agreements.RecordPayment(order, payment.id, put, late, parts, sequence, credit)
        case e.PaymentReversed(name, amount, _, credit):
            told = agreements.RecordReversal(
                order, name, amount, parts, sequence, credit, receivable.invoice
            )
        case _:
            assert_never(event)
    return (_to_account(receivable, told), *_of_advance(receivable))


def _charges(receivable: Receivable) -> Tell:
    """The account counts what is open of late interest and fees (COL-06)."""
    name, open_now = receivable.obligation, receivable.charges.open
    return _to_account(receivable, agreements.RecordCharges(name, open_now, receivable.sequence))


def _demanded(receivable: Receivable) -> tuple[Instalment, ...]:
    """What the account counts as owed: nothing of what was given up, nor of a mere advance."""
    counts = receivable.is_demanded and receivable.stage is not Stage.WRITTEN_OFF
    return receivable.owed.instalments if counts else ()


def _of_advance(receivable: Receivable) -> tuple[Tell, ...]:
    """The order is told what is unpaid of its advance: it goes on once nothing is (PRI-10)."""
    bill = receivable.owed.bill
    if not bill.advance:
        return ()
    said = agreements.ReportAdvance(
        bill.part, receivable.invoice, receivable.owed.unpaid, receivable.sequence
    )
    return (Tell(bill.origin, bill.order, said),)


def _dunned(
    receivable: Receivable, event: e.CollectionAlertRaised | e.ServiceBlocked, notice: Notice
) -> tuple[Message, ...]:
    order = receivable.obligation
    default = agreements.RecordDefault(order, event.level, event.days, event.overdue)
    told = _notify(receivable, notice, ("days", event.days), ("overdue", event.overdue))
    return (told, _to_account(receivable, default))


def _late(
    receivable: Receivable, event: e.InterestReckoned | e.LateFeeCharged, amount: Money
) -> Notify:
    """What paying late costs, and all that is open of it now."""
    kind = Owed.INTEREST if isinstance(event, e.InterestReckoned) else Owed.COSTS
    values = (("kind", kind.value), ("amount", amount), ("open", receivable.charges.open))
    return _notify(receivable, Notice.LATE_CHARGE, *values)


def _reminded(receivable: Receivable, event: e.PaymentReminded) -> Notify:
    """What falls due is no default: the account does not hear of it."""
    day = event.on - timedelta(days=event.days)
    return _notify(receivable, Notice.PAYMENT_REMINDER, ("due", event.due), ("day", day))


def _invoice(receivable: Receivable, ways: tuple[PaymentMethod, ...]) -> Notify:
    debt = receivable.owed
    lines: Rows = tuple(
        (quantity_text(line.quantity), line.sku, str(line.unit_price), comes_to.net)
        for line, comes_to in zip(debt.bill.lines, debt.totals.each, strict=True)
    )
    taxes: Rows = tuple(
        (share.name, percent(share.rate), part.base, share.amount)
        for part in debt.totals.taxes
        for share in part.parts or (TaxShare(part.category, part.rate, part.tax),)
    )
    values: tuple[tuple[str, Value], ...] = (
        ("net", debt.totals.net),
        ("tax", debt.totals.tax),
        ("total", debt.totals.total),
        ("due", tuple(part.due for part in debt.instalments)),
        ("parts", tuple(part.amount for part in debt.instalments)),
        ("methods", tuple(way.value for way in ways)),
        ("lines", lines),
        ("taxes", taxes),
    )
    if debt.bill.advance:
        of_all = (pair for pair in values if pair[0] not in ("parts", "lines"))
        return _notify(receivable, Notice.ADVANCE_INVOICE, *of_all)
    if debt.bill.prepaid:
        advances: Rows = tuple((one.invoice, one.amount, one.tax) for one in debt.bill.prepaid)
        values += (("advances", advances), ("payable", debt.totals.payable))
    return _notify(receivable, Notice.INVOICE, *values)


def _notify(receivable: Receivable, notice: Notice, *values: tuple[str, Value]) -> Notify:
    bill = receivable.owed.bill
    to = Role.CREDIT_AND_COLLECTIONS.value if notice is Notice.ISSUE_REFUSED else bill.party
    contact = None if notice is Notice.ISSUE_REFUSED else bill.contact
    named = (("order", bill.order), ("invoice", receivable.invoice), *values)
    return Notify(notice, to, named, contact)
