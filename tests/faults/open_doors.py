"""Mechanisms of the door taken away on purpose, each with the law that must notice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeAlias, cast

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.in_memory import world as in_memory_world
from order_to_cash.cli.run import Run
from order_to_cash.desk import Desk, desk, present, turns, writing
from order_to_cash.desk.answers import Accepted
from order_to_cash.desk.looking import Looking
from order_to_cash.desk.sending import Sender
from order_to_cash.domain.core import Decision, Door, Envelope, Verdict, changed, parties
from order_to_cash.domain.core.lifecycle import OUTSIDE
from order_to_cash.domain.credit_account import process as account
from order_to_cash.domain.payment import PaymentProcess, ReceivePayment
from order_to_cash.domain.trade import Agreement
from order_to_cash.embedded import wire_of
from order_to_cash.wire import Wire, guarding, primitives, scalars, wire
from order_to_cash.wire.shapes import CaseId
from tests.faults import rooms

Take: TypeAlias = Callable[[pytest.MonkeyPatch], None]
"""Takes one mechanism away."""


def no_door_is_looked_at(patch: pytest.MonkeyPatch) -> None:
    """Whoever has the role gives the command."""
    patch.setattr(writing, "_at_the_door", lambda *_: None)


def answers_come_in(patch: pytest.MonkeyPatch) -> None:
    """What a port alone may answer is taken from anybody."""
    patch.setattr(writing, "OUTSIDE", OUTSIDE | {Door.ANSWER})


def words_of_cases_come_in(patch: pytest.MonkeyPatch) -> None:
    """What one case alone tells another is taken from anybody."""
    patch.setattr(writing, "OUTSIDE", OUTSIDE | {Door.CASE})


def the_clock_comes_in(patch: pytest.MonkeyPatch) -> None:
    """Anybody may say that time has passed."""
    patch.setattr(writing, "OUTSIDE", OUTSIDE | {Door.CLOCK})


def slashes_open_cases(patch: pytest.MonkeyPatch) -> None:
    """Somebody may open a case under an id that only the library gives."""
    real: Any = writing._at_the_door

    def only_the_door(process: Any, case: Any, envelope: Envelope[Any]) -> Any:
        return real(process, changed(case, version=1), envelope)

    patch.setattr(writing, "_at_the_door", only_the_door)


def ids_have_no_bound(patch: pytest.MonkeyPatch) -> None:
    """An id may be as long as those that the library makes of others."""
    for table in (guarding.SCALARS, scalars.WRITERS, primitives.LOADERS):
        patch.setitem(cast("dict[Any, Any]", table), CaseId, primitives.stored_identifier)
    patch.setattr(rooms, "WIRE", wire_of(rooms.BOTH))


def nothing_is_guarded(patch: pytest.MonkeyPatch) -> None:
    """Values from Python are taken as they are."""
    patch.setattr(Wire, "checked_envelope", Wire.fingerprint)


def there_is_no_ceiling(patch: pytest.MonkeyPatch) -> None:
    """What is dated in 2050 is taken."""
    patch.setattr(desk, "not_ahead", lambda at, _: at)


def the_ceiling_is_a_moment_higher(patch: pytest.MonkeyPatch) -> None:
    """A microsecond more than clocks differ is taken."""
    patch.setattr(present, "AHEAD", present.AHEAD + timedelta(microseconds=1))


def ids_of_the_desk_are_anybodys(patch: pytest.MonkeyPatch) -> None:
    """Somebody may say something under the id of a message's delivery."""
    patch.setattr(desk, "OWN_IDS", ("nothing begins like this",))


def ids_are_shared_among_actors(patch: pytest.MonkeyPatch) -> None:
    """Who uses an id first uses it up for everybody."""

    def answer(self: Any, process: str, case: str, _: str, command: str, /) -> Any:
        known = InMemoryJournal.answers(self, process, case)
        return next((one for one in known if one.command == command), None)

    patch.setattr(InMemoryJournal, "answer", answer)


def any_content_fits_an_id(patch: pytest.MonkeyPatch) -> None:
    """What was said under an id is not compared."""
    patch.setattr(wire, "_fingerprint", lambda *_: "")


