"""A further language is files of words and no code: in a folder of ours, or in an operator's."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from order_to_cash.adapters.sqlite import EmbeddedNotification
from order_to_cash.domain.core import WORDS, InvalidValue, Language, Voice, Words
from order_to_cash.domain.core.wording import OURS, texts
from order_to_cash.domain.trade import Notice, Notify
from order_to_cash.domain.trade.notice_wording import worded
from order_to_cash.embedded import open_desk
from tests.cli.commands import DATA, ORDERS, Ended, command, lines_of, written
from tests.cli.test_kpi import HEAD, LATER, line

QUECHUA, PORTUGUESE = Language("qu"), Language("pt")
MARK = "¤"
PACK = """
from pathlib import Path

from order_to_cash import Words
from order_to_cash.domain.core import changed
from order_to_cash.operators.bolivia import BOLIVIA
from order_to_cash.operators.peru import PERU

WORDS = Words((Path(__file__).parent / "words",))
ANDES = changed(PERU, name="andes", words=WORDS)
ALTIPLANO = changed(BOLIVIA, name="altiplano", words=WORDS)
"""


def toml(said: dict[tuple[str, ...], str]) -> str:
    """These texts as a file of words."""
    lines = (f"{'.'.join(map(json.dumps, key))} = {json.dumps(said[key])}" for key in said)
    return "\n".join(lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Words in a language that nobody here has heard of: each English text with a mark."""
    made = tmp_path_factory.mktemp("further") / "words"
    (made / QUECHUA).mkdir(parents=True)
    marked = {key: f"{MARK}{text}" for key, text in texts(OURS, Language.EN).items()}
    (made / QUECHUA / "everything.toml").write_text(toml(marked), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def pack(folder: Path) -> Iterator[Path]:
    """A pack of somebody else's that brings this folder and changes nothing else."""
    shop = folder.parent
    (shop / "further_pack.py").write_text(PACK, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(shop))
        yield shop
    sys.modules.pop("further_pack", None)


@pytest.fixture(scope="module")
def db(pack: Path) -> Path:
    """A file with an order that was overridden, one that is disputed and one that waits."""
    lines = written(pack / "some.jsonl", lines_of("O-3010", "O-6040", "O-4001", "O-5010"))
    ended = ran(lines, pack / "some.db", "--quiet")
    assert 0 == ended.status, ended.err
    return pack / "some.db"


ANDEAN = ("--operator", "further_pack:ANDES")


def ran(file: Path, db: Path, *options: str) -> Ended:
    return command("run", file, "--db", db, "--data", DATA, *ANDEAN, *options)


def both(*arguments: object) -> tuple[str, str]:
    """What a command says in English, and in the further language."""
    english, further = (
        command(*arguments, "--language", language) for language in (Language.EN, QUECHUA)
    )
    assert english.status == further.status
    assert "" == further.err
    return english.out, further.out


def test_a_story_is_told_in_it(db: Path) -> None:
    """OPN-06: heading, roles, events, reasons and refusals come from the files, line by line."""
    for case in ("order/O-3010", "order/O-6040", "receivable/order/O-6040"):
        english, further = both("explain", case, "--db", db, *ANDEAN)
        assert english == further.replace(MARK, "")
        assert [] == [each for each in further.splitlines() if each and MARK not in each]


def test_what_can_be_done_is_told_in_it(db: Path) -> None:
    """OPN-06: so do the steps of a role, and that there are none."""
    for role in ("warehouse", "credit_and_collections", "billing"):
        english, further = both("next", "O-4001", "--db", db, "--role", role, *ANDEAN)
        assert english == further.replace(MARK, "")
        assert MARK in further


def test_a_run_is_reported_in_it(tmp_path: Path, pack: Path) -> None:
    """OPN-06: headings, amounts, reasons and refused commands of a report are in it."""
    said = []
    for language in (Language.EN, QUECHUA):
        ended = ran(ORDERS, tmp_path / f"{language}.db", "--language", language)
        said.append(ended.out)
    english, further = (sorted(each.replace(MARK, "").split()) for each in said)
    assert english == further
    bare = [each for each in said[1].splitlines() if each and MARK not in each]
    assert [] == [each for each in bare if not re.fullmatch(r" +\d+  [a-z-]+\.[a-z-]+", each)]
    del pack


def test_indicators_are_told_in_it(tmp_path: Path, pack: Path) -> None:
    """OPN-06: the table, the page and the file of the indicators are in it."""
    records = written(tmp_path / "records.csv", [HEAD, line(), line(hours=24), line(hours=None)])
    page = tmp_path / "page.html"
    operator = ("--operator", "further_pack:ALTIPLANO")
    english, further = both("kpi", records, *operator, *LATER, "--html", page)
    assert sorted(english.split()) == sorted(further.replace(MARK, "").split())
    text = page.read_text(encoding="utf-8")
    assert f'lang="{QUECHUA}"' in text
    assert MARK in text
    del pack


def test_notices_are_told_in_it(db: Path, folder: Path) -> None:
    """OPN-06: what parties are sent is in it, with the values that were sent."""
    words = Words((folder,))
    with open_desk(db, operator="further_pack:ANDES") as desk:
        kept = EmbeddedNotification(desk.journal.file, str).sent()  # type: ignore[attr-defined]
        notices = [desk.wire.load_message("notify", each.body.reveal()) for each in kept]
    assert {Notice.CREDIT_DECLINED, Notice.ORDER_RELEASED} <= {each.notice for each in notices}
    for notice in notices:
        assert isinstance(notice, Notify)
        english, further = worded(notice, Language.EN), worded(notice, QUECHUA, words)
        assert further.subject.startswith(MARK)
        assert further.body.startswith(MARK)
        assert english.subject == further.subject.replace(MARK, "")
        assert english.body.casefold() == further.body.replace(MARK, "").casefold()


def test_a_part_of_a_language_falls_back_in_the_stated_order(tmp_path: Path) -> None:
    """OPN-06: the operator's, ours in that language, the operator's English, ours, the code."""
    own: dict[tuple[str, str], dict[tuple[str, ...], str]] = {
        ("pt", "own.toml"): {("word", "Channel", "website"): "portal"},
        ("en", "own.toml"): {
            ("word", "Channel", "website"): "portal of ours",
            ("word", "Channel", "kiosk"): "kiosk",
            ("word", "Segment", "b2b"): "companies",
        },
    }
    for (language, name), said in own.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / name).write_text(toml(said), encoding="utf-8")
    told = Voice(PORTUGUESE, Words((tmp_path,)))
    assert "portal" == told.word("Channel", "website")
    assert "loja física" == told.word("Channel", "physical_store")
    assert "kiosk" == told.word("Channel", "kiosk")
    assert "companies" == told.word("Segment", "b2b")
    assert "identity card" == told.word("DocumentKind", "identity_card")
    assert "by drone" == told.word("Channel", "by drone")


