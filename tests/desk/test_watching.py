"""A desk that is watched does what one does that nobody watches, whatever its watcher does."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import pytest

from order_to_cash.desk import Watch
from order_to_cash.domain.core import IdempotencyConflict
from tests.desk.small_operator import Office, placing


def failing(where: str) -> Watch:
    """A watcher that raises when it is opened, told a value, or closed."""

    def fail(at: str) -> None:
        if at == where:
            raise ZeroDivisionError

    @contextmanager
    def watch(_what: str, /) -> Iterator[Any]:
        fail("opened")
        yield lambda **_: fail("told")
        fail("closed")

    return watch


def lived(watch: Watch | None = None) -> list[object]:
    """What comes of an order, its messages and the time that passes."""
    office = Office()
    office.desk.watch = watch or office.desk.watch
    said = [office.place("O-1"), *office.desk.handle_many([placing("m", "O-2", party="D-1")])]
    done = (office.desk.deliver(office.now), office.desk.tick(office.now))
    return [*said, *done, *office.desk.journal.events(limit=100)]


@pytest.mark.parametrize("where", ["opened", "told", "closed"])
def test_a_watcher_that_raises_changes_nothing(
    where: str, caplog: pytest.LogCaptureFixture
) -> None:
    """TRU-07, TRU-11: no command or message fails with it, and its mistake is in the log."""
    plain = lived()
    caplog.clear()
    assert plain == lived(failing(where))
    assert "whoever watches it failed [ZeroDivisionError]" in caplog.text


def test_no_watcher_takes_an_exception_away() -> None:
    """A command that fails does so also where its watcher lets every exception end."""

    @contextmanager
    def silent(_what: str, /) -> Iterator[Any]:
        with suppress(Exception), nullcontext(lambda **_: None) as note:
            yield note

    office = Office()
    office.desk.watch = silent
    office.desk.handle(placing("c", "O-1"))
    with pytest.raises(IdempotencyConflict):
        office.desk.handle(placing("c", "O-1", quantity=2))
