"""What people are told: the subject and body of every notice, in Spanish and English."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.notice_text import NoticeText
from order_to_cash.domain.core.wording import Text
from order_to_cash.domain.trade.correction_notices import CORRECTIONS
from order_to_cash.domain.trade.messages import Notice
from order_to_cash.domain.trade.post_sale_notices import POST_SALE
from order_to_cash.domain.trade.transfer_notices import TRANSFERS

NOTICES: Final[Mapping[Notice, NoticeText]] = {
    Notice.INFORMATION_MISSING: NoticeText(
        Text(
            "Order {order}: information is missing",
            "Pedido {order}: falta información",
        ),
        Text(
            "We received your order {order}. For it to go on, this still has to hold:\n"
            "{missing}\n"
            "Please complete the order.\n",
            "Recibimos su pedido {order}. Para continuar, aún debe cumplirse lo siguiente:\n"
            "{missing}\n"
            "Por favor, complete el pedido.\n",
        ),
    ),
    Notice.AVAILABILITY: NoticeText(
        Text(
            "Order {order}: availability and price",
            "Pedido {order}: disponibilidad y precio",
        ),
        Text(
            "Your order {order} was checked for the zone {zone}.\n"
            "Warehouse: {warehouse}\n"
            "In stock: {stock}\n"
            "Services that can be given: {coverage}\n"
            "Total with tax: {total}\n",
            "Verificamos su pedido {order} para la zona {zone}.\n"
            "Almacén: {warehouse}\n"
            "En existencia: {stock}\n"
            "Servicios con cobertura: {coverage}\n"
            "Total con impuestos: {total}\n",
        ),
    ),
    Notice.CREDIT_DECLINED: NoticeText(
        Text(
            "Order {order}: credit was declined",
            "Pedido {order}: crédito no aprobado",
        ),
        Text(
            "The credit for your order {order} was declined, because this does not hold:\n"
            "{reasons}\n"
            "Pay what is past due, or contact Credit & Collections.\n",
            "El crédito para su pedido {order} no fue aprobado, porque no se cumple:\n"
            "{reasons}\n"
            "Pague lo vencido o comuníquese con Créditos y Cobranzas.\n",
        ),
    ),
    Notice.ORDER_REJECTED: NoticeText(
        Text("Order {order} was rejected", "Pedido {order} rechazado"),
        Text(
            "Your order {order} cannot go on, because this does not hold:\n"
            "{reasons}\n"
            "What you paid for it is given back. You may place a new order at any time.\n",
            "Su pedido {order} no puede continuar, porque no se cumple:\n"
            "{reasons}\n"
            "Lo que pagó por él se le devuelve. Puede hacer un nuevo pedido cuando guste.\n",
        ),
    ),
    Notice.ORDER_RELEASED: NoticeText(
        Text("Order {order} was approved", "Pedido {order} aprobado"),
        Text(
            "Your order {order} was approved and is being prepared.\n",
            "Su pedido {order} fue aprobado y está en preparación.\n",
        ),
    ),
    Notice.LINE_ON_HOLD: NoticeText(
        Text("Order {order}: line {line} has to wait", "Pedido {order}: la línea {line} espera"),
        Text(
            "Line {line} of your order {order} has to wait: {reason:HoldReason}.\n"
            "We will agree with you on how it goes on.\n",
            "La línea {line} de su pedido {order} debe esperar: {reason:HoldReason}.\n"
            "Acordaremos con usted cómo continuar.\n",
        ),
    ),
    Notice.ORDER_COMPLETED: NoticeText(
        Text("Order {order} was delivered", "Pedido {order} entregado"),
        Text(
            "Your order {order} was delivered. The invoice will follow.\n",
            "Su pedido {order} fue entregado. A continuación recibirá la factura.\n",
        ),
    ),
    Notice.INVOICE: NoticeText(
        Text("Invoice {invoice} for order {order}", "Factura {invoice} del pedido {order}"),
        Text(
            "Invoice {invoice} for your order {order}:\n"
            "Net: {net}\n"
            "Tax: {tax}\n"
            "Total: {total}\n"
            "Due: {due}\n"
            "To be paid each time: {parts}\n"
            "You can pay by: {methods:PaymentMethod}\n",
            "Factura {invoice} de su pedido {order}:\n"
            "Neto: {net}\n"
            "Impuesto: {tax}\n"
            "Total: {total}\n"
            "Vencimiento: {due}\n"
            "A pagar cada vez: {parts}\n"
            "Puede pagar por: {methods:PaymentMethod}\n",
        ),
    ),
    Notice.COLLECTION_ALERT: NoticeText(
        Text("Invoice {invoice} is past due", "Factura {invoice} vencida"),
        Text(
            "Of invoice {invoice} for your order {order}, {overdue} is past due; days: {days}.\n"
            "Please pay it, or contact us if you have paid already.\n",
            "De la factura {invoice} de su pedido {order} hay {overdue} vencidos; días: {days}.\n"
            "Por favor, páguelos, o comuníquese con nosotros si ya pagó.\n",
        ),
    ),
    Notice.SERVICE_BLOCKED: NoticeText(
        Text(
            "Service suspended: invoice {invoice} is past due",
            "Servicio suspendido: factura {invoice} vencida",
        ),
        Text(
            "Of invoice {invoice} for your order {order}, {overdue} is past due; days: {days}.\n"
            "The service is suspended until it is paid.\n",
            "De la factura {invoice} de su pedido {order} hay {overdue} vencidos; días: {days}.\n"
            "El servicio queda suspendido hasta que se paguen.\n",
        ),
    ),
    Notice.SERVICE_UNBLOCKED: NoticeText(
        Text("Service restored: order {order}", "Servicio restablecido: pedido {order}"),
        Text(
            "What was past due of invoice {invoice} for your order {order} is paid.\n"
            "The service is being restored. Thank you.\n",
            "Lo vencido de la factura {invoice} de su pedido {order} está pagado.\n"
            "El servicio se está restableciendo. Gracias.\n",
        ),
    ),
    Notice.LIMIT_PASSED: NoticeText(
        Text(
            "Account {account} is above its credit limit",
            "La cuenta {account} supera su límite de crédito",
        ),
        Text(
            "The exposure of account {account} is {exposure}; its limit is {limit}.\n"
            "Please review the account.\n",
            "La exposición de la cuenta {account} es {exposure}; su límite es {limit}.\n"
            "Por favor, revise la cuenta.\n",
        ),
    ),
    Notice.PAYMENT_UNPLACED: NoticeText(
        Text("Payment {payment}: nobody takes it", "Pago {payment}: nadie lo toma"),
        Text(
            "{amount} of payment {payment} were taken by no case.\n"
            "Please say where they belong, or give them back.\n",
            "Ningún caso tomó {amount} del pago {payment}.\n"
            "Por favor, indique a dónde corresponden, o devuélvalos.\n",
        ),
    ),
    Notice.PAYMENT_OWED: NoticeText(
        Text(
            "Payment {payment}: given back and taken back",
            "Pago {payment}: devuelto y revertido",
        ),
        Text(
            "{amount} of payment {payment} had been given back when the bank took it back.\n"
            "Please name the credit account that owes them.\n",
            "Se habían devuelto {amount} del pago {payment} cuando el banco lo revirtió.\n"
            "Por favor, indique la cuenta de crédito que los adeuda.\n",
        ),
    ),
    Notice.PAYMENT_GIVEN_BACK: NoticeText(
        Text("Payment {payment}: given back", "Pago {payment}: devuelto"),
        Text(
            "We give back {amount} of your payment {payment}.\n",
            "Le devolvemos {amount} de su pago {payment}.\n",
        ),
    ),
    Notice.ACCOUNT_IN_DEBT: NoticeText(
        Text("Account {account}: owes a refund", "Cuenta {account}: adeuda una devolución"),
        Text(
            "The bank took back a payment that had been refunded: account {account} owes "
            "{amount}.\n"
            "A payment towards the account settles it.\n",
            "El banco revirtió un pago ya devuelto: la cuenta {account} adeuda {amount}.\n"
            "Un pago a la cuenta lo cubre.\n",
        ),
    ),
    Notice.ISSUE_REFUSED: NoticeText(
        Text(
            "Order {order}: the invoice was not issued",
            "Pedido {order}: no se emitió la factura",
        ),
        Text(
            "Billing did not issue the invoice for order {order}:\n"
            "{reason}\n"
            "Please settle it with billing, then have it issued again.\n",
            "Facturación no emitió la factura del pedido {order}:\n"
            "{reason}\n"
            "Por favor, aclárelo con facturación y pida que se emita otra vez.\n",
        ),
    ),
    Notice.DOCUMENT_SENT: NoticeText(
        Text(
            "{onboarding}: {document:Document} to be reviewed",
            "{onboarding}: {document:Document} por revisar",
        ),
        Text(
            "Revision {revision} of the {document:Document} was sent for {onboarding}.\n"
            "Please review it against its documentation.\n",
            "Se envió la revisión {revision} de {document:Document} para {onboarding}.\n"
            "Por favor, revísela con su documentación.\n",
        ),
    ),
    Notice.REQUEST_REJECTED: NoticeText(
        Text("Request {onboarding} was rejected", "Solicitud {onboarding} rechazada"),
        Text(
            "Your request {onboarding} ends here, because the {document:Document} is not valid:\n"
            "{reason}\n"
            "You may place a new request at any time.\n",
            "Su solicitud {onboarding} termina aquí, porque {document:Document} no es válido:\n"
            "{reason}\n"
            "Puede presentar una nueva solicitud cuando guste.\n",
        ),
    ),
    Notice.REQUEST_CANCELLED: NoticeText(
        Text("Request {onboarding} was cancelled", "Solicitud {onboarding} anulada"),
        Text(
            "Your request {onboarding} was cancelled:\n{reason}\n",
            "Su solicitud {onboarding} fue anulada:\n{reason}\n",
        ),
    ),
    Notice.ONBOARDING_CLOSED: NoticeText(
        Text("Request {onboarding} is complete", "Solicitud {onboarding} completa"),
        Text(
            "Everything you asked for in {onboarding} is in place. Welcome.\n",
            "Todo lo que solicitó en {onboarding} está en marcha. Le damos la bienvenida.\n",
        ),
    ),
    Notice.UNDO_NEEDED: NoticeText(
        Text(
            "{onboarding} ended: this has to be undone",
            "{onboarding} terminó: esto se debe deshacer",
        ),
        Text(
            "The request {onboarding} ended, and the customer has already:\n"
            "{live}\n"
            "Please have it undone.\n",
            "La solicitud {onboarding} terminó, y el cliente ya tiene:\n"
            "{live}\n"
            "Por favor, haga que se deshaga.\n",
        ),
    ),
    Notice.DEADLINE_PASSED: NoticeText(
        Text(
            "{onboarding}: a deadline of {role:Role} passed",
            "{onboarding}: venció un plazo de {role:Role}",
        ),
        Text(
            "In the phase {phase:Phase} of {onboarding}, {role:Role} was to begin until {due}.\n"
            "The delay is recorded; please begin now.\n",
            "En la fase {phase:Phase} de {onboarding}, {role:Role} debía comenzar hasta el {due}.\n"
            "La demora quedó registrada; por favor, comience ahora.\n",
        ),
    ),
    Notice.CONTACT_DATA: NoticeText(
        Text(
            "New customer {customer}: contact data",
            "Nuevo cliente {customer}: datos de contacto",
        ),
        Text(
            "The contact data of the new customer {customer} came with {onboarding}.\n",
            "Los datos de contacto del nuevo cliente {customer} llegaron con {onboarding}.\n",
        ),
    ),
    **TRANSFERS,
    **CORRECTIONS,
    **POST_SALE,
}

__all__ = ["NOTICES", "NoticeText"]
