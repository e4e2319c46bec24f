"""Small worlds of each process, walked to the end: every row taken, every promise kept."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final, TypeAlias

import pytest

from order_to_cash.audit import state_problems
from order_to_cash.domain import order as oe
from order_to_cash.domain.core import (
    Currency,
    Dated,
    Envelope,
    Lifecycle,
    Money,
    Refusal,
    Role,
    Sensitive,
    Term,
    Timeline,
    changed,
    entity,
)
from order_to_cash.domain.credit_account import CreditAccount, Kind
from order_to_cash.domain.credit_account import Stage as AccountStage
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.credit_account import events as ae
from order_to_cash.domain.credit_account.lifecycle import LIFECYCLE as ACCOUNT_TABLE
from order_to_cash.domain.order import LIFECYCLE as ORDER_TABLE
from order_to_cash.domain.order import Invoicing, LineStatus, Order, OrderProcess
from order_to_cash.domain.order import Stage as OrderStage
from order_to_cash.domain.order import commands as o
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.order.lifecycle import UNDELIVERED
from order_to_cash.domain.order.state import FINISHED
from order_to_cash.domain.receivable import (
    DifferenceTolerance,
    DunningLevel,
    LateFee,
    LateInterest,
    LatePolicy,
    Receivable,
    Withholding,
)
from order_to_cash.domain.receivable import Stage as ReceivableStage
from order_to_cash.domain.receivable import commands as r
from order_to_cash.domain.receivable.lifecycle import LIFECYCLE as RECEIVABLE_TABLE
from order_to_cash.domain.receivable.withholding import only
from order_to_cash.domain.trade import (
    BillLine,
    Disposition,
    Instalments,
    NoteInvoice,
    PaymentMethod,
    Reach,
    StockItem,
    UnitPrice,
)
from order_to_cash.domain.trade import billing as st
from order_to_cash.operators.peru import (
    COLLECTION,
    CREDIT_ACCOUNTS,
    ORDERS,
    RECEIVABLES,
    VALIDATION,
)
from order_to_cash.rules import dunning_schedule, standing_policy, validation_policy
from order_to_cash.testing import World, explore
from order_to_cash.testing.explore import Broken
from tests.processes import collected as k
from tests.processes import samples as s

Told: TypeAlias = Envelope[Any]
NONE: Final = s.sol("0.00")


def size(world: World[Any, Any, Any]) -> tuple[int, int]:
    """How many states and transitions a world has."""
    return len(world.states), world.transitions


def rows(*worlds: World[Any, Any, Any]) -> set[object]:
    """Every row that is taken in any of these worlds."""
    return {row for world in worlds for row in world.rows}


def all_rows(table: Lifecycle[Any, Any, Any]) -> set[object]:
    return {(x.source, x.command, x.event, x.target) for x in table.arrows}


def total(amounts: Iterable[Money]) -> Money:
    return Money.sum_of(amounts, Currency.PEN)


# --- orders --------------------------------------------------------------------------------------

CAREFUL: Final = OrderProcess(
    changed(
        ORDERS.settings,
        validation=validation_policy(VALIDATION, above=s.sol("20000.00"), when_financed=True),
    )
)
NEWEST: Final = f.Acceptance("internet", "2026-1")


@entity
class Guarded:
    """Orders whose every release is looked at by somebody who does not trust the rules."""

    process: OrderProcess
    name: str = "order"
    role: Role = Role.DISTRIBUTOR_MANAGEMENT
    lifecycle: Lifecycle[Any, Any, Any] = ORDER_TABLE

    @property
    def initial(self) -> Order:
        return self.process.initial

    def decide(self, order: Order, envelope: Told, /) -> tuple[Any, ...] | Refusal:
        answer = self.process.decide(order, envelope)
        if not isinstance(answer, Refusal):
            for event in answer:
                order = self.process.evolve(order, event)
                if isinstance(event, oe.OrderReleased):
                    assert may_be_released(order, envelope.at), "released without credit or money"
        return answer

    def evolve(self, order: Order, event: Any, /) -> Order:
        return self.process.evolve(order, event)

    def outgoing(self, order: Order, event: Any, /) -> tuple[Any, ...]:
        return self.process.outgoing(order, event)

    def next_check(self, order: Order, /) -> datetime | None:
        return self.process.next_check(order)


def may_be_released(order: Order, at: datetime) -> bool:
    """Paid in full, or approved for that much and valid now, with fresh answers for each line."""
    day = timedelta(hours=24)
    reports = (order.answers.stock, order.answers.coverage)
    if any(at - report.at >= day for report in reports if report is not None):
        return False
    if order.request.payment == "up-front":
        return order.priced <= total(p.amount for p in order.prepaid)
    approval, ahead = order.credit.approval, NONE
    if order.request.payment == s.IN_ADVANCE:
        ahead = order.priced.times(Fraction(30, 100))
    paid = total(x.kept - x.unpaid for x in order.advances if x.unpaid is not None)
    if approval is None or approval.expires <= at:
        return False
    return order.priced - ahead <= approval.amount and ahead <= paid


def lines_fit_the_stage(order: Order) -> bool:
    """What the order as a whole is called follows from its lines."""
    statuses = {line.status for line in order.lines}
    match order.stage:
        case OrderStage.COMPLETED:
            return statuses == {LineStatus.DELIVERED} or any(x.returned for x in order.lines)
        case OrderStage.PARTIAL:
            return statuses <= {*FINISHED} and any(x.delivered for x in order.lines)
        case OrderStage.FAILED:
            return statuses == {LineStatus.FAILED}
        case OrderStage.ON_HOLD:
            return LineStatus.ON_HOLD in statuses
        case OrderStage.IN_DELIVERY:
            unfinished = statuses & {LineStatus.PENDING, LineStatus.SCHEDULED}
            return bool(unfinished) and LineStatus.ON_HOLD not in statuses
        case OrderStage.REJECTED | OrderStage.CANCELLED | OrderStage.CANCELLING:
            return LineStatus.DELIVERED not in statuses
        case _:
            return True


def priced_once_verified(order: Order) -> bool:
    """An order has a price from its verification on, and a bill line for every line."""
    before = {OrderStage.NEW, OrderStage.RECEIVED, OrderStage.WAITING}
    verified = order.total is not None
    return (order.stage not in before or not verified) and (
        not verified or len(order.bill) == len(order.lines)
    )


ORDER_LAWS: Final = (lines_fit_the_stage, priced_once_verified)


def paid_once(pays: tuple[Told, ...], *offers: Told) -> Callable[[Order], tuple[Told, ...]]:
    """These offers, and a payment as long as none is held: what is held may be recalled."""

    def offered(order: Order) -> tuple[Told, ...]:
        recalls = (st.RecallPayment(held.id, held.amount, "x") for held in order.prepaid)
        money = tuple(s.to_order(recall, pays[0].at) for recall in recalls)
        return (*offers, *(money or pays))

    return offered


def reception_offers() -> Callable[[Order], tuple[Told, ...]]:
    """One service and one product, complete or not, with every kind of answer."""
    skus = (s.PHONE, s.FIBRE)
    requests = (
        s.request(*skus),
        s.request(*skus, payment="up-front"),
        s.request(*skus, zone=None, contact=None),
    )
    return paid_once(
        (s.pay(s.CENT),),
        *(s.to_order(o.PlaceOrder(request)) for request in requests),
        s.to_order(o.CompleteInformation(zone=s.ZONE)),
        s.to_order(o.CompleteInformation(contact=Sensitive("999 000 111"))),
        s.party(),
        s.to_order(o.ReportParty(None)),
        s.offerings(*skus),
        s.stock(),
        s.stock(without=s.PHONE),
        s.coverage(),
        s.coverage(covered=False),
        s.credit(amount=s.sol("1100.01")),
        s.credit(amount=s.sol("1100.01"), limit=None),
        s.credit(amount=s.sol("1100.01"), limit=s.CENT),
        s.override(),
        s.cancel(),
        s.to_order(o.CheckOrder()),
        s.to_order(o.CheckOrder(), s.NOON + 5 * s.DAY),
    )


def receptions() -> World[Order, Any, Any]:
    """One service and one product, complete or not, with every kind of answer, up to credit."""
    return explore(
        Guarded(ORDERS),
        reception_offers(),
        invariants=ORDER_LAWS,
    )


def validation_offers(first: s.OrderStory) -> Callable[[Order], tuple[Told, ...]]:
    """Terms, financing, stock, coverage and credit, at once or when every answer is too old."""
    times = (s.NOON, s.NOON + timedelta(hours=73))
    return paid_once(
        tuple(s.to_order(st.TakePayment(s.payment(first.state.priced)), at) for at in times),
        *(
            envelope
            for at in times
            for envelope in (
                s.terms(at),
                s.to_order(o.AcceptTerms(NEWEST), at),
                s.to_order(o.DecideFinancing(approved=True, reason="sí"), at),
                s.to_order(o.DecideFinancing(approved=False, reason="no"), at),
                s.stock(at),
                s.coverage(at),
                s.credit(at, amount=first.state.priced),
                s.to_order(o.CheckOrder(), at),
            )
        ),
    )


def validations(first: s.OrderStory) -> World[Order, Any, Any]:
    """From the approval of the credit to the release, at once or when every answer is too old."""
    return explore(
        Guarded(CAREFUL),
        validation_offers(first),
        start=first.state,
        invariants=ORDER_LAWS,
        key=without_reasons,
    )


def without_reasons(order: Order) -> Hashable:
    """Two orders that differ only in when a financing was decided go on in the same way."""
    said = order.approval
    return changed(order, approval=None), said and said.approved


def delivery_offers() -> Callable[[Order], tuple[Told, ...]]:
    """Every end of a product and a service, with holds and requests."""
    return paid_once(
        (s.pay(s.CENT),),
        *(command(line) for command in (s.schedule, s.hold, s.fail) for line in (1, 2)),
        s.signed(1),
        s.activated(2),
        s.cancel(),
        s.decide_cancellation(),
        s.decide_cancellation(granted=False),
        s.to_order(o.ConfirmStopped(), s.SLOT),
        s.to_order(NoteInvoice(s.INVOICE), s.SLOT),
        s.to_order(o.RecordSatisfaction(satisfied=True), s.SLOT),
        s.to_order(o.RequestSupport(Sensitive("sin señal")), s.SLOT),
    )


def deliveries() -> World[Order, Any, Any]:
    """From the release of a product and a service to every end, with holds and requests."""
    return explore(
        Guarded(ORDERS),
        delivery_offers(),
        start=s.released(s.PHONE, s.FIBRE).state,
        invariants=ORDER_LAWS,
    )


def amendments() -> World[Order, Any, Any]:
    """A phone whose order is amended once: other terms, terms nobody has, or another address."""
    return explore(Guarded(ORDERS), amendment_offers, start=s.placed().state, invariants=ORDER_LAWS)


def amendment_offers(order: Order) -> Iterable[Told]:
    """Every answer, to the order as it is; and changes, as long as there was none."""
    n = order.amended
    yield s.party()
    yield s.to_order(o.ReportOfferings((s.CATALOGUE[s.PHONE],), n))
    yield s.to_order(o.ReportStock(s.WAREHOUSE, (StockItem(s.PHONE, 10),), n))
    for limit in (s.ROOMY, s.CENT):
        yield s.to_order(changed(s.credit_answer(limit=limit), amended=n))
    if n == 0:
        yield from (s.to_order(o.AmendOrder(payment=x)) for x in ("net-15", "up-front", "net-99"))
        yield s.to_order(o.AmendOrder(address=Sensitive("Jr. Otro 5")))


EACH: Final = OrderProcess(changed(ORDERS.settings, invoicing=Invoicing.BY_DELIVERY))
"""Orders of which each delivery is invoiced."""


def in_pieces() -> s.OrderStory:
    """Two routers and a service, paid up front and released."""
    story = s.verified(items=(s.item(s.ROUTER, 2), s.item(s.FIBRE)), payment="up-front")
    return s.went(story, s.pay(story.state.priced + s.CENT), s.terms())


def pieces() -> World[Order, Any, Any]:
    """Two routers and a service paid up front, each delivery invoiced, one of them coming back."""
    laws, start = (*ORDER_LAWS, adds_up), in_pieces().state
    return explore(Guarded(EACH), piece_offers, start=start, invariants=laws)


def piece_offers(order: Order) -> Iterable[Told]:
    """What can be done with each line; one piece may come back, and each invoice gets a number."""
    yield from (s.schedule(1), s.schedule(2), s.hold(1), s.hold(2), s.fail(1), s.fail(2))
    yield from (s.signed(1, quantity=1), s.signed(1), s.activated(2), s.cancel())
    yield from (s.decide_cancellation(granted=said) for said in (True, False))
    yield s.to_order(o.ConfirmStopped(), s.SLOT)
    if order.lines and not order.lines[0].returned:
        back = o.ReturnGoods(1, 1, f.ReturnReason.DAMAGED, Disposition.PUT_BACK)
        yield s.to_order(back, s.SLOT)
    for paper in order.papers:
        if not paper.invoice:
            yield s.to_order(NoteInvoice(f"F-{paper.number}", paper.number), s.SLOT)


def adds_up(order: Order) -> bool:
    """FUL-01, FUL-02: each piece is billed once and credited at most once."""
    return not tuple(state_problems(order))


def ahead() -> World[Order, Any, Any]:
    """Two phones with a part in advance, amended once, paid, taken back, too late, cancelled."""
    skus = (s.item(s.PHONE, 2),)
    story = s.verified(items=skus, payment=s.IN_ADVANCE, process=s.AHEAD)
    laws = (*ORDER_LAWS, adds_up, advances_add_up)
    return explore(Guarded(s.AHEAD), advance_offers, start=story.state, invariants=laws)


def advance_offers(order: Order) -> Iterable[Told]:
    """What receivable, account and directories say, at once or later, and one amendment."""
    n = order.amended
    yield from heard(order, 0, 2, 4)
    if not order.prepaid:
        yield s.pay(s.sol("600.00"))
    yield from (s.cancel(), s.decide_cancellation(granted=False), s.schedule(), s.signed())
    yield s.to_order(o.ReportTerms(s.IN_FORCE, n))
    yield s.to_order(o.ReportStock(s.WAREHOUSE, (StockItem(s.PHONE, 10),), n))
    yield s.to_order(o.ReportOfferings((s.CATALOGUE[s.PHONE],), n))
    yield s.to_order(changed(s.credit_answer(s.sol("1400.01")), amended=n))
    yield s.to_order(changed(s.credit_answer(limit=s.CENT), amended=n))
    if n == 0:
        yield s.to_order(o.AmendOrder(items=(s.item(s.PHONE, 1),)))
        yield s.to_order(o.AmendOrder(payment="up-front"))


def heard(order: Order, *days: float) -> Iterable[Told]:
    """What the receivables of its advances say twice at most: all of it is unpaid, or nothing."""
    for one in order.advances:
        for unpaid in (one.kept, NONE) if one.sequence < TWICE else ():
            said = o.ReportAdvance(one.number, f"F-{one.number}", unpaid, one.sequence + 1)
            yield from (s.to_order(said, s.NOON + n * s.DAY) for n in days)


TWICE: Final = 2


def waning() -> World[Order, Any, Any]:
    """A fibre with a part in advance that cannot be given any more tomorrow, and a phone."""
    story = s.placed(s.PHONE, s.FIBRE, payment=s.IN_ADVANCE, process=s.AHEAD)
    answers = (s.stock(), s.coverage(until=s.TODAY + s.DAY), s.party())
    story = s.went(story, *answers, s.offerings(s.PHONE, s.FIBRE))
    start = s.went(story, s.credit(amount=s.sol("770.01"))).state
    laws = (*ORDER_LAWS, adds_up, advances_add_up)
    return explore(Guarded(s.AHEAD), waning_offers, start=start, invariants=laws)


def waning_offers(order: Order) -> Iterable[Told]:
    """What the receivable says today and tomorrow, and every end of both lines."""
    yield from heard(order, 0, 0.5)
    yield s.terms()
    yield from (s.schedule(1), s.schedule(2), s.hold(1), s.fail(1), s.fail(2))
    yield from (s.signed(1), s.activated(2), s.cancel())
    yield from (s.decide_cancellation(granted=said) for said in (True, False))
    yield s.to_order(o.ConfirmStopped(), s.SLOT)


def advances_kept() -> World[Order, Any, Any]:
    """The same where the phone has to be kept before the release: its money may come last."""
    story = s.verified(payment=s.IN_ADVANCE, process=s.AHEAD)
    start = s.went(story, s.credit(amount=s.sol("700.00"))).state

    def offered(order: Order) -> Iterable[Told]:
        yield from (*heard(order, 0), s.terms())
        yield from answers_about_goods(order, s.NOON, s.PHONE)

    return explore(
        Guarded(keeping(s.AHEAD)), offered, start=start, key=once_asked, invariants=ORDER_LAWS
    )


def advances_add_up(order: Order) -> bool:
    """PRI-10: nothing of an advance is credited and deducted, and at the end nothing is left."""
    ended = (*ORDER_TABLE.ends, OrderStage.COMPLETED, OrderStage.PARTIAL, *UNDELIVERED)
    return all(
        NONE <= min(x.credited, x.deducted, x.left) and (order.stage not in ended or x.left.is_zero)
        for x in order.advances
    )


def keeping(process: OrderProcess) -> OrderProcess:
    """The same orders, of which goods are kept for two days from the release on."""
    return OrderProcess(changed(process.settings, reserved_for=2 * s.DAY))


def answers_about_goods(order: Order, at: datetime, *skus: str) -> Iterable[Told]:
    """Whoever keeps goods answers the open question: all of it, or none of one product."""
    if (known := order.reservation) is not None and known.pending:
        yield s.to_order(o.ReportReservation(known.number), at)
        for sku in skus:
            yield s.to_order(o.ReportReservation(known.number, (StockItem(sku, 0),)), at)


def releases(first: s.OrderStory) -> World[Order, Any, Any]:
    """The same as validations, where the goods have to be kept before the release."""
    settle = validation_offers(first)
    late = s.NOON + timedelta(hours=73)

    def offered(order: Order) -> Iterable[Told]:
        yield from settle(order)
        yield s.credit(amount=first.state.priced, limit=s.CENT)
        for at in (s.NOON, s.NOON + timedelta(hours=25), late):
            yield from answers_about_goods(order, at, s.PHONE)

    return explore(
        Guarded(keeping(CAREFUL)),
        offered,
        start=first.state,
        invariants=ORDER_LAWS,
        key=once_asked,
    )


def once_asked(order: Order) -> Hashable:
    """Two orders that differ only in how often they asked for goods go on in the same way."""
    known = order.reservation
    lines = tuple(changed(line, reason="", note="") for line in order.lines)
    same = changed(order, lines=lines, reservation=known and changed(known, number=0))
    return without_reasons(same)


def keepings() -> World[Order, Any, Any]:
    """A router and a phone, kept for two days: handed over, lapsed, kept again, come back."""
    return explore(
        Guarded(keeping(ORDERS)),
        keeping_offers,
        start=to_keep().state,
        invariants=(*ORDER_LAWS, adds_up, keeps_what_it_may),
        key=once_asked,
    )


def to_keep() -> s.OrderStory:
    """A router and a phone that are paid; the terms in force are not known yet."""
    story = s.verified(s.ROUTER, s.PHONE, payment="up-front")
    return s.went(story, s.pay(story.state.priced))


def keeping_offers(order: Order) -> Iterable[Told]:
    """What can be done with each line on the first day and after the goods lapsed."""
    yield s.terms()
    late = s.NOON + 2 * s.DAY
    for at in (s.NOON, late):
        yield from answers_about_goods(order, at, s.ROUTER, s.PHONE)
    yield from (s.schedule(1, late, late), s.schedule(2, late, late), s.hold(1), s.fail(2))
    yield from (s.signed(1, late), s.cancel())
    yield s.decide_cancellation(granted=False)
    yield s.to_order(o.CheckOrder(), late)
    if order.lines and not order.lines[0].returned:
        back = o.ReturnGoods(1, 1, f.ReturnReason.DAMAGED, Disposition.PUT_BACK)
        yield s.to_order(back, late)


def keeps_what_it_may(order: Order) -> bool:
    """FUL-03: never more is kept than is to be handed over, and nothing at the end."""
    return all(0 <= line.reserved <= line.to_hand_over for line in order.lines) and (
        order.stage not in ORDER_TABLE.ends or not any(line.reserved for line in order.lines)
    )


def financed() -> s.OrderStory:
    """An order whose credit was approved, and whose terms are still to be accepted."""
    return s.approved(s.PHONE, s.FIBRE, accepted=(), process=CAREFUL)


def paid_first() -> s.OrderStory:
    """The same order on other terms: it is released when it is paid."""
    return s.verified(s.PHONE, s.FIBRE, accepted=(), payment="up-front", process=CAREFUL)


HELD: Final = OrderProcess(changed(ORDERS.settings, standing=standing_policy(VALIDATION)))
REFUSED: Final = OrderProcess(
    changed(ORDERS.settings, standing=standing_policy(VALIDATION, refuses=True))
)


def stop_offers(order: Order) -> Iterable[Told]:
    """The account is stopped and free again, three words in all, and again, and an older one."""
    number, late = order.standing.number + 1, s.NOON + 3 * s.DAY
    if number <= 3:
        for reach in ((), (Reach.ORDERS,), tuple(Reach)):
            for at in (s.NOON, late):
                yield s.to_order(o.NoteStanding(number, "stop" if reach else "", reach), at)
    yield s.to_order(o.NoteStanding(1))


def early_offers(order: Order) -> Iterable[Told]:
    """All that leads to the release of a phone, amended once at most, while the account speaks."""
    yield from stop_offers(order)
    yield from amendment_offers(order)
    yield s.to_order(o.ReportTerms(s.IN_FORCE, order.amended))
    yield s.to_order(o.CheckOrder(), s.NOON + 5 * s.DAY)


def late_offers(order: Order) -> Iterable[Told]:
    """All that is done with a phone under way while the account speaks."""
    yield from stop_offers(order)
    yield from (s.schedule(), s.hold(), s.fail(), s.signed(), s.cancel())
    yield from (s.decide_cancellation(), s.decide_cancellation(granted=False))
    yield s.to_order(o.ConfirmStopped(), s.SLOT)


def nothing_leaves_a_stopped_account(order: Order) -> bool:
    """COL-05: no order is released while deliveries are stopped, nor one that came too late."""
    if order.stage is not OrderStage.RELEASED or order.standing.number > 1:
        return True
    return order.standing.number == 1 and not order.standing.stops_order


def stopped_early() -> World[Order, Any, Any]:
    """From the reception of a phone to its release, refused where it came too late."""
    laws, start = (*ORDER_LAWS, nothing_leaves_a_stopped_account), s.placed().state
    return explore(Guarded(REFUSED), early_offers, start=start, invariants=laws)


def stopped_late() -> World[Order, Any, Any]:
    """From the release of a phone to its end."""
    start = released_and_free().state
    return explore(Guarded(HELD), late_offers, start=start, invariants=ORDER_LAWS)


def released_and_free() -> s.OrderStory:
    """A phone that was released while its account was not stopped."""
    return s.went(s.approved(process=HELD), s.to_order(o.NoteStanding(1)), s.terms())


def stopped_keeping() -> World[Order, Any, Any]:
    """A phone that has to be kept for its release, while the account is stopped and free."""
    laws = (*ORDER_LAWS, keeps_what_it_may, nothing_leaves_a_stopped_account)
    process = keeping(HELD)
    start = s.approved(process=process).state

    late = s.NOON + 3 * s.DAY

    def offered(order: Order) -> Iterable[Told]:
        yield from (*late_offers(order), s.terms(), s.credit(late))
        for at in (s.NOON, late):
            yield from (*answers_about_goods(order, at, s.PHONE), s.to_order(o.CheckOrder(), at))

    return explore(Guarded(process), offered, start=start, key=once_asked, invariants=laws)


def moving_on(order: Order) -> bool:
    """An order that is over, or that left the part of its life a world is about."""
    return order.stage in ORDER_TABLE.ends or order.stage is OrderStage.RELEASED


def moving_on_or_held(order: Order) -> bool:
    """The same, or it waits for goods that are not kept any more."""
    return moving_on(order) or order.stage is OrderStage.ON_HOLD


def test_every_row_of_the_order_is_walked() -> None:
    """All worlds of an order together take every row; none takes another, nothing is stuck."""
    first, second, last = receptions(), validations(financed()), deliveries()
    up_front, each = validations(paid_first()), pieces()
    other, goods = amendments(), keepings()
    stops = (stopped_early(), stopped_late(), stopped_keeping())
    part_first, tomorrow = ahead(), waning()
    released, paid = releases(financed()), releases(paid_first())
    kept = advances_kept()
    every = (first, second, up_front, last, each, other, goods, released, paid)
    assert set() == all_rows(ORDER_TABLE) ^ rows(*every, *stops, part_first, tomorrow, kept)
    assert [(733, 3087), (456, 4696), (138, 2085), (339, 1290), (4766, 15543), (80, 312)] == [
        size(world) for world in every[:6]
    ]
    assert [(10133, 56746), (3522, 40190), (3624, 46128)] == [size(world) for world in every[6:]]
    assert [(2108, 13308), (147, 545), (2444, 13750)] == [size(world) for world in stops]
    assert [(), (), ()] == [world.stuck(moving_on) for world in stops]
    assert [(2080, 11201), (366, 1208)] == [size(world) for world in (part_first, tomorrow)]
    assert [(), (), (), (), (), (), (), ()] == [
        first.stuck(),
        second.stuck(moving_on),
        up_front.stuck(moving_on),
        last.stuck(),
        each.stuck(),
        goods.stuck(),
        released.stuck(moving_on_or_held),
        paid.stuck(moving_on_or_held),
    ]
    assert ((), ()) == (part_first.stuck(moving_on), tomorrow.stuck(moving_on))


def test_a_rule_that_forgets_the_credit_is_caught() -> None:
    """The guard at the release is worth something: without the rule about credit it cries out."""
    policy = CAREFUL.settings.validation
    kept = tuple(x for x in policy.rules if type(x).__name__ != "CreditApprovalHolds")
    careless = OrderProcess(changed(CAREFUL.settings, validation=changed(policy, rules=kept)))
    order = s.went(s.verified(s.FIBRE, process=CAREFUL), s.credit(amount=s.CENT)).state
    approve = s.to_order(o.DecideFinancing(approved=True, reason="sí"))
    with pytest.raises(Broken, match="released without credit or money"):
        explore(
            Guarded(careless),
            [s.terms(), approve],
            start=order,
        )


# --- accounts ------------------------------------------------------------------------------------


@entity
class Watched:
    """An account, and whether somebody may be asked why it is above its limit."""

    account: CreditAccount
    explained: bool = True

    @property
    def stage(self) -> AccountStage:
        return self.account.stage


EXPLAINS: Final = (ae.LimitPassed, ae.LimitChanged, ae.AccountOpened, ae.SurplusUsed)
"""Why an account can be above its limit: it was told, it was set so, or money is moving."""


@entity
class Watching:
    """Accounts under a limit, with the reason remembered whenever one is above it.

    A silent one never says that a limit was passed, to see whether that is noticed.
    """

    silent: bool = False
    name: str = "credit_account"
    role: Role = Role.DISTRIBUTOR_MANAGEMENT
    lifecycle: Lifecycle[Any, Any, Any] = ACCOUNT_TABLE
    initial: Watched = Watched(CREDIT_ACCOUNTS.initial)

    def decide(self, watched: Watched, envelope: Told, /) -> tuple[Any, ...] | Refusal:
        answer = CREDIT_ACCOUNTS.decide(watched.account, envelope)
        if isinstance(answer, Refusal) or not self.silent:
            return answer
        return tuple(event for event in answer if not isinstance(event, ae.LimitPassed))

    def evolve(self, watched: Watched, event: Any, /) -> Watched:
        account = CREDIT_ACCOUNTS.evolve(watched.account, event)
        overridden = isinstance(event, ae.CreditReserved) and event.decision.override is not None
        within = account.limit is None or account.exposure.total <= account.limit
        explained = within or overridden or isinstance(event, EXPLAINS) or above(watched)
        return Watched(account, explained)

    def outgoing(self, watched: Watched, event: Any, /) -> tuple[Any, ...]:
        return CREDIT_ACCOUNTS.outgoing(watched.account, event)

    def next_check(self, watched: Watched, /) -> datetime | None:
        return CREDIT_ACCOUNTS.next_check(watched.account)


def above(watched: Watched) -> bool:
    """Above the limit, and with a reason."""
    account = watched.account
    return (
        watched.explained and account.limit is not None and account.limit < account.exposure.total
    )


def above_the_limit_with_a_reason_only(watched: Watched) -> bool:
    return watched.explained


def sums_agree(watched: Watched) -> bool:
    """What is exposed and what is due are the sums over the obligations, each counted once."""
    account = watched.account
    by_kind = {
        kind: total(x.amount for x in account.obligations.values() if x.kind is kind)
        for kind in Kind
    }
    days: dict[date, Money] = {}
    for obligation in account.obligations.values():
        for part in obligation.instalments:
            days[part.due] = days.get(part.due, NONE) + part.outstanding
    exposure = account.exposure
    return days == account.due and (
        by_kind[Kind.RESERVED] + by_kind[Kind.COMMITTED],
        by_kind[Kind.DELIVERED],
        by_kind[Kind.UNPAID],
    ) == (exposure.reserved, exposure.delivered, exposure.unpaid)


def nobody_waits_for_a_known_line(watched: Watched) -> bool:
    """Once the credit line is known every order was answered."""
    return watched.stage is AccountStage.UNKNOWN or not watched.account.pending


def without_history(watched: Watched) -> Hashable:
    """Two accounts that differ only in how often something was paid go on in the same way."""
    account = watched.account
    return (
        account.stage,
        account.limit,
        account.exposure,
        tuple(account.obligations.items()),
        account.pending,
        watched.explained,
    )


SIX: Final = s.sol("600.00")
LATER: Final = s.TODAY - s.DAY
SECOND: Final = "PED-2026-0002"


def account_commands(watched: Watched) -> Iterable[Told]:
    """What two orders of 600.00 do to a limit of 1000.00, and what people do about it."""
    kept = watched.account.exposure.unallocated
    line = a.CreditLine(s.ACCOUNT, s.DISTRIBUTOR, s.PHONE_TOTAL)
    owed, half = s.part(SIX, LATER), s.part(SIX, LATER, s.sol("300.00"))
    yield from (s.reserve(s.ORDER, SIX), s.reserve(SECOND, SIX))
    yield s.reserve(SECOND, Money.of("1.00", Currency.USD))
    yield s.reserve(SECOND, SIX, given=s.leave(s.sol("1200.00")))
    for order in (s.ORDER, SECOND):
        yield from (s.to_account(a.FreeCredit(order)), s.commit(order, SIX))
    yield s.delivered(s.ORDER, SIX)
    yield s.to_account(a.RecordDelivery(s.ORDER, SIX, 0, SIX))
    yield s.invoiced(s.ORDER, owed, sequence=1)
    yield s.paid(s.ORDER, s.sol("300.00"), half, sequence=2)
    yield s.paid(s.ORDER, s.sol("300.00"), sequence=3)
    yield s.to_account(a.RecordReversal(s.ORDER, "OP-1", SIX, (owed,), 4))
    yield s.to_account(a.RecordDefault(s.ORDER, "reminder", 1, SIX))
    if s.ORDER not in watched.account.obligations:
        yield s.to_account(a.RecordCharges(s.ORDER, SIX, 4))
    if kept <= NONE:
        yield s.to_account(st.TakePayment(s.payment(s.sol("300.00"), "OP-5")))
    if NONE <= kept:
        yield s.to_account(st.RecallPayment("OP-5", s.sol("300.00"), "x"))
        yield s.to_account(st.OweBack("OP-5", s.sol("300.00"), "x"))
    yield s.to_account(a.CheckAccount(), s.NOON + 7 * s.DAY)
    yield s.to_account(a.UseSurplus(s.ORDER, s.sol("300.00")))
    yield s.to_account(a.RefundSurplus(s.sol("300.00"), "a pedido"))
    yield from (s.to_account(a.ReportCreditLine(x)) for x in (line, None))
    yield from (s.to_account(a.ChangeLimit(x, "x")) for x in (SIX, s.PHONE_TOTAL))
    yield s.to_account(a.SuspendAccount("x"))
    yield s.to_account(a.ReactivateAccount("x"))
    yield s.to_account(a.CloseAccount("x"))


def collected_commands(_account: CreditAccount) -> Iterable[Told]:
    """Two invoices and all that collection does about them, and what three orders ask meanwhile."""
    after = k.at(k.day(3, 20))
    yield from (k.told("A", "600.00", k.day(3, 2)), k.told("B", "250.00", k.day(3, 5)))
    yield from (k.paid("A", "600.00", k.day(3, 20)), k.paid("B", "250.00", k.day(3, 20)))
    for name in "AB":
        credited = k.told(name, "0.00", k.day(3, 5), sequence=2)
        yield s.to_account(credited.command, after)
    yield from (k.look(day) for day in (k.day(3, 6), k.day(3, 12), k.day(4, 11)))
    for invoice in ("", "F-B"):
        yield k.exempt(k.day(4, 10), k.day(3, 20), invoice)
    yield s.to_account(a.WithdrawExemption("x"), after)
    yield from (s.to_account(one, after) for one in (a.FollowAccount("C"), a.LeaveAccount("C")))
    given = s.leave(expires=k.at(k.day(5, 1)))
    yield from (s.reserve(at=after), s.reserve(SECOND, at=after, given=given))
    yield s.reserve("THIRD", Money.of("1.00", Currency.USD), after)


def how_collection_stands(account: CreditAccount) -> Hashable:
    """Accounts that differ in their history, or in how much was said, go on in the same way."""
    had = account.collection
    return (
        account.stage,
        tuple(account.obligations),
        tuple(sorted(one.order for one in account.pending)),
        (had.reached, had.told, had.stopped, had.reach),
        tuple(sorted(had.exempt)),
        tuple(had.following),
    )


def collections() -> Iterable[World[Any, Any, Any]]:
    """An account of each stage whose levels look at it as a whole."""
    laws = (adds_up_at_last, stopped_means_told, waits_only_while_stopped)
    for stage in k.STAGES:
        start = k.in_stage(stage).state
        yield explore(
            k.PROCESS, collected_commands, start=start, key=how_collection_stands, invariants=laws
        )


def adds_up_at_last(account: CreditAccount) -> bool:
    """What is counted by day is what its invoices say."""
    return not tuple(state_problems(account))


def stopped_means_told(account: CreditAccount) -> bool:
    """COL-05: a stopped account reached a letter and the stop, and is not exempt as a whole."""
    had = account.collection
    told = bool(had.stopped) == bool(had.reach) == (had.reached == 2)
    return told and not (had.stopped and "" in had.exempt)


def waits_only_while_stopped(account: CreditAccount) -> bool:
    """COL-05: of a known account no order waits that no stop keeps waiting."""
    known = account.stage is not AccountStage.UNKNOWN
    return not (known and account.pending and not account.collection.stopped)


def left_in_peace(account: CreditAccount) -> bool:
    """COL-05: no level is reached, nothing is stopped, and no order of a known account waits."""
    known, had = account.stage is not AccountStage.UNKNOWN, account.collection
    return not (had.reached or had.stopped or (known and account.pending))


def test_every_row_of_the_account_is_walked() -> None:
    """The worlds of an account take every row, and its promises about the limit hold everywhere."""
    laws = (above_the_limit_with_a_reason_only, sums_agree, nobody_waits_for_a_known_line)
    world = explore(Watching(), account_commands, key=without_history, invariants=laws)
    collected = tuple(collections())
    assert all_rows(ACCOUNT_TABLE) == rows(world, *collected)
    assert (3243, 68678) == size(world)
    assert [(720, 11544), (3156, 50730), (940, 15014), (940, 15014)] == [
        size(each) for each in collected
    ]
    assert () == world.stuck()
    assert [()] * 4 == [each.stuck(left_in_peace) for each in collected]


def test_a_limit_passed_in_silence_is_caught() -> None:
    """The promise about the limit is worth something: an account that says nothing is caught."""
    with pytest.raises(Broken, match="above_the_limit_with_a_reason_only"):
        explore(
            Watching(silent=True),
            account_commands,
            key=without_history,
            invariants=[above_the_limit_with_a_reason_only],
        )


# --- receivables ---------------------------------------------------------------------------------

TWO: Final = Instalments(2, Term(months=1))
AMOUNTS: Final = {"OP-0": s.sol("300.00"), "OP-1": s.sol("500.00"), "OP-2": s.sol("600.00")}
LATE: Final = (
    datetime(2026, 4, 3, 12, tzinfo=s.LIMA),
    datetime(2026, 4, 17, 12, tzinfo=s.LIMA),
    datetime(2026, 4, 19, 12, tzinfo=s.LIMA),
    datetime(2026, 5, 20, 12, tzinfo=s.LIMA),
)
SOON: Final = datetime(2026, 4, 2, 12, tzinfo=s.LIMA)


FIVE_LEVELS: Final = changed(
    RECEIVABLES,
    dunning=dunning_schedule(
        COLLECTION,
        DunningLevel("today", days=0, minimum=s.CENT),
        DunningLevel("reminder", days=1, minimum=s.CENT),
        DunningLevel("second-alert", days=8, minimum=s.sol("20.00")),
        DunningLevel("block", days=15, minimum=s.sol("50.00"), blocks=True),
        DunningLevel("last-alert", days=30, minimum=s.sol("50.00")),
    ),
)


def whole(receivable: Receivable) -> bool:
    """What is billed is paid, credited or outstanding, and the parts say the same."""
    if (debt := receivable.debt) is None:
        return receivable.stage is ReceivableStage.NEW
    parts = debt.instalments
    return (
        debt.totals.total
        == debt.paid + debt.credited + debt.settled + debt.written_off + debt.outstanding
        and debt.totals.total == total(x.amount for x in parts)
        and debt.unpaid == total(x.outstanding for x in parts)
        and all(NONE <= x.paid <= x.amount for x in parts)
        and debt.paid == total(receivable.payments.values())
    )


def no_payment_is_lost(receivable: Receivable) -> bool:
    """What is held of a payment is more than nothing; what it gave up it holds no more."""
    return all(NONE < amount for amount in receivable.payments.values())


def settled_means_paid(receivable: Receivable) -> bool:
    """Nothing is owed of a settled invoice, something of every other one that is out."""
    stage, debt = receivable.stage, receivable.debt
    if debt is None or stage is ReceivableStage.DRAFT:
        return True
    if stage is ReceivableStage.WRITTEN_OFF:
        return debt.outstanding.is_zero and debt.written_off.is_positive
    return debt.unpaid.is_zero == (stage is ReceivableStage.SETTLED)


def alerts_come_before_the_block(receivable: Receivable) -> bool:
    """A blocked service had all alerts, and nothing is blocked that is not owed."""
    if receivable.stage is not ReceivableStage.BLOCKED:
        return receivable.reached < 4 or receivable.stage is ReceivableStage.WRITTEN_OFF
    return receivable.reached in (4, 5) and receivable.owed.outstanding.is_positive


def receivable_commands(receivable: Receivable) -> Iterable[Told]:
    """A thousand in two parts, three payments that may be taken back, disputes, and looks."""
    yield s.to_receivable(r.RaiseInvoice(s.bill(TWO)))
    free = BillLine(s.PHONE, 1, UnitPrice.from_money(NONE))
    yield s.to_receivable(r.RaiseInvoice(s.bill(TWO, free)))
    yield s.report_bill(terms=TWO)
    yield s.report_bill(lines=(free,))
    yield from (s.to_receivable(r.RefuseIssue("x")), s.to_receivable(r.RetryIssue()), s.issue())
    for name, amount in AMOUNTS.items():
        if name not in receivable.payments:
            yield s.receive(amount, name)
        yield s.reverse(name)
    if receivable.reached:
        yield s.receive(AMOUNTS["OP-1"], "OP-1", LATE[1])
        yield s.receive(AMOUNTS["OP-2"], "OP-2", LATE[3])
    yield s.to_receivable(r.OpenDispute("x"))
    yield s.to_receivable(r.ResolveDispute(None, "x"), LATE[1])
    yield s.to_receivable(r.ResolveDispute(s.sol("500.00"), "x"), LATE[1])
    yield s.to_receivable(r.CreditInvoice(s.sol("600.00"), "x"), LATE[1])
    yield s.to_receivable(r.PromiseToPay(LATE[1].date()))
    yield s.to_receivable(r.WriteOff("x"))
    yield from map(s.follow_up, (SOON, *LATE))


def left_alone(receivable: Receivable) -> Iterable[Told]:
    """What the account says of exemptions, one word after the other, while dunning goes on."""
    yield from (s.to_receivable(r.RaiseInvoice(s.bill(TWO))), s.issue())
    yield from map(s.follow_up, (SOON, *LATE))
    yield s.receive(s.PHONE_TOTAL, "OP-1")
    yield s.reverse("OP-1")
    yield s.to_receivable(r.WriteOff("x"))
    number = receivable.pause.number + 1
    if number <= len(LATE):
        yield s.to_receivable(r.NoteExemption(number, LATE[-1].date()), LATE[1])
        yield s.to_receivable(r.NoteExemption(number))


def by_contents(receivable: Receivable) -> Hashable:
    """Two receivables that differ only in how often something changed go on in the same way."""
    debt = receivable.debt
    return (
        receivable.stage,
        debt and (debt.paid, debt.credited, debt.settled, debt.instalments),
        tuple(sorted(receivable.payments.items())),
        tuple(sorted(receivable.differences.items())),
        receivable.blocked,
        receivable.reached,
        receivable.told,
        receivable.dunned,
        receivable.pause,
    )


CASH: Final = changed(
    FIVE_LEVELS,
    differences=(
        DifferenceTolerance(PaymentMethod.STORE, s.sol("0.05"), s.sol("0.05"), COLLECTION),
    ),
)
COINS: Final = {"OP-0": s.sol("499.96"), "OP-2": s.sol("500.05")}


def over_the_counter(receivable: Receivable) -> Iterable[Told]:
    """A thousand in two parts, paid with the coins there are, credited, given up, dunned."""
    yield from (s.to_receivable(r.RaiseInvoice(s.bill(TWO))), s.issue())
    for name, amount in COINS.items():
        if name not in receivable.payments:
            payment = changed(s.payment(amount, name), method=PaymentMethod.STORE)
            yield s.to_receivable(st.TakePayment(payment), LATE[3])
        yield s.reverse(name)
    yield s.to_receivable(r.OpenDispute("x"))
    yield s.to_receivable(r.ResolveDispute(s.sol("1000.00"), "x"), LATE[2])
    if receivable.debt and receivable.debt.credited.is_zero:
        yield s.to_receivable(r.CreditInvoice(s.sol("400.00"), "x"), LATE[2])
    yield s.to_receivable(r.CreditInvoice(s.sol("1000.00"), "x"), LATE[2])
    yield s.to_receivable(r.WriteOff("x"))
    yield from map(s.follow_up, LATE)


def noted_commands(receivable: Receivable) -> Iterable[Told]:
    """A thousand in two parts, credited once, by a note that gets its number and is taken back."""
    yield from (s.to_receivable(r.RaiseInvoice(s.bill(TWO))), s.issue())
    if not receivable.payments:
        yield s.receive(AMOUNTS["OP-2"], "OP-2", LATE[3])
    if not receivable.notes:
        for amount in ("100.00", "1000.00"):
            yield s.to_receivable(r.CreditInvoice(s.sol(amount), "x"), LATE[3])
    for note in receivable.notes:
        yield s.to_receivable(r.ConfirmNote(note.name, f"N-{note.name}"))
    yield s.to_receivable(r.TakeBackCredit("N-1", "x"), LATE[3] + 3 * s.DAY)
    yield s.to_receivable(r.WriteOff("x"))
    yield from map(s.follow_up, (SOON, *LATE))


DEAR: Final = changed(
    FIVE_LEVELS,
    dunning=dunning_schedule(
        COLLECTION,
        DunningLevel("reminder", days=1, minimum=s.CENT),
        DunningLevel("block", days=15, minimum=s.sol("50.00"), blocks=True),
        DunningLevel("last-alert", days=30, minimum=s.sol("50.00")),
    ),
    late=LatePolicy(
        LateInterest(
            Timeline("late interest", (Dated(s.TODAY, Fraction(36, 100), COLLECTION),)), 360
        ),
        (
            LateFee("reminder", s.sol("5.00"), COLLECTION),
            LateFee("last-alert", s.sol("10.00"), COLLECTION),
        ),
    ),
)
BLOCK: Final = 2
DEAR_MONEY: Final = {"OP-0": s.sol("4.00"), "OP-1": s.sol("1020.00")}


def paid_dearly(receivable: Receivable) -> Iterable[Told]:
    """A thousand paid late, in full and too little, with interest and fees, as time goes on."""
    yield from (s.to_receivable(r.RaiseInvoice(s.bill())), s.issue())
    late = receivable.charges if receivable.debt else None
    if late is None:
        return
    yield s.to_receivable(r.WriteOff("x"), LATE[3])
    if late.costs.waived.is_zero:
        yield s.to_receivable(r.WaiveCharges("x"))
    if late.costs.amount < s.sol("15.00"):
        yield s.follow_up(LATE[3])
    for name in receivable.held:
        yield s.reverse(name, LATE[3])
    if late.reckoned == LATE[3].date():
        return
    if receivable.reached < BLOCK:
        yield from map(s.follow_up, (LATE[0], LATE[2]))
    for name, amount in DEAR_MONEY.items():
        if name not in receivable.held and receivable.pause.disputed is None:
            yield s.receive(amount, name, LATE[2])
    if receivable.blocked and not receivable.held:
        yield s.receive(DEAR_MONEY["OP-0"], "OP-2", LATE[3])
        yield s.to_receivable(r.OpenDispute("x"), LATE[3])
    if not receivable.held:
        yield s.to_receivable(r.OpenDispute("x"), LATE[1])
        yield s.to_receivable(r.ResolveDispute(None, "x"), LATE[3])
        yield s.to_receivable(r.CreditInvoice(s.sol("1000.00"), "x"), LATE[3])


def asked_ahead(receivable: Receivable) -> Iterable[Told]:
    """PRI-10: an advance of a thousand, paid, taken back, credited, given up; owed one day."""
    ahead = changed(s.bill(), part=1, advance=True)
    yield from (s.to_receivable(r.RaiseInvoice(ahead)), s.issue())
    for name in ("OP-1", "OP-2"):
        if name not in receivable.payments:
            yield s.receive(AMOUNTS[name], name)
        yield s.reverse(name)
    yield s.to_receivable(r.OweAdvance())
    yield s.to_receivable(r.CreditInvoice(s.sol("600.00"), "x", up_to=True), LATE[1])
    yield s.to_receivable(r.WriteOff("x"))
    yield from map(s.follow_up, LATE)


WITHHELD: Final = changed(
    FIVE_LEVELS,
    withholding=Withholding(
        "withheld",
        Timeline("withheld", (Dated(s.TODAY, Fraction(12, 100), COLLECTION),)),
        above=NONE,
        categories=("standard",),
    ),
)


def withheld_commands(receivable: Receivable) -> Iterable[Told]:
    """PRI-07: an invoice of which 120.00 are owed elsewhere, or that share, paid and credited."""
    bill = s.bill()
    yield from (s.to_receivable(r.RaiseInvoice(bill)), s.issue())
    totals = only(s.raised().state.owed.totals, s.sol("120.00"))
    owed = r.OweShare(changed(bill, elsewhere="withheld"), totals, s.INVOICE, s.TODAY, SOON.date())
    yield s.to_receivable(owed)
    if not receivable.payments:
        yield s.receive(s.sol("880.00"), "OP-1", LATE[1])
    yield s.reverse("OP-1")
    for amount in ("100.00", "1000.00"):
        if receivable.debt is None or receivable.debt.credited.is_zero or amount == "1000.00":
            yield s.to_receivable(r.CreditInvoice(s.sol(amount), "x", up_to=True), LATE[3])
    yield s.to_receivable(r.WriteOff("x"))
    yield from map(s.follow_up, LATE)


def all_of_it_adds_up(receivable: Receivable) -> bool:
    """PRI-07: what is owed here and elsewhere is the invoice, whatever was paid and credited."""
    return not tuple(state_problems(receivable))


def nothing_is_asked_before_the_release(receivable: Receivable) -> bool:
    """PRI-10: of an advance nothing is dunned or blocked unless its order was released."""
    return receivable.released or not (receivable.reached or receivable.blocked)


def with_late_debts(receivable: Receivable) -> Hashable:
    """The same, and what paying late has cost."""
    late = receivable.late
    debts = late and tuple(
        (debt.amount, debt.waived, tuple(sorted(debt.paid.items())))
        for debt in (late.costs, late.interest)
    )
    return by_contents(receivable), debts, late and late.reckoned


def nothing_late_is_lost(receivable: Receivable) -> bool:
    """COL-06: charged = paid + waived + open, none of it below zero, and none open at the end."""
    ends = (ReceivableStage.SETTLED, ReceivableStage.WRITTEN_OFF)
    if receivable.late is None:
        return True
    costs, interest = receivable.late.costs, receivable.late.interest
    return (
        all(
            debt.amount == total(debt.paid.values()) + debt.waived + debt.open
            and NONE <= min(debt.open, debt.waived)
            for debt in (costs, interest)
        )
        and (receivable.stage not in ends or receivable.late.open.is_zero)
        and (receivable.stage is ReceivableStage.SETTLED or not receivable.is_paid)
    )


def test_every_row_of_the_receivable_is_walked() -> None:
    """The world of a receivable takes every row, and no money is lost anywhere in it."""
    world = explore(
        FIVE_LEVELS,
        receivable_commands,
        key=by_contents,
        invariants=(whole, no_payment_is_lost, settled_means_paid, alerts_come_before_the_block),
    )
    coins = explore(
        CASH,
        over_the_counter,
        key=by_contents,
        invariants=(whole, no_payment_is_lost, settled_means_paid),
    )
    noted = explore(
        DEAR,
        noted_commands,
        key=lambda receivable: (with_late_debts(receivable), receivable.notes),
        invariants=(whole, no_payment_is_lost, nothing_late_is_lost),
    )
    dear = explore(
        DEAR,
        paid_dearly,
        key=with_late_debts,
        invariants=(whole, no_payment_is_lost, nothing_late_is_lost),
    )
    alone = explore(
        FIVE_LEVELS, left_alone, key=by_contents, invariants=(whole, alerts_come_before_the_block)
    )
    asked = explore(
        FIVE_LEVELS,
        asked_ahead,
        key=lambda receivable: (by_contents(receivable), receivable.released),
        invariants=(whole, no_payment_is_lost, nothing_is_asked_before_the_release),
    )
    shared = explore(
        WITHHELD,
        withheld_commands,
        key=lambda receivable: (by_contents(receivable), len(receivable.notes)),
        invariants=(all_of_it_adds_up, no_payment_is_lost),
    )
    walks = (world, coins, noted, dear, alone, asked, shared)
    assert all_rows(RECEIVABLE_TABLE) == rows(*walks)
    assert [(8171, 98290), (192, 1062)] == [size(world), size(alone)]
    ends = (ReceivableStage.SETTLED, ReceivableStage.WRITTEN_OFF)
    for walked in walks:
        assert () == walked.stuck(lambda receivable: receivable.stage in ends)
