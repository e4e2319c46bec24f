"""Reception and verification: what is asked for, by whom, and whether it can be given."""

from datetime import date
from typing import Any

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Currency, InvalidDocument, Role, Sensitive, changed
from order_to_cash.domain.order import OrderProcess, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.trade import (
    AccountStatus,
    AskCoverage,
    AskOfferings,
    AskParty,
    AskStock,
    CoverageItem,
    Kind,
    Notice,
    Notify,
    Offering,
    PartyKind,
    ReturnMoney,
    StockItem,
    UnitPrice,
)
from order_to_cash.operators.peru import AVAILABILITY, ORDERS, PERU
from order_to_cash.rules import availability_policy
from order_to_cash.rules.intake import MAX_QUANTITY
from order_to_cash.wire import Wire
from tests.processes import samples as s

BACK_ORDERS = OrderProcess(
    changed(
        ORDERS.settings,
        availability=availability_policy(AVAILABILITY, Currency.PEN, back_order=True),
    )
)


def place(request: f.OrderRequest, **by: Any) -> s.OrderStory:
    return s.order_story().when(s.to_order(c.PlaceOrder(request), **by))


def missing(story: s.OrderStory) -> tuple[str, ...]:
    """The rules that an incomplete request does not keep."""
    (*_, event) = s.moved(story).events
    assert isinstance(event, e.InformationMissing | e.InformationAdded)
    return s.rules_in(event.decision)


def rejected_for(story: s.OrderStory) -> tuple[str, ...]:
    """The rules for which an order was rejected."""
    (*_, event) = s.moved(story).events
    assert isinstance(event, e.OrderRejected)
    story.reaches(Stage.REJECTED)
    return s.rules_in(event.decision)


def test_an_order_is_recorded_and_every_directory_is_asked() -> None:
    """ORD-04: receiving records the order and starts the checks of party and products."""
    story = place(s.request(s.PHONE, s.FIBRE)).reaches(Stage.RECEIVED)
    story.then(e.OrderReceived(s.ORDER, s.request(s.PHONE, s.FIBRE), s.DISTRIBUTOR, s.NOON, True))
    story.sends(
        AskParty(s.DISTRIBUTOR),
        AskOfferings((s.PHONE, s.FIBRE), s.TODAY),
        AskStock(s.ZONE, (s.PHONE,)),
        AskCoverage(s.ZONE, (s.FIBRE,), s.TODAY),
    )


@pytest.mark.parametrize("zone", [s.ZONE, None])
def test_an_event_that_does_not_say_whether_it_is_complete_asks_the_rules(zone: str | None) -> None:
    """ORD-04: what an older history sent is what the rules say of its request today."""
    moved = s.moved(place(s.request(s.PHONE, zone=zone)))
    event = moved.events[0]
    assert isinstance(event, e.OrderReceived)
    order = ORDERS.evolve(ORDERS.initial, event)
    older = changed(event, complete=None)
    assert ORDERS.outgoing(order, event) == ORDERS.outgoing(order, older)


def test_services_need_no_stock_and_goods_no_coverage() -> None:
    """ORD-03: an order of services alone, or of goods alone, asks only what concerns it."""
    services, goods = place(s.request(s.LINE)), place(s.request(s.PHONE))
    assert ((), 1) == (s.sent(services, AskStock), len(s.sent(services, AskCoverage)))
    assert (1, ()) == (len(s.sent(goods, AskStock)), s.sent(goods, AskCoverage))


def test_one_order_mixes_goods_and_services() -> None:
    """ORD-03: each line of a mixed order keeps its own kind of fulfilment."""
    lines = s.placed(s.PHONE, s.LINE).state.lines
    assert [(1, Kind.GOODS), (2, Kind.SERVICE)] == [(n.number, n.item.kind) for n in lines]


def test_the_six_channels_are_all_there_is() -> None:
    """ORD-05: the five channels of customers and the distributor system, and no other."""
    assert [
        "call_centre",
        "distributor_system",
        "mobile_app",
        "online_store",
        "physical_store",
        "website",
    ] == sorted(channel.value for channel in f.Channel)


