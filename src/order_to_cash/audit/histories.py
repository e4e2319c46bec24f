"""Laws of every history, whatever its process: I5, I6, I7 and I9."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from order_to_cash.audit.evidence import Evidence, Life, Problems, Step, cases
from order_to_cash.desk.answers import Accepted, outcome_of
from order_to_cash.domain.core import Role, WaitTold
from order_to_cash.domain.core.process import party_of
from order_to_cash.ports.digest import digest_of


def everybody_is_named(evidence: Evidence) -> Problems:
    """I5: every event has an actor, a role, a command and an instant, which never goes back."""
    for life in evidence.lives:
        for record in (step.record for step in life.steps):
            named = record.actor and record.role and record.command
            if not named or record.at.utcoffset() is None:
                yield f"I5: {life.name} version {record.version} does not say who or when"
        for one, other in pairwise(step.record.at for step in life.steps):
            if other < one:
                yield f"I5: time goes back in {life.name}"


def replay_gives_the_state(evidence: Evidence) -> Problems:
    """I6: versions have no gap, and folding the history is the state, byte for byte."""
    desk = evidence.desk
    for life in evidence.lives:
        name = life.process.name
        versions = [step.record.version for step in life.steps]
        if versions != list(range(1, len(versions) + 1)):
            yield f"I6: the versions of {life.name} are {versions}"
        head = desk.journal.read(name, life.case).version
        if head != len(versions):
            yield f"I6: {life.name} has {len(versions)} events, but stands at version {head}"
            continue
        snapshot = desk.journal.read(name, life.case).snapshot
        if snapshot is not None:
            folded = life.steps[snapshot.version - 1].after
            if desk.wire.dump_state(folded) != snapshot.body:
                yield f"I6: the snapshot of {life.name} is not its state at that version"
                continue
        if desk.wire.dump_state(life.state) != desk.wire.dump_state(desk.state(name, life.case)):
            yield f"I6: the history of {life.name} does not fold to its state"


def every_command_has_its_answer(evidence: Evidence) -> Problems:
    """I7: what a command led to is what it is answered, now and later."""
    desk = evidence.desk
    for life in evidence.lives:
        for command, steps in commands(life):
            actor = steps[0].record.actor
            answer = desk.journal.answer(life.process.name, life.case, actor, command)
            if answer is None:
                yield f"I7: {command} wrote to {life.name} and has no answer"
                continue
            types = tuple(step.record.type for step in steps)
            expected = Accepted(life.case, steps[-1].record.version, types)
            if outcome_of(desk.wire, answer.body) != expected:
                yield f"I7: {command} is answered otherwise than {life.name} was changed"


def the_table_allows_it(evidence: Evidence) -> Problems:
    """I9: some command that the role may give emits the event in that stage."""
    operator = evidence.desk.operator
    hats_of = {role.value: operator.acts_as(role) for role in operator.known_roles}
    for life in evidence.lives:
        table = life.process.lifecycle
        for step in life.steps:
            role, kind = step.record.role, type(step.event)
            hats = hats_of.get(role, ())
            if kind is WaitTold:
                allowed = role == Role.CLOCK.value
            else:
                allowed = any(
                    any(table.allows(command, hat) for hat in hats)
                    and table.emits(step.before.stage, command, kind)
                    for command in table.commands
                )
            if not allowed:
                stage = step.before.stage.name
                yield f"I9: {life.name}: {kind.__name__} in {stage} by {role}"


def every_history_fits_its_mark(evidence: Evidence) -> Problems:
    """I6: a case has the events that were written to it, all of them and unaltered."""
    journal, after = evidence.desk.journal, ""
    while page := journal.marks(after=after):
        for mark in page:
            if digest_of(journal.history(mark.process, mark.case)) != mark.digest:
                name = f"{mark.process}/{mark.case}"
                yield f"I6: events of {name} are lost or altered: they do not fit their digest"
        after = page[-1].cursor


def every_case_is_listed_where_it_stands(evidence: Evidence) -> Problems:
    """I6: the stage and the party by which a case is listed are those of its history."""
    listed = {(one.process, one.case): one for one in cases(evidence.desk)}
    for life in evidence.lives:
        one = listed.get((life.process.name, life.case))
        told = None if one is None else (one.stage, one.party)
        if told != (life.state.stage.value, party_of(life.process, life.state)):
            yield f"I6: {life.name} is listed by another stage or party than it has"


def commands(life: Life) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """The steps of a case by the command that led to them."""
    by_command = groupby(life.steps, key=lambda step: (step.record.actor, step.record.command))
    for (_, command), steps in by_command:
        yield command, tuple(steps)


LAWS: Final = (
    everybody_is_named,
    replay_gives_the_state,
    every_history_fits_its_mark,
    every_case_is_listed_where_it_stands,
    every_command_has_its_answer,
    the_table_allows_it,
)
