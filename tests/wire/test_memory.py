"""Memory that ran out says nothing of a document: nothing is taken for broken because of it."""

from typing import Any

import pytest

from order_to_cash.domain.core import changed
from order_to_cash.wire import Wire
from tests.desk.letters import Letter, Letters


@pytest.fixture
def scarce(monkeypatch: pytest.MonkeyPatch) -> list[type[Exception]]:
    """What making a letter raises, once something stands in here."""
    raised: list[type[Exception]] = []
    made = Letter.__init__

    def make(letter: Letter, *args: Any, **values: Any) -> None:
        if raised:
            raise raised[0]
        made(letter, *args, **values)

    monkeypatch.setattr(Letter, "__init__", make)
    return raised


def test_no_document_is_refused_for_want_of_memory(scarce: list[type[Exception]]) -> None:
    """TRU-02, TRU-18: the same state is read again later; what a class objects to is refused."""
    wire = Wire((Letters(),))
    body = wire.dump_state(changed(Letter(), received=2))
    scarce.append(MemoryError)
    with pytest.raises(MemoryError):
        wire.load_state("letter", body)
    scarce.clear()
    assert 2 == wire.load_state("letter", body).received


def test_no_value_is_refused_for_want_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """TRU-01: whoever gave it is not told that it is wrong, and gives it again."""
    wire = Wire((Letters(),))

    def none_left(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(wire._writer, "of", lambda *_: none_left)
        with pytest.raises(MemoryError):
            wire.dump_state(Letter())
    assert Letter() == wire.load_state("letter", wire.dump_state(Letter()))
