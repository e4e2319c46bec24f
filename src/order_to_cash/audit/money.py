"""Laws of invoices and money: I1, I2 and I11."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from order_to_cash.audit.evidence import Books, Evidence, Invoice, Problems
from order_to_cash.audit.histories import commands
from order_to_cash.audit.states import state_problems
from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.order import Paper
from order_to_cash.domain.order.lifecycle import DONE, UNDELIVERED
from order_to_cash.domain.receivable import Debt, Receivable, Stage
from order_to_cash.domain.trade import BlockService, Totals, UnblockService
from order_to_cash.domain.trade.agreements import ORDER, receivable_of

Holdings: TypeAlias = dict[tuple[str, str], Money]


def every_state_adds_up(evidence: Evidence) -> Problems:
    """I2, I11: each state holds on its own, after every command."""
    for life in evidence.lives:
        for command, steps in commands(life):
            for said in state_problems(steps[-1].after):
                yield f"{said} ({life.name}, after {command})"


def every_completed_order_has_one_invoice(evidence: Evidence) -> Problems:
    """I1: no order has two invoices, and none has one that is not completed."""
    if evidence.books is None:
        return
    states = evidence.states("order")
    invoices = evidence.books.invoices.values()
    known = evidence.states("receivable")
    for name, times in Counter(invoice.receivable for invoice in invoices).items():
        if times > 1:
            yield f"I1: receivable/{name} has {times} invoices"
        if name not in known:
            yield f"I1: the ledger has an invoice of receivable/{name}, which is no case"
    papers = {(case, name) for case, state in states.items() for name in _invoices(case, state)}
    issued = Counter(invoice.order for invoice in invoices if _of_order(invoice))
    for case, times in issued.items():
        if times > max(1, len(_invoices(case, states[case])) if case in states else 0):
            yield f"I1: order/{case} has {times} invoices"
    for invoice in invoices:
        if _of_order(invoice) and (invoice.order, invoice.receivable) not in papers:
            yield f"I1: order/{invoice.order} is not completed and has an invoice"


def _invoices(case: str, order: Any) -> tuple[str, ...]:
    """The receivables of an order: of what was delivered, and of what is paid in advance."""
    numbers = (one.number for one in (*order.papers, *order.advances))
    return tuple(receivable_of(ORDER, case, number) for number in numbers)


def _of_order(invoice: Invoice) -> bool:
    """Whether an order is billed, and not another process, or billing on its own."""
    return invoice.receivable.startswith(f"{ORDER}/")


def no_invoice_is_missing(evidence: Evidence) -> Problems:
    """I1, I2: each completed order has its invoice, of what was delivered and what is owed."""
    if evidence.books is not None:
        orders, receivables = evidence.states("order"), evidence.states("receivable")
        yield from _missing(evidence.books, orders, receivables)


def _missing(books: Books, orders: dict[str, Any], receivables: dict[str, Any]) -> Iterator[str]:
    numbers = {invoice.receivable: n for n, invoice in books.invoices.items() if _of_order(invoice)}
    for case, state, paper, name in _papers(orders):
        raised = receivables.get(name)
        if raised is not None and raised.stage is Stage.DRAFT:
            continue
        if name not in numbers:
            yield f"I1: order/{case} is completed and has no invoice"
        elif paper.invoice != numbers[name]:
            yield f"I1: order/{case} knows its invoice as {paper.invoice!r}, it is {numbers[name]}"
        elif books.invoices[numbers[name]].lines != paper.billed(state.bill):
            yield f"I1: the invoice of order/{case} is not what was delivered"
        elif raised is not None and raised.debt is not None:
            yield from _other_totals(case, books.invoices[numbers[name]], raised.debt.totals)
            share = raised.debt.elsewhere
            beside = receivables.get(f"{name}/{share.name}") if share is not None else None
            yield from _other_credit(case, paper, raised, beside)


def advances_are_where_they_belong(evidence: Evidence) -> Problems:
    """I2, PRI-10: at rest each advance is what its order asked for, credited or deducted once."""
    receivables = evidence.states("receivable")
    for case, order in evidence.states("order").items():
        bills = [
            debt.bill
            for paper in order.papers
            if (debt := _debt(receivables, case, paper.number)) is not None
        ]
        for one in order.advances:
            debt = _debt(receivables, case, one.number)
            if debt is None or not one.invoice:
                continue
            parts = (x.amount for b in bills for x in b.prepaid if x.invoice == one.invoice)
            deducted = Money.sum_of(parts, one.amount.currency)
            if debt.totals.total != one.amount or debt.bill.lines != one.lines:
                yield f"I2: advance {one.invoice} of order/{case} is not what it asked for"
            if one.amount < deducted:
                yield f"I2: {deducted} are deducted of advance {one.invoice} over {one.amount}"
            if debt.credited < one.credited:
                yield f"I2: {debt.credited} are credited of advance {one.invoice}, not all that is"
            if order.stage in DONE and one.left.is_positive:
                yield f"I2: {one.left} of advance {one.invoice} of order/{case} are forgotten"


def _debt(receivables: dict[str, Any], case: str, number: int) -> Debt | None:
    raised = receivables.get(receivable_of(ORDER, case, number))
    return None if raised is None else raised.debt


def _papers(orders: dict[str, Any]) -> Iterator[tuple[str, Any, Paper, str]]:
    """Each invoice that each order should have, and the receivable that it is."""
    for case, state in orders.items():
        for paper in state.papers:
            yield case, state, paper, receivable_of(ORDER, case, paper.number)


def _other_credit(
    case: str, paper: Paper, receivable: Receivable, beside: Receivable | None
) -> Iterator[str]:
    """Of what came back all was credited, or the whole invoice for other reasons.

    Of a share that is owed on another account it may be credited too.

    What somebody took back of that with a debit note, by name and with a reason, was credited too.
    """
    due, debt = paper.credited, receivable.owed
    if due is None or debt.unpaid.is_zero:
        return
    both = (receivable,) if beside is None else (receivable, beside)
    credited = Money.sum_of(map(_ever_credited, both), due.currency)
    if credited < due:
        yield f"I2: {credited} are credited of an invoice of order/{case}, {due} came back"


def _ever_credited(receivable: Receivable) -> Money:
    """What is credited, and what was until somebody took its note back."""
    debt = receivable.owed
    back = (x.amount for note in receivable.notes if note.taken_back for x in note.lines)
    return debt.credited + Money.sum_of(back, debt.bill.currency)


def _other_totals(case: str, invoice: Invoice, owed: Totals) -> Iterator[str]:
    billed = (invoice.net, invoice.tax, invoice.total)
    if billed != (owed.net, owed.tax, owed.total):
        yield f"I2: the invoice of order/{case} is {billed[2]}, its receivable says {owed.total}"


def every_payment_is_where_it_says(evidence: Evidence) -> Problems:
    """I2: at rest each holder has what the payment says, and nothing is under way."""
    said: Holdings = {}
    for payment, state in evidence.states("payment").items():
        for name, holding in state.money.holdings.items():
            said[payment, name] = holding.held
            if not holding.sent.is_zero:
                yield f"I2: {holding.sent} of payment/{payment} never reached {name}"
    held = {key: amount for key, amount in _held(evidence) if not amount.is_zero}
    for payment, name in sorted({*said, *held}):
        mine, theirs = held.get((payment, name)), said.get((payment, name))
        if mine != theirs:
            yield f"I2: {name} has {mine} of payment/{payment}, which says {theirs}"


def a_history_holds_what_is_paid(evidence: Evidence) -> Problems:
    """I2: at rest an account knows as paid what is paid of its invoices, and nothing else."""
    if evidence.parked():
        return
    debts = [state.debt for state in evidence.states("receivable").values() if state.debt]
    for name, account in evidence.states("credit_account").items():
        known, currency = account.history.paid, account.currency
        paid = (debt.paid for debt in debts if _is_owed_by(debt, name, currency))
        if known != (all_paid := Money.sum_of(paid, currency)):
            yield f"I2: credit_account/{name} knows {known} as paid, its invoices say {all_paid}"


def _is_owed_by(debt: Debt, account: str, currency: Currency) -> bool:
    return debt.bill.account == account and debt.bill.currency is currency


def the_ledger_knows_every_payment(evidence: Evidence) -> Problems:
    """I2: at rest the ledger says of every payment what came in, went back and was taken back."""
    books = evidence.books
    if books is None:
        return
    came = {receipt.payment: receipt.amount for receipt in books.receipts.values()}
    states = evidence.states("payment")
    times = Counter(receipt.payment for receipt in books.receipts.values())
    for payment in sorted({*came, *states}):
        if times[payment] > 1:
            yield f"I2: the ledger took in payment/{payment} twice"
        mine = states[payment].money.amount if payment in states else None
        if came.get(payment) != mine:
            theirs = came.get(payment)
            yield f"I2: the ledger took in {theirs} of payment/{payment}, which says {mine}"
    for payment, state in states.items():
        money, currency = state.money, state.money.amount.currency
        given = [r.amount for r in books.refunds.values() if r.payment == payment]
        if Money.sum_of(given, currency) != money.given_back:
            yield f"I2: the ledger gave back another amount of payment/{payment} than the case says"
        taken = [back.amount for back in books.charge_backs.values() if back.payment == payment]
        if (gone := Money.sum_of(taken, currency)) != money.taken_back:
            said = money.taken_back
            yield f"I2: the ledger lost {gone} of payment/{payment} to the bank, the case {said}"


def what_is_paid_is_not_blocked(evidence: Evidence) -> Problems:
    """I11: at rest the technical team was told last what the receivable says."""
    if evidence.books is None:
        return
    last: dict[str, bool] = {}
    for key, instruction in evidence.books.instructions.items():
        if isinstance(instruction, BlockService | UnblockService):
            last[key.rsplit(":", 2)[0]] = isinstance(instruction, BlockService)
    for case, state in evidence.states("receivable").items():
        blocked = last.get(f"receivable/{case}", False)
        if blocked is not state.blocked:
            yield f"I11: receivable/{case} is {state.stage.value}, its service blocked: {blocked}"


def _held(evidence: Evidence) -> Iterator[tuple[tuple[str, str], Money]]:
    """What each case holds of each payment, where that is more or less than nothing."""
    for case, state in evidence.states("order").items():
        for payment in state.prepaid if state.stage not in UNDELIVERED else ():
            yield (payment.id, f"order/{case}"), payment.amount
    for case, state in evidence.states("receivable").items():
        for name, amount in state.held.items():
            yield (name, f"receivable/{case}"), amount
    for case, state in evidence.states("credit_account").items():
        for name, amount in state.lots.items():
            yield (name, f"credit_account/{case}"), amount


LAWS: Final = (
    every_state_adds_up,
    every_completed_order_has_one_invoice,
    no_invoice_is_missing,
    advances_are_where_they_belong,
    every_payment_is_where_it_says,
    a_history_holds_what_is_paid,
    the_ledger_knows_every_payment,
    what_is_paid_is_not_blocked,
)
