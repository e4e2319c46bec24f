"""Why an order refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NOT_YOURS: Final = Phrase(
    "order.not-yours",
    Text(
        "this order belongs to another party; act on your own orders only",
        "este pedido es de otra parte; actúe solo sobre sus propios pedidos",
    ),
)
OWN_APPROVAL: Final = Phrase(
    "order.own-approval",
    Text(
        "whoever requested the order cannot decide about it; ask a colleague of Credit & "
        "Collections",
        "quien solicitó el pedido no puede decidir sobre él; pida a un colega de Créditos y "
        "Cobranzas",
    ),
)
OWN_GAIN: Final = Phrase(
    "order.own-gain",
    Text(
        "whoever gets the order cannot decide about it; ask somebody else of Credit & Collections",
        "quien recibe el pedido no puede decidir sobre él; pida a otra persona de Créditos y "
        "Cobranzas",
    ),
)
TWO_PEOPLE: Final = Phrase(
    "order.two-people",
    Text(
        "the same person cannot override the credit and approve the financing of one order; ask "
        "a colleague of Credit & Collections",
        "la misma persona no puede autorizar el crédito y aprobar el financiamiento de un pedido; "
        "pida a un colega de Créditos y Cobranzas",
    ),
)
OVERRIDE_EXPIRED: Final = Phrase(
    "order.override-expired",
    Text(
        "the override would already have expired at {expires}; give a later instant",
        "la autorización ya habría vencido el {expires}; indique un instante posterior",
    ),
)
WRONG_CURRENCY: Final = Phrase(
    "order.currency",
    Text(
        "the order is in {expected}; {given} cannot be used for it, and no rate is assumed",
        "el pedido está en {expected}; no se puede usar {given}, y no se asume tipo de cambio",
    ),
)
NO_SUCH_LINE: Final = Phrase(
    "order.no-such-line",
    Text(
        "the order has no line {line}; it has {lines}",
        "el pedido no tiene la línea {line}; tiene {lines}",
    ),
)
WRONG_KIND: Final = Phrase(
    "order.wrong-kind",
    Text(
        "line {line} is {kind:Kind}; goods are delivered and signed for, services are activated",
        "la línea {line} es {kind:Kind}; los productos se entregan con firma, los servicios se "
        "activan",
    ),
)
LINE_STATUS: Final = Phrase(
    "order.line-status",
    Text(
        "line {line} is {status:LineStatus}; for this it must be {needed:LineStatus}",
        "la línea {line} está {status:LineStatus}; para esto debe estar {needed:LineStatus}",
    ),
)
NO_SIGNATURE: Final = Phrase(
    "order.no-signature",
    Text(
        "line {line} has no signature; give the signer's name and the instant, not later than now",
        "la línea {line} no tiene firma; indique quién firmó y el instante, no posterior a ahora",
    ),
)
SLOT_IN_THE_PAST: Final = Phrase(
    "order.slot-in-the-past",
    Text("{slot} is over; agree on a later slot", "{slot} ya pasó; acuerde una fecha posterior"),
)
NOTHING_TO_CANCEL: Final = Phrase(
    "order.nothing-to-cancel",
    Text(
        "everything was delivered already, so nothing is left to cancel; refuse the request",
        "ya se entregó todo, no queda nada por cancelar; deniegue la solicitud",
    ),
)
PHRASES: Final = (
    NOT_YOURS,
    OWN_APPROVAL,
    OWN_GAIN,
    TWO_PEOPLE,
    OVERRIDE_EXPIRED,
    WRONG_CURRENCY,
    NO_SUCH_LINE,
    WRONG_KIND,
    LINE_STATUS,
    NO_SIGNATURE,
    SLOT_IN_THE_PAST,
    NOTHING_TO_CANCEL,
)
