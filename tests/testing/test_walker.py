"""The walker goes far, the same way for the same seed, and finds what is planted deep."""

from random import Random

import pytest

from order_to_cash.domain.core import Envelope, changed
from order_to_cash.testing import Broken, explore, walk
from tests.parcel import (
    TABLE,
    Command,
    Drop,
    Event,
    Parcel,
    Parcels,
    Stage,
    Weigh,
    choose,
    envelope,
    everything,
)

PARCELS = Parcels()


def test_the_same_seed_walks_the_same_way() -> None:
    """A walk can be repeated exactly, and another seed walks another way."""
    first = walk(PARCELS, choose, seed=1, steps=500)
    assert first == walk(PARCELS, choose, seed=1, steps=500)
    assert first.visits != walk(PARCELS, choose, seed=2, steps=500).visits


def test_every_step_is_counted() -> None:
    """Each command is a visit, and either a move or a refusal."""
    done = walk(PARCELS, choose, seed=1, steps=500)
    assert (1, 500) == (done.seed, done.steps)
    assert 500 == sum(done.visits.values()) == done.moves + sum(done.refusals.values())
    assert {"process.wrong-stage", "parcel.too-heavy", "parcel.not-weighed"} == set(done.refusals)


def test_every_cell_is_visited() -> None:
    """A long walk tries every command in every stage many times."""
    done = walk(PARCELS, choose, seed=1, steps=20_000)
    assert () == done.seldom(TABLE, below=10)


@pytest.mark.parametrize(("below", "named"), [(1, False), (2, True)])
def test_cells_that_are_seldom_visited_are_named(below: int, named: bool) -> None:
    """A cell visited once is seldom if two visits were asked for, not if one was."""
    done = walk(PARCELS, lambda *_: envelope(Drop()), seed=1, steps=1)
    assert named is ((Stage.BOOKED, Drop) in done.seldom(TABLE, below=below))
    assert (Stage.BOOKED, Weigh) in done.seldom(TABLE, below=below)
    assert 15 == len(done.seldom(TABLE))


def test_lives_have_other_habits() -> None:
    """Some lives never weigh a parcel and some do little else, so rare sequences come up."""
    shares = []
    for seed in range(40):
        visits = walk(PARCELS, choose, seed=seed, steps=50, life=50).visits
        shares.append(sum(times for (_, command), times in visits.items() if command is Weigh))
    assert 0 == min(shares)
    assert 30 < max(shares)


def test_a_walk_without_an_alternative_goes_on() -> None:
    """A command that is off in this life is taken all the same when nothing else comes."""
    done = walk(PARCELS, lambda *_: envelope(Weigh(1)), seed=3, steps=200)
    assert {(Stage.BOOKED, Weigh): 200} == done.visits


@pytest.mark.parametrize(("life", "heaviest"), [(1, 1), (2, 2), (5, 5)])
def test_a_life_ends_after_so_many_commands(life: int, heaviest: int) -> None:
    """A new life begins at the start of the process."""
    seen: list[int] = []

    def heavier(random: Random, parcel: Parcel) -> Envelope[Command]:
        del random
        seen.append(parcel.grams)
        return envelope(Weigh(min(parcel.grams + 1, 3)))

    walk(PARCELS, heavier, seed=1, steps=30, life=life)
    assert min(heaviest - 1, 3) == max(seen)


def test_a_walk_may_begin_anywhere_in_a_world() -> None:
    """From an explored world, lives begin in all of its states."""
    seen: set[Parcel] = set()

    def note(random: Random, parcel: Parcel) -> Envelope[Command]:
        seen.add(parcel)
        return choose(random, parcel)

    world = explore(PARCELS, everything())
    walk(world, note, seed=1, steps=500, life=1)
    assert set(world.states) == seen


def test_a_planted_fault_is_found_and_can_be_seen_again() -> None:
    """The report names seed, step and story; walking exactly that far shows it again."""
    with pytest.raises(Broken) as caught:
        walk(PARCELS, choose, seed=7, steps=5_000, invariants=[at_most_one_miss])
    said = str(caught.value)
    assert said.startswith("at_most_one_miss does not hold for Parcel(")
    step = int(said.split("step ")[1].split(":", maxsplit=1)[0])
    assert f"seed 7, step {step}: walk with seed=7, steps={step} to see it again" in said
    assert said.endswith("technical_team: Deliver(met=False)")
    with pytest.raises(Broken) as again:
        walk(PARCELS, choose, seed=7, steps=step, invariants=[at_most_one_miss])
    assert said == str(again.value)
    walk(PARCELS, choose, seed=7, steps=step - 1, invariants=[at_most_one_miss])


def at_most_one_miss(parcel: Parcel) -> bool:
    return parcel.misses < 1


class Jumping(Parcels):
    """Sends an insured parcel home at once."""

    def evolve(self, state: Parcel, event: Event, /) -> Parcel:
        after = super().evolve(state, event)
        jumps = after.stage is Stage.SENT and state.stage is Stage.BOOKED and after.grams == 3
        return changed(after, stage=Stage.HOME) if jumps else after


def test_a_row_outside_the_table_is_found() -> None:
    """The promises of every step are kept on a walk too."""
    with pytest.raises(Broken) as caught:
        walk(Jumping(), choose, seed=1, steps=5_000)
    assert "Send must not emit Insured in HOME" in str(caught.value)


def test_a_story_from_a_world_begins_at_its_start() -> None:
    """The story of a life that began in the middle tells how one gets there."""
    world = explore(PARCELS, everything())

    def never_home(parcel: Parcel) -> bool:
        return parcel.stage is not Stage.HOME or parcel.misses == 0

    with pytest.raises(Broken) as caught:
        walk(world, choose, seed=1, steps=5_000, invariants=[never_home], life=2)
    story = str(caught.value).split("this life:\n")[1].splitlines()
    assert story[0].startswith("  1. warehouse: Weigh(")
    assert story[-1].endswith("technical_team: Deliver(met=True)")
    assert {"Weigh", "Send", "Deliver"} <= {line.split(": ")[1].split("(")[0] for line in story}
