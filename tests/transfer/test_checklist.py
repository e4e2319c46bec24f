"""The checklists: laws, an independent decision table, boundaries (REQ-01 to REQ-12)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations, product
from typing import Any

import pytest
from attrs import evolve as changed
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import WORDS, Clause, Decision, Language, Verdict
from order_to_cash.domain.trade import (
    Applicant,
    Document,
    DocumentKind,
    HolderKind,
    RequirementFacts,
    Standing,
    Whose,
)
from order_to_cash.domain.trade.requirements import APPLICANT, HOLDER
from order_to_cash.rules import CopiesAreThere, claim_policy, plan_change_policy, transfer_policy
from tests.transfer.samples import CENT, FEE, NOTHING, TODAY, bob

CLAUSE = Clause("PLN-GPI-P09", "anexo 2")
POLICY = transfer_policy(CLAUSE)
BACK = transfer_policy(CLAUSE, forms=CLAUSE)
ALL = (POLICY, BACK, plan_change_policy(CLAUSE), claim_policy(CLAUSE))
K = DocumentKind
REP = ("rep-1", "rep-2")
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
CARDS = {
    HOLDER: Document(K.IDENTITY_CARD, (HOLDER,), TODAY),
    APPLICANT: Document(K.IDENTITY_CARD, (APPLICANT,), TODAY),
}


def copies(*names: str) -> tuple[Document, ...]:
    """A copy of the identity card of each."""
    return tuple(Document(K.IDENTITY_COPY, (name,)) for name in names)


EVERYTHING = (
    *CARDS.values(),
    *copies(HOLDER, APPLICANT, *REP, "owner-1", "owner-2"),
    Document(K.HOLDER_LETTER, (HOLDER,)),
    Document(K.REPRESENTATIVES_LETTER, REP),
    Document(K.TAX_ID_COPY),
    Document(K.LOCATION_SKETCH),
    Document(K.PLAN_FORM),
    Document(K.PAID_INVOICE, ("F-1",)),
)


def facts(
    holder: HolderKind = HolderKind.NATURAL_PERSON,
    standing: Standing = Standing.HOLDER,
    documents: Sequence[Document] | None = EVERYTHING,
    **changes: Any,
) -> RequirementFacts:
    """Everything is in order unless it is changed."""
    representatives = REP if holder.is_legal else ()
    whole = RequirementFacts(
        TODAY,
        Applicant(holder, standing, representatives, ("owner-1",) if holder.is_legal else ()),
        None if documents is None else tuple(documents),
        overdue=NOTHING,
        unpaid=NOTHING,
        address=True,
        mobile=True,
        phone=True,
        fee=FEE,
        paid=NOTHING,
        charge_accepted=True,
        fee_waived=False,
        refunds=(),
    )
    return changed(whole, **changes)


def without(*gone: tuple[DocumentKind, str | None]) -> tuple[Document, ...]:
    """All documents but these: of a kind, and of somebody if it is named."""
    return tuple(
        d
        for d in EVERYTHING
        if not any(d.kind is kind and (of is None or of in d.of) for kind, of in gone)
    )


def failed(decision: Decision) -> set[str]:
    """The codes of what is missing."""
    return {
        f.rule.removeprefix("requirements.") for f in decision.findings if f in failures(decision)
    }


def failures(decision: Decision) -> list[Any]:
    """The findings of what is missing."""
    return [f for f in decision.findings if f.verdict is Verdict.FAIL]


PEOPLE = list(product(HolderKind, Standing))
BY_HAND: dict[str, set[tuple[HolderKind, Standing]]] = {
    "holder": set(PEOPLE),
    "identity": set(PEOPLE),
    "third-party-copies": {
        (h, s)
        for h, s in PEOPLE
        if s is Standing.THIRD_PARTY
        or (s is Standing.REPRESENTATIVE and h is HolderKind.NATURAL_PERSON)
    },
    "accounts": set(PEOPLE),
    "address": set(PEOPLE),
    "sketch": set(PEOPLE),
    "mobile": set(PEOPLE),
    "fee": set(PEOPLE),
    "accreditation": {(h, s) for h, s in PEOPLE if h is HolderKind.INSTITUTION},
    "tax-id": {(h, s) for h, s in PEOPLE if h is not HolderKind.NATURAL_PERSON},
    "representative-copies": {(h, s) for h, s in PEOPLE if h is not HolderKind.NATURAL_PERSON},
    "phone": {(h, s) for h, s in PEOPLE if h is not HolderKind.NATURAL_PERSON},
}
"""Whom each item of annex 2 concerns, by hand."""


@pytest.mark.parametrize(("holder", "standing"), PEOPLE)
def test_every_item_answers_for_everybody(holder: HolderKind, standing: Standing) -> None:
    """Each item is met or not applicable, as the table by hand says, never left out (REQ-12)."""
    decision = POLICY.decide(facts(holder, standing))
    assert decision.allows
    applies = {f.rule.removeprefix("requirements."): f.applies for f in decision.findings}
    assert {code: (holder, standing) in who for code, who in BY_HAND.items()} == applies


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("holder", [HolderKind.LEGAL_ENTITY, HolderKind.INSTITUTION])
def test_a_legal_entitys_list_holds_the_natural_persons(
    holder: HolderKind, standing: Standing
) -> None:
    """What a natural person in the same role must bring, a legal entity must too (REQ-07)."""
    person = POLICY.decide(facts(HolderKind.NATURAL_PERSON, standing))
    entity = POLICY.decide(facts(holder, standing))
    needed = {f.rule for f in person.findings if f.applies}
    if standing is Standing.REPRESENTATIVE:
        needed -= {"requirements.third-party-copies"}
    assert needed < {f.rule for f in entity.findings if f.applies}


DOCUMENTS = st.builds(
    Document,
    st.sampled_from(K),
    st.lists(st.sampled_from([HOLDER, APPLICANT, *REP, "owner-1", "F-1"]), max_size=2).map(tuple),
    st.sampled_from([None, YESTERDAY, TODAY, TOMORROW]),
)
FACTS = st.builds(
    facts,
    st.sampled_from(HolderKind),
    st.sampled_from(Standing),
    st.lists(st.one_of(DOCUMENTS, st.sampled_from(EVERYTHING)), max_size=8),
    refunds=st.sampled_from([(), ("F-1",), None]),
    overdue=st.sampled_from([NOTHING, CENT, None]),
    paid=st.sampled_from([NOTHING, FEE - CENT, FEE, None]),
    charge_accepted=st.sampled_from([True, False, None]),
)


@given(FACTS, DOCUMENTS)
def test_one_more_document_never_spoils_a_pass(known: RequirementFacts, more: Document) -> None:
    """Bringing more turns no met item into a missing one (REQ-12)."""
    richer = changed(known, documents=(*(known.documents or ()), more))
    for policy in ALL:
        pairs = zip(policy.decide(known).findings, policy.decide(richer).findings, strict=True)
        assert all(b.verdict is Verdict.PASS for a, b in pairs if a.verdict is Verdict.PASS)


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(known: RequirementFacts, random: Any) -> None:
    """The answer is the same however the documents are laid down (REQ-12)."""
    documents = list(known.documents or ())
    random.shuffle(documents)
    shuffled = changed(known, documents=tuple(documents))
    for policy in ALL:
        assert policy.decide(known) == policy.decide(shuffled)


@given(FACTS)
def test_every_answer_reads_in_both_languages(known: RequirementFacts) -> None:
    """Whatever is known, the checklist can be told in Spanish and English (REQ-12)."""
    for policy in ALL:
        decision = policy.decide(known)
        assert len(policy.rules) == len(decision.findings)
        assert all(line.strip() for lang in WORDS.languages for line in decision.sentences(lang))


@given(FACTS)
def test_unknown_facts_are_open_and_never_a_pass_or_fail_lost(known: RequirementFacts) -> None:
    """What is decided without the documents stays decided with them (REQ-12)."""
    blind = changed(known, documents=None)
    for policy in ALL:
        pairs = zip(policy.decide(blind).findings, policy.decide(known).findings, strict=True)
        assert all(a.verdict in (Verdict.OPEN, b.verdict) for a, b in pairs)


SMALL = list(
    product(
        [Standing.HOLDER, Standing.THIRD_PARTY],
        [True, False],
        [True, False],
        [True, False],
        [NOTHING, CENT],
        [NOTHING, FEE],
    )
)


@pytest.mark.parametrize(("standing", "letter", "both", "sketch", "overdue", "paid"), SMALL)
def test_a_natural_person_by_an_independent_table(
    standing: Standing, letter: bool, both: bool, sketch: bool, overdue: Any, paid: Any
) -> None:
    """The whole small table for natural persons, written a second time here (REQ-01 to REQ-06)."""
    gone: list[tuple[DocumentKind, str | None]] = []
    gone += [] if letter else [(K.HOLDER_LETTER, None)]
    gone += [] if both else [(K.IDENTITY_COPY, HOLDER)]
    gone += [] if sketch else [(K.LOCATION_SKETCH, None)]
    known = facts(
        standing=standing,
        documents=without(*gone),
        overdue=overdue,
        paid=paid,
        charge_accepted=False,
    )
    expected = set()
    if standing is Standing.THIRD_PARTY and not letter:
        expected.add("holder")
    if standing is Standing.THIRD_PARTY and not both:
        expected.add("third-party-copies")
    if not sketch:
        expected.add("sketch")
    if overdue == CENT:
        expected.add("accounts")
    if paid == NOTHING:
        expected.add("fee")
    assert expected == failed(POLICY.decide(known))


@pytest.mark.parametrize(
    ("until", "verdict"),
    [(YESTERDAY, Verdict.FAIL), (TODAY, Verdict.PASS), (TOMORROW, Verdict.PASS)],
)
def test_an_identity_card_is_valid_through_its_last_day(until: date, verdict: Verdict) -> None:
    """It expires today: valid; yesterday: not (REQ-02)."""
    card = Document(K.IDENTITY_CARD, (HOLDER,), until)
    decision = POLICY.decide(facts(documents=(*without((K.IDENTITY_CARD, None)), card)))
    assert verdict is decision.verdict


def test_somebody_elses_identity_card_does_not_count() -> None:
    """A third party with the holder's card alone has not identified himself (REQ-02)."""
    known = facts(standing=Standing.THIRD_PARTY, documents=without((K.IDENTITY_CARD, APPLICANT)))
    assert {"identity"} == failed(POLICY.decide(known))


