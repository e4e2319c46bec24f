"""What may reach a case: who speaks, when, under which id, and what becomes of the rest."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import (
    InMemoryBilling,
    InMemoryFulfilment,
    InMemoryJournal,
    InMemoryNotification,
)
from order_to_cash.desk import Accepted, Desk, Outcome, Refused
from order_to_cash.desk.present import AHEAD, JUMP
from order_to_cash.domain.core import (
    Envelope,
    IdempotencyConflict,
    InvalidValue,
    Moved,
    Role,
    Unavailable,
    changed,
    step,
)
from order_to_cash.embedded import NO_DATA
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.ports import Journal, Snapshot, World
from order_to_cash.wire import Wire
from tests.desk import letters
from tests.desk.letters import (
    MOST,
    REMINDED_AFTER,
    Bounce,
    Letter,
    Letters,
    Receive,
    Remind,
    Report,
    Stage,
    Stamp,
    Write,
    post_office,
)
from tests.desk.small_operator import START

MOMENT = timedelta(microseconds=1)
FROM_OUTSIDE = {(Write, Role.SALES), (Stamp, Role.BILLING)}
FROM_INSIDE = {
    (Report, Role.WAREHOUSE): "the answer to a question that waits",
    (Receive, Role.PROCESS): "another case of the library",
    (Bounce, Role.PROCESS): "another case of the library",
    (Remind, Role.CLOCK): "time that passes",
}


def desk_of(
    journal: Journal | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
    broken: str = "",
) -> Desk:
    """A desk of the post office."""
    world = World(NO_DATA, InMemoryBilling(), InMemoryFulfilment(), InMemoryNotification())
    pack = post_office(broken=broken)
    return Desk(pack, journal or InMemoryJournal(), world, Wire(pack.processes), clock=clock)


def given(
    desk: Desk,
    command: Any,
    case: str = "L-1",
    *,
    id_: str = "",
    role: Role = Role.SALES,
    actor: str = "ana",
    at: datetime = START,
) -> Outcome:
    """Give a command from outside."""
    name = id_ or f"{type(command).__name__}-{case}"
    return desk.handle(Envelope(name, case, "letter", at, actor, role, command))


def code(outcome: Outcome) -> str:
    return outcome.refusal.code if isinstance(outcome, Refused) else ""


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", [Stamp(), Report(), Receive(), Bounce(), Remind()])
def test_only_persons_and_systems_speak_from_outside(command: Any, role: Role) -> None:
    """TRU-04: answers, words of other cases and the clock are refused for every role."""
    desk = desk_of()
    given(desk, Write())
    answer = given(desk, command, role=role)

    if (type(command), role) in FROM_OUTSIDE:
        assert isinstance(answer, Accepted)
    elif (why := FROM_INSIDE.get((type(command), role))) is not None:
        assert isinstance(answer, Refused)
        assert "process.wrong-door" == answer.refusal.code
        assert why in answer.refusal.text()
    else:
        assert "process.wrong-role" == code(answer)


def test_a_step_is_open_to_every_role_and_door() -> None:
    """TRU-04: whoever simulates gives answers, words of cases and the clock to `step` itself."""
    written, process = Letter(Stage.WRITTEN), Letters()
    for command, role in FROM_INSIDE:
        made: Any = command()
        envelope: Envelope[Any] = Envelope("c", "L-1", "letter", START, "x", role, made)
        assert isinstance(step(process, written, envelope), Moved)


def test_a_refused_attempt_is_kept_with_who_and_when() -> None:
    """TRU-17: the command stands beside its answer, as it was given."""
    desk = desk_of()
    given(desk, Write(), at=START + timedelta(hours=1))
    given(desk, Report(), role=Role.WAREHOUSE, actor="eve", at=START)
    first, second = desk.journal.answers("letter", "L-1")

    later = START + timedelta(hours=1)
    assert ("ana", "sales", later, later) == (first.actor, first.role, first.given, first.counted)
    assert ("eve", "warehouse", START, later) == (
        second.actor,
        second.role,
        second.given,
        second.counted,
    )
    assert '{"type":"report"}' == second.said


def test_the_same_id_in_another_case_or_by_another_actor_is_another_command() -> None:
    """TRU-17: nobody can use up somebody else's id."""
    desk = desk_of()
    for case, actor in (("L-1", "ana"), ("L-2", "ana"), ("L-3", "eve")):
        assert isinstance(given(desk, Write(), case, id_="c", actor=actor), Accepted)
    assert "process.wrong-stage" == code(given(desk, Write(), "L-1", id_="c", actor="eve"))
    assert isinstance(given(desk, Write(), "L-1", id_="c"), Accepted)
    with pytest.raises(IdempotencyConflict):
        given(desk, Write(to="L-2"), "L-1", id_="c")


