"""How each event changes an order."""

from datetime import datetime
from typing import Any, Final, TypeAlias, assert_never

from order_to_cash.domain.core.by_class import by_class
from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.facts import Answers, CoverageReport, OrderRequest, StockReport
from order_to_cash.domain.order.kept import (
    kept_after,
    lessened,
    nothing_kept,
    restocked,
    settled,
)
from order_to_cash.domain.order.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.order.lines import Line, Paper, Pieces, progress, sent_back
from order_to_cash.domain.order.state import INITIAL, Credit, Order
from order_to_cash.domain.trade.billing import Payment


def evolve(order: Order, event: e.Event) -> Order:
    """The order once the event has happened."""
    stage = LIFECYCLE.after(order.stage, event)
    made: Order = _CHANGES[type(event)](order, event, stage)
    return made


_Request: TypeAlias = (
    e.OrderReceived
    | e.InformationCompleted
    | e.InformationAdded
    | e.OrderAmended
    | e.DetailsAmended
    | e.TermsAccepted
)


def _requested(order: Order, event: _Request, stage: Stage) -> Order:
    match event:
        case e.OrderReceived(id_, request, by):
            begun = {"stage": stage, "id": id_, "request": request, "requested_by": by}
            return changed(INITIAL, lines=_lines(request), **begun)
        case e.InformationCompleted(request) | e.InformationAdded(request):
            return changed(order, stage=stage, request=request, lines=_lines(request))
        case e.OrderAmended() | e.DetailsAmended():
            return changed(_amended(order, event), stage=stage)
        case e.TermsAccepted(acceptance):
            others = (a for a in order.request.accepted if a != acceptance)
            request_ = changed(order.request, accepted=(*others, acceptance))
            return changed(order, stage=stage, request=request_)
        case _:
            assert_never(event)


def _heard(order: Order, event: "_Answer", stage: Stage) -> Order:
    return changed(order, stage=stage, answers=_answered(order, event))


_Judged: TypeAlias = (
    e.OrderVerified
    | e.StandingNoted
    | e.FinancingDecided
    | e.OrderCompleted
    | e.OrderPartlyCompleted
)


def _judged(order: Order, event: _Judged, stage: Stage) -> Order:
    match event:
        case e.OrderVerified(_, lines, total):
            return changed(order, stage=stage, bill=lines, total=total)
        case e.OrderCompleted(at) | e.OrderPartlyCompleted(at):
            return changed(order, stage=stage, papers=order.papers or _whole(order, at))
        case e.StandingNoted(standing):
            return changed(order, stage=stage, standing=standing)
        case e.FinancingDecided(approval):
            return changed(order, stage=stage, approval=approval)
        case _:
            assert_never(event)


_Credited: TypeAlias = e.CreditApproved | e.CreditDeclined | e.CreditOverridden


def _credited(order: Order, event: _Credited, stage: Stage) -> Order:
    return changed(order, stage=stage, credit=_credit(order.credit, event))


def _credit(credit: Credit, event: _Credited) -> Credit:
    match event:
        case e.CreditApproved(approval):
            return changed(credit, approval=approval)
        case e.CreditDeclined(declined, closes):
            return Credit(declined=declined, closes=closes)
        case e.CreditOverridden(override):
            return Credit(override=override)
        case _:
            assert_never(event)


_OfLine: TypeAlias = (
    e.LineScheduled
    | e.LineDelivered
    | e.LineActivated
    | e.LineHeld
    | e.LineFailed
    | e.RestCancelled
)


def _on_line(order: Order, event: _OfLine, stage: Stage) -> Order:
    asked, lines = lessened(order.reservation, event), progress(order.lines, event)
    return changed(order, stage=stage, lines=lines, reservation=asked)


_Reserved: TypeAlias = e.ReservationAsked | e.GoodsReserved | e.GoodsShort | e.ReservationLapsed


def _reserved(order: Order, event: _Reserved, stage: Stage) -> Order:
    lines, known = kept_after(order.lines, order.reservation, event)
    answers = restocked(order.answers, event)
    return changed(order, stage=stage, lines=lines, reservation=known, answers=answers)


_Paid: TypeAlias = e.PaidUpFront | e.PrepaymentRecalled | e.PaymentForwarded | e.PaymentReturned


def _paid(order: Order, event: _Paid, stage: Stage) -> Order:
    match event:
        case e.PaidUpFront(payment):
            return changed(order, stage=stage, prepaid=(*order.prepaid, payment))
        case e.PrepaymentRecalled(payment_id):
            return changed(order, stage=stage, prepaid=_without(order.prepaid, payment_id))
        case e.PaymentForwarded(payment) | e.PaymentReturned(payment):
            return changed(order, stage=stage, prepaid=_less(order.prepaid, payment))
        case _:
            assert_never(event)


_Ended: TypeAlias = e.OrderRejected | e.OrderCancelled | e.OrderFailed


def _ended(order: Order, event: _Ended, stage: Stage) -> Order:
    order = changed(order, stage=stage, **nothing_kept(order.lines, order.reservation))
    if isinstance(event, e.OrderRejected):
        return changed(order, rejection=_first(event.decision.failures))
    return order


