"""The matrix asks every role about every command in every stage."""

import pytest

from order_to_cash.domain.core import Envelope, InvalidValue, Refusal, Role
from order_to_cash.testing import Broken, ByHand, differences, matrix
from tests.parcel import (
    Command,
    Deliver,
    Drop,
    Event,
    Parcel,
    Parcels,
    Send,
    Stage,
    Weigh,
)

SAMPLES: tuple[Command, ...] = (Weigh(1), Send(), Deliver(met=True), Drop())
STATES = tuple(Parcel(stage) for stage in Stage)
BY_HAND: ByHand = {
    Weigh: ([Stage.BOOKED], [Role.WAREHOUSE]),
    Send: ([Stage.BOOKED], [Role.WAREHOUSE]),
    Deliver: ([Stage.SENT], [Role.TECHNICAL_TEAM]),
    Drop: ([Stage.BOOKED], [Role.CUSTOMER, Role.SALES]),
}
CELLS = matrix(Parcels(), SAMPLES, STATES)


def test_every_cell_is_tried() -> None:
    """Each role gives each command in each stage, once."""
    assert len(Stage) * len(SAMPLES) * len(Role) == len(CELLS)
    assert len(CELLS) == len({(cell.stage, cell.command, cell.role) for cell in CELLS})


def test_the_matrix_is_as_written_by_hand() -> None:
    """A table that says what it should has no differences."""
    assert () == differences(CELLS, BY_HAND)


def test_a_refusal_by_content_got_past_the_table() -> None:
    """A parcel that was not weighed is not sent, yet the table let the command through."""
    (cell,) = [c for c in CELLS if c.command is Send and c.allowed]
    assert (Stage.BOOKED, Role.WAREHOUSE, "parcel.not-weighed") == (
        cell.stage,
        cell.role,
        cell.code,
    )


def test_what_went_through_has_no_code() -> None:
    """A cell names the refusal it met, if it met one."""
    codes = {cell.code for cell in CELLS if cell.command is Drop}
    assert {"", "process.wrong-role", "process.wrong-stage"} == codes
    assert "Drop by sales in BOOKED" in {str(cell) for cell in CELLS if not cell.code}


def test_both_kinds_of_difference_are_told() -> None:
    """A cell may be open that should be closed, or closed that should be open."""
    by_hand: ByHand = {**BY_HAND, Drop: ([Stage.BOOKED, Stage.SENT], [Role.CUSTOMER])}
    expected = {
        "Drop by sales in BOOKED is allowed, but should not be",
        "Drop by customer in SENT should be allowed (process.wrong-stage)",
    }
    assert expected == set(differences(CELLS, by_hand))


def test_a_command_that_nobody_wrote_down_is_closed() -> None:
    """What the hand-written matrix does not name should be allowed to nobody."""
    found = differences(CELLS, {k: v for k, v in BY_HAND.items() if k is not Deliver})
    assert ("Deliver by technical_team in SENT is allowed, but should not be",) == found


def test_roles_can_be_chosen() -> None:
    """Only the roles asked for are tried."""
    cells = matrix(Parcels(), SAMPLES, STATES, roles=[Role.CLOCK])
    assert {Role.CLOCK} == {cell.role for cell in cells}
    assert not any(cell.allowed for cell in cells)


@pytest.mark.parametrize(
    ("samples", "states", "missing"),
    [
        (SAMPLES[1:], STATES, "a sample command for Weigh"),
        (SAMPLES, STATES[2:], "a sample state for BOOKED, SENT"),
    ],
)
def test_nothing_may_be_left_out(
    samples: tuple[Command, ...], states: tuple[Parcel, ...], missing: str
) -> None:
    """A matrix with holes would prove nothing: the missing samples are named."""
    with pytest.raises(InvalidValue, match=missing) as caught:
        matrix(Parcels(), samples, states)
    assert "testing.incomplete-matrix" == caught.value.code


class Crashing(Parcels):
    def decide(self, state: Parcel, asked: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        raise LookupError(state, asked.role)


def test_a_crash_is_told() -> None:
    """A process that breaks on a sample is at fault."""
    with pytest.raises(Broken, match="Weigh in BOOKED raised LookupError"):
        matrix(Crashing(), SAMPLES, STATES)
