"""What need not be paid: disputes, credit notes, and debit notes that take them back (PRI-06)."""

from collections.abc import Iterator
from datetime import date

from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.process import Refusal, refuse
from order_to_cash.domain.receivable import commands as c
from order_to_cash.domain.receivable import events as e
from order_to_cash.domain.receivable.differences import reopened
from order_to_cash.domain.receivable.payments import relieved
from order_to_cash.domain.receivable.state import Receivable
from order_to_cash.domain.trade.notes import left_of, noted, spread, unfit, worth
from order_to_cash.domain.trade.prices import CreditedLine, NoteLine
from order_to_cash.domain.trade.totals import Amounts

Events = tuple[e.Event, ...]


def dispute(receivable: Receivable, given: c.OpenDispute) -> Events | Refusal:
    """Dispute what was invoiced, whole or in part, one dispute at a time."""
    if receivable.pause.disputed is not None:
        return refuse("receivable.disputed-already", amount=receivable.pause.disputed)
    most = receivable.owed.own - receivable.owed.credited
    amount = most if given.amount is None else given.amount
    if (objection := _too_large(amount, most)) is not None:
        return objection
    return (e.DisputeOpened(given.reason, amount),)


def resolve(receivable: Receivable, given: c.ResolveDispute, today: date) -> Events | Refusal:
    """End a dispute, crediting part of the invoice or nothing."""
    if receivable.pause.disputed is None:
        return refuse("receivable.no-dispute")
    resolved = e.DisputeResolved(given.reason)
    if given.credited is None:
        nothing = receivable.owed.own - receivable.owed.own
        found = _lines(receivable, nothing, given.lines) if given.lines else ()
        return found if isinstance(found, Refusal) else (resolved,)
    credited = _credited(receivable, given.credited, given.reason, given.lines)
    if isinstance(credited, Refusal):
        return credited
    return relieved(receivable, (resolved, *credited), today)


def credit(receivable: Receivable, given: c.CreditInvoice, today: date) -> Events | Refusal:
    """Credit part of the invoice; what was paid of it already becomes the party's credit."""
    debt, amount, lines = receivable.owed, given.amount, given.lines
    shared = debt.elsewhere is not None and amount.currency is debt.bill.currency
    passed: Events = ()
    if given.up_to or shared:
        amount = min(amount, debt.own - debt.credited)
        rest = given.amount - amount
        if rest.is_positive or (given.up_to and unfit(lines, _left(receivable)) is not None):
            lines = ()
        if shared and rest.is_positive:
            passed = (e.CreditPassedOn(rest, given.reason, given.up_to),)
        if not amount.is_positive:
            return passed
    credited = _credited(receivable, amount, given.reason, lines)
    if isinstance(credited, Refusal):
        return credited
    return relieved(receivable, (*credited, *passed), today)


def take_back(receivable: Receivable, given: c.TakeBackCredit) -> Events | Refusal:
    """Take a credit note back, whole, by a debit note of the same lines."""
    standing = {n.number: n for n in receivable.notes if not n.debit and not n.taken_back}
    note = standing.get(given.number)
    if note is None or not note.number:
        known = tuple(number for number in standing if number)
        return refuse("receivable.no-such-note", number=given.number, known=known)
    amount = Money.sum_of((line.amount for line in note.lines), receivable.owed.bill.currency)
    name = _next_name(receivable)
    return (e.CreditTakenBack(note.name, amount, given.reason, note.lines, name),)


def _credited(
    receivable: Receivable, amount: Money, reason: str, asked: tuple[CreditedLine, ...]
) -> Events | Refusal:
    debt, left = receivable.owed, receivable.owed.own - receivable.owed.credited
    if (objection := _too_large(amount, left)) is not None:
        return objection
    lines = _lines(receivable, amount, asked)
    if isinstance(lines, Refusal):
        return lines
    name, settled = _next_name(receivable), amount - debt.unpaid
    if not settled.is_positive:
        return (e.InvoiceCredited(amount, reason, None, lines, name),)
    freed = debt.paid if amount == left else min(settled, debt.paid)
    return (
        *_freed(receivable, freed),
        *reopened(receivable, None if amount == left else settled - freed),
        e.InvoiceCredited(amount, reason, freed, lines, name),
    )


def _lines(
    receivable: Receivable, amount: Money, asked: tuple[CreditedLine, ...]
) -> tuple[NoteLine, ...] | Refusal:
    """The lines of a note over that amount, those asked for or all of them in proportion."""
    debt, currency = receivable.owed, amount.currency
    whole, left = worth(debt.bill.lines, debt.totals), _left(receivable)
    if not asked:
        return noted(spread(amount, left), whole, left)
    if strange := [x.amount.currency for x in asked if x.amount.currency is not currency]:
        return refuse("receivable.currency", expected=currency.value, given=strange[0].value)
    if (one := unfit(asked, left)) is not None:
        most = left[one.line].total if one.line in left else amount - amount
        return refuse("receivable.line-too-large", line=one.line, amount=one.amount, most=most)
    sum_ = Money.sum_of((one.amount for one in asked), currency)
    if sum_ != amount:
        return refuse("receivable.lines-disagree", amount=amount, lines=sum_)
    return noted(asked, whole, left)


def _left(receivable: Receivable) -> dict[int, Amounts]:
    """What is left of each line of the invoice."""
    whole = worth(receivable.owed.bill.lines, receivable.owed.totals)
    return left_of(whole, receivable.credited_lines())


def _next_name(receivable: Receivable) -> str:
    """How the next note is called here until billing has numbered it."""
    return str(len(receivable.notes) + 1)


def _freed(receivable: Receivable, amount: Money) -> Iterator[e.PaymentFreed]:
    """So much of what was paid, the latest payments first."""
    for payment, held in reversed(tuple(receivable.payments.items())):
        part = min(amount, held)
        if part.is_positive:
            yield e.PaymentFreed(payment, part)
            amount = amount - part


def _too_large(amount: Money, most: Money) -> Refusal | None:
    if amount.currency is not most.currency:
        expected, given = most.currency.value, amount.currency.value
        return refuse("receivable.currency", expected=expected, given=given)
    if not amount.is_positive or most < amount:
        return refuse("receivable.credit-too-large", amount=amount, most=most)
    return None
