"""The laws of the journal hold for our adapters, and journals that break a promise are caught."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.adapters.sqlite import SqliteJournal
from order_to_cash.testing.laws import holds, name, same, up_to
from order_to_cash.testing.laws import journal_answers as answers
from order_to_cash.testing.laws import journal_checks as checks
from order_to_cash.testing.laws import journal_histories as histories
from order_to_cash.testing.laws import journal_leases as leases
from order_to_cash.testing.laws import journal_marks as marks
from order_to_cash.testing.laws.journal import LAWS, LEVELS, Law
from tests.ports import broken_journals, broken_leases, broken_marks
from tests.ports.broken_journals import (
    ForgetsWhatFell,
    Make,
    NamesCasesByTheirIdAlone,
    TakesOneActorForAnother,
    WritesAllOrNothing,
)
from tests.ports.broken_leases import (
    BelongsToBoth,
    ClaimsInTwoSteps,
    GoesBackInTime,
    LooksAtCasesSetAside,
    ReachesTheLastWritten,
)
from tests.ports.broken_marks import (
    DigestsBodiesAlone,
    MarksAsTheyCame,
    MarksInTwoSteps,
    MarksWithoutEvents,
)

BROKEN = (*broken_journals.BROKEN, *broken_leases.BROKEN, *broken_marks.BROKEN)


@cache
def caught(make: Make) -> frozenset[str]:
    """The laws that a broken journal fails."""
    return frozenset(law.__name__ for law in LAWS if fails(law, make))


def fails(law: Law, make: Make) -> bool:
    try:
        law(make())
    except Exception:  # noqa: BLE001 a broken journal may fail in any way
        return True
    return False


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_journal_in_memory_obeys(law: Law) -> None:
    """The journal in memory keeps every promise of the port."""
    law(InMemoryJournal())


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_sqlite_journal_obeys(law: Law, tmp_path: Path) -> None:
    """The journal in a SQLite file keeps every promise of the port."""
    with SqliteJournal(tmp_path / "journal.db") as journal:
        law(journal)


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_sqlite_journal_in_memory_obeys(law: Law) -> None:
    """A SQLite journal without a file keeps every promise of the port."""
    with SqliteJournal(":memory:") as journal:
        law(journal)


@pytest.mark.parametrize("make", BROKEN, ids=lambda make: make.__name__)
def test_a_broken_journal_is_caught(make: Make) -> None:
    """A journal that breaks one promise fails a law."""
    assert caught(make)


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_no_law_is_idle(law: Law) -> None:
    """Every law catches a journal that is broken in one place."""
    assert any(law.__name__ in caught(make) for make in BROKEN)


@pytest.mark.parametrize(
    ("law", "make"),
    [
        # TRU-03: the same id in two processes is two cases.
        (histories.the_same_id_in_two_processes_is_two_cases, NamesCasesByTheirIdAlone),
        # TRU-14: while a lease lasts one sends, however many deliverers overlap.
        (leases.overlapping_claimants_never_get_the_same_message, ClaimsInTwoSteps),
        # TRU-17: nobody can use up somebody else's command id.
        (
            answers.a_command_of_another_actor_case_or_process_is_another_command,
            TakesOneActorForAnother,
        ),
        # TRU-07: what cannot be looked at stops nobody.
        (checks.a_case_set_aside_is_not_due_until_its_instant, LooksAtCasesSetAside),
        # TRU-10: a store knows whose it is.
        (checks.racing_claimants_agree_on_one_owner, BelongsToBoth),
        # TRU-13: the instant up to which time has passed never goes back.
        (checks.time_never_goes_back, GoesBackInTime),
        (checks.before_any_time_passed_the_latest_event_says_how_far_it_is, ReachesTheLastWritten),
        # TRU-18: each case keeps a count and a digest of its events.
        (marks.every_case_is_marked_with_its_events, DigestsBodiesAlone),
        (marks.what_writes_no_event_leaves_the_mark, MarksWithoutEvents),
        (marks.reading_on_from_a_mark_misses_nothing, MarksAsTheyCame),
        (marks.racing_writers_leave_a_mark_that_fits, MarksInTwoSteps),
        (histories.an_entry_that_conflicts_leaves_its_neighbours_written, WritesAllOrNothing),
        # I4: what was decided on an entry that fell was decided on what never was.
        (histories.what_follows_an_entry_that_fell_falls_with_it, ForgetsWhatFell),
    ],
)
def test_a_law_catches_the_journal_that_breaks_it(law: Law, make: Make) -> None:
    """What TRU-03, 07, 10, 13, 14, 17 and 18 ask of a journal is missed where it is taken away."""
    assert law.__name__ in caught(make)


def test_laws_have_a_sentence_as_name_and_another_as_docstring() -> None:
    """A law is named and told in a sentence, and no two share a name."""
    assert len(LAWS) == len({name(law) for law in LAWS})
    assert [] == [law.__name__ for law in LAWS if not (law.__doc__ or "").endswith(".")]
    assert "nobody writes from the future" in map(name, LAWS)


def test_a_level_holds_the_laws_of_all_levels_up_to_it() -> None:
    """Whoever pins a level meets the laws of that level and of those before it, and no others."""
    levels = {2: (law_of_two,), 1: LEVELS[1], 3: (law_of_three,)}
    assert () == up_to(levels, 0)
    assert LEVELS[1] == up_to(levels, 1)
    assert (*LEVELS[1], law_of_two) == up_to(levels, 2)


def law_of_two(_: object) -> None: ...


def law_of_three(_: object) -> None: ...


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda: same(1, 2, "the sum"), "the sum: expected 1, but got 2"),
        (lambda: holds([], "nothing came"), "nothing came"),
    ],
)
def test_a_broken_law_says_what_was_expected(broken: Callable[[], None], message: str) -> None:
    """The checks of the laws raise `AssertionError` whatever the interpreter's options."""
    with pytest.raises(AssertionError) as raised:
        broken()
    assert message == str(raised.value)
