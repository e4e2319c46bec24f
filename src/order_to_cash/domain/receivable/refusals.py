"""Why a receivable refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

WRONG_CURRENCY: Final = Phrase(
    "receivable.currency",
    Text(
        "the invoice is in {expected}; {given} cannot be put to it, and no rate is assumed",
        "la factura está en {expected}; no se le puede aplicar {given}, y no se asume tipo de "
        "cambio",
    ),
)
OWN_DEBT: Final = Phrase(
    "receivable.own-debt",
    Text(
        "whoever owes the invoice cannot decide what is asked of it; ask somebody else of "
        "Credit & Collections",
        "quien debe la factura no puede decidir qué se exige de ella; pida a otra persona de "
        "Créditos y Cobranzas",
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
DISPUTED_ALREADY: Final = Phrase(
    "receivable.disputed-already",
    Text(
        "{amount} of the invoice are disputed already; resolve that before another is opened",
        "{amount} de la factura ya están en reclamo; resuélvalo antes de abrir otro",
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
    OWN_DEBT,
    CREDIT_TOO_LARGE,
    DISPUTED_ALREADY,
    NO_DISPUTE,
    PROMISE_IN_THE_PAST,
    OTHER_NUMBER,
    ISSUED_LATER,
    NOT_YOURS,
)
