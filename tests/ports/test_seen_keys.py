"""The laws of remembered keys: ours obey them, and broken ones are caught (TRU-14)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from order_to_cash.adapters.in_memory import InMemoryKeys
from order_to_cash.adapters.sqlite import SqliteFile, SqliteKeys
from order_to_cash.testing.laws import seen_keys
from order_to_cash.testing.laws.seen_keys import LAWS, Law, Opened


def in_memory(_folder: Path) -> Opened:
    """Keys that last as long as the program."""
    kept = InMemoryKeys()
    return lambda: kept


def on_a_file(folder: Path) -> Opened:
    """Keys that are opened anew each time, beside those of another adapter."""
    SqliteKeys(SqliteFile(folder / "keys.db"), "sms").add("k1 of another adapter")
    return lambda: SqliteKeys(SqliteFile(folder / "keys.db"), "mail")


@pytest.mark.parametrize("make", [in_memory, on_a_file], ids=lambda make: make.__name__)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_our_keys_obey(law: Law, make: Callable[[Path], Opened], tmp_path: Path) -> None:
    """In memory and on a file every law holds."""
    law(make(tmp_path))


class KnowsAll(InMemoryKeys):
    def has(self, key: str, /) -> bool:
        return bool(key)


class ForgetsAtOnce(InMemoryKeys):
    def add(self, key: str, /) -> None:
        del key


class RefusesRepeats(InMemoryKeys):
    def add(self, key: str, /) -> None:
        if self.has(key):
            raise KeyError
        super().add(key)


class IgnoresCase(InMemoryKeys):
    def has(self, key: str, /) -> bool:
        return super().has(key.casefold())

    def add(self, key: str, /) -> None:
        super().add(key.casefold())


class KeepsTheLatest(InMemoryKeys):
    def add(self, key: str, /) -> None:
        super().add(key)
        if len(self._keys) > 100:
            self._keys.popitem(last=False)


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (KnowsAll, seen_keys.a_key_that_was_not_added_is_unknown),
        (ForgetsAtOnce, seen_keys.an_added_key_is_known_from_then_on),
        (RefusesRepeats, seen_keys.adding_a_key_twice_is_harmless),
        (IgnoresCase, seen_keys.keys_that_look_alike_are_told_apart),
        (KeepsTheLatest, seen_keys.many_keys_are_kept),
    ],
)
def test_broken_keys_are_caught(broken: type[InMemoryKeys], law: Law) -> None:
    """Each law finds those that break it."""
    kept = broken()
    with pytest.raises(Exception, match=r".*"):
        law(lambda: kept)


def test_keys_of_one_adapter_are_not_those_of_another(tmp_path: Path) -> None:
    """What the mail sent is not what the text messages sent."""
    file = SqliteFile(tmp_path / "keys.db")
    SqliteKeys(file, "mail").add("k1")
    assert not SqliteKeys(file, "sms").has("k1")


def test_what_is_added_again_counts_as_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """In memory the keys that were added last are remembered, repeats among them."""
    monkeypatch.setattr("order_to_cash.adapters.in_memory.keys.REMEMBERED", 2)
    keys = InMemoryKeys()
    for key in ("a", "b", "a", "c"):
        keys.add(key)
    assert (True, False, True) == (keys.has("a"), keys.has("b"), keys.has("c"))
