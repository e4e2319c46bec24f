"""Facts as a process would make them, for properties of policies: one currency, nothing absurd.

Hypothesis finds them by itself: `st.from_type(CreditFacts)` and `@given(...)` with annotations draw
what is registered here, at its entry point.
"""

from datetime import UTC, datetime
from typing import Final

from hypothesis import strategies as st

from order_to_cash.domain.core import Currency, Money
from order_to_cash.domain.credit_account import (
    CreditFacts,
    Exposure,
    Misses,
    Overdue,
    PaymentRecord,
)
from order_to_cash.domain.credit_account.facts import REMEMBERED
from order_to_cash.domain.receivable import Arrears

MOST: Final = 10_000_000
"""How many minor units an amount has at most: enough for every limit that a pack has."""

FIRST: Final = datetime(2020, 1, 1)  # noqa: DTZ001  (the zone is drawn apart)
LAST: Final = datetime(2030, 12, 31)  # noqa: DTZ001
OLDEST: Final = 400
"""Since how many days something is past due at most."""


def money(currency: Currency, *, least: int = 0) -> st.SearchStrategy[Money]:
    """An amount in that currency, of zero or more, as often small as large."""
    minor = st.integers(least, max(least, 1_000)) | st.integers(least, MOST)
    return st.builds(Money, minor, st.just(currency))


def exposures(currency: Currency) -> st.SearchStrategy[Exposure]:
    """The parts of an exposure, all in that currency."""
    part = money(currency)
    return st.builds(Exposure, part, part, part, part)


def payment_records() -> st.SearchStrategy[PaymentRecord]:
    """How a party paid, with some days on which something went wrong, each once."""
    few = st.integers(0, 3)
    misses = st.builds(Misses, few, few, few, st.integers(0, OLDEST))
    days = st.dictionaries(st.integers(0, REMEMBERED.days), misses, max_size=4)
    return st.builds(PaymentRecord, st.integers(0, 50), days.map(lambda by: tuple(by.items())))


@st.composite
def credit_facts(draw: st.DrawFn, currency: Currency | None = None) -> CreditFacts:
    """One evaluation as a credit account makes it: what is past due is unpaid, and no more.

    Where the account is not known, nothing is known of it.
    """
    one = currency or draw(st.sampled_from((Currency.PEN, Currency.BOB, Currency.CLP)))
    known = draw(st.sampled_from((True, True, True, None, False)))
    exposure = draw(exposures(one))
    overdue: list[Overdue] = []
    left = exposure.unpaid.minor
    for days in sorted(draw(st.sets(st.integers(1, OLDEST), max_size=3)), reverse=True):
        amount = draw(st.integers(0, left))
        left -= amount
        if amount:
            overdue.append(Overdue(days, Money(amount, one)))
    return CreditFacts(
        at=draw(st.datetimes(FIRST, LAST, timezones=st.just(UTC))),
        order="order/O-1",
        amount=draw(money(one, least=1)),
        known=known,
        active=draw(st.booleans()) if known else known,
        limit=draw(money(one)) if known else None,
        exposure=exposure,
        overdue=tuple(overdue) if known else None if known is None else (),
        record=draw(payment_records()) if known else None,
    )


@st.composite
def arrears(draw: st.DrawFn, currency: Currency | None = None) -> Arrears:
    """What is past due, or falls due soon, of one invoice."""
    one = currency or draw(st.sampled_from((Currency.PEN, Currency.BOB, Currency.CLP)))
    return Arrears(draw(st.integers(-30, OLDEST)), draw(money(one, least=1)))