def answers_are_not_kept(patch: pytest.MonkeyPatch) -> None:
    """A repeated command is decided once more."""
    patch.setattr(InMemoryJournal, "answer", lambda *_: None)
    patch.setattr("order_to_cash.adapters.in_memory.journal.already_answered", lambda *_: None)


def commands_move_time(patch: pytest.MonkeyPatch) -> None:
    """Time passes up to whatever somebody names."""
    real = Desk.handle

    def handle(self: Desk, envelope: Envelope[Any], *, after: int | None = None) -> Any:
        answer = real(self, envelope, after=after)
        if isinstance(answer, Accepted):
            self.journal.reach(envelope.at)
        return answer

    patch.setattr(Desk, "handle", handle)


def sending_moves_time(patch: pytest.MonkeyPatch) -> None:
    """Time passes by sending what waits."""
    real = Desk._deliver

    def deliver(self: Desk, now: Any, most: int | None = None) -> Any:
        self.journal.reach(now)
        return real(self, now, most)

    patch.setattr(Desk, "_deliver", deliver)


def any_jump_is_meant(patch: pytest.MonkeyPatch) -> None:
    """A mistyped year lets a century pass."""
    patch.setattr(desk, "check_jump", lambda *_: None)


def one_case_stops_all(patch: pytest.MonkeyPatch) -> None:
    """Whatever a look raises comes out of the tick."""

    def looked(self: Looking, due: Any, now: Any) -> bool:
        self._look(due, now)
        return True

    patch.setattr(Looking, "_looked", looked)


def one_case_ends_the_tick(patch: pytest.MonkeyPatch) -> None:
    """After a case that raises nobody else is looked at."""
    real = Looking._looked
    stopped: set[Any] = set()

    def looked(self: Looking, due: Any, now: Any) -> bool:
        if now in stopped:
            return True
        done = real(self, due, now)
        if not done:
            stopped.add(now)
        return done

    patch.setattr(Looking, "_looked", looked)


def leases_are_ignored(patch: pytest.MonkeyPatch) -> None:
    """Two desks are given the same message."""

    def claim(self: Any, now: Any, _: Any, /, *, limit: int = 100) -> Any:
        return self.waiting(now, limit=limit)

    patch.setattr(InMemoryJournal, "claim", claim)


def anybody_opens_a_store(patch: pytest.MonkeyPatch) -> None:
    """The pack of another operator is applied to a file."""
    patch.setattr(desk, "check_owner", lambda *_: None)


def payments_count_each_time(patch: pytest.MonkeyPatch) -> None:
    """A reference that is reported again is money once more."""
    real = PaymentProcess._receive

    def receive(self: Any, _: Any, envelope: Any, given: ReceivePayment) -> Any:
        return real(self, self.initial, envelope, given)

    patch.setattr(PaymentProcess, "_receive", receive)


def a_refusal_leaves_something(patch: pytest.MonkeyPatch) -> None:
    """Who is refused lets a message of somebody else be taken as delivered."""
    real = writing.Sitting._refused

    def refused(self: Any, case: Any, task: Any, counted: Any, refusal: Any) -> Any:
        made = real(self, case, task, counted, refusal)
        journal = self.known.journal
        waiting = journal.waiting(task.envelope.at, limit=1)
        if task.outside and waiting:
            journal.settle(waiting[0].key)
        return made

    patch.setattr(writing.Sitting, "_refused", refused)


def any_answer_is_taken(patch: pytest.MonkeyPatch) -> None:
    """Somebody answers for another case, or under a key that nobody waits for."""
    patch.setattr(Desk, "answer", lambda *_, **__: None)


def what_was_refused_is_settled(patch: pytest.MonkeyPatch) -> None:
    """A message that another case refused is forgotten, and nobody hears of it."""

    def set_aside(self: Sender, posted: Any, _: str) -> None:
        self.journal.settle(posted.key)

    patch.setattr(Sender, "_set_aside", set_aside)
    patch.setattr(writing.Task, "keeps_its_message", lambda *_: False)


