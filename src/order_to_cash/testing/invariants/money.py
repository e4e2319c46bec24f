"""Laws of invoices and money: I1, I2 and I11."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from order_to_cash.domain.credit_account.events import SurplusUsed
from order_to_cash.domain.messages import BlockService, UnblockService
from order_to_cash.domain.money import Currency, Money
from order_to_cash.domain.order import events as order
from order_to_cash.domain.order.lifecycle import DONE, UNDELIVERED
from order_to_cash.domain.receivable import events as receivable
from order_to_cash.domain.receivable.lifecycle import Stage
from order_to_cash.domain.receivable.names import receivable_of
from order_to_cash.testing.invariants.evidence import Books, Evidence, Problems
from order_to_cash.testing.invariants.histories import commands
from order_to_cash.testing.invariants.states import state_problems

Sums: TypeAlias = Counter[Currency]
Paid: TypeAlias = dict[tuple[str, str], Money]


def every_state_adds_up(evidence: Evidence) -> Problems:
    """I2, I11: each state holds on its own, after every command."""
    for life in evidence.lives:
        for command, steps in commands(life):
            for said in state_problems(steps[-1].after):
                yield f"{said} ({life.case}, after {command})"


def every_completed_order_has_one_invoice(evidence: Evidence) -> Problems:
    """I1: one invoice for each completed order, none for another; at rest none is missing."""
    if evidence.books is None:
        return
    states = evidence.states("order")
    issued = Counter(invoice.bill.order for invoice in evidence.books.invoices.values())
    for case, times in issued.items():
        if times > 1:
            yield f"I1: {case} has {times} invoices"
        if case not in states or states[case].stage not in DONE:
            yield f"I1: {case} is not completed and has an invoice"
    if evidence.at_rest and not evidence.parked():
        yield from _missing(evidence.books, states, evidence.states("receivable"))


def _missing(books: Books, orders: dict[str, Any], receivables: dict[str, Any]) -> Iterator[str]:
    numbers = {invoice.bill.order: number for number, invoice in books.invoices.items()}
    for case, state in orders.items():
        raised = receivables.get(receivable_of("order", case))
        if state.stage not in DONE or (raised is not None and raised.stage is Stage.DRAFT):
            continue
        if case not in numbers:
            yield f"I1: {case} is completed and has no invoice"
        elif state.invoice != numbers[case]:
            yield f"I1: {case} knows its invoice as {state.invoice!r}, it is {numbers[case]}"
        elif books.invoices[numbers[case]].bill.lines != state.delivered:
            yield f"I1: the invoice of {case} is not what was delivered"


def no_money_is_lost(evidence: Evidence) -> Problems:
    """I2: at rest what came in is paid, kept, waiting or given back, to the minor unit."""
    if evidence.books is None or not evidence.at_rest or evidence.parked():
        return
    came = _summed(_came_in(evidence).values())
    went = _summed((*_taken_back(evidence), *(r.amount for r in evidence.books.refunds.values())))
    held = _summed(_held(evidence))
    for currency in Currency:
        if came[currency] != went[currency] + held[currency]:
            yield (
                f"I2: {came[currency]} came in, {went[currency]} went out and {held[currency]} "
                f"is held, in minor units of {currency.value}"
            )


def none_lies_where_nobody_looks(evidence: Evidence) -> Problems:
    """I2: at rest no money waits for the invoice of an order that ended without delivery."""
    if not evidence.at_rest or evidence.parked():
        return
    orders = evidence.states("order")
    for case, state in evidence.states("receivable").items():
        ended = orders.get(case.removeprefix("order/"))
        if state.parked and ended is not None and ended.stage in UNDELIVERED:
            yield f"I2: money waits in {case} for an order that ended without delivery"


def what_is_paid_is_not_blocked(evidence: Evidence) -> Problems:
    """I11: at rest the technical team was told last what the receivable says."""
    if evidence.books is None or not evidence.at_rest or evidence.parked():
        return
    last: dict[str, bool] = {}
    for instruction in evidence.books.instructions.values():
        if isinstance(instruction, BlockService | UnblockService):
            last[instruction.order] = isinstance(instruction, BlockService)
    for case, state in evidence.states("receivable").items():
        blocked = last.get(case.removeprefix("order/"), False)
        if blocked is not (state.stage is Stage.BLOCKED) and state.stage is not Stage.WRITTEN_OFF:
            yield f"I11: {case} is {state.stage.value}, its service blocked: {blocked}"


def _summed(amounts: Iterable[Money]) -> Sums:
    sums: Sums = Counter()
    for amount in amounts:
        sums[amount.currency] += amount.minor
    return sums


def _came_in(evidence: Evidence) -> Paid:
    """Each payment from outside once, by order and id, wherever it was recorded."""
    seen: Paid = {}
    used = set(_credit_put_to_use(evidence))
    for life in evidence.lives:
        case = life.case.removeprefix("order/")
        for step in life.steps:
            for id_, amount in _payment(step.event, step.before):
                if (case, id_) not in used:
                    seen.setdefault((case, id_), amount)
    return seen


def _credit_put_to_use(evidence: Evidence) -> Iterator[tuple[str, str]]:
    for life in evidence.of("credit_account"):
        for event in (step.event for step in life.steps):
            if isinstance(event, SurplusUsed):
                yield event.order, event.payment


def _payment(event: Any, before: Any) -> Iterator[tuple[str, Money]]:
    match event:
        case (
            order.PaidUpFront(payment)
            | order.PaymentForwarded(payment)
            | order.PaymentReturned(payment)
            | receivable.PaymentParked(payment)
            | receivable.PaymentAllocated(payment)
        ):
            yield payment.id, payment.amount
        case receivable.SurplusReceived(id_, amount) if id_ not in before.payments:
            yield id_, amount


def _taken_back(evidence: Evidence) -> Iterator[Money]:
    for life in evidence.of("receivable"):
        for event in (step.event for step in life.steps):
            if isinstance(event, receivable.PaymentReversed | receivable.SurplusReversed):
                yield event.amount


def _held(evidence: Evidence) -> Iterator[Money]:
    for state in evidence.states("order").values():
        if state.stage not in (*DONE, *UNDELIVERED):
            yield from (payment.amount for payment in state.prepaid)
    for state in evidence.states("receivable").values():
        yield from (payment.amount for payment in state.parked)
        if state.debt is not None:
            yield state.debt.paid
    for state in evidence.states("credit_account").values():
        yield state.exposure.unallocated


LAWS: Final = (
    every_state_adds_up,
    every_completed_order_has_one_invoice,
    no_money_is_lost,
    none_lies_where_nobody_looks,
    what_is_paid_is_not_blocked,
)
