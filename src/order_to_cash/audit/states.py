"""What must hold of one state on its own, at every instant, cheap enough for every step."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from order_to_cash.domain.core import Money
from order_to_cash.domain.credit_account import CreditAccount, Kind
from order_to_cash.domain.credit_account import Stage as Holding
from order_to_cash.domain.credit_account.facts import WHOLE
from order_to_cash.domain.credit_account.state import demanded
from order_to_cash.domain.order import Line, LineStatus, Order, Stage
from order_to_cash.domain.order.lifecycle import DONE, UNDER_WAY
from order_to_cash.domain.order.state import FINISHED
from order_to_cash.domain.payment import PaymentState
from order_to_cash.domain.payment import Stage as PaymentStage
from order_to_cash.domain.receivable import Debt, Receivable
from order_to_cash.domain.receivable import Stage as Paying
from order_to_cash.domain.trade import Instalment, Quantity
from order_to_cash.domain.trade.notes import left_of, worth
from order_to_cash.domain.trade.prices import plus

LETTER_AND_STOP: Final = 2
"""How many levels an account that is stopped has been told at least."""


def state_problems(state: Any) -> Iterator[str]:
    """What is wrong with the state of an order, an account or a receivable; others pass."""
    match state:
        case Order():
            return _order(state)
        case CreditAccount():
            return _account(state)
        case Receivable():
            return _receivable(state)
        case PaymentState():
            return _payment(state)
        case _:
            return iter(())


def _order(order: Order) -> Iterator[str]:
    statuses = [line.status for line in order.lines]
    if order.stage in DONE:
        if any(status not in FINISHED for status in statuses):
            yield "I1: an order is completed with a line that is not finished"
        if not any(line.delivered for line in order.lines):
            yield "I1: an order is completed and nothing was delivered"
    if order.stage in (*UNDER_WAY, *DONE) and order.total is None:
        yield "I3: an order was released without a price"
    whole = [paper for paper in order.papers if not paper.number]
    if order.stage not in DONE and (whole or (order.invoice and not order.papers)):
        yield "I1: an order that is not completed has an invoice"
    held = LineStatus.ON_HOLD in statuses
    if (order.stage is Stage.ON_HOLD) is not held and order.stage in UNDER_WAY:
        yield "I9: an order is on hold when none of its lines is, or the other way round"
    for line in order.lines:
        yield from _pieces(line)
    yield from _billed_once(order)


def _pieces(line: Line) -> Iterator[str]:
    """Of a line the party never has more than was ordered, and its status says how much it has.

    Nothing is left of a line that asks for nothing, which no order gets released with.
    """
    if line.item.quantity <= 0 and not line.delivered:
        return
    if line.returned < 0 or line.kept < 0 or line.open < 0:
        yield f"I1: of line {line.number} the party has {line.kept} of {line.item.quantity}"
    if not 0 <= line.reserved <= line.to_hand_over:
        yield f"I1: of line {line.number} {line.reserved} of {line.to_hand_over} are kept"
    if (line.status is LineStatus.DELIVERED) is not (line.open == 0):
        yield f"I1: line {line.number} is {line.status.value} with {line.open} left"
    if (line.status is LineStatus.PARTIAL and not line.kept) or (
        line.status in (LineStatus.RETURNED, LineStatus.FAILED) and line.kept
    ):
        yield f"I1: line {line.number} is {line.status.value} and the party has {line.kept}"


def _billed_once(order: Order) -> Iterator[str]:
    """FUL-01, FUL-02: what the party has is what its invoices bill, less what came back."""
    if not order.papers:
        return
    billed: dict[int, Quantity] = {}
    until: dict[int, Quantity] = {}
    for paper in order.papers:
        for part in paper.parts:
            billed[part.line] = plus(billed.get(part.line, 0), part.kept)
            if part.kept < 0 or part.back < 0:
                yield f"I1: more of line {part.line} came back than paper {paper.number} bills"
            if until.get(part.line, 0) != part.start:
                yield f"I1: piece {part.start} of line {part.line} is billed twice, or never"
            until[part.line] = part.end
    for line in order.lines:
        if (theirs := billed.get(line.number, 0)) != (mine := line.kept):
            yield f"I1: of line {line.number} the party has {mine}, its invoices bill {theirs}"


def _account(account: CreditAccount) -> Iterator[str]:
    nothing = Money.zero(account.currency)
    sums: dict[Kind, Money] = defaultdict(lambda: nothing)
    due: dict[date, Money] = defaultdict(lambda: nothing)
    for obligation in account.obligations.values():
        sums[obligation.kind] += obligation.amount
        for part in obligation.instalments:
            due[part.due] += part.outstanding
        owed = sum((part.outstanding for part in obligation.instalments), nothing)
        if obligation.kind is Kind.UNPAID and obligation.amount != owed + obligation.late:
            yield "I2: what an invoice counts for is not what is open of it and of late charges"
    exposure = account.exposure
    parts = (exposure.reserved, exposure.delivered, exposure.unpaid)
    counted = (
        sums[Kind.RESERVED] + sums[Kind.COMMITTED],
        sums[Kind.DELIVERED],
        sums[Kind.UNPAID],
    )
    if parts != counted:
        yield f"I2: the exposure of an account is {parts}, its obligations are {counted}"
    if dict(account.due) != {day: owed for day, owed in due.items() if not owed.is_zero}:
        yield "I2: what is due by day is not the sum of the open instalments"
    if dict(account.oldest) != Counter(first[0].due for first in _open(account)):
        yield "I2: the invoices by their oldest day are not those that are open and not disputed"
    yield from _collected(account)
    if sum(account.lots.values(), nothing) != exposure.unallocated:
        yield "I2: the unallocated credit of an account is not that of its payments"
    if any(part.is_negative for part in parts):
        yield f"I2: a part of an exposure is negative: {parts}"


def _open(account: CreditAccount) -> Iterator[tuple[Instalment, ...]]:
    """The invoices of which something is open and not disputed, each by its parts."""
    yield from (parts for o in account.obligations.values() if (parts := demanded(o)))


def _collected(account: CreditAccount) -> Iterator[str]:
    """COL-05: a stop follows a letter, reaches something, and spares an exempt account."""
    had = account.collection
    if bool(had.stopped) is not bool(had.reach) or (had.stopped and had.reached < LETTER_AND_STOP):
        yield "I11: an account is stopped without a level that says so, or before any letter"
    if had.stopped and WHOLE in had.exempt:
        yield "I11: an account is stopped and exempt at once"
    if bool(had.reached) is not (had.told is not None):
        yield "I11: an account reached a level of dunning on no day, or a day without a level"
    if account.pending and account.stage is not Holding.UNKNOWN and not had.stopped:
        yield "I11: an order waits for an account that is known and not stopped"


def _payment(payment: PaymentState) -> Iterator[str]:
    """Received - given back - taken back = sent + held + what nobody took, always."""
    parts = payment.parts
    if parts is None:
        return
    nothing = Money.zero(parts.amount.currency)
    placed = sum((h.sent + h.held for h in parts.holdings.values()), nothing)
    if parts.collected != placed + parts.free:
        yield "I2: what a payment brought is not what is placed, unplaced, given or taken back"
    if min(parts.given_back, parts.taken_back) < nothing or parts.amount < parts.taken_back:
        yield "I2: more of a payment was taken back than came in, or less than nothing given back"
    if payment.stage is PaymentStage.PLACED and not parts.free.is_zero:
        yield "I2: a payment is placed and some of it is with nobody"
    if payment.stage is PaymentStage.UNPLACED and not parts.free.is_positive:
        yield "I2: a payment is not placed and nothing of it is left"


def _receivable(receivable: Receivable) -> Iterator[str]:
    debt = receivable.debt
    if debt is None:
        return
    nothing, totals = Money.zero(debt.bill.currency), debt.totals
    if not totals.bills(debt.bill.lines):
        yield "I2: a line of an invoice is not its quantity times its price"
    if not totals.agree:
        yield "I2: lines, allowances, charges, taxes and totals of an invoice do not add up"
    parts = (debt.paid, debt.credited, debt.written_off, debt.outstanding)
    if min(parts) < nothing:
        yield "I2: paid, credited, written off or outstanding of an invoice is negative"
    if sum(parts, debt.settled) != debt.own:
        yield "I2: an invoice is not what is paid, credited, settled, written off and open of it"
    if sum(receivable.differences.values(), nothing) != debt.settled:
        yield "I2: what is settled of an invoice is not the differences of its payments"
    if not debt.written_off.is_zero and receivable.stage is not Paying.WRITTEN_OFF:
        yield f"I2: something is written off of an invoice that is {receivable.stage.value}"
    yield from _notes(receivable, debt)
    open_parts = sum((part.outstanding for part in debt.instalments), nothing)
    if open_parts != debt.unpaid:
        yield "I2: the open instalments are not what is outstanding or written off"
    booked = sum(receivable.payments.values(), nothing)
    if booked != debt.paid:
        yield "I2: the payments of an invoice are not what is paid of it"
    late = receivable.charges
    if min(debt_.open for debt_ in (late.costs, late.interest)) < nothing:
        yield "I2: more was paid or waived of late interest or fees than was charged"
    if receivable.stage in (Paying.SETTLED, Paying.WRITTEN_OFF) and not late.open.is_zero:
        yield f"I2: late interest or fees are open of an invoice that is {receivable.stage.value}"
    if receivable.is_paid and receivable.stage in (Paying.ISSUED, Paying.BLOCKED):
        yield f"I11: an invoice is paid in full and still {receivable.stage.value}"
    if receivable.stage is Paying.SETTLED and not debt.outstanding.is_zero:
        yield "I2: an invoice is settled and something is outstanding"


def _notes(receivable: Receivable, debt: Debt) -> Iterator[str]:
    """What is credited is what its notes say of the lines, of none more than it is worth."""
    nothing = Money.zero(debt.bill.currency)
    credited = tuple(receivable.credited_lines())
    if sum((line.amount for line in credited), nothing) != debt.credited:
        yield "I2: the credit notes of an invoice are not what is credited of it"
    left = left_of(worth(debt.bill.lines, debt.totals), credited)
    if any(min(one.net, one.tax) < min(nothing, one.total) for one in left.values()):
        yield "I2: more is credited of a line than it is worth"
