"""A correction from its cause to the reply: found, overridden, approved, routed, closed."""

from typing import Any

import pytest

from order_to_cash.domain.charge_correction import (
    Cause,
    CauseFacts,
    CauseTable,
    Checks,
    CorrectionSettings,
    Row,
    Stage,
)
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.core import BrokenDefinition, OutOfOrder, Role, changed
from order_to_cash.domain.trade import Notice, RouteKind
from order_to_cash.operators.peru import CORRECTIONS
from order_to_cash.operators.peru_corrections import ROUTES
from tests.charge_correction import samples as s


def override(cause: Cause = Cause.POST_SALE, reason: str = "consta en la llamada") -> Any:
    """The advisor names a cause."""
    return s.variations(c.OverrideCause(cause, reason))


@pytest.mark.parametrize("cause", Cause)
def test_the_facts_name_the_cause(cause: Cause) -> None:
    """FIX-12: the cause is derived from what was found, with the evidence it rests on."""
    told = s.diagnosed(s.POINTING[cause]).reaches(Stage.DIAGNOSED)
    (found,) = s.moved(told).events
    assert cause is found.cause is told.state.cause
    assert "in_evaluation" in found.diagnosis.used
    assert () == found.diagnosis.missing


def test_missing_evidence_leaves_the_cause_open() -> None:
    """FIX-12: several causes are possible; what would tell them apart is named."""
    told = s.diagnosed(CauseFacts(in_evaluation=True, on_plan=False, regularised=False))
    (found,) = s.moved(told.reaches(Stage.IN_REVIEW)).events
    assert (Cause.CONFIGURATION, Cause.POST_SALE) == found.diagnosis.possible
    assert ("post_sale",) == found.diagnosis.missing
    told.when(s.ROUTING).refused("process.wrong-stage")


def test_later_facts_can_take_a_cause_back() -> None:
    """What was found can be corrected: a cause that no longer follows is dropped."""
    told = s.went(s.diagnosed(), s.variations(c.ReportFacts(CauseFacts())))
    assert (Stage.IN_REVIEW, None) == (told.state.stage, told.state.cause)


def test_an_override_carries_a_reason() -> None:
    """FIX-12: an advisor may name another cause, once facts are there, and says why."""
    told = s.diagnosed()
    told.when(override(reason="")).refused("process.blank")
    told.when(override()).then(
        e.CauseOverridden(Cause.POST_SALE, s.ADVISOR, "consta en la llamada")
    ).reaches(Stage.DIAGNOSED)
    s.requested().when(override()).refused("charge-correction.no-facts")
    unexplained = s.diagnosed(CauseFacts(in_evaluation=True, on_plan=True, regularised=False))
    unexplained.reaches(Stage.IN_REVIEW).when(override()).reaches(Stage.DIAGNOSED)


def test_an_overridden_cause_is_the_one_that_is_routed() -> None:
    """FIX-12, FIX-20: the route is that of the cause the advisor named."""
    told = s.went(s.diagnosed(), override(), s.ROUTING)
    (asked,) = s.moved(told.reaches(Stage.ROUTING)).events
    assert e.RoutingAsked(Cause.POST_SALE, ROUTES[Cause.POST_SALE], s.TODAY) == asked


@pytest.mark.parametrize(
    ("cause", "kind", "area"),
    [
        (Cause.CONFIGURATION, RouteKind.FORM, "activations"),
        (Cause.MISALIGNMENT, RouteKind.TICKET, "systems"),
        (Cause.SALES_WITH_OFFER, RouteKind.FORM, "network-planning"),
        (Cause.SALES_WITHOUT_OFFER, RouteKind.FORM, "network-planning"),
        (Cause.POST_SALE, RouteKind.FORM, "network-planning"),
    ],
)
def test_each_cause_has_its_route(cause: Cause, kind: RouteKind, area: str) -> None:
    """FIX-20, FIX-21, FIX-22, FIX-23, FIX-24: form or ticket, to whom, for what; operator data."""
    told = s.went(s.diagnosed(s.POINTING[cause]), s.ROUTING)
    if told.state.stage is Stage.IN_APPROVAL:
        told = s.went(told, s.APPROVED)
    asked = s.moved(told.reaches(Stage.ROUTING)).events[-1]
    assert (cause, kind, area) == (asked.cause, asked.route.kind, asked.route.area)
    assert asked.route.request


