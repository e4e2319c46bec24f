"""The words of the stages, process by process, for each speaks of its own cases."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.words import Words

STAGES: Final[Mapping[str, Words]] = {
    "order": {
        "new": ("new", "nuevo"),
        "received": ("received", "recibido"),
        "waiting_for_information": ("waiting for information", "en espera de información"),
        "in_credit": ("in credit evaluation", "en evaluación crediticia"),
        "credit_declined": ("credit declined", "crédito denegado"),
        "in_validation": ("in internal validation", "en validación interna"),
        "rejected": ("rejected", "rechazado"),
        "released": ("released", "liberado"),
        "in_delivery": ("in delivery", "en entrega"),
        "on_hold": ("on hold", "en espera"),
        "completed": ("completed", "completado"),
        "partly_completed": ("partly completed", "completado en parte"),
        "failed": ("failed", "fallido"),
        "cancellation_asked": ("cancellation asked", "anulación solicitada"),
        "cancelling": ("being cancelled", "en anulación"),
        "cancelled": ("cancelled", "anulado"),
    },
    "credit_account": {
        "unknown": ("unknown", "desconocida"),
        "active": ("active", "activa"),
        "suspended": ("suspended", "suspendida"),
        "closed": ("closed", "cerrada"),
    },
    "receivable": {
        "new": ("new", "nueva"),
        "draft": ("not issued yet", "aún no emitida"),
        "issued": ("issued", "emitida"),
        "blocked": ("service blocked", "servicio bloqueado"),
        "settled": ("settled", "saldada"),
        "written_off": ("written off", "castigada"),
    },
    "payment": {
        "new": ("new", "nuevo"),
        "placed": ("placed", "asignado"),
        "unplaced": ("not placed", "sin asignar"),
        "taken_back": ("taken back", "revertido"),
    },
    "onboarding": {
        "new": ("new", "nueva"),
        "start_validation": ("start, validating", "inicio, validando"),
        "start_making": ("start, making the document", "inicio, haciendo el documento"),
        "proposal_validation": ("sending the proposal, validating", "envío propuesta, validando"),
        "proposal_making": (
            "sending the proposal, making the document",
            "envío propuesta, haciendo el documento",
        ),
        "proposal_review": ("sending the proposal, in review", "envío propuesta, en revisión"),
        "commercial_analysis_validation": (
            "commercial analysis, validating",
            "análisis comercial, validando",
        ),
        "commercial_analysis_making": (
            "commercial analysis, making the document",
            "análisis comercial, haciendo el documento",
        ),
        "commercial_analysis_review": (
            "commercial analysis, in review",
            "análisis comercial, en revisión",
        ),
        "technical_analysis_validation": (
            "technical analysis, validating",
            "análisis técnico, validando",
        ),
        "technical_analysis_making": (
            "technical analysis, making the document",
            "análisis técnico, haciendo el documento",
        ),
        "technical_analysis_review": (
            "technical analysis, in review",
            "análisis técnico, en revisión",
        ),
        "contract_validation": ("sending the contract, validating", "envío contrato, validando"),
        "contract_making": (
            "sending the contract, making the document",
            "envío contrato, haciendo el documento",
        ),
        "contract_review": ("sending the contract, in review", "envío contrato, en revisión"),
        "implementation_validation": ("implementation, validating", "implementación, validando"),
        "implementation_making": (
            "implementation, making the document",
            "implementación, haciendo el documento",
        ),
        "implementation_review": ("implementation, in review", "implementación, en revisión"),
        "invoicing_validation": ("invoicing, validating", "facturación, validando"),
        "invoicing_making": (
            "invoicing, making the document",
            "facturación, haciendo el documento",
        ),
        "invoicing_review": ("invoicing, in review", "facturación, en revisión"),
        "collection_validation": ("collection, validating", "cobranza, validando"),
        "collection_making": ("collection, making the document", "cobranza, haciendo el documento"),
        "collection_review": ("collection, in review", "cobranza, en revisión"),
        "commercial_close_validation": (
            "commercial close, validating",
            "cierre comercial, validando",
        ),
        "commercial_close_ready": ("commercial close, ready", "cierre comercial, listo"),
        "closed": ("closed commercially", "cerrada comercialmente"),
        "rejected": ("rejected", "rechazada"),
        "cancelled": ("cancelled", "anulada"),
    },
    "transfer": {
        "new": ("new", "nuevo"),
        "waiting_for_data": ("waiting for data", "en espera de datos"),
        "received": ("received", "recibido"),
        "in_review": ("in review", "en revisión"),
        "in_execution": ("in execution", "en ejecución"),
        "installing": ("being installed", "en instalación"),
        "completed": ("completed", "concluido"),
        "not_possible": ("not possible", "no procede"),
        "cancelled": ("cancelled", "anulado"),
    },
    "plan_change": {
        "new": ("new", "nuevo"),
        "waiting_for_requirements": ("waiting for requirements", "en espera de requisitos"),
        "proposed": ("proposed", "propuesto"),
        "confirmed": ("confirmed", "confirmado"),
        "applied": ("applied", "aplicado"),
        "refused": ("refused", "no procede"),
        "cancelled": ("cancelled", "anulado"),
    },
    "technical_claim": {
        "new": ("new", "nuevo"),
        "waiting_for_documents": ("waiting for documents", "en espera de documentos"),
        "in_work": ("in work", "en atención"),
        "solved": ("solved", "solucionado"),
        "unfounded": ("not founded", "no procede"),
        "closed": ("closed", "cerrado"),
        "withdrawn": ("withdrawn", "retirado"),
    },
    "charge_correction": {
        "new": ("new", "nuevo"),
        "pending": ("pending", "pendiente"),
        "in_review": ("in review", "en revisión"),
        "diagnosed": ("cause known", "causa conocida"),
        "in_approval": ("waiting for approval", "en espera de aprobación"),
        "routing": ("being routed", "en derivación"),
        "routed": ("routed", "derivado"),
        "closed_routed": ("closed, routed", "cerrado, derivado"),
        "attended": ("attended", "atendido"),
        "refused": ("refused", "denegado"),
        "withdrawn": ("withdrawn", "retirado"),
    },
    "charge_obligation": {
        "new": ("new", "nueva"),
        "open": ("open", "abierta"),
        "discharged": ("discharged", "cumplida"),
    },
}
"""By process and stage; a process of your own shows its stages as they are named."""
