"""Doors of a desk that are given things of a wrong kind: only errors of the library come out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from order_to_cash.adapters.in_memory import InMemoryPersonalData
from order_to_cash.comparing import compare_commands
from order_to_cash.desk import Desk
from order_to_cash.domain.core import Envelope, InvalidValue, OrderToCashError, Role
from order_to_cash.embedded import open_desk
from tests.desk.small_operator import START, placing
from tests.desk.test_leases import waiting

WRONG: Final[tuple[Any, ...]] = (
    *(None, True, 5, -1, 1.5, float("nan"), 10**30, b"x", "x", "\0", "\ud800", ""),
    *([], {}, ("a",), [[]], object(), int, Role, Role.CLOCK, lambda *_: 1),
    *(START, datetime(2024, 1, 1)),  # noqa: DTZ001  (one without an offset is wrong)
)
"""Things of many kinds, none of which is right everywhere."""

PLACED: Final = placing("c", "O-1")

NUMBERED: Final[Mapping[str, Any]] = {"id": 5}

CALLS: Final[Mapping[str, tuple[tuple[Any, ...], Mapping[str, Any]]]] = {
    "process": (("order",), {}),
    "state": (("order", "O-1"), {}),
    "history": (("order", "O-1"), {}),
    "waits": (("order", "O-1"), {}),
    "cases": ((), {"process": "order", "stage": "", "party": "", "after": "", "limit": 10}),
    "give": (
        (PLACED.command,),
        {"to": "order/O", "by": "x", "role": Role.CLOCK, "id": "i", "at": START},
    ),
    "handle": ((PLACED,), {"after": None}),
    "handle_many": (([PLACED],), {}),
    "admit": ((PLACED,), {}),
    "answer": (("order/O-1:1:0", None, START), {}),
    "forget": (("D-1",), {"under_way": False}),
    "forget_due": ((START,), {}),
    "deliver": ((START,), {"most": 1}),
    "tick": ((START,), {"jump": True}),
    "pass_time": ((START,), {"jump": True}),
    "revealed": ((1,), {}),
}
"""What each method of a desk is called with, where it is called rightly."""

PLACES: Final = [
    (method, place)
    for method, (by_place, by_name) in CALLS.items()
    for place in (*range(len(by_place)), *by_name)
]

OPTIONS: Final = ("path", "operator", "data", "own", "clock", "worker", "timeout")


def _desk() -> Desk:
    """A desk with a place for personal data, and an order whose question waits for its answer."""
    desk = waiting()[0].desk
    return Desk(desk.operator, desk.journal, desk.world, desk.wire, personal=InMemoryPersonalData())


@contextmanager
def _only_ours(value: Any) -> Iterator[None]:
    """Let pass what the library raises; anything else is a failure that names the value."""
    try:
        yield
    except OrderToCashError:
        pass
    except Exception as error:
        raise AssertionError(f"{value!r} led to {error!r}") from error


@pytest.mark.parametrize("method", CALLS)
def test_what_is_given_rightly_is_taken(method: str) -> None:
    """Each method takes what the next test replaces one by one, so that it reaches each place."""
    by_place, by_name = CALLS[method]
    getattr(_desk(), method)(*by_place, **by_name)


@pytest.mark.parametrize(("method", "place"), PLACES)
def test_only_errors_of_the_library_leave_a_desk(method: str, place: int | str) -> None:
    """Each argument of each method is replaced by things of many kinds."""
    desk, (by_place, by_name) = _desk(), CALLS[method]
    for value in WRONG:
        given = [value if at == place else one for at, one in enumerate(by_place)]
        named = {name: value if name == place else one for name, one in by_name.items()}
        with _only_ours(value):
            getattr(desk, method)(*given, **named)
            desk = _desk()  # what was taken may have changed it; a refusal changes nothing


@pytest.mark.parametrize("option", OPTIONS)
def test_only_errors_of_the_library_leave_the_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """Each option of `open_desk` is replaced by things of many kinds, and the desk then used.

    What a clock that is one raises, as `Role` does, is its own.
    """
    monkeypatch.chdir(tmp_path)
    for at, value in enumerate(one for one in WRONG if (option, one) != ("clock", Role)):
        options: dict[str, Any] = {"path": tmp_path / f"{at}.db", "operator": "peru"}
        options[option] = value
        path = options.pop("path")
        with _only_ours(value), open_desk(path, **options) as desk:
            desk.handle(PLACED)
            desk.deliver()


ASKED: Final[tuple[tuple[Callable[[Desk], Any], str], ...]] = (
    (lambda desk: desk.forget(5), r"give the id of the party as a text; .* type int"),  # type: ignore[arg-type]
    (lambda desk: desk.deliver(START, most=True), r"most as a whole number; .* type bool"),
    (lambda desk: desk.cases(process=None), r"process, stage and party as texts.* type NoneType"),  # type: ignore[arg-type]
    (lambda desk: desk.handle(PLACED, after=True), r"version that the case .* type bool"),
    (lambda desk: desk.admit(PLACED.command), r"in its envelope.* type PlaceOrder"),
    (
        lambda desk: desk.admit(attrs.evolve(PLACED, **NUMBERED)),
        r"id of a command as a text; .* type int",
    ),
    (lambda desk: desk.handle_many(5), r"in a list, or another iterable; .* type int"),  # type: ignore[arg-type]
)


@pytest.mark.parametrize(("call", "advice"), ASKED)
def test_a_wrong_kind_is_told_with_what_to_give(call: Callable[[Desk], Any], advice: str) -> None:
    """The advice names what is due, and of what came the type alone."""
    with pytest.raises(InvalidValue, match=advice) as caught:
        call(_desk())
    assert "value.kind" == caught.value.code


def test_a_pack_of_another_kind_is_refused_where_packs_are_compared() -> None:
    """What is neither an operator nor the name of one is told as such."""
    none: tuple[Envelope[Any], ...] = ()
    with pytest.raises(InvalidValue, match=r"its name, or where .* type int"):
        compare_commands(none, 5, "peru")  # type: ignore[arg-type]
