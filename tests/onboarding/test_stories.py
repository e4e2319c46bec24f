"""Onboardings told step by step: documents, lanes, reviews, revisions, prerequisites."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from order_to_cash.domain.core import Currency, Envelope, Moved, Role, changed, step
from order_to_cash.domain.onboarding import REQUEST, Onboarding
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.onboarding import facts as f
from order_to_cash.domain.trade import Bill, NoteInvoice, Notice, Notify, Tell, UnitPrice
from order_to_cash.operators.b2b import FLOW, LANES, REVIEWERS
from order_to_cash.operators.peru import ONBOARDING, PAYMENT_TERMS
from order_to_cash.testing import Story
from tests.onboarding import samples as s
from tests.onboarding.samples import after, say, until

TEST, PRODUCTION = f.Environment.TEST, f.Environment.PRODUCTION


def told(state: Onboarding, *said: Envelope[Any]) -> Story[Onboarding, Any, Any]:
    """A story that begins there."""
    story = Story(ONBOARDING, state)
    for envelope in said:
        story = story.when(envelope)
    return story


def refused(state: Onboarding, envelope: Envelope[Any], code: str) -> None:
    """The command is refused with that code."""
    told(state, envelope).refused(code)


def notices(story: Story[Onboarding, Any, Any]) -> list[tuple[Notice, str]]:
    """Who was told what by the last command."""
    assert isinstance(story.outcome, Moved)
    return [(m.notice, m.to) for m in story.outcome.messages if isinstance(m, Notify)]


def test_the_straight_way_passes_nine_phases() -> None:
    """ONB-02, ONB-16: from the request through nine phases to one commercial close."""
    state, seen = ONBOARDING.initial, ["new"]
    for envelope in s.straight():
        state = after(state, envelope)
        seen += [state.place] if state.place != seen[-1] else []
    phases = list(dict.fromkeys(stage.rsplit("_", 1)[0] for stage in seen[1:-1]))
    expected = [
        "start",
        "proposal",
        "commercial_analysis",
        "technical_analysis",
        "contract",
        "implementation",
        "invoicing",
        "collection",
        "commercial_close",
    ]
    assert expected == phases
    assert "closed" == state.stage


def test_documents_come_in_their_order() -> None:
    """ONB-07: CRO, proposal, contract, service order, plan, confirmation, invoice, collection."""
    assert s.KINDS == tuple(paper.kind for paper in until("closed").papers)


def test_a_document_keeps_who_did_what_and_when() -> None:
    """ONB-08: made, sent, approved, validated, each with actor, role and instant."""
    paper = until("closed").paper("proposal")
    assert paper is not None
    operator = f.Mark("operations_operator-1", s.OPERATOR, s.NOON)
    desk = f.Mark("help_desk-1", s.DESK, s.NOON)
    manager = f.Mark("commercial_manager-1", s.MANAGER, s.NOON)
    expected = (operator, operator, manager, (operator, desk), 1, s.files("proposal"))
    actual = (
        paper.made,
        paper.sent,
        paper.approved,
        paper.validated,
        paper.revision,
        paper.files,
    )
    assert expected == actual


@pytest.mark.parametrize("role", LANES)
def test_each_lane_receives_validates_makes_and_sends(role: Role) -> None:
    """ONB-01, ONB-03, ONB-04: either lane takes the request, and makes and sends the CRO."""
    state = after(ONBOARDING.initial, say(s.request(), role), *s.validated(REQUEST))
    story = told(state, say(s.make("cro"), role), say(s.send("cro"), role))
    story.reaches("proposal_validation")


@pytest.mark.parametrize("role", LANES)
@pytest.mark.parametrize("said", [0, 1])
def test_any_no_ends_the_request(role: Role, said: int) -> None:
    """ONB-04, ONB-05: a "no" of either lane rejects, whatever the other one said."""
    other = LANES[1 - LANES.index(role)]
    before = after(ONBOARDING.initial, say(s.request(), role), *[say(s.yes(REQUEST), other)] * said)
    story = told(before, say(s.no(REQUEST), role)).reaches("rejected")
    assert [(Notice.REQUEST_REJECTED, "N-1")] == notices(story)
    story.when(say(s.yes(REQUEST), other)).refused("process.wrong-stage")


@pytest.mark.parametrize("place", range(1, 9))
def test_every_later_phase_begins_by_validating(place: int) -> None:
    """ONB-06, ONB-17: the document before is validated: on with two yes, rejected with one no."""
    phase = FLOW.phases[place]
    state = until(phase.validation)
    assert s.KINDS[place - 1] == phase.validates
    told(state, say(s.yes(phase.validates), s.DESK)).reaches(phase.validation)
    told(state, *s.validated(phase.validates)).reaches(phase.making)
    told(state, say(s.no(phase.validates), s.OPERATOR)).reaches("rejected")


def test_one_yes_is_enough_where_the_policy_says_so() -> None:
    """ONB-04: a policy may ask for one lane; by default both must say yes."""
    one = s.with_flow(s.small_flow(agreeing=1))
    state = after(ONBOARDING.initial, say(s.request(), s.OPERATOR), process=one)
    state = after(state, say(s.yes(REQUEST), s.DESK), process=one)
    assert "start_making" == state.stage


def test_a_lane_answers_once_and_for_itself() -> None:
    """ONB-04: neither twice in one role, nor one person in both."""
    state = after(until("start_validation"), say(s.yes(REQUEST), s.OPERATOR))
    refused(state, say(s.yes(REQUEST), s.OPERATOR, actor="x"), "onboarding.already-validated")
    both = say(s.yes(REQUEST), s.DESK, actor="operations_operator-1")
    refused(state, both, "onboarding.same-person")


def test_a_document_is_made_once_by_whoever_comes_first() -> None:
    """ONB-04: the second attempt is told so, and changes nothing."""
    state = after(until("start_making"), say(s.make("cro"), s.DESK))
    story = told(state, say(s.make("cro"), s.OPERATOR)).refused("onboarding.already-generated")
    assert state == story.state
    refused(state, say(s.make("cro", 2), s.OPERATOR), "onboarding.already-generated")
    late = told(state, say(s.send("cro"), s.OPERATOR), say(s.make("cro"), s.OPERATOR))
    late.refused("process.wrong-stage")


def test_a_document_is_made_before_it_is_sent() -> None:
    """ONB-08: nothing is sent that was not made, and only in the revision that was."""
    state = until("proposal_making")
    refused(state, say(s.send("proposal"), s.DESK), "onboarding.not-generated")
    refused(state, say(s.make("proposal", 2), s.DESK), "onboarding.wrong-revision")
    refused(state, say(s.make("contract"), s.DESK), "onboarding.wrong-document")
    state = after(state, say(s.make("proposal"), s.DESK))
    refused(state, say(s.send("proposal", 2), s.DESK), "onboarding.wrong-revision")
    refused(state, say(s.send("contract"), s.DESK), "onboarding.wrong-document")


@pytest.mark.parametrize("place", range(8))
def test_reviewers_hear_that_a_document_was_sent(place: int) -> None:
    """ONB-08: each of the four reviewing roles gets a message, for every document."""
    phase = FLOW.phases[place]
    state = after(until(phase.making), say(s.make(s.KINDS[place]), s.DESK))
    story = told(state, say(s.send(s.KINDS[place]), s.DESK))
    assert [(Notice.DOCUMENT_SENT, role.value) for role in REVIEWERS] == notices(story)


def test_what_is_not_approved_goes_back_for_a_corrected_revision() -> None:
    """ONB-09, ONB-17: a refused round needs revision 2 before the next one; rounds are counted."""
    state = until("proposal_review")
    story = told(state, say(s.back("proposal"), s.LEAD)).reaches("proposal_making")
    story.when(say(s.send("proposal"), s.DESK)).refused("onboarding.not-generated")
    story.when(say(s.make("proposal"), s.DESK)).refused("onboarding.already-generated")
    story.when(say(s.make("proposal", 3), s.DESK)).refused("onboarding.wrong-revision")
    again = told(story.state, *s.reviewed("proposal", 2))
    again.reaches("commercial_analysis_validation")
    paper = again.state.paper("proposal")
    assert paper is not None
    assert (2, 1) == (paper.revision, paper.rounds)


def test_a_round_goes_back_with_its_findings() -> None:
    """ONB-09: each round is recorded with its findings; none goes back without a word."""
    state, outcomes = until("proposal_review"), (f.Outcome("sla", passed=False),)
    silent = say(c.ReturnDocument("proposal", 1, outcomes, " "), s.PROCESS)
    refused(state, silent, "process.blank")
    mark = f.Mark("process-1", s.PROCESS, s.NOON)
    spoken = say(c.ReturnDocument("proposal", 1, outcomes, "99.9 %"), s.PROCESS)
    told(state, spoken).then(e.DocumentReturned("proposal", 1, outcomes, "99.9 %", mark))


@pytest.mark.parametrize(("limit", "back"), [(1, 1), (2, 2)])
def test_rounds_can_be_limited(limit: int, back: int) -> None:
    """ONB-09: up to the limit a document goes back, and not once more; without one, for ever."""
    process = s.with_flow(s.small_flow(rounds=limit))
    price = (f.Outcome("price", passed=True),)
    said = [say(s.request(), s.OPERATOR), *s.validated(REQUEST), *s.reviewed("form")[:2]]
    said += s.validated("form")
    for revision in range(1, back + 1):
        said += [*s.reviewed("offer", revision)[:2], say(s.back("offer", revision), s.MANAGER)]
    said += s.reviewed("offer", back + 1)[:2]
    state = after(ONBOARDING.initial, *said, process=process)
    outcome = step(process, state, say(s.back("offer", back + 1), s.MANAGER))
    assert "onboarding.rounds-exhausted" == getattr(outcome, "code", "")
    approved = say(s.approve("offer", back + 1, price), s.MANAGER)
    assert "billing_validation" == after(state, approved, process=process).stage
    endless = until("proposal_review")
    for revision in range(1, 8):
        endless = after(endless, say(s.back("proposal", revision), s.MANAGER))
        endless = after(endless, *s.reviewed("proposal", revision + 1)[:2])
    assert "proposal_review" == endless.stage


def test_a_new_revision_of_an_earlier_document_voids_what_rests_on_it() -> None:
    """ONB-09: back to its phase; approvals after it do not hold, and it is all done again."""
    state = until("contract_review")
    revised = say(c.ReviseDocument("proposal", 2, s.files("proposal")), s.DESK)
    story = told(state, revised).reaches("proposal_making")
    approved = [p.kind for p in story.state.papers if p.approved]
    assert [] == approved
    assert ["contract", "service_order", "implementation_plan"] == [
        p.kind for p in story.state.papers if p.voided
    ]
    said = [say(s.send("proposal", 2), s.DESK), say(s.approve("proposal", 2), s.MANAGER)]
    state = after(story.state, *said, *s.validated("proposal"))
    refused(state, say(s.make("contract"), s.DESK), "onboarding.already-generated")
    refused(state, say(s.send("contract"), s.DESK), "onboarding.not-generated")
    told(state, *s.reviewed("contract", 2)).reaches("technical_analysis_validation")


def test_only_an_earlier_document_is_revised_and_only_until_something_is_live() -> None:
    """ONB-09: its own phase corrects a document; once the service is live nothing goes back."""

    def revise(kind: str, revision: int = 2) -> Envelope[Any]:
        return say(c.ReviseDocument(kind, revision, s.files(kind)), s.DESK)

    state = until("technical_analysis_review")
    refused(state, revise("service_order"), "onboarding.not-earlier")
    refused(state, revise("invoice"), "onboarding.not-earlier")
    refused(state, revise("proposal", 1), "onboarding.already-generated")
    refused(state, revise("proposal", 3), "onboarding.wrong-revision")
    empty = say(c.ReviseDocument("proposal", 2, ()), s.DESK)
    refused(state, empty, "onboarding.no-files")
    told(until("implementation_making"), revise("contract")).reaches("commercial_analysis_making")
    refused(until("implementation_review"), revise("contract"), "onboarding.live")
    refused(until("invoicing_validation"), revise("contract"), "process.wrong-stage")


@pytest.mark.parametrize("kind", s.KINDS)
def test_each_document_comes_with_its_documentation(kind: str) -> None:
    """ONB-14: without a file, or with one that has no name or digest, nothing is made."""
    state = until(FLOW.phases[s.KINDS.index(kind)].making)
    for files in ((), (f.FileRef("", "sha256:00", kind),), (f.FileRef("a.pdf", " ", kind),)):
        refused(state, say(c.GenerateDocument(kind, 1, files), s.DESK), "onboarding.no-files")


@pytest.mark.parametrize(("kind", "other"), tuple(permutations(s.KINDS, 2)))
def test_the_documentation_is_of_the_documents_own_kind(kind: str, other: str) -> None:
    """ONB-14: seven kinds of documentation, and a file of another kind documents nothing."""
    state = until(FLOW.phases[s.KINDS.index(kind)].making)
    mixed = (*s.files(kind), *s.files(other))
    for files in (s.files(other), mixed):
        refused(state, say(c.GenerateDocument(kind, 1, files), s.DESK), "onboarding.wrong-files")
    told(state, say(c.GenerateDocument(kind, 1, s.files(kind)), s.DESK))


def test_a_revision_of_an_earlier_document_has_its_own_documentation() -> None:
    """ONB-14: what changes a contract is documented as a contract."""
    state = until("technical_analysis_making")
    wrong = c.ReviseDocument("contract", 2, s.files("service_order"))
    refused(state, say(wrong, s.DESK), "onboarding.wrong-files")
    told(state, say(c.ReviseDocument("contract", 2, s.files("contract")), s.DESK))


def test_implementation_needs_the_test_environment() -> None:
    """ONB-11: on entry and again at the act; production does not stand for it."""
    state = until("implementation_validation")
    lost = after(state, say(s.ready(TEST, is_ready=False), s.LEAD))
    lost = after(lost, say(s.yes("implementation_plan"), s.DESK))
    last = say(s.yes("implementation_plan"), s.OPERATOR)
    refused(lost, last, "onboarding.environment-missing")
    entered = after(state, *s.validated("implementation_plan"))
    entered = after(entered, say(s.ready(TEST, is_ready=False), s.LEAD))
    made = say(s.make("implementation_confirmation"), s.OPERATOR)
    refused(entered, made, "onboarding.environment-missing")
    told(entered, say(s.ready(TEST), s.LEAD), made).reaches("implementation_making")


@pytest.mark.parametrize("place", [6, 7, 8])
def test_invoicing_collection_and_close_need_production(place: int) -> None:
    """ONB-12: on entry and again at the act; the test environment does not stand for it."""
    phase, gone = FLOW.phases[place], say(s.ready(PRODUCTION, is_ready=False), s.LEAD)
    state = after(until(phase.validation), gone, say(s.yes(phase.validates), s.DESK))
    refused(state, say(s.yes(phase.validates), s.OPERATOR), "onboarding.environment-missing")
    entered = after(until(phase.making), gone)
    act = s.make(phase.makes) if phase.makes else c.CloseOnboarding()
    refused(entered, say(act, s.OPERATOR), "onboarding.environment-missing")


def test_an_environment_nobody_spoke_of_is_not_there() -> None:
    """ONB-11: unknown is not ready."""
    said = [one for one in s.straight() if not isinstance(one.command, c.ReportEnvironment)]
    state = after(
        until("implementation_validation", said), say(s.yes("implementation_plan"), s.DESK)
    )
    refused(state, say(s.yes("implementation_plan"), s.OPERATOR), "onboarding.environment-missing")


def test_the_invoice_is_real_and_raised_once_with_its_approval() -> None:
    """ONB-02, ONB-12: approved, it is raised at the receivable of the case, from this process."""
    state = until("invoicing_review")
    story = told(state, say(s.approve("invoice"), s.MANAGER))
    assert isinstance(story.outcome, Moved)
    (tell,) = story.outcome.messages
    assert isinstance(tell, Tell)
    bill: Bill = tell.command.bill
    assert ("receivable", "onboarding/ONB-1", "onboarding") == (
        tell.process,
        tell.case,
        bill.origin,
    )
    assert ("ONB-1", "N-1", "A-N1", s.REQUESTED.lines) == (
        bill.order,
        bill.party,
        bill.account,
        bill.lines,
    )
    assert PAYMENT_TERMS["net-30"] == bill.terms
    gone = after(state, say(s.ready(PRODUCTION, is_ready=False), s.LEAD))
    refused(gone, say(s.approve("invoice"), s.MANAGER), "onboarding.environment-missing")


def test_collection_follows_a_real_invoice_and_refers_to_it() -> None:
    """ONB-02, ONB-07: without the invoice's number nothing is collected; both papers refer."""
    said = [one for one in s.straight() if not isinstance(one.command, NoteInvoice)]
    state = until("collection_making", said)
    refused(state, say(s.make("collection"), s.DESK), "onboarding.not-invoiced")
    state = after(state, say(NoteInvoice("F-9"), s.BILLING), say(s.make("collection"), s.DESK))
    references = {paper.kind: paper.reference for paper in state.papers if paper.reference}
    assert {"invoice": "F-9", "collection": "onboarding/ONB-1"} == references


