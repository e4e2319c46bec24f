"""What customers and the operator's people are told about transfers, in Spanish and English."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.notice_text import Each, NoticeText
from order_to_cash.domain.core.wording import Text
from order_to_cash.domain.trade.messages import Notice

TRANSFERS: Final[Mapping[Notice, NoticeText]] = {
    Notice.TRANSFER_DATA_MISSING: NoticeText(
        Text("Transfer {transfer}: data are missing", "Traslado {transfer}: faltan datos"),
        Text(
            "Your transfer {transfer} waits for data:\n{findings}\n",
            "Su traslado {transfer} espera datos:\n{findings}\n",
        ),
    ),
    Notice.TRANSFER_COST: NoticeText(
        Text("Transfer {transfer}: what it costs", "Traslado {transfer}: su costo"),
        Text(
            "Your transfer {transfer} costs {total} by the tariff of {day}.\n"
            "We will contact you for further data.\n",
            "Su traslado {transfer} cuesta {total} según la tarifa del {day}.\n"
            "Nos contactaremos con usted para pedir datos adicionales.\n",
        ),
    ),
    Notice.TRANSFER_TO_ASSIGN: NoticeText(
        Text("Transfer {transfer} to be assigned", "Traslado {transfer} por derivar"),
        Text(
            "Transfer {transfer} of contract {contract} came in; the customer can be called: "
            "{hours}.\nPlease assign it.\n",
            "Ingresó el traslado {transfer} del contrato {contract}; horario para llamar al "
            "cliente: {hours}.\nPor favor, derívelo.\n",
        ),
    ),
    Notice.TRANSFER_ASSIGNED: NoticeText(
        Text("Transfer {transfer} is yours", "Traslado {transfer} derivado a usted"),
        Text(
            "Transfer {transfer} was assigned to you. Please contact the customer.\n",
            "Se le derivó el traslado {transfer}. Por favor, contacte al cliente.\n",
        ),
    ),
    Notice.TRANSFER_REFUSED: NoticeText(
        Text("Transfer {transfer} is not possible", "Traslado {transfer}: no es posible"),
        Text(
            "Your transfer {transfer} cannot be done:\n{findings}\n",
            "No es posible realizar su traslado {transfer}:\n{findings}\n",
        ),
        more=(
            (
                "unseen",
                Text(
                    "Not looked at any more: {unseen:Step}.\n",
                    "Ya no se verificó: {unseen:Step}.\n",
                ),
            ),
        ),
    ),
    Notice.TRANSFER_EQUIPMENT: NoticeText(
        Text("Transfer {transfer}: your equipment", "Traslado {transfer}: sus equipos"),
        Text(
            "For your transfer {transfer}: {fate:Fate}.\nEquipment: {items}\n",
            "Para su traslado {transfer}: {fate:Fate}.\nEquipos: {items}\n",
        ),
    ),
    Notice.TRANSFER_PASSED_ON: NoticeText(
        Text("Transfer {transfer} for {to}", "Traslado {transfer} para {to}"),
        Text(
            "Transfer {transfer} was passed on to: {to}.\n",
            "Se remitió el traslado {transfer} a: {to}.\n",
        ),
        more=(
            (
                "items",
                Text("Equipment to collect: {items}.\n", "Equipos a recoger: {items}.\n"),
            ),
        ),
    ),
    Notice.TRANSFER_COMPLETED: NoticeText(
        Text("Transfer {transfer}: your service is on", "Traslado {transfer}: servicio de alta"),
        Text(
            "The service works at the new address; minutes without service: {minutes}.\n",
            "El servicio funciona en la nueva dirección; minutos sin servicio: {minutes}.\n",
        ),
    ),
    Notice.TRANSFER_WITHDRAWN: NoticeText(
        Text("Transfer {transfer} is withdrawn", "Traslado {transfer} desistido"),
        Text(
            "You did not consent to transfer {transfer}, so it ends here.\n"
            "Your service stays at the old address, and no fee is charged.\n",
            "Usted no dio su consentimiento al traslado {transfer}, por lo que concluye aquí.\n"
            "Su servicio queda en la dirección anterior, y no se cobra ningún derecho.\n",
        ),
        more=(
            (
                "amount",
                Text(
                    "We give back the {amount} that you paid.\n",
                    "Le devolvemos los {amount} que pagó.\n",
                ),
            ),
            (
                "items",
                Text(
                    "A technician brings this equipment back: {items}.\n",
                    "Un técnico le devuelve estos equipos: {items}.\n",
                ),
            ),
        ),
    ),
    Notice.TRANSFER_TO_UNDO: NoticeText(
        Text("Transfer {transfer}: to be put back", "Traslado {transfer}: por reponer"),
        Text(
            "The customer withdrew transfer {transfer} at the consent. This was done already and "
            "has to be put back:\n{undo}\n",
            "El cliente desistió del traslado {transfer} al pedirle su consentimiento. Esto ya "
            "se hizo y se debe reponer:\n{undo}\n",
        ),
        each=(("undo", Each(("step",), Text("- {step:Step}", "- {step:Step}"))),),
        more=(
            (
                "items",
                Text(
                    "Equipment to bring back to the customer: {items}.\n",
                    "Equipos a devolver al cliente: {items}.\n",
                ),
            ),
        ),
    ),
}
