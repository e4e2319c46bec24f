"""The story of a plan change: its events, stages, steps and the values inside them."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.plan_change import Part, Plan, PlanChangeRequest, Proration
from order_to_cash.domain.plan_change import commands as c
from order_to_cash.domain.plan_change import events as e
from order_to_cash.domain.trade import Cycle

PLAN_CHANGE: Final[Mapping[type[e.Event], Text]] = {
    e.PlanChangeRequested: Text(
        "a plan change is asked for: {request}", "se solicita un cambio de plan: {request}"
    ),
    e.RequirementsBrought: Text("requirements are brought", "se presentan requisitos"),
    e.RequirementsMissing: Text("requirements are missing", "faltan requisitos"),
    e.ChangeProposed: Text(
        "proposed to the customer: {proration}", "propuesto al cliente: {proration}"
    ),
    e.ChangeConfirmed: Text("the customer confirms the change", "el cliente confirma el cambio"),
    e.ChangeApplied: Text(
        "the new plan is in force: {proration}", "el nuevo plan está vigente: {proration}"
    ),
    e.PlanChangeRefused: Text("the change is not possible", "el cambio no es posible"),
    e.PlanChangeCancelled: Text(
        "the request is withdrawn: {reason}", "se retira la solicitud: {reason}"
    ),
}

PLAN_CHANGE_STEPS: Final[Mapping[type[c.Command], str]] = {
    c.RequestPlanChange: "Un cliente pide otro plan y presenta lo que pide la lista.",
    c.CompleteRequirements: "Se presenta lo que aún faltaba de la lista.",
    c.RefuseChange: "Lo que falta no llegará: el cambio no procede, con todos los motivos.",
    c.ConfirmChange: "El cliente confirma el día y la factura prorrateada.",
    c.ApplyChange: "Se registra el nuevo plan; se consulta otra vez lo pendiente de pago.",
    c.CancelPlanChange: "El cliente retira la solicitud; es posible hasta que se aplique.",
}

PLAN_CHANGE_PARTS: Final[Mapping[type, Text]] = {
    PlanChangeRequest: Text(
        "{kind}, contract {contract}, from {old} to {new} on {day}; bill cycle: {cycle}",
        "{kind}, contrato {contract}, de {old} a {new} el {day}; ciclo de facturación: {cycle}",
    ),
    Plan: Text("{code} ({monthly} a month)", "{code} ({monthly} al mes)"),
    Cycle: Text("{first} to {last}", "{first} a {last}"),
    Proration: Text(
        "from {effective}, the invoice is prorated: {parts}; billed {billed}, "
        "difference {difference}",
        "desde el {effective}, la factura se prorratea: {parts}; se facturan {billed}, "
        "diferencia {difference}",
    ),
    Part: Text("{plan}, {days:days}: {amount}", "{plan}, {days:days}: {amount}"),
}
