"""A case as a page: its heading, its story with every why, its picture with the stage marked."""

from pathlib import Path

import pytest

from order_to_cash.embedded import open_desk
from order_to_cash.showing import show_case
from tests.cli.commands import command, lines_of, run, written
from tests.indicators.html import Page, opened


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an order that was overridden, and one with personal data in it."""
    folder = tmp_path_factory.mktemp("shown")
    file = written(folder / "some.jsonl", lines_of("O-3010", "O-4030"))
    assert 0 == run(file, folder / "some.db").status
    return folder / "some.db"


def paged(db: Path, tmp_path: Path, case: str, *options: str) -> tuple[str, Page]:
    """The page of a case, as text and as it is read."""
    path = tmp_path / "case.html"
    assert (0, "", "") == command("explain", case, "--db", db, "--html", path, *options)
    text = path.read_text(encoding="utf-8")
    return text, Page(text)


def test_a_page_tells_what_explain_tells(db: Path, tmp_path: Path) -> None:
    """Every line of the story stands on the page: who, what, and each finding with its clause."""
    _, page = paged(db, tmp_path, "O-3010")
    lines = command("explain", "O-3010", "--db", db).out.splitlines()
    read = {text.strip() for text in page.texts}
    said = [line for line in lines if line and not line.startswith("     ")]
    missing = [line for line in said if line.strip() not in read and not line.endswith("reason")]
    overridden = [line for line in missing if line.strip().startswith("! ")]
    assert missing == overridden
    assert [] == [line for line in overridden if line.strip() not in " ".join(read)]
    for line in lines:
        if line.startswith("      - "):
            sentence, _, clause = line.removeprefix("      - ").rpartition(" (")
            assert sentence in read
            assert clause.removesuffix(")") in read


def test_a_page_runs_nothing_and_asks_no_network(db: Path, tmp_path: Path) -> None:
    """It says so itself, to the browser too, and names its language."""
    text, page = paged(db, tmp_path, "O-3010", "--language", "es")
    assert "default-src 'none'" in " ".join(page.all("content"))
    assert "script" not in {tag for tag, _ in page.elements}
    assert {"lang": "es"} in page.of("html")
    assert "prefers-color-scheme:dark" in text
    assert 1 == len(page.of("h1"))
    assert 1 == text.count(">aquí está el caso<")


def test_a_page_keeps_personal_data_to_itself(db: Path, tmp_path: Path) -> None:
    """Addresses, contacts, signatures and what customers tell support are on no page."""
    text, _ = paged(db, tmp_path, "O-4030")
    for secret in ("Calle de ejemplo", "example.com", "Receptor", "habitación", "Wi-Fi en el"):
        assert secret not in text


def test_a_notebook_shows_the_same_case(db: Path, tmp_path: Path) -> None:
    """`show_case` has the story and the picture of the page, one heading lower."""
    with open_desk(db, operator="peru") as desk:
        shown = show_case(desk, "order", "O-3010", "es")
    _, page = paged(db, tmp_path, "O-3010", "--language", "es")
    in_notebook = Page(opened(shown.html))
    assert len(page.of("h1")) == len(in_notebook.of("h2"))
    body = [text for text in page.texts if text.strip()]
    assert [t for t in in_notebook.texts if t.strip()] == body[
        -len(in_notebook_texts(shown.html)) :
    ]


def in_notebook_texts(html: str) -> list[str]:
    """What is read in it."""
    return [text for text in Page(opened(html)).texts if text.strip()]


def test_a_page_of_nothing_is_not_written(db: Path, tmp_path: Path) -> None:
    """A case that is not there leaves no file behind."""
    path = tmp_path / "case.html"
    assert 2 == command("explain", "O-999", "--db", db, "--html", path).status
    assert not path.exists()
