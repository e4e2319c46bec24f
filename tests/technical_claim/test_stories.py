"""A technical claim from its registration to its answer, and what is given back."""

from typing import Any

import pytest

from order_to_cash.domain.core import Currency, Money, Moved, Role, changed
from order_to_cash.domain.technical_claim import ClaimPapers, Refund, Stage
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim import events as e
from order_to_cash.domain.trade import (
    Applicant,
    Document,
    DocumentKind,
    HolderKind,
    Notice,
    Notify,
    OpenSupport,
    RefundPayment,
    RouteTicket,
    Standing,
)
from order_to_cash.domain.trade.requirements import APPLICANT, HOLDER
from tests.technical_claim import samples as s


def sent(told: s.ClaimStory) -> tuple[Any, ...]:
    assert isinstance(told.outcome, Moved), str(told.outcome)
    return told.outcome.messages


def noticed(told: s.ClaimStory) -> list[Notice]:
    """What the customer is told, to his own contact."""
    found = [m for m in sent(told) if isinstance(m, Notify)]
    assert {(s.CUSTOMER, s.request().contact)} >= {(m.to, m.contact) for m in found}
    return [m.notice for m in found]


def missing(told: s.ClaimStory) -> tuple[str, ...]:
    """The items in the way; all six were looked at."""
    assert isinstance(told.outcome, Moved), str(told.outcome)
    decision = told.outcome.events[-1].decision
    assert 6 == len(decision.findings)
    return tuple(finding.rule for finding in decision.obstacles)


def test_a_complete_claim_goes_to_the_technical_team() -> None:
    """REQ-10: with the copy of the card a support ticket is opened, and the customer is told."""
    told = s.registered(brought=s.papers(s.COPY)).reaches(Stage.IN_WORK)
    assert OpenSupport(s.CONTRACT, s.PROBLEM) == sent(told)[0]
    assert [Notice.CLAIM_ACCEPTED] == noticed(told)


@pytest.mark.parametrize(
    ("refunds", "documents", "items"),
    [
        ((), (), ("requirements.identity-copy",)),
        ((s.FEBRUARY,), (s.COPY,), ("requirements.paid-invoices",)),
        ((s.FEBRUARY,), (), ("requirements.identity-copy", "requirements.paid-invoices")),
        ((s.FEBRUARY, s.MARCH), (s.COPY, s.BILL_MARCH), ("requirements.paid-invoices",)),
    ],
)
def test_a_person_hears_of_all_that_is_missing(
    refunds: tuple[str, ...], documents: tuple[Document, ...], items: tuple[str, ...]
) -> None:
    """REQ-10, REQ-12: copy of the card, and each paid invoice subject to a refund."""
    told = s.registered(*refunds, brought=s.papers(*documents)).reaches(Stage.WAITING)
    assert items == missing(told)
    assert items == tuple(f.rule for f in sent(told)[0].findings)
    assert [Notice.CLAIM_DOCUMENTS_MISSING] == noticed(told)


def test_a_legal_entity_hears_of_all_that_is_missing() -> None:
    """REQ-11, REQ-12: letter, accreditation, copies of co-owners and of the third party."""
    told = s.registered(brought=s.papers(applicant=s.INSTITUTION))
    assert (
        "requirements.claim-letter",
        "requirements.accreditation",
        "requirements.co-owner-copies",
        "requirements.third-party-copy",
    ) == missing(told)


OWNERS = ("owner-1", "owner-2")
INSTITUTIONAL = (
    Document(DocumentKind.HOLDER_LETTER, OWNERS),
    Document(DocumentKind.REPRESENTATIVES_LETTER, ("rep-1", "rep-2")),
    Document(DocumentKind.IDENTITY_COPY, OWNERS),
    Document(DocumentKind.IDENTITY_COPY, (APPLICANT,)),
)


