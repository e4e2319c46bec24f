"""A paper as a document of UBL 2.1, its elements in the order of the published schema."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from order_to_cash.diagram.text import safe
from order_to_cash.domain.core import Money
from order_to_cash.domain.receivable import Elsewhere
from order_to_cash.standards.ubl.amounts import Category, Change, Line, Share, sums
from order_to_cash.standards.ubl.papers import Kind, Paper

SPACE: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
TOTAL: Final = {Kind.DEBIT_NOTE: "RequestedMonetaryTotal"}
LINE: Final = {
    Kind.INVOICE: ("InvoiceLine", "InvoicedQuantity"),
    Kind.CREDIT_NOTE: ("CreditNoteLine", "CreditedQuantity"),
    Kind.DEBIT_NOTE: ("DebitNoteLine", "DebitedQuantity"),
}
INVOICE: Final = "380"
ADVANCE: Final = "386"
"""The codes of UNCL 1001 for an invoice, and for one in advance of the delivery."""

EACH: Final = "C62"
"""The unit of a quantity that is counted one by one (UN/ECE Recommendation 20)."""


def ubl(paper: Paper, *, supplier: str, personal: bool = False) -> str:
    """The paper as UBL 2.1, by the operator of that name: the same each time.

    The customer is told by account and party alone; `personal` adds how the bill reaches it.
    """
    root = paper.kind.value
    spaces = f'xmlns="{SPACE}{root}-2" xmlns:cac="{SPACE}CommonAggregateComponents-2" '
    spaces += f'xmlns:cbc="{SPACE}CommonBasicComponents-2"'
    parts = (*_head(paper), *_parties(paper, supplier, personal=personal), *_body(paper))
    body = "\n".join(filter(None, parts))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>\n{body}\n</{root}>\n'


def _head(paper: Paper) -> Iterator[str]:
    kind, bill = paper.kind, paper.debt.bill
    yield _basic("UBLVersionID", "2.1")
    yield _basic("ID", paper.number)
    yield _basic("IssueDate", paper.on.isoformat())
    match kind:
        case Kind.INVOICE:
            due = max((part.due for part in paper.debt.instalments), default=None)
            yield "" if due is None else _basic("DueDate", due.isoformat())
            yield _basic("InvoiceTypeCode", ADVANCE if bill.advance else INVOICE)
        case Kind.CREDIT_NOTE:
            yield _basic("CreditNoteTypeCode", "381")
        case Kind.REMINDER:
            yield _basic("ReminderSequenceNumeric", str(paper.sequence))
        case Kind.DEBIT_NOTE:
            pass
    yield _basic("Note", paper.reason) if paper.reason else ""
    yield _basic("DocumentCurrencyCode", bill.currency.value)
    if kind is Kind.INVOICE:
        yield _group("OrderReference", _basic("ID", bill.order))
        for one in bill.prepaid:
            before = _group("InvoiceDocumentReference", _basic("ID", one.invoice))
            yield _group("BillingReference", before)
    elif kind is not Kind.REMINDER:
        yield _invoice(paper)


def _invoice(paper: Paper) -> str:
    """The invoice that a note or a reminder is about."""
    day = _basic("IssueDate", paper.debt.on.isoformat())
    number = _basic("ID", paper.invoice)
    return _group("BillingReference", _group("InvoiceDocumentReference", number, day))


def _parties(paper: Paper, supplier: str, *, personal: bool) -> Iterator[str]:
    bill = paper.debt.bill
    name = _group("PartyName", _basic("Name", supplier))
    legal = _group("PartyLegalEntity", _basic("RegistrationName", supplier))
    yield _group("AccountingSupplierParty", _group("Party", name, legal))
    contact = ""
    if personal and bill.contact is not None:
        contact = _group("Contact", _basic("Note", bill.contact.reveal()))
    party = _group("Party", _group("PartyIdentification", _basic("ID", bill.party)), contact)
    account = _basic("SupplierAssignedAccountID", bill.account)
    yield _group("AccountingCustomerParty", account, party)


def _body(paper: Paper) -> Iterator[str]:
    if paper.kind is Kind.REMINDER:
        amount = paper.debt.outstanding if paper.amount is None else paper.amount
        yield _group("LegalMonetaryTotal", _amount("PayableAmount", amount))
        asked = _amount("DebitLineAmount", amount)
        yield _group("ReminderLine", _basic("ID", "1"), asked, _invoice(paper))
        return
    made, (name, quantity) = sums(paper), LINE[paper.kind]
    if paper.kind is Kind.INVOICE:
        for part in paper.debt.instalments:
            due = _basic("PaymentDueDate", part.due.isoformat())
            yield _group("PaymentTerms", _amount("Amount", part.amount), due)
        for one in paper.debt.bill.prepaid:
            paid = _amount("PaidAmount", one.amount)
            yield _group("PrepaidPayment", _basic("ID", one.invoice), paid)
    yield from map(_change, made.changes)
    yield _taxes(made.shares)
    if paper.kind is Kind.INVOICE and paper.debt.elsewhere is not None:
        yield _withheld(paper.debt.elsewhere)
    totals = (_amount(of, amount) for of, amount in made.totals.items())
    yield _group(TOTAL.get(paper.kind, "LegalMonetaryTotal"), *totals)
    for line in made.lines:
        yield _line(name, quantity, line)


def _change(change: Change) -> str:
    of = "" if change.category is None else _category("TaxCategory", change.category)
    return _group(
        "AllowanceCharge",
        _basic("ChargeIndicator", str(change.charge).lower()),
        _basic("AllowanceChargeReason", change.reason),
        _amount("Amount", change.amount),
        of,
    )


def _taxes(shares: tuple[Share, ...]) -> str:
    whole = shares[0].tax - shares[0].tax
    for share in shares:
        whole = whole + share.tax
    subtotals = (
        _group(
            "TaxSubtotal",
            _amount("TaxableAmount", share.net),
            _amount("TaxAmount", share.tax),
            _category("TaxCategory", share.category),
        )
        for share in shares
    )
    return _group("TaxTotal", _amount("TaxAmount", whole), *subtotals)


def _withheld(share: Elsewhere) -> str:
    """What of the payable amount is owed on another account, by its name and its text."""
    scheme = _group("TaxScheme", _basic("ID", share.name))
    of = _group("TaxCategory", _basic("Name", str(share.clause)), scheme)
    part = _group("TaxSubtotal", _amount("TaxAmount", share.amount), of)
    return _group("WithholdingTaxTotal", _amount("TaxAmount", share.amount), part)


def _category(name: str, of: Category) -> str:
    return _group(
        name,
        _basic("ID", of.code),
        _basic("Percent", of.percent) if of.percent else "",
        _basic("TaxExemptionReason", of.reason) if of.reason and name == "TaxCategory" else "",
        _group("TaxScheme", _basic("ID", "VAT")),
    )


def _line(name: str, quantity: str, line: Line) -> str:
    currency = line.net.currency.value
    price = f'<cbc:PriceAmount currencyID="{currency}">{line.price}</cbc:PriceAmount>'
    reference = ""
    if line.reference:
        told = f'<cbc:PriceAmount currencyID="{currency}">{line.reference}</cbc:PriceAmount>'
        reference = _group("PricingReference", _group("AlternativeConditionPrice", told))
    item = _category("ClassifiedTaxCategory", line.category)
    return _group(
        name,
        _basic("ID", str(line.number)),
        f'<cbc:{quantity} unitCode="{EACH}">{line.quantity}</cbc:{quantity}>',
        _amount("LineExtensionAmount", line.net),
        _basic("FreeOfChargeIndicator", "true") if line.reference else "",
        reference,
        *map(_change, line.changes),
        _group("Item", _basic("Name", line.name), item),
        _group("Price", price),
    )


def _amount(name: str, amount: Money) -> str:
    currency = quoteattr(amount.currency.value)
    return f"<cbc:{name} currencyID={currency}>{amount.amount}</cbc:{name}>"


def _basic(name: str, text: str) -> str:
    return f"<cbc:{name}>{safe(text)}</cbc:{name}>"


def _group(name: str, *parts: str) -> str:
    return f"<cac:{name}>{''.join(parts)}</cac:{name}>"
