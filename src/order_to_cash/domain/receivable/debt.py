"""What was billed on a day, and what became of it."""

from datetime import date, timedelta

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.receivable.facts import Arrears
from order_to_cash.domain.receivable.withholding import Elsewhere
from order_to_cash.domain.trade.billing import Bill
from order_to_cash.domain.trade.payment_terms import Instalment, filled
from order_to_cash.domain.trade.totals import Totals


@entity
class Debt:
    """What was billed on a day, and what became of it.

    At every instant payable = paid + credited + settled + written off + outstanding, and what is
    owed `elsewhere`, which is followed by itself. `settled` are
    small differences of payments, below zero where more was paid (PRI-08). What was written off
    still stands in the instalments, so that a recovery is put where it belongs.
    """

    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    paid: Money
    credited: Money
    written_off: Money
    settled: Money
    elsewhere: Elsewhere | None = None

    @property
    def own(self) -> Money:
        """What of it is owed here."""
        payable = self.totals.payable
        return payable if self.elsewhere is None else payable - self.elsewhere.amount

    @property
    def outstanding(self) -> Money:
        """What is still owed."""
        return self.unpaid - self.written_off

    @property
    def unpaid(self) -> Money:
        """What is still owed, or was given up."""
        return self.own - self.paid - self.credited - self.settled

    @property
    def oldest(self) -> date | None:
        """The due day of the oldest part that is not paid."""
        return next((p.due for p in self.instalments if not p.outstanding.is_zero), None)

    def arrears(
        self, today: date, disputed: Money | None = None, *, level: int = 1
    ) -> Arrears | None:
        """What is past due on that day; a part is past due from the day after its due day.

        For a level of dunning before the due day, `level` being its days, what falls due until then
        counts as well. What is disputed is left out, the oldest part first.
        """
        until = today - timedelta(days=min(level, 1))
        parts = self.instalments if disputed is None else filled(self.instalments, disputed)
        late = [p for p in parts if p.due <= until and not p.outstanding.is_zero]
        if not late:
            return None
        overdue = late[0].outstanding
        for part in late[1:]:
            overdue = overdue + part.outstanding
        return Arrears((today - late[0].due).days, overdue)
