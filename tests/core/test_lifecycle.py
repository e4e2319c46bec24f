"""The table of a process: what it answers, and every contradiction it refuses."""

import enum
from collections.abc import Iterable, Mapping
from typing import Any, cast

import pytest

from order_to_cash.domain.core import Arrow, BrokenDefinition, Lifecycle, OutOfOrder, Role, rows
from order_to_cash.domain.core.lifecycle import then
from tests.parcel import (
    TABLE,
    CameBack,
    Deliver,
    Delivered,
    Drop,
    Dropped,
    Insured,
    Missed,
    Send,
    Sent,
    Stage,
    Weigh,
    Weighed,
)


class Place(enum.Enum):
    HERE = "here"
    THERE = "there"


class Go: ...


class Wait: ...


class Gone: ...


class Waited: ...


class Stranger: ...


GO = (Place.HERE, Go, Gone, Place.THERE)
WAIT = (Place.HERE, Wait, Waited, Place.HERE)
ROLES: Mapping[type[Any], Iterable[Role]] = {Go: [Role.CLOCK], Wait: [Role.CLOCK]}


def built(
    *table: Any,
    start: Place = Place.HERE,
    roles: Mapping[type[Any], Iterable[Role]] = ROLES,
    commands: Any = Go | Wait,
    events: Any = Gone | Waited,
) -> Lifecycle[Place, Any, Any]:
    return Lifecycle.of(start, *table, roles=roles, commands=commands, events=events)


def problems(*table: Any, **changes: Any) -> list[tuple[str, str]]:
    """Where the table contradicts itself, and the first words about it."""
    with pytest.raises(BrokenDefinition) as caught:
        built(*table, **changes)
    assert {"lifecycle.contradiction"} == {p.code for p in caught.value.problems}
    assert "HERE contradicts itself" in str(caught.value) or "start" in changes
    return [(p.path, p.message.split(";")[0]) for p in caught.value.problems]


def test_a_sound_table_is_built() -> None:
    """Two rows without a contradiction make a table."""
    assert (Arrow(*GO), Arrow(*WAIT)) == built(GO, WAIT).arrows


def test_an_event_may_not_lead_to_two_stages() -> None:
    """One event from one stage to two is refused, whichever command causes it."""
    twice = (Place.HERE, Wait, Gone, Place.HERE)
    assert ("HERE", "Gone leads to two stages") in problems(GO, WAIT, twice)


def test_the_same_event_by_two_commands_is_no_contradiction() -> None:
    """One event from one stage to one stage may have several causes."""
    assert 3 == len(built(GO, WAIT, (Place.HERE, Wait, Gone, Place.THERE)).arrows)


def test_every_stage_is_reached() -> None:
    """A stage that no row leads to is refused."""
    back = (Place.HERE, Go, Gone, Place.HERE)
    assert [("THERE", "cannot be reached")] == problems(back, WAIT)


def test_reach_depends_on_the_start() -> None:
    """A table whose rows do not leave its start is refused."""
    assert [("HERE", "cannot be reached")] == problems(GO, WAIT, start=Place.THERE)


def test_every_command_is_welcome_somewhere() -> None:
    """A command without a row is refused."""
    assert ("Wait", "is never welcome") in problems(GO, events=Gone | Waited)


def test_a_continuing_row_does_not_make_its_command_welcome() -> None:
    """A command that only ever continues could never be given."""
    assert [("Wait", "is never welcome")] == problems(GO, *then([Place.HERE], Wait, Waited))


@pytest.mark.parametrize("roles", [{Go: [Role.CLOCK]}, {Go: [Role.CLOCK], Wait: []}])
def test_every_command_has_a_role(roles: Mapping[type[Any], Iterable[Role]]) -> None:
    """A command that nobody may give is refused, unnamed or with no roles."""
    assert [("Wait", "may be given by nobody")] == problems(GO, WAIT, roles=roles)


def test_every_event_is_emitted() -> None:
    """An event of the union without a row is refused."""
    events = Gone | Waited | Stranger
    assert [("Stranger", "is never emitted")] == problems(GO, WAIT, events=events)


@pytest.mark.parametrize(
    "row",
    [
        (Place.HERE, Stranger, Waited, Place.HERE),
        Arrow(Place.HERE, Stranger, Waited, Place.HERE, first=False),
    ],
)
def test_a_row_names_only_known_commands(row: Any) -> None:
    """A row on a command outside the union is refused, beginning or continuing."""
    assert [("Stranger", "is not among the commands")] == problems(GO, WAIT, row)


def test_roles_are_given_to_known_commands_only() -> None:
    """A role for a command outside the union is refused."""
    roles = {**ROLES, Stranger: [Role.CLOCK]}
    assert [("Stranger", "is not among the commands")] == problems(GO, WAIT, roles=roles)


