"""What somebody can do next, in words."""

import re
from collections.abc import Mapping
from typing import Any, Final

from order_to_cash.domain.core import Text
from order_to_cash.domain.credit_account import commands as account
from order_to_cash.domain.order import commands as order
from order_to_cash.domain.receivable import commands as receivable
from order_to_cash.domain.trade import settlement
from order_to_cash.stories.charge_correction import CHARGE_CORRECTION_STEPS
from order_to_cash.stories.charge_obligation import CHARGE_OBLIGATION_STEPS
from order_to_cash.stories.onboarding import ONBOARDING_STEPS
from order_to_cash.stories.payment import PAYMENT_STEPS
from order_to_cash.stories.plan_change import PLAN_CHANGE_STEPS
from order_to_cash.stories.technical_claim import TECHNICAL_CLAIM_STEPS
from order_to_cash.stories.transfer import TRANSFER_STEPS

SOURCE: Final = re.compile(r" \((?:\d{3}|ORD|REQ|TRF|FIX|TRU|COL)[^)]*\)")
"""Where a sentence comes from, which says nothing to whoever acts."""

SPANISH: Final[Mapping[type[Any], str]] = {
    order.PlaceOrder: "Una parte pide productos.",
    order.CompleteInformation: "Se da lo que faltaba en la solicitud.",
    order.ReportParty: "Responde el directorio de partes.",
    order.ReportOfferings: "El catálogo responde qué ofrece.",
    order.ReportStock: "Responde el almacén que atiende la zona.",
    order.ReportCoverage: "Responde el directorio de cobertura.",
    order.ReportCredit: "La cuenta de crédito responde, o retira lo que respondió.",
    order.OverrideCredit: "Créditos y Cobranzas autoriza un pedido denegado, con tope y plazo.",
    order.ReportTerms: "Responde el directorio de términos y condiciones.",
    order.AcceptTerms: "La parte acepta una versión de los términos y condiciones.",
    order.DecideFinancing: "Créditos y Cobranzas aprueba el financiamiento, o no.",
    settlement.TakePayment: "Un pago trae dinero: todo, o lo que queda.",
    settlement.RecallPayment: "El banco revirtió el pago: se suelta lo que se tiene de él.",
    settlement.OweBack: "El banco revirtió dinero devuelto: la cuenta lo adeuda.",
    order.Schedule: "Se acuerda una entrega, recojo, instalación o activación.",
    order.ConfirmDelivery: "El producto se entregó y el destinatario firmó.",
    order.ConfirmActivation: "Un servicio se instaló o activó.",
    order.HoldLine: "Una línea no puede continuar por ahora.",
    order.FailLine: "Una línea no se entregará.",
    order.CancelOrder: "Se anula el pedido; después de liberado, se solicita.",
    order.DecideCancellation: "Se concede o deniega la anulación de un pedido liberado.",
    order.ConfirmStopped: "El almacén y el equipo técnico detuvieron lo que estaba en curso.",
    order.NoteInvoice: "La cuenta por cobrar informa el número de la factura.",
    order.RecordSatisfaction: "Se contactó al cliente sobre su satisfacción.",
    order.RequestSupport: "Se programa soporte técnico para lo entregado.",
    order.CheckOrder: "Pasó el tiempo: ver si cambia algo.",
    account.ReserveCredit: "Un pedido solicita crédito.",
    account.ReportCreditLine: "Responde el directorio de líneas de crédito.",
    account.FreeCredit: "Un pedido terminó sin entrega: su crédito queda libre.",
    account.CommitCredit: "Un pedido se liberó: su crédito cuenta desde ahora.",
    account.RecordDelivery: "Un pedido se entregó y aún no se facturó.",
    account.RecordInvoice: "Lo que falta pagar de la factura de un pedido.",
    account.RecordPayment: "Se pagó algo de la factura de un pedido.",
    account.RecordReversal: "Se revirtió un pago.",
    account.RecordDefault: "Una factura alcanzó un nivel de cobranza.",
    account.UseSurplus: "Créditos y Cobranzas aplica saldo a favor a una factura.",
    account.RefundSurplus: "Créditos y Cobranzas devuelve saldo a favor.",
    account.ChangeLimit: "Créditos y Cobranzas fija otro límite.",
    account.SuspendAccount: "Créditos y Cobranzas suspende la cuenta.",
    account.ReactivateAccount: "Créditos y Cobranzas levanta la suspensión.",
    account.CloseAccount: "Créditos y Cobranzas cierra la cuenta en definitiva.",
    account.CheckAccount: "Pasó el tiempo: ver si la cuenta aún adeuda lo devuelto.",
    receivable.RaiseInvoice: "Un pedido se entregó: facturarlo.",
    receivable.ReportBill: "Facturación informa una factura que emitió por su cuenta.",
    receivable.ConfirmIssue: "Facturación emitió la factura, con su número.",
    receivable.RefuseIssue: "Facturación no emite la factura y dice por qué.",
    receivable.RetryIssue: "Lo que impedía la factura está resuelto: pedirla otra vez.",
    receivable.OpenDispute: "La parte reclama la factura, o un monto de ella.",
    receivable.ResolveDispute: "El reclamo terminó, con una nota de crédito o sin ella.",
    receivable.CreditInvoice: "Parte de la factura era errada: no se debe pagar.",
    receivable.PromiseToPay: "La parte promete pagar hasta un día.",
    receivable.WriteOff: "Créditos y Cobranzas castiga lo que aún se adeuda.",
    receivable.FollowUp: "Pasó el tiempo: ver si se alcanzó un nivel de cobranza.",
    **PAYMENT_STEPS,
    **ONBOARDING_STEPS,
    **TRANSFER_STEPS,
    **PLAN_CHANGE_STEPS,
    **TECHNICAL_CLAIM_STEPS,
    **CHARGE_CORRECTION_STEPS,
    **CHARGE_OBLIGATION_STEPS,
}


def step_text(command: type[Any]) -> Text:
    """What giving this command means; one of your own says it in the words of its docstring."""
    described = " ".join((command.__doc__ or command.__name__).split("\n\n")[0].split())
    first, stop, _ = SOURCE.sub("", described).partition(". ")
    english = first + stop.rstrip()
    return Text(english, SPANISH.get(command, english))