def test_any_other_channel_is_a_clear_error() -> None:
    """ORD-05: a channel that does not exist is refused at its place in the document."""
    wire = Wire(PERU.processes)
    text = wire.dump_envelope(s.to_order(c.PlaceOrder(s.request())))
    with pytest.raises(InvalidDocument) as caught:
        wire.load_envelope(text.replace('"distributor_system"', '"fax"'))
    (problem,) = caught.value.problems
    assert ("command.request.channel", True) == (problem.path, "mobile_app" in problem.message)


@pytest.mark.parametrize(
    ("kind", "channel", "fits"),
    [
        (kind, channel, (channel is f.Channel.DISTRIBUTOR_SYSTEM) == (kind.value == "distributor"))
        for kind in PartyKind
        for channel in f.Channel
    ],
)
def test_each_party_has_its_channels(kind: PartyKind, channel: f.Channel, *, fits: bool) -> None:
    """ORD-05: a distributor orders through the distributor system, a customer through the rest."""
    story = s.went(s.placed(channel=channel), s.stock(), s.offerings()).when(s.party(kind=kind))
    expected = () if fits else ("party.channel",)
    assert expected == (rejected_for(story) if story.state.stage is Stage.REJECTED else ())


def test_everything_that_is_missing_is_named_at_once() -> None:
    """ORD-06: an empty request is recorded, and each missing field is named, all together."""
    empty = f.OrderRequest(s.DISTRIBUTOR, f.Channel.DISTRIBUTOR_SYSTEM, (s.item(s.PHONE),))
    story = place(empty).reaches(Stage.WAITING)
    expected = ("intake.zone", "intake.payment", "intake.delivery", "intake.contact")
    assert expected == missing(story)
    (told,) = s.sent(story, Notify)
    assert (Notice.INFORMATION_MISSING, s.DISTRIBUTOR) == (told.notice, told.to)
    assert expected == tuple(finding.rule for finding in told.findings)


@pytest.mark.parametrize(
    ("without", "rule"),
    [
        ({"zone": None}, "intake.zone"),
        ({"zone": ""}, "intake.zone"),
        ({"payment": None}, "intake.payment"),
        ({"delivery": None}, "intake.delivery"),
        ({"address": None}, "intake.address"),
        ({"contact": None}, "intake.contact"),
        ({"items": ()}, "intake.lines"),
        ({"items": (s.item(s.PHONE, 0),)}, "intake.quantities"),
        ({"items": (s.item(s.PHONE, -1),)}, "intake.quantities"),
        ({"items": (s.item(s.PHONE, MAX_QUANTITY + 1),)}, "intake.quantities"),
        ({"items": (s.item(s.PHONE), s.item(s.PHONE, 2))}, "intake.distinct"),
    ],
)
def test_each_gap_is_named_by_its_rule(without: dict[str, Any], rule: str) -> None:
    """ORD-06: taking away one thing from a complete request names exactly that thing."""
    story = place(s.request(**without)).reaches(Stage.WAITING)
    assert (rule,) == missing(story)


@pytest.mark.parametrize("quantity", [1, MAX_QUANTITY])
def test_quantities_at_their_limits_pass(quantity: int) -> None:
    """ORD-06: one unit is enough and the most units are not too many."""
    place(s.request(items=(s.item(s.PHONE, quantity),))).reaches(Stage.RECEIVED)


def test_goods_for_pick_up_need_no_address() -> None:
    """ORD-06: only what is delivered at home or installed needs a place to go to."""
    pickup = s.request(delivery=f.DeliveryMode.STORE_PICKUP, address=None)
    place(pickup).reaches(Stage.RECEIVED)
    with_service = s.request(s.PHONE, s.FIBRE, delivery=f.DeliveryMode.STORE_PICKUP, address=None)
    assert ("intake.address",) == missing(place(with_service))


