"""The items of the checklists: each met, missing, not known yet or not applicable (004 annexes)."""

from order_to_cash.domain.core import Clause, Finding, Money, Sentence, Verdict, entity
from order_to_cash.domain.core.decision import either
from order_to_cash.domain.trade import Covered, DocumentKind, HolderKind, RequirementFacts, Whose
from order_to_cash.domain.trade.requirements import HOLDER
from order_to_cash.rules import requirement_wording as w
from order_to_cash.rules.requirement_papers import all_there, names_of, signed_by_all

Facts = RequirementFacts


@entity
class HolderAsks:
    """The holder asks, or a third party brings a letter that the holder signed.

    A legal entity signs by its representatives: their note takes the letter's place (REQ-07).
    """

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        who, letter, note = (
            facts.applicant,
            DocumentKind.HOLDER_LETTER,
            DocumentKind.REPRESENTATIVES_LETTER,
        )
        signed = either(
            facts.has(letter, HOLDER),
            signed_by_all(facts, (letter, note), who.signers) if who.holder.is_legal else False,
        )
        holds = either(not who.is_third_party, signed)
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
    """The exact new address is given."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        return Finding(w.ADDRESS, Verdict.of(facts.address), (), (), self.clause)


@entity
class SketchIsThere:
    """A sketch of the location is brought."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        there = facts.has(DocumentKind.LOCATION_SKETCH)
        return Finding(w.SKETCH, Verdict.of(there), (), (), self.clause)


@entity
class MobileIsGiven:
    """A reference mobile number is given."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        return Finding(w.MOBILE, Verdict.of(facts.mobile), (), (), self.clause)


@entity
class FeeIsCovered:
    """The fee is paid to the last cent, accepted as a charge, waived, or promised in cash.

    What is promised counts here alone: the work orders wait until it is paid (REQ-06).
    """

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        fee, paid = facts.fee, facts.paid
        enough = None if fee is None or paid is None else _at_least(paid, fee)
        ways = {
            Covered.PAID: enough,
            Covered.ACCEPTED: facts.charge_accepted,
            Covered.WAIVED: facts.fee_waived,
            Covered.PROMISED: facts.cash_promised,
        }
        holds = None if fee is None else either(*ways.values())
        how = next((way.value for way, counts in ways.items() if counts), None)
        return Finding(w.FEE, Verdict.of(holds), (paid, how), (fee,), self.clause)


@entity
class CopiesAreThere:
    """Copies of the identity cards of everybody it is about, where it concerns the case.

    The holder of a legal entity's service has no card: those of its representatives count, or one
    that was taken of the holder all the same (REQ-07).
    """

    sentence: Sentence
    of: tuple[Whose, ...]
    clause: Clause
    legal_only: bool = False
    third_party_only: bool = False

    def check(self, facts: Facts, /) -> Finding:
        who = facts.applicant
        spared = self.legal_only and not who.holder.is_legal
        if spared or (self.third_party_only and not who.is_third_party):
            return Finding.skipped(self.sentence, self.clause)
        names = names_of(self.of, facts)
        if names == ():
            return Finding.skipped(self.sentence, self.clause)
        return all_there(self.sentence, self.clause, facts, DocumentKind.IDENTITY_COPY, names)


@entity
class ApplicantIsAccredited:
    """An institution's applicant brings a letter signed by every legal representative."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        who, kind = facts.applicant, DocumentKind.REPRESENTATIVES_LETTER
        if who.holder is not HolderKind.INSTITUTION:
            return Finding.skipped(w.ACCREDITED, self.clause)
        return all_there(w.ACCREDITED, self.clause, facts, kind, who.signers)


@entity
class RequestNoteIsSigned:
    """A legal entity asks by a note that its legal representatives signed (REQ-08)."""

    clause: Clause

    def check(self, facts: Facts, /) -> Finding:
        who, kind = facts.applicant, DocumentKind.REPRESENTATIVES_LETTER
        if not who.holder.is_legal:
            return Finding.skipped(w.REQUEST_NOTE, self.clause)
        return all_there(w.REQUEST_NOTE, self.clause, facts, kind, who.signers)


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
        signed = either(facts.has(kind, HOLDER), signed_by_all(facts, (kind,), who.co_owners))
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


def _none(amount: Money | None) -> Verdict:
    return Verdict.of(None if amount is None else not amount.is_positive)


def _at_least(paid: Money, fee: Money) -> bool:
    return paid.currency is fee.currency and fee <= paid
