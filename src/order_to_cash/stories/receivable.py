"""The story of a receivable."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.receivable import events as e

RECEIVABLE: Final[Mapping[type[e.Event], Text]] = {
    e.InvoiceRaised: Text(
        "to be invoiced: {bill}; {totals}; to be paid: {instalments}",
        "por facturar: {bill}; {totals}; por pagar: {instalments}",
    ),
    e.BillReported: Text(
        "billing issued it itself: {bill}; {totals}; to be paid: {instalments}",
        "facturación la emitió por su cuenta: {bill}; {totals}; por pagar: {instalments}",
    ),
    e.IssueRefused: Text(
        "billing does not issue the invoice: {reason}",
        "facturación no emite la factura: {reason}",
    ),
    e.IssueRetried: Text("billing is asked again", "se consulta otra vez a facturación"),
    e.InvoiceIssued: Text("invoice {invoice} is issued", "se emite la factura {invoice}"),
    e.PaymentAllocated: Text(
        "{allocated} of this payment go to the invoice: {payment}; late: {late}",
        "{allocated} de este pago van a la factura: {payment}; con retraso: {late}",
    ),
    e.SurplusReceived: Text(
        "{amount} of payment {payment} are more than is owed and stay as credit",
        "{amount} del pago {payment} superan lo adeudado y quedan a favor",
    ),
    e.PaymentReversed: Text(
        "payment {payment} is taken back, {amount} are owed again: {reason}",
        "el pago {payment} se revierte, se adeudan otra vez {amount}: {reason}",
    ),
    e.CollectionAlertRaised: Text(
        "collection alert {level}: {overdue} past due for {days:days}",
        "alerta de cobranza {level}: {overdue} vencidos hace {days:days}",
    ),
    e.ServiceBlocked: Text(
        "the service is blocked ({level}): {overdue} past due for {days:days}",
        "el servicio se bloquea ({level}): {overdue} vencidos hace {days:days}",
    ),
    e.ArrearsCleared: Text("nothing is past due any more", "ya no hay nada vencido"),
    e.ServiceUnblocked: Text("the block is lifted", "se levanta el bloqueo"),
    e.DisputeOpened: Text(
        "{amount} of the invoice are disputed, dunning leaves them out: {reason}",
        "se reclaman {amount} de la factura, la cobranza no los considera: {reason}",
    ),
    e.DisputeResolved: Text(
        "the dispute is resolved: {reason}", "el reclamo se resuelve: {reason}"
    ),
    e.PaymentFreed: Text(
        "{amount} of the payment {payment} are the party's credit, since it is credited",
        "{amount} del pago {payment} quedan a favor, porque se acreditan",
    ),
    e.InvoiceCredited: Text(
        "{amount} of the invoice need not be paid: {reason}",
        "{amount} de la factura no se deben pagar: {reason}",
    ),
    e.PaymentPromised: Text(
        "payment is promised until {until}, dunning pauses",
        "se promete el pago hasta el {until}, la cobranza se detiene",
    ),
    e.WrittenOff: Text("{amount} are given up: {reason}", "se castigan {amount}: {reason}"),
    e.InvoiceSettled: Text("nothing is owed any more", "ya no se debe nada"),
}