def test_a_cause_without_a_route_is_a_broken_definition() -> None:
    """FIX-25: queues and forms are the operator's data, and it has to give all of them."""
    own: CorrectionSettings = CORRECTIONS.settings
    with pytest.raises(BrokenDefinition, match="lacks post_sale") as caught:
        changed(own, routes={k: v for k, v in ROUTES.items() if k is not Cause.POST_SALE})
    assert "charge-correction.no-route" == caught.value.code


def test_a_pack_names_its_own_cause_with_its_route() -> None:
    """OPN-03: facts that explained nothing have a cause of the operator's, and its way."""
    migrated, facts = Cause("lost_in_migration"), s.POINTING[Cause.MISALIGNMENT]
    facts = changed(facts, regularised=True, billed_since=False, post_sale=False)
    own: CorrectionSettings = CORRECTIONS.settings
    assert (None,) == own.causes.diagnose(facts).possible
    table = CauseTable((*own.causes.rows, Row(migrated, facts)))
    assert (migrated,) == table.diagnose(facts).possible
    with pytest.raises(BrokenDefinition, match="lacks lost_in_migration"):
        changed(own, causes=table)
    routes = {**ROUTES, migrated: ROUTES[Cause.MISALIGNMENT]}
    assert migrated in changed(own, causes=table, routes=routes).routes


def test_a_sale_without_an_offer_is_never_automatic() -> None:
    """FIX-10: it waits for approval, and sales audit is told."""
    told = s.went(s.diagnosed(s.WITHOUT_OFFER), s.ROUTING).reaches(Stage.IN_APPROVAL)
    told.then(e.ApprovalAsked(s.ADVISOR))
    sent = {to: notice.notice for to, notice in s.notices(told).items()}
    assert {
        Role.COMMERCIAL_MANAGER.value: Notice.CORRECTION_TO_APPROVE,
        Role.SALES_AUDIT.value: Notice.CORRECTION_AUDIT,
    } == sent


def test_an_override_is_no_way_around_the_approval() -> None:
    """FIX-10: what the facts leave possible is approved, whatever cause an advisor names."""
    for facts in (s.WITHOUT_OFFER, CauseFacts(**s.NEVER_ENTERED)):
        s.went(s.diagnosed(facts), override(), s.ROUTING).reaches(Stage.IN_APPROVAL)
    named = override(Cause.SALES_WITHOUT_OFFER)
    s.went(s.diagnosed(), named, s.ROUTING).reaches(Stage.IN_APPROVAL)
    s.went(s.diagnosed(s.WITH_OFFER), s.ROUTING).reaches(Stage.ROUTING)


def test_an_approved_malpractice_follows_the_same_route() -> None:
    """FIX-10: with a reason and the executive's evidence it goes the way of the sales causes."""
    told = s.in_approval().when(s.APPROVED).reaches(Stage.ROUTING)
    approved, asked = s.moved(told).events
    assert e.MalpracticeApproved(s.MANAGER, "se acordó por escrito") == approved
    assert ROUTES[Cause.SALES_WITH_OFFER] == asked.route


def test_a_refused_malpractice_ends_with_its_reason() -> None:
    """FIX-10: nothing is corrected, and the customer hears why."""
    told = s.in_approval().when(s.DENIED).reaches(Stage.REFUSED)
    told.then(e.MalpracticeRefused(s.MANAGER, "nadie lo ofreció"))
    assert ("reason", "nadie lo ofreció") in s.notices(told)[s.CUSTOMER].values


@pytest.mark.parametrize("approved", [True, False])
def test_the_approval_needs_a_reason_and_another_person(approved: bool) -> None:
    """FIX-10: no reason, no decision; and nobody decides what he asked for himself."""
    decide = c.DecideMalpractice(approved=approved, reason="x")
    empty = s.manager(changed(decide, reason=""))
    s.in_approval().when(empty).refused("process.blank")
    s.in_approval().when(s.manager(decide, s.ADVISOR)).refused("charge-correction.own-case")


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (s.ADVISOR.upper(), "charge-correction.own-case"),
        ("ASESOR-2", "charge-correction.own-case"),
        (s.CUSTOMER, "charge-correction.own-gain"),
        (s.CUSTOMER.lower(), "charge-correction.own-gain"),
    ],
)
def test_whoever_has_a_part_in_it_approves_nothing(actor: str, code: str) -> None:
    """TRU-16: neither who asks, who named the cause, nor the customer, however spelt."""
    named = c.OverrideCause(Cause.SALES_WITHOUT_OFFER, "lo dice la grabación")
    told = s.went(s.diagnosed(s.WITHOUT_OFFER), s.variations(named, "asesor-2"), s.ROUTING)
    decide = c.DecideMalpractice(approved=True, reason="x")
    told.when(s.manager(decide, actor)).refused(code).reaches(Stage.IN_APPROVAL)
    told.when(s.manager(decide)).reaches(Stage.ROUTING)


