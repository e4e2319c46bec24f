"""Who asks: the one file to replace with your own authentication.

A function takes the headers of a request and answers a `Person`, or nobody. This one knows people
by a token, of which the file keeps only the digest.
"""

import json
from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

from order_to_cash import Role
from order_to_cash.desk import Desk

CLIENTS: Final = frozenset({Role.DISTRIBUTOR, Role.CUSTOMER})
"""Who acts for himself, and sees his own cases only."""

HANDLE_PERSONAL_DATA: Final = frozenset({Role.WAREHOUSE, Role.TECHNICAL_TEAM, Role.CUSTOMER_CARE})
"""Who needs names, numbers and addresses for the work; a decision of yours."""

ANSWERS: Final[Mapping[str, frozenset[Role]]] = {
    "billing": frozenset({Role.BILLING}),
    "directories": frozenset({Role.BACK_OFFICE}),
    "fulfilment": frozenset({Role.WAREHOUSE, Role.TECHNICAL_TEAM}),
    "ticketing": frozenset({Role.HELP_DESK}),
}
"""In which role a system answers later what its port was asked; a decision of yours."""


@frozen
class Person:
    """Who was authenticated, under the name that commands carry, and in which roles."""

    name: str
    roles: frozenset[Role]

    def owns(self, party: str) -> bool:
        """Whether a case of this party is this client's own."""
        return bool(self.roles & CLIENTS) and party == self.name

    def may_see(self, party: str) -> bool:
        """Clients see their own cases, everybody else sees all."""
        return self.sees_all or self.owns(party)

    @property
    def sees_all(self) -> bool:
        """Whether the person has a role that does not act for itself alone."""
        return bool(self.roles - CLIENTS)

    def may_see_personal_data(self, party: str) -> bool:
        """Of their own cases clients do, of all cases whoever works with it."""
        return bool(self.roles & HANDLE_PERSONAL_DATA) or self.owns(party)


Authenticate: TypeAlias = Callable[[Mapping[str, str], Desk], Person | None]
"""Tells from the headers of a request who asks; the desk knows the operator's own roles."""


@frozen
class Tokens:
    """Bearer tokens: `{"SHA-256 of the token": {"name": "D-005", "roles": ["distributor"]}}`."""

    people: Mapping[str, tuple[str, tuple[str, ...]]]

    @classmethod
    def read(cls, path: Path) -> "Tokens":
        """The people of a JSON file."""
        known = json.loads(path.read_text(encoding="utf-8"))
        return cls({key: (who["name"], tuple(who["roles"])) for key, who in known.items()})

    @classmethod
    def of(cls, people: Mapping[str, tuple[str, Collection[str]]]) -> "Tokens":
        """The people of these tokens."""
        return cls(
            {_digest(token): (name, tuple(roles)) for token, (name, roles) in people.items()}
        )

    def __call__(self, headers: Mapping[str, str], desk: Desk) -> Person | None:
        """Who it is, with those of his roles that the operator knows."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        given = _digest(token)
        found = next((who for key, who in self.people.items() if compare_digest(key, given)), None)
        if found is None:
            return None
        name, roles = found
        return Person(name, frozenset(r for r in desk.operator.known_roles if r.value in roles))


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
