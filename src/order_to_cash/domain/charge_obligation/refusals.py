"""Why an obligation refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

OTHER_AGREEMENT: Final = Phrase(
    "charge-obligation.other-agreement",
    Text(
        "correction {correction} claims another charge for this line than {known}, which is open; "
        "settle with the customer which one holds",
        "la corrección {correction} pide otro cargo para esta línea que {known}, que está abierta; "
        "acuerde con el cliente cuál rige",
    ),
)
CREDITED: Final = Phrase(
    "charge-obligation.cycle-credited",
    Text(
        "days from {first} to {last} were credited already; a cycle of a line is credited once",
        "ya se acreditaron días del {first} al {last}; un ciclo de una línea se acredita una vez",
    ),
)
BEFORE: Final = Phrase(
    "charge-obligation.not-affected",
    Text(
        "the cycle ends before {since}, from when the charge was agreed; report later bills",
        "el ciclo termina antes del {since}, desde cuando rige el cargo; informe facturas "
        "posteriores",
    ),
)
CURRENCY: Final = Phrase(
    "charge-obligation.currency",
    Text(
        "the bill is not in {currency}, in which the charge was agreed; give the charge in it",
        "la factura no está en {currency}, en que se acordó el cargo; indique el cargo en ella",
    ),
)

PHRASES: Final = (OTHER_AGREEMENT, CREDITED, BEFORE, CURRENCY)
