"""Personal data as long as the program runs."""

from collections.abc import Iterable, Mapping
from threading import Lock

from order_to_cash.adapters.entries import cursor_of, limited, place_of
from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.domain.core.instants import in_utc
from order_to_cash.ports.personal import Held, Kept


class InMemoryPersonalData:
    """Personal data that is gone when the program ends. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, Kept] = {}

    def keep(self, *kept: Kept) -> None:
        plain = {each.token: changed(each, since=in_utc(each.since)) for each in kept}
        with self._lock:
            self._kept.update(plain)

    def find(self, tokens: Iterable[str], /) -> Mapping[str, Sensitive]:
        with self._lock:
            known = ((token, self._kept.get(token)) for token in tokens)
            return {token: kept.text for token, kept in known if kept is not None}

    def held(self, *, after: str = "", limit: int = 1000) -> tuple[Held, ...]:
        start = place_of(after, start=("", "", ""))
        with self._lock:
            places = sorted((each.process, each.case, each.token) for each in self._kept.values())
            onward = [place for place in places if place > start][: limited(limit)]
            return tuple(_held(self._kept[place[2]], cursor_of(*place)) for place in onward)

    def forget(self, *tokens: str) -> None:
        with self._lock:
            for token in tokens:
                self._kept.pop(token, None)


def _held(kept: Kept, cursor: str) -> Held:
    return Held(kept.token, kept.process, kept.case, kept.kind, kept.since, cursor)
