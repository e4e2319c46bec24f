"""What a play meant in money: along its events, in constant memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from attrs import define, field

from order_to_cash.analytics.ageing.postings import Posting, Reason, posted
from order_to_cash.analytics.following import Following
from order_to_cash.comparing.comparison import Figure
from order_to_cash.desk import Desk
from order_to_cash.desk.cases import event_of
from order_to_cash.domain.core import Currency
from order_to_cash.domain.credit_account import CreditAccountProcess
from order_to_cash.domain.receivable import Receivable, ReceivableProcess
from order_to_cash.domain.receivable import events as e
from order_to_cash.ports.journal import Recorded

PAGE: Final = 500
Sums: TypeAlias = dict[tuple[Figure, Currency], int]

COUNTED: Final[Mapping[Reason, tuple[Figure, int]]] = {
    Reason.INVOICED: (Figure.INVOICED, 1),
    Reason.CREDITED: (Figure.CREDITED, -1),
    Reason.PAID: (Figure.COLLECTED, -1),
    Reason.WRITTEN_OFF: (Figure.WRITTEN_OFF, -1),
}
"""Under which figure a posting counts, and with which sign: what is paid lowers what is open."""


@define
class Books:
    """The sums of one play up to a day, the days of blocked services, the exposure day by day.

    `peaks` has the highest exposure of a day, `left` the one at its end; both grow with the days.
    """

    today: date
    sums: Sums = field(factory=dict)
    blocked: int = 0
    peaks: dict[tuple[Currency, date], int] = field(factory=dict)
    left: dict[tuple[Currency, date], int] = field(factory=dict)
    _open: dict[Currency, int] = field(factory=dict)
    _blocks: int = 0

    @classmethod
    def of(cls, desk: Desk, until: datetime) -> "Books":
        """Read the journal of a play from its first event to its last."""
        books = cls(desk.operator.calendar.local_day(until))
        following = Following(desk.journal, desk.wire)
        for recorded in _events(desk):
            process = desk.operator.by_name[recorded.process]
            if isinstance(process, ReceivableProcess):
                event = event_of(desk.wire, recorded)
                before, after = following.step(process, recorded, event)
                books.post(event, before, after, process.calendar.local_day(recorded.at))
            elif isinstance(process, CreditAccountProcess):
                event = event_of(desk.wire, recorded)
                was, now = following.step(process, recorded, event)
                change = now.exposure.exact - was.exposure.exact
                books.expose(now.currency, change, desk.operator.calendar.local_day(recorded.at))
        return books.finished()

    def post(self, event: Any, before: Receivable, after: Receivable, on: date) -> None:
        """Count what an event of a receivable did."""
        for posting in posted(event, before, after, on):
            self._count(posting)
        match event:
            case e.InterestReckoned(amount=amount) | e.LateFeeCharged(amount=amount):
                self._add(Figure.LATE_CHARGED, amount.currency, amount.minor)
            case e.ChargesWaived(amount=amount):
                self._add(Figure.LATE_CHARGED, amount.currency, -amount.minor)
            case _:
                pass
        turned = after.blocked - before.blocked
        self._blocks += turned
        self.blocked -= turned * on.toordinal()

    def expose(self, currency: Currency, change: int, on: date) -> None:
        """Count what an event did to the exposure of an account."""
        now = self._open[currency] = self._open.get(currency, 0) + change
        self.left[currency, on] = now
        self.peaks[currency, on] = max(self.peaks.get((currency, on), now), now)
        peak = self.sums.get((Figure.PEAK_EXPOSURE, currency), 0)
        self.sums[Figure.PEAK_EXPOSURE, currency] = max(peak, now)

    def exposure(self, currency: Currency, days: Sequence[date]) -> Iterator[int]:
        """The highest of each of these days; where nothing moved, as it was left."""
        left = 0
        for day in days:
            yield self.peaks.get((currency, day), left)
            left = self.left.get((currency, day), left)

    def finished(self) -> "Books":
        """With what is still blocked counted up to the last day."""
        self.blocked += self._blocks * self.today.toordinal()
        self._blocks = 0
        return self

    def _count(self, posting: Posting) -> None:
        currency, minor = posting.amount.currency, posting.amount.minor
        figure, sign = COUNTED[posting.reason]
        self._add(figure, currency, sign * minor)
        self._add(Figure.OVERDUE, currency, minor if posting.due < self.today else 0)

    def _add(self, figure: Figure, currency: Currency, minor: int) -> None:
        self.sums[figure, currency] = self.sums.get((figure, currency), 0) + minor


def _events(desk: Desk) -> Iterator[Recorded]:
    after = ""
    while page := desk.journal.events(after=after, limit=PAGE):
        yield from page
        after = page[-1].cursor
