"""The values inside an event, in words; personal data has none, so that no story can show it."""

from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core import Override, Text
from order_to_cash.domain.credit_account import CreditLine
from order_to_cash.domain.onboarding import FileRef, LiveThing, OnboardingRequest, Outcome
from order_to_cash.domain.order import (
    Acceptance,
    Approval,
    CoverageItem,
    CreditApproval,
    Item,
    OrderRequest,
    PartyRecord,
    StockItem,
    TermsInForce,
)
from order_to_cash.domain.trade import Bill, BillLine, Instalment, Offering, Payment, Target, Totals
from order_to_cash.stories.charge_correction import (
    CHARGE_CORRECTION_PARTS,
)
from order_to_cash.stories.charge_obligation import CHARGE_OBLIGATION_PARTS
from order_to_cash.stories.plan_change import PLAN_CHANGE_PARTS
from order_to_cash.stories.technical_claim import TECHNICAL_CLAIM_PARTS
from order_to_cash.stories.transfer import TRANSFER_PARTS

PARTS: Final[Mapping[type, Text]] = {
    OrderRequest: Text(
        "{items} for {party}; channel: {channel}; zone: {zone}; payment terms: {payment}; "
        "delivery: {delivery}",
        "{items} para {party}; canal: {channel}; zona: {zone}; términos de pago: {payment}; "
        "entrega: {delivery}",
    ),
    Item: Text("{quantity} x {sku}", "{quantity} x {sku}"),
    PartyRecord: Text(
        "{party}, {kind}, {status}; account {account}; payment terms: {payment_terms}",
        "{party}, {kind}, {status}; cuenta {account}; términos de pago: {payment_terms}",
    ),
    Offering: Text("{sku} at {price}", "{sku} a {price}"),
    StockItem: Text("{available} of {sku}", "{available} de {sku}"),
    CoverageItem: Text("{sku} - {qualified}", "{sku} - {qualified}"),
    CreditApproval: Text("{amount} until {expires}", "{amount} hasta {expires}"),
    Override: Text(
        "{actor}, up to {ceiling} until {expires}: {reason}",
        "{actor}, hasta {ceiling} y hasta el {expires}: {reason}",
    ),
    Approval: Text(
        "approved - {approved}, by {actor}: {reason}",
        "aprobado - {approved}, por {actor}: {reason}",
    ),
    TermsInForce: Text("{terms} {version}", "{terms} {version}"),
    Acceptance: Text("{terms} {version}", "{terms} {version}"),
    Target: Text("{process} {case}", "{process} {case}"),
    Payment: Text(
        "{id}, {amount} by {method} on {received}", "{id}, {amount} por {method} el {received}"
    ),
    BillLine: Text("{quantity} x {sku} at {unit_price}", "{quantity} x {sku} a {unit_price}"),
    Bill: Text("{lines}", "{lines}"),
    Totals: Text(
        "net {net}, tax {tax}, total {total}", "neto {net}, impuesto {tax}, total {total}"
    ),
    Instalment: Text(
        "{amount} until {due} (paid {paid})", "{amount} hasta el {due} (pagado {paid})"
    ),
    CreditLine: Text("limit {limit}", "límite {limit}"),
    OnboardingRequest: Text(
        "{lines} for {customer}; flow: {segment}; international: {international}; payment terms: "
        "{payment}; criteria of its own: {criteria}",
        "{lines} para {customer}; flujo: {segment}; internacional: {international}; términos de "
        "pago: {payment}; criterios propios: {criteria}",
    ),
    FileRef: Text("{name} ({kind:Document}, {digest})", "{name} ({kind:Document}, {digest})"),
    Outcome: Text("{criterion} - {passed}", "{criterion} - {passed}"),
    LiveThing: Text("{what} {reference}", "{what} {reference}"),
    **TRANSFER_PARTS,
    **PLAN_CHANGE_PARTS,
    **TECHNICAL_CLAIM_PARTS,
    **CHARGE_CORRECTION_PARTS,
    **CHARGE_OBLIGATION_PARTS,
}
"""Each class of values with its own fields as placeholders."""