def test_orders_are_told_in_portuguese(db: Path) -> None:
    """OPN-06: an order is told whole by the files of Portuguese, its receivable in English."""
    order = command("explain", "order/O-3010", "--db", db, "--language", "pt", *ANDEAN).out
    assert "pedido O-3010: " in order
    assert "Crédito e Cobrança" in order
    assert "excedem o limite de" in order
    bill = command("explain", "order/O-6040", "--db", db, "--language", "pt", *ANDEAN)
    assert 0 == bill.status
    receivable = "receivable/order/O-6040"
    assert (
        "the invoice" in command("explain", receivable, "--db", db, "--language", "pt", *ANDEAN).out
    )


@pytest.mark.parametrize("code", ["fr", "PT", "", "en/..", "words"])
def test_a_language_without_words_is_refused(db: Path, tmp_path: Path, code: str) -> None:
    """OPN-06: a code without a folder is refused before anything is done, with those there are."""
    advice = f"no words are there in {code}; give one of: en, es, pt, qu"
    records = written(tmp_path / "records.csv", [HEAD, line()])
    fresh = tmp_path / "fresh.jsonl"
    for arguments in (
        ("explain", "order/O-3010", "--db", db, *ANDEAN),
        ("next", "O-4001", "--db", db, "--role", "sales", *ANDEAN),
        ("run", written(fresh, lines_of("O-1010")), "--db", tmp_path / "new.db", *ANDEAN),
        ("kpi", records, "--operator", "further_pack:ALTIPLANO"),
    ):
        ended = command(*arguments, "--language", code)
        assert 2 == ended.status
        assert advice in ended.err
        assert "" == ended.out
    with open_desk(tmp_path / "new.db", operator="further_pack:ANDES") as desk:
        assert () == desk.journal.cases(limit=1)


def test_the_languages_are_those_that_have_words(tmp_path: Path) -> None:
    """Ours, and an operator's; a folder without a file of words is none."""
    (tmp_path / "ay").mkdir()
    (tmp_path / "readme.txt").write_text("words", encoding="utf-8")
    assert ("en", "es", "pt") == WORDS.languages == Words((tmp_path,)).languages
    (tmp_path / "ay" / "own.toml").write_text("", encoding="utf-8")
    assert ("ay", "en", "es", "pt") == Words((tmp_path,)).languages
    with pytest.raises(InvalidValue, match="give one of: en, es, pt"):
        WORDS.spoken("ay")