@pytest.mark.parametrize(
    ("paid", "verdict"),
    [(FEE - CENT, Verdict.FAIL), (FEE, Verdict.PASS), (FEE + CENT, Verdict.PASS)],
)
def test_the_fee_is_paid_to_the_last_cent(paid: Any, verdict: Verdict) -> None:
    """One cent short is not paid, unless it is accepted as a charge or waived (REQ-06)."""
    short = facts(paid=paid, charge_accepted=False)
    assert verdict is POLICY.decide(short).verdict
    assert POLICY.decide(changed(short, charge_accepted=True)).allows
    assert POLICY.decide(changed(short, fee_waived=True)).allows


def test_an_invoice_that_is_not_due_stops_a_plan_change_only() -> None:
    """Accounts up to date are less than nothing unpaid (REQ-04, REQ-08)."""
    known = facts(unpaid=CENT)
    assert POLICY.decide(known).allows
    assert {"no-debts"} == failed(plan_change_policy(CLAUSE).decide(known))


def test_address_mobile_and_phone_are_given() -> None:
    """The exact address, a mobile, and for a legal entity a phone (REQ-05, REQ-07)."""
    blank: dict[str, Any] = {"address": False, "mobile": False, "phone": False}
    assert {"address", "mobile"} == failed(POLICY.decide(facts(**blank)))
    company = facts(HolderKind.LEGAL_ENTITY, Standing.REPRESENTATIVE, **blank)
    assert {"address", "mobile", "phone"} == failed(POLICY.decide(company))


