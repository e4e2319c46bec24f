"""The story of an onboarding, and its stages in words."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e

ONBOARDING: Final[Mapping[type[e.Event], Text]] = {
    e.OnboardingRequested: Text(
        "a new customer asks for services: {request}", "un cliente nuevo pide servicios: {request}"
    ),
    e.ActivityRecorded: Text("{activity} ({reference})", "{activity} ({reference})"),
    e.EnvironmentReported: Text(
        "the {environment} is ready: {ready}", "{environment} está listo: {ready}"
    ),
    e.DocumentValidated: Text("the {document:Document} is valid", "válido: {document:Document}"),
    e.PhaseEntered: Text("the phase begins: {phase:Phase}", "comienza la fase: {phase:Phase}"),
    e.OnboardingRejected: Text(
        "the {document:Document} is not valid, the request is rejected: {reason}; to be undone: "
        "{live}",
        "no es válido: {document:Document}; la solicitud se rechaza: {reason}; por deshacer: "
        "{live}",
    ),
    e.DocumentGenerated: Text(
        "revision {revision} of the {document:Document} is made: {files}",
        "se hace la revisión {revision} de {document:Document}: {files}",
    ),
    e.DocumentSent: Text(
        "revision {revision} of the {document:Document} is sent",
        "se envía la revisión {revision} de {document:Document}",
    ),
    e.DocumentCommented: Text(
        "the {document:Document}, revision {revision}, is commented on: {outcomes}; {findings}",
        "se comenta {document:Document}, revisión {revision}: {outcomes}; {findings}",
    ),
    e.DocumentReturned: Text(
        "revision {revision} of the {document:Document} goes back for correction: {outcomes}; "
        "{findings}",
        "la revisión {revision} de {document:Document} vuelve a corrección: {outcomes}; {findings}",
    ),
    e.DocumentApproved: Text(
        "revision {revision} of the {document:Document} is approved: {outcomes}",
        "se aprueba la revisión {revision} de {document:Document}: {outcomes}",
    ),
    e.PhaseReopened: Text(
        "back to the phase {phase:Phase}, for an earlier document changes; lapsed: "
        "{lapsed:Document}",
        "vuelve a la fase {phase:Phase}, porque cambia un documento anterior; sin efecto: "
        "{lapsed:Document}",
    ),
    e.OnboardingClosed: Text("closed commercially", "cierre comercial"),
    e.OnboardingCancelled: Text(
        "the customer gives up: {reason}; to be undone: {live}",
        "el cliente desiste: {reason}; por deshacer: {live}",
    ),
    e.InvoiceRecorded: Text("the invoice is {invoice}", "la factura es {invoice}"),
    e.DeadlinePassed: Text(
        "{role} did not begin the phase {phase:Phase} until {due}",
        "{role} no comenzó la fase {phase:Phase} hasta el {due}",
    ),
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
    c.ApproveDocument: "Quien puede aprueba; en el flujo B2B, un solo rol.",
    c.ReviseDocument: "Un documento anterior tiene otra revisión; lo posterior queda sin efecto.",
    c.CloseOnboarding: "Se cierra comercialmente, una vez.",
    c.CancelOnboarding: "El cliente ya no lo quiere.",
    c.CheckDeadlines: "Pasó el tiempo: ver qué plazos vencieron.",
}
