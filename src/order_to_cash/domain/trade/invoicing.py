"""What billing is asked to do, what it answers, and as which command that comes back."""

from datetime import date
from typing import ClassVar, Final, TypeAlias, assert_never

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import PortError, Unavailable
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.wording import Values
from order_to_cash.domain.trade.billing import Bill, ChargeForm
from order_to_cash.domain.trade.payment_terms import Instalment
from order_to_cash.domain.trade.prices import NoteLine
from order_to_cash.domain.trade.totals import Totals

BILLING: Final = "billing"
"""The name of the port through which invoices are issued, credited and refunded."""


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


def acknowledged(_message: object, answer: Acknowledgement, /) -> None:
    """The `answered` of what billing only acknowledges; raises where it is not done."""
    match answer:
        case Done():
            return
        case Refused():
            raise PortError("billing refused; settle it with billing and release the message")
        case Unknown():
            raise Unavailable("billing cannot say yet whether it was done")
        case _:
            assert_never(answer)


@entity
class ConfirmIssue:
    """Billing issued the invoice, under its number."""

    invoice: str


@entity
class RefuseIssue:
    """Billing will not issue the invoice, and says why."""

    reason: str


@entity
class IssueInvoice:
    """Billing: issue one invoice for this receivable, or know its own one of that `number`."""

    receivable: str
    bill: Bill
    totals: Totals
    on: date
    instalments: tuple[Instalment, ...]
    number: str = ""

    topic: ClassVar[str] = BILLING

    def answered(self, answer: IssueAnswer, /) -> ConfirmIssue | RefuseIssue:
        match answer:
            case Issued(number) | AlreadyIssued(number):
                return ConfirmIssue(number)
            case Refused(reason):
                return RefuseIssue(reason)
            case Unknown():
                raise Unavailable("billing cannot say yet whether the invoice was issued")
            case _:
                assert_never(answer)


@entity
class ConfirmNote:
    """Billing issued a credit or debit note, under a number of its own series."""

    note: str
    number: str


@entity
class IssueCreditNote:
    """Billing: credit this amount of an invoice; `tax` is what of it is tax, if that is known.

    `lines` say how much of which line, and sum to amount and tax. `note` is its name in the case
    that hears of its number, if one does. With `debit` it is a debit note, which takes back what
    was credited before.
    """

    invoice: str
    amount: Money
    reason: str
    tax: Money | None = None
    lines: tuple[NoteLine, ...] = ()
    note: str = ""
    debit: bool = False

    topic: ClassVar[str] = BILLING

    def answered(self, answer: IssueAnswer, /) -> ConfirmNote | None:
        match answer:
            case Issued(number) | AlreadyIssued(number):
                return ConfirmNote(self.note, number) if self.note else None
            case _:
                acknowledged(self, answer)
                return None


@entity
class RefundPayment:
    """Billing: give this amount back to whom the account belongs, of the payment if any.

    `tax` is what of it is tax, where something that was sold is given back.
    """

    account: str
    amount: Money
    reason: str
    payment: str | None = None
    details: Values = ()
    tax: Money | None = None

    topic: ClassVar[str] = BILLING
    answered = acknowledged


@entity
class RecordReceipt:
    """Billing: this payment came in, once under its reference."""

    payment: str
    amount: Money
    received: date

    topic: ClassVar[str] = BILLING
    answered = acknowledged


@entity
class RecordChargeBack:
    """Billing: the bank took back so much of a payment that had come in."""

    payment: str
    amount: Money
    reason: str

    topic: ClassVar[str] = BILLING
    answered = acknowledged


@entity
class ChargeOnce:
    """Billing: put this amount on the account's next invoice, exactly once under its key.

    `tax` is what of it is tax; none leaves that to billing.
    """

    account: str
    amount: Money
    reason: str
    form: ChargeForm | None = None
    details: Values = ()
    tax: Money | None = None

    topic: ClassVar[str] = BILLING
    answered = acknowledged


BillingInstruction: TypeAlias = (
    IssueInvoice | IssueCreditNote | RefundPayment | RecordReceipt | RecordChargeBack | ChargeOnce
)
