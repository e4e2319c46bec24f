"""One credit account as it grows: by its history, and by the orders that are open on it."""

from collections.abc import Iterator
from itertools import count, islice
from time import process_time
from typing import Any, Final

from benchmarks.desk import behind_the_door, one_by_one
from benchmarks.measure import Probe, Ratio, Subject
from benchmarks.order import AT
from order_to_cash.desk.carrying import Carrier
from order_to_cash.domain.core import Envelope, Role
from order_to_cash.domain.credit_account import commands as c
from order_to_cash.embedded import open_desk
from order_to_cash.operators.peru import PERU, sol

ACCOUNT: Final = "A-0"
LIMIT: Final = sol("10000000.00")
ORDER: Final = sol("118.00")
TIMED: Final = 1_000
WHOLE: Final = 8_000
"""So many commands that the largest account is written as a snapshot twice or more."""

LONG: Final = 100_000
FEW, SOME, MANY = 10, 500, 5_000


def opening(orders: int) -> Iterator[c.Command]:
    """An account with that many orders under way."""
    yield c.ReserveCredit("first", ORDER)
    yield c.ReportCreditLine(c.CreditLine(ACCOUNT, "D-0", LIMIT))
    yield c.FreeCredit("first")
    yield from (c.ReserveCredit(f"open-{n}", ORDER) for n in range(orders))


def traffic() -> Iterator[c.Command]:
    """Orders that come and go: one event for each command."""
    for n in count():
        yield c.ReserveCredit(f"O-{n}", ORDER)
        yield c.FreeCredit(f"O-{n}")


def given(prefix: str, commands: Iterator[c.Command]) -> Iterator[Envelope[Any]]:
    """The commands as envelopes for the account."""
    for n, command in enumerate(commands):
        role = Role.DISTRIBUTOR_MANAGEMENT
        yield Envelope(f"{prefix}-{n}", ACCOUNT, "credit_account", AT, "orders", role, command)


def grow(carrier: Carrier, open_orders: int, before: int) -> Iterator[Envelope[Any]]:
    """Open the account, let so many events happen; the traffic that comes next."""
    one_by_one(carrier, given("opening", opening(open_orders)))
    going = given("traffic", traffic())
    one_by_one(carrier, islice(going, before))
    return going


def seconds_per_command(open_orders: int, before: int, timed: int = TIMED) -> float:
    """Processor seconds for a command, after that many events, with that many orders open."""
    with open_desk(":memory:", operator=PERU) as desk:
        carrier = behind_the_door(desk)
        commands = tuple(islice(grow(carrier, open_orders, before), timed))
        start = process_time()
        one_by_one(carrier, commands)
        return (process_time() - start) / timed


def first() -> float:
    """At the beginning of a case."""
    return seconds_per_command(FEW, 0)


def last() -> float:
    """At its hundred thousandth event."""
    return seconds_per_command(FEW, LONG - TIMED)


def few() -> float:
    """With few orders open."""
    return seconds_per_command(FEW, 0, WHOLE)


def some() -> float:
    """With some orders open."""
    return seconds_per_command(SOME, 0, WHOLE)


def many() -> float:
    """With many orders open."""
    return seconds_per_command(MANY, 0, WHOLE)


FIRST: Final = Probe("the first thousand", "benchmarks.growth:first")
LAST: Final = Probe("the hundredth thousand", "benchmarks.growth:last")
WITH_FEW: Final = Probe("10 open orders", "benchmarks.growth:few")
WITH_SOME: Final = Probe("500 open orders", "benchmarks.growth:some")
WITH_MANY: Final = Probe("5,000 open orders", "benchmarks.growth:many")

SUBJECT: Final = Subject(
    "An account that grows",
    "Processor time of `handle` on a SQLite store in memory, for orders that reserve credit on one "
    "account and free it again, snapshots of the account included.",
    (
        Ratio("the 100 thousandth command, against the first", LAST, FIRST, at_most=1.2),
        Ratio("500 open orders, against 10", WITH_SOME, WITH_FEW, at_most=1.2),
        Ratio("5,000 open orders, against 10", WITH_MANY, WITH_FEW, at_most=1.2),
    ),
    processes=3,
)
