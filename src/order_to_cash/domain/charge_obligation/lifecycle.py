"""The table of an obligation: owed until a bill shows the agreed charge (FIX-25)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.charge_obligation import commands as c
from order_to_cash.domain.charge_obligation import events as e
from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role


class Stage(enum.StrEnum):
    """Where an obligation stands."""

    NEW = "new"
    OPEN = "open"
    DISCHARGED = "discharged"


NEW, OPEN, DISCHARGED = Stage
KNOWN: Final = (OPEN, DISCHARGED)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.OweCorrection: Door.CASE.of(Role.CORPORATE_VARIATIONS),
    c.ReportBill: Door.SYSTEM.of(Role.BILLING),
}

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    *rows(tuple(Stage), c.OweCorrection, e.CorrectionOwed, OPEN),
    # each bill: credited, then compared with the corrected charge
    *rows(KNOWN, c.ReportBill, e.BillCredited),
    *rows(KNOWN, c.ReportBill, e.BillInOrder),
    *then(KNOWN, c.ReportBill, e.BillStillWrong, OPEN),
    *rows(KNOWN, c.ReportBill, e.AgreedChargeBilled, DISCHARGED),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
