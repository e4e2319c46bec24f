"""Orders and bills in the words of TM Forum's open APIs, version 4 (TMF622, TMF678)."""

from order_to_cash.standards.tmf.bills import customer_bill, customer_bill_rates
from order_to_cash.standards.tmf.notes import note_bill, note_bill_rates
from order_to_cash.standards.tmf.orders import cancel_product_order, product_order
from order_to_cash.standards.tmf.reading import cancel_order, place_order

__all__ = [
    "cancel_order",
    "cancel_product_order",
    "customer_bill",
    "customer_bill_rates",
    "note_bill",
    "note_bill_rates",
    "place_order",
    "product_order",
]
