"""An order as its history made it: its lines, what is kept for them, its papers and advances."""

import enum
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import Final

from attrs import field

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.order import delivery_events as d
from order_to_cash.domain.order.facts import (
    AccountStanding,
    Answers,
    Approval,
    Channel,
    CreditApproval,
    Item,
    OrderRequest,
)
from order_to_cash.domain.order.lifecycle import Stage
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.fulfilment import KeptGoods
from order_to_cash.domain.trade.prices import (
    BillLine,
    Quantity,
    minus,
    part_of,
    plus,
)
from order_to_cash.domain.trade.questions import Kind


class LineStatus(enum.StrEnum):
    """Where one line of a released order stands."""

    PENDING = "pending"
    SCHEDULED = "scheduled"
    ON_HOLD = "on_hold"
    DELIVERED = "delivered"
    PARTIAL = "partly_delivered"
    RETURNED = "returned"
    FAILED = "failed"


FINISHED: Final = (
    LineStatus.DELIVERED,
    LineStatus.PARTIAL,
    LineStatus.RETURNED,
    LineStatus.FAILED,
)
GIVEN_UP: Final = (LineStatus.PARTIAL, LineStatus.RETURNED, LineStatus.FAILED)
"""What is left of such a line will not be delivered."""


@entity
class Line:
    """One line of the order and how far it is.

    `delivered` counts what was handed over or activated, each time anew, and `returned` what came
    back; `note` is why it waits or failed, in words, and `reason` the code of that. `reserved` is
    how many pieces are kept for it, and `came_back` the coded reason of its last return.
    """

    number: int
    item: Item
    status: LineStatus = LineStatus.PENDING
    slot: datetime | None = None
    note: str = ""
    reason: str = ""
    delivered: Quantity = 0
    returned: Quantity = 0
    reserved: int = 0
    came_back: str = ""

    @property
    def kept(self) -> Quantity:
        """How many the party has."""
        return minus(self.delivered, self.returned)

    @property
    def open(self) -> Quantity:
        """How many the party does not have; unless the line is finished they can be delivered."""
        return minus(self.item.quantity, self.kept)

    @property
    def to_hand_over(self) -> int:
        """How many pieces a warehouse still has to hand over: none of a finished line."""
        return 0 if self.status in FINISHED or not self.is_goods else ceil(self.open)

    @property
    def is_goods(self) -> bool:
        """Whether a warehouse delivers it."""
        return self.item.kind is Kind.GOODS


@entity
class Reservation:
    """The latest question for goods to be kept; open while it is `pending`.

    `goods` are what was asked for, less what was handed over or given up since then.
    """

    number: int
    goods: tuple[KeptGoods, ...]
    until: datetime
    pending: bool = True


@entity
class Pieces:
    """The pieces of a line from the start-th to the end-th on an invoice; so many came `back`."""

    line: int
    start: Quantity
    end: Quantity
    back: Quantity = 0

    @property
    def kept(self) -> Quantity:
        """How many of them the party has."""
        return minus(minus(self.end, self.start), self.back)


@entity
class Paper:
    """An invoice of the order: which pieces it bills, and what was credited of it (FUL-01).

    The one at completion has the number zero, those of deliveries count from one; `at` is when it
    was asked for, and `invoice` the number that billing gave it, once it did. `deducted` is what it
    deducts of advances.
    """

    number: int
    parts: tuple[Pieces, ...]
    at: datetime
    invoice: str = ""
    credited: Money | None = None
    deducted: tuple[d.AdvancePart, ...] = ()

    def billed(self, bill: tuple[BillLine, ...]) -> tuple[BillLine, ...]:
        """Its lines as they were invoiced."""
        return tuple(part_of(bill[p.line - 1], p.start, p.end) for p in self.parts)

    def owed(self, bill: tuple[BillLine, ...]) -> tuple[BillLine, ...]:
        """Its lines without what came back."""
        return tuple(
            part_of(bill[p.line - 1], p.start, plus(p.start, p.kept)) for p in self.parts if p.kept
        )


