"""How each event changes an order."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, assert_never

from order_to_cash.domain.core.by_class import by_class
from order_to_cash.domain.core.decision import Finding
from order_to_cash.domain.core.entity import changed
from order_to_cash.domain.order import clearing_events as e
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.facts import (
    Acceptance,
    Answers,
    CoverageReport,
    OrderRequest,
    StockReport,
)
from order_to_cash.domain.order.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.order.lines import (
    OfReservation,
    advances_after,
    kept_after,
    less_given_back,
    less_used,
    lessened,
    none_needed,
    nothing_kept,
    paid_towards,
    progress,
    restocked,
    sent_back,
    settled,
)
from order_to_cash.domain.order.state import INITIAL, Credit, Line, Order, Paper, Pieces
from order_to_cash.domain.trade.billing import Payment


def evolve(order: Order, event: d.Event) -> Order:
    """The order once the event has happened."""
    stage = LIFECYCLE.after(order.stage, event)
    return _CHANGES[type(event)](order, event, stage)


_Request: TypeAlias = (
    e.OrderReceived | e.InformationCompleted | e.InformationAdded | e.TermsAccepted
)


def _requested(order: Order, event: _Request, stage: Stage) -> Order:
    match event:
        case e.OrderReceived(id_, request, by):
            lines = _lines(request)
            return changed(
                INITIAL, stage=stage, id=id_, request=request, requested_by=by, lines=lines
            )
        case e.InformationCompleted(request) | e.InformationAdded(request):
            return changed(order, stage=stage, request=request, lines=_lines(request))
        case e.TermsAccepted(acceptance):
            return changed(order, stage=stage, request=_accepting(order.request, acceptance))
        case _:
            assert_never(event)


def _heard(order: Order, event: "_Answer", stage: Stage) -> Order:
    return changed(order, stage=stage, answers=_answered(order, event))


_Judged: TypeAlias = e.OrderVerified | d.StandingNoted | e.FinancingDecided | e.CreditNotRequired


def _judged(order: Order, event: _Judged, stage: Stage) -> Order:
    match event:
        case e.OrderVerified(_, lines, total):
            return changed(order, stage=stage, bill=lines, total=total)
        case e.CreditNotRequired():
            return changed(order, stage=stage, advances=none_needed(order.advances))
        case d.StandingNoted(standing):
            return changed(order, stage=stage, standing=standing)
        case e.FinancingDecided(approval):
            return changed(order, stage=stage, approval=approval)
        case _:
            assert_never(event)


_OfCredit: TypeAlias = e.CreditApproved | e.CreditDeclined | e.CreditOverridden


def _credited(order: Order, event: _OfCredit, stage: Stage) -> Order:
    return changed(order, stage=stage, credit=_credit(order.credit, event))


_OfAdvance: TypeAlias = e.AdvanceBilled | e.AdvanceCredited | e.AdvanceReported


def _advanced(order: Order, event: _OfAdvance, stage: Stage) -> Order:
    return changed(order, stage=stage, advances=advances_after(order.advances, event))


def _accepting(request: OrderRequest, acceptance: Acceptance) -> OrderRequest:
    others = (known for known in request.accepted if known != acceptance)
    return changed(request, accepted=(*others, acceptance))


_Money: TypeAlias = e.PaidUpFront | e.PrepaymentRecalled | e.PaymentForwarded | e.PaymentReturned


def _held(order: Order, event: _Money, stage: Stage) -> Order:
    """The order once money came or went: what it holds, and what its advances were sent."""
    match event:
        case e.PaidUpFront(payment):
            return changed(order, stage=stage, prepaid=(*order.prepaid, payment))
        case e.PrepaymentRecalled(payment_id):
            return changed(order, stage=stage, prepaid=_without(order.prepaid, payment_id))
        case e.PaymentForwarded(payment, number):
            sent = paid_towards(order.advances, number, payment.amount)
            return changed(order, stage=stage, prepaid=_less(order.prepaid, payment), advances=sent)
        case e.PaymentReturned(payment):
            return changed(order, stage=stage, prepaid=_less(order.prepaid, payment))
        case _:
            assert_never(event)


def _credit(credit: Credit, event: _OfCredit) -> Credit:
    match event:
        case e.CreditApproved(approval):
            return changed(credit, approval=approval)
        case e.CreditDeclined(declined, closes):
            return Credit(declined=declined, closes=closes)
        case e.CreditOverridden(override):
            return Credit(override=override)
        case _:
            assert_never(event)


def _moved(order: Order, _event: d.OnlyStage, stage: Stage) -> Order:
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


_OfLine: TypeAlias = (
    d.LineScheduled
    | d.LineDelivered
    | d.LineActivated
    | d.LineHeld
    | d.LineFailed
    | d.RestCancelled
)


def _progressed(order: Order, event: _OfLine, stage: Stage) -> Order:
    asked = lessened(order.reservation, event)
    return changed(order, stage=stage, lines=progress(order.lines, event), reservation=asked)


def _kept(order: Order, event: OfReservation, stage: Stage) -> Order:
    lines, known = kept_after(order.lines, order.reservation, event)
    answers = restocked(order.answers, event)
    return changed(order, stage=stage, lines=lines, reservation=known, answers=answers)


def _undone(
    order: Order, event: e.OrderRejected | d.OrderCancelled | d.OrderFailed, stage: Stage
) -> Order:
    """An order that ends without delivery: nothing is kept, all advances are credited."""
    why = order.rejection
    if isinstance(event, e.OrderRejected):
        why = _first(event.decision.failures)
    none = none_needed(order.advances)
    kept = nothing_kept(order.lines, order.reservation)
    return changed(order, stage=stage, rejection=why, advances=none, **kept)


def _returned(order: Order, event: d.LineReturned, stage: Stage) -> Order:
    papers, _ = sent_back(order.papers, event.line, event.quantity)
    return changed(
        order, stage=stage, lines=progress(order.lines, event), papers=papers, rest=event.rest
    )


def _amended(order: Order, event: e.OrderAmended | e.DetailsAmended, stage: Stage) -> Order:
    """What depends on what was amended is open again; who pays and what was paid stays."""
    if isinstance(event, e.DetailsAmended):
        return changed(order, stage=stage, request=event.request)
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
        stage=stage,
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


_OnPaper: TypeAlias = d.DeliveryBilled | d.PiecesCredited | d.InvoiceNoted


def _on_paper(order: Order, event: _OnPaper, stage: Stage) -> Order:
    match event:
        case d.DeliveryBilled(line, start, end, _, rest, at, deducted):
            parts = (Pieces(line, start, end),)
            paper = Paper(order.next_paper, parts, at, deducted=deducted)
            left = less_used(order.advances, deducted)
            return changed(
                order, stage=stage, papers=(*order.papers, paper), rest=rest, advances=left
            )
        case d.PiecesCredited(number, amount) if order.paper(number) is None:
            given = less_given_back(order.advances, number, amount)
            return changed(order, stage=stage, advances=given)
        case d.PiecesCredited(number, amount):
            before = (paper.credited for paper in order.papers if paper.number == number)
            credited = sum((one for one in before if one is not None), amount)
            return changed(order, stage=stage, papers=_papers(order, number, credited=credited))
        case d.InvoiceNoted(invoice, number):
            papers = _papers(order, number, invoice=invoice)
            return changed(order, stage=stage, invoice=invoice, papers=papers)
        case _:
            assert_never(event)


def _papers(order: Order, number: int, **changes: Any) -> tuple[Paper, ...]:
    return tuple(changed(p, **changes) if p.number == number else p for p in order.papers)


def _ended(order: Order, event: d.OrderCompleted | d.OrderPartlyCompleted, stage: Stage) -> Order:
    """With its one invoice, if it is invoiced at its completion; what is left over is credited."""
    parts = tuple(Pieces(x.number, 0, x.kept) for x in order.lines if x.kept)
    papers = order.papers or (Paper(0, parts, event.at, deducted=event.deducted),)
    left = less_used(order.advances, event.deducted, event.undone)
    return changed(order, stage=stage, papers=papers, advances=left)


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


_CHANGES: Final[Mapping[type, Callable[[Order, Any, Stage], Order]]] = by_class(
    d.Event,
    (_Request, _requested),
    (_Answer, _heard),
    (_Judged, _judged),
    (_OfCredit, _credited),
    (_OfAdvance, _advanced),
    (_OfLine, _progressed),
    (d.LineReturned, _returned),
    (_OnPaper, _on_paper),
    (OfReservation, _kept),
    (_Money, _held),
    (d.OrderCompleted | d.OrderPartlyCompleted, _ended),
    (e.OrderAmended | e.DetailsAmended, _amended),
    (e.OrderRejected | d.OrderCancelled | d.OrderFailed, _undone),
    (d.OnlyStage, _moved),
)
"""By the class of an event: what it does to an order, and what stage it leads to."""
