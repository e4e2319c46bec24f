"""An order as its history made it, and how each event changes it."""

from datetime import datetime
from typing import Any, Final, TypeAlias, assert_never

from attrs import field

from order_to_cash.domain.core.decision import Decision, Finding, Override
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.order import advances as ahead
from order_to_cash.domain.order import events as e
from order_to_cash.domain.order.advances import Advance
from order_to_cash.domain.order.facts import (
    Acceptance,
    AccountStanding,
    Answers,
    Approval,
    Channel,
    CoverageReport,
    CreditApproval,
    OrderRequest,
    StockReport,
)
from order_to_cash.domain.order.lifecycle import LIFECYCLE, Stage
from order_to_cash.domain.order.lines import (
    Line,
    OfReservation,
    Paper,
    Pieces,
    Progress,
    Reservation,
    kept_after,
    lessened,
    nothing_kept,
    part_of,
    progress,
    restocked,
    sent_back,
    settled,
)
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.offering import Kind
from order_to_cash.domain.trade.prices import BillLine


@entity
class Credit:
    """What the account answered, and what Credit & Collections did about it."""

    approval: CreditApproval | None = None
    override: Override | None = None
    declined: Decision | None = None
    closes: datetime | None = None


@entity
class Order:
    """An order (TM Forum: ProductOrder): its request, the answers, and how far it is.

    `prepaid` is money that waits for the invoice. `papers` are its invoices, and `invoice` is the
    latest number of one; `rest` is what is not delivered yet, where each delivery is invoiced;
    `amended` counts its amendments, and `reservation` is about the goods that are kept for it;
    `advances` are invoices of what is paid before its release, and `standing` is what its account
    said last of a stop.
    """

    stage: Stage
    id: str
    request: OrderRequest
    requested_by: str
    answers: Answers = Answers()
    lines: tuple[Line, ...] = ()
    bill: tuple[BillLine, ...] = ()
    total: Money | None = None
    credit: Credit = Credit()
    approval: Approval | None = None
    prepaid: tuple[Payment, ...] = ()
    invoice: str = ""
    papers: tuple[Paper, ...] = ()
    rest: Money | None = None
    amended: int = 0
    reservation: Reservation | None = None
    advances: tuple[Advance, ...] = ()
    rejection: str = field(default="", repr=False)
    standing: AccountStanding = AccountStanding()

    def line(self, number: int) -> Line | None:
        """The line with this number, counted from one."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    @property
    def is_answered(self) -> bool:
        """Whether every question that was asked to verify it has been answered."""
        answers, kinds = self.answers, {line.item.kind for line in self.lines}
        return (
            answers.party is not None
            and answers.offerings is not None
            and (answers.stock is not None or Kind.GOODS not in kinds)
            and (answers.coverage is not None or Kind.SERVICE not in kinds)
        )

    @property
    def priced(self) -> Money:
        """The total of a verified order; raises `OutOfOrder` for one that was never verified."""
        if self.total is None:
            raise OutOfOrder(f"an order in {self.stage.name} was never priced; check its history")
        return self.total

    @property
    def account(self) -> str:
        """The account that pays, once the party is known."""
        record = self.answers.record
        return record.account if record else ""

    @property
    def delivered(self) -> tuple[BillLine, ...]:
        """What was delivered or activated, as it will be billed."""
        return tuple(
            part_of(bill, 0, line.kept)
            for line, bill in zip(self.lines, self.bill, strict=True)
            if line.kept
        )

    @property
    def next_paper(self) -> int:
        """The number of its next invoice, advances among them."""
        return len(self.papers) + len(self.advances) + 1

    @property
    def committed(self) -> Money:
        """What of it is delivered on credit, or may be: what is paid in advance is not."""
        priced = self.priced if self.rest is None else self.rest
        nothing = priced - priced
        return max(priced - sum((one.left for one in self.advances), nothing), nothing)

    def agreement(self, number: int) -> Agreement | None:
        """What was agreed for a line with an offer: a correction of its charge compares with it.

        The line is named by its order and number, such as "O-1/2" (PRI-11).
        """
        line = self.line(number)
        if line is None or line.item.offer is None or len(self.bill) < number:
            return None
        return line.item.offer.agreed(self.account, f"{self.id}/{number}", self.bill[number - 1])

    def paper(self, number: int) -> Paper | None:
        """The invoice that is numbered so in this order."""
        return next((paper for paper in self.papers if paper.number == number), None)


INITIAL: Final = Order(Stage.NEW, "", OrderRequest("", Channel.WEBSITE, ()), "")


def evolve(order: Order, event: e.Event) -> Order:
    """The order once the event has happened."""
    stage = LIFECYCLE.after(order.stage, event)
    match event:
        case e.OrderReceived(id_, request, by):
            begun = changed(INITIAL, id=id_, requested_by=by)
            return changed(begun, stage=stage, request=request, lines=_lines(request))
        case (
            e.PartyReported()
            | e.OfferingsReported()
            | e.StockReported()
            | e.CoverageReported()
            | e.TermsReported()
            | e.AvailabilityLapsed()
        ):
            return changed(order, stage=stage, answers=_answered(order, event))
        case (
            e.LineScheduled()
            | e.LineDelivered()
            | e.LineActivated()
            | e.LineHeld()
            | e.LineFailed()
            | e.RestCancelled()
        ):
            return changed(_progressed(order, event), stage=stage)
        case e.LineReturned():
            return changed(_returned(order, event), stage=stage)
        case e.DeliveryBilled() | e.PiecesCredited() | e.InvoiceNoted():
            return changed(_on_paper(order, event), stage=stage)
        case e.ReservationAsked() | e.GoodsReserved() | e.GoodsShort() | e.ReservationLapsed():
            return changed(_kept(order, event), stage=stage)
        case e.OrderCompleted() | e.OrderPartlyCompleted():
            return changed(_ended(order, event), stage=stage)
        case e.AdvanceBilled() | e.AdvanceCredited() | e.AdvanceReported():
            return changed(order, stage=stage, advances=ahead.after(order.advances, event))
        case e.OrderAmended() | e.DetailsAmended():
            return changed(_amended(order, event), stage=stage)
        case e.InformationCompleted(request) | e.InformationAdded(request):
            return changed(order, stage=stage, request=request, lines=_lines(request))
        case e.OrderVerified(_, lines_, total):
            return changed(order, stage=stage, bill=lines_, total=total)
        case e.CreditApproved() | e.CreditDeclined() | e.CreditOverridden():
            return changed(order, stage=stage, credit=_credit(order.credit, event))
        case e.StandingNoted(standing):
            return changed(order, stage=stage, standing=standing)
        case e.TermsAccepted(acceptance):
            return changed(order, stage=stage, request=_accepting(order.request, acceptance))
        case e.FinancingDecided(approval_):
            return changed(order, stage=stage, approval=approval_)
        case e.PaidUpFront() | e.PrepaymentRecalled() | e.PaymentForwarded() | e.PaymentReturned():
            return changed(_held(order, event), stage=stage)
        case e.OrderRejected() | e.OrderCancelled() | e.OrderFailed():
            return changed(_undone(order, event), stage=stage)
        case e.CreditNotRequired():
            return changed(order, stage=stage, advances=ahead.undone(order.advances))
        case _:
            return _moved(order, event, stage)


def _accepting(request: OrderRequest, acceptance: Acceptance) -> OrderRequest:
    others = (known for known in request.accepted if known != acceptance)
    return changed(request, accepted=(*others, acceptance))


_Money: TypeAlias = e.PaidUpFront | e.PrepaymentRecalled | e.PaymentForwarded | e.PaymentReturned


def _held(order: Order, event: _Money) -> Order:
    """The order once money came or went: what it holds, and what its advances were sent."""
    match event:
        case e.PaidUpFront(payment):
            return changed(order, prepaid=(*order.prepaid, payment))
        case e.PrepaymentRecalled(payment_id):
            return changed(order, prepaid=_without(order.prepaid, payment_id))
        case e.PaymentForwarded(payment, number):
            sent = ahead.paid_towards(order.advances, number, payment.amount)
            return changed(order, prepaid=_less(order.prepaid, payment), advances=sent)
        case e.PaymentReturned(payment):
            return changed(order, prepaid=_less(order.prepaid, payment))
        case _:
            assert_never(event)


def _credit(
    credit: Credit, event: e.CreditApproved | e.CreditDeclined | e.CreditOverridden
) -> Credit:
    match event:
        case e.CreditApproved(approval):
            return changed(credit, approval=approval)
        case e.CreditDeclined(declined, closes):
            return Credit(declined=declined, closes=closes)
        case e.CreditOverridden(override):
            return Credit(override=override)
        case _:
            assert_never(event)


_OnlyStage: TypeAlias = (
    e.InformationMissing
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


def _progressed(order: Order, event: Progress) -> Order:
    asked = lessened(order.reservation, event)
    return changed(order, lines=progress(order.lines, event), reservation=asked)


def _kept(order: Order, event: OfReservation) -> Order:
    lines, known = kept_after(order.lines, order.reservation, event)
    answers = restocked(order.answers, event)
    return changed(order, lines=lines, reservation=known, answers=answers)


def _undone(order: Order, event: e.OrderRejected | e.OrderCancelled | e.OrderFailed) -> Order:
    """An order that ends without delivery: nothing is kept, all advances are credited."""
    why = order.rejection
    if isinstance(event, e.OrderRejected):
        why = _first(event.decision.failures)
    none = ahead.undone(order.advances)
    kept = nothing_kept(order.lines, order.reservation)
    return changed(order, rejection=why, advances=none, **kept)


def _returned(order: Order, event: e.LineReturned) -> Order:
    papers, _ = sent_back(order.papers, event.line, event.quantity)
    return changed(order, lines=progress(order.lines, event), papers=papers, rest=event.rest)


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


def _on_paper(order: Order, event: _OnPaper) -> Order:
    match event:
        case e.DeliveryBilled(line, start, end, _, rest, at, deducted):
            parts = (Pieces(line, start, end),)
            paper = Paper(order.next_paper, parts, at, deducted=deducted)
            left = ahead.used(order.advances, deducted)
            return changed(order, papers=(*order.papers, paper), rest=rest, advances=left)
        case e.PiecesCredited(number, amount) if order.paper(number) is None:
            given = ahead.given_back(order.advances, number, amount)
            return changed(order, advances=given)
        case e.PiecesCredited(number, amount):
            before = (paper.credited for paper in order.papers if paper.number == number)
            credited = sum((one for one in before if one is not None), amount)
            return changed(order, papers=_papers(order, number, credited=credited))
        case e.InvoiceNoted(invoice, number):
            papers = _papers(order, number, invoice=invoice)
            return changed(order, invoice=invoice, papers=papers)
        case _:
            assert_never(event)


def _papers(order: Order, number: int, **changes: Any) -> tuple[Paper, ...]:
    return tuple(changed(p, **changes) if p.number == number else p for p in order.papers)


def _ended(order: Order, event: e.OrderCompleted | e.OrderPartlyCompleted) -> Order:
    """With its one invoice, if it is invoiced at its completion; what is left over is credited."""
    parts = tuple(Pieces(x.number, 0, x.kept) for x in order.lines if x.kept)
    papers = order.papers or (Paper(0, parts, event.at, deducted=event.deducted),)
    left = ahead.used(order.advances, event.deducted, event.undone)
    return changed(order, papers=papers, advances=left)


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
