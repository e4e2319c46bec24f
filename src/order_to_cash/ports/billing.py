"""The port through which invoices are issued, credited and refunded.

Billing is asked at least once for everything, so an adapter must recognise what it did already by
its key: `order_to_cash.testing.laws.billing.LAWS` say so.
"""

from typing import Protocol, TypeAlias

from order_to_cash.domain.core import entity
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    RecordReceipt,
    RefundPayment,
)


@entity
class Issued:
    """The invoice exists now, under this number."""

    invoice: str


@entity
class AlreadyIssued:
    """The invoice existed already, under this number."""

    invoice: str


@entity
class Refused:
    """Billing will not do it, and says why; asking again changes nothing until that is mended."""

    reason: str


@entity
class Unknown:
    """Nobody can say whether it was done: look it up by its key, never try a new one."""


IssueAnswer: TypeAlias = Issued | AlreadyIssued | Refused | Unknown


@entity
class Done:
    """It is done, now or earlier."""


Acknowledgement: TypeAlias = Done | Refused | Unknown


class Billing(Protocol):
    """The billing system. Every method may raise `Unavailable`; then nothing was done."""

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        """Issue exactly one invoice for `invoice.receivable`, however often it is asked."""
        ...

    def find(self, receivable: str, /) -> str | None:
        """The number of the invoice of a receivable, if it has one."""
        ...

    def credit(self, key: str, note: IssueCreditNote, /) -> Acknowledgement:
        """Issue exactly one credit note under this key."""
        ...

    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        """Record exactly once that a payment came in; one reference is one payment."""
        ...

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        """Give money back exactly once under this key; of a payment, at most what came in."""
        ...

    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        """Put a one-time charge on an account exactly once under this key."""
        ...
