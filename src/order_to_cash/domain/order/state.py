"""An order as its history made it."""

from datetime import datetime
from typing import Final

from attrs import field

from order_to_cash.domain.core.decision import Decision
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import OutOfOrder
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.override import Override
from order_to_cash.domain.order.advances import Advance
from order_to_cash.domain.order.facts import (
    AccountStanding,
    Answers,
    Approval,
    Channel,
    CreditApproval,
    OrderRequest,
)
from order_to_cash.domain.order.lifecycle import Stage
from order_to_cash.domain.order.lines import (
    Line,
    Paper,
    Reservation,
    part_of,
)
from order_to_cash.domain.trade.agreements import Agreement
from order_to_cash.domain.trade.billing import Payment
from order_to_cash.domain.trade.prices import BillLine
from order_to_cash.domain.trade.questions import Kind


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
