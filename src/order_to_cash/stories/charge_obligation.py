"""The story of an obligation: its events, stages, steps and the values inside them."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.charge_obligation import Credit, LineBill
from order_to_cash.domain.charge_obligation import commands as c
from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.core import Text

CHARGE_OBLIGATION: Final[Mapping[type[e.Event], Text]] = {
    e.CorrectionOwed: Text(
        "correction {correction} claims: {agreement}; to be right from {effective}",
        "la corrección {correction} reclama: {agreement}; correcto desde el {effective}",
    ),
    e.BillCredited: Text("credited: {credit}", "se acredita: {credit}"),
    e.BillInOrder: Text("in order: {bill}", "conforme: {bill}"),
    e.BillStillWrong: Text("still wrong: {bill}", "aún incorrecto: {bill}"),
    e.AgreedChargeBilled: Text(
        "the agreed charge is billed: {bill}", "se factura el cargo acordado: {bill}"
    ),
}

CHARGE_OBLIGATION_STEPS: Final[Mapping[type[c.Command], str]] = {
    c.OweCorrection: "Se derivó una corrección: el cargo debe ser el acordado.",
    c.ReportBill: "Facturación emitió una factura de la línea, de un ciclo pasado o del siguiente.",
}

CHARGE_OBLIGATION_PARTS: Final[Mapping[type, Text]] = {
    LineBill: Text("{charged} on {invoice}, {cycle}", "{charged} en {invoice}, {cycle}"),
    Credit: Text("{amount} of {invoice}, {cycle}", "{amount} de {invoice}, {cycle}"),
}
