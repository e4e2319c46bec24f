"""Procedures as data: a row for each step, with its role, what it records, and its source (004)."""

import enum
from collections.abc import Mapping
from typing import Any, Final

import attrs

from order_to_cash.domain.core.decision import Clause
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.errors import BrokenDefinition, Problem
from order_to_cash.domain.core.given import is_given
from order_to_cash.domain.core.money import Money
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.transfer import records as r
from order_to_cash.domain.transfer.facts import FormKind, Place, Technology


class Step(enum.StrEnum):
    """The kinds of step; each procedure has some of them, in its own order."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    CONTACT = "contact"
    FEASIBILITY = "feasibility"
    REQUIREMENTS = "requirements"
    PRESALE = "presale"
    WITHDRAW_PRODUCT = "withdraw_product"
    TRANSFER_PRODUCT = "transfer_product"
    CHANGE_ADDRESS = "change_address"
    ADD_PRODUCT = "add_product"
    TELL_EQUIPMENT = "tell_equipment"
    SUMMARY = "summary"
    PRINT = "print"
    SIGN = "sign"
    CASHIER = "cashier"
    WORK_ORDERS = "work_orders"
    CONSENT = "consent"
    PRINT_ADDITION = "print_addition"
    SIGN_ADDITION = "sign_addition"
    TO_INSTALLATION = "to_installation"
    CHARGE = "charge"
    TO_CLAIMS = "to_claims"


RECORDED: Final[Mapping[Step, type[r.Record]]] = {
    Step.CONTACT: r.Contact,
    Step.PRESALE: r.PreSale,
    Step.WITHDRAW_PRODUCT: r.ProductEntry,
    Step.TRANSFER_PRODUCT: r.ProductEntry,
    Step.CHANGE_ADDRESS: r.AddressChange,
    Step.ADD_PRODUCT: r.ProductEntry,
    Step.TELL_EQUIPMENT: r.EquipmentTold,
    Step.PRINT: r.Printed,
    Step.SIGN: r.Signed,
    Step.CONSENT: r.Consent,
    Step.PRINT_ADDITION: r.Printed,
    Step.SIGN_ADDITION: r.Signed,
    Step.TO_INSTALLATION: r.PassedOn,
    Step.CHARGE: r.ChargeClaim,
    Step.TO_CLAIMS: r.PassedOn,
}
"""What is recorded at a step; the other steps have commands of their own."""


OUTSIDE: Final = (
    Step.WITHDRAW_PRODUCT,
    Step.TRANSFER_PRODUCT,
    Step.CHANGE_ADDRESS,
    Step.SIGN,
    Step.WORK_ORDERS,
    Step.ADD_PRODUCT,
)
"""What changes something outside: it has to be put back where the customer withdraws later."""


class Fate(enum.StrEnum):
    """What is to happen to the loaned equipment."""

    CARRY = "carry"
    RECOVER = "recover"


class WorkOrder(enum.StrEnum):
    """The kinds of work order."""

    ADDITION = "addition"
    WITHDRAWAL = "withdrawal"


@entity
class Row:
    """One step: who does it, what must be recorded, which values are fixed, where it is written.

    `orders` are the work orders that it opens; `forms` the documents that it prints.
    """

    step: Step
    role: Role
    source: str
    records: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    orders: tuple[WorkOrder, ...] = ()
    forms: tuple[FormKind, ...] = ()


@entity
class Side:
    """One end that a procedure covers."""

    zone: str
    technology: Technology

    def covers(self, place: Place) -> bool:
        """Whether the place is this end; plans of both generations are covered."""
        return (place.zone, place.technology) == (self.zone, self.technology)

    def __str__(self) -> str:
        return f"{self.zone} {self.technology.value}"


@entity
class Procedure:
    """One way to transfer a service: from where, to where, and its steps in order.

    `collects` is the work order on which the technician collects equipment that is given back.
    Raises `BrokenDefinition` for a step that stands twice, that names a field its record does not
    have, that removes a service before the new address is known to be feasible or charges the fee
    before the consent, and for equipment that is given back on no work order.
    """

    number: int
    origin: Side
    destination: Side
    fate: Fate
    rows: tuple[Row, ...]
    clause: Clause
    collects: WorkOrder | None = None

    def __attrs_post_init__(self) -> None:
        if problems := tuple(_contradictions(self)):
            raise BrokenDefinition(
                f"procedure {self.number} contradicts itself; correct its rows", problems=problems
            )

    @property
    def changes_technology(self) -> bool:
        """Whether the technology at the new address is another one (TRF-02)."""
        return self.origin.technology is not self.destination.technology

    def covers(self, origin: Place, destination: Place) -> bool:
        """Whether it leads from the one place to the other."""
        return self.origin.covers(origin) and self.destination.covers(destination)

    def row(self, step: Step) -> Row | None:
        """The row of a step, if the procedure has it."""
        return next((row for row in self.rows if row.step is step), None)

    def __str__(self) -> str:
        return f"{self.number}: {self.origin} -> {self.destination}"


def _contradictions(procedure: Procedure) -> "tuple[Problem, ...]":
    steps = [row.step for row in procedure.rows]
    where = f"procedure {procedure.number}"
    found = [
        Problem("procedure.repeated", f"{where} {step.value}", "stands twice; keep one row")
        for step in sorted({step for step in steps if steps.count(step) > 1})
    ]
    for row in procedure.rows:
        known = _fields(row.step)
        named = (*row.records, *(name for name, _ in row.fixed))
        found += [
            Problem("procedure.field", f"{where} {row.step.value}", f"has no field {name}")
            for name in named
            if name not in known
        ]
    needed = (Step.FEASIBILITY, Step.REQUIREMENTS, Step.WORK_ORDERS)
    if any(step not in steps for step in needed):
        message = "feasibility, requirements and work orders are steps of every procedure"
        return (*found, Problem("procedure.incomplete", where, message))
    before = steps[: max(steps.index(Step.FEASIBILITY), steps.index(Step.REQUIREMENTS))]
    found += [
        Problem("procedure.early", f"{where} {step.value}", "comes before the review; put it later")
        for step in before
        if step in (Step.WITHDRAW_PRODUCT, Step.TRANSFER_PRODUCT, Step.WORK_ORDERS)
    ]
    charged = Step.CHARGE if Step.CHARGE in steps else Step.WORK_ORDERS
    if Step.CONSENT in steps and steps.index(charged) < steps.index(Step.CONSENT):
        message = "charges the fee before the customer consents; put it later"
        found.append(Problem("procedure.early", f"{where} {charged.value}", message))
    return (*found, *_uncollected(procedure, where))


def _uncollected(procedure: Procedure, where: str) -> "tuple[Problem, ...]":
    opened = {kind for row in procedure.rows for kind in row.orders}
    given_back = procedure.fate is Fate.RECOVER
    if given_back == (procedure.collects in opened):
        return ()
    message = "equipment is collected on a work order of its own rows where it is given back, else "
    return (Problem("procedure.collects", where, f"{message}on none; correct `collects`"),)


def _fields(step: Step) -> frozenset[str]:
    kind = RECORDED.get(step)
    return frozenset() if kind is None else frozenset(attrs.fields_dict(kind))


def omitted(row: Row, record: r.Record, kept: frozenset[str]) -> tuple[str, ...]:
    """The fields that the row records and the record leaves out, but for those that are kept."""
    return tuple(
        name for name in row.records if name not in kept and _is_left_out(getattr(record, name))
    )


def differing(row: Row, record: r.Record, kept: frozenset[str]) -> tuple[str, ...]:
    """The fields whose value the row fixes and the record gives otherwise."""
    return tuple(
        name
        for name, value in row.fixed
        if name not in kept and _plain(getattr(record, name)) != value
    )


def _is_left_out(value: Any) -> bool:
    return value is False or not is_given(value)


def _plain(value: Any) -> Any:
    return value.amount if isinstance(value, Money) else value