def test_an_institution_with_all_its_papers_is_accepted() -> None:
    """REQ-11: every paper counts; each one left out alone is missing alone."""
    who = s.INSTITUTION
    s.registered(brought=s.papers(*INSTITUTIONAL, applicant=who)).reaches(Stage.IN_WORK)
    for one in INSTITUTIONAL:
        left = (paper for paper in INSTITUTIONAL if paper != one)
        told = s.registered(brought=s.papers(*left, applicant=who)).reaches(Stage.WAITING)
        assert 1 == len(missing(told))


def test_a_company_that_is_no_institution_needs_no_accreditation() -> None:
    """REQ-11: the letter signed by the holder is enough for a company that asks itself."""
    who = Applicant(HolderKind.LEGAL_ENTITY, Standing.HOLDER)
    letter = Document(DocumentKind.HOLDER_LETTER, (HOLDER,))
    s.registered(brought=s.papers(letter, applicant=who)).reaches(Stage.IN_WORK)


def test_documents_nobody_looked_at_are_missing() -> None:
    """REQ-12: what is not known yet is no yes."""
    told = s.registered(brought=ClaimPapers(s.PERSON)).reaches(Stage.WAITING)
    assert ("requirements.identity-copy",) == missing(told)


def test_missing_documents_can_be_brought_in_parts() -> None:
    """TRU-12: the claim waits until the last document is there; none is brought twice."""
    told = s.registered(s.FEBRUARY, brought=s.papers())
    told = told.when(s.desk(c.BringDocuments(s.papers(s.COPY)))).reaches(Stage.WAITING)
    assert ("requirements.paid-invoices",) == missing(told)
    told.when(s.desk(c.BringDocuments(s.papers(s.BILL_FEBRUARY)))).reaches(Stage.IN_WORK)


def test_another_applicant_begins_anew() -> None:
    """REQ-11: papers name the applicant without saying who, so those of another do not count."""
    other = changed(s.PERSON, standing=Standing.THIRD_PARTY)
    told = s.waiting(s.FEBRUARY)
    told = told.when(s.desk(c.BringDocuments(s.papers(s.COPY, applicant=other))))
    assert "requirements.paid-invoices" in missing(told.reaches(Stage.WAITING))


def test_a_mended_fault_is_told_and_closed() -> None:
    """Without a refund asked for, the answer can be followed by closing at once."""
    told = s.solved().reaches(Stage.SOLVED)
    assert [Notice.CLAIM_SOLVED] == noticed(told)
    told = told.when(s.desk(c.CloseClaim())).then(e.ClaimClosed()).sends().reaches(Stage.CLOSED)
    assert told.state.effective


def test_a_claim_that_is_not_founded_tells_its_reasons() -> None:
    """Each reason reaches the customer; and no refund follows."""
    told = s.registered(s.FEBRUARY).when(s.unfounded("equipo propio", "contraseña cambiada"))
    told = told.reaches(Stage.UNFOUNDED)
    assert [Notice.CLAIM_UNFOUNDED] == noticed(told)
    assert ("equipo propio", "contraseña cambiada") == dict(sent(told)[0].values)["reasons"]
    told.when(s.refund(s.PAID)).refused("process.wrong-stage")
    told.when(s.desk(c.CloseClaim())).reaches(Stage.CLOSED)


def test_no_claim_is_unfounded_without_a_reason() -> None:
    """A no without a reason is refused."""
    s.registered().when(s.unfounded()).refused("technical-claim.no-reasons").reaches(Stage.IN_WORK)


@pytest.mark.parametrize("amount", [s.CENT, s.bob("199.99"), s.PAID])
def test_a_paid_invoice_is_refunded_up_to_what_was_paid(amount: Money) -> None:
    """REQ-10: from one cent to exactly what was paid, billing is told once."""
    told = s.solved(s.FEBRUARY).when(s.refund(amount)).reaches(Stage.SOLVED)
    assert RefundPayment(s.ACCOUNT, amount, f"{s.CLAIM}: {s.FEBRUARY}") == sent(told)[0]
    assert [Notice.CLAIM_REFUNDED] == noticed(told)
    assert (Refund(s.FEBRUARY, amount),) == told.state.refunded


