"""The story of a credit account."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.credit_account import events as e

CREDIT_ACCOUNT: Final[Mapping[type[e.Event], Text]] = {
    e.CreditRequested: Text(
        "order {order} asks for {amount}; the credit line is not known yet",
        "el pedido {order} solicita {amount}; la línea de crédito aún no se conoce",
    ),
    e.CreditReserved: Text(
        "{amount} is reserved for order {order}", "se reservan {amount} para el pedido {order}"
    ),
    e.ReservationDeclined: Text(
        "{amount} for order {order} is declined", "se deniegan {amount} para el pedido {order}"
    ),
    e.AccountOpened: Text("the account opens: {line}", "la cuenta se abre: {line}"),
    e.CreditRevoked: Text(
        "the {amount} reserved for order {order} are taken back",
        "se retiran los {amount} reservados para el pedido {order}",
    ),
    e.CreditFreed: Text(
        "order {order} needs its credit no more", "el pedido {order} ya no necesita su crédito"
    ),
    e.CreditCommitted: Text(
        "order {order} is released; its {amount} count until delivery",
        "el pedido {order} se liberó; sus {amount} cuentan hasta la entrega",
    ),
    e.DeliveryRecorded: Text(
        "order {order} was delivered: {amount} are to be invoiced",
        "el pedido {order} se entregó: quedan {amount} por facturar",
    ),
    e.InvoiceRecorded: Text(
        "owed on the invoice of order {order}: {instalments}",
        "adeudado por la factura del pedido {order}: {instalments}",
    ),
    e.PaymentRecorded: Text(
        "payment {payment} of {amount} for order {order}; late: {late}",
        "pago {payment} de {amount} por el pedido {order}; con retraso: {late}",
    ),
    e.ReversalRecorded: Text(
        "payment {payment} of {amount} for order {order} is taken back",
        "el pago {payment} de {amount} por el pedido {order} se revierte",
    ),
    e.DefaultRecorded: Text(
        "order {order} is {days:days} past due with {amount} (level {level})",
        "el pedido {order} está vencido hace {days:days} por {amount} (nivel {level})",
    ),
    e.SurplusKept: Text(
        "{amount} of payment {payment} stay as credit of the account",
        "{amount} del pago {payment} quedan a favor de la cuenta",
    ),
    e.SurplusRecalled: Text(
        "{amount} of payment {payment} are credit no more, the bank took it back",
        "{amount} del pago {payment} dejan de estar a favor, el banco lo revirtió",
    ),
    e.DebtIncurred: Text(
        "payment {payment} was taken back after {amount} of it had been refunded: the account owes "
        "them",
        "el pago {payment} se revirtió cuando ya se habían devuelto {amount}: la cuenta los adeuda",
    ),
    e.DebtFollowed: Text(
        "the account still owes {amount} of its refunds",
        "la cuenta aún adeuda {amount} de sus devoluciones",
    ),
    e.DebtSettled: Text(
        "what the account owed of its refunds is settled",
        "queda cubierto lo que la cuenta adeudaba de sus devoluciones",
    ),
    e.SurplusUsed: Text(
        "{amount} of the account's credit, from payment {payment}, go to order {order}",
        "{amount} a favor de la cuenta, del pago {payment}, van al pedido {order}",
    ),
    e.SurplusRefunded: Text(
        "{amount} of the account's credit are given back: {reason}",
        "se devuelven {amount} a favor de la cuenta: {reason}",
    ),
    e.LimitPassed: Text(
        "the exposure {exposure} is above the limit of {limit}",
        "la exposición {exposure} supera el límite de {limit}",
    ),
    e.LimitChanged: Text("the limit is now {limit}: {reason}", "el límite es {limit}: {reason}"),
    e.AccountSuspended: Text("the account is suspended: {reason}", "cuenta suspendida: {reason}"),
    e.AccountReactivated: Text(
        "the account is active again: {reason}", "la cuenta vuelve a estar activa: {reason}"
    ),
    e.AccountClosed: Text(
        "the account is closed for good: {reason}", "la cuenta se cierra en definitiva: {reason}"
    ),
}
