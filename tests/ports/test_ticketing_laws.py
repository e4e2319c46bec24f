"""The laws of case systems: our adapters obey them, and broken ones are caught."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count as counting
from pathlib import Path
from typing import Any

import pytest

from order_to_cash.adapters.in_memory import InMemoryTicketing
from order_to_cash.adapters.sqlite import EmbeddedTicketing, SqliteFile
from order_to_cash.domain.core import Unavailable
from order_to_cash.domain.trade import CloseTicket, RegisterTicket, RouteTicket
from order_to_cash.operators.peru import PERU
from order_to_cash.ports.ticketing import NO_TICKETING
from order_to_cash.testing.laws import name
from order_to_cash.testing.laws.ticketing import (
    CASE,
    CLOSING,
    FORM,
    LAWS,
    Counts,
    of_racing_repeats_one_is_done,
)
from order_to_cash.wire import Wire

WIRE = Wire(PERU.processes)


@contextmanager
def embedded(folder: Path) -> Iterator[EmbeddedTicketing]:
    """A case system in a new file."""
    with closing(SqliteFile(folder / "tickets.db")) as file:
        yield EmbeddedTicketing(file, WIRE)


def shown(ticketing: InMemoryTicketing | EmbeddedTicketing) -> Counts:
    """How much of each kind was taken."""
    kinds = [type(ticket) for ticket in ticketing.tickets().values()]
    return kinds.count(RegisterTicket), kinds.count(RouteTicket), kinds.count(CloseTicket)


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_one_in_memory_obeys(law: Callable[..., None]) -> None:
    """What stands in memory keeps every law."""
    ticketing = InMemoryTicketing()
    law(ticketing, lambda: shown(ticketing))


@pytest.mark.parametrize("law", LAWS, ids=name)
def test_the_one_in_a_file_obeys(law: Callable[..., None], tmp_path: Path) -> None:
    """What stands in the file of the journal keeps every law."""
    with embedded(tmp_path) as ticketing:
        law(ticketing, lambda: shown(ticketing))


class RegistersByKey(InMemoryTicketing):
    def register(self, key: str, ticket: RegisterTicket, /) -> str:
        return super().register(key, RegisterTicket(key, ticket.queue, ticket.fields))


class RegistersEachTime(InMemoryTicketing):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = counting()

    def register(self, key: str, ticket: RegisterTicket, /) -> str:
        again = RegisterTicket(f"{ticket.case}-{next(self.numbers)}", ticket.queue, ())
        return super().register(key, again)


class RoutesEachTime(InMemoryTicketing):
    def __init__(self) -> None:
        super().__init__()
        self.numbers = counting()

    def route(self, _key: str, ticket: RouteTicket, /) -> str:
        return super().route(f"k-{next(self.numbers)}", ticket)


class RoutesEachCaseOnce(InMemoryTicketing):
    def route(self, _key: str, ticket: RouteTicket, /) -> str:
        return super().route(ticket.case, ticket)


class ForgetsEarlierKeys(InMemoryTicketing):
    def route(self, key: str, ticket: RouteTicket, /) -> str:
        reference = super().route(key, ticket)
        for other in [one for one in self._places if one != f"route_ticket:{key}"]:
            self._places.pop(other)
            self._tickets[f"{other} again"] = self._tickets.pop(other)
        return reference


class MixesKeysAndCases(InMemoryTicketing):
    def route(self, key: str, ticket: RouteTicket, /) -> str:
        known = self._places.get(f"register_ticket:{key}")
        return super().route(key, ticket) if known is None else f"C-{known:06}"


class GivesNoReference(InMemoryTicketing):
    def register(self, key: str, ticket: RegisterTicket, /) -> str:
        super().register(key, ticket)
        return ""


class ClosesOnlyWhatItKnows(InMemoryTicketing):
    def close(self, key: str, ticket: CloseTicket, /) -> None:
        if f"register_ticket:{ticket.case}" not in self._places:
            raise KeyError(ticket.case)
        super().close(key, ticket)


class ClosesNothing(InMemoryTicketing):
    def close(self, _key: str, _ticket: CloseTicket, /) -> None:
        return


BROKEN = (
    RegistersByKey,
    RegistersEachTime,
    RoutesEachTime,
    RoutesEachCaseOnce,
    ForgetsEarlierKeys,
    MixesKeysAndCases,
    GivesNoReference,
    ClosesOnlyWhatItKnows,
    ClosesNothing,
)


def caught(law: Callable[..., None], ticketing: Any) -> bool:
    """Whether a law is broken, or cannot even be asked."""
    try:
        law(ticketing, lambda: shown(ticketing))
    except (AssertionError, KeyError):
        return True
    return False


@pytest.mark.parametrize("make", BROKEN)
def test_a_broken_one_is_caught(make: Callable[[], InMemoryTicketing]) -> None:
    """Each of these forgets, mixes up or repeats something, and some law says so."""
    assert any(caught(law, make()) for law in LAWS)


QUIET = [law for law in LAWS if law is not of_racing_repeats_one_is_done]


@pytest.mark.parametrize("law", QUIET, ids=name)
def test_every_law_catches_somebody(law: Callable[..., None]) -> None:
    """No law of this list is kept by all who are broken."""
    assert any(caught(law, make()) for make in BROKEN)


def test_tickets_are_written_down_as_they_came(tmp_path: Path) -> None:
    """Either shows what a case, a routing and a closing are about, under the same names."""
    with embedded(tmp_path) as in_a_file:
        for ticketing in (in_a_file, InMemoryTicketing()):
            references = (ticketing.register("k1", CASE), ticketing.route("k2", FORM))
            ticketing.close("k3", CLOSING)
            assert ("C-000001", "R-000002") == references
            expected = [
                ("register_ticket:c-1", CASE),
                ("route_ticket:k2", FORM),
                ("close_ticket:c-1", CLOSING),
            ]
            assert expected == [*ticketing.tickets().items()]
            assert expected[1:2] == [*ticketing.tickets(after=expected[0][0], limit=1).items()]


def test_without_a_case_system_tickets_wait() -> None:
    """A world without one says so for everything, and nothing is lost."""
    asked: tuple[Callable[[], object], ...] = (
        lambda: NO_TICKETING.register("k1", CASE),
        lambda: NO_TICKETING.route("k1", FORM),
        lambda: NO_TICKETING.close("k1", CLOSING),
    )
    for ask in asked:
        with pytest.raises(Unavailable) as waiting:
            ask()
        assert "ticketing.none" == waiting.value.code
