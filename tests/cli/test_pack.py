"""`pack`: what a data pack is made of, and what it does not say."""

from pathlib import Path

import pytest

from tests.cli.commands import command

PACK = """
from pathlib import Path
from order_to_cash.domain.core import Role, Words, changed
from order_to_cash.domain.order import Channel
from order_to_cash.operators.peru import PERU

KIOSKS = changed(
    PERU,
    name="kiosks",
    words=Words((Path(__file__).parent / "words",)),
    codes=(Channel("kiosk"),),
    roles={Role("franchise_desk"): (Role.SALES,)},
)
"""


@pytest.fixture
def kiosks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """Where a pack is imported from whose Spanish lacks the word of its channel."""
    name = f"pack_{request.node.name.partition('[')[0]}"
    (tmp_path / f"{name}.py").write_text(PACK, encoding="utf-8")
    said = {
        "en": '[word.Role]\nfranchise_desk = "franchise"\n[word.Channel]\nkiosk = "kiosk"\n',
        "es": '[word.Role]\nfranchise_desk = "franquicia"\n',
    }
    for language, text in said.items():
        (tmp_path / "words" / language).mkdir(parents=True)
        (tmp_path / "words" / language / "own.toml").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return f"{name}:KIOSKS"


def test_what_a_pack_does_not_say_is_listed(kiosks: str) -> None:
    """OPN-02, OPN-06: in each language that it has words in; the status is 1 where some lack."""
    ended = command("pack", "--operator", kiosks)
    assert (1, "") == (ended.status, ended.err)
    first, *_, last = ended.out.splitlines()
    assert "es: word Channel kiosk: say it in a file of words" == first
    assert "  languages: en, es; 1 texts to see to" == last


def test_a_pack_tells_its_own_roles_and_codes(kiosks: str) -> None:
    """OPN-03: what it adds to ours."""
    ended = command("pack", "--operator", kiosks, "--language", "en")
    assert 0 == ended.status
    assert "  roles of its own: franchise_desk\n  codes of its own: Channel kiosk\n" in ended.out


@pytest.mark.parametrize("name", ["peru", "bolivia"])
def test_a_shipped_pack_is_whole(name: str) -> None:
    """OPN-02: in both languages."""
    ended = command("pack", "--operator", name, "--language", "en", "es")
    assert (0, True) == (ended.status, "languages: en, es; 0 texts to see to" in ended.out)


def test_a_language_that_nobody_speaks_is_refused(kiosks: str) -> None:
    """OPN-06: with those there are."""
    ended = command("pack", "--operator", kiosks, "--language", "qu")
    assert (2, True) == (ended.status, "give one of: en, es, pt" in ended.err)
