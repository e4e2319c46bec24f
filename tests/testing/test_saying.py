"""The check of a pack's words names what is missing and what does not fit."""

from pathlib import Path
from typing import ClassVar

import pytest

from order_to_cash.domain.core import (
    Answer,
    Clause,
    Language,
    Policy,
    Role,
    Words,
    changed,
    entity,
)
from order_to_cash.domain.order import Channel, OrderRequest
from order_to_cash.operators.known import OPERATORS
from order_to_cash.operators.peru import ORDERS, PERU
from order_to_cash.testing import unsaid
from tests.words import WHOLE

OWN = {
    "en": '[rule."shop.size"]\ntitle = "Not too large"\npassed = "{size} is not too large"\n'
    '[word.Process]\norder = "sale"\n[word.Channel]\nkiosk = "kiosk"\n',
    "es": '[rule."shop.size"]\ntitle = "No muy grande"\npassed = "{tamano} no es muy grande"\n'
    '[word.Process]\nordre = "venta"\n',
}


@entity
class NotTooLarge:
    """The order has few lines."""

    code: ClassVar[str] = "shop.size"
    clause: Clause

    def check(self, request: OrderRequest, /) -> Answer:
        return Answer(True, {"size": len(request.items)})


INTAKE = Policy("intake", (*ORDERS.settings.intake.rules, NotTooLarge(Clause("shop", "1"))))
SHOP = changed(
    PERU,
    name="shop",
    processes=(
        changed(ORDERS, settings=changed(ORDERS.settings, intake=INTAKE)),
        *(process for process in PERU.processes if process is not ORDERS),
    ),
    codes=(Channel("kiosk"),),
)


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
    shop = changed(SHOP, words=Words((tmp_path,)))
    assert {"en: rule shop.size failed"} == {each.path for each in unsaid(shop, Language.EN)}
    assert [
        ("words.unsaid", "es: rule shop.size failed", "say it in a file of words"),
        ("words.unsaid", "es: word Channel kiosk", "say it in a file of words"),
        (
            "words.unfit",
            "es: rule shop.size passed",
            "it shows other values than the English text; show: size",
        ),
        (
            "words.unfit",
            "es: word Process ordre",
            "no such text is there in English; say it there too, or correct its key",
        ),
    ] == [(each.code, each.path, each.message) for each in unsaid(shop, Language.ES)]


def test_roles_and_codes_of_ones_own_are_to_be_said(tmp_path: Path) -> None:
    """OPN-02, OPN-03: each that is declared has a word in the language, or is named."""
    desk = Role("franchise_desk")
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "own.toml").write_text('[word.Role]\nfranchise_desk = "franchise"\n')
    shop = changed(PERU, roles={desk: (Role.SALES,)}, codes=(Channel("kiosk"),))
    said = changed(shop, words=Words((tmp_path,)))
    assert {"en: word Channel kiosk", "en: word Role franchise_desk"} == {
        each.path for each in unsaid(shop, Language.EN)
    }
    assert {"en: word Channel kiosk"} == {each.path for each in unsaid(said, Language.EN)}


def test_a_text_of_a_rule_that_nobody_asks_is_named(tmp_path: Path) -> None:
    """OPN-02: a code that was mistyped would otherwise never be read."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "own.toml").write_text('[rule."credit.limmit"]\ntitle = "Within"\n')
    shop = changed(PERU, words=Words((tmp_path,)))
    assert ["nobody reads it: no rule of this pack has this code; correct it"] == [
        each.message for each in unsaid(shop, Language.EN)
    ]
