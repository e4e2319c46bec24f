"""The world in memory, for tests, notebooks and first steps: billing, notification, fulfilment.

Threads may share each of them, and each shows what it was given. Facts to ask for are in
`in_memory_directories`.
"""

from collections.abc import Mapping
from threading import Lock
from types import MappingProxyType

from order_to_cash.adapters.bookkeeping import (
    KEY_TAKEN,
    LAST_NUMBER,
    OTHER_TOTALS,
    SERIES_FULL,
    Account,
    Balance,
    LedgerInvoice,
    Series,
    invoice_number,
    objection_to_charge,
    objection_to_charge_back,
    objection_to_credit,
    objection_to_invoice,
    objection_to_receipt,
    objection_to_refund,
    page,
)
from order_to_cash.domain.core import Money, changed
from order_to_cash.domain.trade import (
    ChargeOnce,
    IssueCreditNote,
    IssueInvoice,
    Notify,
    RecordChargeBack,
    RecordReceipt,
    RefundPayment,
)
from order_to_cash.domain.trade.notice_wording import as_billed
from order_to_cash.ports.billing import (
    Acknowledgement,
    AlreadyIssued,
    Done,
    IssueAnswer,
    Issued,
    Refused,
)
from order_to_cash.ports.fulfilment import FulfilmentInstruction


