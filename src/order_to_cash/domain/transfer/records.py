"""What is recorded at a step, typed by the kind of step; which fields a step needs is data (004).

Every field of a record may be left out here: the procedure's row names those its step records, and
all that are missing are named at once. What a record holds in itself is whole.
"""

from typing import TypeAlias

from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Sensitive
from order_to_cash.domain.transfer.facts import PrintedForm


@entity
class Contact:
    """The customer was contacted for further data."""

    channel: str | None = None


@entity
class PreSale:
    """The pre-sale of the transfer was entered."""

    reference: str | None = None


@entity
class ContractTerms:
    """A new contract: type and address of collection, its type, its bill cycle, its number."""

    billing_type: str
    billing_address: Sensitive
    contract_type: str
    bill_cycle: str
    number: str


@entity
class ProductEntry:
    """A product was withdrawn, transferred or added in the system, with all that was entered.

    `new_number` is the telephone number at the new address, where it is another one (FUL-08).
    """

    seller: str | None = None
    category: str | None = None
    subcategory: str | None = None
    unticked: bool | None = None
    agreements_reviewed: bool | None = None
    motive: str | None = None
    cause: str | None = None
    location: str | None = None
    district: str | None = None
    street: Sensitive | None = None
    network_box: str | None = None
    technical_data: str | None = None
    contract: ContractTerms | None = None
    plan: str | None = None
    components: tuple[str, ...] = ()
    nplay: str | None = None
    devices: int | None = None
    extras_confirmed: bool | None = None
    summary_confirmed: bool | None = None
    cart_checked: bool | None = None
    observation: Sensitive | None = None
    new_number: Sensitive | None = None


@entity
class AddressChange:
    """The address of the contract was changed to the new zone."""

    address: Sensitive | None = None
    screen_refreshed: bool | None = None


@entity
class EquipmentTold:
    """The customer was told what to do with the equipment."""

    told: bool | None = None


@entity
class Printed:
    """Documents were printed and filled in."""

    forms: tuple[PrintedForm, ...] = ()


@entity
class Signed:
    """The customer signed: originals to the archive, copies handed over."""

    signed_by: Sensitive | None = None
    archived: bool | None = None
    handed_over: bool | None = None


@entity
class ChargeClaim:
    """The charge as that operator's billing takes it: a claim on an invoice (TRF-14, TRF-24)."""

    invoice: str | None = None
    received_at: str | None = None
    kind: str | None = None
    cause: str | None = None
    phone: Sensitive | None = None
    charge_selected: bool | None = None
    value_to_collect: Money | None = None
    observed: Money | None = None
    observation: str | None = None


@entity
class Consent:
    """The data were shown and the customer consents."""

    data_shown: bool | None = None
    consents: bool | None = None


@entity
class PassedOn:
    """The case was passed on to another procedure."""

    to: str | None = None


Record: TypeAlias = (
    Contact
    | PreSale
    | ProductEntry
    | AddressChange
    | EquipmentTold
    | Printed
    | Signed
    | ChargeClaim
    | Consent
    | PassedOn
)