@pytest.mark.parametrize("name", REP)
def test_two_representatives_both_sign_and_both_are_copied(name: str) -> None:
    """One of two representatives is not enough, and the missing one is named (REQ-07)."""
    gone = without((K.IDENTITY_COPY, name), (K.REPRESENTATIVES_LETTER, None))
    other = tuple(one for one in REP if one != name)
    letter = Document(K.REPRESENTATIVES_LETTER, other)
    known = facts(HolderKind.INSTITUTION, Standing.REPRESENTATIVE, (*gone, letter))
    decision = POLICY.decide(known)
    assert {"accreditation", "representative-copies"} == failed(decision)
    assert [{"missing": (name,)}] * 2 == [f.observed for f in failures(decision)]


def test_a_legal_entity_brings_its_tax_id() -> None:
    """Without the copy of the NIT a company is refused, a person is not (REQ-07)."""
    gone = without((K.TAX_ID_COPY, None))
    company = facts(HolderKind.LEGAL_ENTITY, Standing.REPRESENTATIVE, gone)
    assert {"tax-id"} == failed(POLICY.decide(company))
    assert POLICY.decide(facts(documents=gone)).allows


def test_the_way_back_asks_for_a_copy_and_a_form() -> None:
    """Copy of the identity card and the Plan B form, in procedures 3 and 4 only (TRF-07)."""
    known = facts(documents=without((K.IDENTITY_COPY, HOLDER), (K.PLAN_FORM, None)))
    assert POLICY.decide(known).allows
    assert {"identity-copy", "plan-form"} == failed(BACK.decide(known))


