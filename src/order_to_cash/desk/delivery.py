"""What becomes of messages: when one is tried again, and what came of those that were sent."""

from datetime import timedelta

from order_to_cash.domain.core import entity


@entity
class Retry:
    """When a message that could not be delivered is tried again: later each time, then parked.

    `lease` is how long a message is one deliverer's alone once that one is heard of no more: while
    it is being sent the lease is renewed, and nothing is begun in the second half of the first one.
    `answer` is how long an answer that a port promises for later is waited for before it is asked
    again, whatever it names.
    """

    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=6)
    attempts: int = 12
    lease: timedelta = timedelta(minutes=5)
    answer: timedelta = timedelta(days=45)

    def after(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts."""
        return min(self.first * (1 << min(attempts, 30)), self.longest)


@entity
class Delivery:
    """What one call of `deliver` did."""

    delivered: int = 0
    postponed: int = 0
    parked: int = 0

    def __add__(self, other: "Delivery") -> "Delivery":
        """What both did together."""
        return Delivery(
            self.delivered + other.delivered,
            self.postponed + other.postponed,
            self.parked + other.parked,
        )
