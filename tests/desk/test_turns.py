"""Instructions of one case never overtake one that was set aside, however long the case lives."""

import pytest

from order_to_cash.adapters.in_memory import InMemoryJournal
from order_to_cash.desk.turns import is_too_early, turn
from order_to_cash.ports import Entry, Posted, Recorded
from order_to_cash.ports.journal import Answer
from tests.desk.small_operator import START


def instruction(version: int, index: int = 0, *, topic: str = "fulfilment") -> Posted:
    key = f"order/O-1:{version}:{index}"
    return Posted(key, "order", "O-1", START, topic, "block_service", "{}")


def aside(posted: Posted) -> InMemoryJournal:
    """A journal in which this instruction was set aside."""
    journal = InMemoryJournal()
    answer = Answer("c", "ana", "sales", START, START, "{}", "", "{}")
    event = Recorded("order", "O-1", 1, START, "ana", "sales", "c", "noted", "{}")
    journal.append(Entry("order", "O-1", 0, answer, (event,), (posted,)))
    journal.park(posted.key, problem="timeout")
    return journal


@pytest.mark.parametrize(
    ("parked", "waiting", "expected"),
    [((9, 0), (10, 0), True), ((10, 0), (9, 0), False), ((9, 2), (9, 10), True)],
)
def test_turns_are_counted_not_spelt(
    parked: tuple[int, int], waiting: tuple[int, int], expected: bool
) -> None:
    """I8: version 10 comes after version 9, and index 10 after index 2."""
    journal = aside(instruction(*parked))
    assert expected == is_too_early(journal, instruction(*waiting))
    assert waiting == turn(instruction(*waiting))


def test_only_instructions_wait_for_their_turn() -> None:
    """A notice goes out although an instruction was set aside."""
    journal = aside(instruction(9))
    assert not is_too_early(journal, instruction(10, topic="notification"))