def test_every_obstacle_is_named_at_once() -> None:
    """Somebody with nothing is told everything (REQ-12)."""
    nothing = facts(
        HolderKind.INSTITUTION,
        Standing.THIRD_PARTY,
        (),
        overdue=CENT,
        address=False,
        mobile=False,
        phone=False,
        charge_accepted=False,
    )
    assert BY_HAND.keys() == failed(POLICY.decide(nothing))


def test_a_claims_letter_is_signed_by_the_holder_or_all_owners() -> None:
    """A legal entity's claim needs the letter, the owners' copies, a third party's own (REQ-11)."""
    claim = claim_policy(CLAUSE)
    bare = facts(HolderKind.LEGAL_ENTITY, Standing.THIRD_PARTY, ())
    assert {"claim-letter", "co-owner-copies", "third-party-copy"} == failed(claim.decide(bare))
    owners = Document(K.HOLDER_LETTER, ("owner-1",))
    signed = changed(bare, documents=(owners, *copies("owner-1", APPLICANT)))
    assert claim.decide(signed).allows


def test_a_refund_needs_the_paid_invoices() -> None:
    """Each invoice of which a refund is asked is brought; without a refund none is (REQ-10)."""
    claim = claim_policy(CLAUSE)
    known = facts(documents=copies(HOLDER), refunds=("F-1", "F-2"))
    (finding,) = failures(claim.decide(known))
    assert "requirements.paid-invoices" == finding.rule
    assert {"missing": ("F-1", "F-2")} == finding.observed
    assert claim.decide(changed(known, refunds=())).allows
    assert {"identity-copy"} == failed(claim.decide(facts(documents=())))


def test_documents_in_every_order_of_a_small_set() -> None:
    """Two cards, one expired: in both orders the valid one counts (REQ-02)."""
    cards = [Document(K.IDENTITY_CARD, (HOLDER,), day) for day in (YESTERDAY, TODAY)]
    rest = without((K.IDENTITY_CARD, None))
    decisions = {POLICY.decide(facts(documents=(*rest, *two))) for two in permutations(cards)}
    assert [True] == [decision.allows for decision in decisions]


def test_codes_of_the_sentences_are_distinct() -> None:
    """No two items share a code (REQ-12)."""
    for policy in (transfer_policy(CLAUSE, forms=CLAUSE), claim_policy(CLAUSE)):
        assert len(policy.asked) == len({asked.rule for asked in policy.asked})
    assert bob("200.00") == FEE


LEGAL = [HolderKind.LEGAL_ENTITY, HolderKind.INSTITUTION]
THIRD_PARTYS_PAPERS = (
    CARDS[APPLICANT],
    *copies(APPLICANT, *REP),
    Document(K.REPRESENTATIVES_LETTER, REP),
    Document(K.TAX_ID_COPY),
    Document(K.LOCATION_SKETCH),
    Document(K.PLAN_FORM),
)


def answers(decision: Decision) -> dict[str, Verdict]:
    """Each item's answer under its short code."""
    return {f.rule.removeprefix("requirements."): f.verdict for f in decision.findings}


@pytest.mark.parametrize("policy", [POLICY, BACK, plan_change_policy(CLAUSE)])
@pytest.mark.parametrize("holder", LEGAL)
def test_the_note_of_the_representatives_takes_the_place_of_the_holders_letter(
    holder: HolderKind, policy: Any
) -> None:
    """REQ-07: an accredited third party brings no letter and no card of the holder."""
    known = facts(holder, Standing.THIRD_PARTY, THIRD_PARTYS_PAPERS)
    assert policy.decide(known).allows


