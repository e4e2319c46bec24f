"""`compare`: sentences, a page and JSON about two packs, from a store or from files."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import DATA, command, run, written
from tests.comparing.packs import END, compared, good_lines, store
from tests.indicators.html import Page

STRICT = ("--against", "tests.comparing.packs:STRICT")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two orders of one distributor."""
    return store(tmp_path_factory.mktemp("kept"), "O-6020", "O-6021")


def test_it_says_what_differs(kept: Path) -> None:
    """Cases, rules and money, in the language that is asked for."""
    lines = compared("--db", kept, *STRICT, "--data", DATA)
    assert "peru against tests.comparing.packs:STRICT" == lines[0]
    assert "  order: completed -> rejected: 1" in lines
    assert ["invoiced", "(PEN)", "3,300.00", "0.00", "-3,300.00"] in [x.split() for x in lines]
    assert "played under its own pack, every case ends as the store has it" == lines[-1]
    spanish = compared("--db", kept, *STRICT, "--data", DATA, "--language", "es")
    assert "  pedido: completado -> rechazado: 1" in spanish
    assert len(lines) == len(spanish)


def test_files_of_commands_are_compared(kept: Path) -> None:
    """The lines of the store come to the same as the store; bad ones are named and left out."""
    file = written(kept.parent / "lines.jsonl", ["{", *good_lines("O-6020", "O-6021")])
    ended = command("compare", file, "--operator", "peru", *STRICT, "--data", DATA, "--now", END)
    assert (1, True) == (ended.status, "lines.jsonl:1: " in ended.err)
    of_store = compared("--db", kept, *STRICT, "--data", DATA)
    assert of_store[:-1] == ended.out.splitlines()


def test_everything_is_written_as_json(kept: Path, tmp_path: Path) -> None:
    """Counts, codes and exact amounts, for other programs."""
    compared("--db", kept, *STRICT, "--json", tmp_path / "some.json")
    found = json.loads((tmp_path / "some.json").read_text("utf-8"))
    assert {"credit.order-size": 1, "credit.past-due": 1} == found["rules"]
    assert {
        "figure": "invoiced",
        "currency": "PEN",
        "before": "3300.00",
        "after": "0.00",
        "change": "-3300.00",
    } in found["money"]
    assert found["ends"]
    assert sum(ended["cases"] for ended in found["ends"]) == found["changed"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_shows_it(kept: Path, tmp_path: Path, language: str) -> None:
    """It is well-formed and alone; its pictures have titles, its cases both decisions."""
    page = tmp_path / "some.html"
    compared("--db", kept, *STRICT, "--html", page, "--language", language)
    read = Page(page.read_text("utf-8"))
    assert [language] == [attributes["lang"] for attributes in read.of("html")]
    assert 2 == len(read.of("svg")) == len(read.of("title")) - 1
    assert [] == [*read.of("script"), *read.of("link"), *read.of("img")]
    assert 5 == len(read.of("table"))


def test_how_far_it_is_can_be_shown(kept: Path) -> None:
    """Whoever asks for progress may be told, and the rest stays the same."""
    ended = command("compare", "--db", kept, *STRICT, "--progress")
    assert (0, compared("--db", kept, *STRICT)) == (ended.status, ended.out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "compare.what"),
        (("--db", "{kept}", "{kept}"), "compare.what"),
        (("--db", "nowhere.db"), "cli.no-file"),
        (("--db", "{kept}", "--html", "{kept}"), "cli.onto-its-input"),
    ],
)
def test_what_cannot_be_compared_is_said(kept: Path, arguments: tuple[str, ...], code: str) -> None:
    """Neither or both of store and files, no file, or a page in place of the store."""
    named = [argument.format(kept=kept) for argument in arguments]
    ended = command("compare", *STRICT, *named)
    assert (2, True) == (ended.status, f"[{code}]" in ended.err)


def test_the_store_itself_is_never_written(kept: Path) -> None:
    """A store that is compared can be run on afterwards as if nothing had been."""
    before = kept.read_bytes()
    compared("--db", kept, *STRICT)
    assert before == kept.read_bytes()
    file = written(kept.parent / "same.jsonl", good_lines("O-6020"))
    assert 0 == run(file, kept, "--now", END).status
