"""The laws of case systems: `for law in LAWS: law(OurTicketing(), count)`, each on a new one.

`count` answers how many cases were registered, routed and closed so far.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from order_to_cash.domain.trade import CloseTicket, RegisterTicket, Route, RouteKind, RouteTicket
from order_to_cash.ports.ticketing import Ticketing
from order_to_cash.testing.laws import holds, same, up_to

Counts: TypeAlias = tuple[int, int, int]
Count: TypeAlias = Callable[[], Counts]
Law: TypeAlias = Callable[[Ticketing, Count], None]

RACERS = 4
FIELDS = (("line", "L-1"), ("note", "¿qué pasó? 'x'; \"y\""), ("until", None))
CASE = RegisterTicket("c-1", "variations", FIELDS)
OTHER = RegisterTicket("c-2", "variations", ())
FORM = RouteTicket("c-1", Route("form-1", RouteKind.FORM, "area", "request"), FIELDS)
TICKET = RouteTicket("c-1", Route("ticket-1", RouteKind.TICKET, "area", "request"), ())
CLOSING = CloseTicket("c-1")


def a_case_is_registered_once(ticketing: Ticketing, count: Count) -> None:
    """However often it is asked, under whatever key, a case has one reference."""
    first = ticketing.register("k1", CASE)
    holds(first, "a case that is registered has a reference")
    for key in ("k1", "k2", "c-1"):
        same(first, ticketing.register(key, CASE), "the reference of the case")
    same((1, 0, 0), count(), "how much was registered, routed and closed")


def cases_have_references_of_their_own(ticketing: Ticketing, count: Count) -> None:
    """Two cases are never one to the case system, not even under one key."""
    first, second = ticketing.register("k1", CASE), ticketing.register("k1", OTHER)
    holds(first != second, "two cases have two references")
    same((2, 0, 0), count(), "how much was registered, routed and closed")


def the_same_key_is_routed_once(ticketing: Ticketing, count: Count) -> None:
    """A repeat gets the first reference, also after others came between."""
    first, second = ticketing.route("k1", FORM), ticketing.route("k2", TICKET)
    holds(first and second and first != second, "each routing has a reference of its own")
    for key, known in (("k1", first), ("k2", second), ("k1", first)):
        same(known, ticketing.route(key, FORM), "the reference of the routing")
    same((0, 2, 0), count(), "how much was registered, routed and closed")


def a_case_can_be_routed_again(ticketing: Ticketing, count: Count) -> None:
    """What did not hold is asked for again: the same words under another key are another one."""
    references = {ticketing.route(key, FORM) for key in ("k1", "K1", "k2", "c-1")}
    same(4, len(references), "how many references there are")
    same((0, 4, 0), count(), "how much was registered, routed and closed")


def registering_and_routing_do_not_meet(ticketing: Ticketing, count: Count) -> None:
    """A key that is also the id of a case is taken for what it is asked for."""
    references = (ticketing.register("c-1", CASE), ticketing.route("c-1", FORM))
    same(2, len(set(references)), "how many references there are")
    same((1, 1, 0), count(), "how much was registered, routed and closed")


def closing_is_harmless_to_repeat(ticketing: Ticketing, count: Count) -> None:
    """A closed case stays closed, and one that nobody registered is no reason to stop."""
    ticketing.register("k1", CASE)
    for key in ("k2", "k2", "k3"):
        ticketing.close(key, CLOSING)
    same((1, 0, 1), count(), "how much was registered, routed and closed")
    ticketing.close("k4", CloseTicket("c-9"))


def of_racing_repeats_one_is_done(ticketing: Ticketing, count: Count) -> None:
    """When a ticket arrives several times at once, it is taken once, under one reference."""
    with ThreadPoolExecutor(RACERS) as pool:
        cases = set(pool.map(ticketing.register, ["k1"] * RACERS, [CASE] * RACERS))
        forms = set(pool.map(ticketing.route, ["k2"] * RACERS, [FORM] * RACERS))
    same((1, 1), (len(cases), len(forms)), "how many references there are")
    same((1, 1, 0), count(), "how much was registered, routed and closed")


LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        a_case_is_registered_once,
        cases_have_references_of_their_own,
        the_same_key_is_routed_once,
        a_case_can_be_routed_again,
        registering_and_routing_do_not_meet,
        closing_is_harmless_to_repeat,
        of_racing_repeats_one_is_done,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
