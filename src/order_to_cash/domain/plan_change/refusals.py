"""Why a plan change refuses a command, in words of advice."""

from typing import Final

from order_to_cash.domain.core.wording import Phrase, Text

NOT_YOURS: Final = Phrase(
    "plan-change.not-yours",
    Text(
        "this plan change belongs to another customer; act on your own requests only",
        "este cambio de plan es de otro cliente; actúe solo sobre sus propias solicitudes",
    ),
)
NOT_YET: Final = Phrase(
    "plan-change.not-yet",
    Text(
        "the new plan begins on {effective}; apply it from that day on",
        "el nuevo plan empieza el {effective}; aplíquelo desde ese día",
    ),
)
NOT_MET: Final = Phrase(
    "plan-change.requirements-lost",
    Text(
        "a requirement that was met is not met any more; mend it, then apply the change",
        "un requisito que se cumplía ya no se cumple; subsánelo y luego aplique el cambio",
    ),
)

NOTHING_FAILED: Final = Phrase(
    "plan-change.nothing-failed",
    Text(
        "nothing is known to be missing, and what is not known yet is no reason; look it up first",
        "no consta que falte nada, y lo que aún no se conoce no es motivo; verifíquelo primero",
    ),
)

PHRASES: Final = (NOT_YOURS, NOT_YET, NOT_MET, NOTHING_FAILED)
