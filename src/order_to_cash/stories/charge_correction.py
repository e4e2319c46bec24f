"""The story of a correction: its events, stages, steps and the values inside them."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.charge_correction import CorrectionRequest, Diagnosis
from order_to_cash.domain.charge_correction import commands as c
from order_to_cash.domain.charge_correction import events as e
from order_to_cash.domain.core import Text
from order_to_cash.domain.trade import Agreement, ConfirmRegistered, ConfirmRouted, Route

CHARGE_CORRECTION: Final[Mapping[type[e.Event], Text]] = {
    e.CorrectionRequested: Text(
        "a correction is requested: {request}", "se solicita una corrección: {request}"
    ),
    e.IntakeCompleted: Text("more is known for the intake", "se conoce más para el registro"),
    e.EvidenceMissing: Text("something is missing", "falta algo"),
    e.NotEligible: Text("it is not eligible", "no corresponde"),
    e.CaseAccepted: Text(
        "all checks are made; it goes to the queue {queue}",
        "todas las validaciones están; pasa a la cola {queue}",
    ),
    e.CauseLeftOpen: Text(
        "the cause is not decided: {diagnosis}", "la causa no está decidida: {diagnosis}"
    ),
    e.CauseFound: Text("the cause is: {cause}; {diagnosis}", "la causa es: {cause}; {diagnosis}"),
    e.CauseOverridden: Text(
        "{advisor} names the cause: {cause}, because: {reason}",
        "{advisor} indica la causa: {cause}, porque: {reason}",
    ),
    e.ApprovalAsked: Text(
        "{advisor} asks for approval; sales audit is told",
        "{advisor} pide aprobación; se avisa a auditoría de ventas",
    ),
    e.MalpracticeApproved: Text("{approver} approves: {reason}", "{approver} aprueba: {reason}"),
    e.MalpracticeRefused: Text("{approver} refuses: {reason}", "{approver} deniega: {reason}"),
    e.RoutingAsked: Text(
        "registration is asked for: {cause}, {route}; to be right from {effective}",
        "se pide el registro: {cause}, {route}; correcto desde el {effective}",
    ),
    e.CaseNumbered: Text(
        "the case system knows it as {reference}", "el sistema de casos lo conoce como {reference}"
    ),
    e.CaseRouted: Text(
        "the registration is made: {reference}", "el registro está hecho: {reference}"
    ),
    e.CorrectionClosed: Text(
        "the case is closed, routed; the obligation stays",
        "el caso se cierra, derivado; la obligación queda",
    ),
    e.CustomerAnswered: Text("the customer has the reply", "el cliente tiene la respuesta"),
    e.FoundMisaligned: Text(
        "invoice {invoice} still bears the old charge",
        "la factura {invoice} aún lleva el cargo anterior",
    ),
    e.StillWrongNoted: Text(
        "invoice {invoice} bears the old charge while the registration is under way",
        "la factura {invoice} lleva el cargo anterior mientras el registro está en curso",
    ),
    e.CorrectionRefused: Text("it is refused: {reason}", "se deniega: {reason}"),
    e.CorrectionWithdrawn: Text("it is taken back: {reason}", "se retira: {reason}"),
}

CHARGE_CORRECTION_STEPS: Final[Mapping[type[object], str]] = {
    c.RequestCorrection: "Un cliente informa que no se aplicó el cargo ofrecido.",
    c.CompleteIntake: "Se averiguó o se envió lo que faltaba para el registro.",
    c.ReportFacts: "El asesor de variaciones informa lo que halló de la línea.",
    c.OverrideCause: "El asesor de variaciones indica otra causa y dice por qué.",
    c.RequestRouting: "El asesor de variaciones solicita el registro del escenario.",
    c.DecideMalpractice: "Se aprueba o no una venta sin oferta vigente, y se dice por qué.",
    ConfirmRegistered: "El sistema de casos registró el caso, con su referencia.",
    ConfirmRouted: "El sistema de casos derivó el caso, con una referencia propia.",
    c.CloseCorrection: "El registro está hecho: se cierra el caso, no la obligación.",
    c.RecordReply: "Se contactó al cliente y se le envía la respuesta.",
    c.ReportStillWrong: "Una factura posterior a la corrección aún lleva el cargo anterior.",
    c.RefuseCorrection: "No hay nada que corregir, o no llegará lo que falta.",
    c.WithdrawCorrection: "El cliente retira la solicitud; es posible hasta pedir el registro.",
}

CHARGE_CORRECTION_PARTS: Final[Mapping[type, Text]] = {
    CorrectionRequest: Text(
        "{agreement} for {customer}; by: {intake}", "{agreement} para {customer}; por: {intake}"
    ),
    Agreement: Text(
        "line {line}, {offered} instead of {listed}, from {since} until: {until}",
        "línea {line}, {offered} en vez de {listed}, desde el {since} hasta: {until}",
    ),
    Diagnosis: Text(
        "possible - {possible}; evidence used - {used}; evidence missing - {missing}",
        "posible - {possible}; evidencia usada - {used}; evidencia que falta - {missing}",
    ),
    Route: Text("{kind} {name} to {area}: {request}", "{kind} {name} a {area}: {request}"),
}
