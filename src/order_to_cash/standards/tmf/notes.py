"""TMF678: a credit or debit note as a bill of its own, as its description has a category for one.

Amounts are those of the paper, above zero on both kinds; the category says which way they go. A
note asks for no money: what it changes is told in what remains of the bill of its invoice.
"""

from typing import Final

from order_to_cash.domain.core import BusinessCalendar, Money
from order_to_cash.domain.trade import TaxTotal
from order_to_cash.standards.tmf.values import Document, day, money, reference, tax_item, told
from order_to_cash.standards.ubl.amounts import noted, of_note
from order_to_cash.standards.ubl.papers import Kind, Paper

CATEGORY: Final = {Kind.CREDIT_NOTE: "credit note", Kind.DEBIT_NOTE: "debit note"}
"""What a note is called among bills; papers of other kinds are none."""

TYPE: Final = {Kind.CREDIT_NOTE: "appliedBillingCredit", Kind.DEBIT_NOTE: "appliedBillingCharge"}


def note_bill(note: Paper, calendar: BusinessCalendar) -> Document:
    """A credit or debit note as TMF678's CustomerBill, with its taxes by category."""
    bill, (net, tax) = note.debt.bill, of_note(note)
    nothing = money(net - net)
    return told(
        {
            "id": note.number,
            "billDate": day(note.on, calendar),
            "billNo": note.number,
            "category": CATEGORY[note.kind],
            "amountDue": nothing,
            "billingAccount": reference(bill.account),
            "relatedParty": [reference(bill.party, "Organization", role="customer")],
            "remainingAmount": nothing,
            "state": "settled",
            "taxExcludedAmount": money(net),
            "taxIncludedAmount": money(net + tax),
            "taxItem": [tax_item(part, owed) for part, owed in _taxes(note) if part.is_owed],
            "@type": "CustomerBill",
        }
    )


def note_bill_rates(note: Paper, calendar: BusinessCalendar) -> list[Document]:
    """Each line of the note as TMF678's AppliedCustomerBillingRate, with its invoice."""
    return [
        told(
            {
                "id": f"{note.number}-{number}",
                "date": day(note.on, calendar),
                "description": note.reason,
                "name": name,
                "isBilled": True,
                "type": TYPE[note.kind],
                "bill": reference(note.number, "CustomerBill"),
                "billingAccount": reference(note.debt.bill.account),
                "characteristic": [{"name": "invoice", "value": note.invoice}],
                "taxExcludedAmount": money(line.net),
                "taxIncludedAmount": money(line.net + line.tax),
                "@type": "AppliedCustomerBillingRate",
            }
        )
        for number, (line, name, _) in enumerate(noted(note), 1)
    ]


def _taxes(note: Paper) -> list[tuple[TaxTotal, Money]]:
    """The tax of the note in each part of the invoice's, in the order in which they are met."""
    made: dict[str, tuple[TaxTotal, Money]] = {}
    for line, _, part in noted(note):
        _, before = made.get(part.category, (part, line.tax - line.tax))
        made[part.category] = part, before + line.tax
    return list(made.values())
