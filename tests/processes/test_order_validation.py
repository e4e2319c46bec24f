"""Internal validation: everything holds at the instant of the release, or the order ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import pytest

from order_to_cash.domain import order as e
from order_to_cash.domain.core import Currency, Decision, Envelope, Money, Role, Verdict, changed
from order_to_cash.domain.credit_account import commands as a
from order_to_cash.domain.order import OrderProcess, Stage
from order_to_cash.domain.order import commands as c
from order_to_cash.domain.order import facts as f
from order_to_cash.domain.trade import (
    AskCoverage,
    AskStock,
    GoodsLine,
    Notice,
    Notify,
    OpenWorkOrder,
    PrepareGoods,
    ReturnMoney,
)
from order_to_cash.operators.peru import ORDERS, VALIDATION
from order_to_cash.rules import validation_policy
from tests.processes import samples as s

FRESH = timedelta(hours=24)
OLD = f.Acceptance("internet", "2025-4")


def above(amount: Money, *, when_financed: bool = False) -> OrderProcess:
    """Orders of an operator that asks for approval above this amount."""
    policy = validation_policy(VALIDATION, above=amount, when_financed=when_financed)
    return OrderProcess(changed(ORDERS.settings, validation=policy))


def approve(*, yes: bool = True, by: str = s.ANALYST, at: datetime = s.NOON) -> Envelope[c.Command]:
    return s.to_order(c.DecideFinancing(yes, "línea revisada"), at, actor=by)


Last: TypeAlias = Callable[[datetime], Envelope[c.Command]]


def decision(story: s.OrderStory) -> Decision:
    """The decision of a release or a rejection."""
    (*_, event) = s.moved(story).events
    assert isinstance(event, e.OrderReleased | e.OrderRejected)
    return event.decision


def verdict(story: s.OrderStory, rule: str) -> tuple[Verdict, bool]:
    """What a rule found at the release or rejection, and whether it applied."""
    (found,) = (x for x in decision(story).findings if x.rule == rule)
    return found.verdict, found.applies


def test_an_order_is_released_when_nothing_is_open() -> None:
    """ORD-14: terms known and accepted, credit and availability valid: the order is released."""
    story = s.approved(s.PHONE, s.FIBRE).when(s.terms()).reaches(Stage.RELEASED)
    assert (e.TermsReported, e.OrderReleased) == s.kinds(story)
    assert Verdict.PASS is decision(story).verdict


def test_goods_are_prepared_by_the_warehouse() -> None:
    """ORD-17: the warehouse that answered is asked to prepare and ship the goods."""
    request = s.request(s.PHONE, s.FIBRE, s.ROUTER)
    story = s.approved(s.PHONE, s.FIBRE, s.ROUTER).when(s.terms())
    lines = (GoodsLine(1, s.PHONE, 1), GoodsLine(3, s.ROUTER, 1))
    assert (PrepareGoods(s.ORDER, s.WAREHOUSE, lines, "home_delivery", request.address),) == s.sent(
        story, PrepareGoods
    )


def test_goods_for_pick_up_go_to_no_address() -> None:
    """ORD-19: picked up in a store, the goods need no address, and none is passed on."""
    pickup = s.approved(s.PHONE, delivery=f.DeliveryMode.STORE_PICKUP).when(s.terms())
    (message,) = s.sent(pickup, PrepareGoods)
    assert ("store_pickup", None) == (message.mode, message.address)


def test_services_are_work_orders_of_the_technical_team() -> None:
    """ORD-18: each service becomes a work order, with zone, technology and address."""
    request = s.request(s.FIBRE, s.LINE)
    story = s.approved(s.FIBRE, s.LINE).when(s.terms())
    assert (
        OpenWorkOrder(s.ORDER, 1, s.FIBRE, s.ZONE, "ftth", request.address),
        OpenWorkOrder(s.ORDER, 2, s.LINE, s.ZONE, "4g", request.address),
    ) == s.sent(story, OpenWorkOrder)
    assert () == s.sent(story, PrepareGoods)
    mixed = s.approved(s.PHONE, s.FIBRE).when(s.terms())
    assert [2] == [message.line for message in s.sent(mixed, OpenWorkOrder)]


def test_the_release_commits_the_credit_and_tells_the_party() -> None:
    """ORD-11: from the release on the credit cannot be taken back; the party hears of it."""
    story = s.approved().when(s.terms())
    assert (a.CommitCredit(s.ORDER, s.PHONE_TOTAL),) == s.sent(story, a.CommitCredit)
    assert [Notice.ORDER_RELEASED] == [m.notice for m in s.sent(story, Notify)]


@pytest.mark.parametrize("accepted", [(), (OLD,), (f.Acceptance("movil", "2026-1"),)])
def test_terms_must_be_accepted_in_the_version_in_force(accepted: tuple[f.Acceptance, ...]) -> None:
    """ORD-14: no acceptance, an old version or other terms keep the order waiting."""
    story = s.approved(s.FIBRE, accepted=accepted).when(s.terms()).reaches(Stage.IN_VALIDATION)
    story = s.went(story, s.to_order(c.AcceptTerms(OLD))).reaches(Stage.IN_VALIDATION)
    newest = f.Acceptance("internet", "2026-1")
    story.when(s.to_order(c.AcceptTerms(newest))).reaches(Stage.RELEASED)


def test_an_acceptance_is_kept_once_beside_the_others() -> None:
    """ORD-14: accepted again, a version stands once; what else was accepted stays."""
    other = f.Acceptance("movil", "2026-1")
    story = s.approved(s.FIBRE, accepted=(other,)).when(s.terms())
    story = s.went(story, s.to_order(c.AcceptTerms(OLD)), s.to_order(c.AcceptTerms(OLD)))
    assert (other, OLD) == story.state.request.accepted


def test_terms_with_no_version_in_force_end_the_order() -> None:
    """ORD-14: what has no terms in force cannot be sold; the order ends and frees its credit."""
    story = s.approved(s.FIBRE).when(s.to_order(c.ReportTerms(()))).reaches(Stage.REJECTED)
    assert ("validation.terms",) == s.rules_in(decision(story))
    assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)


def test_goods_without_terms_wait_for_no_acceptance() -> None:
    """ORD-14: a product without terms of its own needs none accepted, and that is recorded."""
    story = s.approved(s.PHONE, accepted=()).when(s.to_order(c.ReportTerms(())))
    story.reaches(Stage.RELEASED)
    assert (Verdict.PASS, False) == verdict(story, "validation.terms")


@pytest.mark.parametrize(
    ("after", "stage"),
    [
        (FRESH - s.TICK, Stage.RELEASED),
        (FRESH, Stage.IN_VALIDATION),
        (FRESH + s.TICK, Stage.IN_VALIDATION),
    ],
)
def test_answers_about_availability_age(after: timedelta, stage: Stage) -> None:
    """ORD-14: an answer about stock or coverage holds just under a day; then it is asked again."""
    at = s.NOON + after
    story = s.approved(s.PHONE, s.FIBRE).when(s.terms(at)).reaches(stage)
    if stage is Stage.IN_VALIDATION:
        assert (e.TermsReported, e.AvailabilityLapsed) == s.kinds(story)
        story.sends(AskStock(s.ZONE, (s.PHONE,)), AskCoverage(s.ZONE, (s.FIBRE,), at.date()))
        story = s.went(story, s.coverage(at)).reaches(Stage.IN_VALIDATION)
        story.when(s.stock(at)).reaches(Stage.RELEASED)


def test_stock_that_is_gone_ends_the_order() -> None:
    """ORD-07: what was there at the verification and is no more ends the order at the release."""
    at = s.NOON + FRESH
    story = s.went(s.approved(s.PHONE), s.terms(at))
    story = story.when(s.stock(at, without=s.PHONE)).reaches(Stage.REJECTED)
    assert ("availability.stock",) == s.rules_in(decision(story))
    assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)


def test_coverage_that_ends_at_midnight_ends_the_order() -> None:
    """ORD-08: an answer that is fresh still names a day on which the coverage ends."""
    tomorrow = s.TODAY + s.DAY
    story = s.placed(s.FIBRE)
    story = s.went(story, s.party(), s.coverage(until=tomorrow), s.offerings(s.FIBRE))
    story = s.went(story, s.credit(amount=story.state.priced))
    midnight = datetime(2026, 3, 3, tzinfo=s.LIMA)
    before = story.when(s.terms(midnight - s.TICK))
    before.reaches(Stage.RELEASED)
    story.when(s.terms(midnight)).reaches(Stage.REJECTED)


@pytest.mark.parametrize(
    ("after", "stage"),
    [
        (timedelta(hours=72) - s.TICK, Stage.RELEASED),
        (timedelta(hours=72), Stage.IN_CREDIT),
        (timedelta(hours=72) + s.TICK, Stage.IN_CREDIT),
    ],
)
def test_credit_is_still_valid_at_the_release(after: timedelta, stage: Stage) -> None:
    """ORD-14: released just before the approval expires, asked again exactly when it does."""
    at = s.NOON + after
    story = s.went(s.approved(s.FIBRE, accepted=()), s.terms(at - s.HOUR))
    story = s.went(story, s.coverage(at - s.HOUR))
    story.when(s.to_order(NEWEST, at)).reaches(stage)


LAPSED = s.NOON + timedelta(hours=72)
NEWEST = c.AcceptTerms(f.Acceptance("internet", "2026-1"))
LAST = (
    s.terms,
    s.stock,
    s.coverage,
    lambda at: s.to_order(NEWEST, at),
    lambda at: approve(at=at),
    lambda at: s.pay(s.CENT, at=at),
)


def renewed(*skus: str, fresh: bool, short: Money = s.NOTHING) -> s.OrderStory:
    """An order whose credit lapsed with the last acceptance, and was renewed but for `short`."""
    story = s.went(s.approved(*skus, accepted=()), s.terms())
    if fresh:
        story = s.went(story, s.stock(LAPSED - s.HOUR), s.coverage(LAPSED - s.HOUR))
    story = s.went(story, s.to_order(NEWEST, LAPSED)).reaches(Stage.IN_CREDIT)
    amount = story.state.priced - short
    return s.went(story, s.credit(LAPSED, amount=amount)).reaches(Stage.IN_VALIDATION)


@pytest.mark.parametrize("last", LAST)
def test_whatever_comes_next_looks_at_everything(last: Last) -> None:
    """ORD-14: an answer, an acceptance, an approval or a payment: each time all must hold."""
    s.went(renewed(s.PHONE, s.FIBRE, fresh=True), last(LAPSED)).reaches(Stage.RELEASED)
    s.went(renewed(s.PHONE, s.FIBRE, fresh=True, short=s.CENT), last(LAPSED)).reaches(
        Stage.REJECTED
    )
    story = s.went(renewed(s.PHONE, s.FIBRE, fresh=False), last(LAPSED))
    assert e.AvailabilityLapsed is s.kinds(story.reaches(Stage.IN_VALIDATION))[-1]
    story = s.went(renewed(s.PHONE, s.FIBRE, fresh=True), last(LAPSED + (LAPSED - s.NOON)))
    assert e.CreditLapsed is s.kinds(story.reaches(Stage.IN_CREDIT))[-1]


def test_credit_for_less_than_the_order_costs_does_not_do() -> None:
    """ORD-14: an approval for a cent less than the total does not cover the order, which ends."""
    exact = s.went(s.verified(), s.credit(amount=s.PHONE_TOTAL))
    exact.when(s.terms()).reaches(Stage.RELEASED)
    short = s.went(s.verified(), s.credit(amount=s.PHONE_TOTAL - s.CENT)).when(s.terms())
    assert ("validation.credit-holds",) == s.rules_in(decision(short.reaches(Stage.REJECTED)))


@pytest.mark.parametrize(
    ("threshold", "needed"),
    [
        (s.PHONE_TOTAL + s.CENT, False),
        (s.PHONE_TOTAL, False),
        (s.PHONE_TOTAL - s.CENT, True),
    ],
)
def test_approval_is_needed_above_an_amount(threshold: Money, *, needed: bool) -> None:
    """ORD-15: at the threshold nobody has to approve, one cent above it somebody has to."""
    story = s.approved(process=above(threshold)).when(s.terms())
    story.reaches(Stage.IN_VALIDATION if needed else Stage.RELEASED)
    if needed:
        story = story.when(approve()).reaches(Stage.RELEASED)
        assert (
            f.Approval(approved=True, actor=s.ANALYST, reason="línea revisada", at=s.NOON)
            == story.state.approval
        )
        assert (Verdict.PASS, True) == verdict(story, "validation.approval")
    else:
        assert (Verdict.PASS, False) == verdict(story, "validation.approval")


def test_a_policy_may_ask_for_approval_of_all_financing() -> None:
    """ORD-15: if the policy says so every financed order is approved, but none paid up front."""
    process = above(s.sol("20000.00"), when_financed=True)
    s.approved(process=process).when(s.terms()).reaches(Stage.IN_VALIDATION)
    paid = s.went(s.verified(payment="up-front", process=process), s.pay())
    paid.when(s.terms()).reaches(Stage.RELEASED)


def test_an_overridden_order_is_approved_whatever_it_costs() -> None:
    """ORD-15: on an override somebody approves the financing, below the threshold too."""
    story = s.went(s.declined(), s.override())
    given = story.state.credit.override
    story = s.went(story, s.credit(limit=s.CENT, override=given), s.terms())
    story.reaches(Stage.IN_VALIDATION).when(approve(by=s.COLLEAGUE)).reaches(Stage.RELEASED)


def test_a_refused_financing_ends_the_order_with_its_reason() -> None:
    """ORD-15: refused, the order is rejected, and the refusal names who and why."""
    story = s.went(s.approved(process=above(s.CENT)), s.terms()).when(approve(yes=False))
    story.reaches(Stage.REJECTED)
    assert ("validation.approval",) == s.rules_in(decision(story))
    assert "refused by creditos-07: línea revisada" in str(decision(story))


def test_nobody_approves_his_own_order() -> None:
    """ORD-15: whoever requested the order does not approve it, whatever his role."""
    by_seller = s.to_order(c.PlaceOrder(s.request()), actor=s.SELLER, role=Role.SALES)
    story = s.order_story(above(s.CENT))
    story = s.went(story, by_seller, s.stock(), s.party(), s.offerings(), s.credit(), s.terms())
    story.when(approve(by=s.SELLER)).refused("order.own-approval").reaches(Stage.IN_VALIDATION)
    story.when(approve(by=s.ANALYST)).reaches(Stage.RELEASED)


def test_override_and_financing_of_an_order_are_two_peoples() -> None:
    """TRU-16: who overrode the credit approves no financing of that order, however spelt."""
    story = s.went(s.declined(), s.override(actor=s.COLLEAGUE))
    given = story.state.credit.override
    story = s.went(story, s.credit(limit=s.CENT, override=given), s.terms())
    for name in (s.COLLEAGUE, s.COLLEAGUE.upper()):
        story.when(approve(by=name)).refused("order.two-people").reaches(Stage.IN_VALIDATION)
    story.when(approve(by=s.ANALYST)).reaches(Stage.RELEASED)


def test_who_approved_the_financing_does_not_override_the_credit_later() -> None:
    """TRU-16: credit that is taken back after the approval is overridden by somebody else."""
    story = s.approved(s.FIBRE, process=above(s.CENT), accepted=())
    story = s.went(story, approve(by=s.ANALYST), s.credit(limit=s.CENT)).reaches(Stage.DECLINED)
    story.when(s.override(actor=s.ANALYST)).refused("order.two-people").reaches(Stage.DECLINED)
    story.when(s.override(actor=s.COLLEAGUE)).reaches(Stage.IN_CREDIT)


def test_whoever_gets_the_order_does_not_approve_its_financing() -> None:
    """TRU-16: the distributor of an order that sales placed is refused in every role."""
    by_seller = s.to_order(c.PlaceOrder(s.request()), actor=s.SELLER, role=Role.SALES)
    story = s.order_story(above(s.CENT))
    story = s.went(story, by_seller, s.stock(), s.party(), s.offerings(), s.credit(), s.terms())
    for name in (s.DISTRIBUTOR, s.DISTRIBUTOR.lower()):
        story.when(approve(by=name)).refused("order.own-gain").reaches(Stage.IN_VALIDATION)


def test_a_refused_financing_ends_the_order_before_its_terms_are_accepted() -> None:
    """ORD-15: what cannot pass any more waits for nothing else."""
    story = s.approved(s.FIBRE, process=above(s.CENT), accepted=())
    story = s.went(story, s.terms()).when(approve(yes=False)).reaches(Stage.REJECTED)
    assert ["validation.approval"] == [x.rule for x in decision(story).failures]
    (told,) = s.sent(story, Notify)
    assert ["validation.approval"] == [finding.rule for finding in told.findings]


@pytest.mark.parametrize("role", [x for x in Role if x is not Role.CREDIT_AND_COLLECTIONS])
def test_only_credit_and_collections_approves(role: Role) -> None:
    """ORD-15: nobody else may approve the financing."""
    given = s.to_order(c.DecideFinancing(approved=True, reason="sí"), role=role)
    story = s.went(s.approved(process=above(s.CENT)), s.terms()).when(given)
    story.refused("process.wrong-role").reaches(Stage.IN_VALIDATION)


def test_an_approval_may_come_first_and_a_later_one_counts() -> None:
    """ORD-15: the last word of Credit & Collections counts, in whatever order facts arrive."""
    process = above(s.CENT)
    early = s.went(s.approved(process=process), approve())
    early.reaches(Stage.IN_VALIDATION).when(s.terms()).reaches(Stage.RELEASED)
    twice = s.went(s.approved(process=process), approve(), approve(yes=False))
    twice.when(s.terms()).reaches(Stage.REJECTED)


@pytest.mark.parametrize(
    ("first", "second", "stage"),
    [
        ("999.99", "0.01", Stage.RELEASED),
        ("999.99", "0.02", Stage.RELEASED),
        ("999.98", "0.01", Stage.IN_VALIDATION),
    ],
)
def test_up_front_means_all_of_it(first: str, second: str, stage: Stage) -> None:
    """ORD-12: an order paid up front is released with the last cent and not before."""
    story = s.went(s.verified(payment="up-front"), s.terms(), s.pay(s.sol(first), "OP-1"))
    story.reaches(Stage.IN_VALIDATION).when(s.pay(s.sol(second), "OP-2")).reaches(stage)


def test_money_in_another_currency_is_refused_from_the_start() -> None:
    """ORD-28: dollars pay no order in soles, before its price is known or after."""
    dollars = Money.of("1000.00", Currency.USD)
    for story in (s.placed(), s.verified(), s.approved(), s.released(), s.completed()):
        story.when(s.pay(dollars)).refused("order.currency")


def test_what_a_product_requires_is_ordered_too() -> None:
    """ORD-16: television requires fibre, in the order itself or with the customer already."""
    alone = s.verified(s.TV).reaches(Stage.REJECTED)
    assert ("validation.compatible",) == s.rules_in(decision(alone))
    s.approved(s.TV, s.FIBRE).when(s.terms()).reaches(Stage.RELEASED)
    s.approved(s.TV, products=(s.FIBRE,)).when(s.terms()).reaches(Stage.RELEASED)


def test_what_a_product_excludes_is_neither_there_nor_ordered() -> None:
    """ORD-16: two fibre plans exclude each other, in the order and with the customer."""
    s.approved(s.FIBRE_FASTER).when(s.terms()).reaches(Stage.RELEASED)
    s.verified(s.FIBRE_FASTER, s.FIBRE).reaches(Stage.REJECTED)
    s.verified(s.FIBRE_FASTER, products=(s.FIBRE,)).reaches(Stage.REJECTED)


@pytest.mark.parametrize("payment", ["up-front", "net-30"])
def test_what_does_not_fit_is_told_before_anybody_is_asked_for_money_or_terms(payment: str) -> None:
    """ORD-16: lines that exclude each other end the order with the last answer about it."""
    skus = (s.FIBRE_FASTER, s.FIBRE)
    story = s.went(s.placed(*skus, payment=payment, accepted=()), s.coverage(), s.party())
    story = story.when(s.offerings(*skus)).reaches(Stage.REJECTED)
    assert (e.OfferingsReported, e.OrderRejected) == s.kinds(story)
    assert ("validation.compatible",) == s.rules_in(decision(story))
    assert [Notice.ORDER_REJECTED] == [m.notice for m in s.sent(story, Notify)]


def test_terms_that_are_not_in_force_end_the_order_before_it_is_paid() -> None:
    """ORD-14: a product whose terms have no version in force waits for no money."""
    story = s.verified(s.FIBRE, payment="up-front").when(s.to_order(c.ReportTerms(())))
    story.reaches(Stage.REJECTED)
    assert "validation.terms" in s.rules_in(decision(story))


def test_what_is_replaced_does_not_count() -> None:
    """ORD-16: a plan that replaces what the customer has is not in conflict with it."""
    better = changed(s.CATALOGUE[s.FIBRE_FASTER], replaces=(s.FIBRE,))
    story = s.went(s.placed(s.FIBRE_FASTER), s.coverage(), s.party(products=(s.FIBRE,)))
    story = s.went(story, s.to_order(c.ReportOfferings((better,))))
    story = s.went(story, s.credit(amount=story.state.priced)).when(s.terms())
    story.reaches(Stage.RELEASED)


def test_compatibility_does_not_apply_to_a_new_customer() -> None:
    """ORD-16: with nothing there and no relations ordered the rule says so, and passes."""
    story = s.approved(s.LINE).when(s.terms())
    assert (Verdict.PASS, False) == verdict(story, "validation.compatible")


def test_products_nobody_ordered_are_in_nobodys_way() -> None:
    """ORD-16: a catalogue that answers more than it was asked brings no conflict into the order."""
    story = s.went(s.placed(s.FIBRE, accepted=s.request().accepted[:1]), s.coverage(), s.party())
    story = s.went(story, s.offerings(*s.CATALOGUE))
    story = s.went(story, s.credit(amount=story.state.priced)).when(s.terms())
    story.reaches(Stage.RELEASED)


def test_every_conflict_is_named() -> None:
    """ORD-16: all that is missing and all that conflicts is named, not the first of it."""
    story = s.verified(s.TV, s.FIBRE_FASTER, products=(s.FIBRE,))
    (found,) = decision(story.reaches(Stage.REJECTED)).failures
    assert ((), (f"{s.FIBRE_FASTER} - {s.FIBRE}",), ()) == tuple(found.observed.values())
    story = s.verified(s.TV, s.FIBRE_FASTER)
    (found,) = decision(story.reaches(Stage.REJECTED)).failures
    assert ((f"{s.TV} - {s.FIBRE}",), (), ()) == tuple(found.observed.values())


def test_a_rejection_in_validation_gives_everything_back() -> None:
    """ORD-33: an order that fails at the end frees its credit and returns what was paid."""
    story = s.went(s.approved(s.FIBRE), s.pay(s.sol("10.00")))
    story = story.when(s.to_order(c.ReportTerms(()))).reaches(Stage.REJECTED)
    assert (a.FreeCredit(s.ORDER),) == s.sent(story, a.FreeCredit)
    (back,) = s.sent(story, ReturnMoney)
    assert s.sol("10.00") == back.amount