@pytest.mark.parametrize(
    ("amount", "paid", "code"),
    [
        (s.PAID + s.CENT, s.PAID, "technical-claim.amount"),
        (s.NOTHING, s.PAID, "technical-claim.amount"),
        (-s.CENT, s.PAID, "technical-claim.amount"),
        (s.CENT, s.NOTHING, "technical-claim.not-paid"),
        (Money.of("1.00", Currency.USD), s.PAID, "technical-claim.amount"),
        (s.CENT, Money.of("200.00", Currency.USD), "technical-claim.amount"),
    ],
)
def test_never_more_than_was_paid_is_given_back(amount: Money, paid: Money, code: str) -> None:
    """REQ-10: one cent above, nothing, less than nothing, another currency: all refused."""
    s.solved(s.FEBRUARY).when(s.refund(amount, paid=paid)).refused(code)


def test_an_invoice_is_refunded_once() -> None:
    """REQ-10: twice is refused, even for another amount; and it cannot be declined any more."""
    told = s.solved(s.FEBRUARY, s.MARCH).when(s.refund(s.CENT))
    told.when(s.refund(s.CENT)).refused("technical-claim.refund-decided")
    told.when(s.refund(s.PAID)).refused("technical-claim.refund-decided")
    told.when(s.refuse_refund()).refused("technical-claim.refund-decided")
    told.when(s.refund(s.PAID, s.MARCH)).reaches(Stage.SOLVED)


def test_an_invoice_is_refunded_once_whatever_is_reopened() -> None:
    """REQ-10: a claim that comes back does not give the same money back again."""
    told = s.went(s.solved(s.FEBRUARY), s.refund(s.PAID), s.reopen(own_error=False), s.mended())
    told.when(s.refund(s.PAID)).refused("technical-claim.refund-decided")


def test_only_the_invoices_that_are_asked_for_are_refunded() -> None:
    """REQ-10: an invoice that the customer did not name is neither refunded nor declined."""
    told = s.solved(s.FEBRUARY)
    told.when(s.refund(s.CENT, s.MARCH)).refused("technical-claim.refund-not-asked")
    told.when(s.refuse_refund(s.MARCH)).refused("technical-claim.refund-not-asked")


def test_a_refund_can_be_refused_and_granted_after_all() -> None:
    """A no is told with its reason, is not said twice, and can still become a yes."""
    told = s.solved(s.FEBRUARY).when(s.refuse_refund())
    assert [Notice.CLAIM_REFUND_REFUSED] == noticed(told)
    told.when(s.refuse_refund()).refused("technical-claim.refund-decided")
    told = told.when(s.refund(s.PAID)).reaches(Stage.SOLVED)
    assert ((Refund(s.FEBRUARY, s.PAID),), ()) == (told.state.refunded, told.state.declined)


def test_a_claim_closes_once_every_refund_is_decided() -> None:
    """REQ-10: an invoice of which nobody decided keeps the claim open, and is named."""
    told = s.solved(s.FEBRUARY, s.MARCH).when(s.refund(s.PAID)).when(s.desk(c.CloseClaim()))
    told = told.refused("technical-claim.refunds-undecided")
    assert s.MARCH in str(told.outcome)
    assert s.FEBRUARY not in str(told.outcome)
    told.when(s.refuse_refund(s.MARCH)).when(s.desk(c.CloseClaim())).reaches(Stage.CLOSED)


@pytest.mark.parametrize(
    "before",
    [s.solved, s.closed, lambda: s.went(s.registered(), s.unfounded("equipo propio"))],
)
def test_a_fault_that_comes_back_opens_the_claim_again(before: Any) -> None:
    """The technical team has to look again, and hears of it by a ticket of its own."""
    told = before().when(s.reopen(own_error=True)).reaches(Stage.IN_WORK)
    assert OpenSupport(s.CONTRACT, s.PROBLEM) == sent(told)[0]
    assert [Notice.CLAIM_REOPENED] == noticed(told)


