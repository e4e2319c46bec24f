"""The port through which invoices are issued, credited and refunded.

Billing is asked at least once for everything, so an adapter must recognise what it did already by
its key: `order_to_cash.testing.laws.billing.LAWS` say so.
"""

from typing import Protocol, assert_never

from order_to_cash.domain.trade import (
    Acknowledgement,
    AlreadyIssued,
    BillingInstruction,
    ChargeOnce,
    Done,
    IssueAnswer,
    IssueCreditNote,
    Issued,
    IssueInvoice,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
    Refused,
    Unknown,
)

__all__ = [
    "Acknowledgement",
    "AlreadyIssued",
    "Billing",
    "Done",
    "IssueAnswer",
    "Issued",
    "Refused",
    "Unknown",
    "billed",
]


class Billing(Protocol):
    """The billing system. Every method may raise `Unavailable`; then nothing was done."""

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        """Issue exactly one invoice for `invoice.receivable`, however often it is asked."""
        ...

    def find(self, receivable: str, /) -> str | None:
        """The number of the invoice of a receivable, if it has one."""
        ...

    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        """Issue exactly one credit or debit note under this key, each in a series of its own.

        No more is credited than was invoiced, and no more debited than was credited.
        """
        ...

    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        """Record exactly once that a payment came in; one reference is one payment."""
        ...

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        """Give money back exactly once under this key; of a payment, at most what is left of it.

        What is left came in and was neither given back nor taken back.
        """
        ...

    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        """Record exactly once that the bank took back so much of a payment, at most what came in.

        It is taken back also where it had been given back: then somebody owes it.
        """
        ...

    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        """Put a one-time charge on an account exactly once under this key."""
        ...


def billed(billing: Billing, key: str, instruction: BillingInstruction) -> object:
    """Hand an instruction to billing; what billing answered."""
    match instruction:
        case IssueInvoice():
            return _issued(billing, instruction)
        case IssueCreditNote():
            return billing.credit(key, instruction)
        case ChargeOnce():
            return billing.charge(key, instruction)
        case RecordReceipt():
            return billing.receive(key, instruction)
        case RefundPayment():
            return billing.refund(key, instruction)
        case RecordChargeBack():
            return billing.take_back(key, instruction)
        case _:
            assert_never(instruction)


def _issued(billing: Billing, invoice: IssueInvoice) -> IssueAnswer:
    """What billing says, after a look for the invoice where it cannot say."""
    answer = billing.issue(invoice)
    if isinstance(answer, Unknown) and (found := billing.find(invoice.receivable)) is not None:
        return AlreadyIssued(found)
    return answer
