"""Why a credit account refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

WRONG_CURRENCY: Final = Phrase(
    "account.currency",
    Text(
        "the account is kept in {expected}; {given} cannot be booked on it, and no rate is assumed",
        "la cuenta se lleva en {expected}; no se puede registrar {given}, y no se asume tipo de "
        "cambio",
    ),
)
NOT_POSITIVE: Final = Phrase(
    "account.amount-not-positive",
    Text(
        "{amount} is not an amount to use; it must be above zero",
        "{amount} no es un monto a usar; debe ser mayor que cero",
    ),
)
NOT_ENOUGH: Final = Phrase(
    "account.surplus-too-small",
    Text(
        "{amount} is more than the {kept} kept on the account; use at most that",
        "{amount} supera los {kept} a favor de la cuenta; use como máximo ese monto",
    ),
)
NO_SUCH_ORDER: Final = Phrase(
    "account.no-such-order",
    Text(
        "nothing is open on this account for order {order}; name an order that is still to be paid",
        "no hay nada pendiente en esta cuenta por el pedido {order}; indique un pedido por pagar",
    ),
)

IN_DEBT: Final = Phrase(
    "account.in-debt",
    Text(
        "the account owes {amount} that it was refunded and the bank took back; it can be closed "
        "once a payment towards the account settles that",
        "la cuenta adeuda {amount} que se le devolvieron y el banco revirtió; podrá cerrarse "
        "cuando un pago a la cuenta los cubra",
    ),
)
NEGATIVE: Final = Phrase(
    "account.negative-amount",
    Text(
        "{amount} is below zero; give an amount of zero or more",
        "{amount} es menor que cero; indique un monto de cero o más",
    ),
)

PHRASES: Final = (WRONG_CURRENCY, NOT_POSITIVE, NOT_ENOUGH, NO_SUCH_ORDER, IN_DEBT, NEGATIVE)