def test_facts_that_come_later_name_the_cause_anew() -> None:
    """TRU-16: who named a cause that no longer counts has no part in the approval."""
    named = c.OverrideCause(Cause.CONFIGURATION, "así parece")
    again = s.variations(c.ReportFacts(s.WITHOUT_OFFER))
    told = s.went(s.diagnosed(s.WITHOUT_OFFER), s.variations(named, "asesor-2"), again, s.ROUTING)
    decide = c.DecideMalpractice(approved=True, reason="x")
    told.when(s.manager(decide, "asesor-2")).reaches(Stage.ROUTING)


def test_the_approval_needs_the_executives_evidence() -> None:
    """FIX-10: where the policy took up the case on other evidence, the executive's must come."""
    checks = changed(s.CHECKS, executive_evidence=False)
    told = s.in_approval(checks).reaches(Stage.IN_APPROVAL)
    told.when(s.APPROVED).refused("charge-correction.no-evidence")
    told.when(s.DENIED).reaches(Stage.REFUSED)
    brought = s.went(told, s.care(c.CompleteIntake(s.STANDING, s.CHECKS)))
    brought.when(s.APPROVED).reaches(Stage.ROUTING)


@pytest.mark.parametrize("cause", [Cause.CONFIGURATION, Cause.SALES_WITH_OFFER, Cause.POST_SALE])
def test_it_closes_after_the_registration(cause: Cause) -> None:
    """FIX-25: in all three scenarios, and not before the registration is confirmed."""
    told = s.went(s.diagnosed(s.POINTING[cause]), s.ROUTING)
    told.when(s.CLOSING).refused("process.wrong-stage")
    closed = s.went(told, s.ROUTED, s.CLOSING).reaches(Stage.CLOSED)
    closed.then(e.CorrectionClosed())


def test_the_reply_ends_it() -> None:
    """FIX-26: the customer is contacted after the closing, and sent what was done."""
    s.routed().when(s.REPLY).refused("process.wrong-stage")
    told = s.attended().reaches(Stage.ATTENDED)
    notice = s.notices(told)[s.CUSTOMER]
    assert (Notice.CORRECTION_ATTENDED, s.CONTACT) == (notice.notice, notice.contact)
    assert {"offered": s.OFFERED, "effective": s.TODAY}.items() <= dict(notice.values).items()


@pytest.mark.parametrize("before", [s.routed, lambda: s.went(s.routed(), s.CLOSING), s.attended])
def test_a_bill_that_is_still_wrong_leads_back(before: Any) -> None:
    """FIX-22: from wherever the case stands it is registered again, as a misalignment."""
    told = before().when(s.still_wrong("F-9")).reaches(Stage.ROUTING)
    found, asked = s.moved(told).events
    assert e.FoundMisaligned("F-9") == found
    assert (Cause.MISALIGNMENT, RouteKind.TICKET) == (asked.cause, asked.route.kind)
    again = s.went(told, s.ROUTED, s.CLOSING, s.REPLY).reaches(Stage.ATTENDED)
    assert (1, ("R-1", "R-1")) == (again.state.returns, again.state.references)


def test_while_it_is_being_routed_a_wrong_bill_is_noted() -> None:
    """FIX-22: nothing is registered twice for what is under way."""
    told = s.went(s.diagnosed(), s.ROUTING, s.still_wrong("F-9"))
    told.then(e.StillWrongNoted("F-9")).reaches(Stage.ROUTING)


def test_the_case_systems_reference_is_kept() -> None:
    """FIX-19: the reference of the case is recorded whenever it comes."""
    assert ("N-1",) == s.went(s.requested(), s.NUMBERED).state.references
    late = s.went(s.attended(), s.NUMBERED).reaches(Stage.ATTENDED)
    assert ("R-1", "N-1") == late.state.references


def test_nothing_can_be_read_that_is_not_there() -> None:
    """A case without a request, a cause or a day says so instead of guessing."""
    nothing = CORRECTIONS.initial
    with pytest.raises(OutOfOrder):
        _ = nothing.request
    with pytest.raises(OutOfOrder):
        _ = s.requested().state.effective_from
    lost = changed(s.diagnosed().state, cause=None)
    with pytest.raises(OutOfOrder):
        CORRECTIONS.decide(lost, s.ROUTING)


def test_it_never_asks_the_clock() -> None:
    """Time alone changes nothing of a correction."""
    assert CORRECTIONS.next_check(s.requested(checks=Checks()).state) is None
