"""A field of an event was renamed: the command line reads the file that held its old name.

The pack is the worked example of docs/how-to/rename-a-field.md, as it stands there.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from order_to_cash import open_desk
from order_to_cash.adapters.sqlite import SqliteJournal
from tests.cli.commands import Ended, command, written

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "rename-a-field.md"
CODE = re.compile(r"```(?:python|toml)\n(.*?)```", re.DOTALL)
WORDS = ("words", "earlier")
"""The folders of words of today and before: within one process each is read once."""
EARLIER = (
    ("    party: str  # in version 1 its name was `who`\n", "    who: str\n"),
    ("party=event.party", "party=event.who"),
    (", upcasters=UPCASTERS", ""),
    ("{party} has it", "{who} has it"),
    ('Path("words")', 'Path("earlier")'),
)
TODAY = "lending:LENDING"
LENT = {
    "id": "c-1", "process": "loan", "case": "l-1", "actor": "Luis", "role": "sales",
    "at": "2024-05-02T15:00:00+00:00",
    "command": {"type": "lend", "party": "D-1", "until": "2024-05-31"},
}  # fmt: skip
BACK = {
    **LENT, "id": "c-2", "actor": "Rosa", "role": "warehouse", "at": "2024-05-03T15:00:00+00:00",
    "command": {"type": "take_back"},
}  # fmt: skip
Release: TypeAlias = Callable[[bool], None]


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    """Installs the pack of the page: as it was before the field was renamed, or as it is."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.chdir(tmp_path)
    for folder in WORDS:
        (tmp_path / folder / "en").mkdir(parents=True)

    def put(today: bool) -> None:
        page = PAGE.read_text(encoding="utf-8")
        for new, old in () if today else EARLIER:
            assert 1 == page.count(new)
            page = page.replace(new, old)
        words, pack, *_ = CODE.findall(page)
        (tmp_path / "lending.py").write_text(pack, encoding="utf-8")
        folder = tmp_path / WORDS[not today] / "en"
        (folder / "lending.toml").write_text(words, encoding="utf-8")
        sys.modules.pop("lending", None)

    yield put
    sys.modules.pop("lending", None)


@pytest.fixture
def db(tmp_path: Path, release: Release) -> Path:
    """A file in which the release before wrote one loan."""
    release(False)
    path = tmp_path / "loans.db"
    assert 0 == given(path, LENT).status
    with SqliteJournal(path) as journal:
        (event,) = journal.history("loan", "l-1")
    assert {"who": "D-1", "until": "2024-05-31"} == json.loads(event.body)
    return path


def given(db: Path, *lines: object) -> Ended:
    """Give lines to the file through the command line."""
    file = written(db.with_suffix(".jsonl"), [json.dumps(line) for line in lines])
    return command("run", file, "--db", db, "--operator", TODAY)


def explained(db: Path) -> Ended:
    """The story of the loan."""
    return command("explain", "loan/l-1", "--db", db, "--operator", TODAY)


def test_a_file_with_old_events_is_told_by_the_pack_of_today(db: Path, release: Release) -> None:
    """TRU-20: the upcasters that a pack brings reach the command line."""
    before = explained(db)
    release(True)
    after = explained(db)
    assert (0, "") == (after.status, after.err)
    assert before.out == after.out
    assert "D-1 has it until" in after.out


def test_a_file_with_old_events_goes_on(db: Path, release: Release) -> None:
    """TRU-20: the loan is taken back, the file holds both shapes, and every law holds of it."""
    release(True)
    assert 0 == given(db, BACK).status
    assert (0, "") == (explained(db).status, explained(db).err)
    assert 0 == command("check", "--db", db, "--operator", TODAY).status
    with open_desk(db, operator=TODAY) as desk:
        assert "D-1" == desk.state("loan", "l-1").party


def test_without_the_upcaster_the_case_is_named(db: Path, release: Release, tmp_path: Path) -> None:
    """TRU-20: a pack that forgot it says which case it cannot read, and what it does not know."""
    release(True)
    pack = tmp_path / "lending.py"
    bare = pack.read_text(encoding="utf-8").replace(", upcasters=UPCASTERS", "")
    pack.write_text(bare, encoding="utf-8")
    told = explained(db)
    assert "what is stored of loan/l-1 cannot be read (who:" in told.out
    assert "D-1" not in told.out