def test_a_case_nobody_wrote_to_is_unknown() -> None:
    """TRU-08: it is never shown as new, neither to who writes nor to who reads."""
    desk = desk_of()
    refused = given(desk, Stamp(), role=Role.BILLING)

    assert isinstance(refused, Refused)
    assert "process.unknown-case" == refused.refusal.code
    assert "begin with: Write" in refused.refusal.text()
    with pytest.raises(InvalidValue, match=r"no case letter/L-1 here.*desk\.unknown-case"):
        desk.state("letter", "L-1")
    assert () == desk.journal.cases()


@pytest.mark.parametrize("case", ["order/O-1", "letter/L-1", "a/b/c", "a/b"])
def test_nobody_opens_a_case_under_an_id_of_the_library(case: str) -> None:
    """TRU-03: an id with a slash holds an origin, and only the library gives such ids."""
    desk = desk_of()
    assert "process.id-of-the-library" == code(given(desk, Write(), case))
    assert () == desk.journal.cases()


def test_the_clock_is_a_ceiling_to_the_microsecond() -> None:
    """TRU-06: five minutes ahead is taken, a moment more is not, and nothing is dated by it."""
    desk = desk_of(clock=lambda: START)
    assert isinstance(given(desk, Write(), at=START + AHEAD), Accepted)
    assert START + AHEAD == desk.journal.history("letter", "L-1")[0].at
    with pytest.raises(InvalidValue, match=r"desk\.from-the-future"):
        given(desk, Write(), "L-2", at=START + AHEAD + MOMENT)
    assert ("L-1",) == tuple(listed.case for listed in desk.journal.cases())


@pytest.mark.parametrize("told", [datetime(2024, 3, 4, 15), None, date(2024, 3, 4)])  # noqa: DTZ001
def test_a_clock_that_tells_no_instant_is_named_as_the_cause(told: Any) -> None:
    """TRU-06: not the command is wrong then, and nothing but an error of the library comes out."""
    desk = desk_of(clock=lambda: told)
    for act in (
        lambda: given(desk, Write()),
        lambda: desk.deliver(START),
        desk.deliver,
        desk.tick,
        lambda: desk.work(lambda: True),
    ):
        with pytest.raises(InvalidValue) as raised:
            act()
        assert "desk.clock" == raised.value.code


def test_without_a_clock_there_is_no_ceiling_and_no_present() -> None:
    """TRU-06: a replay goes where it likes, and says each instant."""
    desk = desk_of()
    assert isinstance(given(desk, Write(), at=START + timedelta(days=9_000)), Accepted)
    for ask in (desk.tick, desk.deliver, desk.pass_time):
        with pytest.raises(InvalidValue, match=r"desk\.no-instant"):
            ask()


def test_time_passes_by_the_clock_where_no_instant_is_given() -> None:
    """TRU-06: a service needs no clock of its own beside the desk's."""
    now = [START]
    desk = desk_of(clock=lambda: now[0])
    given(desk, Write(to="L-2"))
    now[0] = START + REMINDED_AFTER - MOMENT
    assert (0, 1) == (desk.tick(), desk.deliver().delivered)
    now[0] = START + REMINDED_AFTER
    assert 1 == desk.pass_time().looked


@pytest.mark.parametrize("how", ["tick", "pass_time"])
def test_a_jump_is_refused_unless_it_is_meant(how: str) -> None:
    """TRU-13: a mistyped year or a wrong clock moves nothing; 45 days exactly are no jump."""
    desk = desk_of(clock=lambda: START + timedelta(days=9_000))
    given(desk, Write())
    passing: Any = getattr(desk, how)
    with pytest.raises(InvalidValue, match=r"45 days.*desk\.jump"):
        passing(START + JUMP + MOMENT)
    assert 0 == desk.state("letter", "L-1").reminded
    passing(START + JUMP)
    assert 1 == desk.state("letter", "L-1").reminded
    passing(START + JUMP + JUMP)
    passing(START + timedelta(days=3_000), jump=True)
    assert START + timedelta(days=3_000) == desk.journal.reached()


def test_commands_move_no_time() -> None:
    """TRU-13: only `tick` lets time pass, whatever instant somebody names."""
    desk = desk_of()
    given(desk, Write(), "L-1")
    desk.tick(START)
    given(desk, Write(), "L-2", at=START + timedelta(days=400))
    assert START == desk.journal.reached()
    assert 0 == desk.state("letter", "L-1").reminded