def test_a_row_names_only_known_events() -> None:
    """A row with an event outside the union is refused."""
    row = (Place.HERE, Wait, Stranger, Place.HERE)
    assert [("Stranger", "is not among the events")] == problems(GO, WAIT, row)


def test_one_command_and_one_event_need_no_union() -> None:
    """OPN-07: a process that knows one command names its class."""
    table = built(GO, roles={Go: [Role.SALES]}, commands=Go, events=Gone)
    assert ((Go,), (Gone,)) == (table.commands, table.events)


def test_all_contradictions_are_told_at_once() -> None:
    """A broken table names each of its problems, not the first alone."""
    expected = ["THERE", "Go", "Go", "Wait", "Gone"]
    assert expected == [where for where, _ in problems(WAIT, roles={})]


def test_rows_lead_back_to_each_stage_without_a_target() -> None:
    """The same row from several stages stays in each of them."""
    expected = (
        Arrow(Place.HERE, Wait, Waited, Place.HERE),
        Arrow(Place.THERE, Wait, Waited, Place.THERE),
    )
    assert expected == rows(Place, Wait, Waited)


def test_rows_lead_to_one_target() -> None:
    """The same row from several stages leads where it says, and begins."""
    made = rows(Place, Go, Gone, Place.THERE)
    assert [(Place.THERE, True)] * 2 == [(a.target, a.first) for a in made]


def test_then_rows_continue() -> None:
    """Continuing rows lead back or to a target, and begin nothing."""
    assert (Arrow(Place.HERE, Go, Gone, Place.HERE, first=False),) == then([Place.HERE], Go, Gone)
    assert Place.THERE == then([Place.HERE], Go, Gone, Place.THERE)[0].target


def test_a_continuing_row_emits_where_its_command_is_not_welcome() -> None:
    """What Send began may go on while the parcel is on its way, but nobody can send it then."""
    assert not TABLE.welcomes(Stage.SENT, Send)
    assert TABLE.emits(Stage.SENT, Send, Insured)


def test_the_matrix_of_welcome_commands() -> None:
    """Each command is welcome exactly where it can begin."""
    expected = {
        (Stage.BOOKED, Weigh),
        (Stage.BOOKED, Send),
        (Stage.BOOKED, Drop),
        (Stage.SENT, Deliver),
    }
    cells = {(s, c) for s in Stage for c in TABLE.commands if TABLE.welcomes(s, c)}
    assert expected == cells


def test_the_rows_that_may_happen() -> None:
    """Each event may follow exactly the commands and stages that the table names."""
    expected = {
        (Stage.BOOKED, Weigh, Weighed),
        (Stage.BOOKED, Send, Sent),
        (Stage.BOOKED, Drop, Dropped),
        (Stage.SENT, Send, Insured),
        (Stage.SENT, Deliver, Missed),
        (Stage.SENT, Deliver, CameBack),
        (Stage.SENT, Deliver, Delivered),
    }
    every = {
        (s, c, e)
        for s in Stage
        for c in TABLE.commands
        for e in TABLE.events
        if TABLE.emits(s, c, e)
    }
    assert expected == every


def test_roles_of_commands() -> None:
    """A command is allowed to its own roles, and to no other."""
    assert {Role.CUSTOMER, Role.SALES} == {r for r in Role if TABLE.allows(Drop, r)}


def test_an_unknown_command_is_allowed_to_nobody() -> None:
    """A command that the table does not know is closed to every role."""
    stranger = cast("Any", Stranger)
    assert [] == [r for r in Role if TABLE.allows(stranger, r)]


def test_the_stage_after_an_event() -> None:
    """An event leads where its row says."""
    assert Stage.BOOKED is TABLE.after(Stage.SENT, CameBack())


def test_an_event_without_a_row_is_out_of_order() -> None:
    """A history that the table cannot have written is refused with advice."""
    with pytest.raises(OutOfOrder, match="Delivered cannot follow BOOKED: check which process"):
        TABLE.after(Stage.BOOKED, Delivered())


def test_stages_ends_and_reach() -> None:
    """All stages in their order, those that no row leaves, and those that can be reached."""
    assert tuple(Stage) == TABLE.stages
    assert {Stage.HOME, Stage.DROPPED} == TABLE.ends
    assert set(Stage) == TABLE.reachable()


def test_a_stage_with_a_loop_alone_is_an_end() -> None:
    """A row that stays does not leave."""
    assert {Place.THERE} == built(GO, WAIT, *rows([Place.THERE], Wait, Waited)).ends


def test_tables_compare_by_what_they_say() -> None:
    """Two tables of the same rows are equal, and the look-up tables stay out of the repr."""
    assert built(GO, WAIT) == built(GO, WAIT)
    assert built(GO, WAIT) != built(WAIT, GO)
    assert "_welcome" not in repr(built(GO, WAIT))
