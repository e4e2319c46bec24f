"""The story of an order."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.order import events as e

ORDER: Final[Mapping[type[e.Event], Text]] = {
    e.OrderReceived: Text("the order is received: {request}", "se recibe el pedido: {request}"),
    e.InformationMissing: Text("information is missing", "falta información"),
    e.InformationCompleted: Text(
        "the information is complete: {request}", "la información está completa: {request}"
    ),
    e.InformationAdded: Text(
        "something was given, but not everything", "se dio algo, pero aún no todo"
    ),
    e.PartyReported: Text("the directory answers: {record}", "el directorio responde: {record}"),
    e.OfferingsReported: Text(
        "the catalogue offers: {offerings}", "el catálogo ofrece: {offerings}"
    ),
    e.StockReported: Text(
        "the warehouse {warehouse} has: {items}", "el almacén {warehouse} tiene: {items}"
    ),
    e.CoverageReported: Text("coverage of the zone: {items}", "cobertura de la zona: {items}"),
    e.OrderVerified: Text(
        "the order can be delivered and costs {total} with tax",
        "el pedido se puede entregar y cuesta {total} con impuestos",
    ),
    e.OrderRejected: Text("the order is rejected", "el pedido se rechaza"),
    e.CreditNotRequired: Text("no credit is needed", "no se necesita crédito"),
    e.CreditPending: Text(
        "the credit evaluation waits for the account", "la evaluación crediticia espera a la cuenta"
    ),
    e.CreditApproved: Text("credit is approved: {approval}", "crédito aprobado: {approval}"),
    e.CreditDeclined: Text(
        "credit is declined; without an override the order ends at {closes}",
        "crédito denegado; sin autorización el pedido termina el {closes}",
    ),
    e.CreditOverridden: Text(
        "the declined credit is overridden: {override}",
        "se autoriza a pesar del crédito denegado: {override}",
    ),
    e.CreditLapsed: Text(
        "the credit approval expired; the account is asked again",
        "la aprobación de crédito venció; se consulta otra vez a la cuenta",
    ),
    e.TermsReported: Text(
        "terms and conditions in force: {items}", "términos y condiciones vigentes: {items}"
    ),
    e.TermsAccepted: Text(
        "terms and conditions are accepted: {acceptance}",
        "se aceptan términos y condiciones: {acceptance}",
    ),
    e.FinancingDecided: Text(
        "the financing is decided: {approval}", "se decide el financiamiento: {approval}"
    ),
    e.PaidUpFront: Text(
        "paid before the order is completed: {payment}",
        "pagado antes de completarse el pedido: {payment}",
    ),
    e.PaymentReturned: Text(
        "paid for an order that ended without delivery, returned: {payment}",
        "pagado por un pedido que terminó sin entrega, se retorna: {payment}",
    ),
    e.PaymentForwarded: Text(
        "passed on to the invoice: {payment}",
        "pasa a la factura: {payment}",
    ),
    e.PrepaymentRecalled: Text(
        "{amount} of payment {payment} are gone, the bank took it back",
        "{amount} del pago {payment} ya no están, el banco lo revirtió",
    ),
    e.AvailabilityLapsed: Text(
        "the answers about stock and coverage are too old; they are asked for again",
        "las respuestas sobre stock y cobertura son antiguas; se consultan otra vez",
    ),
    e.OrderReleased: Text("the order is released", "el pedido se libera"),
    e.LineScheduled: Text(
        "line {line} is agreed for {slot}", "la línea {line} se acuerda para el {slot}"
    ),
    e.LineDelivered: Text(
        "line {line} is delivered, signed for at {signed_at}",
        "la línea {line} se entrega, con firma del {signed_at}",
    ),
    e.LineActivated: Text("line {line} is in operation", "la línea {line} está en servicio"),
    e.LineHeld: Text("line {line} has to wait: {reason}", "la línea {line} debe esperar: {reason}"),
    e.LineFailed: Text(
        "line {line} will not be delivered: {reason}", "la línea {line} no se entregará: {reason}"
    ),
    e.OrderHeld: Text("the order is on hold", "el pedido queda en espera"),
    e.OrderResumed: Text("the order goes on", "el pedido continúa"),
    e.OrderCompleted: Text(
        "the order is completed; delivered: {delivered} with tax",
        "el pedido está completado; entregado: {delivered} con impuestos",
    ),
    e.OrderPartlyCompleted: Text(
        "the order is completed in part; delivered: {delivered} with tax",
        "el pedido está completado en parte; entregado: {delivered} con impuestos",
    ),
    e.OrderFailed: Text("nothing could be delivered", "no se pudo entregar nada"),
    e.CancellationAsked: Text(
        "somebody asks to cancel the order: {reason}", "se pide anular el pedido: {reason}"
    ),
    e.CancellationRefused: Text(
        "the cancellation is refused: {reason}", "la anulación se deniega: {reason}"
    ),
    e.CancellationGranted: Text(
        "the cancellation is granted, everything is stopped: {reason}",
        "la anulación se concede, todo se detiene: {reason}",
    ),
    e.RestCancelled: Text(
        "what is not delivered yet is cancelled: {reason}",
        "se anula lo que aún no se entregó: {reason}",
    ),
    e.OrderWithdrawn: Text("the order is withdrawn: {reason}", "el pedido se retira: {reason}"),
    e.OrderCancelled: Text("the order is cancelled", "el pedido queda anulado"),
    e.InvoiceNoted: Text("the invoice is {invoice}", "la factura es {invoice}"),
    e.SatisfactionRecorded: Text(
        "the customer is satisfied: {satisfied}", "el cliente está satisfecho: {satisfied}"
    ),
    e.SupportRequested: Text("technical support is asked for", "se pide soporte técnico"),
}
