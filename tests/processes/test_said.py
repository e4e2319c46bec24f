"""Whatever is said from outside is said: every text of every command, none of them blank."""

from random import Random
from typing import Any, Final

import pytest

from order_to_cash.domain.core import Envelope, Refusal, Sensitive, changed, refuse, step
from order_to_cash.domain.core.lifecycle import OUTSIDE
from order_to_cash.operators.operator import AnyProcess
from order_to_cash.wire.shapes import fields_of
from tests.desk.small_operator import START
from tests.faults.rooms import BOTH
from tests.faults.saying import Sayings
from tests.wire.swaps import past_its_class

BLANKS: Final = ("", " ", "\u00a0\t", "\u200b", "\u2060\ufeff")
OF_A_PERSON: Final = (
    *(("onboarding", "CancelOnboarding", "reason"), ("onboarding", "ReturnDocument", "findings")),
    *(("payment", "GiveBack", "reason"), ("payment", "TakeBack", "reason")),
    *(("receivable", "WriteOff", "reason"), ("receivable", "OpenDispute", "reason")),
    *(("technical_claim", "ReopenClaim", "reason"), ("transfer", "WaiveFee", "reason")),
    *(("charge_correction", "DecideMalpractice", "reason"), ("order", "CancelOrder", "reason")),
    *(("credit_account", "RefundSurplus", "reason"), ("plan_change", "CancelPlanChange", "reason")),
)
"""By hand: some of what has to be among those that are found by looking."""


def texts(kind: type) -> tuple[str, ...]:
    """The texts that stand in a command itself and must be there."""
    parts = (part for part in fields_of(kind) if part.is_required)
    return tuple(part.key for part in parts if part.shape in (str, Sensitive))


SAID: Final = tuple(
    (process, kind, name)
    for process in BOTH.processes
    for kind in process.lifecycle.commands
    if any(process.lifecycle.door(kind, role) in OUTSIDE for role in process.lifecycle.roles[kind])
    for name in texts(kind)
)


def called(part: Any) -> str:
    """How a process, a command or a text is called."""
    return str(getattr(part, "__name__", getattr(part, "name", part)))


def answer(process: AnyProcess, kind: type, name: str, blank: str) -> Any:
    """What is said to the command in a stage that welcomes it, with this text blank."""
    table = process.lifecycle
    stage = next(each for each in table.stages if table.welcomes(each, kind))
    role = next(each for each in sorted(table.roles[kind]) if table.door(kind, each) in OUTSIDE)
    drawn = Sayings(Random(1), BOTH.processes).value(kind)  # noqa: S311  (repeatable)
    hidden = {part.key: part.shape is Sensitive for part in fields_of(kind)}
    given = {each: blank if each == name else "given" for each in texts(kind)}
    made = {each: Sensitive(text) if hidden[each] else text for each, text in given.items()}
    command = past_its_class(drawn, **made)
    said = Envelope("c-1", "C-1", process.name, START, "ana", role, command)
    start: Any = process.initial
    there = {"place": stage.value} if hasattr(start, "place") else {"stage": stage}
    return step(process, changed(start, **there), said)


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
@pytest.mark.parametrize(("process", "kind", "name"), SAID, ids=called)
def test_nothing_is_said_with_a_blank(
    process: AnyProcess, kind: type, name: str, blank: str
) -> None:
    """TRU-12: reasons, findings, notes and references: the field is named, with what to do."""
    refused = answer(process, kind, name, blank)
    assert refuse("process.blank", fields=(name,)) == refused
    assert isinstance(refused, Refusal)
    assert name in str(refused)


def test_what_people_say_is_among_them() -> None:
    """The table that is made by looking holds what a person would name."""
    found = {(process.name, kind.__name__, name) for process, kind, name in SAID}
    assert set() == set(OF_A_PERSON) - found
