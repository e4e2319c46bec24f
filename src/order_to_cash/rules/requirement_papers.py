"""Whose papers a checklist asks for, and whether each of them is there (004 annexes)."""

from order_to_cash.domain.core import Answer
from order_to_cash.domain.trade import DocumentKind, RequirementFacts, Whose
from order_to_cash.domain.trade.requirements import HOLDER

Facts = RequirementFacts


def names_of(of: tuple[Whose, ...], facts: Facts) -> tuple[str, ...] | None:
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


def all_there(facts: Facts, kind: DocumentKind, names: tuple[str, ...] | None) -> Answer:
    """Whether a document of that kind is there of each; open while nobody knows of whom."""
    missing = None if names is None else facts.missing(kind, names)
    holds = None if missing is None else not missing
    return Answer(holds, {"missing": missing})


def signed_by_all(
    facts: Facts, kinds: tuple[DocumentKind, ...], names: tuple[str, ...] | None
) -> bool | None:
    """Whether papers of one of these kinds have all these signatures between them."""
    if facts.documents is None or names is None:
        return None
    return bool(names) and all(any(facts.has(kind, name) for kind in kinds) for name in names)