def test_what_was_missing_is_given_piece_by_piece() -> None:
    """ORD-06: nothing is asked of the directories until the last gap is filled."""
    story = place(s.request(zone=None, contact=None)).reaches(Stage.WAITING)
    story = story.when(s.to_order(c.CompleteInformation(zone=s.ZONE)))
    assert (Stage.WAITING, ("intake.contact",)) == (story.state.stage, missing(story))
    contact = Sensitive("999 000 111")
    story = story.when(s.to_order(c.CompleteInformation(contact=contact)))
    story.then(e.InformationCompleted(s.request(contact=contact), s.NOON)).reaches(Stage.RECEIVED)
    assert 3 == len(s.moved(story).messages)


@pytest.mark.parametrize(
    ("skus", "quantities", "code"),
    [
        ((), (), "intake.lines"),
        ((s.PHONE, s.PHONE), (1, 2), "intake.distinct"),
        ((s.PHONE,), (0,), "intake.quantities"),
        ((s.PHONE,), (MAX_QUANTITY + 1,), "intake.quantities"),
    ],
)
def test_lines_that_cannot_be_ordered_are_given_anew(
    skus: tuple[str, ...], quantities: tuple[int, ...], code: str
) -> None:
    """TRU-12: whoever follows the advice about lines gets the order on its way."""
    lines = tuple(s.item(sku, n) for sku, n in zip(skus, quantities, strict=True))
    story = place(changed(s.request(), items=lines)).reaches(Stage.WAITING)
    assert (code,) == missing(story)
    whole = (s.item(s.PHONE, 3), s.item(s.LINE, 1))
    story = story.when(s.to_order(c.CompleteInformation(items=whole))).reaches(Stage.RECEIVED)
    assert (whole, whole) == (story.state.request.items, tuple(x.item for x in story.state.lines))
    assert [1, 2] == [line.number for line in story.state.lines]
    answers = (s.stock(), s.coverage(), s.party(), s.offerings(s.PHONE, s.LINE))
    story = s.went(story, *answers).reaches(Stage.IN_CREDIT)
    assert [3, 1] == [line.quantity for line in story.state.bill]


def test_an_order_goes_on_whatever_directory_answers_last() -> None:
    """ORD-04: the answers may come in any order; the last one verifies the order."""
    answers = (s.stock(), s.coverage(), s.party(), s.offerings(s.PHONE, s.LINE))
    for last in range(4):
        turned = answers[last + 1 :] + answers[: last + 1]
        story = s.went(s.placed(s.PHONE, s.LINE), *turned[:-1]).reaches(Stage.RECEIVED)
        story = story.when(turned[-1]).reaches(Stage.IN_CREDIT)
        assert e.OrderVerified in s.kinds(story)
        prepaid = s.placed(s.PHONE, s.LINE, payment="up-front")
        s.went(prepaid, *turned).reaches(Stage.IN_VALIDATION)


@pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.CLOSED])
def test_an_account_that_is_not_active_is_turned_away(status: AccountStatus) -> None:
    """ORD-01: a suspended or closed account is rejected for it, on record; nothing is reserved."""
    story = s.went(s.placed(), s.stock(), s.offerings()).when(s.party(status=status))
    assert ("party.active",) == rejected_for(story)
    assert (s.ORDER, "party.active") == (story.state.id, story.state.rejection)
    assert {Notify} == {type(message) for message in s.moved(story).messages}


def test_a_party_nobody_knows_is_turned_away() -> None:
    """ORD-01: an unknown party is recorded and rejected for that alone; nothing is reserved."""
    unknown = s.to_order(c.ReportParty(None))
    story = s.went(s.placed(), s.stock(), s.offerings()).when(unknown)
    assert ("party.registered",) == rejected_for(story)
    assert {Notify} == {type(message) for message in s.moved(story).messages}


def test_terms_of_payment_must_be_agreed() -> None:
    """ORD-26: there are no default terms; those not agreed with the party are refused."""
    story = s.went(s.placed(payment="net-7"), s.stock(), s.offerings()).when(s.party())
    assert ("party.payment-terms",) == rejected_for(story)
    never = s.went(s.placed(payment="net-99"), s.stock(), s.offerings())
    assert ("party.payment-terms",) == rejected_for(never.when(s.party(payment_terms=("net-99",))))


