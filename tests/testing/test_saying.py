"""The check of a pack's words names what is missing and what does not fit."""

from pathlib import Path

import pytest

from order_to_cash.domain.core import Language, Words, changed
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.peru import PERU
from order_to_cash.testing import unsaid
from tests.words import WHOLE

OWN = {
    "en": '[rule."shop.size"]\ntitle = "Not too large"\npassed = "{size} is not too large"\n'
    '[word.Process]\norder = "sale"\n[word.Channel]\nkiosk = "kiosk"\n',
    "es": '[rule."shop.size"]\ntitle = "No muy grande"\npassed = "{tamano} no es muy grande"\n'
    '[word.Process]\nordre = "venta"\n',
}


@pytest.mark.parametrize("language", WHOLE)
@pytest.mark.parametrize("name", OPERATORS)
def test_a_shipped_pack_says_everything(name: str, language: Language) -> None:
    """OPN-02: each code of each process has its words in every whole language."""
    assert () == unsaid(OPERATORS[name], language)


def test_a_language_in_part_is_told_what_it_lacks() -> None:
    """OPN-06: a text that falls back is reported by the check of the pack, and no other is."""
    found = {problem.path for problem in unsaid(PERU, Language("pt"))}
    assert "pt: event receivable InvoiceIssued" in found
    assert set() == {path for path in found if " order " in path or "credit.limit" in path}
    assert {"words.unsaid"} == {problem.code for problem in unsaid(PERU, Language("pt"))}


def test_what_a_pack_says_of_its_own_is_checked_too(tmp_path: Path) -> None:
    """OPN-02: a text that is missing, another value, and a key that nobody reads, all at once."""
    for language, text in OWN.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "own.toml").write_text(text, encoding="utf-8")
    shop = changed(PERU, name="shop", words=Words((tmp_path,)))
    assert () == unsaid(shop, Language.EN)
    assert [
        ("words.unsaid", "es: word Channel kiosk", "say it in a file of words"),
        (
            "words.unfit",
            "es: rule shop.size passed",
            "it shows other values than the English text; show: size",
        ),
        (
            "words.unfit",
            "es: word Process ordre",
            "nobody reads it: no such text is there in English; correct its key",
        ),
    ] == [(each.code, each.path, each.message) for each in unsaid(shop, Language.ES)]
