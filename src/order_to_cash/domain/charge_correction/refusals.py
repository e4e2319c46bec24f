"""Why a correction refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NOT_YOURS: Final = Phrase(
    "charge-correction.not-yours",
    Text(
        "this correction belongs to another customer; act on your own requests only",
        "esta corrección es de otro cliente; actúe solo sobre sus propias solicitudes",
    ),
)
NO_FACTS: Final = Phrase(
    "charge-correction.no-facts",
    Text(
        "nothing was reported about the line yet; report what was found, then name the cause",
        "aún no se informó nada de la línea; informe lo hallado y luego indique la causa",
    ),
)
NO_REASON: Final = Phrase(
    "charge-correction.no-reason",
    Text(
        "this is decided for a reason that stays with the case; give one",
        "esto se decide por un motivo que queda en el caso; indíquelo",
    ),
)
OWN_CASE: Final = Phrase(
    "charge-correction.own-case",
    Text(
        "whoever asks for the approval, or named the cause, does not give it; ask somebody else",
        "quien pide la aprobación o indicó la causa no la da; pídala a otra persona",
    ),
)
OWN_GAIN: Final = Phrase(
    "charge-correction.own-gain",
    Text(
        "whoever gets the correction does not approve it; ask somebody else",
        "quien recibe la corrección no la aprueba; pídala a otra persona",
    ),
)
NO_EVIDENCE: Final = Phrase(
    "charge-correction.no-evidence",
    Text(
        "a sale without an offer in force is corrected on the executive's evidence alone; "
        "bring it, then approve",
        "una venta sin oferta vigente se corrige solo con la evidencia del ejecutivo; preséntela y "
        "luego apruebe",
    ),
)

PHRASES: Final = (NOT_YOURS, NO_FACTS, NO_REASON, OWN_CASE, OWN_GAIN, NO_EVIDENCE)