@pytest.mark.parametrize(
    ("stage", "live"),
    [
        ("implementation_validation", ()),
        ("invoicing_validation", ((f.Live.SERVICE, "ONB-1"),)),
        ("collection_validation", ((f.Live.SERVICE, "ONB-1"), (f.Live.INVOICE, "F-1"))),
    ],
)
def test_a_late_end_lists_what_is_live(stage: str, live: tuple[tuple[f.Live, str], ...]) -> None:
    """ONB-16: rejected or cancelled, service and invoice are listed, and Process hears of them."""
    state = until(stage)
    if stage == "collection_validation":
        state = after(state, say(NoteInvoice("F-1"), s.BILLING))
    things = tuple(f.LiveThing(what, reference) for what, reference in live)
    kind = FLOW.phases[FLOW.at(stage) or 0].validates
    mark = f.Mark("help_desk-1", s.DESK, s.NOON)
    story = told(state, say(s.no(kind), s.DESK))
    story.then(e.OnboardingRejected(kind, "no cuadra", things, mark))
    undone = [(Notice.UNDO_NEEDED, "process")] if live else []
    assert [(Notice.REQUEST_REJECTED, "N-1"), *undone] == notices(story)
    cancelled = told(state, say(c.CancelOnboarding("otra"), s.CUSTOMER, actor="N-1"))
    cancelled.reaches("cancelled")
    assert [(Notice.REQUEST_CANCELLED, "N-1"), *undone] == notices(cancelled)


