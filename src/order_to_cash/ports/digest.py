"""The digest of a history, by which a loss or an alteration of its events is noticed.

It is a chain: each event is digested together with the digest of all before it, so that whoever
knows a digest at some version can tell whether the events up to there are still the same ones.
It notices accidents and tampering by whoever does not rewrite the whole chain; only a mark that is
kept elsewhere notices the rest.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from order_to_cash.domain.core.instants import in_utc
from order_to_cash.ports.journal import Recorded

SIZE: Final = 16
"""Bytes of a digest; as text it has twice as many letters."""


def digest_of(events: Iterable[Recorded], *, after: str = "") -> str:
    """The digest of a history after these events, where `after` is that of the events before.

    Everything of an event counts but its cursor, which is another in every journal.
    """
    digest = after
    for e in events:
        # Each text under its length: what moves from one into the next gives another digest.
        told = (
            f"{len(digest)}:{digest}{len(e.process)}:{e.process}{len(e.case)}:{e.case}"
            f"{e.version}:{in_utc(e.at).isoformat()};{len(e.actor)}:{e.actor}{len(e.role)}:{e.role}"
            f"{len(e.command)}:{e.command}{len(e.type)}:{e.type}{e.shape}:{len(e.body)}:{e.body}"
        )
        digest = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=SIZE).hexdigest()
    return digest
