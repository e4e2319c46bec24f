"""Policies of every kind with facts for them, held to what their rules say of themselves."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, Money, Override, Policy
from order_to_cash.domain.credit_account import OverrideFacts
from order_to_cash.domain.trade import (
    Applicant,
    Document,
    DocumentKind,
    HolderKind,
    RequirementFacts,
    Standing,
)
from order_to_cash.rules import claim_policy, override_policy, plan_change_policy, transfer_policy
from tests.rules import facts as f
from tests.rules.test_laws import SUBJECTS, Subject
from tests.rules.told import CLAUSE

DAY: Final = date(2024, 3, 1)


def documents() -> st.SearchStrategy[Document]:
    """A document of any kind, of somebody, perhaps expired."""
    return st.builds(
        Document,
        st.sampled_from(DocumentKind),
        st.sampled_from((("holder",), ("applicant",), ("rep-1", "rep-2"), ())),
        st.sampled_from((None, date(2024, 2, 29), DAY)),
    )


def checklists() -> st.SearchStrategy[RequirementFacts]:
    """An applicant of any kind, with some of the documents."""
    names = st.sets(st.sampled_from(("rep-1", "rep-2"))).map(lambda s: tuple(sorted(s)))
    amounts = st.none() | st.integers(0, 200).map(lambda minor: Money(minor, Currency.BOB))
    known = st.sampled_from((None, True, False))
    people = st.builds(
        Applicant, st.sampled_from(HolderKind), st.sampled_from(Standing), names, st.just(())
    )
    return st.builds(
        RequirementFacts,
        on=st.just(DAY),
        applicant=people,
        documents=st.lists(documents(), max_size=6).map(tuple),
        overdue=amounts,
        unpaid=amounts,
        address=known,
        mobile=known,
        phone=known,
        fee=amounts,
        paid=amounts,
        charge_accepted=known,
        fee_waived=st.just(False),
        refunds=st.sampled_from((None, (), ("F-1",), ("F-1", "F-2"))),
    )


def overrides() -> st.SearchStrategy[OverrideFacts]:
    """An override for some evaluation."""
    given = st.builds(
        Override, st.just("ana"), st.just("x"), st.just("good"), f.amounts(), f.instants()
    )
    return st.builds(OverrideFacts, given, f.credit_facts())


PAPERS: Final = (
    *transfer_policy(CLAUSE, forms=CLAUSE).rules,
    *plan_change_policy(CLAUSE).rules,
    *claim_policy(CLAUSE).rules,
)
ALL: Final = {
    **SUBJECTS,
    "checklists": Subject(Policy("papers", PAPERS), checklists()),
    "override": Subject(override_policy(CLAUSE), overrides()),
}
