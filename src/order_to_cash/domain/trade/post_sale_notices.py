"""What customers are told about plan changes and technical claims, in Spanish and English."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.notice_text import Each, NoticeText
from order_to_cash.domain.core.wording import Text
from order_to_cash.domain.trade.messages import Notice

PARTS: Final = (
    "parts",
    Each(
        ("plan", "days", "amount"),
        Text("- {plan}, {days:days}: {amount}", "- {plan}, {days:days}: {amount}"),
    ),
)
"""What each plan costs for its days of the bill cycle."""

POST_SALE: Final[Mapping[Notice, NoticeText]] = {
    Notice.PLAN_CHANGE_MISSING: NoticeText(
        Text(
            "Plan change {change}: requirements are missing",
            "Cambio de plan {change}: faltan requisitos",
        ),
        Text(
            "The plan of contract {contract} can change once this is settled:\n"
            "{findings}\n"
            "Please bring what is missing.\n",
            "El plan del contrato {contract} podrá cambiar cuando se resuelva lo siguiente:\n"
            "{findings}\n"
            "Por favor, presente lo que falta.\n",
        ),
    ),
    Notice.PLAN_CHANGE_PROPOSED: NoticeText(
        Text(
            "Plan change {change}: please confirm",
            "Cambio de plan {change}: por favor confirme",
        ),
        Text(
            "The plan of contract {contract} can change on {effective}.\n"
            "The invoice of that bill cycle is prorated by the change of plan:\n"
            "{parts}\n"
            "Billed for the cycle: {billed}; difference: {difference}\n"
            "Please confirm the change.\n",
            "El plan del contrato {contract} puede cambiar el {effective}.\n"
            "La factura de ese ciclo será prorrateada según el cambio de plan:\n"
            "{parts}\n"
            "Se facturan por el ciclo: {billed}; diferencia: {difference}\n"
            "Por favor, confirme el cambio.\n",
        ),
        each=(PARTS,),
    ),
    Notice.PLAN_CHANGE_APPLIED: NoticeText(
        Text("Plan change {change} is done", "Cambio de plan {change} realizado"),
        Text(
            "The new plan of contract {contract} is in force from {effective}.\n"
            "The invoice of that bill cycle is prorated by the change of plan:\n"
            "{parts}\n"
            "Billed for the cycle: {billed}; difference: {difference}\n",
            "El nuevo plan del contrato {contract} rige desde el {effective}.\n"
            "La factura de ese ciclo es prorrateada según el cambio de plan:\n"
            "{parts}\n"
            "Se facturan por el ciclo: {billed}; diferencia: {difference}\n",
        ),
        each=(PARTS,),
    ),
    Notice.PLAN_CHANGE_REFUSED: NoticeText(
        Text("Plan change {change} is not possible", "Cambio de plan {change} no posible"),
        Text(
            "The plan of contract {contract} cannot change:\n"
            "{findings}\n"
            "You may ask again at any time.\n",
            "El plan del contrato {contract} no puede cambiar:\n"
            "{findings}\n"
            "Puede solicitarlo de nuevo cuando guste.\n",
        ),
    ),
    Notice.CLAIM_DOCUMENTS_MISSING: NoticeText(
        Text("Claim {claim}: documents are missing", "Reclamo {claim}: faltan documentos"),
        Text(
            "Your claim {claim} about {service} is looked at once this is settled:\n"
            "{findings}\n"
            "Please bring what is missing.\n",
            "Su reclamo {claim} sobre {service} se atenderá cuando se resuelva lo siguiente:\n"
            "{findings}\n"
            "Por favor, presente lo que falta.\n",
        ),
    ),
    Notice.CLAIM_ACCEPTED: NoticeText(
        Text("Claim {claim} is registered", "Reclamo {claim} registrado"),
        Text(
            "Your claim {claim} about {service} is complete. A technician looks at it.\n",
            "Su reclamo {claim} sobre {service} está completo. Lo atiende el equipo técnico.\n",
        ),
    ),
    Notice.CLAIM_REOPENED: NoticeText(
        Text("Claim {claim} is open again", "Reclamo {claim} reabierto"),
        Text(
            "Your claim {claim} about {service} is looked at again.\n",
            "Su reclamo {claim} sobre {service} se atiende otra vez.\n",
        ),
    ),
    Notice.CLAIM_SOLVED: NoticeText(
        Text("Claim {claim} is solved", "Reclamo {claim} solucionado"),
        Text(
            "Your claim {claim} about {service} is solved: {found}.\n",
            "Su reclamo {claim} sobre {service} está solucionado: {found}.\n",
        ),
    ),
    Notice.CLAIM_UNFOUNDED: NoticeText(
        Text("Claim {claim} is not founded", "Reclamo {claim} no procede"),
        Text(
            "Your claim {claim} about {service} is not founded:\n{reasons}\n",
            "Su reclamo {claim} sobre {service} no procede:\n{reasons}\n",
        ),
        each=(("reasons", Each(("reason",), Text("- {reason}", "- {reason}"))),),
    ),
    Notice.CLAIM_REFUNDED: NoticeText(
        Text("Claim {claim}: refund", "Reclamo {claim}: devolución"),
        Text(
            "For your claim {claim} about {service}, {amount} of invoice {invoice} "
            "are given back.\n",
            "Por su reclamo {claim} sobre {service} se le devuelven {amount} de la factura "
            "{invoice}.\n",
        ),
    ),
    Notice.CLAIM_REFUND_REFUSED: NoticeText(
        Text("Claim {claim}: no refund", "Reclamo {claim}: sin devolución"),
        Text(
            "For your claim {claim} about {service}, nothing of invoice {invoice} is given back: "
            "{reason}.\n",
            "Por su reclamo {claim} sobre {service} no se devuelve nada de la factura {invoice}: "
            "{reason}.\n",
        ),
    ),
}
