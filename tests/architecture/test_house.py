"""What was reached stays: no module stands loose, few files are opened, docs show the doors."""

import re
from pathlib import Path

import pytest

from order_to_cash.domain.core.wording import OURS
from tests.architecture.house import CORE, imports, places, size, walk, walked
from tests.architecture.source import ROOT

CARRY_ON = (ROOT / "CONTRIBUTING.md", ROOT / "tests" / "README.md")
NAMED = re.compile(r"`([\w./]+(?:/|\.py|\.toml|\.md|\.csv))(?:::(\w+))?`")
MADE_UP = re.compile(r"NAME|READER|SUBJECT|loan")
ROOTS = (ROOT, ROOT / "src" / "order_to_cash", ROOT / "tests", ROOT / "tests" / "architecture")


def test_a_return_is_a_coming_back_to_what_was_left() -> None:
    """Reading on in one file is no return, and neither is a new one."""
    assert (("a", "b", "c"), 2) == walked(["a", "a", "b", "a", "c", "c", "b"])
    assert ((), 0) == walked([])


def test_an_order_is_followed_through_no_more_files_than_it_was() -> None:
    """From reception to invoice: order, account, receivable, their rules, the core; and back."""
    opened, returns = walk()
    assert {"domain/order/reception.py", "rules/credit.py", "domain/receivable/process.py"} <= {
        *opened
    }
    assert len(opened) <= 63
    assert sum(file.startswith(CORE) for file in opened) <= 16
    assert returns <= 210  # some more where other tests have filled what is kept


@pytest.mark.parametrize(
    ("command", "event", "files"),
    [
        ("RecordSatisfaction", "SatisfactionRecorded", 4),
        ("SuspendAccount", "AccountSuspended", 4),
        ("RequestSupport", "SupportRequested", 5),
        ("ChangeLimit", "LimitChanged", 5),
        ("GiveBack", "UnplacedGivenBack", 6),
    ],
)
def test_a_command_is_written_in_few_files(command: str, event: str, files: int) -> None:
    """Four of Python; one more where its event changes more than the stage, or is told of."""
    found = [file for file in places(command, event) if file.endswith(".py")]
    assert len(found) <= files, found


def test_a_command_has_words_in_each_language() -> None:
    """One file for each; orders are said in three."""
    found = places("RecordSatisfaction", "SatisfactionRecorded")
    assert {"words/en/order.toml", "words/es/order.toml", "words/pt/order.toml"} == {
        file for file in found if file.endswith(".toml")
    }


def test_the_files_of_a_language_are_as_many_as_its_recipe_says() -> None:
    """OPN-06: a further language is files, and the recipe counts them truly."""
    files = {name: len([*(OURS / name).iterdir()]) for name in ("en", "es", "pt")}
    told = f"({files['en']} for all of them, {files['pt']} for orders in Portuguese)"
    assert files["en"] == files["es"]
    assert told in CARRY_ON[0].read_text(encoding="utf-8")


def test_no_module_of_the_domain_stands_loose() -> None:
    """Each is in the core, in what is shared, or in the package of a process."""
    assert 0 == size().loose


def test_docs_and_examples_show_the_doors() -> None:
    """A reader imports from the faces of packages; hardly ever from a module inside one."""
    shown = imports()
    assert shown.deep <= 4
    assert shown.front > 100


@pytest.mark.parametrize("page", CARRY_ON, ids=lambda page: page.name)
def test_whoever_carries_on_is_sent_to_files_that_are_there(page: Path) -> None:
    """Each file, folder and test that these pages name exists."""
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    assert len(named) > 20
    lost = [path for path, _ in named if not MADE_UP.search(path) and not _there(path)]
    assert [] == lost
    texts = [(_there(path), test) for path, test in named if test]
    assert [] == [test for path, test in texts if path and test not in path.read_text("utf-8")]


def _there(path: str) -> Path | None:
    """Where it is: from the root, in the package, among the tests or their neighbours."""
    return next((root / path for root in ROOTS if (root / path).exists()), None) or next(
        iter((ROOT / "tests").rglob(path)), None
    )


def test_every_folder_of_tests_is_told() -> None:
    """The page of the tests names each folder that lies beside it."""
    told = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    assert set() == {name for name in folders if f"`{name}/" not in told}


def test_one_session_renews_all_that_is_generated() -> None:
    """Whatever writes itself anew on demand is on the list of `nox -s renew`."""
    listed = re.search(
        r"^GENERATED = \((.*)\)", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE
    )
    writers = {
        path.stem
        for path in (ROOT / "tests" / "architecture").glob("*.py")
        if re.search(
            r'^if __name__ == "__main__":(\n .*)*write_text', path.read_text("utf-8"), re.MULTILINE
        )
    }
    assert listed
    assert writers == set(re.findall(r'"(\w+)"', listed[1]))
