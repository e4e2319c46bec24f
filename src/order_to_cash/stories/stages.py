"""Processes and their stages, in words."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.wording import Text
from order_to_cash.stories.charge_correction import CHARGE_CORRECTION_STAGES
from order_to_cash.stories.charge_obligation import CHARGE_OBLIGATION_STAGES
from order_to_cash.stories.onboarding import ONBOARDING_STAGES
from order_to_cash.stories.plan_change import PLAN_CHANGE_STAGES
from order_to_cash.stories.technical_claim import TECHNICAL_CLAIM_STAGES
from order_to_cash.stories.transfer import TRANSFER_STAGES

PROCESSES: Final[Mapping[str, Text]] = {
    "order": Text("order", "pedido"),
    "credit_account": Text("credit account", "cuenta de crédito"),
    "receivable": Text("receivable", "cuenta por cobrar"),
    "transfer": Text("transfer", "traslado"),
    "onboarding": Text("onboarding", "alta de cliente nuevo"),
    "plan_change": Text("plan change", "cambio de plan"),
    "technical_claim": Text("technical claim", "reclamo técnico"),
    "charge_correction": Text("charge correction", "corrección de cargo fijo"),
    "charge_obligation": Text("obligation to correct", "obligación de corregir"),
}

STAGES: Final[Mapping[str, Mapping[str, Text]]] = {
    "order": {
        "new": Text("new", "nuevo"),
        "received": Text("received", "recibido"),
        "waiting_for_information": Text("waiting for information", "en espera de información"),
        "in_credit": Text("in credit evaluation", "en evaluación crediticia"),
        "credit_declined": Text("credit declined", "crédito denegado"),
        "in_validation": Text("in internal validation", "en validación interna"),
        "rejected": Text("rejected", "rechazado"),
        "released": Text("released", "liberado"),
        "in_delivery": Text("in delivery", "en entrega"),
        "on_hold": Text("on hold", "en espera"),
        "completed": Text("completed", "completado"),
        "partly_completed": Text("partly completed", "completado en parte"),
        "failed": Text("failed", "fallido"),
        "cancellation_asked": Text("cancellation asked", "anulación solicitada"),
        "cancelling": Text("being cancelled", "en anulación"),
        "cancelled": Text("cancelled", "anulado"),
    },
    "credit_account": {
        "unknown": Text("unknown", "desconocida"),
        "active": Text("active", "activa"),
        "suspended": Text("suspended", "suspendida"),
        "closed": Text("closed", "cerrada"),
    },
    "receivable": {
        "new": Text("new", "nueva"),
        "draft": Text("not issued yet", "aún no emitida"),
        "issued": Text("issued", "emitida"),
        "blocked": Text("service blocked", "servicio bloqueado"),
        "settled": Text("settled", "saldada"),
        "written_off": Text("written off", "castigada"),
    },
    "onboarding": ONBOARDING_STAGES,
    "transfer": TRANSFER_STAGES,
    "plan_change": PLAN_CHANGE_STAGES,
    "technical_claim": TECHNICAL_CLAIM_STAGES,
    "charge_correction": CHARGE_CORRECTION_STAGES,
    "charge_obligation": CHARGE_OBLIGATION_STAGES,
}
"""By process and stage; a process of your own shows its stages as they are named."""
