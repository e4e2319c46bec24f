"""Why a technical claim refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NOT_YOURS: Final = Phrase(
    "technical-claim.not-yours",
    Text(
        "this claim belongs to another customer; act on your own claims only",
        "este reclamo es de otro cliente; actúe solo sobre sus propios reclamos",
    ),
)
NO_REASONS: Final = Phrase(
    "technical-claim.no-reasons",
    Text(
        "a claim is not founded for reasons that the customer is told; give at least one",
        "un reclamo no procede por motivos que se informan al cliente; indique al menos uno",
    ),
)
NOT_ASKED: Final = Phrase(
    "technical-claim.refund-not-asked",
    Text(
        "no refund of invoice {invoice} is asked for; decide on: {asked}",
        "no se solicita devolución de la factura {invoice}; decida sobre: {asked}",
    ),
)
ALREADY_DECIDED: Final = Phrase(
    "technical-claim.refund-decided",
    Text(
        "invoice {invoice} is decided already; nothing is decided twice",
        "la factura {invoice} ya está decidida; nada se decide dos veces",
    ),
)
NOT_PAID: Final = Phrase(
    "technical-claim.not-paid",
    Text(
        "nothing was paid of invoice {invoice}; only a paid invoice is subject to a refund",
        "no se pagó nada de la factura {invoice}; solo una factura pagada está sujeta a devolución",
    ),
)
WRONG_AMOUNT: Final = Phrase(
    "technical-claim.amount",
    Text(
        "{amount} cannot be given back: it must be above zero and at most the {paid} that were "
        "paid, in the currency {currency}",
        "no se puede devolver {amount}: debe ser mayor que cero y como máximo los {paid} que se "
        "pagaron, en la moneda {currency}",
    ),
)
UNDECIDED: Final = Phrase(
    "technical-claim.refunds-undecided",
    Text(
        "refunds are not decided yet, of: {invoices}; refund or refuse each, then close",
        "aún no se decide la devolución de: {invoices}; devuelva o deniegue cada una y luego "
        "cierre",
    ),
)

PHRASES: Final = (
    NOT_YOURS,
    NO_REASONS,
    NOT_ASKED,
    ALREADY_DECIDED,
    NOT_PAID,
    WRONG_AMOUNT,
    UNDECIDED,
)
