"""`tick` and `parked`: what time brings, and what could not be sent."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from order_to_cash.cli.cases import existing_desk
from order_to_cash.cli.status import GOOD
from order_to_cash.desk import Desk
from order_to_cash.domain.errors import InvalidValue

MOST: Final = 100_000
"""How many parked messages are looked through."""


def tick(options: Namespace) -> int:
    """Let time pass, and say what came of it."""
    now = options.now or datetime.now(UTC)
    with existing_desk(options, options.data) as desk:
        looked = desk.tick(now)
        done = desk.deliver(now)
    print(
        f"{looked} cases were due; messages: {done.delivered} delivered, "
        f"{done.postponed} postponed, {done.parked} parked"
    )
    return GOOD


def parked(options: Namespace) -> int:
    """List the messages that were set aside, or put one back."""
    with existing_desk(options) as desk:
        if options.release is not None:
            _release(desk, options.release)
            return GOOD
        for message in desk.journal.parked(limit=MOST):
            print(
                f"{message.key}  {message.at.isoformat()}  {message.process} {message.case}  "
                f"{message.type} to {message.topic}: {message.problem}"
            )
    return GOOD


def _release(desk: Desk, key: str) -> None:
    if all(message.key != key for message in desk.journal.parked(limit=MOST)):
        raise InvalidValue(
            f"no parked message {key}; `parked` without --release lists them",
            code="cli.no-message",
        )
    desk.journal.release(key)
    print(f"{key} waits again; the next run or tick sends it")
