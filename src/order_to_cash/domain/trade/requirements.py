"""What a person brings and owes when a service is to be changed: the facts of a checklist (004)."""

import enum
from datetime import date
from typing import Any, Final, Protocol, TypeVar

import attrs

from order_to_cash.domain.core.entity import OpenEnum, changed, entity
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.own import merged
from order_to_cash.domain.core.wording import Values

HOLDER: Final = "holder"
"""Names the holder of the service on a document."""

APPLICANT: Final = "applicant"
"""Names whoever stands at the desk on a document; the holder himself is `HOLDER`."""


class HolderKind(enum.StrEnum):
    """Who holds the service: a person, a company, or an institution (which is a legal entity)."""

    NATURAL_PERSON = "natural_person"
    LEGAL_ENTITY = "legal_entity"
    INSTITUTION = "institution"

    @property
    def is_legal(self) -> bool:
        """Whether it is no natural person."""
        return self is not HolderKind.NATURAL_PERSON


class Standing(enum.StrEnum):
    """As what the applicant comes."""

    HOLDER = "holder"
    REPRESENTATIVE = "representative"
    THIRD_PARTY = "third_party"


class DocumentKind(OpenEnum):
    """What is brought to the desk."""

    IDENTITY_CARD = "identity_card"
    IDENTITY_COPY = "identity_copy"
    HOLDER_LETTER = "holder_letter"
    REPRESENTATIVES_LETTER = "representatives_letter"
    TAX_ID_COPY = "tax_id_copy"
    LOCATION_SKETCH = "location_sketch"
    PLAN_FORM = "plan_form"
    PAID_INVOICE = "paid_invoice"


class Whose(enum.StrEnum):
    """Of whom a checklist asks for something; who that is in a case the applicant says."""

    HOLDER = "holder"
    APPLICANT = "applicant"
    REPRESENTATIVES = "representatives"
    CO_OWNERS = "co_owners"


class Covered(enum.StrEnum):
    """How a fee is covered."""

    PAID = "paid"
    ACCEPTED = "accepted"
    WAIVED = "waived"
    PROMISED = "promised"


@entity
class Document:
    """One document: whose it is or who signed it, and the last day on which it is valid.

    `of` holds `HOLDER`, `APPLICANT`, or the codes of representatives and co-owners; for a paid
    invoice its number. A document without `expires` does not expire.
    """

    kind: DocumentKind
    of: tuple[str, ...] = ()
    expires: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether it is still valid on that day; it is through its last day."""
        return self.expires is None or on <= self.expires


@entity
class Applicant:
    """Who asks: for what kind of holder, as what, and which other persons the law names.

    A legal entity always has representatives: where none is named, nobody knows them yet.
    """

    holder: HolderKind
    standing: Standing
    representatives: tuple[str, ...] = ()
    co_owners: tuple[str, ...] = ()

    @property
    def is_third_party(self) -> bool:
        """Whether somebody else than the holder asks; the representative of a company is it."""
        if self.standing is Standing.REPRESENTATIVE:
            return not self.holder.is_legal
        return self.standing is Standing.THIRD_PARTY

    @property
    def signers(self) -> tuple[str, ...] | None:
        """Who signs for a legal entity; nothing while one of its representatives is not known."""
        named = self.representatives
        return named if named and all(is_given(name) for name in named) else None

    @property
    def name(self) -> str:
        """As whom the applicant's own documents name him."""
        return HOLDER if self.standing is Standing.HOLDER else APPLICANT


@entity
class RequirementFacts:
    """All that a checklist may look at; `None` is a fact nobody has looked up yet.

    `overdue` is what is past due, `unpaid` all that is issued and not paid. `refunds` are the
    invoices of which a refund is asked, `cash_promised` says that the fee will be paid in cash,
    `own` are facts of the operator's own.
    """

    on: date
    applicant: Applicant
    documents: tuple[Document, ...] | None = None
    overdue: Money | None = None
    unpaid: Money | None = None
    address: bool | None = None
    mobile: bool | None = None
    phone: bool | None = None
    fee: Money | None = None
    paid: Money | None = None
    charge_accepted: bool | None = None
    fee_waived: bool | None = None
    refunds: tuple[str, ...] | None = None
    cash_promised: bool = False
    own: Values = ()

    def has(self, kind: DocumentKind, *of: str) -> bool | None:
        """Whether a valid document of that kind is there which names all of these."""
        if self.documents is None:
            return None
        return any(
            d.kind is kind and d.is_valid(self.on) and set(of) <= set(d.of) for d in self.documents
        )

    def missing(self, kind: DocumentKind, names: tuple[str, ...]) -> tuple[str, ...] | None:
        """Those of whom no valid document of that kind is there."""
        if self.documents is None:
            return None
        return tuple(name for name in names if not self.has(kind, name))


class Papers(Protocol):
    """What an applicant brings to a desk."""

    @property
    def applicant(self) -> Applicant:
        """Who stands there."""
        ...

    @property
    def documents(self) -> tuple[Document, ...] | None:
        """With which documents."""
        ...

    @property
    def own(self) -> Values:
        """With which facts of the operator's own."""
        ...


Brings = TypeVar("Brings", bound=Papers)


def added(known: Brings, given: Brings) -> Brings:
    """What was brought before with what is brought now; what is left out stays as it was.

    Another applicant begins anew, for the papers name the applicant without saying who that is.
    """
    if known.applicant != given.applicant:
        return given
    whole: Any = given
    kept: dict[str, Any] = {
        field.name: getattr(known, field.name)
        for field in attrs.fields(type(whole))
        if getattr(given, field.name) is None
    }
    if known.documents and given.documents is not None:
        kept["documents"] = tuple(dict.fromkeys((*known.documents, *given.documents)))
    kept["own"] = merged(known.own, given.own)
    return changed(whole, **kept)  # type: ignore[no-any-return]
