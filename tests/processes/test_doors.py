"""By which door each role gives each command, where nearly all of them are persons."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from order_to_cash.domain.core import Door, Lifecycle, Role
from order_to_cash.operators.peru import PERU
from order_to_cash.testing.mutants import door_mutants, survivors

Doors = Mapping[tuple[str, Role], Door]
NOT_PERSONS: Final[Mapping[str, Doors]] = {
    "onboarding": {
        ("NoteInvoice", Role.BILLING): Door.CASE,
        ("CheckDeadlines", Role.CLOCK): Door.CLOCK,
    },
    "charge_correction": {
        ("ConfirmRegistered", Role.CORPORATE_VARIATIONS): Door.ANSWER,
        ("ConfirmRouted", Role.CORPORATE_VARIATIONS): Door.ANSWER,
        ("ReportStillWrong", Role.BILLING): Door.CASE,
    },
    "charge_obligation": {
        ("OweCorrection", Role.CORPORATE_VARIATIONS): Door.CASE,
        ("ReportBill", Role.BILLING): Door.SYSTEM,
    },
}
"""By hand: what is no person's; everything else is."""


@pytest.mark.parametrize("name", NOT_PERSONS)
def test_a_role_that_enters_by_another_door_is_noticed(name: str) -> None:
    """TRU-04: billing speaks unasked, cases and ports speak to cases, all others are persons."""
    by_hand = NOT_PERSONS[name]

    def check(table: Lifecycle[Any, Any, Any]) -> None:
        for (command, role), door in table.doors.items():
            assert by_hand.get((command.__name__, role), Door.PERSON) is door

    table: Lifecycle[Any, Any, Any] = PERU.by_name[name].lifecycle
    check(table)
    assert () == survivors(table, check, mutants=door_mutants)
    assert by_hand.keys() <= {(command.__name__, role) for command, role in table.doors}
