"""TMF678: an invoice as a customer bill, and each of its lines as a rate that was applied."""

from order_to_cash.domain.core import BusinessCalendar
from order_to_cash.domain.receivable import Receivable
from order_to_cash.domain.receivable.state import published
from order_to_cash.standards.tmf.values import Document, day, money, reference, tax_item, told


def customer_bill(receivable: Receivable, calendar: BusinessCalendar) -> Document | None:
    """The invoice as TMF678's CustomerBill, in the state that it publishes; none without a bill.

    Days are the instants at which they begin where the operator is.
    """
    debt = receivable.debt
    if debt is None:
        return None
    bill, totals = debt.bill, debt.totals
    due = max((part.due for part in debt.instalments), default=None)
    held = receivable.payments.items()
    return told(
        {
            "id": receivable.id,
            "billDate": day(debt.on, calendar),
            "billNo": receivable.invoice,
            "category": "normal",
            "paymentDueDate": None if due is None else day(due, calendar),
            "amountDue": money(debt.own),
            "appliedPayment": [
                {"appliedAmount": money(amount), "payment": reference(id_)} for id_, amount in held
            ],
            "billingAccount": reference(bill.account),
            "relatedParty": [reference(bill.party, "Organization", role="customer")],
            "remainingAmount": money(debt.outstanding),
            "state": published(receivable),
            "taxExcludedAmount": money(totals.net),
            "taxIncludedAmount": money(totals.total),
            "taxItem": [tax_item(part, part.tax) for part in totals.taxes if part.is_owed],
            "@type": "CustomerBill",
        }
    )


def customer_bill_rates(receivable: Receivable, calendar: BusinessCalendar) -> list[Document]:
    """Each line of the invoice as TMF678's AppliedCustomerBillingRate."""
    debt = receivable.debt
    if debt is None:
        return []
    pairs = zip(debt.bill.lines, debt.totals.each, strict=True)
    return [
        told(
            {
                "id": f"{receivable.id}-{number}",
                "date": day(debt.on, calendar),
                "name": line.sku,
                "isBilled": bool(receivable.invoice),
                "type": "appliedBillingCharge",
                "bill": reference(receivable.id, "CustomerBill"),
                "billingAccount": reference(debt.bill.account),
                "taxExcludedAmount": money(each.net),
                "taxIncludedAmount": money(each.total),
                "@type": "AppliedCustomerBillingRate",
            }
        )
        for number, (line, each) in enumerate(pairs, 1)
    ]