def test_a_customer_cancels_its_own_request_only() -> None:
    """ONB-16: cancellation by the customer is an extension, and only of what is its own."""
    cancel = c.CancelOnboarding("otra")
    refused(until("proposal_making"), say(cancel, s.CUSTOMER), "onboarding.not-yours")
    told(until("proposal_making"), say(cancel, s.DESK)).reaches("cancelled")


def test_it_is_closed_once() -> None:
    """ONB-16: one close, in phase 9; a second one changes nothing."""
    story = told(until("commercial_close_ready"), say(c.CloseOnboarding(), s.PROCESS))
    story.reaches("closed")
    assert [(Notice.ONBOARDING_CLOSED, "N-1")] == notices(story)
    story.when(say(c.CloseOnboarding(), s.DESK)).refused("process.wrong-stage")
    refused(until("collection_making"), say(c.CloseOnboarding(), s.DESK), "process.wrong-stage")


def test_activities_beside_the_documents_are_recorded_once() -> None:
    """ONB-03: booking confirmed, customer loaded, OOB told; optional, each once."""
    international = say(s.request(international=True), s.OPERATOR)
    state = after(ONBOARDING.initial, international)
    for activity in f.Activity:
        state = after(state, say(c.RecordActivity(activity, "R-1"), s.OPERATOR))
    again = say(c.RecordActivity(f.Activity.CRM_LOADED, "R-2"), s.OPERATOR)
    refused(state, again, "onboarding.activity-done")
    assert tuple(f.Activity) == tuple(done.activity for done in state.done)
    booking = say(c.RecordActivity(f.Activity.BOOKING_CONFIRMED, "R-1"), s.OPERATOR)
    refused(until("proposal_making"), booking, "onboarding.activity-not-here")