def test_what_another_case_refuses_comes_back_to_the_one_who_told_it() -> None:
    """A refused word is no dead end: the sender hears of it once, however often it is sent."""
    desk = desk_of()
    given(desk, Write(), "box")
    for number in range(3):
        given(desk, Write(to="box"), f"L-{number}")
        desk.deliver(START)
    desk.deliver(START)

    assert 2 == desk.state("letter", "box").received
    assert [0, 0, 1] == [desk.state("letter", f"L-{n}").bounced for n in range(3)]
    assert () == desk.journal.parked()
    assert () == desk.journal.waiting(START)


def test_what_an_unknown_case_cannot_take_comes_back_too() -> None:
    """A word for a case that nobody opened is refused like any other."""
    desk = desk_of()
    given(desk, Write(to="nowhere"))
    assert 1 == desk.deliver(START).delivered
    assert 1 == desk.state("letter", "L-1").bounced
    assert () == desk.journal.processes_of("nowhere")


def test_a_word_for_a_case_nobody_opened_is_set_aside() -> None:
    """TRU-08: it is not dropped as if it came too late; once the case is there it is taken."""
    desk = desk_of()
    given(desk, Write(to="nowhere", blunt=True))
    assert (0, 1) == ((done := desk.deliver(START)).delivered, done.parked)
    (aside,) = desk.journal.parked()
    assert "process.unknown-case" == aside.problem

    given(desk, Write(), "nowhere")
    desk.journal.release(aside.key)
    assert 1 == desk.deliver(START).delivered
    assert 1 == desk.state("letter", "nowhere").received


def test_a_refused_word_that_is_released_is_decided_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """TRU-12: it was set aside so that somebody looks; what they mended lets it through."""
    desk = desk_of()
    given(desk, Write(), "box")
    for number in range(MOST + 1):
        given(desk, Write(to="box", blunt=True), f"L-{number}")
    desk.deliver(START)
    (aside,) = desk.journal.parked()
    assert (f"letter/L-{MOST}:1:0", "letter.full") == (aside.key, aside.problem)

    desk.journal.release(aside.key)
    desk.deliver(START)
    assert [aside.key] == [message.key for message in desk.journal.parked()]
    monkeypatch.setattr(letters, "MOST", MOST + 1)
    desk.journal.release(aside.key)
    assert 1 == desk.deliver(START).delivered
    assert MOST + 1 == desk.state("letter", "box").received
    assert () == desk.journal.parked()


def test_one_case_that_raises_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    """TRU-07, TRU-11: it is set aside with code and backoff, logged by name, and comes back."""
    journal = InMemoryJournal()
    desk = desk_of(journal, broken="L-2")
    for number in range(1, 4):
        given(desk, Write(), f"L-{number}")
    due = START + REMINDED_AFTER
    with caplog.at_level(logging.WARNING, logger="order_to_cash"):
        passed = desk.pass_time(due)

    assert (2, 1) == (passed.looked, passed.aside)
    assert [1, 0, 1] == [desk.state("letter", f"L-{n}").reminded for n in range(1, 4)]
    (aside,) = journal.aside()
    soon = due + timedelta(seconds=30)
    assert ("L-2", "ZeroDivisionError", due, soon, 1) == (
        aside.case,
        aside.problem,
        aside.since,
        aside.until,
        aside.attempts,
    )
    assert "letter/L-2: it is set aside" in caplog.text
    assert "[ZeroDivisionError]" in caplog.text
    assert "Jane" not in caplog.text


def test_what_a_process_says_to_be_away_stops_its_own_command_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """TRU-07: its store is there, so that other commands and messages go on, and are written."""
    desk, decide = desk_of(), Letters.decide

    def asking(process: Letters, letter: Letter, envelope: Any, /) -> Any:
        if envelope.case == "L-2":
            raise Unavailable("the rates cannot be asked")
        return decide(process, letter, envelope)

    for to in ("L-1", "L-2", "L-3"):
        given(desk, Write(), to)
        given(desk, Write(to=to, blunt=True), f"to-{to}")
    monkeypatch.setattr(Letters, "decide", asking)
    stamps = [
        Envelope("s", f"L-{n}", "letter", START, "bank", Role.BILLING, Stamp()) for n in (1, 2, 3)
    ]
    first, away, last = desk.handle_many(stamps)
    assert (Accepted, Unavailable, Accepted) == (type(first), type(away), type(last))
    with pytest.raises(Unavailable):
        desk.handle(stamps[1])
    done = desk.deliver(START)
    assert (2, 1) == (done.delivered, done.postponed)