_OnlyStage: TypeAlias = (
    e.InformationMissing
    | e.CreditNotRequired
    | e.CreditPending
    | e.CreditLapsed
    | e.OrderReleased
    | e.DeliveriesStopped
    | e.DeliveriesResumed
    | e.OrderHeld
    | e.OrderResumed
    | e.CancellationAsked
    | e.CancellationRefused
    | e.CancellationGranted
    | e.OrderWithdrawn
    | e.SatisfactionRecorded
    | e.SupportRequested
)


def _moved(order: Order, _event: _OnlyStage, stage: Stage) -> Order:
    return changed(order, stage=stage)


_Answer: TypeAlias = (
    e.PartyReported
    | e.OfferingsReported
    | e.StockReported
    | e.CoverageReported
    | e.TermsReported
    | e.AvailabilityLapsed
)


def _answered(order: Order, event: _Answer) -> Answers:
    answers = order.answers
    match event:
        case e.PartyReported(record):
            return changed(answers, party=(record,) if record else ())
        case e.OfferingsReported(offerings):
            return changed(answers, offerings=offerings)
        case e.StockReported(warehouse, stock, at):
            return changed(answers, stock=StockReport(warehouse, stock, at))
        case e.CoverageReported(coverage, at):
            zone = order.request.zone or ""
            return changed(answers, coverage=CoverageReport(zone, coverage, at))
        case e.TermsReported(items):
            return changed(answers, terms=items)
        case e.AvailabilityLapsed():
            return changed(answers, stock=None, coverage=None)
        case _:
            assert_never(event)


def _returned(order: Order, event: e.LineReturned, stage: Stage) -> Order:
    papers, _ = sent_back(order.papers, event.line, event.quantity)
    lines = progress(order.lines, event)
    return changed(order, stage=stage, lines=lines, papers=papers, rest=event.rest)


def _amended(order: Order, event: e.OrderAmended | e.DetailsAmended) -> Order:
    """What depends on what was amended is open again; who pays and what was paid stays."""
    if isinstance(event, e.DetailsAmended):
        return changed(order, request=event.request)
    fields, known = event.fields, order.answers
    moved = "items" in fields or "zone" in fields
    answers = Answers(
        party=known.party,
        offerings=None if "items" in fields else known.offerings,
        stock=None if moved else known.stock,
        coverage=None if moved else known.coverage,
    )
    return changed(
        order,
        request=event.request,
        lines=_lines(event.request),
        answers=answers,
        bill=(),
        total=None,
        credit=Credit(),
        approval=None,
        amended=order.amended + 1,
        reservation=settled(order.reservation),
    )


_OnPaper: TypeAlias = e.DeliveryBilled | e.PiecesCredited | e.InvoiceNoted


def _on_paper(order: Order, event: _OnPaper, stage: Stage) -> Order:
    match event:
        case e.DeliveryBilled(line, start, end, _, rest, at):
            paper = Paper(len(order.papers) + 1, (Pieces(line, start, end),), at)
            return changed(order, stage=stage, papers=(*order.papers, paper), rest=rest)
        case e.PiecesCredited(number, amount):
            before = (paper.credited for paper in order.papers if paper.number == number)
            credited = sum((one for one in before if one is not None), amount)
            papers = _papers(order, number, credited=credited)
            return changed(order, stage=stage, papers=papers)
        case e.InvoiceNoted(invoice, number):
            papers = _papers(order, number, invoice=invoice)
            return changed(order, stage=stage, invoice=invoice, papers=papers)
        case _:
            assert_never(event)


def _papers(order: Order, number: int, **changes: Any) -> tuple[Paper, ...]:
    return tuple(changed(p, **changes) if p.number == number else p for p in order.papers)


def _whole(order: Order, at: datetime) -> tuple[Paper, ...]:
    """The one invoice of an order that is invoiced at its completion."""
    return (Paper(0, tuple(Pieces(x.number, 0, x.kept) for x in order.lines if x.kept), at),)


def _less(held: tuple[Payment, ...], gone: Payment) -> tuple[Payment, ...]:
    """What is held without so much of a payment."""
    return tuple(
        known if known.id != gone.id else changed(known, amount=known.amount - gone.amount)
        for known in held
        if known.id != gone.id or known.amount != gone.amount
    )


def _without(held: tuple[Payment, ...], payment: str) -> tuple[Payment, ...]:
    return tuple(known for known in held if known.id != payment)


def _lines(request: OrderRequest) -> tuple[Line, ...]:
    return tuple([Line(number, item) for number, item in enumerate(request.items, 1)])


def _first(failures: tuple[Finding, ...]) -> str:
    return failures[0].rule if failures else ""


_CHANGES: Final = by_class(
    e.Event,
    (_Request, _requested),
    (_Answer, _heard),
    (_Judged, _judged),
    (_Credited, _credited),
    (_OfLine, _on_line),
    (e.LineReturned, _returned),
    (_OnPaper, _on_paper),
    (_Reserved, _reserved),
    (_Paid, _paid),
    (_Ended, _ended),
    (_OnlyStage, _moved),
)
"""How each event changes an order."""
