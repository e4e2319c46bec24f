"""Forgetting personal data: of a party, or of documents whose term is over.

Rows of the one place where it is kept are removed; no event, answer or message is touched, so that
every history folds to the same state and every sum stays. What a case under way still needs is left
and told.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final, Self, TypeAlias

from attrs import define

from order_to_cash.desk.cases import Cases
from order_to_cash.domain.core import InvalidValue, OrderToCashError, entity
from order_to_cash.domain.core.errors import read_or
from order_to_cash.domain.core.given import of_kind
from order_to_cash.domain.core.parties import TOKEN
from order_to_cash.operators.operator import Operator
from order_to_cash.ports.journal import Journal, Recorded
from order_to_cash.ports.personal import Held, PersonalData

Place: TypeAlias = tuple[str, str]

PAGE: Final = 1_000
ALL: Final = 10_000_000
EVER: Final = datetime(9999, 1, 1, tzinfo=UTC)


@entity
class Forgotten:
    """How many pieces were forgotten, and the cases under way that keep what they still need."""

    pieces: int = 0
    kept_for: tuple[str, ...] = ()


@define
class Forgetting:
    """A store in which something is to be forgotten."""

    operator: Operator
    journal: Journal
    cases: Cases
    personal: PersonalData

    @classmethod
    def of(
        cls, operator: Operator, journal: Journal, cases: Cases, personal: PersonalData | None
    ) -> Self:
        """The parts of a desk; raises `InvalidValue` for one without a place of its own."""
        if personal is None:
            raise InvalidValue(
                "this desk keeps personal data in the events themselves, which never change; open"
                " it with a place for it, as `open_desk` does",
                code="desk.no-personal-data",
            )
        return cls(operator, journal, cases, personal)

    def of_party(self, party: str, *, under_way: bool) -> Forgotten:
        """Forget what was brought to the cases in whose events or commands the party is named."""
        if not of_kind(party, str, "give the id of the party as a text").strip():
            raise InvalidValue("a party is due, by its id; it is blank", code="desk.no-party")
        named = json.dumps(party, ensure_ascii=False)
        concerned = {
            (event.process, event.case): True for event in self._events() if named in event.body
        }
        meant: dict[str, Held] = {}
        for held in self._held():
            place = (held.process, held.case)
            if place not in concerned:  # a case that only refused commands has no events
                said = (answer.said for answer in self.journal.answers(*place))
                concerned[place] = any(named in text for text in said)
            if concerned[place]:
                meant[held.token] = held
        goes_on = self._goes_on(until_its_end=True)
        return self._forget(meant, (lambda _: False) if under_way else goes_on)

    def out_of_term(self, now: datetime) -> Forgotten:
        """Forget what was brought so long ago that its term is over."""
        meant = {
            held.token: held
            for held in self._held()
            if (term := self.operator.term_of(held.process, held.kind)) is not None
            and held.since + term <= now
        }
        return self._forget(meant, self._goes_on(until_its_end=False))

    def _forget(self, meant: Mapping[str, Held], needs: Callable[[Place], bool]) -> Forgotten:
        """Forget what is meant, but for what a case needs, its own or what another brought."""
        users: dict[Place, set[str]] = defaultdict(set)
        for event in self._events() if meant else ():
            if found := meant.keys() & set(TOKEN.findall(event.body)):
                users[event.process, event.case] |= found
        needing = [place for place in sorted(users) if needs(place)]
        needed = {token for place in needing for token in users[place]}
        tokens = [token for token in meant if token not in needed]
        for start in range(0, len(tokens), PAGE):
            self.personal.forget(*tokens[start : start + PAGE])
        self.cases.let_go()
        return Forgotten(len(tokens), tuple(f"{process}/{case}" for process, case in needing))

    def _goes_on(self, *, until_its_end: bool) -> Callable[[Place], bool]:
        """Whether a case has something before it: a message on its way, an instant it waits for.

        With `until_its_end` a case whose process has ends also goes on until it stands at one of
        them. One of a process that is not the operator's may go on with whose it is, and one on
        which its process fails once that is mended.
        """
        processes = self.operator.by_name
        waiting = (*self.journal.waiting(EVER, limit=ALL), *self.journal.parked(limit=ALL))
        sending = {(message.process, message.case) for message in waiting}

        def goes_on(place: Place) -> bool:
            process = processes.get(place[0])
            if process is None or place in sending:
                return True
            state = read_or(lambda: self.cases.read(process, place[1]).state, lambda error: error)
            if isinstance(state, Exception):  # with a broken history nobody can go on
                return not isinstance(state, OrderToCashError)
            ends = process.lifecycle.ends if until_its_end else ()
            if ends and state.stage not in ends:
                return True
            return read_or(lambda: process.next_check(state) is not None, lambda _: True)

        return goes_on

    def _events(self) -> Iterator[Recorded]:
        after = ""
        while page := self.journal.events(after=after, limit=PAGE):
            yield from page
            after = page[-1].cursor

    def _held(self) -> Iterator[Held]:
        after = ""
        while page := self.personal.held(after=after, limit=PAGE):
            yield from page
            after = page[-1].cursor
