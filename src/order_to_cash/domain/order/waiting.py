"""What an order waits for: answers, the client, an approval, a delivery (FUL-06)."""

from typing import Final

from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.core.waiting import Party, Seen, Waiting, While
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order.lifecycle import Stage
from order_to_cash.domain.order.lines import FINISHED, LineStatus
from order_to_cash.domain.order.reserving import is_pending
from order_to_cash.domain.order.standing import held
from order_to_cash.domain.order.state import Order
from order_to_cash.domain.order.validation import unsettled
from order_to_cash.domain.trade.agreements import ReportCredit
from order_to_cash.domain.trade.offering import Kind

_VERIFYING: Final = (Stage.RECEIVED, Stage.IN_VALIDATION)
_DELIVERING: Final = (Stage.RELEASED, Stage.IN_DELIVERY, Stage.ON_HOLD)


def _open(command: type[c.Command]) -> While:
    """Whether a rule of the internal validation is open that this command can settle."""

    def holds(seen: Seen) -> bool:
        settled_by = unsettled(seen.process.settings, seen.state, seen.at)
        return any(command in commands for _, commands in settled_by)

    return holds


def _stock_unknown(seen: Seen) -> bool:
    order: Order = seen.state
    goods = any(line.is_goods for line in order.lines)
    return order.stage in _VERIFYING and goods and order.answers.stock is None


def _coverage_unknown(seen: Seen) -> bool:
    order: Order = seen.state
    services = any(line.item.kind is Kind.SERVICE for line in order.lines)
    return order.stage in _VERIFYING and services and order.answers.coverage is None


def _advance_unnumbered(seen: Seen) -> bool:
    """Whether billing is still to give the invoice of an advance its number."""
    order: Order = seen.state
    return any(one.kept.is_positive and not one.invoice for one in order.advances)


def _to_agree(seen: Seen) -> bool:
    order: Order = seen.state
    waiting = (LineStatus.PENDING, LineStatus.ON_HOLD)
    return _is_delivered(order) and any(line.status in waiting for line in order.lines)


def _is_delivered(order: Order) -> bool:
    """Whether deliveries are under way, and no stop of the account keeps them waiting."""
    return order.stage in _DELIVERING and not order.standing.stops_deliveries


def _stopped(seen: Seen) -> bool:
    """Whether the order waits for its account: to be stopped no more, or to say so (COL-05)."""
    order: Order = seen.state
    settings = seen.process.settings
    unsaid = settings.standing is not None and not order.standing.number
    return bool(held(settings, order)) or (unsaid and order.stage is Stage.IN_VALIDATION)


def _under_way(*, goods: bool) -> While:
    """Whether a line of that kind is agreed and not at its end."""

    def holds(seen: Seen) -> bool:
        order: Order = seen.state
        before = (*FINISHED, LineStatus.PENDING, LineStatus.ON_HOLD)
        return _is_delivered(order) and any(
            line.is_goods is goods and line.status not in before for line in order.lines
        )

    return holds


WAITS: Final = Waiting(
    aside=(
        c.AmendOrder,
        c.CancelOrder,
        c.HoldLine,
        c.FailLine,
        c.ReturnGoods,
    ),
    only={
        c.ReportParty: lambda seen: seen.state.answers.party is None,
        c.ReportOfferings: lambda seen: seen.state.answers.offerings is None,
        c.ReportStock: _stock_unknown,
        c.ReportCoverage: _coverage_unknown,
        ReportCredit: lambda seen: seen.state.stage is Stage.IN_CREDIT and not _stopped(seen),
        c.NoteStanding: _stopped,
        c.ReportReservation: lambda seen: is_pending(seen.state),
        c.ReportTerms: lambda seen: seen.state.answers.terms is None,
        c.AcceptTerms: _open(c.AcceptTerms),
        c.DecideFinancing: _open(c.DecideFinancing),
        c.TakePayment: _open(c.TakePayment),
        c.ReportAdvance: _advance_unnumbered,
        c.Schedule: _to_agree,
        c.ConfirmDelivery: _under_way(goods=True),
        c.ConfirmActivation: _under_way(goods=False),
    },
    behind=dict.fromkeys((c.TakePayment, c.NoteStanding), (Role.DISTRIBUTOR, Role.CUSTOMER)),
    urgent=(c.OverrideCredit, c.AcceptTerms, c.DecideFinancing, c.TakePayment),
    party=lambda order: Party(order.request.party, order.request.contact),
)
