"""Whatever is written to people reads as a letter: words and figures, no codes (FUL-07)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from order_to_cash.domain.core import WORDS, InvalidValue, Language, Words
from order_to_cash.domain.trade import Notice, Notify, worded
from order_to_cash.operators.peru import PERU
from order_to_cash.testing import oddities
from order_to_cash.testing.letters import sent, shape, still
from tests.architecture.worlds import WORLDS, walked
from tests.processes.test_waits import lives


def told_by(name: str) -> Iterator[Notify]:
    """Every notice that the small worlds of a process send, once for each set of values."""
    found: dict[Any, Notify] = {}
    for small in WORLDS[name]():
        for before, events, _ in walked(small._replace(steps=min(small.steps, 2_000))):
            for letter in sent(small.process, before, events):
                found.setdefault(shape(letter), letter)
    yield from found.values()
    yield from waits(name)


def waits(name: str) -> Iterator[Notify]:
    """One letter for each stage in which a case can stand still."""
    met = set()
    for process, state, at in lives(name):
        if state.stage not in met and (told := still(process, state, at)):
            met.add(state.stage)
            yield from told


@pytest.mark.parametrize("name", WORLDS)
def test_a_letter_has_no_codes_and_no_blanks(name: str) -> None:
    """FUL-07: in each language no code, class, field or placeholder, nothing empty
    or unknown, and no day as a machine writes it.
    """
    languages = WORDS.languages if name == "order" else (Language.EN, Language.ES)
    told = tuple(told_by(name))
    assert told
    wrong = [
        (letter.notice.value, language, odd)
        for letter in told
        for language in languages
        for odd in oddities(letter, language, PERU.words)
    ]
    assert [] == wrong


NOON: Final = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "without their leave the order ends at 2 March 2026, 12:00."),
        ("es", "2 de marzo de 2026, 12:00"),
        ("pt", "2 de março de 2026, 12:00"),
    ],
)
def test_an_instant_is_that_of_the_clock_on_the_wall(language: str, told: str) -> None:
    """FUL-07: 17:00 in UTC is noon in Lima; a pack brings its clock, and ours say which it is."""
    values = (("order", "O-1"), ("total", None), ("closes", NOON), ("findings", "x"))
    letter = Notify(Notice.CREDIT_DECLINED, "D-1", values)
    assert told in worded(letter, Language(language), PERU.words).body
    assert told.replace("12:00", "17:00 UTC") in worded(letter, Language(language)).body
    with pytest.raises(InvalidValue, match="not known here"):
        worded(letter, Language(language), Words(zone="Nowhere/Land"))


@pytest.mark.parametrize(
    ("body", "odd"),
    [
        ("The order {order} is in stock_lost.", {"stock_lost"}),
        ("See credit.limit.", {"credit.limit"}),
        ("Give PlaceOrder.", {"PlaceOrder"}),
        ("Reasons:\n\nGood bye.", {":\n\n"}),
        ("By 2026-03-02 12:00:00-05:00.", {"2026-03-02", "-05:00"}),
        ("It was unknown: {zone}.", {"not known yet"}),
        ("{{order}}", {"{", "}"}),
        ("The order {order} was moved to {ware_house}.", set()),
    ],
)
def test_what_nobody_would_write_is_found(body: str, odd: set[str], tmp_path: Path) -> None:
    """FUL-07: an operator's own letters are read alike; what the case itself holds may be odd."""
    (tmp_path / "en").mkdir()
    own = tmp_path / "en" / "own.toml"
    own.write_text(f"[notice.order_released]\nsubject = 'Moved'\nbody = {json.dumps(body)}\n")
    values = (("order", "O-1"), ("zone", None), ("ware_house", "north_side"))
    letter = Notify(Notice.ORDER_RELEASED, "D-1", values)
    assert odd == set(oddities(letter, Language.EN, Words((tmp_path,))))
