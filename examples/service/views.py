"""What is shown of a case, as JSON: from the desk's own answers, in the words of its operator."""

import json
from typing import Any, Final

from attrs import frozen

from examples.service.people import Person
from examples.service.problems import Failure
from order_to_cash import Decision, Desk, Sensitive, Voice, next_steps
from order_to_cash.desk import swapped
from order_to_cash.diagram import Naming, svg
from order_to_cash.domain.core import Door, party_of
from order_to_cash.stories import heading, step_text, steps, wait_told

OUTSIDE: Final = (Door.PERSON, Door.SYSTEM)


@frozen
class Wanted:
    """Which cases a list is of; what is empty leaves it open."""

    process: str = ""
    stage: str = ""
    party: str = ""


def voice(desk: Desk, language: str) -> Voice:
    """The operator's words in that language; raises `InvalidValue` naming those there are."""
    words = desk.operator.words
    return Voice(words.spoken(language), words)


def seen(desk: Desk, person: Person, process: str, case: str) -> Any:
    """The state of a case; one that is not the client's own is not there for him."""
    state = desk.state(process, case)
    if not person.may_see(party_of(desk.process(process), state)):
        advice = f"no case {process}/{case} here; check the id, or whether its first command came"
        raise Failure(404, "desk.unknown-case", advice)
    return state


def case_shown(desk: Desk, person: Person, process: str, case: str, said: Voice) -> dict[str, Any]:
    """Where a case stands, what it waits for and what is known of it."""
    state = seen(desk, person, process, case)
    history = desk.history(process, case)
    wait = desk.waits(process, case)
    hidden = not person.may_see_personal_data(party_of(desk.process(process), state))
    shown = swapped(state, lambda data: Sensitive("***" if hidden else data.reveal()))
    zone = desk.operator.calendar.zone
    return {
        "process": process,
        "case": case,
        "version": history[-1].version,
        "stage": state.stage.value,
        "heading": heading(desk, process, case, said),
        "waits": None
        if wait is None
        else {
            "since": wait.since.isoformat(),
            "until": wait.until.isoformat(),
            "told": list(wait_told(wait, said, zone=zone)),
        },
        "state": json.loads(desk.wire.dump_state(shown)),
    }


def story_shown(desk: Desk, person: Person, process: str, case: str, said: Voice) -> dict[str, Any]:
    """Who gave what, and what came of it."""
    seen(desk, person, process, case)
    told = [
        {
            "who": step.who,
            "told": [
                {
                    "sentence": one.sentence,
                    "decisions": [_decision(desk, d, said) for d in one.decisions],
                }
                for one in step.told
            ],
        }
        for step in steps(desk, process, case, said)
    ]
    return {"heading": heading(desk, process, case, said), "steps": told}


def decisions_shown(
    desk: Desk, person: Person, process: str, case: str, said: Voice
) -> list[dict[str, Any]]:
    """Every decision of a case with its rules, oldest first."""
    seen(desk, person, process, case)
    return [
        _decision(desk, decision, said)
        for step in steps(desk, process, case, said)
        for one in step.told
        for decision in one.decisions
    ]


def _decision(desk: Desk, decision: Decision, said: Voice) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(desk.wire.dump_decision(decision))
    return {
        "verdict": decision.verdict.value,
        "sentences": list(decision.sentences(said.language, said.words)),
        "decision": document,
    }


def next_shown(
    role: str, desk: Desk, person: Person, process: str, case: str, said: Voice, /
) -> list[dict[str, str]]:
    """What the person can do next in that role, by the names that commands have."""
    state = seen(desk, person, process, case)
    known = next((own for own in person.roles if own.value == role), None)
    if known is None:
        own = ", ".join(sorted(own.value for own in person.roles))
        raise Failure(403, "service.not-your-role", f"give one of your own roles: {own}", "role")
    stands_for = desk.operator.roles.get(known, ())
    able = next_steps(desk.process(process), state, known, doors=OUTSIDE, stands_for=stands_for)
    return [
        {
            "command": desk.wire.type_name(one),
            "told": step_text(process, one, said.language, said.words),
        }
        for one in able
    ]


def picture_of(desk: Desk, person: Person, process: str, case: str, said: Voice) -> str:
    """The table of the process as an SVG, with the stage of the case."""
    state = seen(desk, person, process, case)
    table = desk.process(process).lifecycle
    title = heading(desk, process, case, said)
    return svg(table, title=title, naming=Naming(process, said), here=state.stage)


def listed(desk: Desk, person: Person, wanted: Wanted, after: str, limit: int) -> dict[str, Any]:
    """A page of cases, and where the next one begins; none where this was the last.

    Whoever acts for himself is shown his own, whatever party he names.
    """
    process, stage, party = wanted.process, wanted.stage, wanted.party
    if not person.sees_all and not person.owns(party or person.name):
        return {"cases": [], "next": None}
    whose = party if person.sees_all else person.name
    page = desk.cases(process=process, stage=stage, party=whose, after=after, limit=limit)
    told = [
        {"process": one.process, "case": one.case, "stage": one.stage, "party": one.party or None}
        for one in page
    ]
    return {"cases": told, "next": page[-1].cursor if len(page) == limit else None}
