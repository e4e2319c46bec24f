"""When an invoice is to be paid, in one part or in several, and which terms are agreed to when."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final, TypeAlias, assert_never

from order_to_cash.domain.core.deadline import Term
from order_to_cash.domain.core.entity import OpenEnum, changed, entity
from order_to_cash.domain.core.errors import BrokenDefinition, InvalidValue, OutOfOrder
from order_to_cash.domain.core.money import Money

MAX_PARTS: Final = 1_000
"""The most instalments an invoice is split into."""

MAX_TERM: Final = 36_600
"""The most months or days in one step of a due rule."""

LAST_OF_MONTH: Final = 31


class PaymentMethod(OpenEnum):
    """How money arrives (000 § 7), open to more; `ACCOUNT_CREDIT` is an overpayment put to use."""

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


@entity
class Due:
    """When a part is due, counted from the day of the invoice, step by step in this order.

    So many `months` later, on the last day where the month lacks that day; `days` later; on the
    `day` of the month that this has come to; with `end_of_month`, on its last day; `then_days`
    later; and at last on the next day of a month with the number `next_day`, that very day
    included. A month that lacks a day has its last day instead (PRI-09).
    """

    months: int = 0
    days: int = 0
    day: int | None = None
    end_of_month: bool = False
    then_days: int = 0
    next_day: int | None = None

    def __attrs_post_init__(self) -> None:
        counts = (self.months, self.days, self.then_days)
        named = [day for day in (self.day, self.next_day) if day is not None]
        if not all(type(n) is int and 0 <= n <= MAX_TERM for n in counts) or not all(
            type(day) is int and 1 <= day <= LAST_OF_MONTH for day in named
        ):
            raise InvalidValue(
                f"a part is due whole months and days after the invoice, at most {MAX_TERM} of "
                f"each, and on a day of the month from 1 to {LAST_OF_MONTH}; give for instance "
                "Due(days=30, end_of_month=True, next_day=10)",
                code="terms.due",
            )

    def after(self, issued: date) -> date:
        """The day, for an invoice of that day."""
        found = Term(months=self.months, days=self.days).after(issued)
        if self.day is not None:
            found = _on(found, self.day)
        if self.end_of_month:
            found = _last_day(found, 0)
        found = Term(days=self.then_days).after(found)
        if self.next_day is not None:
            here = _on(found, self.next_day)
            found = (
                here
                if found <= here
                else _on(Term(days=1).after(_last_day(found, 0)), self.next_day)
            )
        return found


@entity
class DuePart:
    """A share of an invoice, such as Fraction(1, 4), and when it is due."""

    share: Fraction
    due: Due


@entity
class WeightedParts:
    """Parts of any shares, each due by its own rule; together they are the whole (PRI-09)."""

    parts: tuple[DuePart, ...]

    def __attrs_post_init__(self) -> None:
        shares = [part.share for part in self.parts]
        if len(shares) > MAX_PARTS or min(shares, default=0) <= 0 or sum(shares) != 1:
            raise InvalidValue(
                f"an invoice is paid in 1 to {MAX_PARTS} parts above zero whose shares are the "
                "whole together; correct them",
                code="terms.shares",
            )

    def amounts(self, total: Money) -> tuple[Money, ...]:
        """The parts of an amount, each the difference of what is due so far: none is negative."""
        so_far = [total.times(share) for share in accumulate(part.share for part in self.parts)]
        return tuple(now - before for before, now in pairwise([total - total, *so_far]))


Rest: TypeAlias = NetDays | EndOfMonth | Instalments | WeightedParts


@entity
class InAdvance:
    """A share such as Fraction(3, 10) before the release, by an invoice of its own (PRI-10).

    That is due so many days after its day. The rest is financed, and due by terms of its own.
    """

    share: Fraction
    rest: Rest
    days: int = 0

    def __attrs_post_init__(self) -> None:
        if not 0 < self.share < 1 or type(self.days) is not int or not 0 <= self.days <= MAX_TERM:
            raise InvalidValue(
                "a share above zero and below the whole is paid in advance, a whole number of "
                "days after its invoice; give for instance InAdvance(Fraction(3, 10), NetDays(30))",
                code="terms.advance",
            )

    def amount(self, total: Money) -> Money:
        """What of a total is paid in advance."""
        return total.times(self.share)


PaymentTerms: TypeAlias = UpFront | NetDays | EndOfMonth | Instalments | WeightedParts | InAdvance


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


def advance_of(terms: PaymentTerms, total: Money) -> Money:
    """What of a total is to be paid before the release by an invoice of its own."""
    return terms.amount(total) if isinstance(terms, InAdvance) else Money.zero(total.currency)


def instalments(terms: PaymentTerms, total: Money, issued: date) -> tuple[Instalment, ...]:
    """The parts of an invoice and the day each is due, in order; they sum exactly to the total."""
    if isinstance(terms, InAdvance):
        return instalments(terms.rest, total, issued)
    days = due_days(terms, issued)
    if isinstance(terms, WeightedParts):
        parts = terms.amounts(total)
    else:
        parts = total.allocate((1,) * len(days))
    nothing = Money.zero(total.currency)
    made = (Instalment(day, part, nothing) for day, part in zip(days, parts, strict=True))
    return tuple(sorted(made, key=lambda part: part.due))


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
        case WeightedParts(parts):
            return tuple(part.due.after(issued) for part in parts)
        case InAdvance(_, rest):
            return due_days(rest, issued)
        case _:
            assert_never(terms)


def _on(day: date, number: int) -> date:
    """That day of the same month, or its last where it lacks that."""
    last = _last_day(day, 0)
    return last if last.day < number else day.replace(day=number)


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
