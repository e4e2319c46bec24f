"""What an operator decides about payments."""

import enum
from datetime import timedelta

from order_to_cash.domain.core.deadline import BusinessCalendar
from order_to_cash.domain.core.entity import entity


class Undelivered(enum.StrEnum):
    """What becomes of money for an order that ends without delivery."""

    GIVEN_BACK = "given_back"
    TO_ACCOUNT = "to_account"


@entity
class PaymentSettings:
    """Where money of an undelivered order goes, and when money that nobody took is looked at."""

    calendar: BusinessCalendar
    undelivered: Undelivered = Undelivered.GIVEN_BACK
    again: timedelta = timedelta(days=1)
