"""`step`, the one way forward, and what is told about a process."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    WORDS,
    Decision,
    Envelope,
    InvalidValue,
    Language,
    Moved,
    OutOfOrder,
    Refusal,
    Role,
    refuse,
    step,
)
from order_to_cash.domain.core.instants import aware
from order_to_cash.domain.core.process import fold, next_steps, replay
from tests.parcel import (
    NOT_WEIGHED,
    ROLES,
    TOO_HEAVY,
    Command,
    Deliver,
    Delivered,
    Drop,
    Event,
    Insured,
    Parcel,
    Parcels,
    Send,
    Sent,
    Stage,
    Weigh,
    Weighed,
    envelope,
)
from tests.words import SMALL

PARCELS = Parcels()
ON_THE_WAY = Parcel(Stage.SENT, 2)
COMMANDS = st.one_of(
    st.builds(Weigh, st.integers(1, 4)),
    st.just(Send()),
    st.builds(Deliver, met=st.booleans()),
    st.just(Drop()),
)


def refusal(state: Parcel, asked: Envelope[Command]) -> Refusal:
    outcome = step(PARCELS, state, asked)
    assert isinstance(outcome, Refusal)
    return outcome


@given(st.lists(st.tuples(COMMANDS, st.sampled_from(Role))))
def test_a_state_is_the_fold_of_its_events(asked: list[tuple[Command, Role]]) -> None:
    """Whatever is asked by whomever, replaying the history gives the state of the last step."""
    state, history = PARCELS.initial, list[Event]()
    for command, role in asked:
        outcome = step(PARCELS, state, envelope(command, role=role))
        if isinstance(outcome, Moved):
            state = outcome.state
            history += outcome.events
    assert state == replay(PARCELS, history)


@given(st.sampled_from(Stage), COMMANDS, st.sampled_from(Role))
def test_what_can_be_done_next_is_what_the_table_lets_through(
    stage: Stage, command: Command, role: Role
) -> None:
    """A command gets past the table exactly if it is among the next steps of its role."""
    state = Parcel(stage, 1)
    outcome = step(PARCELS, state, envelope(command, role=role))
    stopped = isinstance(outcome, Refusal) and outcome.code.startswith("process.")
    assert stopped != (type(command) in next_steps(PARCELS, state, role))


def test_next_steps_keep_the_order_of_the_commands() -> None:
    """What somebody can do is listed as the table lists it."""
    assert (Weigh, Send) == next_steps(PARCELS, Parcel(), Role.WAREHOUSE)
    assert () == next_steps(PARCELS, ON_THE_WAY, Role.WAREHOUSE)


def test_several_events_move_one_by_one() -> None:
    """A step emits all events of the decision, each from the stage that the one before left."""
    expected = Moved(ON_THE_WAY, (Sent(), Insured()), ())
    assert expected == step(PARCELS, Parcel(grams=2), envelope(Send()))


def test_messages_know_the_state_after_the_event() -> None:
    """What is sent is asked for once the event is remembered."""
    outcome = step(PARCELS, ON_THE_WAY, envelope(Deliver(met=True)))
    assert Moved(Parcel(Stage.HOME, 2), (Delivered(),), ("parcel is home",)) == outcome


def test_the_role_is_asked_before_the_stage() -> None:
    """Who may never give a command does not learn where the case stands."""
    no = refusal(Parcel(Stage.HOME), envelope(Send(), role=Role.CUSTOMER))
    assert "process.wrong-role" == no.code
    assert "not for customer: Send; it is for: warehouse" == no.text(words=SMALL)
    assert "no corresponde al rol «cliente»: Send; corresponde a: almacén" == no.text(
        Language.ES, SMALL
    )


def test_all_roles_are_named_in_order() -> None:
    """A refusal by role names everybody who may, in a fixed order."""
    no = refusal(Parcel(), envelope(Drop(), role=Role.CLOCK))
    assert "not for clock: Drop; it is for: customer, sales" == no.text(words=SMALL)


def test_the_stage_is_asked_before_the_content() -> None:
    """A command at the wrong time is told what is possible, and content is not looked at."""
    no = refusal(ON_THE_WAY, envelope(Weigh(99)))
    assert "process.wrong-stage" == no.code
    expected = "not possible while the case is on_the_way: Weigh; possible now: Deliver"
    assert expected == no.text(words=SMALL)
    expected = "no es posible en la etapa «on_the_way»: Weigh; posible ahora: Deliver"
    assert expected == no.text(Language.ES, SMALL)


def test_nothing_is_possible_at_an_end() -> None:
    """At an end the refusal says that nothing is possible."""
    assert str(refusal(Parcel(Stage.HOME), envelope(Send()))).endswith("possible now: none")


def test_the_content_may_refuse() -> None:
    """A refusal of the process itself comes through as it is."""
    assert refuse(NOT_WEIGHED) == refusal(Parcel(), envelope(Send()))


def test_a_refusal_words_its_values() -> None:
    """The values of a refusal stand in its text."""
    no = refuse(TOO_HEAVY, grams=4, most=3)
    assert (("grams", 4), ("most", 3)) == no.values
    assert "4 g is more than 3 g" == no.text(words=SMALL)
    assert "4 g es más que 3 g" == no.text(Language.ES, SMALL)


def test_a_refusal_tells_the_decision_behind_it() -> None:
    """The sentences of the decision follow the reason, in the same language."""
    no = refuse(NOT_WEIGHED, Decision.of("weight", ()))
    assert "weigh it first\nweight: approved" == no.text(words=SMALL)
    assert "pésalo primero\nweight: aprobado" == no.text(Language.ES, SMALL)


def test_a_hostile_value_stays_a_value() -> None:
    """Braces in a value are shown, never looked up."""
    said = refuse("test.echo", said="{0.__class__}")
    assert "{0.__class__}" == said.text(words=SMALL)


class Sloppy(Parcels):
    """Proposes an event that has no row."""

    def decide(self, state: Parcel, asked: Envelope[Command], /) -> tuple[Event, ...] | Refusal:
        del state, asked
        return (Sent(), Weighed(1))


def test_an_event_without_a_row_is_never_emitted() -> None:
    """A process whose decision leaves its table is stopped where it leaves it."""
    with pytest.raises(OutOfOrder, match="Send must not emit Weighed in SENT"):
        step(Sloppy(), Parcel(), envelope(Send()))


def test_a_foreign_history_is_out_of_order() -> None:
    """Events that do not fit the table are refused, wherever in the history they stand."""
    with pytest.raises(OutOfOrder, match="Delivered cannot follow BOOKED"):
        replay(PARCELS, list[Event]((Weighed(1), Delivered())))


def test_fold_goes_on_from_a_state() -> None:
    """A history can be continued from any state; nothing leaves it as it is."""
    assert Parcel(Stage.HOME, 2) == fold(PARCELS, ON_THE_WAY, [Delivered()])
    assert ON_THE_WAY == fold(PARCELS, ON_THE_WAY, [])


class Foreign:
    """A command of another process."""


@pytest.mark.parametrize("role", Role)
def test_a_command_of_another_process_is_refused(role: Role) -> None:
    """An unknown command is nobody's: refused, and nothing breaks."""
    foreign = cast("Command", Foreign())
    outcome = step(PARCELS, Parcel(), envelope(foreign, role=role))
    assert isinstance(outcome, Refusal)
    assert f"not for {WORDS.word(Language.EN, 'Role', role)}: Foreign; it is for: none" == str(
        outcome
    )


class Nowhere(tzinfo):
    """A time zone that does not know its offset."""

    def utcoffset(self, at: datetime | None, /) -> None:
        del at

    dst = tzname = utcoffset


@pytest.mark.parametrize("at", [datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=Nowhere())])  # noqa: DTZ001
def test_a_naive_instant_is_refused(at: datetime) -> None:
    """An instant without an offset is an error at once."""
    with pytest.raises(InvalidValue) as caught:
        aware(at)
    assert "time.naive" == caught.value.code


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5))])
def test_an_aware_instant_is_the_same(zone: timezone) -> None:
    """An instant with an offset comes back as it is."""
    at = datetime(2024, 1, 1, tzinfo=zone)
    assert at is aware(at)


def test_the_roles_of_the_toy_are_those_of_its_table() -> None:
    """The envelopes of these tests are given by somebody who may."""
    assert all(PARCELS.lifecycle.allows(command, role) for command, role in ROLES.items())
