"""The story of a transfer."""

from collections.abc import Mapping
from typing import Any, Final

from order_to_cash.domain.core import Clause, Text
from order_to_cash.domain.trade import FeeLine, Quote
from order_to_cash.domain.transfer import commands as c
from order_to_cash.domain.transfer import events as e
from order_to_cash.domain.transfer import facts as f

TRANSFER: Final[Mapping[type[e.Event], Text]] = {
    e.TransferReceived: Text(
        "transfer of {request}, by procedure {procedure}; fee: {quote}",
        "traslado de {request}, por el procedimiento {procedure}; derecho: {quote}",
    ),
    e.DataMissing: Text("data of the form are missing", "faltan datos del formulario"),
    e.DataCorrected: Text(
        "data are given, others are still missing; fee: {quote}",
        "se dan datos, aún faltan otros; derecho: {quote}",
    ),
    e.DataCompleted: Text(
        "the form is complete; fee: {quote}", "el formulario está completo; derecho: {quote}"
    ),
    e.TransferAssigned: Text("assigned to {to}", "derivado a {to}"),
    e.FeasibilityReported: Text("feasibility: {found}", "factibilidad: {found}"),
    e.RequirementsPresented: Text(
        "documents and accounts are looked at", "se revisan documentos y cuentas"
    ),
    e.TransferApproved: Text("the transfer can be done", "el traslado procede"),
    e.TransferRefused: Text(
        "the transfer is not possible, the customer is told why; not looked at: {unseen}",
        "no es posible realizar el traslado, se indica al cliente el porqué; sin verificar: "
        "{unseen}",
    ),
    e.ConsentRefused: Text(
        "the customer does not consent and withdraws; to be put back: {undo}",
        "el cliente no da su consentimiento y desiste; por reponer: {undo}",
    ),
    e.StepRecorded: Text("done: {step}", "hecho: {step}"),
    e.SummaryConfirmed: Text(
        "the customer confirms; the price is fixed: {quote}",
        "el cliente confirma; el precio queda fijo: {quote}",
    ),
    e.SummaryRejected: Text(
        "the customer does not confirm ({round:times}): back to the data",
        "el cliente no confirma ({round:times}): se retorna a los datos",
    ),
    e.FeePaid: Text("{amount} paid, receipt {receipt}", "pagado {amount}, recibo {receipt}"),
    e.FeeWaived: Text("the fee is waived: {waiver}", "se exonera el derecho: {waiver}"),
    e.WorkOrdersIssued: Text("work orders are out", "se generan las órdenes de trabajo"),
    e.ProcedureFinished: Text(
        "every step of the procedure is done", "concluyen los pasos del procedimiento"
    ),
    e.EquipmentSettled: Text("equipment: {items}", "equipos: {items}"),
    e.ServiceOff: Text(
        "the service at the old address is off since {since}",
        "el servicio en la dirección anterior está de baja desde {since}",
    ),
    e.ServiceOn: Text(
        "the service at the new address is on since {since}; seconds without: {gap_seconds}",
        "el servicio en la nueva dirección está de alta desde {since}; segundos sin servicio: "
        "{gap_seconds}",
    ),
    e.TransferCompleted: Text("the transfer is completed", "el traslado concluye"),
    e.TransferCancelled: Text(
        "the customer withdraws the request: {reason}", "el cliente desiste: {reason}"
    ),
}
TRANSFER_PARTS: Final[Mapping[type, Text]] = {
    f.TransferRequest: Text(
        "{services} from {origin} to {destination}", "{services} de {origin} a {destination}"
    ),
    f.Place: Text("{zone} {technology}", "{zone} {technology}"),
    f.Feasibility: Text(
        "in the zone - {in_zone}, feasible - {feasible} {reason}",
        "en la zona - {in_zone}, factible - {feasible} {reason}",
    ),
    f.Settled: Text("{code} {outcome}", "{code} {outcome}"),
    f.Waiver: Text("{actor}: {reason}", "{actor}: {reason}"),
    Quote: Text("{total} ({lines}) on {on}", "{total} ({lines}) al {on}"),
    Clause: Text("{document} § {section}", "{document} § {section}"),
    FeeLine: Text("{service} {amount}, {clause}", "{service} {amount}, {clause}"),
}
TRANSFER_STEPS: Final[Mapping[type[Any], str]] = {
    c.RequestTransfer: "Un cliente solicita trasladar servicios a otra dirección.",
    c.CompleteData: "Se dan o corrigen los datos del formulario.",
    c.AssignTransfer: "El jefe o la encargada deriva la solicitud.",
    c.ReportFeasibility: "Se verificó si la nueva dirección es factible.",
    c.PresentRequirements: "El solicitante presenta los requisitos.",
    c.RecordStep: "Se hizo un paso del procedimiento, con sus datos.",
    c.ConfirmSummary: "El cliente confirma el resumen de pedido y cobro, o no.",
    c.PayFee: "El cliente paga en caja, todo o una parte.",
    c.WaiveFee: "Se exonera al cliente del derecho, con un motivo.",
    c.IssueWorkOrders: "Se generan las órdenes de trabajo.",
    c.SettleEquipment: "Equipos prestados: llevados, recuperados o cobrados.",
    c.ReportOff: "El servicio en la dirección anterior está de baja.",
    c.ReportOn: "El servicio en la nueva dirección está de alta.",
    c.CancelTransfer: "El cliente desiste de la solicitud.",
}
