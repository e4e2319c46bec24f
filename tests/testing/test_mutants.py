"""Spoiled tables: each differs in one cell, and good tests notice every one."""

from collections import Counter

import pytest

from order_to_cash.domain.core import Door, Lifecycle, OutOfOrder, Role
from order_to_cash.testing import Story, Under, differences, explore, matrix, survivors
from order_to_cash.testing.mutants import door_mutants, table_mutants
from tests.parcel import (
    TABLE,
    CameBack,
    Command,
    Deliver,
    Event,
    Insured,
    Parcel,
    Parcels,
    Send,
    Stage,
    Weigh,
    envelope,
    everything,
)
from tests.testing.test_matrix import BY_HAND, SAMPLES, STATES

Table = Lifecycle[Stage, Command, Event]
MOVED = "Weigh by warehouse through the door of ANSWER"
MUTANTS = dict(table_mutants(TABLE))


def by_matrix(table: Table) -> None:
    assert () == differences(matrix(Under(Parcels(), table), SAMPLES, STATES), BY_HAND)


def by_world(table: Table) -> None:
    """The whole world under the other table: what happens and where it leads."""
    world = explore(Under(Parcels(), table), everything())
    assert () == world.rows_not_taken(table)
    assert Stage.BOOKED is table.start


def by_both(table: Table) -> None:
    by_matrix(table)
    by_world(table)


def test_each_mutant_has_its_own_name() -> None:
    """No cell is spoiled twice."""
    assert len(list(table_mutants(TABLE))) == len(MUTANTS)


def test_each_mutant_differs() -> None:
    """No mutant is the table itself, and no two are the same."""
    tables = [table for table in MUTANTS.values() if table is not None]
    assert TABLE not in tables
    assert all(tables.count(table) == 1 for table in tables)


def test_every_cell_is_spoiled() -> None:
    """Every role of every command, every row, its targets and its kind, every stage, the start."""
    kinds = Counter(
        kind
        for description in MUTANTS
        for kind in (
            "added to", "taken from", "without", "led to", "only continues", "also begins",
            "welcome in", "start at",
        )
        if kind in description
    )  # fmt: skip
    assert {
        "added to": 4 * len(Role) - 5,
        "taken from": 5,
        "without": 7,
        "led to": 7 * 3,
        "only continues": 3,
        "also begins": 1,
        "welcome in": 4 * 4 - 4,
        "start at": 3,
    } == kinds


@pytest.mark.parametrize(
    "description",
    [
        "warehouse taken from Weigh",
        "without BOOKED: Drop / Dropped -> DROPPED",
        "SENT: Deliver / Delivered -> HOME led to SENT",
        "start at HOME",
    ],
)
def test_a_contradiction_is_caught_when_built(description: str) -> None:
    """A spoiled table that contradicts itself cannot even be built."""
    assert MUTANTS[description] is None


def test_a_mutant_says_what_it_says() -> None:
    """The description is what was changed."""
    added = MUTANTS["clock added to Send"]
    assert added is not None
    assert {Role.CLOCK, Role.WAREHOUSE} == added.roles[Send]
    begins = MUTANTS["SENT: Send / Insured -> SENT also begins"]
    assert begins is not None
    assert begins.welcomes(Stage.SENT, Send)
    bent = MUTANTS["SENT: Deliver / CameBack -> BOOKED led to DROPPED"]
    assert bent is not None
    assert Stage.DROPPED is bent.after(Stage.SENT, CameBack())
    welcome = MUTANTS["Weigh welcome in HOME"]
    assert welcome is not None
    assert welcome.welcomes(Stage.HOME, Weigh)


def test_no_other_cell_moves_a_door() -> None:
    """TRU-04: whatever else is spoiled, each role that stays enters by its own door."""
    report = (Weigh, Role.WAREHOUSE)
    moved = dict(door_mutants(TABLE))[MOVED]
    assert moved is not None
    for _, table in table_mutants(moved):
        if table is not None and report in table.doors:
            assert Door.ANSWER is table.doors[report]


def test_each_door_is_moved_to_each_other() -> None:
    """TRU-04: five roles by four other doors, and nothing but that door is another."""
    mutants = dict(door_mutants(TABLE))
    assert 5 * 4 == len(mutants)
    for table in mutants.values():
        assert table is not None
        assert TABLE.arrows == table.arrows
        assert TABLE.roles == table.roles
        assert 1 == sum(door is not TABLE.doors[place] for place, door in table.doors.items())
    assert len(mutants) == len(survivors(TABLE, by_both, mutants=door_mutants))


def test_a_hand_written_matrix_and_a_world_notice_every_mutant() -> None:
    """Together they leave no survivor; each alone leaves some."""
    assert () == survivors(TABLE, by_both)
    assert "SENT: Send / Insured -> SENT led to HOME" in survivors(TABLE, by_matrix)
    assert "clock added to Send" in survivors(TABLE, by_world)


def test_a_matrix_that_reads_the_table_it_checks_proves_nothing() -> None:
    """Whoever compares a table with itself notices no role in the wrong place."""

    def with_itself(table: Table) -> None:
        process = Parcels(table)
        hand = {
            c: ([s for s in Stage if table.welcomes(s, c)], list(table.roles[c]))
            for c in table.commands
        }
        assert () == differences(matrix(process, SAMPLES, STATES), hand)

    alive = {text for text, table in MUTANTS.items() if table is not None}
    noticed = alive - set(survivors(TABLE, with_itself))
    of_roles = {text for text in alive if " added to " in text or " taken from " in text}
    assert of_roles
    assert set() == of_roles & noticed


def test_an_error_of_the_library_is_noticed_too() -> None:
    """A test may notice by an error; nothing noticed means that all survive."""

    def raises(table: Table) -> None:
        raise OutOfOrder(str(table.start))

    assert () == survivors(TABLE, raises)


def test_another_crash_of_a_test_is_no_notice() -> None:
    """A test that is broken itself says so."""

    def crashes(table: Table) -> None:
        raise LookupError(str(table.start))

    with pytest.raises(LookupError):
        survivors(TABLE, crashes)


def test_a_process_keeps_its_ways_under_another_table() -> None:
    """Everything but the table is the process's own."""
    process, own = Under(Parcels(), TABLE), Parcels()
    parcel = Parcel(Stage.SENT, 2, 1)
    asked = envelope(Deliver(met=True))
    assert (own.name, own.role, own.initial) == (process.name, process.role, process.initial)
    assert own.next_check(parcel) == process.next_check(parcel)
    assert own.decide(parcel, asked) == process.decide(parcel, asked)
    assert own.evolve(parcel, Insured()) == process.evolve(parcel, Insured())
    Story(process, parcel).when(asked).sends("parcel is home")
