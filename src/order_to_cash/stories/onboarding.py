"""The story of an onboarding, and its stages in words."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.wording import Text

ONBOARDING: Final[Mapping[type[e.Event], Text]] = {
    e.OnboardingRequested: Text(
        "a new customer asks for services: {request}", "un cliente nuevo pide servicios: {request}"
    ),
    e.ActivityRecorded: Text("{activity} ({reference})", "{activity} ({reference})"),
    e.EnvironmentReported: Text(
        "the {environment} is ready: {ready}", "{environment} está listo: {ready}"
    ),
    e.DocumentValidated: Text("the {document} is valid", "válido: {document}"),
    e.PhaseEntered: Text("the phase begins: {phase}", "comienza la fase: {phase}"),
    e.OnboardingRejected: Text(
        "the {document} is not valid, the request is rejected: {reason}; to be undone: {live}",
        "no es válido: {document}; la solicitud se rechaza: {reason}; por deshacer: {live}",
    ),
    e.DocumentGenerated: Text(
        "revision {revision} of the {document} is made: {files}",
        "se hace la revisión {revision} de {document}: {files}",
    ),
    e.DocumentSent: Text(
        "revision {revision} of the {document} is sent",
        "se envía la revisión {revision} de {document}",
    ),
    e.DocumentCommented: Text(
        "the {document}, revision {revision}, is commented on: {outcomes}; {findings}",
        "se comenta {document}, revisión {revision}: {outcomes}; {findings}",
    ),
    e.DocumentReturned: Text(
        "revision {revision} of the {document} goes back for correction: {outcomes}; {findings}",
        "la revisión {revision} de {document} vuelve a corrección: {outcomes}; {findings}",
    ),
    e.DocumentApproved: Text(
        "revision {revision} of the {document} is approved: {outcomes}",
        "se aprueba la revisión {revision} de {document}: {outcomes}",
    ),
    e.PhaseReopened: Text(
        "back to the phase {phase}, for an earlier document changes; lapsed: {lapsed}",
        "vuelve a la fase {phase}, porque cambia un documento anterior; sin efecto: {lapsed}",
    ),
    e.OnboardingClosed: Text("closed commercially", "cierre comercial"),
    e.OnboardingCancelled: Text(
        "the customer gives up: {reason}; to be undone: {live}",
        "el cliente desiste: {reason}; por deshacer: {live}",
    ),
    e.InvoiceRecorded: Text("the invoice is {invoice}", "la factura es {invoice}"),
    e.DeadlinePassed: Text(
        "{role} did not begin the phase {phase} until {due}",
        "{role} no comenzó la fase {phase} hasta el {due}",
    ),
}

_PHASES: Final[Mapping[str, Text]] = {
    "start": Text("start", "inicio"),
    "proposal": Text("proposal", "propuesta"),
    "commercial_analysis": Text("commercial analysis", "análisis comercial"),
    "technical_analysis": Text("technical analysis", "análisis técnico"),
    "contract": Text("contract", "contrato"),
    "implementation": Text("implementation", "implementación"),
    "invoicing": Text("invoicing", "facturación"),
    "collection": Text("collection", "cobranza"),
    "commercial_close": Text("commercial close", "cierre comercial"),
}
_STEPS: Final[Mapping[str, Text]] = {
    "validation": Text("validating", "validando"),
    "making": Text("making the document", "haciendo el documento"),
    "review": Text("in review", "en revisión"),
}


def _steps(phase: str) -> Mapping[str, Text]:
    if phase == "start":
        return {step: text for step, text in _STEPS.items() if step != "review"}
    if phase == "commercial_close":
        return {"validation": _STEPS["validation"], "ready": Text("ready", "listo")}
    return _STEPS


ONBOARDING_STAGES: Final[Mapping[str, Text]] = {
    "new": Text("new", "nueva"),
    **{
        f"{phase}_{step}": Text(f"{words.en}, {text.en}", f"{words.es}, {text.es}")
        for phase, words in _PHASES.items()
        for step, text in _steps(phase).items()
    },
    "closed": Text("closed commercially", "cerrada comercialmente"),
    "rejected": Text("rejected", "rechazada"),
    "cancelled": Text("cancelled", "anulada"),
}

ONBOARDING_STEPS: Final[Mapping[type[c.Command], str]] = {
    c.RequestOnboarding: "Un cliente nuevo pide servicios.",
    c.RecordActivity: "Se confirma el booking, se carga el cliente en el CRM o se notifica a OOB.",
    c.ReportEnvironment: "Un ambiente del cliente está listo para la integración, o ya no.",
    c.ValidateDocument: "Un rol valida la solicitud o el documento anterior; un no la termina.",
    c.GenerateDocument: "Se hizo el documento de la fase: revisión y archivos.",
    c.SendDocument: "El documento se envió a quienes lo revisan.",
    c.CommentOnDocument: "Quien revisa dice lo que encontró, sin decidir.",
    c.ReturnDocument: "Quien revisa devuelve el documento a corrección.",
    c.ApproveDocument: "Quien puede aprueba, con un resultado por criterio.",
    c.ReviseDocument: "Un documento anterior tiene otra revisión; lo posterior queda sin efecto.",
    c.CloseOnboarding: "Se cierra comercialmente, una vez.",
    c.CancelOnboarding: "El cliente ya no lo quiere.",
    c.CheckDeadlines: "Pasó el tiempo: ver qué plazos vencieron.",
}
