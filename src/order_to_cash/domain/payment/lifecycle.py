"""The table of a payment: received once, then wherever its money goes (TRU-15, COL-01)."""

import enum
from collections.abc import Mapping
from typing import Final

from order_to_cash.domain.core.lifecycle import Door, Entrance, Lifecycle, rows, then
from order_to_cash.domain.core.parties import Role
from order_to_cash.domain.payment import commands as c
from order_to_cash.domain.payment import events as e


class Stage(enum.StrEnum):
    """Where a payment stands; `UNPLACED` holds money that no case took."""

    NEW = "new"
    PLACED = "placed"
    UNPLACED = "unplaced"
    TAKEN_BACK = "taken_back"


NEW, PLACED, UNPLACED, TAKEN_BACK = Stage
KNOWN: Final = (PLACED, UNPLACED, TAKEN_BACK)
COUNTING: Final = (PLACED, UNPLACED)

_HOLDERS: Final = Door.CASE.of(Role.BILLING, Role.DISTRIBUTOR_MANAGEMENT)
_BANK: Final = Door.SYSTEM.of(Role.BILLING)
_CREDIT: Final = (Role.CREDIT_AND_COLLECTIONS,)

ROLES: Final[Mapping[type[c.Command], tuple[Role | Entrance, ...]]] = {
    c.ReceivePayment: (*_BANK, Role.CASHIER),
    c.PlacePayment: _CREDIT,
    c.GiveBack: _CREDIT,
    c.TakeBack: _BANK,
    c.NoteTaken: _HOLDERS,
    c.NoteUntaken: Door.CASE.of(Role.BILLING),
    c.PassOn: _HOLDERS,
    c.ReturnMoney: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT),
    c.RefundMoney: Door.CASE.of(Role.DISTRIBUTOR_MANAGEMENT),
    c.NoteRecalled: _HOLDERS,
    c.LookAgain: (Role.CLOCK,),
}

_RELEASING: Final[tuple[type[c.Command], ...]] = (c.PassOn, c.ReturnMoney, c.RefundMoney)
_LEAVING: Final[tuple[type[c.Command], ...]] = (c.NoteTaken, c.NoteUntaken)
_ENDING: Final[tuple[type[c.Command], ...]] = (c.NoteTaken, c.NoteUntaken, *_RELEASING)

LIFECYCLE: Final[Lifecycle[Stage, c.Command, e.Event]] = Lifecycle.of(
    NEW,
    (NEW, c.ReceivePayment, e.PaymentReceived, PLACED),
    *rows(KNOWN, c.ReceivePayment, e.PaymentRepeated),
    # what a holder says
    *rows(KNOWN, c.NoteTaken, e.MoneyTaken),
    *then(COUNTING, c.NoteTaken, e.MoneySent),
    *rows(KNOWN, c.NoteUntaken, e.MoneyUntaken),
    *rows(KNOWN, _RELEASING, e.MoneyReleased),
    *then(COUNTING, c.PassOn, e.MoneySent),
    *then(COUNTING, c.ReturnMoney, e.MoneySent),
    *then(COUNTING, c.ReturnMoney, e.MoneyGivenBack),
    *then(COUNTING, c.RefundMoney, e.MoneyGivenBack),
    # what nobody takes
    *then((PLACED,), _LEAVING, e.MoneyUnplaced, UNPLACED),
    *then((UNPLACED,), _LEAVING, e.MoneyUnplaced),
    (UNPLACED, c.PlacePayment, e.MoneyPlaced, PLACED),
    (UNPLACED, c.GiveBack, e.UnplacedGivenBack, PLACED),
    (UNPLACED, c.LookAgain, e.PlacingRetried, PLACED),
    # the bank takes it back, wherever it went
    *rows(COUNTING, c.TakeBack, e.PaymentTakenBack, TAKEN_BACK),
    *then((TAKEN_BACK,), (c.TakeBack, *_ENDING), e.MoneyTakenBack),
    *then((TAKEN_BACK,), c.TakeBack, e.DebtCharged),
    *then((TAKEN_BACK,), c.TakeBack, e.DebtUnplaced),
    (TAKEN_BACK, c.NoteRecalled, e.MoneyReleased, TAKEN_BACK),
    *then((TAKEN_BACK,), c.NoteRecalled, e.MoneyTakenBack),
    (TAKEN_BACK, c.PlacePayment, e.DebtCharged, TAKEN_BACK),
    (TAKEN_BACK, c.LookAgain, e.DebtFollowed, TAKEN_BACK),
    roles=ROLES,
    commands=c.Command,
    events=e.Event,
)