def test_only_an_international_customer_is_loaded_into_the_crm() -> None:
    """ONB-03: loading into the CRM is for international customers only."""
    load = say(c.RecordActivity(f.Activity.CRM_LOADED, "R-1"), s.OPERATOR)
    refused(until("start_making"), load, "onboarding.not-international")


def test_oob_gets_the_contact_data() -> None:
    """ONB-03: the contact goes with the message, where no log shows it."""
    tell = say(c.RecordActivity(f.Activity.OOB_NOTIFIED, "R-1"), s.OPERATOR)
    story = told(until("proposal_validation"), tell)
    values = (("onboarding", "ONB-1"), ("customer", "N-1"))
    story.sends(Notify(Notice.CONTACT_DATA, "oob", values, s.REQUESTED.contact))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lines": ()}, "onboarding.no-lines"),
        ({"payment": "never"}, "onboarding.payment-terms"),
    ],
)
def test_a_request_must_be_one_that_can_be_billed(change: dict[str, Any], code: str) -> None:
    """ONB-03: the invoice of phase 7 is made of the request, so it must be able to be."""
    refused(ONBOARDING.initial, say(s.request(**change), s.OPERATOR), code)


def test_a_term_that_is_withdrawn_is_asked_for_by_nobody() -> None:
    """TRU-20: from its day on a request under it is refused; the day before it is taken."""
    for day, fits in ((s.NOON.date(), False), (s.NOON.date() + timedelta(days=1), True)):
        settings = changed(ONBOARDING.settings, withdrawn={"net-30": day})
        story = Story(changed(ONBOARDING, settings=settings)).when(say(s.request(), s.OPERATOR))
        assert isinstance(story.outcome, Moved) is fits
        if not fits:
            story.refused("onboarding.payment-terms")


def test_a_request_is_in_the_currency_of_the_operator() -> None:
    """ONB-03: another currency is refused, and no rate is assumed."""
    (line,) = s.REQUESTED.lines
    dollars = type(line)(line.sku, 1, UnitPrice.of("10.00", Currency.USD))
    refused(ONBOARDING.initial, say(s.request(lines=(dollars,)), s.OPERATOR), "onboarding.currency")