@pytest.mark.parametrize("name", REP)
@pytest.mark.parametrize("holder", LEGAL)
def test_a_note_that_one_representative_did_not_sign_is_no_letter(
    holder: HolderKind, name: str
) -> None:
    """REQ-07: the note counts once all have signed it, and each card is copied."""
    others = tuple(one for one in REP if one != name)
    rest = [d for d in THIRD_PARTYS_PAPERS if d.kind is not K.REPRESENTATIVES_LETTER]
    half = (*rest, Document(K.REPRESENTATIVES_LETTER, others))
    signed = {"holder"} | ({"accreditation"} if holder is HolderKind.INSTITUTION else set())
    known = facts(holder, Standing.THIRD_PARTY, half)
    assert signed == failed(POLICY.decide(known))
    assert {"holder", "request-note"} == failed(plan_change_policy(CLAUSE).decide(known))
    lacking = [d for d in THIRD_PARTYS_PAPERS if d not in copies(name)]
    decision = POLICY.decide(facts(holder, Standing.THIRD_PARTY, lacking))
    assert {"third-party-copies", "representative-copies"} == failed(decision)
    assert [{"missing": (name,)}] * 2 == [f.observed for f in failures(decision)]


def test_the_note_of_others_does_not_speak_for_a_person() -> None:
    """REQ-03: a natural person's third party still brings the holder's own letter and card."""
    known = facts(standing=Standing.THIRD_PARTY, documents=THIRD_PARTYS_PAPERS)
    assert {"holder", "third-party-copies"} == failed(POLICY.decide(known))


@pytest.mark.parametrize("unknown", [(), ("",), ("rep-1", " ")])
@pytest.mark.parametrize("holder", LEGAL)
def test_unknown_representatives_keep_it_open(holder: HolderKind, unknown: tuple[str, ...]) -> None:
    """REQ-07: whoever they are, an unsigned note and their missing cards settle nothing."""
    unsigned = Document(K.REPRESENTATIVES_LETTER)
    papers = (CARDS[APPLICANT], *copies(APPLICANT), unsigned, *EVERYTHING[-4:])
    known = changed(
        facts(holder, documents=papers),
        applicant=Applicant(holder, Standing.THIRD_PARTY, unknown),
    )
    items = {"holder", "third-party-copies", "representative-copies"}
    items |= {"accreditation"} if holder is HolderKind.INSTITUTION else set()
    found = answers(POLICY.decide(known))
    assert items == {code for code, verdict in found.items() if verdict is Verdict.OPEN}
    assert set() == failed(POLICY.decide(known))
    note = answers(plan_change_policy(CLAUSE).decide(known))["request-note"]
    assert Verdict.OPEN is note


def test_a_fee_that_is_promised_in_cash_is_covered_for_now() -> None:
    """REQ-06: a promise counts at the checklist, and the finding says that it is one."""
    promised = facts(paid=NOTHING, charge_accepted=False, cash_promised=True)
    decision = POLICY.decide(promised)
    assert decision.allows
    (fee,) = (f for f in decision.findings if f.rule == "requirements.fee")
    assert (
        "el derecho de 200.00 BOB está cubierto: se pagará al contado antes de las órdenes de "
        "trabajo" == fee.text(Language.ES)
    )
    assert {"fee"} == failed(POLICY.decide(changed(promised, cash_promised=False)))


def test_what_is_missing_is_named_in_the_readers_language() -> None:
    """REQ-12: people are named by words, and a card that was never shown is said so."""
    known = facts(standing=Standing.THIRD_PARTY, documents=())
    told = {f.rule: f.text(Language.ES) for f in failures(POLICY.decide(known))}
    assert (
        "faltan fotocopias de las cédulas de identidad de: el titular, el tramitador"
        == told["requirements.third-party-copies"]
    )
    assert (
        "no se mostró cédula de identidad; traiga una vigente el 2020-11-16"
        == told["requirements.identity"]
    )
    late = facts(documents=(Document(K.IDENTITY_CARD, (HOLDER,), YESTERDAY),))
    (card,) = (f for f in failures(POLICY.decide(late)) if f.rule == "requirements.identity")
    assert (
        "la cédula de identidad que se mostró estuvo vigente hasta el 2020-11-15; traiga una "
        "vigente el 2020-11-16" == card.text(Language.ES)
    )


def test_whose_copies_an_item_asks_for_is_its_data() -> None:
    """REQ-12: another wording changes what is said, and never who is asked for what."""
    own = CopiesAreThere("own.copies", (Whose.CO_OWNERS,), CLAUSE, legal_only=True)
    bare = facts(HolderKind.LEGAL_ENTITY, documents=())
    assert (("missing", ("owner-1",)),) == own.check(bare).observed
    assert not own.check(facts(documents=())).applies
