"""What people are told about corrections of a fixed charge, in Spanish and English."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.notice_text import NoticeText
from order_to_cash.domain.core.wording import Text
from order_to_cash.domain.trade.messages import Notice

CORRECTIONS: Final[Mapping[Notice, NoticeText]] = {
    Notice.CORRECTION_EVIDENCE_MISSING: NoticeText(
        Text(
            "Correction {correction}: something is missing",
            "Corrección {correction}: falta algo",
        ),
        Text(
            "For the fixed charge of line {line} to be corrected, this still has to hold:\n"
            "{missing}\n"
            "Please send your evidence to: {mailbox}.\n",
            "Para corregir el cargo fijo de la línea {line}, aún debe cumplirse lo siguiente:\n"
            "{missing}\n"
            "Por favor, envíe sus evidencias a: {mailbox}.\n",
        ),
    ),
    Notice.CORRECTION_EXECUTIVE: NoticeText(
        Text(
            "Correction {correction}: your evidence is needed",
            "Corrección {correction}: se necesita su evidencia",
        ),
        Text(
            "The fixed charge of line {line} is to be corrected. "
            "Please send the evidence of the offer to: {mailbox}.\n",
            "Se debe corregir el cargo fijo de la línea {line}. "
            "Por favor, envíe la evidencia de la oferta a: {mailbox}.\n",
        ),
    ),
    Notice.CORRECTION_NOT_ELIGIBLE: NoticeText(
        Text(
            "Correction {correction} is not possible",
            "Corrección {correction} no posible",
        ),
        Text(
            "The fixed charge of line {line} cannot be corrected, because this does not hold:\n"
            "{reasons}\n"
            "You may ask again at any time.\n",
            "El cargo fijo de la línea {line} no puede corregirse, porque no se cumple:\n"
            "{reasons}\n"
            "Puede solicitarlo de nuevo cuando guste.\n",
        ),
    ),
    Notice.CORRECTION_TO_APPROVE: NoticeText(
        Text(
            "Correction {correction}: please approve or refuse",
            "Corrección {correction}: por favor apruebe o deniegue",
        ),
        Text(
            "For line {line} there may have been no offer in force when the sale was closed.\n"
            "It is corrected with your approval alone, with a reason.\n",
            "Para la línea {line} quizá no había oferta vigente al cerrar la venta.\n"
            "Se corrige solo con su aprobación, con un motivo.\n",
        ),
    ),
    Notice.CORRECTION_AUDIT: NoticeText(
        Text(
            "Correction {correction}: a sale to be audited",
            "Corrección {correction}: venta por auditar",
        ),
        Text(
            "The sale of line {line} may have been closed without an offer in force.\n",
            "La venta de la línea {line} pudo cerrarse sin oferta vigente.\n",
        ),
    ),
    Notice.CORRECTION_REFUSED: NoticeText(
        Text("Correction {correction} was refused", "Corrección {correction} denegada"),
        Text(
            "The fixed charge of line {line} is not corrected: {reason}.\n",
            "El cargo fijo de la línea {line} no se corrige: {reason}.\n",
        ),
    ),
    Notice.CORRECTION_ATTENDED: NoticeText(
        Text("Correction {correction} was attended", "Corrección {correction} atendida"),
        Text(
            "Your request was attended: the fixed charge of line {line} is {offered} from "
            "{effective}.\n",
            "Su solicitud fue atendida: el cargo fijo de la línea {line} es {offered} desde el "
            "{effective}.\n",
        ),
    ),
}
