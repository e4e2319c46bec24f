"""No instruction overtakes an earlier one of its case that was set aside, at any version."""

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.desk.turns import is_too_early, turn
from order_to_cash.testing.laws.journal_entries import entry, message, write


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("1:0", "1:1"), ("2:0", "10:0"), ("9:1", "10:0"), ("9:9", "9:10"), ("99:0", "100:0")],
)
def test_turns_are_numbers(earlier: str, later: str) -> None:
    """I11: version ten comes after version nine, and so does the tenth message of one version."""
    first, second = (message(f"order/O-1:1:{place}") for place in (earlier, later))
    assert turn(first) < turn(second)
    assert not turn(second) < turn(first)


@pytest.mark.parametrize(("version", "behind"), [(1, 2), (2, 10), (9, 10), (99, 100)])
def test_what_comes_after_a_parked_instruction_waits_for_it(version: int, behind: int) -> None:
    """I11: the word that lifts a block stays behind the block, however long the history is."""
    journal = InMemoryJournal()
    for number, before in ((version, 0), (behind, version)):
        told = message(f"order/a:{number}:0", topic="fulfilment")
        write(journal, entry(after=before, events=number - before, messages=(told,)))
    first, second = (f"order/a:{number}:0" for number in (version, behind))
    journal.park(first, problem="p")
    waiting = journal.message(second)
    assert waiting is not None
    assert is_too_early(journal, waiting)
    journal.release(first)
    journal.park(second, problem="p")
    released = journal.message(first)
    assert released is not None
    assert not is_too_early(journal, released)
