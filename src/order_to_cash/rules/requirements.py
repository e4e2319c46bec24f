"""Items of the checklists of a transfer, a plan change, a technical claim: met or missing (004).

An item that does not concern the case says so; none is left out (REQ-12).
"""

from typing import ClassVar

from order_to_cash.domain.core import (
    LESS,
    MORE,
    NOT_APPLICABLE,
    Answer,
    Clause,
    Helps,
    Money,
    entity,
)
from order_to_cash.domain.core.three_valued import either
from order_to_cash.domain.trade import Covered, DocumentKind, HolderKind, RequirementFacts, Whose
from order_to_cash.domain.trade.requirements import HOLDER

Facts = RequirementFacts


@entity
class HolderAsks:
    """The holder asks, or a third party brings a letter that the holder signed.

    A legal entity signs by its representatives: their note takes the letter's place (REQ-07).
    """

    code: ClassVar[str] = "requirements.holder"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        who, letter, note = (
            facts.applicant,
            DocumentKind.HOLDER_LETTER,
            DocumentKind.REPRESENTATIVES_LETTER,
        )
        signed = either(
            facts.has(letter, HOLDER),
            _signed_by_all(facts, (letter, note), who.signers) if who.holder.is_legal else False,
        )
        holds = either(not who.is_third_party, signed)
        return Answer(holds, {"standing": who.standing.value})


@entity
class IdentityCardIsValid:
    """The applicant carries an identity card that is valid on the day of the request."""

    code: ClassVar[str] = "requirements.identity"
    helps: ClassVar[Helps] = {"documents": MORE, "documents.*.expires": MORE, "on": LESS}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        kind, name = DocumentKind.IDENTITY_CARD, facts.applicant.name
        holds = facts.has(kind, name)
        cards = (d for d in facts.documents or () if d.kind is kind and name in d.of)
        until = tuple(sorted({card.expires for card in cards if card.expires is not None}))
        return Answer(holds, {"until": until}, {"on": facts.on})


@entity
class AccountsAreUpToDate:
    """Nothing is past due; an invoice that is issued and not due yet is no obstacle."""

    code: ClassVar[str] = "requirements.accounts"
    helps: ClassVar[Helps] = {"overdue": LESS}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        return Answer(_none(facts.overdue), {"overdue": facts.overdue})


@entity
class NothingIsUnpaid:
    """Nothing is unpaid, due or not: stricter than accounts that are up to date."""

    code: ClassVar[str] = "requirements.no-debts"
    helps: ClassVar[Helps] = {"unpaid": LESS}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        return Answer(_none(facts.unpaid), {"unpaid": facts.unpaid})


