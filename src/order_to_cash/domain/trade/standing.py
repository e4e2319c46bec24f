"""Whoever has to act is told: at once where it is urgent or warned of, else when a case waits."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, Final, get_args

from attrs import fields

from order_to_cash.domain.core.decision import Decision, Finding
from order_to_cash.domain.core.entity import entity
from order_to_cash.domain.core.parties import CLIENTS, Role
from order_to_cash.domain.core.process import (
    Envelope,
    Moved,
    Refusal,
    clock_command,
    refuse,
    step,
)
from order_to_cash.domain.core.stillness import LookAtWait, WaitTold
from order_to_cash.domain.core.waiting import (
    AnyProcess,
    Deed,
    Seen,
    Wait,
    deeds,
    doers,
    next_look,
    open_findings,
    overseers,
    waiting_of,
)
from order_to_cash.domain.core.wording import Value
from order_to_cash.domain.trade.messages import Notice, Notify

CLOCK: Final = "clock"


@entity
class Past:
    """An event of a case and when it happened."""

    event: Any
    at: datetime


def look(
    process: AnyProcess, state: Any, envelope: Envelope[LookAtWait]
) -> Moved[Any, Any] | Refusal:
    """Record that whoever has to act is told that the case still waits; it stays as it is."""
    if envelope.role is not Role.CLOCK:
        return refuse(
            "process.wrong-role",
            command=LookAtWait.__name__,
            process=process.name,
            role=envelope.role.value,
            allowed=(Role.CLOCK.value,),
        )
    waits = deeds(process, state, envelope.at)
    return Moved(state, (WaitTold(envelope.command.since),) if waits else ())


def beside(
    process: AnyProcess, before: Any, events: Iterable[Any], after: Any, case: str, at: datetime
) -> tuple[Notify, ...]:
    """What is told beside the messages of the process itself, after the events of one command.

    A rule warned; or somebody has to do something urgent who did not have to before, or the case
    stands still.
    """
    happened = tuple(events)
    warnings = chain.from_iterable(warned(process.name, case, event) for event in happened)
    return (*warnings, *_to_act(process, before, happened, after, case, at))


def _to_act(
    process: AnyProcess,
    before: Any,
    events: tuple[Any, ...],
    after: Any,
    case: str,
    at: datetime,
) -> tuple[Notify, ...]:
    told = [event.since for event in events if isinstance(event, WaitTold)]
    if told:
        wanted = deeds(process, after, at)
        to = overseers(process, wanted)
        return tuple(notices(Seen(process, after, at), case, wanted, to, told[0]))
    urgent = waiting_of(process).urgent
    wanted = deeds(process, after, at, urgent) if urgent else ()
    if not wanted:
        return ()
    known = {deed.command for deed in deeds(process, before, at, urgent)}
    wanted = tuple(deed for deed in wanted if deed.command not in known)
    return tuple(notices(Seen(process, after, at), case, wanted, _first(process, wanted), at))


def _first(process: AnyProcess, wanted: tuple[Deed, ...]) -> tuple[Role, ...]:
    """Whom to ask first: the client for what it can do itself, our own people for the rest."""
    if waiting_of(process).party is None:
        return doers(wanted)
    asked = (tuple(r for r in deed.roles if r in CLIENTS) or deed.roles for deed in wanted)
    return tuple(dict.fromkeys(role for roles in asked for role in roles))


def notices(
    seen: Seen, case: str, wanted: tuple[Deed, ...], to: tuple[Role, ...], since: datetime
) -> Iterator[Notify]:
    """One notice to each of these roles with what it has to do; clients get one together."""
    if not to:
        return
    process, state = seen.process, seen.state
    waiting, findings = waiting_of(process), open_findings(process, state, seen.at)
    about: tuple[tuple[str, Value], ...] = (
        ("process", process.name),
        ("case", case),
        ("stage", state.stage.value),
        ("since", since),
    )
    clients: dict[str, None] = {}
    for role in to:
        own = tuple(dict.fromkeys(d.command for d in wanted if role in d.roles))
        if role not in CLIENTS:
            todo = own or tuple(dict.fromkeys(d.command for d in wanted))
            yield Notify(
                Notice.CASE_WAITS, role.value, (*about, ("deeds", todo)), findings=findings
            )
        else:
            clients |= dict.fromkeys(own)
    if clients and waiting.party is not None:
        party = waiting.party(state)
        values = (*about, ("deeds", tuple(clients)))
        yield Notify(Notice.CASE_WAITS, party.id, values, party.contact, findings)


def wait_of(process: AnyProcess, case: str, past: Iterable[Past]) -> Wait | None:
    """What a case waits for, from its history; nothing where it ended, rests or is not there.

    It has waited since the event after which it stood in this stage with these deeds.
    """
    state, since, at = process.initial, None, None
    standing: object = None
    for happened in past:
        at = happened.at
        if isinstance(happened.event, WaitTold):
            continue
        state = process.evolve(state, happened.event)
        now = (state.stage, deeds(process, state, at))
        if now != standing:
            standing, since = now, at
    if at is None or since is None or not (wanted := deeds(process, state, at)):
        return None
    until = next_look(process, state, at)
    if until is None:
        return None
    return Wait(
        process.name,
        state.stage.value,
        open_findings(process, state, at),
        wanted,
        since,
        until,
        _then(process, state, case, since, until),
    )


def _then(
    process: AnyProcess, state: Any, case: str, since: datetime, until: datetime
) -> tuple[Any, ...]:
    """The events that the clock's look would lead to if nothing happened before."""
    if process.next_check(state) is None:
        return (WaitTold(since),)
    look_ = clock_command(process)
    seen = step(
        process, state, Envelope(CLOCK, case, process.name, until, CLOCK, Role.CLOCK, look_)
    )
    return () if isinstance(seen, Refusal) else seen.events


def warned(process: str, case: str, event: Any) -> tuple[Notify, ...]:
    """One notice for each role that a decision of the event warns while the case goes on (COL-09).

    Only the decisions of its own fields speak: what an event repeats of another case's decision,
    as an approval does, was told there.
    """
    roles: dict[str, tuple[Finding, ...]] = {}
    kind: Any = type(event)
    for name in _may_decide(kind):
        decision = getattr(event, name)
        if isinstance(decision, Decision) and decision.allows:
            for finding in decision.warnings:
                role = finding.answer.warns
                roles[role] = (*roles.get(role, ()), finding)
    named = (("process", process), ("case", case))
    return tuple(
        Notify(Notice.RULE_WARNED, role, named, findings=found) for role, found in roles.items()
    )


@cache
def _may_decide(kind: Any) -> tuple[str, ...]:
    """The fields of an event that may hold a decision, by their types."""
    return tuple(field.name for field in fields(kind) if _takes_decisions(field.type))


def _takes_decisions(hint: Any) -> bool:
    parts = get_args(hint) or (hint,)
    return any(not isinstance(part, type) or part in {Decision, object} for part in parts)
