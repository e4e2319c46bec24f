"""The items of the checklists: each met, missing, not known yet or not applicable (004 annexes)."""

from order_to_cash.domain.decision import (
    Clause,
    Finding,
    Sentence,
    Verdict,
    all_known,
    either,
)
from order_to_cash.domain.entity import entity
from order_to_cash.domain.money import Money
from order_to_cash.domain.requirements import (
    APPLICANT,
    HOLDER,
    Applicant,
    DocumentKind,
    HolderKind,
    RequirementFacts,
)
from order_to_cash.rules import requirement_wording as w

Facts = RequirementFacts


@entity
class HolderAsks:
    """The holder asks, or a third party brings a letter that the holder signed."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        who = facts.applicant
        letter = either(
            facts.has(DocumentKind.HOLDER_LETTER, HOLDER),
            _signed_by_all(facts, DocumentKind.HOLDER_LETTER, who.representatives),
        )
        holds = either(not who.is_third_party, letter)
        return Finding(w.HOLDER_ASKS, Verdict.of(holds), (who.standing.value,), (), self.clause)


@entity
class IdentityCardIsValid:
    """The applicant carries an identity card that is valid on the day of the request."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        kind, name = DocumentKind.IDENTITY_CARD, facts.applicant.name
        holds = facts.has(kind, name)
        cards = (d for d in facts.documents or () if d.kind is kind and name in d.of)
        until = tuple(sorted({card.expires for card in cards if card.expires is not None}))
        return Finding(w.IDENTITY, Verdict.of(holds), (until,), (facts.on,), self.clause)


@entity
class AccountsAreUpToDate:
    """Nothing is past due; an invoice that is issued and not due yet is no obstacle."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        return Finding(w.UP_TO_DATE, _none(facts.overdue), (facts.overdue,), (), self.clause)


@entity
class NothingIsUnpaid:
    """Nothing is unpaid, due or not: stricter than accounts that are up to date."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        return Finding(w.NOTHING_UNPAID, _none(facts.unpaid), (facts.unpaid,), (), self.clause)


@entity
class AddressIsExact:
    """The exact new address is given, with a location sketch."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        sketch = facts.has(DocumentKind.LOCATION_SKETCH)
        holds = all_known(facts.address, sketch)
        return Finding(w.ADDRESS, Verdict.of(holds), (facts.address, sketch), (), self.clause)


@entity
class MobileIsGiven:
    """A reference mobile number is given."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        return Finding(w.MOBILE, Verdict.of(facts.mobile), (), (), self.clause)


@entity
class FeeIsCovered:
    """The fee is paid to the last cent, accepted as a charge, or waived by somebody."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        fee, paid = facts.fee, facts.paid
        enough = None if fee is None or paid is None else _at_least(paid, fee)
        covered = None if fee is None else either(enough, facts.charge_accepted, facts.fee_waived)
        observed = (paid, facts.charge_accepted, facts.fee_waived)
        return Finding(w.FEE, Verdict.of(covered), observed, (fee,), self.clause)


@entity
class CopiesAreThere:
    """Copies of the identity cards of everybody the sentence is about, if it concerns the case."""

    sentence: Sentence
    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        if not (names := _concerned(self.sentence, facts.applicant)):
            return Finding.skipped(self.sentence, self.clause)
        missing = facts.missing(DocumentKind.IDENTITY_COPY, names)
        verdict = Verdict.of(None if missing is None else not missing)
        return Finding(self.sentence, verdict, (missing,), (), self.clause)


@entity
class ApplicantIsAccredited:
    """An institution's applicant brings a letter signed by every legal representative."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        who, kind = facts.applicant, DocumentKind.REPRESENTATIVES_LETTER
        if who.holder is not HolderKind.INSTITUTION:
            return Finding.skipped(w.ACCREDITED, self.clause)
        if not who.representatives:
            there = facts.has(kind)
            return Finding(w.ACCREDITED, Verdict.of(there), ((),), (), self.clause)
        missing = facts.missing(kind, who.representatives)
        verdict = Verdict.of(None if missing is None else not missing)
        return Finding(w.ACCREDITED, verdict, (missing,), (), self.clause)


@entity
class LegalEntityBrings:
    """A legal entity brings a document of a kind; the sentence says which and what for."""

    sentence: Sentence
    kind: DocumentKind
    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        if not facts.applicant.holder.is_legal:
            return Finding.skipped(self.sentence, self.clause)
        return Finding(self.sentence, Verdict.of(facts.has(self.kind)), (), (), self.clause)


@entity
class PhoneIsGiven:
    """A legal entity gives a reference phone."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        if not facts.applicant.holder.is_legal:
            return Finding.skipped(w.PHONE, self.clause)
        return Finding(w.PHONE, Verdict.of(facts.phone), (), (), self.clause)


@entity
class IdentityCopyIsThere:
    """A copy of the applicant's identity card is there; `natural_only` spares legal entities."""

    clause: Clause
    natural_only: bool = False

    def check(self, facts: Facts, /) -> Finding:
        who = facts.applicant
        if self.natural_only and who.holder.is_legal:
            return Finding.skipped(w.APPLICANT_COPY, self.clause)
        there = facts.has(DocumentKind.IDENTITY_COPY, who.name)
        return Finding(w.APPLICANT_COPY, Verdict.of(there), (), (), self.clause)


@entity
class PlanFormIsThere:
    """The form of the move back from the other zone is filled in."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        there = facts.has(DocumentKind.PLAN_FORM)
        return Finding(w.PLAN_FORM, Verdict.of(there), (), (), self.clause)


@entity
class ClaimLetterIsSigned:
    """A legal entity's claim is a letter signed by the holder or by all co-owners."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        who, kind = facts.applicant, DocumentKind.HOLDER_LETTER
        if not who.holder.is_legal:
            return Finding.skipped(w.CLAIM_LETTER, self.clause)
        signed = either(facts.has(kind, HOLDER), _signed_by_all(facts, kind, who.co_owners))
        return Finding(w.CLAIM_LETTER, Verdict.of(signed), (), (), self.clause)


@entity
class PaidInvoicesAreThere:
    """Where a refund is asked, the paid invoices it is asked of are there."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        if facts.refunds == ():
            return Finding.skipped(w.PAID_INVOICES, self.clause)
        if facts.refunds is None:
            return Finding(w.PAID_INVOICES, Verdict.OPEN, (None,), (), self.clause)
        missing = facts.missing(DocumentKind.PAID_INVOICE, facts.refunds)
        verdict = Verdict.of(None if missing is None else not missing)
        return Finding(w.PAID_INVOICES, verdict, (missing,), (), self.clause)


def _concerned(sentence: Sentence, who: Applicant) -> tuple[str, ...]:
    """Whose copies an item asks for; nobody's where it does not concern the case."""
    legal = who.holder.is_legal
    if sentence is w.THIRD_PARTY_COPIES:
        return (HOLDER, APPLICANT) if who.is_third_party else ()
    if sentence is w.LEGAL_COPIES:
        return (*who.representatives, who.name) if legal else ()
    if sentence is w.CO_OWNER_COPIES:
        return who.co_owners if legal else ()
    return (APPLICANT,) if legal and who.is_third_party else ()


def _signed_by_all(facts: Facts, kind: DocumentKind, names: tuple[str, ...]) -> bool | None:
    missing = facts.missing(kind, names)
    return None if missing is None else bool(names) and not missing


def _none(amount: Money | None) -> Verdict:
    return Verdict.of(None if amount is None else not amount.is_positive)


def _at_least(paid: Money, fee: Money) -> bool:
    return paid.currency is fee.currency and fee <= paid