@pytest.mark.parametrize(("available", "enough"), [(2, False), (3, True), (4, True)])
def test_stock_is_enough_from_the_ordered_quantity_on(available: int, *, enough: bool) -> None:
    """ORD-07: one below the ordered quantity fails the line, exactly that or more passes."""
    story = s.placed(items=(s.item(s.PHONE, 3),))
    report = c.ReportStock(s.WAREHOUSE, (StockItem(s.PHONE, available),))
    story = s.went(story, s.party(), s.offerings()).when(s.to_order(report))
    story.reaches(Stage.IN_CREDIT if enough else Stage.REJECTED)
    (finding,) = (
        x for x in s.moved(story).events[1].decision.findings if x.rule == "availability.stock"
    )
    assert (1, s.PHONE, s.WAREHOUSE, available, None) == tuple(finding.observed.values())


def test_every_line_that_lacks_stock_is_named() -> None:
    """ORD-07: each line is answered with what is available, also one the warehouse left out."""
    report = c.ReportStock(s.WAREHOUSE, ())
    story = s.went(s.placed(s.PHONE, s.ROUTER), s.party(), s.offerings(s.PHONE, s.ROUTER))
    story = story.when(s.to_order(report))
    assert ("availability.stock", "availability.stock") == rejected_for(story)


@pytest.mark.parametrize(
    ("expected_on", "process", "stage"),
    [
        (date(2026, 3, 9), BACK_ORDERS, Stage.IN_CREDIT),
        (None, BACK_ORDERS, Stage.REJECTED),
        (date(2026, 3, 9), ORDERS, Stage.REJECTED),
    ],
)
def test_back_orders_are_a_policy(
    expected_on: date | None, process: OrderProcess, stage: Stage
) -> None:
    """ORD-07: too little stock passes only if more is expected and the policy allows it."""
    report = c.ReportStock(s.WAREHOUSE, (StockItem(s.PHONE, 0, expected_on),))
    story = s.went(s.placed(process=process), s.party(), s.offerings())
    story.when(s.to_order(report)).reaches(stage)


@pytest.mark.parametrize(
    ("until", "stage"),
    [
        (None, Stage.IN_CREDIT),
        (date(2026, 3, 3), Stage.IN_CREDIT),
        (date(2026, 3, 2), Stage.REJECTED),
        (date(2026, 3, 1), Stage.REJECTED),
    ],
)
def test_coverage_holds_until_the_day_it_ends(until: date | None, stage: Stage) -> None:
    """ORD-08: coverage has dates of validity; on the day it ends it is no more."""
    story = s.went(s.placed(s.FIBRE), s.party(), s.offerings(s.FIBRE))
    story.when(s.coverage(until=until)).reaches(stage)


def test_a_zone_without_coverage_is_refused_with_alternatives() -> None:
    """ORD-08: what the zone cannot have is named, with what it can have instead."""
    none = CoverageItem(s.FIBRE, qualified=False, alternatives=(s.LINE,))
    story = s.went(s.placed(s.FIBRE), s.party(), s.offerings(s.FIBRE))
    story = story.when(s.to_order(c.ReportCoverage((none,))))
    assert ("availability.coverage",) == rejected_for(story)
    assert s.LINE in str(s.moved(story).events[1].decision)


def test_the_party_is_shown_what_is_available_and_where() -> None:
    """ORD-09: zone, warehouse, what was ordered of goods and services, the price with tax.

    FUL-07: what else the warehouse has, and how much, concerns nobody whose order is accepted.
    """
    story = s.verified(s.PHONE, s.FIBRE)
    (told,) = s.sent(story, Notify)
    assert Notice.AVAILABILITY is told.notice
    assert {
        "order": s.ORDER,
        "zone": s.ZONE,
        "warehouse": s.WAREHOUSE,
        "goods": (f"1 x {s.PHONE}",),
        "services": (s.FIBRE,),
        "total": s.sol("1100.01"),
    } == dict(told.values)


