"""`next`: what somebody in a role can do in a case, and what the case waits for."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from order_to_cash.cli.cases import existing_desk, named_case, voice_of
from order_to_cash.cli.status import GOOD
from order_to_cash.desk import Desk
from order_to_cash.desk.logs import code_of
from order_to_cash.domain.core import InvalidValue, OrderToCashError, Role, Value, Voice
from order_to_cash.domain.core.lifecycle import OUTSIDE
from order_to_cash.domain.core.process import next_steps
from order_to_cash.stories import heading, step_text, waiting

NOTHING = "next.nothing"


def next_(options: Namespace) -> int:
    """Print the commands with what each means."""
    with existing_desk(options, read_only=True) as desk:
        role = role_named(desk, options.role)
        for line in steps(desk, options.case, role, voice_of(desk, options)):
            print(line)
    return GOOD


def role_named(desk: Desk, name: str) -> Role:
    """The role of that name, ours or the operator's own; raises `InvalidValue` naming all."""
    known = {role.value: role for role in desk.operator.known_roles}
    if name not in known:
        raise InvalidValue(f"no such role here; give one of: {', '.join(known)}", code="cli.role")
    return known[name]


def _able(desk: Desk, name: str, case: str) -> dict[Role, tuple[type[Any], ...]]:
    """What each role can do in a case; raises `InvalidValue` where its process fails on it."""
    process, operator = desk.process(name), desk.operator
    try:
        state = desk.state(name, case)
        return {
            role: next_steps(
                process, state, role, doors=OUTSIDE, stands_for=operator.roles.get(role, ())
            )
            for role in operator.known_roles
        }
    except OrderToCashError:
        raise
    except Exception as error:
        raise InvalidValue(
            f"the process of {name}/{case} failed on it with {code_of(error)}; mend that first",
            code="cli.process-failed",
        ) from error


def steps(desk: Desk, case: str, role: Role, voice: Voice) -> Iterator[str]:
    """The stage, then each command by the name that an envelope gives it."""
    name, case = named_case(desk, case)
    able = _able(desk, name, case)
    yield heading(desk, name, case, voice)
    for command in able[role]:
        words = step_text(name, command, voice.language, voice.words)
        yield f"  {desk.wire.type_name(command)}: {words}"
    if not able[role]:
        others = tuple(other.value for other, can in able.items() if can)
        values: dict[str, Value] = {"role": role.value, "others": others}
        yield f"  {voice.say('text', NOTHING, **values)}"
    yield from waiting(desk, name, case, voice)
