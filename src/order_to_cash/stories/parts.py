"""The values inside an event, in words; personal data has none, so that no story can show it."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.billing import Bill, BillLine, Payment, Totals
from order_to_cash.domain.credit_account.commands import CreditLine
from order_to_cash.domain.decision import Override
from order_to_cash.domain.notice_wording import WORDS
from order_to_cash.domain.offering import Kind, Offering
from order_to_cash.domain.onboarding.facts import (
    Activity,
    Environment,
    FileRef,
    Live,
    LiveThing,
    OnboardingRequest,
    Outcome,
    Segment,
)
from order_to_cash.domain.order.facts import (
    Acceptance,
    AccountStatus,
    Approval,
    Channel,
    CoverageItem,
    CreditApproval,
    DeliveryMode,
    Item,
    OrderRequest,
    PartyKind,
    PartyRecord,
    StockItem,
    TermsInForce,
)
from order_to_cash.domain.parties import Role
from order_to_cash.domain.payment_terms import Instalment
from order_to_cash.domain.wording import Text
from order_to_cash.stories.charge_correction import (
    CHARGE_CORRECTION_CHOICES,
    CHARGE_CORRECTION_PARTS,
)
from order_to_cash.stories.charge_obligation import CHARGE_OBLIGATION_PARTS
from order_to_cash.stories.people import ROLES
from order_to_cash.stories.plan_change import PLAN_CHANGE_CHOICES, PLAN_CHANGE_PARTS
from order_to_cash.stories.technical_claim import TECHNICAL_CLAIM_PARTS
from order_to_cash.stories.transfer import TRANSFER_CHOICES, TRANSFER_PARTS

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
    FileRef: Text("{name} ({digest})", "{name} ({digest})"),
    Outcome: Text("{criterion} - {passed}", "{criterion} - {passed}"),
    LiveThing: Text("{what} {reference}", "{what} {reference}"),
    **TRANSFER_PARTS,
    **PLAN_CHANGE_PARTS,
    **TECHNICAL_CLAIM_PARTS,
    **CHARGE_CORRECTION_PARTS,
    **CHARGE_OBLIGATION_PARTS,
}
"""Each class of values with its own fields as placeholders."""

CHOICES: Final[Mapping[enum.StrEnum, Text]] = {
    Channel.PHYSICAL_STORE: Text("physical store", "tienda física"),
    Channel.ONLINE_STORE: Text("online store", "tienda virtual"),
    Channel.CALL_CENTRE: Text("call centre", "central telefónica"),
    Channel.WEBSITE: Text("website", "sitio web"),
    Channel.MOBILE_APP: Text("mobile app", "aplicación móvil"),
    Channel.DISTRIBUTOR_SYSTEM: Text("distributor system", "sistema de distribuidores"),
    DeliveryMode.HOME_DELIVERY: Text("home delivery", "envío a domicilio"),
    DeliveryMode.STORE_PICKUP: Text("store pick-up", "recojo en tienda"),
    PartyKind.DISTRIBUTOR: Text("distributor", "distribuidor"),
    PartyKind.CUSTOMER: Text("customer", "cliente"),
    AccountStatus.ACTIVE: Text("active", "activa"),
    AccountStatus.SUSPENDED: Text("suspended", "suspendida"),
    AccountStatus.CLOSED: Text("closed", "cerrada"),
    Kind.GOODS: Text("goods", "producto"),
    Kind.SERVICE: Text("service", "servicio"),
    Segment.B2B: Text("business", "B2B"),
    Segment.OTHER: Text("other", "otro"),
    Environment.TEST: Text("test environment", "ambiente de pruebas"),
    Environment.PRODUCTION: Text("production environment", "ambiente de producción"),
    Activity.BOOKING_CONFIRMED: Text("the booking is confirmed", "se confirma el booking"),
    Activity.CRM_LOADED: Text(
        "the international customer is loaded into the CRM",
        "se carga el cliente internacional en el CRM",
    ),
    Activity.OOB_NOTIFIED: Text(
        "OOB is told and has the contact data", "se notifica a OOB y se envían datos de contacto"
    ),
    Live.SERVICE: Text("service", "servicio"),
    Live.INVOICE: Text("invoice", "factura"),
    **TRANSFER_CHOICES,
    **PLAN_CHANGE_CHOICES,
    **CHARGE_CORRECTION_CHOICES,
}


def choice(value: enum.StrEnum) -> Text:
    """A choice in words; one of your own shows its value."""
    if isinstance(value, Role):
        return ROLES.get(value) or Text(value.value, value.value)
    return CHOICES.get(value) or WORDS.get(value.value) or Text(value.value, value.value)
