"""What our billing adapters ask of an invoice, credit note or refund, so that all refuse alike.

A reason stands in the ledger and in histories in English; `REASONS` words each in both languages.
"""

import re
from typing import Final

from order_to_cash.domain.core import InvalidValue, Money, Text, entity
from order_to_cash.domain.trade import IssueCreditNote, IssueInvoice, RecordReceipt, RefundPayment
from order_to_cash.ports.billing import Refused

SERIES: Final = re.compile(r"[A-Z0-9]{1,8}")
LAST_NUMBER: Final = 99_999_999
"""The last number of a series: eight digits."""

ONE_CURRENCY: Final = Text(
    "the amounts of the invoice are in several currencies; bill each currency on its own",
    "los importes de la factura están en varias monedas; facture cada moneda por separado",
)
DISAGREE: Final = Text(
    "the totals of the invoice do not add up; correct the lines or the totals",
    "los totales de la factura no cuadran; corrija las líneas o los totales",
)
PARTS: Final = Text(
    "the instalments do not add up to the total of the invoice; divide the total again",
    "las cuotas no suman el total de la factura; divida otra vez el total",
)
OTHER_TOTALS: Final = Text(
    "this receivable has an invoice with other totals; credit the difference instead",
    "esta cuenta por cobrar tiene una factura con otros totales; acredite la diferencia",
)
SERIES_FULL: Final = Text(
    "the series has no number left; open another series",
    "la serie no tiene más números; abra otra serie",
)
NO_INVOICE: Final = Text(
    "there is no invoice with this number; check the number",
    "no hay una factura con este número; verifique el número",
)
NOT_POSITIVE: Final = Text(
    "the amount is not above zero; give what is to be given back",
    "el importe no es mayor que cero; indique lo que se devuelve",
)
OTHER_CURRENCY: Final = Text(
    "the amount is in another currency than the invoice; give it in that of the invoice",
    "el importe está en otra moneda que la factura; indíquelo en la de la factura",
)
TOO_MUCH: Final = Text(
    "more would be credited than was invoiced; credit at most what is left",
    "se acreditaría más de lo facturado; acredite a lo sumo lo que queda",
)
NO_CHARGE: Final = Text(
    "the amount is not above zero; charge what is owed, or nothing at all",
    "el importe no es mayor que cero; cargue lo adeudado, o nada",
)
NO_PAYMENT: Final = Text(
    "no payment with this reference came in; check the reference",
    "no ingresó ningún pago con esta referencia; verifique la referencia",
)
MORE_THAN_CAME_IN: Final = Text(
    "more would be given back than came in with this payment; give back at most what is left",
    "se devolvería más de lo que ingresó con este pago; devuelva a lo sumo lo que queda",
)
RECEIVED_BEFORE: Final = Text(
    "a payment with this reference came in already; another payment has its own reference",
    "ya ingresó un pago con esta referencia; otro pago lleva su propia referencia",
)
OTHER_PAYMENT_CURRENCY: Final = Text(
    "the amount is in another currency than the payment; give it back in that of the payment",
    "el importe está en otra moneda que el pago; devuélvalo en la del pago",
)
KEY_TAKEN: Final = Text(
    "something else was done under this key; give each thing a key of its own",
    "bajo esta clave se hizo otra cosa; use una clave propia para cada cosa",
)
REASONS: Final = (
    ONE_CURRENCY,
    DISAGREE,
    PARTS,
    OTHER_TOTALS,
    SERIES_FULL,
    NO_INVOICE,
    NOT_POSITIVE,
    OTHER_CURRENCY,
    TOO_MUCH,
    NO_CHARGE,
    NO_PAYMENT,
    MORE_THAN_CAME_IN,
    RECEIVED_BEFORE,
    OTHER_PAYMENT_CURRENCY,
    KEY_TAKEN,
)


@entity
class Balance:
    """What an invoice was about, and how much of it was credited already."""

    total: Money
    credited: Money


def checked_series(series: str) -> str:
    """The series, or `InvalidValue` for one that no invoice can bear."""
    if SERIES.fullmatch(series) is None:
        raise InvalidValue(
            "a series is 1 to 8 capital letters and digits; give for instance 'F001'",
            code="billing.series",
        )
    return series


def invoice_number(series: str, count: int) -> str:
    """The number of the n-th invoice of a series, counted from one."""
    return f"{series}-{count:08d}"


def objection_to_invoice(invoice: IssueInvoice) -> Refused | None:
    """Why the invoice cannot be issued as it is, if anything is wrong with it."""
    bill, totals, parts = invoice.bill, invoice.totals, invoice.instalments
    amounts = (
        *(totals.net, totals.tax, totals.total),
        *(line.unit_price for line in bill.lines),
        *(part.amount for part in parts),
    )
    if any(amount.currency is not bill.currency for amount in amounts):
        return Refused(ONE_CURRENCY.en)
    lines = Money.sum_of((line.net for line in bill.lines), bill.currency)
    if lines != totals.net or totals.net + totals.tax != totals.total or totals.total.is_negative:
        return Refused(DISAGREE.en)
    if Money.sum_of((part.amount for part in parts), bill.currency) != totals.total:
        return Refused(PARTS.en)
    return None


def objection_to_credit(note: IssueCreditNote, balance: Balance | None) -> Refused | None:
    """Why the amount cannot be credited; no balance means that there is no such invoice."""
    if balance is None:
        return Refused(NO_INVOICE.en)
    if note.amount.currency is not balance.total.currency:
        return Refused(OTHER_CURRENCY.en)
    if not note.amount.is_positive:
        return Refused(NOT_POSITIVE.en)
    if balance.credited + note.amount > balance.total:
        return Refused(TOO_MUCH.en)
    return None


@entity
class Account:
    """What came in with a payment, and how much of it was given back already."""

    received: Money
    refunded: Money


def objection_to_receipt(receipt: RecordReceipt, account: Account | None) -> Refused | None:
    """Why the payment cannot be recorded; an account means that it came in before."""
    if not receipt.amount.is_positive:
        return Refused(NOT_POSITIVE.en)
    return None if account is None else Refused(RECEIVED_BEFORE.en)


def objection_to_refund(refund: RefundPayment, account: Account | None) -> Refused | None:
    """Why the amount cannot be given back, of its payment if it names one."""
    if not refund.amount.is_positive:
        return Refused(NOT_POSITIVE.en)
    if refund.payment is None:
        return None
    if account is None:
        return Refused(NO_PAYMENT.en)
    if refund.amount.currency is not account.received.currency:
        return Refused(OTHER_PAYMENT_CURRENCY.en)
    if account.refunded + refund.amount > account.received:
        return Refused(MORE_THAN_CAME_IN.en)
    return None


def objection_to_charge(amount: Money) -> Refused | None:
    """Why the amount cannot be charged."""
    return None if amount.is_positive else Refused(NO_CHARGE.en)
