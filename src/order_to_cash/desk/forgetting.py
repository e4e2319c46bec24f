"""Forgetting personal data: of a party, or of documents whose term is over.

Rows of the one place where it is kept are removed; no event, answer or message is touched, so that
every history folds to the same state and every sum stays. What a case under way still needs is left
and told.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, TypeAlias

from order_to_cash.desk.cases import Cases
from order_to_cash.desk.personal import TOKEN
from order_to_cash.domain.core import InvalidValue, OrderToCashError, entity
from order_to_cash.operators.operator import AnyProcess, Operator
from order_to_cash.ports.journal import Journal, Recorded
from order_to_cash.ports.personal import Held, PersonalData

Place: TypeAlias = tuple[str, str]
IsUnderWay: TypeAlias = Callable[[Place], bool]

PAGE: Final = 1_000
ALL: Final = 10_000_000
EVER: Final = datetime(9999, 1, 1, tzinfo=UTC)


@entity
class Forgotten:
    """How many pieces were forgotten, and the cases under way that keep what they still need."""

    pieces: int = 0
    kept_for: tuple[str, ...] = ()


def of_party(journal: Journal, personal: PersonalData, party: str) -> Mapping[str, Held]:
    """What was brought to the cases in whose events or commands the party is named, by token."""
    if not party.strip():
        raise InvalidValue("a party is due, by its id; it is blank", code="desk.no-party")
    named = json.dumps(party, ensure_ascii=False)
    concerned = {(event.process, event.case) for event in _events(journal) if named in event.body}
    found: dict[str, Held] = {}
    told: dict[Place, bool] = {}
    for held in _held(personal):
        place = (held.process, held.case)
        if place not in told:  # of a case that only refused commands there are no events
            said = (answer.said for answer in journal.answers(*place))
            told[place] = place in concerned or any(named in text for text in said)
        if told[place]:
            found[held.token] = held
    return found


def out_of_term(operator: Operator, personal: PersonalData, now: datetime) -> Mapping[str, Held]:
    """What was brought so long ago that its term is over, by token."""
    return {
        held.token: held
        for held in _held(personal)
        if (term := operator.term_of(held.process, held.kind)) is not None
        and held.since + term <= now
    }


def forget(
    journal: Journal,
    personal: PersonalData,
    meant: Mapping[str, Held],
    is_under_way: IsUnderWay,
) -> Forgotten:
    """Forget what is meant, but for what a case under way needs, its own or another's."""
    users: dict[Place, set[str]] = defaultdict(set)
    for event in _events(journal):
        if found := meant.keys() & set(TOKEN.findall(event.body)):
            users[event.process, event.case] |= found
    needing = [place for place in sorted(users) if is_under_way(place)]
    needed = {token for place in needing for token in users[place]}
    tokens = [token for token in meant if token not in needed]
    for start in range(0, len(tokens), PAGE):
        personal.forget(*tokens[start : start + PAGE])
    return Forgotten(len(tokens), tuple(f"{process}/{case}" for process, case in needing))


def under_way(
    journal: Journal, cases: Cases, processes: Mapping[str, AnyProcess], *, until_its_end: bool
) -> IsUnderWay:
    """Whether a case has something before it: a message on its way, or an instant it waits for.

    With `until_its_end` a case whose process has ends also goes on until it stands at one of them.
    A case of a process that is not the operator's may go on with the one whose it is.
    """
    sending = {
        (message.process, message.case)
        for message in (*journal.waiting(EVER, limit=ALL), *journal.parked(limit=ALL))
    }

    def is_under_way(place: Place) -> bool:
        process = processes.get(place[0])
        if process is None or place in sending:
            return True
        try:
            state = cases.read(process, place[1]).state
            ends = process.lifecycle.ends if until_its_end else ()
            return process.next_check(state) is not None or bool(ends and state.stage not in ends)
        except OrderToCashError:  # nobody can go on with it
            return False

    return is_under_way


def _events(journal: Journal) -> Iterator[Recorded]:
    after = ""
    while page := journal.events(after=after, limit=PAGE):
        yield from page
        after = page[-1].cursor


def _held(personal: PersonalData) -> Iterator[Held]:
    after = ""
    while page := personal.held(after=after, limit=PAGE):
        yield from page
        after = page[-1].cursor
