"""Deadlines: recorded and told when they pass, and nothing is rejected by them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from order_to_cash.domain.core import BusinessCalendar, Moved, Role, step
from order_to_cash.domain.onboarding import REQUEST, Awaited, CommentOnDocument, Phase, TimeLimit
from order_to_cash.domain.onboarding import commands as c
from order_to_cash.domain.onboarding import events as e
from order_to_cash.domain.trade import Notice, Notify
from order_to_cash.operators.b2b import FLOW, LANES, REVIEWERS
from order_to_cash.operators.peru import ONBOARDING
from order_to_cash.testing import Story
from tests.onboarding import samples as s
from tests.onboarding.samples import after, say, until

TICK = datetime.resolution
OTHERS = [role for role in REVIEWERS if role is not s.MANAGER]
LIMA = BusinessCalendar(
    "America/Lima", holidays=frozenset({date(2024, 3, 28)}), opens=time(9), closes=time(18)
)


@pytest.mark.parametrize(
    ("begins", "working", "due"),
    [
        ("2024-03-05T12:00:00-05:00", True, "2024-03-06T12:00:00-05:00"),
        ("2024-03-08T12:00:00-05:00", True, "2024-03-11T12:00:00-05:00"),
        ("2024-03-27T12:00:00-05:00", True, "2024-03-29T12:00:00-05:00"),
        ("2024-03-08T12:00:00-05:00", False, "2024-03-08T21:00:00-05:00"),
    ],
)
def test_a_duration_counts_elapsed_or_working_hours(begins: str, working: bool, due: str) -> None:
    """ONB-15: nine hours, elapsed, or at work: over a night, a weekend, a holiday."""
    limit = TimeLimit(s.DESK, timedelta(hours=9), working=working)
    assert datetime.fromisoformat(due) == limit.due(datetime.fromisoformat(begins), LIMA)


def test_the_first_activity_of_each_lane_has_a_deadline() -> None:
    """ONB-15: nine working hours from the request; the next check is just after it."""
    state = after(ONBOARDING.initial, say(s.request(), s.OPERATOR))
    due = s.NOON + timedelta(days=1)
    assert tuple(Awaited(role, "start", due) for role in LANES) == state.awaited
    assert due + TICK == ONBOARDING.next_check(state)
    state = after(state, say(s.yes(REQUEST), s.DESK))
    assert (Awaited(s.OPERATOR, "start", due),) == state.awaited


@pytest.mark.parametrize("phase", FLOW.phases)
def test_every_role_has_a_deadline_for_its_first_activity(phase: Phase) -> None:
    """ONB-15: both lanes in each of the nine phases, all four reviewers where they review."""
    reviewed = phase.code not in {"start", "commercial_close"}
    six = [*LANES, s.ALLIANCES, s.MANAGER, s.LEAD, s.PROCESS]
    assert (six if reviewed else list(LANES)) == [limit.role for limit in phase.limits]


@pytest.mark.parametrize("role", REVIEWERS)
def test_each_reviewer_is_waited_for_until_he_says_something(role: Role) -> None:
    """ONB-15: from the sending each reviewer has 48 hours; a comment is a first activity."""
    state, due = until("proposal_review"), s.NOON + timedelta(hours=48)
    assert Awaited(role, "proposal", due) in state.awaited
    said = say(CommentOnDocument("proposal", 1, (), "visto"), role, at=due)
    state = after(state, said, say(c.CheckDeadlines(), s.CLOCK, at=due + TICK))
    assert [other for other in REVIEWERS if other is not role] == [a.role for a in state.delays]


@pytest.mark.parametrize(("late", "passed"), [(-TICK, 0), (timedelta(), 0), (TICK, 2)])
def test_exactly_at_the_deadline_is_in_time(late: timedelta, passed: int) -> None:
    """ONB-15: one instant before, at, and after the deadline."""
    state = after(ONBOARDING.initial, say(s.request(), s.OPERATOR))
    at = s.NOON + timedelta(days=1) + late
    outcome = step(ONBOARDING, state, say(c.CheckDeadlines(), s.CLOCK, at=at))
    assert isinstance(outcome, Moved)
    assert passed == len(outcome.events) == len(outcome.state.delays)
    answered = after(state, say(s.yes(REQUEST), s.DESK, at=at))
    assert (passed == 0) == (s.DESK not in {a.role for a in answered.awaited})


def test_a_delay_is_recorded_and_told_and_rejects_nothing() -> None:
    """ONB-15: the role and Process hear of it, once, and the case goes on."""
    state = until("proposal_review")
    due = s.NOON + timedelta(hours=48)
    check = say(c.CheckDeadlines(), s.CLOCK, at=due + TICK)
    values = (
        ("onboarding", "ONB-1"),
        ("role", "commercial_manager"),
        ("phase", "proposal"),
        ("due", due),
    )
    state = after(
        state, *(say(CommentOnDocument("proposal", 1, (), "visto"), role) for role in OTHERS)
    )
    story = Story(ONBOARDING, state).when(check)
    story.then(e.DeadlinePassed(s.MANAGER, "proposal", due)).reaches("proposal_review")
    story.sends(
        Notify(Notice.DEADLINE_PASSED, "commercial_manager", values),
        Notify(Notice.DEADLINE_PASSED, "process", values),
    )
    assert ONBOARDING.next_check(story.state) is None
    story.when(check).then().when(say(s.approve("proposal"), s.MANAGER, at=due + TICK)).reaches(
        "commercial_analysis_validation"
    )


@pytest.mark.parametrize("end", ["approve", "back", "cancel"])
def test_what_was_done_late_is_still_recorded(end: str) -> None:
    """ONB-15: an act that comes late before the clock does leaves the delay to be recorded."""
    state, late = until("proposal_review"), s.NOON + timedelta(hours=49)
    said: dict[str, tuple[object, Role]] = {
        "approve": (s.approve("proposal"), s.MANAGER),
        "back": (s.back("proposal"), s.MANAGER),
        "cancel": (c.CancelOnboarding("x"), s.DESK),
    }
    command, role = said[end]
    state = after(state, say(command, role, at=late))
    state = after(state, say(c.CheckDeadlines(), s.CLOCK, at=late))
    due = s.NOON + timedelta(hours=48)
    assert tuple(Awaited(role, "proposal", due) for role in REVIEWERS) == state.delays


@pytest.mark.parametrize("end", ["closed", "rejected", "cancelled"])
def test_nothing_is_awaited_after_an_end(end: str) -> None:
    """ONB-15, ONB-16: no deadline runs on in a case that is over."""
    state = until("commercial_close_validation")
    said = {
        "closed": (*s.validated("collection"), say(c.CloseOnboarding(), s.DESK)),
        "rejected": (say(s.no("collection"), s.DESK),),
        "cancelled": (say(c.CancelOnboarding("x"), s.DESK),),
    }
    state = after(state, *said[end])
    assert (end, ()) == (state.place, state.awaited)
    assert ONBOARDING.next_check(state) is None


def test_the_holidays_of_the_pack_are_days_off() -> None:
    """ONB-15: a request on the eve of Maundy Thursday is due on the Monday after Easter."""
    eve = datetime(2024, 3, 27, 17, tzinfo=UTC)
    state = after(ONBOARDING.initial, say(s.request(), s.OPERATOR, at=eve))
    assert {datetime(2024, 4, 1, 17, tzinfo=UTC)} == {a.due for a in state.awaited}
