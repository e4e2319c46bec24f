"""The laws of personal data: `for law in LAWS: law(open_place)`.

`open_place` answers the same place each time, opened anew on what was kept before, as after a
crash; what is gone with the program is opened as the same object. Each law needs one that is empty.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, TypeAlias

from order_to_cash.domain.core import Sensitive, changed
from order_to_cash.ports.personal import Held, Kept, PersonalData
from order_to_cash.testing.laws import holds, same, up_to
from order_to_cash.testing.laws.journal_entries import NOON

Opened: TypeAlias = Callable[[], PersonalData]
Law: TypeAlias = Callable[[Opened], None]

TEXTS: Final = ("Ana Ñandú", "a'b\"c\\d\n", "*** %s ?", "漢字 🙂", "x" * 4096)
MANY: Final = 230


def kept(token: str, text: str = "a text", *, case: str = "a") -> Kept:
    """A piece that an order's first command brought at noon."""
    return Kept(token, "order", case, "place_order", NOON, Sensitive(text))


def texts(place: PersonalData, *tokens: str) -> dict[str, str]:
    """What the tokens stand for, in the clear."""
    return {token: text.reveal() for token, text in place.find(tokens).items()}


def all_held(place: PersonalData, limit: int = 1000) -> list[Held]:
    """Everything that is kept, page by page."""
    found: list[Held] = []
    after = ""
    while page := place.held(after=after, limit=limit):
        found += page
        after = page[-1].cursor
    return found


def what_is_kept_is_found_again(opened: Opened) -> None:
    """Every text comes back as it was, also to whoever opens the place again."""
    given = {f"~{n}": text for n, text in enumerate(TEXTS)}
    opened().keep(*(kept(token, text) for token, text in given.items()))
    same(given, texts(opened(), *given), "the texts")


def an_unknown_token_stands_for_nothing(opened: Opened) -> None:
    """What was never kept is left out, whatever else is asked for."""
    opened().keep(kept("~1"))
    same({}, texts(opened()), "nothing that was asked for")
    same({"~1": "a text"}, texts(opened(), "~0", "~1", "", "~1", "~10"), "a known one among others")


def many_are_found_at_once(opened: Opened) -> None:
    """There is no limit to what can be kept and asked for at once."""
    given = {f"~{n:03}": f"text {n}" for n in range(MANY)}
    opened().keep(*(kept(token, text) for token, text in given.items()))
    same(given, texts(opened(), *given), "the texts")


def keeping_a_token_again_replaces_its_text(opened: Opened) -> None:
    """A command that is carried out again may bring its texts again."""
    opened().keep(kept("~1", "first"), kept("~2", "other"))
    opened().keep(kept("~1", "second"))
    same({"~1": "second", "~2": "other"}, texts(opened(), "~1", "~2"), "the texts")
    same(2, len(all_held(opened())), "how many are kept")


def what_is_held_is_told_by_case_without_its_text(opened: Opened) -> None:
    """Everything that is kept is listed by process, case and token, with what brought it."""
    later = changed(kept("~3", case="b"), since=NOON + timedelta(microseconds=1))
    opened().keep(later, kept("~2"), kept("~1"), changed(kept("~4"), process="transfer"))
    found = all_held(opened(), limit=1)
    same(found, all_held(opened()), "the list, one by one")
    places = [(each.process, each.case, each.token) for each in found]
    orders = [("order", "a", "~1"), ("order", "a", "~2"), ("order", "b", "~3")]
    same([*orders, ("transfer", "a", "~4")], places, "the list")
    expected = Held("~3", "order", "b", "place_order", later.since)
    same(expected, changed(found[2], cursor=""), "one of them")
    holds("a text" not in repr(found), "what is held tells no text")


def what_was_forgotten_is_gone(opened: Opened) -> None:
    """Nobody finds it any more, and the others stay."""
    opened().keep(kept("~1"), kept("~2"), kept("~3", "stays"))
    opened().forget("~1", "~2", "~0")
    opened().forget("~1")
    same({"~3": "stays"}, texts(opened(), "~1", "~2", "~3"), "what is left")
    same(["~3"], [each.token for each in all_held(opened())], "what is held")


LEVELS: Final[Mapping[int, tuple[Law, ...]]] = {
    1: (
        what_is_kept_is_found_again,
        an_unknown_token_stands_for_nothing,
        many_are_found_at_once,
        keeping_a_token_again_replaces_its_text,
        what_is_held_is_told_by_case_without_its_text,
        what_was_forgotten_is_gone,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: Final[tuple[Law, ...]] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