@pytest.mark.parametrize(("own_error", "effective"), [(True, False), (False, True)])
def test_an_error_of_the_operator_counts_against_efficacy(own_error: bool, effective: bool) -> None:
    """KPI-01: reopened for an error of the operator, a claim was not attended effectively."""
    told = s.went(s.closed(), s.reopen(own_error=own_error), s.mended(), s.desk(c.CloseClaim()))
    assert (effective, int(own_error)) == (told.state.effective, told.state.own_errors)


def test_a_claim_that_is_open_is_not_attended_yet() -> None:
    """KPI-01: only a claim that ended is attended, a solved one is not yet."""
    assert not s.solved().state.effective


@pytest.mark.parametrize("before", [s.waiting, s.registered])
def test_a_claim_can_be_taken_back_until_it_is_answered(before: Any) -> None:
    """The customer can take it back, and afterwards nothing can be done with it."""
    told = before().when(s.by(Role.CUSTOMER, c.WithdrawClaim("ya funciona"), s.CUSTOMER))
    told = told.then(e.ClaimWithdrawn("ya funciona")).sends().reaches(Stage.WITHDRAWN)
    assert told.state.effective
    told.when(s.reopen(own_error=True)).refused("process.wrong-stage")
    s.solved().when(s.desk(c.WithdrawClaim("x"))).refused("process.wrong-stage")


def test_a_customer_takes_back_only_his_own() -> None:
    """Another customer's claim cannot be taken back."""
    other = s.by(Role.CUSTOMER, c.WithdrawClaim("x"), "CLI-0099")
    s.registered().when(other).refused("technical-claim.not-yours")


@pytest.mark.parametrize("role", [Role.TECHNICAL_TEAM, Role.CUSTOMER_CARE, Role.CUSTOMER])
def test_only_billing_gives_money_back(role: Role) -> None:
    """REQ-10: nobody but billing refunds."""
    s.solved(s.FEBRUARY).when(s.refund(s.PAID, role=role)).refused("process.wrong-role")


def test_a_claim_without_a_contact_is_told_to_the_party_alone() -> None:
    """No contact is made up for a customer who left none."""
    anonymous = s.without_contact(s.request())
    told = s.story().when(s.desk(c.RegisterClaim(anonymous, s.ALL)))
    assert (None, s.CUSTOMER) == (sent(told)[1].contact, sent(told)[1].to)


def passed_on(told: s.ClaimStory) -> list[RouteTicket]:
    """What goes to billing by the case system."""
    return [m for m in sent(told) if isinstance(m, RouteTicket)]


def test_a_solved_claim_with_refunds_is_passed_to_billing() -> None:
    """REQ-10: whoever decides on refunds hears of the invoices, and of nothing else."""
    (ticket,) = passed_on(s.solved(s.FEBRUARY, s.MARCH))
    assert (s.CLAIM, "billing-claims") == (ticket.case, ticket.route.name)
    assert (s.FEBRUARY, s.MARCH) == dict(ticket.fields)["invoices"]
    assert [] == passed_on(s.solved())


def test_what_is_decided_is_not_passed_on_again() -> None:
    """REQ-10: a claim that is solved once more asks billing for what is left alone."""
    again = s.went(s.solved(s.FEBRUARY, s.MARCH), s.refund(s.PAID), s.reopen(own_error=True))
    (ticket,) = passed_on(s.went(again, s.mended()))
    assert (s.MARCH,) == dict(ticket.fields)["invoices"]


@pytest.mark.parametrize(
    "before",
    [
        lambda: s.solved(s.FEBRUARY),
        s.closed,
        lambda: s.went(s.closed(), s.reopen(own_error=False)),
        lambda: s.went(s.registered(), s.unfounded("x")),
    ],
)
def test_the_answer_of_the_case_system_is_recorded(before: Any) -> None:
    """Wherever the claim stands by then, the reference is kept in its history."""
    told = before()
    told.when(s.passed_on()).then(e.PassedToBilling("R-1")).reaches(told.state.stage)
