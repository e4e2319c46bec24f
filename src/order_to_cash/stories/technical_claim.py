"""The story of a technical claim: its events, stages, steps and the values inside them."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.technical_claim import ClaimRequest, Refund
from order_to_cash.domain.technical_claim import commands as c
from order_to_cash.domain.technical_claim import events as e

TECHNICAL_CLAIM: Final[Mapping[type[e.Event], Text]] = {
    e.ClaimRegistered: Text("the claim is registered: {claim}", "se registra el reclamo: {claim}"),
    e.DocumentsBrought: Text("documents are brought", "se presentan documentos"),
    e.DocumentsMissing: Text("documents are missing", "faltan documentos"),
    e.ClaimAccepted: Text(
        "every document is there; the technical team looks at it",
        "están todos los documentos; lo atiende el equipo técnico",
    ),
    e.ClaimSolved: Text("the claim is solved: {found}", "el reclamo se soluciona: {found}"),
    e.ClaimUnfounded: Text(
        "the claim is not founded: {reasons}", "el reclamo no procede: {reasons}"
    ),
    e.PassedToBilling: Text(
        "it is passed on to billing: {reference}", "pasa a facturación: {reference}"
    ),
    e.InvoiceRefunded: Text("given back: {refund}", "se devuelve: {refund}"),
    e.RefundRefused: Text(
        "nothing is given back of invoice {invoice}: {reason}",
        "no se devuelve nada de la factura {invoice}: {reason}",
    ),
    e.ClaimClosed: Text("the claim is closed", "el reclamo se cierra"),
    e.ClaimReopened: Text(
        "the claim is open again: {reason}; error of the operator: {own_error}",
        "el reclamo se reabre: {reason}; error del operador: {own_error}",
    ),
    e.ClaimWithdrawn: Text("the claim is taken back: {reason}", "se retira el reclamo: {reason}"),
}

TECHNICAL_CLAIM_STEPS: Final[Mapping[type[c.Command], str]] = {
    c.RegisterClaim: "Un cliente reclama que un servicio no funciona como debe.",
    c.BringDocuments: "Se presenta lo que aún faltaba de la lista.",
    c.ReportSolved: "El equipo técnico encontró la falla y la corrigió.",
    c.ReportUnfounded: "El equipo técnico no halló falla del operador y dice por qué.",
    c.RefundInvoice: "Facturación devuelve dinero de una factura; se indica lo pagado de ella.",
    c.RefuseRefund: "Facturación no devuelve nada de una factura y dice por qué.",
    c.CloseClaim: "El cliente tiene la respuesta y toda devolución pedida está decidida.",
    c.ReopenClaim: "La falla volvió o nunca se corrigió; se indica si fue error del operador.",
    c.WithdrawClaim: "El cliente retira el reclamo; es posible hasta que se responda.",
}

TECHNICAL_CLAIM_PARTS: Final[Mapping[type, Text]] = {
    ClaimRequest: Text(
        "{service}, contract {contract}; paid invoices subject to a refund: {refunds}",
        "{service}, contrato {contract}; facturas pagadas sujetas a devolución: {refunds}",
    ),
    Refund: Text("{amount} of invoice {invoice}", "{amount} de la factura {invoice}"),
}
