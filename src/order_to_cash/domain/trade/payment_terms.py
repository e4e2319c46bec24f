"""When an invoice is to be paid, in one part or in several (000 flow 7)."""

import enum
from datetime import date
from typing import Final, TypeAlias, assert_never

from order_to_cash.domain.core.deadline import Term
from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money

MAX_PARTS: Final = 1_000
"""The most instalments an invoice is split into."""


class PaymentMethod(enum.StrEnum):
    """How money arrives (000 § 7); `ACCOUNT_CREDIT` is an earlier overpayment put to use."""

    DIRECT_DEBIT = "direct_debit"
    ONLINE = "online"
    STORE = "store"
    ACCOUNT_CREDIT = "account_credit"


@entity
class UpFront:
    """Paid in full before the order is released: it is never financed."""


@entity
class NetDays:
    """The whole amount, a number of days after the invoice."""

    days: int

    def __attrs_post_init__(self) -> None:
        if type(self.days) is not int or self.days < 0:
            raise InvalidValue(
                "an invoice is due a whole number of days after its day, or that very day; "
                "give for instance NetDays(30)",
                code="terms.days",
            )


@entity
class EndOfMonth:
    """The whole amount on the last day of the invoice's month, or of a later one."""

    months: int = 0

    def __attrs_post_init__(self) -> None:
        if type(self.months) is not int or self.months < 0:
            raise InvalidValue(
                "an invoice is due at the end of its month, or a whole number of months later; "
                "give for instance EndOfMonth(1)",
                code="terms.months",
            )


@entity
class Instalments:
    """Equal parts, a term apart, the first one term after the invoice; what is odd comes first."""

    count: int
    every: Term

    def __attrs_post_init__(self) -> None:
        counted = type(self.count) is int and 1 <= self.count <= MAX_PARTS
        if not counted or self.every == Term():
            raise InvalidValue(
                f"an invoice is paid in 1 to {MAX_PARTS} parts, at least a day apart; "
                "give for instance Instalments(3, Term(months=1))",
                code="terms.parts",
            )


PaymentTerms: TypeAlias = UpFront | NetDays | EndOfMonth | Instalments


@entity
class Instalment:
    """What is to be paid by a day, and what of it has been."""

    due: date
    amount: Money
    paid: Money

    @property
    def outstanding(self) -> Money:
        """What is still to be paid of it."""
        return self.amount - self.paid


def is_financed(terms: PaymentTerms) -> bool:
    """Whether the operator delivers before it is paid."""
    return not isinstance(terms, UpFront)


def instalments(terms: PaymentTerms, total: Money, issued: date) -> tuple[Instalment, ...]:
    """The parts of an invoice and the day each is due; they sum exactly to the total."""
    days = due_days(terms, issued)
    parts = total.allocate((1,) * len(days))
    nothing = Money.zero(total.currency)
    return tuple(Instalment(day, part, nothing) for day, part in zip(days, parts, strict=True))


def due_days(terms: PaymentTerms, issued: date) -> tuple[date, ...]:
    """Every due day, always counted from the day of the invoice, never from the day before."""
    match terms:
        case UpFront():
            return (issued,)
        case NetDays(days):
            return (Term(days=days).after(issued),)
        case EndOfMonth(months):
            return (_last_day(issued, months),)
        case Instalments(count, every):
            return tuple(
                Term(months=every.months * n, days=every.days * n).after(issued)
                for n in range(1, count + 1)
            )
        case _:
            assert_never(terms)


def _last_day(issued: date, months: int) -> date:
    first_of_next = Term(months=months + 1).after(issued.replace(day=1))
    return date.fromordinal(first_of_next.toordinal() - 1)


def filled(parts: tuple[Instalment, ...], amount: Money) -> tuple[Instalment, ...]:
    """The instalments once an amount is put to them, oldest due day first."""
    filled_parts = []
    for part in parts:
        put = min(amount, part.outstanding)
        filled_parts.append(changed(part, paid=part.paid + put))
        amount = amount - put
    return tuple(filled_parts)


def emptied(parts: tuple[Instalment, ...], amount: Money) -> tuple[Instalment, ...]:
    """The instalments once an amount is taken back from them, youngest due day first."""
    emptied_parts = []
    for part in reversed(parts):
        taken = min(amount, part.paid)
        emptied_parts.append(changed(part, paid=part.paid - taken))
        amount = amount - taken
    return tuple(reversed(emptied_parts))