class InMemoryBilling:
    """Billing that is gone when the program ends; invoices are numbered without gaps."""

    def __init__(
        self, *, series: str = "F001", credit_series: str = "FC01", debit_series: str = "FD01"
    ) -> None:
        self._series = Series(series, credit_series, debit_series)
        self._lock = Lock()
        self._numbers: dict[str, str] = {}
        self._invoices: dict[str, IssueInvoice] = {}
        self._credit_notes: dict[str, IssueCreditNote] = {}
        self._note_numbers: dict[str, str] = {}
        self._credited: dict[str, Money] = {}
        self._refunds: dict[str, RefundPayment] = {}
        self._receipts: dict[str, RecordReceipt] = {}
        self._charge_backs: dict[str, RecordChargeBack] = {}
        self._payments: dict[str, Account] = {}
        self._charges: dict[str, ChargeOnce] = {}

    def invoices(self, *, after: str = "", limit: int | None = None) -> Mapping[str, LedgerInvoice]:
        """The invoices of every series by their number and in its order, from just after one on."""
        with self._lock:
            numbers = sorted(number for number in self._invoices if number > after)
            book = {n: LedgerInvoice.of(n, self._invoices[n]) for n in numbers}
        return page(book, "", limit)

    def credit_notes(self) -> Mapping[str, IssueCreditNote]:
        """Every credit and debit note by its key, oldest first."""
        with self._lock:
            return MappingProxyType(self._credit_notes.copy())

    def note_numbers(self) -> Mapping[str, str]:
        """The number of every credit and debit note by its key, oldest first."""
        with self._lock:
            return MappingProxyType(self._note_numbers.copy())

    def refunds(self) -> Mapping[str, RefundPayment]:
        """Everything that was given back by its key, oldest first."""
        with self._lock:
            refunds = {key: as_billed(refund) for key, refund in self._refunds.items()}
        return MappingProxyType(refunds)

    def receipts(self) -> Mapping[str, RecordReceipt]:
        """Every payment that came in by its key, oldest first."""
        with self._lock:
            return MappingProxyType(self._receipts.copy())

    def charge_backs(self) -> Mapping[str, RecordChargeBack]:
        """Everything that the bank took back by its key, oldest first."""
        with self._lock:
            return MappingProxyType(self._charge_backs.copy())

    def charges(self) -> Mapping[str, ChargeOnce]:
        """Every one-time charge by its key, oldest first."""
        with self._lock:
            charges = {key: as_billed(charge) for key, charge in self._charges.items()}
        return MappingProxyType(charges)

    def issue(self, invoice: IssueInvoice, /) -> IssueAnswer:
        with self._lock:
            number = self._numbers.get(invoice.receivable)
            if number is not None:
                same = self._invoices[number].totals == invoice.totals
                return AlreadyIssued(number) if same else Refused(OTHER_TOTALS)
            if (objection := objection_to_invoice(invoice)) is not None:
                return objection
            return self._issued(invoice)

    def find(self, receivable: str, /) -> str | None:
        with self._lock:
            return self._numbers.get(receivable)

    def credit(self, key: str, note: IssueCreditNote, /) -> IssueAnswer:
        with self._lock:
            if (known := self._credit_notes.get(key)) is not None:
                number = self._note_numbers[key]
                same = known == changed(note, note="")
                return AlreadyIssued(number) if same else Refused(KEY_TAKEN)
            balance = self._balance(note.invoice)
            if (objection := objection_to_credit(note, balance)) is not None:
                return objection
            count = sum(known.debit is note.debit for known in self._credit_notes.values())
            if count >= LAST_NUMBER:
                return Refused(SERIES_FULL)
            self._credit_notes[key] = changed(note, note="")
            self._credited[note.invoice] += -note.amount if note.debit else note.amount
            self._note_numbers[key] = invoice_number(self._series.of(note), count + 1)
            return Issued(self._note_numbers[key])

    def receive(self, key: str, receipt: RecordReceipt, /) -> Acknowledgement:
        with self._lock:
            if (known := self._receipts.get(key)) is not None:
                return Done() if known == receipt else Refused(KEY_TAKEN)
            account = self._payments.get(receipt.payment)
            if (objection := objection_to_receipt(receipt, account)) is not None:
                return objection
            self._receipts[key] = receipt
            nothing = Money.zero(receipt.amount.currency)
            self._payments[receipt.payment] = Account(receipt.amount, nothing, nothing)
            return Done()

    def refund(self, key: str, refund: RefundPayment, /) -> Acknowledgement:
        with self._lock:
            if (known := self._refunds.get(key)) is not None:
                return Done() if known == refund else Refused(KEY_TAKEN)
            account = None if refund.payment is None else self._payments.get(refund.payment)
            if (objection := objection_to_refund(refund, account)) is not None:
                return objection
            self._refunds[key] = refund
            if refund.payment is not None and account is not None:
                refunded = account.refunded + refund.amount
                self._payments[refund.payment] = changed(account, refunded=refunded)
            return Done()

    def take_back(self, key: str, charge_back: RecordChargeBack, /) -> Acknowledgement:
        with self._lock:
            if (known := self._charge_backs.get(key)) is not None:
                return Done() if known == charge_back else Refused(KEY_TAKEN)
            account = self._payments.get(charge_back.payment)
            if (objection := objection_to_charge_back(charge_back, account)) is not None:
                return objection
            self._charge_backs[key] = charge_back
            if account is not None:
                gone = account.taken_back + charge_back.amount
                self._payments[charge_back.payment] = changed(account, taken_back=gone)
            return Done()

    def charge(self, key: str, charge: ChargeOnce, /) -> Acknowledgement:
        with self._lock:
            if (known := self._charges.get(key)) is not None:
                return Done() if known == charge else Refused(KEY_TAKEN)
            if (objection := objection_to_charge(charge.amount)) is not None:
                return objection
            self._charges[key] = charge
            return Done()

    def _issued(self, invoice: IssueInvoice) -> IssueAnswer:
        count = sum(not known.number for known in self._invoices.values())
        if count >= LAST_NUMBER:
            return Refused(SERIES_FULL)
        number = invoice.number or invoice_number(self._series.invoice, count + 1)
        self._numbers[invoice.receivable] = number
        self._invoices[number] = invoice
        self._credited[number] = Money.zero(invoice.bill.currency)
        return Issued(number)

    def _balance(self, number: str) -> Balance | None:
        if (invoice := self._invoices.get(number)) is None:
            return None
        return Balance(invoice.totals.payable, self._credited[number])


class InMemoryNotification:
    """Keeps what it is told, by key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sent: dict[str, Notify] = {}

    def sent(self, *, after: str = "", limit: int | None = None) -> Mapping[str, Notify]:
        """The notices by the key they came under, oldest first, from just after one on."""
        with self._lock:
            return page(self._sent, after, limit)

    def send(self, key: str, notice: Notify, /) -> None:
        with self._lock:
            self._sent.setdefault(key, notice)


class InMemoryFulfilment:
    """Keeps what it is instructed, by key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._instructions: dict[str, FulfilmentInstruction] = {}

    def instructions(
        self, *, after: str = "", limit: int | None = None
    ) -> Mapping[str, FulfilmentInstruction]:
        """The instructions by the key they came under, oldest first, from just after one on."""
        with self._lock:
            return page(self._instructions, after, limit)

    def instruct(self, key: str, instruction: FulfilmentInstruction, /) -> None:
        with self._lock:
            self._instructions.setdefault(key, instruction)