def repeated_lines_move_time(patch: pytest.MonkeyPatch) -> None:
    """A line that was answered before lets time pass once more."""
    patch.setattr(Run, "_is_known", lambda *_: False)


def a_decision_about_nothing_allows(patch: pytest.MonkeyPatch) -> None:
    """Where no rule was asked, the answer is yes."""
    patch.setattr(Decision, "allows", property(lambda decision: decision.verdict is Verdict.PASS))


def persons_are_compared_as_they_are_spelt(patch: pytest.MonkeyPatch) -> None:
    """Who writes the name in capitals is somebody else."""
    patch.setattr(parties, "_person", lambda actor: actor)


def an_account_takes_less_than_nothing(patch: pytest.MonkeyPatch) -> None:
    """A reservation below zero makes room for others."""
    patch.setattr(account, "_negative", lambda _: None)


def a_charge_is_below_zero(patch: pytest.MonkeyPatch) -> None:
    """An offer may pay for being taken."""
    patch.setattr(Agreement, "__attrs_post_init__", lambda _: None)


def the_ledger_has_no_ceiling(patch: pytest.MonkeyPatch) -> None:
    """More of a payment is given back than ever came in."""
    patch.setattr(in_memory_world, "objection_to_refund", lambda *_: None)


def versions_are_compared_as_texts(patch: pytest.MonkeyPatch) -> None:
    """The tenth message of a case stands before its second."""

    def turn(posted: Any) -> Any:
        return tuple(posted.key.rsplit(":", 2)[1:])

    patch.setattr(turns, "turn", turn)


FOUND: Final[dict[Take, str]] = {
    no_door_is_looked_at: "no_word_of_the_library_came_from_outside",
    answers_come_in: "no_word_of_the_library_came_from_outside",
    words_of_cases_come_in: "no_word_of_the_library_came_from_outside",
    the_clock_comes_in: "no_word_of_the_library_came_from_outside",
    slashes_open_cases: "nobody_opened_a_case_of_the_library",
    ids_have_no_bound: "nobody_opened_a_case_of_the_library",
    nothing_is_guarded: "nobody_opened_a_case_of_the_library",
    there_is_no_ceiling: "nothing_came_from_the_future",
    the_ceiling_is_a_moment_higher: "nothing_came_from_the_future",
    ids_of_the_desk_are_anybodys: "nobody_spoke_under_an_id_of_the_desk",
    ids_are_shared_among_actors: "TRU-17",
    any_content_fits_an_id: "I7",
    answers_are_not_kept: "I7",
    commands_move_time: "TRU-13",
    sending_moves_time: "TRU-13",
    any_jump_is_meant: "TRU-13",
    one_case_stops_all: "Poisoned",
    one_case_ends_the_tick: "TRU-07",
    leases_are_ignored: "TRU-14",
    anybody_opens_a_store: "TRU-10",
    payments_count_each_time: "must not emit PaymentReceived",
    a_refusal_leaves_something: "was not carried out",
    any_answer_is_taken: "TRU-04",
    what_was_refused_is_settled: "I2",
}
"""What the stranger finds, and the law that names it."""

IN_FILES: Final[dict[Take, str]] = {repeated_lines_move_time: "said_before_moves_nothing"}
"""What shows where lines come from files, and how they were given then."""

NAMED: Final[dict[Take, str]] = {
    a_decision_about_nothing_allows: "tests/core/test_decision.py::"
    "test_a_decision_about_nothing_allows_nothing",
    persons_are_compared_as_they_are_spelt: "tests/processes/test_order_validation.py::"
    "test_override_and_financing_of_an_order_are_two_peoples",
    an_account_takes_less_than_nothing: "tests/processes/test_account_bookkeeping.py::"
    "test_nothing_below_zero_makes_room",
    versions_are_compared_as_texts: "tests/desk/test_turns.py::test_turns_are_counted_not_spelt",
    a_charge_is_below_zero: "tests/domain/test_below_zero.py::"
    "test_a_cent_below_zero_is_refused_and_nothing_is_not",
}
"""What is too deep for a stranger to come to in a few lives, and the test that finds it."""
