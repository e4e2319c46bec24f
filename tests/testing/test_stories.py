"""Stories tell what happened, and show the difference when it was something else."""

import pytest

from order_to_cash.domain.core import InvalidValue, OutOfOrder
from order_to_cash.testing import Broken, Story
from order_to_cash.testing.checks import told
from tests.parcel import (
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
    Weighed,
    envelope,
)

STORY: Story[Parcel, Command, Event] = Story(Parcels())


def fault(story: Story[Parcel, Command, Event], *events: Event) -> str:
    with pytest.raises(Broken) as caught:
        story.then(*events)
    return str(caught.value)


def test_a_story_goes_from_step_to_step() -> None:
    """Given, when, then, and on from there."""
    (
        STORY.given(Weighed(2))
        .when(envelope(Send()))
        .then(Sent(), Insured())
        .sends()
        .reaches(Stage.SENT)
        .when(envelope(Weigh(1)))
        .refused("process.wrong-stage")
        .reaches(Stage.SENT)
        .when(envelope(Deliver(met=True)))
        .then(Delivered())
        .sends("parcel is home")
        .reaches(Stage.HOME)
    )


def test_a_story_does_not_change() -> None:
    """Each step is a new story, so one beginning serves many endings."""
    weighed = STORY.given(Weighed(1))
    weighed.when(envelope(Send())).then(Sent())
    assert Parcel(grams=1) == weighed.state
    assert Parcel() == STORY.state
    assert STORY == Story(Parcels())


def test_a_story_may_begin_in_any_state() -> None:
    """A state stands for a whole past."""
    Story(Parcels(), Parcel(Stage.SENT)).when(envelope(Deliver(met=False))).then(Missed())


def test_a_past_that_cannot_be_is_refused() -> None:
    """Given events must fit the table."""
    with pytest.raises(OutOfOrder):
        STORY.given(Delivered())


def test_other_events_are_shown_side_by_side() -> None:
    """Equal events, then those expected and those that came, with the fields that differ."""
    said = fault(STORY.when(envelope(Weigh(1))), Weighed(2), Sent())
    expected = (
        "other events than expected\n"
        "  - Weighed(grams=2)\n"
        "  + Weighed(grams=1)\n"
        "      grams: 2 -> 1\n"
        "  - Sent()\n"
        "  (- expected, + came)"
    )
    assert expected == said


def test_more_events_than_expected_are_shown() -> None:
    """An event that nobody expected stands after those that were."""
    said = fault(STORY.given(Weighed(2)).when(envelope(Send())), Sent())
    assert ["    Sent()", "  + Insured()"] == said.splitlines()[1:3]


def test_events_of_two_types_have_no_fields_in_common() -> None:
    """Only events of one type are compared field by field."""
    said = fault(STORY.when(envelope(Weigh(1))), Sent())
    assert ["  - Sent()", "  + Weighed(grams=1)", "  (- expected, + came)"] == said.splitlines()[1:]


def test_the_order_of_events_matters() -> None:
    """The same events in another order are other events."""
    fault(STORY.given(Weighed(2)).when(envelope(Send())), Insured(), Sent())


def test_other_messages_are_shown() -> None:
    """Messages are compared as events are."""
    story = Story(Parcels(), Parcel(Stage.SENT)).when(envelope(Deliver(met=True)))
    with pytest.raises(Broken, match=r"(?s)other messages.*- 'lost'.*\+ 'parcel is home'"):
        story.sends("lost")


class Talkative(Parcels):
    def outgoing(self, state: Parcel, event: Event, /) -> tuple[Parcel, ...]:  # type: ignore[override]
        del event
        return (state,)


def test_only_fields_that_differ_are_named() -> None:
    """Of two values of one type the equal fields are left out."""
    with pytest.raises(Broken) as caught:
        Story(Talkative()).when(envelope(Weigh(1))).sends(Parcel(grams=2))
    assert ["      grams: 2 -> 1"] == str(caught.value).splitlines()[3:-1]


@pytest.mark.parametrize("told_as", ["then", "sends"])
def test_an_unexpected_refusal_is_told(told_as: str) -> None:
    """Whoever expected it to go on reads why it did not."""
    with pytest.raises(Broken, match=r"refused with parcel\.not-weighed:\nparcel"):
        getattr(STORY.when(envelope(Send())), told_as)()


def test_another_refusal_is_told() -> None:
    """Whoever expected one reason reads the other."""
    with pytest.raises(Broken, match=r"refusal a\.b, but it was parcel.not-weighed:\nparcel"):
        STORY.when(envelope(Send())).refused("a.b")


def test_what_happened_instead_of_a_refusal_is_told() -> None:
    """Whoever expected a refusal reads what happened."""
    with pytest.raises(Broken, match=r"refusal a\.b, but this happened:\n  Weighed\(grams=1\)"):
        STORY.when(envelope(Weigh(1))).refused("a.b")


class Silent(Parcels):
    def decide(self, *_: object) -> tuple[Event, ...]:
        return ()


def test_nothing_may_happen() -> None:
    """A step without events is a story too, and no refusal."""
    nothing = Story(Silent()).when(envelope(Weigh(1))).then()
    with pytest.raises(Broken, match=r"\(nothing\)"):
        nothing.refused("a.b")


def test_another_stage_is_told() -> None:
    """Where it stands, when it should stand elsewhere."""
    with pytest.raises(Broken, match="expected HOME, but it stands in BOOKED"):
        STORY.reaches(Stage.HOME)


@pytest.mark.parametrize("asked_too_soon", ["then", "sends"])
def test_nothing_comes_of_nothing(asked_too_soon: str) -> None:
    """What came of it can be asked only once something was asked; given events start anew."""
    for story in (STORY, STORY.when(envelope(Weigh(1))).given(Weighed(2))):
        with pytest.raises(InvalidValue, match=r"say when\(envelope\)"):
            getattr(story, asked_too_soon)()
    with pytest.raises(InvalidValue):
        STORY.refused("a.b")


def test_a_failed_story_is_a_failed_test() -> None:
    """Every runner of tests knows an AssertionError."""
    assert issubclass(Broken, AssertionError)


def test_an_empty_story_is_told_too() -> None:
    """A story without commands says that it is at the start."""
    assert "  (at the very start)" == told(())


def test_what_came_of_it_can_be_looked_at() -> None:
    """The events are there for a closer look, unless it was refused."""
    assert (Weighed(1),) == STORY.when(envelope(Weigh(1))).events
    with pytest.raises(Broken, match=r"refused with parcel\.not-weighed"):
        _ = STORY.when(envelope(Send())).events
