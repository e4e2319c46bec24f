"""The laws of personal data: ours obey them, and broken ones are caught (TRU-21)."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from order_to_cash.adapters.in_memory import InMemoryPersonalData
from order_to_cash.adapters.sqlite import SqliteFile, SqlitePersonalData
from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.ports import Held, Kept
from order_to_cash.testing.laws import name, personal
from order_to_cash.testing.laws.personal import LAWS, Law, Opened


def in_memory(_folder: Path) -> Opened:
    """Texts that last as long as the program."""
    place = InMemoryPersonalData()
    return lambda: place


def on_a_file(folder: Path) -> Opened:
    """Texts in a file that is opened anew each time."""
    return lambda: SqlitePersonalData(SqliteFile(folder / "personal.db"))


@pytest.mark.parametrize("make", [in_memory, on_a_file], ids=lambda make: make.__name__)
@pytest.mark.parametrize("law", LAWS, ids=name)
def test_our_places_obey(law: Law, make: Callable[[Path], Opened], tmp_path: Path) -> None:
    """In memory and on a file every law holds."""
    law(make(tmp_path))


class TrimsTexts(InMemoryPersonalData):
    def keep(self, *kept: Kept) -> None:
        super().keep(*(changed(e, text=Sensitive(e.text.reveal()[:4000])) for e in kept))


class TellsTheNextBest(InMemoryPersonalData):
    def find(self, tokens: Iterable[str], /) -> Mapping[str, Sensitive]:
        known = {token: kept.text for token, kept in self._kept.items()}
        return {
            t: next((x for k, x in known.items() if k.startswith(t)), None) or Sensitive("")
            for t in tokens
        }


class FindsAHundred(InMemoryPersonalData):
    def find(self, tokens: Iterable[str], /) -> Mapping[str, Sensitive]:
        return super().find(list(tokens)[:100])


class KeepsTheFirst(InMemoryPersonalData):
    def keep(self, *kept: Kept) -> None:
        super().keep(*(each for each in kept if each.token not in self._kept))


class ListsAsTheyCame(InMemoryPersonalData):
    def held(self, *, after: str = "", limit: int = 1000) -> tuple[Held, ...]:
        came = list(self._kept)
        return tuple(sorted(super().held(after=after), key=lambda h: came.index(h.token)))[:limit]


class ForgetsTheFirst(InMemoryPersonalData):
    def forget(self, *tokens: str) -> None:
        super().forget(*tokens[:1])


class ForgetsTheWholeCase(InMemoryPersonalData):
    def forget(self, *tokens: str) -> None:
        cases = {self._kept[token].case for token in tokens if token in self._kept}
        super().forget(*(t for t, kept in self._kept.items() if kept.case in cases))


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (TrimsTexts, personal.what_is_kept_is_found_again),
        (TellsTheNextBest, personal.an_unknown_token_stands_for_nothing),
        (FindsAHundred, personal.many_are_found_at_once),
        (KeepsTheFirst, personal.keeping_a_token_again_replaces_its_text),
        (ListsAsTheyCame, personal.what_is_held_is_told_by_case_without_its_text),
        (ForgetsTheFirst, personal.what_was_forgotten_is_gone),
        (ForgetsTheWholeCase, personal.what_was_forgotten_is_gone),
    ],
)
def test_broken_places_are_caught(broken: type[InMemoryPersonalData], law: Law) -> None:
    """Each law finds those that break it."""
    place = broken()
    with pytest.raises(Exception, match=r".*"):
        law(lambda: place)
