"""A command that counts on the version of its case which its giver saw."""

from typing import Any

import pytest

from order_to_cash.desk.answers import Accepted
from order_to_cash.domain.core import Conflict, Envelope, Role
from order_to_cash.domain.order import CancelOrder
from tests.desk.small_operator import START, Office, placing


def cancelling(name: str) -> Envelope[Any]:
    return Envelope(name, "O-1", "order", START, "D-0", Role.DISTRIBUTOR, CancelOrder("a mistake"))


def test_a_command_is_taken_on_the_version_that_was_seen() -> None:
    """Version 0 is that of a case nobody wrote to; each answer names the next one."""
    office = Office()
    first = office.desk.handle(placing("c", "O-1"), after=0)
    assert isinstance(first, Accepted)
    assert isinstance(office.desk.handle(cancelling("x"), after=first.version), Accepted)


@pytest.mark.parametrize("after", [0, 2, 99])
def test_on_another_version_it_is_not_even_asked(after: int) -> None:
    """It says which version there is; nothing is stored, so that the id is free for another try."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    before = office.journal.answers("order", "O-1")
    with pytest.raises(Conflict, match=f"is at version 1, not {after}") as told:
        office.desk.handle(cancelling("x"), after=after)
    assert "desk.other-version" == told.value.code
    assert before == office.journal.answers("order", "O-1")
    assert isinstance(office.desk.handle(cancelling("x"), after=1), Accepted)


def test_a_repeat_is_answered_on_whatever_version() -> None:
    """I7: whoever repeats a command because no answer came gets the first one."""
    office = Office()
    first = office.desk.handle(placing("c", "O-1"), after=0)
    office.desk.handle(cancelling("x"))
    assert first == office.desk.handle(placing("c", "O-1"), after=0)


def test_who_is_overtaken_on_the_way_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """TRU-13: what others write between the look and the write counts as well."""
    office = Office()
    office.desk.handle(placing("c", "O-1"))
    append = office.journal.append

    def overtaken(*entries: Any) -> Any:
        monkeypatch.setattr(office.journal, "append", append)
        office.desk.handle(cancelling("first"))
        return append(*entries)

    monkeypatch.setattr(office.journal, "append", overtaken)
    with pytest.raises(Conflict, match="not 1"):
        office.desk.handle(cancelling("second"), after=1)
    assert office.journal.answer("order", "O-1", "D-0", "second") is None