def test_a_product_that_is_not_offered_or_of_another_kind_is_refused() -> None:
    """ORD-03: the catalogue decides what a product is, not the one who orders it."""
    story = s.went(s.placed(), s.party(), s.stock())
    gone = story.when(s.to_order(c.ReportOfferings(())))
    assert ("availability.offered",) == rejected_for(gone)
    service = Offering(s.PHONE, "Celular", Kind.SERVICE, s.price("10.00"))
    other = story.when(s.to_order(c.ReportOfferings((service,))))
    assert ("availability.offered",) == rejected_for(other)


def test_a_price_in_another_currency_is_refused() -> None:
    """ORD-11: one currency an account; no rate is assumed for a price in dollars."""
    dollars = Offering(s.PHONE, "Celular", Kind.GOODS, UnitPrice.of("250.00", Currency.USD))
    story = s.went(s.placed(), s.party(), s.stock())
    story = story.when(s.to_order(c.ReportOfferings((dollars,))))
    assert ("availability.currency",) == rejected_for(story)


def test_every_obstacle_is_named_together() -> None:
    """ORD-06: a rejection names what is wrong with the party and with each line, all at once."""
    story = s.went(s.placed(s.PHONE, s.FIBRE), s.stock(without=s.PHONE), s.coverage(covered=False))
    story = s.went(story, s.offerings(s.PHONE, s.FIBRE))
    story = story.when(s.party(status=AccountStatus.CLOSED))
    expected = ("party.active", "availability.stock", "availability.coverage")
    assert expected == rejected_for(story)
    assert expected[0] == story.state.rejection


def test_money_paid_for_a_rejected_order_is_given_back_once() -> None:
    """ORD-28: what was paid before a rejection, or after it, is refunded, each payment once."""
    story = s.went(s.placed(), s.pay(s.sol("100.00"), "OP-1"), s.stock(), s.offerings())
    story = story.when(s.party(status=AccountStatus.CLOSED)).reaches(Stage.REJECTED)
    (back,) = s.sent(story, ReturnMoney)
    assert (s.sol("100.00"), s.ACCOUNT) == (back.amount, back.owner.account)
    late = story.when(s.pay(s.sol("100.00"), "OP-2")).reaches(Stage.REJECTED)
    assert (back,) == s.sent(late, ReturnMoney)


def test_money_for_an_order_that_lacks_information_is_kept() -> None:
    """ORD-28: a payment is taken before the order is complete, and goes along with it."""
    story = s.placed(contact=None).when(s.pay(s.CENT)).reaches(Stage.WAITING)
    contact = c.CompleteInformation(contact=Sensitive("999 000 111"))
    assert (s.payment(s.CENT),) == s.went(story, s.to_order(contact)).state.prepaid


def test_clients_act_on_their_own_orders_only() -> None:
    """ORD-32: another distributor can neither place nor touch this one's order."""
    place(s.request(), actor="DIST-0099").refused("order.not-yours")
    s.placed().when(s.cancel(actor="DIST-0099")).refused("order.not-yours")
    place(s.request(), actor=s.SELLER, role=Role.SALES).reaches(Stage.RECEIVED)


def test_an_order_is_placed_once() -> None:
    """ORD-04: the same order cannot be placed a second time."""
    again = s.to_order(c.PlaceOrder(s.request()))
    s.placed().when(again).refused("process.wrong-stage").reaches(Stage.RECEIVED)


def test_an_answer_after_the_end_changes_nothing() -> None:
    """ORD-01: a directory that answers after the rejection is only told that it is over."""
    story = s.went(s.placed(), s.stock(), s.offerings(), s.party(status=AccountStatus.CLOSED))
    for late in (s.stock(), s.party(), s.offerings(), s.credit(), s.terms()):
        story.when(late).refused("process.wrong-stage").reaches(Stage.REJECTED)
