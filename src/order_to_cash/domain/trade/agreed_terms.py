"""Which payment terms are agreed to on a day, and which are only still known (TRU-20)."""

from collections.abc import Mapping
from datetime import date

from order_to_cash.domain.core.errors import BrokenDefinition, OutOfOrder
from order_to_cash.domain.trade.payment_terms import PaymentTerms


def agreed_on(
    terms: Mapping[str, PaymentTerms], withdrawn: Mapping[str, date], day: date
) -> Mapping[str, PaymentTerms]:
    """Those that are not withdrawn on that day; the day from which one is withdrawn is out."""
    if not withdrawn:
        return terms
    return {code: each for code, each in terms.items() if day < withdrawn.get(code, date.max)}


def terms_named(terms: Mapping[str, PaymentTerms], code: str) -> PaymentTerms:
    """The terms of a case that was agreed on; raises `OutOfOrder` for those nobody knows."""
    try:
        return terms[code]
    except KeyError:
        raise OutOfOrder(
            f"the pack does not know the payment terms {code!r} that a case was agreed on; put them"
            " back, and name them in `withdrawn` with the day from which nobody gets them",
            code="terms.unknown",
        ) from None


def check_withdrawn(terms: Mapping[str, PaymentTerms], withdrawn: Mapping[str, date]) -> None:
    """Raise `BrokenDefinition` where something is withdrawn that is not known."""
    if strange := sorted(set(withdrawn) - set(terms)):
        raise BrokenDefinition(
            f"{', '.join(strange)}: withdrawn, and not among the payment terms; keep them there,"
            " for the cases that were agreed on them",
            code="terms.withdrawn",
        )
