"""What the cases of every process amount to, by figure and currency."""

import enum
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from order_to_cash.domain.charge_obligation import ChargeObligation
from order_to_cash.domain.core import BrokenDefinition, Currency, Money
from order_to_cash.domain.credit_account import CreditAccount
from order_to_cash.domain.credit_account.collecting import DAY, owed_by_day
from order_to_cash.domain.order import Order
from order_to_cash.domain.order.lifecycle import UNDELIVERED
from order_to_cash.domain.payment import PaymentState
from order_to_cash.domain.plan_change import PlanChange
from order_to_cash.domain.plan_change import Stage as PlanChangeStage
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable import Stage as ReceivableStage
from order_to_cash.domain.receivable.lifecycle import OWING
from order_to_cash.domain.technical_claim import TechnicalClaim
from order_to_cash.domain.transfer import Transfer, TransferProcess
from order_to_cash.operators.operator import AnyProcess


class Figure(enum.StrEnum):
    """What is summed; invoiced = collected + credited + settled + written off + outstanding."""

    INVOICED = "invoiced"
    COLLECTED = "collected"
    CREDITED = "credited"
    SETTLED = "settled as small differences"
    WRITTEN_OFF = "written off"
    OUTSTANDING = "outstanding"
    OVERDUE = "overdue"
    RESERVED = "reserved"
    DELIVERED = "delivered, to be invoiced"
    UNALLOCATED = "unallocated"
    ADVANCE = "paid ahead of the invoice"
    CHARGED = "charged once, on the next invoice"
    IN_CASH = "fees paid in cash"
    GIVEN_BACK = "given back"
    TAKEN_BACK = "taken back by the bank"
    UNPLACED = "received, taken by no case"
    CREDITED_ELSEWHERE = "credited on bills that are followed elsewhere"
    LATE_PAID = "late interest and fees, collected"
    LATE_OPEN = "late interest and fees, open"
    STOPPED = "overdue of accounts that are stopped"


Sums: TypeAlias = dict[Currency, dict[Figure, Money]]


Dated: TypeAlias = tuple[date, Figure, Money]
"""What adds to a figure from a local day on, whatever is done until then or not."""


def figures_of(process: AnyProcess, state: Any, today: date) -> Iterator[tuple[Figure, Money]]:
    """What one case adds to which figure, on that local day."""
    yield from lasting_figures(process, state)
    yield from ((figure, amount) for day, figure, amount in dated_figures(state) if day <= today)


def dated_figures(state: Any) -> Iterator[Dated]:
    """What adds to a figure only from a day on: a part that is past due from the day after it."""
    match state:
        case Receivable(debt=debt, stage=stage) if debt is not None and stage in OWING:
            for part in debt.instalments:
                yield part.due + DAY, Figure.OVERDUE, part.outstanding
        case CreditAccount() if state.collection.stopped:
            yield from ((day + DAY, Figure.STOPPED, owed) for day, owed, _ in owed_by_day(state))
        case _:
            pass


def lasting_figures(process: AnyProcess, state: Any) -> Iterator[tuple[Figure, Money]]:
    """What one case adds to which figure, on every day."""
    match state:
        case Receivable():
            yield from _of_receivable(state)
        case CreditAccount(exposure=exposure):
            yield Figure.RESERVED, exposure.reserved
            yield Figure.DELIVERED, exposure.delivered
            yield Figure.UNALLOCATED, exposure.unallocated
        case PaymentState(parts=parts) if parts is not None:
            yield Figure.GIVEN_BACK, parts.given_back
            yield Figure.TAKEN_BACK, parts.taken_back
            yield Figure.UNPLACED, parts.free
        case Order(stage=stage) if stage not in UNDELIVERED:
            yield from ((Figure.ADVANCE, payment.amount) for payment in state.prepaid)
        case Transfer(asked=asked) if asked is not None and isinstance(process, TransferProcess):
            yield Figure.IN_CASH, state.fee.paid
            yield Figure.CHARGED, process.charged(state)
        case PlanChange(stage=PlanChangeStage.APPLIED):
            difference = state.proposed.difference
            yield (
                (Figure.GIVEN_BACK, -difference)
                if difference.is_negative
                else (Figure.CHARGED, difference)
            )
        case TechnicalClaim():
            yield from ((Figure.GIVEN_BACK, refund.amount) for refund in state.refunded)
        case ChargeObligation(credits=credited):
            elsewhere = (credit.amount for credit in credited if credit.receivable is None)
            yield from ((Figure.CREDITED_ELSEWHERE, amount) for amount in elsewhere)
        case _ if (own := getattr(process, "figures", None)) is not None:
            yield from ((_named(process, name), amount) for name, amount in own(state))
        case _:
            pass


def _named(process: AnyProcess, name: str) -> Figure:
    """The figure that a process of somebody's own adds to."""
    known = {figure.name.lower(): figure for figure in Figure}
    if name not in known:
        raise BrokenDefinition(
            f"{process.name} adds to the figure {name}, which no report has; name one of: "
            f"{', '.join(known)}",
            code="cli.unknown-figure",
        )
    return known[name]


def _of_receivable(receivable: Receivable) -> Iterator[tuple[Figure, Money]]:
    debt, stage = receivable.debt, receivable.stage
    if debt is None or stage in (ReceivableStage.NEW, ReceivableStage.DRAFT):
        return
    yield Figure.INVOICED, debt.own
    yield Figure.COLLECTED, debt.paid
    yield Figure.CREDITED, debt.credited
    yield Figure.SETTLED, debt.settled
    late = receivable.charges
    yield Figure.LATE_PAID, late.costs.collected + late.interest.collected
    yield Figure.LATE_OPEN, late.open
    if stage is ReceivableStage.WRITTEN_OFF:
        yield Figure.WRITTEN_OFF, debt.written_off
    elif stage in OWING:
        yield Figure.OUTSTANDING, debt.outstanding


def add(sums: Sums, figures: Iterable[tuple[Figure, Money]]) -> None:
    """Add each to the sums of its currency."""
    for figure, amount in figures:
        currency = amount.currency
        if currency not in sums:
            sums[currency] = dict.fromkeys(Figure, Money.zero(currency))
        sums[currency][figure] = sums[currency][figure] + amount
