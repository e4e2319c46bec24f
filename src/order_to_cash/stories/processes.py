"""Processes, in words."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Text

PROCESSES: Final[Mapping[str, Text]] = {
    "order": Text("order", "pedido"),
    "credit_account": Text("credit account", "cuenta de crédito"),
    "receivable": Text("receivable", "cuenta por cobrar"),
    "transfer": Text("transfer", "traslado"),
    "onboarding": Text("onboarding", "alta de cliente nuevo"),
    "plan_change": Text("plan change", "cambio de plan"),
    "technical_claim": Text("technical claim", "reclamo técnico"),
    "charge_correction": Text("charge correction", "corrección de cargo fijo"),
    "payment": Text("payment", "pago"),
    "charge_obligation": Text("obligation to correct", "obligación de corregir"),
}