@entity
class Advance:
    """The invoice of an advance, numbered among those of its order.

    `unpaid` is what its receivable said last, once it has an `invoice` number. `credited` is what
    was not needed or came back, and `deducted` what later invoices deduct; `sent` is money that is
    on its way to it.
    """

    number: int
    lines: tuple[BillLine, ...]
    amount: Money
    tax: Money
    credited: Money
    deducted: Money
    invoice: str = ""
    unpaid: Money | None = None
    sequence: int = 0
    sent: Money | None = None

    @property
    def wanted(self) -> Money:
        """What has to come in for it: nothing before its invoice has a number."""
        nothing = self.amount - self.amount
        if self.unpaid is None:
            return nothing
        sent = nothing if self.sent is None else self.sent
        return max(min(self.unpaid, self.kept) - sent, nothing)

    @property
    def kept(self) -> Money:
        """What of it was not credited."""
        return self.amount - self.credited

    @property
    def left(self) -> Money:
        """What a later invoice may deduct."""
        return self.kept - self.deducted

    @property
    def paid(self) -> Money:
        """What is paid of it and not credited, as far as its receivable has said."""
        nothing = self.amount - self.amount
        return nothing if self.unpaid is None else max(self.kept - self.unpaid, nothing)

    def part(self, before: Money, amount: Money) -> d.AdvancePart:
        """So much of it after so much, with its share of the tax: all parts have all of it."""
        tax = self._tax_until(before + amount) - self._tax_until(before)
        return d.AdvancePart(self.number, amount, tax)

    def _tax_until(self, amount: Money) -> Money:
        return self.tax.times(Fraction(amount.minor, self.amount.minor))


@entity
class Credit:
    """What the account answered, and what Credit & Collections did about it."""

    approval: CreditApproval | None = None
    override: Override | None = None
    declined: Decision | None = None
    closes: datetime | None = None


@entity
class Order:
    """An order (TM Forum: ProductOrder): its request, the answers, and how far it is.

    `prepaid` is money that waits for the invoice. `papers` are its invoices, and `invoice` is the
    latest number of one; `rest` is what is not delivered yet, where each delivery is invoiced;
    `amended` counts its amendments, and `reservation` is about the goods that are kept for it;
    `advances` are invoices of what is paid before its release, and `standing` is what its account
    said last of a stop.
    """

    stage: Stage
    id: str
    request: OrderRequest
    requested_by: str
    answers: Answers = Answers()
    lines: tuple[Line, ...] = ()
    bill: tuple[BillLine, ...] = ()
    total: Money | None = None
    credit: Credit = Credit()
    approval: Approval | None = None
    prepaid: tuple[Payment, ...] = ()
    invoice: str = ""
    papers: tuple[Paper, ...] = ()
    rest: Money | None = None
    amended: int = 0
    reservation: Reservation | None = None
    advances: tuple[Advance, ...] = ()
    rejection: str = field(default="", repr=False)
    standing: AccountStanding = AccountStanding()

    def line(self, number: int) -> Line | None:
        """The line with this number, counted from one."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    @property
    def is_answered(self) -> bool:
        """Whether every question that was asked to verify it has been answered."""
        answers, kinds = self.answers, {line.item.kind for line in self.lines}
        return (
            answers.party is not None
            and answers.offerings is not None
            and (answers.stock is not None or Kind.GOODS not in kinds)
            and (answers.coverage is not None or Kind.SERVICE not in kinds)
        )

    @property
    def priced(self) -> Money:
        """The total of a verified order; raises `OutOfOrder` for one that was never verified."""
        if self.total is None:
            raise OutOfOrder(f"an order in {self.stage.name} was never priced; check its history")
        return self.total

    @property
    def account(self) -> str:
        """The account that pays, once the party is known."""
        record = self.answers.record
        return record.account if record else ""

    @property
    def delivered(self) -> tuple[BillLine, ...]:
        """What was delivered or activated, as it will be billed."""
        return tuple(
            part_of(bill, 0, line.kept)
            for line, bill in zip(self.lines, self.bill, strict=True)
            if line.kept
        )

    @property
    def next_paper(self) -> int:
        """The number of its next invoice, advances among them."""
        return len(self.papers) + len(self.advances) + 1

    @property
    def committed(self) -> Money:
        """What of it is delivered on credit, or may be: what is paid in advance is not."""
        priced = self.priced if self.rest is None else self.rest
        nothing = priced - priced
        return max(priced - sum((one.left for one in self.advances), nothing), nothing)

    def agreement(self, number: int) -> Agreement | None:
        """What was agreed for a line with an offer: a correction of its charge compares with it.

        The line is named by its order and number, such as "O-1/2" (PRI-11).
        """
        line = self.line(number)
        if line is None or line.item.offer is None or len(self.bill) < number:
            return None
        return line.item.offer.agreed(self.account, f"{self.id}/{number}", self.bill[number - 1])

    def paper(self, number: int) -> Paper | None:
        """The invoice that is numbered so in this order."""
        return next((paper for paper in self.papers if paper.number == number), None)


INITIAL: Final = Order(Stage.NEW, "", OrderRequest("", Channel.WEBSITE, ()), "")
