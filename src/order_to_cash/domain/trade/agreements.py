"""What cases of different processes say to each other, and how they name each other."""

from datetime import date
from typing import Final, TypeAlias

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import InvalidValue
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.billing import Bill, Owner
from order_to_cash.domain.trade.collecting import FollowAccount, LeaveAccount
from order_to_cash.domain.trade.payment_terms import Instalment
from order_to_cash.domain.trade.prices import CreditedLine


@entity
class ReportCredit:
    """The credit account answers, or takes back what it answered before.

    `amended` is that of what it answers to: an answer to an order as it was before is none.
    """

    decision: Decision
    amount: Money
    amended: int = 0


@entity
class ReserveCredit:
    """An order asks for credit, counted once however often it asks.

    `amended` counts how often the order was amended before, and comes back with the answer.
    """

    order: str
    amount: Money
    override: Override | None = None
    own: Values = ()
    amended: int = 0


@entity
class FreeCredit:
    """An order ended without delivery: its credit is free again."""

    order: str


@entity
class CommitCredit:
    """An order was released: its credit counts from now on, and can no longer be taken back."""

    order: str
    amount: Money


@entity
class RecordDelivery:
    """An order was delivered and not invoiced yet: what counts now is what was delivered.

    With a `part` it is a delivery that is invoiced on its own and counts so, and of the order only
    the `rest` stays committed.
    """

    order: str
    amount: Money
    part: int = 0
    rest: Money | None = None


@entity
class RecordInvoice:
    """What is unpaid of an order's invoice, and when it is due; none means that nothing is.

    `sequence` counts the changes of the receivable, so that an older one never wins; `freed` is
    what had been paid and became credit, because it need not have been. `awaited` says of a new
    invoice that the order tells of its delivery too, which may come later. `invoice` is its number,
    and a new one says whose it is.
    """

    order: str
    instalments: tuple[Instalment, ...]
    sequence: int
    disputed: Money | None = None
    freed: Money | None = None
    awaited: bool = False
    invoice: str = ""
    owner: Owner | None = None


@entity
class RecordPayment:
    """Something was paid on an order's invoice; `instalments` is what remains of it.

    `by_credit` where the account's own credit was put to it: that is no payment of the party.
    """

    order: str
    payment: str
    amount: Money
    late: bool
    instalments: tuple[Instalment, ...]
    sequence: int
    by_credit: bool = False


@entity
class RecordReversal:
    """A payment was taken back; `instalments` is what is owed again of that `invoice`."""

    order: str
    payment: str
    amount: Money
    instalments: tuple[Instalment, ...]
    sequence: int
    by_credit: bool = False
    invoice: str = ""


@entity
class RecordDefault:
    """An invoice reached a level of the dunning schedule."""

    order: str
    level: str
    days: int
    amount: Money


@entity
class RecordCharges:
    """What is open of the late interest and fees of an order's invoice, debts of their own.

    `sequence` counts the changes of the receivable, so that an older one never wins.
    """

    order: str
    amount: Money
    sequence: int


ToAccount: TypeAlias = (
    ReserveCredit
    | FreeCredit
    | CommitCredit
    | RecordDelivery
    | RecordInvoice
    | RecordPayment
    | RecordReversal
    | RecordDefault
    | RecordCharges
    | FollowAccount
    | LeaveAccount
)


@entity
class RaiseInvoice:
    """An order was delivered, or an invoice approved: bill it."""

    bill: Bill


@entity
class CreditInvoice:
    """Part of the invoice was wrong: it need not be paid, and what was paid of it is kept.

    `lines` say of which lines, and sum to the amount; without them it is of all in proportion.
    With `up_to` it is at most so much: what was credited for another reason is not credited again.
    """

    amount: Money
    reason: str
    up_to: bool = False
    lines: tuple[CreditedLine, ...] = ()


@entity
class ReportAdvance:
    """The receivable of an advance tells its order its number, and what is unpaid of it (PRI-10).

    `sequence` counts its changes, so that an older one never wins.
    """

    part: int
    invoice: str
    unpaid: Money
    sequence: int


@entity
class OweAdvance:
    """The order was released: from now on its advance is owed as any invoice is (PRI-10)."""


@entity
class Agreement:
    """The fixed charge that was offered for a line, and the days for which it holds.

    `listed` is the charge without the offer; without `until` the offer has no end. Raises
    `InvalidValue` for a charge below zero.
    """

    account: str
    line: str
    listed: Money
    offered: Money
    since: date
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.listed.is_negative or self.offered.is_negative:
            raise InvalidValue(
                "a fixed charge is zero or more; give both charges as the offer names them",
                code="correction.negative-charge",
            )


@entity
class ReportStillWrong:
    """A bill after the correction still bears the old charge (FIX-22)."""

    invoice: str


@entity
class OweCorrection:
    """A correction was routed: the charge is to be as agreed, from `effective` on by itself."""

    correction: str
    agreement: Agreement
    effective: date


def obligation_of_line(line: str) -> str:
    """The case id of the one obligation of a line, so that no cycle is credited twice."""
    return f"{line}.charge"


ORDER: Final = "order"
"""The process that most bills come from."""

REPORTED: Final = "billing"
"""The origin of a bill that billing issued itself; its receivable bears the number of the bill."""


def receivable_of(process: str, case: str, part: int = 0) -> str:
    """The case id of a receivable that a case of a process opens; nobody can give it.

    It is the one of the case, or that of a part of it which is invoiced on its own.
    """
    if process == REPORTED:
        return case
    return f"{process}/{case}/{part}" if part else f"{process}/{case}"


def obligation_of(process: str, case: str, part: int = 0) -> str:
    """The name under which an account counts a bill: that of the order, or of what billed it."""
    if part:
        return receivable_of(process, case, part)
    return case if process == ORDER else f"{process}/{case}"


def receivable_of_obligation(name: str) -> str:
    """The case id of the receivable that an account counts under this name."""
    process, slash, case = name.partition("/")
    return receivable_of(process, case) if slash else receivable_of(ORDER, name)
