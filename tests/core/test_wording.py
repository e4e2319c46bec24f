"""How values and texts read in both languages."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from order_to_cash.domain.core import (
    WORDS,
    BrokenDefinition,
    Currency,
    Language,
    Money,
    Value,
    Words,
    refuse,
)
from order_to_cash.domain.core.wording import OURS, texts
from tests.words import SMALL

EN, ES = Language.EN, Language.ES


@pytest.mark.parametrize("folders", [("words",), Path("words"), "words", (None,), None])
def test_words_are_in_folders(folders: Any) -> None:
    """OPN-02: what is no tuple of folders is refused when it is made, with what to give."""
    with pytest.raises(BrokenDefinition, match=r"wording\.folders"):
        Words(folders)


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (True, "yes", "sí"),
        (False, "no", "no"),
        (None, "not known yet", "aún no se conoce"),
        ((), "none", "ninguno"),
        ((1, None, (True, "a")), "1, not known yet, yes, a", "1, aún no se conoce, sí, a"),
        (0, "0", "0"),
        (1, "1", "1"),
        ("", "", ""),
        ("ñandú", "ñandú", "ñandú"),
        (date(2024, 2, 29), "2024-02-29", "2024-02-29"),
        (
            datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC),
            "2024-02-29 23:59:59+00:00",
            "2024-02-29 23:59:59+00:00",
        ),
        (Money.of("146.28", Currency.BOB), "146.28 BOB", "146.28 BOB"),
    ],
)
def test_a_value_reads_well(value: Value, english: str, spanish: str) -> None:
    """Each kind of value is shown as people write it."""
    assert (english, spanish) == (WORDS.shown(EN, value), WORDS.shown(ES, value))


@given(st.text(), st.sampled_from((EN, ES)))
def test_text_values_are_never_templates(value: str, language: Language) -> None:
    """Whatever stands in a text value is shown as it is, braces and all."""
    expected = f"<{value}>" if language == EN else f"«{value}»"
    assert expected == SMALL.say(language, "text", "value", values={"it": value})


@pytest.mark.parametrize("hostile", ["{0.__class__}", "{it.__class__}", "{{}}", "%s", "${it}"])
def test_hostile_values_stay_inert(hostile: str) -> None:
    """A value that looks like a template reveals nothing."""
    assert hostile == SMALL.say(EN, "text", "bare", values={"it": hostile})


@pytest.mark.parametrize(("code", "expected"), [("en", "yes"), ("es", "sí")])
def test_a_language_may_be_given_by_its_code(code: Any, expected: str) -> None:
    """A caller who has the code as a plain text gets that language, and never the other."""
    assert expected == SMALL.say(code, "text", "yes")


def test_unknown_is_a_word_of_its_own() -> None:
    """Yes, no and not known yet are three different words in each language."""
    for language in (EN, ES):
        assert 3 == len({WORDS.shown(language, value) for value in (True, False, None)})


def test_braces_can_be_written() -> None:
    """A doubled brace is a brace."""
    assert "{a}" == SMALL.say(EN, "text", "braces")


@pytest.mark.parametrize("language", [EN, ES])
def test_a_code_of_your_own_shows_itself(language: Language) -> None:
    """What no vocabulary knows is read as it is, and so is a vocabulary nobody wrote."""
    assert "drone" == WORDS.word(language, "Channel", "drone")
    assert "drone" == SMALL.say(language, "text", "fleet", values={"a": "drone"})


@pytest.mark.parametrize(
    ("count", "english", "spanish"),
    [(0, "0 days", "0 días"), (1, "1 day", "1 día"), (2, "2 days", "2 días")],
)
def test_one_is_not_several(count: int, english: str, spanish: str) -> None:
    """What is counted agrees with its number."""
    said = [SMALL.say(spoken, "text", "days", values={"n": count}) for spoken in (EN, ES)]
    assert [english, spanish] == said


def test_lists_and_unknowns_are_read_too() -> None:
    """Each code of a list is read in words, and an unknown one as unknown."""
    both: Value = ("warehouse", "clock")
    assert "almacén, reloj" == SMALL.say(ES, "text", "who", values={"who": both})
    assert "aún no se conoce" == SMALL.say(ES, "text", "who")


def test_a_stage_is_read_by_its_process() -> None:
    """The same stage has the gender of what it is a stage of."""
    order, receivable = (
        SMALL.say(ES, "text", "stage", values={"stage": "new", "process": name})
        for name in ("order", "receivable")
    )
    assert ("nuevo", "nueva") == (order, receivable)


def test_no_code_is_read_where_a_word_is_due() -> None:
    """A refused command is told in words alone."""
    refusal = refuse(
        "process.wrong-stage",
        command="ConfirmActivation",
        process="order",
        stage="waiting_for_information",
        possible=("CompleteInformation", "CancelOrder"),
    )
    expected = (
        "no es posible en la etapa «en espera de información»: confirmar la activación; "
        "posible ahora: completar la información, anular el pedido"
    )
    assert expected == refusal.text(ES)


def written(folder: Path, language: str, text: str, name: str = "own") -> Words:
    """The words of a folder with one file."""
    (folder / language).mkdir(exist_ok=True)
    (folder / language / f"{name}.toml").write_text(text, encoding="utf-8")
    return Words((folder,))


def test_own_words_come_first(tmp_path: Path) -> None:
    """OPN-03: an operator may word anything otherwise, one text at a time."""
    own = written(tmp_path, "en", '[word.Role]\nwarehouse = "depot"\n')
    assert ("depot", "almacén") == tuple(own.word(s, "Role", "warehouse") for s in (EN, ES))
    assert "clock" == own.word(EN, "Role", "clock")


def test_a_missing_text_falls_back_in_order(tmp_path: Path) -> None:
    """OPN-06: own words, the library's, own English, the library's English, then the key itself."""
    written(tmp_path, "en", '[text]\n"report.lines" = "rows of {file}"\nmine = "mine"\n')
    own = written(tmp_path, "qu", '[text]\n"report.read" = "ñawinchasqa"\n')
    quechua = Language("qu")
    assert "ñawinchasqa" == own.say(quechua, "text", "report.read")
    assert "rows of x" == own.say(quechua, "text", "report.lines", values={"file": "x"})
    assert "mine" == own.say(quechua, "text", "mine")
    assert "accepted" == own.say(quechua, "text", "report.accepted")
    assert "no.such (a: 1)" == own.say(quechua, "text", "no.such", values={"a": 1})
    assert "Líneas de x" == own.say(ES, "text", "report.lines", values={"file": "x"})


def test_a_language_is_there_once_it_has_a_folder(tmp_path: Path) -> None:
    """OPN-06: a language is files and no code."""
    assert {EN, ES} <= set(WORDS.languages)
    assert Language("qu") in written(tmp_path, "qu", "").languages


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[text]\na = "{total"', "a brace opens or closes nothing"),
        ('[text]\na = "total}"', "a brace opens or closes nothing"),
        ('[text]\na = "{}"', "is no name"),
        ('[text]\na = "{0}"', "0 is no name"),
        ('[text]\na = "{a.b}"', "a.b is no name"),
        ('[text]\na = "{a[0]}"', r"a\[0\] is no name"),
        ('[text]\na = "{total!r}"', "a value is shown as it is read"),
        ('[text]\na = "{total!q}"', "a value is shown as it is read"),
        ('[text]\na = "{total:{b:{c}}}"', "a value is shown as it is read"),
        ("a = " + "[" * 20_000, "correct the file"),
        ("[" + ".".join(["a"] * 5_000) + ']\nx = "1"', "correct the file"),
        ("a = " + "9" * 5_000, "correct the file"),
        ("[text]\na = 1", "a text stands between quotes"),
        ("[text\n", "correct the file"),
        ('[text]\na = "x"\na = "y"', "correct the file"),
    ],
)
def test_words_that_cannot_be_read_are_named(tmp_path: Path, text: str, why: str) -> None:
    """A typo is told with its file and key, all of them at once, and not for one text only."""
    own = written(tmp_path, "en", text)
    with pytest.raises(BrokenDefinition, match=why) as raised:
        own.find(EN, "text", "a")
    assert all(problem.path.startswith("en/own.toml") for problem in raised.value.problems)


@pytest.mark.parametrize("kind", ["a folder", "a link to nothing"])
def test_what_is_no_file_is_named(tmp_path: Path, kind: str) -> None:
    """What has the name of a file of words and cannot be read is told, not raised as it is."""
    own = written(tmp_path, "en", '[text]\na = "x"', "one")
    odd = tmp_path / "en" / "odd.toml"
    if kind == "a folder":
        odd.mkdir()
    else:
        odd.symlink_to(tmp_path / "nowhere")
    with pytest.raises(BrokenDefinition, match="put a file there") as raised:
        own.find(EN, "text", "a")
    assert ["en/odd.toml"] == [problem.path for problem in raised.value.problems]


def test_a_text_stands_in_one_file(tmp_path: Path) -> None:
    """Two files with one key are a mistake, whichever is read first."""
    written(tmp_path, "en", '[text]\na = "x"', "one")
    own = written(tmp_path, "en", '[text]\na = "y"', "two")
    with pytest.raises(BrokenDefinition, match="two files"):
        own.find(EN, "text", "a")


def test_nothing_is_read_before_somebody_asks() -> None:
    """A program that shows no text reads no words."""
    code = (
        "import order_to_cash.operators.peru\n"
        "from order_to_cash.domain.core.wording import read\n"
        "print(read.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "0" == done.stdout.strip()
    assert texts(OURS, EN)