def test_a_case_set_aside_is_left_alone_longer_each_time_and_comes_back() -> None:
    """TRU-07: by itself when it is mended, or by hand."""
    journal = InMemoryJournal()
    broken, mended = desk_of(journal, broken="L-1"), desk_of(journal)
    given(broken, Write())
    now = START + REMINDED_AFTER
    broken.tick(now)
    assert 0 == broken.pass_time(now + timedelta(seconds=29)).aside
    now += timedelta(seconds=30)
    assert 1 == broken.pass_time(now).aside
    assert now + timedelta(seconds=60) == journal.aside()[0].until

    assert 0 == mended.tick(now)
    assert 1 == mended.tick(now + timedelta(seconds=60))
    assert () == journal.aside()
    assert 1 == mended.state("letter", "L-1").reminded


def test_a_case_that_is_put_back_by_hand_is_looked_at_at_once() -> None:
    """TRU-07: whoever mended it need not wait."""
    journal = InMemoryJournal()
    desk = desk_of(journal, broken="L-1")
    given(desk, Write())
    now = START + REMINDED_AFTER
    desk.tick(now)
    journal.resume("letter", "L-1")
    assert 1 == desk_of(journal).tick(now)


def test_an_event_nobody_can_read_stops_its_own_case_alone() -> None:
    """TRU-07: `tick` names it and goes on."""
    journal = InMemoryJournal()
    desk = desk_of(journal)
    given(desk, Write(), "L-1")
    given(desk, Write(), "L-2")
    history = journal._histories["letter", "L-1"]
    history[0] = changed(history[0], body='{"shape":"unknown"}')
    other = desk_of(journal)
    passed = other.pass_time(START + REMINDED_AFTER)

    assert (1, 1) == (passed.looked, passed.aside)
    assert [("L-1", "desk.unreadable-case")] == [(a.case, a.problem) for a in journal.aside()]


def test_a_word_for_a_case_nobody_can_read_holds_up_no_other() -> None:
    """TRU-07: `deliver` tries it again later, and sends what is for others."""
    journal = InMemoryJournal()
    desk = desk_of(journal)
    for case in ("L-1", "L-2"):
        given(desk, Write(), case)
    for number, to in enumerate(("L-1", "L-2", "L-1", "L-2"), start=3):
        given(desk, Write(to=to), f"L-{number}")
    history = journal._histories["letter", "L-1"]
    sound, history[0] = history[0], changed(history[0], body='{"shape":"unknown"}')
    other = desk_of(journal)
    assert (2, 2) == ((done := other.deliver(START)).delivered, done.postponed)
    assert 2 == other.state("letter", "L-2").received

    history[0] = sound
    assert 2 == other.deliver(START + other.retry.first).delivered
    assert 2 == other.state("letter", "L-1").received


def test_a_snapshot_nobody_can_read_is_folded_anew() -> None:
    """A snapshot can be thrown away: the events say the same."""
    journal = InMemoryJournal()
    desk = desk_of(journal)
    given(desk, Write())
    given(desk, Stamp(), role=Role.BILLING)
    journal._snapshots["letter", "L-1"] = Snapshot(1, '{"shape":"unknown"}')
    assert desk.state("letter", "L-1") == desk_of(journal).state("letter", "L-1")


def test_a_case_that_was_kept_newer_than_the_journal_is_read_again() -> None:
    """A file that was restored under a running desk is believed, not what the desk remembers."""
    desk = desk_of()
    given(desk, Write())
    kept = desk._cases._kept["letter", "L-1"]
    newer = changed(kept.state, received=MOST, due=None)
    desk._cases._kept["letter", "L-1"] = changed(kept, version=7, state=newer)
    assert kept.state == desk.state("letter", "L-1")


def test_a_look_is_never_in_the_past_of_its_case() -> None:
    """I5: what was done later than the look's instant is not overtaken by it."""
    desk = desk_of()
    given(desk, Write())
    late = START + REMINDED_AFTER + timedelta(days=5)
    given(desk, Stamp(), role=Role.BILLING, at=late)
    desk.tick(START + REMINDED_AFTER)
    assert late == desk.journal.history("letter", "L-1")[-1].at
    look = desk.journal.answers("letter", "L-1")[-1]
    assert (late, late) == (look.given, look.counted)
    assert 1 == desk.state("letter", "L-1").reminded


def test_a_store_of_another_operator_is_refused() -> None:
    """TRU-10: a store knows whose it is from its first desk on."""
    journal = InMemoryJournal()
    desk_of(journal)
    assert "post" == journal.owner()
    world = World(NO_DATA, InMemoryBilling(), InMemoryFulfilment(), InMemoryNotification())
    with pytest.raises(InvalidValue, match=r"belongs to the operator post.*desk\.other-operator"):
        Desk(BOLIVIA, journal, world, Wire(BOLIVIA.processes))
