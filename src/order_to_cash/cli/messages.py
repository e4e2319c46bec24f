"""`tick` and `parked`: what time brings, and what could not be sent or looked at."""

from argparse import Namespace
from datetime import UTC, datetime
from typing import Final

from order_to_cash.cli.cases import existing_desk
from order_to_cash.cli.status import GOOD
from order_to_cash.desk import Desk
from order_to_cash.domain.core import InvalidValue
from order_to_cash.ports.journal import Posted

MOST: Final = 100_000
"""How many parked messages and cases set aside are listed."""


def tick(options: Namespace) -> int:
    """Let time pass, and say what came of it."""
    now = options.now or datetime.now(UTC)
    with existing_desk(options, options.data) as desk:
        passed = desk.pass_time(now, jump=options.jump)
    done = passed.delivery
    print(
        f"{passed.looked} cases were due; messages: {done.delivered} delivered, "
        f"{done.postponed} postponed, {done.parked} parked"
    )
    if passed.aside:
        print(f"{passed.aside} cases could not be looked at; see: order-to-cash parked --db FILE")
    return GOOD


def parked(options: Namespace) -> int:
    """List the messages and cases that were set aside, or put one back."""
    with existing_desk(options, read_only=options.release is None) as desk:
        if options.release is not None:
            _release(desk, options.release)
            return GOOD
        for message in desk.journal.parked(limit=MOST):
            print(
                f"{message.key}  {message.at.isoformat()}  "
                f"{message.type} to {message.topic}: {message.problem}"
            )
        for aside in desk.journal.aside(limit=MOST):
            print(
                f"{aside.process}/{aside.case}  {aside.since.isoformat()}  set aside until "
                f"{aside.until.isoformat()}, {aside.attempts} attempts: {aside.problem}"
            )
    return GOOD


def _release(desk: Desk, name: str) -> None:
    found = desk.journal.message(name)
    if found is not None and _is_parked(desk, found):
        desk.journal.release(name)
        print(f"{name} waits again; the next run or tick sends it")
        return
    process, _, case = name.partition("/")
    if process and case and desk.journal.aside(process=process, case=case):
        desk.journal.resume(process, case)
        print(f"{name} is looked at again; the next run or tick does it")
        return
    raise InvalidValue(
        f"no message or case {name} is set aside; `parked` without --release lists them",
        code="cli.no-message",
    )


def _is_parked(desk: Desk, found: Posted) -> bool:
    place = {"process": found.process, "case": found.case, "topic": found.topic}
    return any(each.key == found.key for each in desk.journal.parked(**place, limit=MOST))
