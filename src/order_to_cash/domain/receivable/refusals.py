"""Why a receivable refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.wording import Phrase, Text

WRONG_CURRENCY: Final = Phrase(
    "receivable.currency",
    Text(
        "the invoice is in {expected}; {given} cannot be put to it, and no rate is assumed",
        "la factura está en {expected}; no se le puede aplicar {given}, y no se asume tipo de "
        "cambio",
    ),
)
NOT_POSITIVE: Final = Phrase(
    "receivable.amount-not-positive",
    Text(
        "{amount} is not a payment; it must be above zero",
        "{amount} no es un pago; debe ser mayor que cero",
    ),
)
OTHER_PAYMENT: Final = Phrase(
    "receivable.payment-differs",
    Text(
        "payment {payment} is recorded with another amount; a new payment has an id of its own",
        "el pago {payment} está registrado con otro monto; un pago nuevo lleva su propio "
        "identificador",
    ),
)
NO_SUCH_PAYMENT: Final = Phrase(
    "receivable.no-such-payment",
    Text(
        "payment {payment} is not recorded here, or was taken back already",
        "el pago {payment} no está registrado aquí, o ya fue revertido",
    ),
)
CREDIT_TOO_LARGE: Final = Phrase(
    "receivable.credit-too-large",
    Text(
        "{amount} cannot be credited: it must be above zero and at most {most}, the rest of the "
        "invoice",
        "no se puede acreditar {amount}: debe ser mayor que cero y como máximo {most}, el resto "
        "de la factura",
    ),
)
ACCOUNTS_OWN: Final = Phrase(
    "receivable.accounts-own",
    Text(
        "payments whose ids begin with {own} are made of the account's own credit, and only those; "
        "give {payment} another id, or the method that fits",
        "los pagos cuyos códigos empiezan con {own} se hacen con el saldo a favor de la cuenta, "
        "y solo esos; dé a {payment} otro código, o el medio que corresponde",
    ),
)
NOT_TAKEN_BACK: Final = Phrase(
    "receivable.not-taken-back",
    Text(
        "{payment} was made of the account's own credit, which no bank takes back; credit the "
        "invoice if it is wrong",
        "{payment} se hizo con el saldo a favor de la cuenta, que ningún banco revierte; acredite "
        "la factura si está errada",
    ),
)
NO_DISPUTE: Final = Phrase(
    "receivable.no-dispute",
    Text("no dispute is open, so none can be resolved", "no hay un reclamo abierto que resolver"),
)
PROMISE_IN_THE_PAST: Final = Phrase(
    "receivable.promise-in-the-past",
    Text(
        "{until} is over; promise a day from {today} on",
        "{until} ya pasó; prometa un día desde el {today}",
    ),
)
OTHER_NUMBER: Final = Phrase(
    "receivable.other-number",
    Text(
        "bill {number} is reported under its own number, not as {case}; give the number as the "
        "id of the case",
        "la factura {number} se informa bajo su propio número, no como {case}; use el número "
        "como identificador del caso",
    ),
)
ISSUED_LATER: Final = Phrase(
    "receivable.issued-later",
    Text(
        "the bill bears the day {issued}, and today is {today}; report it once it is issued",
        "la factura lleva la fecha {issued} y hoy es {today}; infórmela cuando esté emitida",
    ),
)
NOT_YOURS: Final = Phrase(
    "receivable.not-yours",
    Text(
        "this invoice belongs to another party; act on your own invoices only",
        "esta factura es de otra parte; actúe solo sobre sus propias facturas",
    ),
)

PHRASES: Final = (
    WRONG_CURRENCY,
    NOT_POSITIVE,
    OTHER_PAYMENT,
    NO_SUCH_PAYMENT,
    CREDIT_TOO_LARGE,
    ACCOUNTS_OWN,
    NOT_TAKEN_BACK,
    NO_DISPUTE,
    PROMISE_IN_THE_PAST,
    OTHER_NUMBER,
    ISSUED_LATER,
    NOT_YOURS,
)
