"""The explorer sees all of a small world, and every fault that is planted in it."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from order_to_cash.domain.core import Envelope, InvalidValue, Refusal, Words, changed, refuse
from order_to_cash.testing import Broken, explore
from tests.parcel import (
    TABLE,
    CameBack,
    Command,
    Deliver,
    Delivered,
    Event,
    Insured,
    Missed,
    Parcel,
    Parcels,
    Send,
    Sent,
    Stage,
    Weigh,
    envelope,
    everything,
)

PARCELS = Parcels()
WORLD = explore(PARCELS, everything())


def reachable() -> set[Parcel]:
    """Every state of a parcel, counted by hand."""
    sent = {Parcel(Stage.SENT, grams, misses) for grams in (1, 2, 3) for misses in (0, 1)}
    home = {changed(parcel, stage=Stage.HOME) for parcel in sent}
    booked = {Parcel(grams=grams) for grams in (0, 1, 2, 3)}
    return booked | sent | home | {changed(parcel, stage=Stage.DROPPED) for parcel in booked}


def test_every_state_is_found() -> None:
    """The world has the states that were counted by hand, each once, nearest first."""
    assert reachable() == set(WORLD.states)
    assert len(reachable()) == len(WORLD.states)
    distances = [len(WORLD.story(state)) for state in WORLD.states]
    assert sorted(distances) == distances


def test_the_size_of_a_world_is_told() -> None:
    """States, transitions, rows and refusals can be pinned."""
    booked, sent, refused = 4 * (3 + 1) + 3, 6 * 2, 20 * 9 - 31
    assert booked + sent == WORLD.transitions
    assert refused == sum(WORLD.refusals.values())
    assert f"20 states, 31 transitions, 7 rows, {refused} refusals" == str(WORLD)


def test_refusals_are_counted_by_code() -> None:
    """How often each reason came up; the wrong role was tried once in each state."""
    expected = {
        "process.wrong-role": 20,
        "process.wrong-stage": 4 * 2 + 6 * 6 + 10 * 8,
        "parcel.too-heavy": 4,
        "parcel.not-weighed": 1,
    }
    assert expected == WORLD.refusals


def test_the_shortest_story_of_a_state_is_told() -> None:
    """A story is the sequence of commands that leads there soonest."""
    story = WORLD.story(Parcel(Stage.HOME, 2, 1))
    expected = [Weigh(2), Send(), Deliver(met=False), Deliver(met=True)]
    assert expected == [step.command for step in story]
    assert () == WORLD.story(Parcel())


def test_an_unknown_state_has_no_story() -> None:
    """A state outside the world is an error with advice."""
    with pytest.raises(InvalidValue, match="no story leads to this state"):
        WORLD.story(Parcel(grams=99))


def test_every_row_has_its_shortest_story() -> None:
    """Each row of the table was taken, by the story told."""
    rows = {(a.source, a.command, a.event, a.target) for a in TABLE.arrows}
    assert rows == set(WORLD.rows)
    assert () == WORLD.rows_not_taken(TABLE)
    insured = WORLD.rows[Stage.SENT, Send, Insured, Stage.SENT]
    assert [Weigh(2), Send()] == [step.command for step in insured]


def test_rows_that_nobody_takes_are_named() -> None:
    """Without an envelope that delivers, the rows of the delivery stay untried."""
    offered = [e for e in everything() if not isinstance(e.command, Deliver)]
    world = explore(PARCELS, offered)
    expected = [Missed, CameBack, Delivered]
    assert expected == [arrow.event for arrow in world.rows_not_taken(TABLE)]


def test_nothing_is_stuck_in_a_sound_world() -> None:
    """From every state an end can be reached."""
    assert () == WORLD.stuck()


def test_stuck_states_are_named() -> None:
    """Without deliveries a parcel that was sent gets nowhere."""
    offered = [e for e in everything() if not isinstance(e.command, Deliver)]
    stuck = explore(PARCELS, offered).stuck()
    assert {Parcel(Stage.SENT, grams) for grams in (1, 2, 3)} == set(stuck)


def test_another_end_may_be_asked_for() -> None:
    """Whoever was dropped never gets home, whatever the table calls an end."""
    stuck = WORLD.stuck(lambda parcel: parcel.stage is Stage.HOME)
    assert {Stage.DROPPED} == {parcel.stage for parcel in stuck}
    world = explore(PARCELS, everything(), ended=lambda parcel: parcel.stage is Stage.HOME)
    assert stuck == world.stuck()


def test_envelopes_may_depend_on_the_state() -> None:
    """What is tried can be made for each state."""

    def offer(parcel: Parcel) -> list[Envelope[Command]]:
        return [envelope(Send())] if parcel.grams else [envelope(Weigh(1))]

    expected = (Parcel(), Parcel(grams=1), Parcel(Stage.SENT, 1))
    assert expected == explore(PARCELS, offer).states


def test_a_world_may_begin_anywhere() -> None:
    """Exploration starts where it is told to."""
    start = Parcel(Stage.SENT, 1, 1)
    assert start == explore(PARCELS, [envelope(Deliver(met=True))], start=start).states[0]


@pytest.mark.parametrize(("limit", "fits"), [(19, False), (20, True), (21, True)])
def test_a_world_has_a_limit(limit: int, fits: bool) -> None:
    """Exactly the limit is allowed; one state more is an error: half a world proves nothing."""
    if fits:
        assert 20 == len(explore(PARCELS, everything(), limit=limit).states)
        return
    with pytest.raises(InvalidValue, match="more than 19 states") as caught:
        explore(PARCELS, everything(), limit=limit)
    assert "testing.limit" == caught.value.code


def test_a_key_tells_states_apart() -> None:
    """States with the same key are one state."""
    world = explore(PARCELS, everything(), key=lambda parcel: parcel.stage)
    assert {Stage.BOOKED, Stage.DROPPED} == {parcel.stage for parcel in world.states}


class Planted(Parcels):
    """A process with one fault, planted where a test says."""

    def __init__(
        self,
        *,
        decides: Callable[[Parcel, Command], tuple[Event, ...] | Refusal | None] | None = None,
        evolves: Callable[[Parcel, Event], Parcel | None] | None = None,
    ) -> None:
        super().__init__()
        object.__setattr__(self, "decides", decides or (lambda *_: None))
        object.__setattr__(self, "evolves", evolves or (lambda *_: None))

    decides: Callable[[Parcel, Command], tuple[Event, ...] | Refusal | None]
    evolves: Callable[[Parcel, Event], Parcel | None]

    def decide(self, state: Parcel, asked: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        planted = self.decides(state, asked.command)
        return super().decide(state, asked) if planted is None else planted

    def evolve(self, state: Parcel, event: Event, /) -> Parcel:
        planted = self.evolves(state, event)
        return super().evolve(state, event) if planted is None else planted


def fault(process: Parcels, **options: object) -> str:
    """What the explorer says about a faulty process."""
    with pytest.raises(Broken) as caught:
        explore(process, everything(), **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_row_outside_the_table_is_caught() -> None:
    """A parcel that jumps over a stage is caught, with the shortest story."""

    def jumps(parcel: Parcel, event: Event) -> Parcel | None:
        return changed(parcel, stage=Stage.HOME) if isinstance(event, Sent) else None

    expected = (
        "a row was taken that the table does not have: BOOKED: Send / Sent -> HOME\n"
        "shortest story:\n"
        "  1. warehouse: Weigh(grams=1)\n"
        "  2. warehouse: Send()"
    )
    assert expected == fault(Planted(evolves=jumps))


def test_an_event_without_a_row_is_caught() -> None:
    """A decision that leaves the table is caught."""
    said = fault(Planted(decides=lambda *_: (Delivered(),)))
    assert "Weigh in BOOKED raised OutOfOrder: Weigh must not emit Delivered in BOOKED" in said
    assert said.endswith("  1. warehouse: Weigh(grams=1)")


def test_a_crash_is_caught() -> None:
    """An exception of any kind is told with the story that causes it."""

    def crashes(parcel: Parcel, command: Command) -> None:
        if isinstance(command, Deliver) and parcel.misses:
            raise ZeroDivisionError("by nothing")

    said = fault(Planted(decides=crashes))
    assert said.startswith("Deliver in SENT raised ZeroDivisionError: by nothing\n")
    assert 4 == len(said.splitlines()) - 2


def test_events_that_fold_to_another_state_are_caught() -> None:
    """An `evolve` that does not give the same state twice is caught."""
    grams = count()
    said = fault(Planted(evolves=lambda parcel, _: changed(parcel, grams=next(grams))))
    assert said.startswith(
        "the events fold to another state than the step led to\n  grams: 1 -> 0\n"
    )


def test_two_answers_to_one_question_are_caught() -> None:
    """A decision that depends on anything but its arguments is caught."""
    asked = count()
    flaky = Planted(decides=lambda *_: refuse(NO) if next(asked) % 2 else None)
    assert fault(flaky).startswith("Weigh in BOOKED has two answers to one question")


NO = "parcel.no"


def test_a_refusal_that_changes_the_state_is_caught() -> None:
    """A refusal must leave the state it was given as it is."""

    def tampers(parcel: Parcel, command: Command) -> Refusal | None:
        if not isinstance(command, Weigh) or command.grams <= 3:
            return None
        object.__setattr__(parcel, "grams", 99)
        return refuse(NO)

    said = fault(Planted(decides=tampers), start=Parcel())
    assert said.startswith("Weigh in BOOKED changed the state it was given")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{grams} g", "the refusal parcel.no has no value for: grams"),
        ("", "the refusal parcel.no says nothing in es"),
    ],
)
def test_a_refusal_that_cannot_be_read_is_caught(text: str, said: str, tmp_path: Path) -> None:
    """A text with a placeholder that nothing fills, or that is empty."""
    for language, told in (("en", "no"), ("es", text)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "no.toml").write_text(f'[refusal]\n"parcel.no" = "{told}"\n')
    broken = Planted(decides=lambda *_: refuse(NO))
    assert fault(broken, words=Words((tmp_path,))).startswith(f"{said}\nshortest story:\n")


def light(parcel: Parcel) -> bool:
    return parcel.grams <= 2


def at_most_ten(parcel: Parcel) -> bool:
    return parcel.grams <= 10


def weighed(parcel: Parcel) -> bool:
    return parcel.grams > 0


def test_a_broken_invariant_is_caught() -> None:
    """The first state that breaks an invariant is told with the invariant's name."""
    said = fault(PARCELS, invariants=[at_most_ten, light])
    assert said.startswith("light does not hold for Parcel(stage=<Stage.BOOKED: 'booked'>, grams=3")


def test_invariants_hold_at_the_start() -> None:
    """The start itself must keep the invariants."""
    assert "weighed does not hold" in fault(PARCELS, invariants=[weighed])


def test_an_event_after_an_end_is_caught() -> None:
    """What somebody calls an end is followed by nothing."""
    said = fault(PARCELS, ended=lambda parcel: parcel.misses > 0)
    assert said.startswith("Delivered follows an end: Parcel(stage=<Stage.SENT: 'on_the_way'>")
