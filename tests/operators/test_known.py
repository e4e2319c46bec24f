"""A pack of one's own by its import path, or by the entry point of a distribution (OPN-01)."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from order_to_cash import open_desk
from order_to_cash.domain.core import BrokenDefinition, InvalidValue, changed
from order_to_cash.operators import known
from order_to_cash.operators.known import operator_named
from order_to_cash.operators.peru import PERU
from tests.cli.commands import command, lines_of, written

PACK = """
from pathlib import Path

from order_to_cash import Operator, Words
from order_to_cash.domain.core import changed
from order_to_cash.operators.peru import PERU

WORDS = Words((Path(__file__).parent / "words",))
ANDES = changed(PERU, name="andes", words=WORDS)
NO_PACK = "andes"
"""

SPEECHLESS = """
class Speechless(Exception):
    def __str__(self):
        raise ValueError

raise Speechless
"""

MASKED = """
class Masked:
    @property
    def __class__(self):
        raise ValueError

ANDES = Masked()
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of somebody else's, which can be imported."""
    folder = tmp_path / "shop"
    (folder / "words" / "es").mkdir(parents=True)
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "pack.py").write_text(PACK, encoding="utf-8")
    (folder / "broken.py").write_text("import nothing_of_that_name", encoding="utf-8")
    (folder / "leaving.py").write_text("raise SystemExit(0)", encoding="utf-8")
    (folder / "masked.py").write_text(MASKED, encoding="utf-8")
    (folder / "speechless.py").write_text(SPEECHLESS, encoding="utf-8")
    own = '[word.Process]\norder = "orden"\n'
    (folder / "words" / "es" / "own.toml").write_text(own, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
        del sys.modules[name]


def advised(name: str | None, **how: Any) -> tuple[str, str]:
    """The code and the advice that a name is refused with."""
    with pytest.raises(InvalidValue) as raised:
        operator_named(name, **how)
    return raised.value.code, raised.value.message


def test_a_pack_is_found_where_it_is_imported_from(shop: Path) -> None:
    """OPN-01: module, colon, name; joined with another as any pack is."""
    assert "andes" == operator_named("shop.pack:ANDES").name
    with pytest.raises(BrokenDefinition, match="must not have the same process"):
        operator_named("shop.pack:ANDES+peru")
    del shop


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("shop.pack:NO_PACK", "operator.no-pack", "is no Operator"),
        ("shop.pack:ABSENT", "operator.not-importable", "AttributeError"),
        ("shop.absent:ANDES", "operator.not-importable", "ModuleNotFoundError"),
        ("shop.broken:ANDES", "operator.not-importable", "nothing_of_that_name"),
        ("shop.leaving:ANDES", "operator.not-importable", "SystemExit"),
        ("shop.speechless:ANDES", "operator.not-importable", "(Speechless)"),
        (":", "operator.not-importable", "the module with its dots, one colon"),
        ("./shop/pack.py:ANDES", "operator.not-importable", "the module with its dots, one colon"),
        ("shop.pack:ANDES:PERU", "operator.not-importable", "the module with its dots, one colon"),
        ("shop.pack:", "operator.not-importable", "the module with its dots, one colon"),
        ("andes", "operator.unknown", "shop.pack:ANDES"),
        *((name, "operator.unnamed", "peru, bolivia") for name in ("", " ", "peru+", "+peru", "+")),
        ("shop.masked:ANDES", "operator.no-pack", "is no Operator"),
    ],
)
def test_what_is_no_pack_is_told(shop: Path, name: str, code: str, said: str) -> None:
    """Each says what is wrong with the name and what to give instead."""
    found, message = advised(name)
    assert code == found
    assert said in message
    del shop


@pytest.mark.parametrize("name", ["", " ", "a b", "a\nb", "+", "a+", "\ud800", None, 5])
def test_a_pack_has_a_name_that_a_file_can_keep(name: Any) -> None:
    """TRU-10: under no name a file would be nobody's, and open to every other operator."""
    with pytest.raises(BrokenDefinition) as raised:
        changed(PERU, name=name)
    assert "operator.name" == raised.value.code


def test_an_installed_distribution_names_its_pack(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPN-01: an entry point is as good as a name of ours, also for what a file says of itself."""
    point = EntryPoint("andes", "shop.pack:ANDES", known.GROUP)

    def points(*, group: str, name: str = "andes") -> tuple[EntryPoint, ...]:
        assert known.GROUP == group
        return (point,) if name == point.name else ()

    monkeypatch.setattr(known, "entry_points", points)
    assert "andes" == operator_named("andes").name
    assert "andes" == operator_named("andes", stored=True).name
    assert "peru, bolivia, andes" in advised("chile")[1]
    del shop


def test_what_a_file_says_makes_nothing_be_imported(shop: Path) -> None:
    """TRU-10: a stored name is a name, whatever it looks like."""
    code, message = advised("shop.pack:ANDES", stored=True)
    assert "operator.not-installed" == code
    assert "--operator" in message
    assert "shop.pack" not in sys.modules
    del shop


def test_every_command_takes_it(shop: Path) -> None:
    """OPN-01: from the first line to the story, with the operator's own words."""
    file, db = written(shop / "some.jsonl", lines_of("O-3010")[:1]), shop / "some.db"
    mine = ("--db", db, "--operator", "shop.pack:ANDES")
    assert 0 == command("run", str(file), *mine).status
    told = command("explain", "O-3010", *mine, "--language", "es")
    assert told.out.startswith("orden O-3010: ")
    assert 0 == command("parked", *mine).status
    assert 0 == command("next", "O-3010", *mine, "--role", "distributor").status
    alone = command("explain", "O-3010", "--db", db)
    assert "whose pack is not installed by name" in alone.err
    assert 2 == alone.status


def test_a_desk_takes_it_too(shop: Path) -> None:
    """OPN-01: by its import path or as it is."""
    with open_desk(shop / "a.db", operator="shop.pack:ANDES") as desk:
        assert "andes" == desk.operator.name
    with open_desk(shop / "b.db", operator=changed(PERU, name="andes")) as desk:
        assert "andes" == desk.operator.name
