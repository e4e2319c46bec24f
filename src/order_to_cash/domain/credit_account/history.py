"""How the party of an account has paid so far (000 postcondition 2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from attrs import Factory

from order_to_cash.domain.core.entity import changed, entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.credit_account import events as e
from order_to_cash.domain.credit_account.facts import Misses, PaymentRecord

REMEMBERED: Final = timedelta(days=366)
"""How long the days on which something went wrong are remembered."""


@entity
class PaymentHistory:
    """How the party has paid so far (000 postcondition 2).

    `payments` counts what the party paid, and no credit that it put to use; `paid` is what is
    paid of its invoices now, with nothing that was taken back or credited. `misses` are what went
    wrong by day, for a year: the sums stay, the days are forgotten.
    """

    payments: int
    paid: Money
    late: int
    reversed: int
    defaults: int
    worst_days: int
    misses: Mapping[date, Misses] = Factory(dict)

    def as_of(self, today: date) -> PaymentRecord:
        """What a rule may look at on that day; what was entered for a later day counts as today."""
        ago = ((max((today - day).days, 0), misses) for day, misses in self.misses.items())
        return PaymentRecord(self.payments, tuple(ago))


def paid(history: PaymentHistory, event: e.PaymentRecorded) -> PaymentHistory:
    """With one more payment, unless it was the account's own credit that paid."""
    more = changed(history, paid=history.paid + event.amount)
    if event.by_credit:
        return more
    counted = changed(more, payments=history.payments + 1, late=history.late + event.late)
    return _missed(counted, event.on, Misses(late=1)) if event.late else counted


def taken_back(history: PaymentHistory, event: e.ReversalRecorded) -> PaymentHistory:
    """With a payment taken back, which counts where the party had paid."""
    left = changed(history, paid=history.paid - event.amount)
    if event.by_credit:
        return left
    return _missed(changed(left, reversed=history.reversed + 1), event.on, Misses(reversed=1))


def freed(history: PaymentHistory, amount: Money) -> PaymentHistory:
    """Without what had been paid and became credit."""
    return changed(history, paid=history.paid - amount)


def defaulted(history: PaymentHistory, days: int, on: date) -> PaymentHistory:
    """With one more level of dunning that was reached, so many days past due."""
    worst = max(days, history.worst_days)
    more = changed(history, defaults=history.defaults + 1, worst_days=worst)
    return _missed(more, on, Misses(defaults=1, worst_days=days))


def _missed(history: PaymentHistory, on: date, misses: Misses) -> PaymentHistory:
    """With what went wrong on that day, and without days that are too old to be looked at."""
    kept = {day: known for day, known in history.misses.items() if day > on - REMEMBERED}
    kept[on] = kept.get(on, Misses()).with_(misses)
    return changed(history, misses=kept)