@entity
class AddressIsExact:
    """The exact new address is given."""

    code: ClassVar[str] = "requirements.address"
    helps: ClassVar[Helps] = {"address": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        return Answer(facts.address)


@entity
class SketchIsThere:
    """A sketch of the location is brought."""

    code: ClassVar[str] = "requirements.sketch"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        there = facts.has(DocumentKind.LOCATION_SKETCH)
        return Answer(there)


@entity
class MobileIsGiven:
    """A reference mobile number is given."""

    code: ClassVar[str] = "requirements.mobile"
    helps: ClassVar[Helps] = {"mobile": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        return Answer(facts.mobile)


@entity
class FeeIsCovered:
    """The fee is paid to the last cent, accepted as a charge, waived, or promised in cash.

    What is promised counts here alone: the work orders wait until it is paid (REQ-06).
    """

    code: ClassVar[str] = "requirements.fee"
    helps: ClassVar[Helps] = {
        "fee": LESS,
        "paid": MORE,
        "charge_accepted": MORE,
        "fee_waived": MORE,
        "cash_promised": MORE,
    }
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
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
        return Answer(holds, {"paid": paid, "how": how}, {"fee": fee})


@entity
class CopiesAreThere:
    """Copies of the identity cards of everybody it is about, where it concerns the case.

    The holder of a legal entity's service has no card: those of its representatives count, or one
    that was taken of the holder all the same (REQ-07).
    """

    helps: ClassVar[Helps] = {"documents": MORE}
    code: str
    of: tuple[Whose, ...]
    clause: Clause
    legal_only: bool = False
    third_party_only: bool = False

    def check(self, facts: Facts, /) -> Answer:
        who = facts.applicant
        spared = self.legal_only and not who.holder.is_legal
        if spared or (self.third_party_only and not who.is_third_party):
            return NOT_APPLICABLE
        names = _names_of(self.of, facts)
        if names == ():
            return NOT_APPLICABLE
        return _all_there(facts, DocumentKind.IDENTITY_COPY, names)


@entity
class ApplicantIsAccredited:
    """An institution's applicant brings a letter signed by every legal representative."""

    code: ClassVar[str] = "requirements.accreditation"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        who, kind = facts.applicant, DocumentKind.REPRESENTATIVES_LETTER
        if who.holder is not HolderKind.INSTITUTION:
            return NOT_APPLICABLE
        return _all_there(facts, kind, who.signers)


@entity
class RequestNoteIsSigned:
    """A legal entity asks by a note that its legal representatives signed (REQ-08)."""

    code: ClassVar[str] = "requirements.request-note"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        who, kind = facts.applicant, DocumentKind.REPRESENTATIVES_LETTER
        if not who.holder.is_legal:
            return NOT_APPLICABLE
        return _all_there(facts, kind, who.signers)


@entity
class LegalEntityBrings:
    """A legal entity brings a document of a kind; its code says which and what for."""

    helps: ClassVar[Helps] = {"documents": MORE}
    code: str
    kind: DocumentKind
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        if not facts.applicant.holder.is_legal:
            return NOT_APPLICABLE
        return Answer(facts.has(self.kind))


@entity
class PhoneIsGiven:
    """A legal entity gives a reference phone."""

    code: ClassVar[str] = "requirements.phone"
    helps: ClassVar[Helps] = {"phone": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        if not facts.applicant.holder.is_legal:
            return NOT_APPLICABLE
        return Answer(facts.phone)


@entity
class IdentityCopyIsThere:
    """A copy of the applicant's identity card is there; `natural_only` spares legal entities."""

    code: ClassVar[str] = "requirements.identity-copy"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause
    natural_only: bool = False

    def check(self, facts: Facts, /) -> Answer:
        who = facts.applicant
        if self.natural_only and who.holder.is_legal:
            return NOT_APPLICABLE
        there = facts.has(DocumentKind.IDENTITY_COPY, who.name)
        return Answer(there)


@entity
class PlanFormIsThere:
    """The form of the move back from the other zone is filled in."""

    code: ClassVar[str] = "requirements.plan-form"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        there = facts.has(DocumentKind.PLAN_FORM)
        return Answer(there)


@entity
class ClaimLetterIsSigned:
    """A legal entity's claim is a letter signed by the holder or by all co-owners."""

    code: ClassVar[str] = "requirements.claim-letter"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        who, kind = facts.applicant, DocumentKind.HOLDER_LETTER
        if not who.holder.is_legal:
            return NOT_APPLICABLE
        signed = either(facts.has(kind, HOLDER), _signed_by_all(facts, (kind,), who.co_owners))
        return Answer(signed)


@entity
class PaidInvoicesAreThere:
    """Where a refund is asked, the paid invoices it is asked of are there."""

    code: ClassVar[str] = "requirements.paid-invoices"
    helps: ClassVar[Helps] = {"documents": MORE}
    clause: Clause

    def check(self, facts: Facts, /) -> Answer:
        if facts.refunds == ():
            return NOT_APPLICABLE
        if facts.refunds is None:
            return Answer(None, {"missing": None})
        missing = facts.missing(DocumentKind.PAID_INVOICE, facts.refunds)
        holds = None if missing is None else not missing
        return Answer(holds, {"missing": missing})


def _none(amount: Money | None) -> bool | None:
    return None if amount is None else not amount.is_positive


def _at_least(paid: Money, fee: Money) -> bool:
    return paid.currency is fee.currency and fee <= paid


def _names_of(of: tuple[Whose, ...], facts: Facts) -> tuple[str, ...] | None:
    """By whom the cards are named; nothing while one of them is not known."""
    found: tuple[str, ...] = ()
    for one in of:
        names = _named(one, facts)
        if names is None:
            return None
        found += names
    return tuple(dict.fromkeys(found))


def _named(one: Whose, facts: Facts) -> tuple[str, ...] | None:
    who = facts.applicant
    match one:
        case Whose.APPLICANT:
            return (who.name,)
        case Whose.REPRESENTATIVES:
            return who.signers
        case Whose.CO_OWNERS:
            return who.co_owners
        case Whose.HOLDER:
            own = not who.holder.is_legal or facts.has(DocumentKind.IDENTITY_COPY, HOLDER)
            return (HOLDER,) if own else who.signers


def _all_there(facts: Facts, kind: DocumentKind, names: tuple[str, ...] | None) -> Answer:
    """Whether a document of that kind is there of each; open while nobody knows of whom."""
    missing = None if names is None else facts.missing(kind, names)
    holds = None if missing is None else not missing
    return Answer(holds, {"missing": missing})


def _signed_by_all(
    facts: Facts, kinds: tuple[DocumentKind, ...], names: tuple[str, ...] | None
) -> bool | None:
    """Whether papers of one of these kinds have all these signatures between them."""
    if facts.documents is None or names is None:
        return None
    return bool(names) and all(any(facts.has(kind, name) for kind in kinds) for name in names)
