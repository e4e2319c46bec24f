"""Why a payment refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NOT_POSITIVE: Final = Phrase(
    "payment.amount-not-positive",
    Text(
        "{amount} is not a payment; it must be above zero",
        "{amount} no es un pago; debe ser mayor que cero",
    ),
)
RECEIVED_LATER: Final = Phrase(
    "payment.received-later",
    Text(
        "the payment is dated {received}, and today is {today}; report it once it has arrived",
        "el pago lleva la fecha {received} y hoy es {today}; infórmelo cuando haya llegado",
    ),
)
OTHER_CONTENT: Final = Phrase(
    "payment.recorded-otherwise",
    Text(
        "payment {payment} is recorded: {amount}, received {received}, for {towards}; another "
        "payment has a reference of its own",
        "el pago {payment} ya está registrado: {amount}, recibido el {received}, para {towards}; "
        "otro pago lleva su propia referencia",
    ),
)
WAS_TAKEN_BACK: Final = Phrase(
    "payment.was-taken-back",
    Text(
        "payment {payment} of {amount} was taken back by the bank; money that arrives anew has a "
        "reference of its own",
        "el banco revirtió el pago {payment} de {amount}; el dinero que llega de nuevo lleva su "
        "propia referencia",
    ),
)
NOT_A_TARGET: Final = Phrase(
    "payment.no-such-target",
    Text(
        "money goes to one of {targets}, not to {process}; name the case it is for",
        "el dinero va a uno de {targets}, no a {process}; indique el caso al que corresponde",
    ),
)
ONLY_AN_ACCOUNT: Final = Phrase(
    "payment.only-an-account",
    Text(
        "what was given back and then taken back can be owed by a credit account only; name one",
        "lo que se devolvió y luego se revirtió solo puede adeudarlo una cuenta de crédito; "
        "indique una",
    ),
)
NOTHING_TO_PLACE: Final = Phrase(
    "payment.nothing-to-place",
    Text(
        "all money of payment {payment} is accounted for, so none can be placed",
        "todo el dinero del pago {payment} tiene destino; no queda nada por asignar",
    ),
)
OWN_METHOD: Final = Phrase(
    "payment.accounts-own",
    Text(
        "credit of an account is put to use by the account; a payment comes by another method",
        "el saldo a favor lo aplica la cuenta; un pago llega por otro medio",
    ),
)

PHRASES: Final = (
    NOT_POSITIVE,
    RECEIVED_LATER,
    OTHER_CONTENT,
    WAS_TAKEN_BACK,
    NOT_A_TARGET,
    ONLY_AN_ACCOUNT,
    NOTHING_TO_PLACE,
    OWN_METHOD,
)
