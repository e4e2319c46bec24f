"""A hundred thousand hostile documents, of every kind that the library reads.

The long form tries ten million: `nox -s long -- mutations`.
"""

from functools import cache, partial

import pytest

from order_to_cash.domain.core import InvalidDocument, Problem
from tests.wire.documents import Kind, Load, kinds
from tests.wire.hostile import (
    BYTES,
    LARGEST,
    SMALL,
    Broken,
    answered,
    bombard,
    filled,
    harmless,
    swell,
)
from tests.wire.mutations import CANARY, FILLERS
from tests.work import MOST_GROWTH, MOST_STEPS, MOST_TIMES, steps

KINDS = kinds()
ROUND = 350
"""So many mutants of each kind; of a file in a folder, which is slower to read, fewer."""


def shots(kind: Kind) -> int:
    return ROUND // 5 if kind.name.startswith("folder/") else ROUND


def test_a_hundred_thousand_mutants_are_tried() -> None:
    """Every kind of document takes part, and they add up."""
    assert 100_000 <= sum(map(shots, KINDS))
    assert len(KINDS) == len({kind.name for kind in KINDS})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_mutant_gets_through_in_another_way(kind: Kind) -> None:
    """Each is read or refused with code and place, without its values, as quickly as its like."""
    toll = bombard(kind, seed=1, count=shots(kind))
    assert 0 < toll.read < toll.tried
    assert toll.times <= MOST_TIMES


@cache
def harmless_steps(name: str) -> int:
    """How many steps a small size of harmless documents takes."""
    (kind,) = (kind for kind in KINDS if kind.name == name)
    return steps(harmless(kind, SMALL))


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("name", ["envelope/order", "requests/lines", "folder/offerings.csv"])
def test_a_swollen_document_is_answered_quickly_and_in_little_memory(
    name: str, filler: str
) -> None:
    """One of 256 KB costs little more than harmless ones and at most 32 MB, whatever fills it."""
    (kind,) = (kind for kind in KINDS if kind.name == name)
    toll = swell(kind, seed=1, filler=filler)
    assert toll.times <= MOST_TIMES
    assert toll.memory <= BYTES
    text = filled(kind, filler, seed=1)
    full = steps(partial(answered, kind, text))
    half = steps(partial(answered, kind, filled(kind, filler, seed=1, size=LARGEST // 2)))
    assert full <= MOST_GROWTH * half
    assert full <= MOST_STEPS * harmless_steps(name) * max(len(text) / SMALL, 1)


def _quotes(text: str) -> object:
    raise InvalidDocument(f"no: {text}", problems=[Problem("a.code", "", "mend it")])


def _keeps(text: str) -> object:
    try:
        return int(text)
    except ValueError:
        raise InvalidDocument("no", problems=[Problem("a.code", "", "mend it")]) from None


def _says_nothing(_text: str) -> object:
    raise InvalidDocument("no", problems=[Problem("", "", "")])


def _prints_badly(_text: str) -> object:
    raise InvalidDocument("no", problems=[Problem("a.code", "\x1b", "mend it")])


@pytest.mark.parametrize(
    ("load", "said"),
    [
        (int, "ValueError"),
        (_quotes, "it repeats what was sent"),
        (_keeps, "it keeps another exception"),
        (_says_nothing, "a code or a message is missing"),
        (_prints_badly, "it cannot be printed"),
    ],
)
def test_a_wrong_reader_is_found(load: Load, said: str) -> None:
    """Whoever lets another exception out, quotes a document or keeps it, is told."""
    with pytest.raises(Broken, match=said):
        answered(Kind("wrong", load, list), CANARY)
